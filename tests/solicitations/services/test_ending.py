"""A request that has its answer, once its partner saw nothing of the dossier: nothing opens it again."""

from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.models import Invitation, Outbox
from dossiers.sealing import unseal
from dossiers.services import KeyRefused
from dossiers.sights import NotYours, as_agent, as_party
from solicitations.models import Solicitation
from solicitations.selectors import request_for
from solicitations.services import Verdict, give_opinion, send_again
from solicitations.services.colleagues import NewColleague, RequestOver, add_colleague
from solicitations.services.sending import NoKeyToReplace
from tests.casting import (
    Cast,
    Consultation,
    attached,
    dossier_under_consultation,
    moved,
    request_of,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def to(cast: Cast, stage: Consultation, *statuses: str) -> None:
    for status in statuses:
        moved(cast.actor("agent"), as_agent(cast.actor("agent"), stage.dossier.uid), status)


def away_and_back(cast: Cast, stage: Consultation) -> None:
    to(cast, stage, "a_completer")
    moved(cast.actor("citizen"), as_party(cast.actor("citizen"), stage.dossier.uid), "instruction")
    to(cast, stage, "avis_en_cours")


def answered(cast: Cast, stage: Consultation) -> None:
    give_opinion(
        actor=cast.actor("partner"), request=request_of(cast, "partner", stage.partner),
        verdict=Verdict("favorable", "Rien à redire."), key=uuid4(), at=timezone.now(),
    )  # fmt: skip


def with_colleague(cast: Cast, stage: Consultation) -> Invitation:
    colleague = add_colleague(
        actor=cast.actor("agent"), sight=as_agent(cast.actor("agent"), stage.dossier.uid),
        solicitation_id=stage.partner.pk, key=uuid4(), at=timezone.now(),
        new=NewColleague("Anne Rohou", cast.actor("partner_unbound").email),
    )  # fmt: skip
    assert colleague.invitation is not None
    return colleague.invitation


def test_who_answered_sees_it_no_more_and_who_owes_sees_it_again(cast: Cast, stage: Consultation) -> None:
    answered(cast, stage)
    away_and_back(cast, stage)
    with pytest.raises(NotYours):
        request_for(cast.actor("partner"), stage.partner.uid)
    assert request_for(cast.actor("internal_partner"), stage.internal.uid)
    stage.partner.refresh_from_db()
    stage.internal.refresh_from_db()
    assert (stage.partner.over_at is None, stage.internal.over_at) == (False, None)


def test_a_key_that_a_colleague_had_not_used_opens_nothing(cast: Cast, stage: Consultation) -> None:
    invitation = with_colleague(cast, stage)
    row = Outbox.objects.get(dedupe_key=f"key:{invitation.pk}")
    key = unseal(bytes(row.sealed or b""), for_what=row.dedupe_key)
    answered(cast, stage)
    away_and_back(cast, stage)
    with pytest.raises(KeyRefused):
        attached(cast, "partner_unbound", key)


def test_no_other_key_and_no_colleague_after_that(cast: Cast, stage: Consultation) -> None:
    answered(cast, stage)
    away_and_back(cast, stage)
    sight = as_agent(cast.actor("agent"), stage.dossier.uid)
    with pytest.raises(NoKeyToReplace):
        send_again(
            actor=cast.actor("agent"), sight=sight, solicitation_id=stage.partner.pk,
            key=uuid4(), at=timezone.now(),
        )  # fmt: skip
    with pytest.raises(RequestOver):
        with_colleague(cast, stage)


def test_while_it_is_shown_an_answered_request_takes_both(cast: Cast, stage: Consultation) -> None:
    answered(cast, stage)
    to(cast, stage, "commission")
    assert Solicitation.objects.get(pk=stage.partner.pk).over_at is None
    assert with_colleague(cast, stage).revoked_at is None
