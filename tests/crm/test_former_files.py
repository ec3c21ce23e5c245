"""What a partner adds comes on top: where they may overwrite, the desk finds what was there before."""

from collections.abc import Mapping
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.enums import EventKind
from dossiers.models import Document
from dossiers.services import Submission
from solicitations.models import Solicitation
from solicitations.services import Ask, ask, give_complement
from tests.casting import (
    Cast,
    asks,
    attached,
    dossier_in_hand,
    next_version,
    request_of,
    sealed_key,
    uploaded,
)
from tests.crm.conftest import text_of, url
from tests.samples import ANSWERS, COMPLEMENT, FILES, pdf

CORRECTED = "Association corrigée par le partenaire"


def overwritten(document: dict[str, Any]) -> None:
    """A designer lets partners edit what the applicant wrote."""
    document["x-views"]["partner"]["rules"] |= {"asso_nom": "edit", "rib": "edit"}


@pytest.fixture
def complement(cast: Cast) -> Solicitation:
    """The accountant has given another name and another file than the applicant."""
    next_version(cast.model, overwritten)
    sight, actor = dossier_in_hand(cast), cast.actor("agent")
    due = asks(cast)[-1].due_on
    first = asks(cast)[0]
    one = Ask("complement", "comptable", due, "Haddad", cast.partner_withdrawn.email)
    _opinion, made = ask(
        actor=actor, sight=sight, asks=[first, one], move_to="avis_en_cours", key=uuid4(), at=timezone.now()
    )
    solicitation = attached(cast, "partner_withdrawn", sealed_key(made))
    partner, request = cast.actor("partner_withdrawn"), request_of(cast, "partner_withdrawn", solicitation)
    files: Mapping[str, Any] = {
        "comptes": [str(uploaded(partner, request.sight, "comptes", FILES["statuts"]).pk)],
        "rib": [str(uploaded(partner, request.sight, "rib", ("autre rib.pdf", pdf("Autre"))).pk)],
    }
    give_complement(
        actor=partner,
        request=request,
        submission=Submission({**COMPLEMENT, **files, "asso_nom": CORRECTED}, None, None),
        key=uuid4(),
        at=timezone.now(),
    )
    return solicitation


def original(solicitation: Solicitation) -> Document:
    return Document.objects.get(dossier=solicitation.dossier, name=FILES["rib"][0])


def test_the_history_shows_value_and_file_as_the_applicant_gave_them(
    agent: Client, complement: Solicitation
) -> None:
    uid, file = complement.dossier.uid, original(complement)
    assert str(file.pk) not in text_of(agent.get(url("documents", uid)))
    page = text_of(agent.get(url("history", uid)))
    assert f"<del>{ANSWERS['asso_nom']}</del>" in page
    assert f"<ins>{CORRECTED}</ins>" in page
    address = url("document", uid, file.pk)
    assert f'<del><a href="{address}">{file.name}</a></del>' in page
    response = agent.get(address)
    assert b"".join(response.streaming_content) == FILES["rib"][1]  # type: ignore[attr-defined]
    last = complement.dossier.events.order_by("number").last()
    assert last is not None
    assert (last.kind, last.params["document"]) == (EventKind.DOCUMENT_READ, str(file.pk))


def test_the_applicant_has_their_own_and_nobody_else_gets_it(
    cast: Cast, agent: Client, complement: Solicitation
) -> None:
    uid, file = complement.dossier.uid, original(complement)
    citizens, partners = (
        reverse(name, args=[uid, file.pk]) for name in ("citizen_portal:document", "partner_portal:document")
    )
    own = cast.client("citizen").get(citizens)
    assert b"".join(own.streaming_content) == FILES["rib"][1]  # type: ignore[attr-defined]
    for role in ("partner_withdrawn", "partner", "other_citizen"):
        for address in (citizens, partners):
            assert cast.client(role).get(address).status_code == 404
        assert cast.client(role).get(url("document", uid, file.pk)).status_code == 302  # to sign in
    for role in ("internal_partner", "agent_elsewhere"):
        assert cast.client(role).get(url("document", uid, file.pk)).status_code == 404


def test_a_file_that_was_never_part_of_an_answer_is_no_former_one(
    cast: Cast, agent: Client, complement: Solicitation
) -> None:
    stray = original(complement)
    stray.pk, stray.name = uuid4(), "jamais.pdf"
    stray.save(force_insert=True)
    assert agent.get(url("document", complement.dossier.uid, stray.pk)).status_code == 404


def test_a_field_the_desk_no_longer_sees_keeps_its_files_to_itself(
    cast: Cast, agent: Client, complement: Solicitation
) -> None:
    dossier = complement.dossier
    version = next_version(cast.model, lambda new: new["x-views"]["crm"]["rules"].update(rib="hidden"))
    type(dossier).objects.filter(pk=dossier.pk).update(version=version)
    file = original(complement)
    assert agent.get(url("document", dossier.uid, file.pk)).status_code == 404
    assert file.name not in text_of(agent.get(url("history", dossier.uid)))
