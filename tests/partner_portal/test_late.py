"""A reply sent when its request is closed: said so, and its text kept for who wrote it."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from dossiers.models import Draft
from dossiers.sights import as_agent
from solicitations.models import Opinion, Solicitation
from solicitations.services import withdraw
from tests.casting import Cast, Consultation, dossier_under_consultation, moved
from tests.partner_portal.asking import asked
from tests.samples import COMPLEMENT

SENT = {"verdict": "defavorable", "reasons": "Une seule issue <b>de secours."}


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def closed(cast: Cast, solicitation: Solicitation, how: str) -> None:
    agent = cast.actor("agent")
    sight = as_agent(agent, solicitation.dossier.uid)
    if how == "withdrawn":
        withdraw(
            actor=agent, sight=sight, solicitation_id=solicitation.pk, key=uuid4(), at=timezone.now()
        )  # fmt: skip
    elif how == "ended":
        Solicitation.objects.get(pk=solicitation.pk).participation.__class__.objects.filter(
            pk=solicitation.participation_id
        ).update(ends_at=timezone.now())
    else:
        moved(agent, sight, how)


@pytest.mark.parametrize("how", ["withdrawn", "ended", "a_completer", "commission"])
@pytest.mark.parametrize(("role", "which"), [("partner", "partner"), ("internal_partner", "internal")])
def test_an_opinion_that_comes_too_late_is_kept(
    cast: Cast, consultation: Consultation, how: str, role: str, which: str
) -> None:
    solicitation: Solicitation = getattr(consultation, which)
    closed(cast, solicitation, how)
    surface = "crm" if role == "internal_partner" else "partner_portal"
    response = cast.client(role).post(reverse(f"{surface}:opinion", args=[solicitation.uid]), SENT)
    assert response.status_code == 409
    assert "Your reply came too late" in response.text
    assert "Une seule issue &lt;b&gt;de secours." in response.text
    draft = Draft.objects.get(user=cast.user(role), page=f"opinion:{solicitation.pk}")
    assert draft.typed == SENT
    assert not Opinion.objects.exists()


def test_it_says_how_to_reach_the_organisation(cast: Cast, consultation: Consultation) -> None:
    type(cast.organisation).objects.filter(pk=cast.organisation.pk).update(email="aides@ville.example")
    closed(cast, consultation.partner, "withdrawn")
    address = reverse("partner_portal:opinion", args=[consultation.partner.uid])
    assert "mailto:aides@ville.example" in cast.client("partner").post(address, SENT).text


def test_it_is_gone_on_with_when_the_request_is_open_again(cast: Cast, consultation: Consultation) -> None:
    client, address = (
        cast.client("partner"),
        reverse("partner_portal:opinion", args=[consultation.partner.uid]),
    )
    closed(cast, consultation.partner, "a_completer")
    client.post(address, SENT)
    Solicitation.objects.get(pk=consultation.partner.pk).dossier.__class__.objects.filter(
        pk=consultation.dossier.pk
    ).update(status="avis_en_cours")
    page = client.get(address).text
    assert "Une seule issue" in page
    assert "checked" in page
    client.post(address, {"verdict": "favorable", "reasons": "Finalement."})
    assert "Une seule issue" not in client.get(address).text


@pytest.mark.parametrize("how", ["withdrawn", "a_completer", "commission"])
def test_so_is_the_text_of_a_complement(cast: Cast, how: str) -> None:
    solicitation = asked(cast, "complement")
    closed(cast, solicitation, how)
    address = reverse("partner_portal:complement_page", args=[solicitation.uid, "apport"])
    response = cast.client("partner").post(address, {**COMPLEMENT, "do": "send"})
    assert response.status_code == 409
    assert "Trésorerie saine" in response.text
    kept = Draft.objects.get(page=f"complement:{solicitation.pk}").typed
    assert kept["pa_comptes_certifies"] == COMPLEMENT["pa_comptes_certifies"]


@pytest.mark.parametrize("role", ["partner_unbound", "other_citizen", "agent", "internal_partner", "nobody"])
def test_nothing_is_kept_for_who_was_not_asked(cast: Cast, consultation: Consultation, role: str) -> None:
    closed(cast, consultation.partner, "withdrawn")
    address = reverse("partner_portal:opinion", args=[consultation.partner.uid])
    assert cast.client(role).post(address, SENT).status_code in (302, 404)
    assert not Draft.objects.filter(page__startswith="opinion:").exists()


@pytest.mark.parametrize("reasons", ["", "  ", "\x00"])
def test_where_nothing_was_typed_it_is_as_before(
    cast: Cast, consultation: Consultation, reasons: str
) -> None:
    client: Client = cast.client("partner")
    closed(cast, consultation.partner, "withdrawn")
    address = reverse("partner_portal:opinion", args=[consultation.partner.uid])
    assert client.post(address, {**SENT, "reasons": reasons}).status_code == 404
    assert client.get(address).status_code == 404
    assert not Draft.objects.filter(page__startswith="opinion:").exists()
