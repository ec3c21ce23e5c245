"""It was not me: everything ends at once, and only the agent opens the dossier again."""

import datetime as dt

import pytest
from django.core import mail
from django.urls import reverse
from django.utils import timezone

from dossiers.enums import EventKind
from dossiers.models import Event, Invitation, Participation
from dossiers.outbox import pump
from solicitations.enums import State
from solicitations.models import Solicitation
from tests.casting import Cast, Consultation, dossier_under_consultation, sealed_key

ATTACH = reverse("partner_portal:attach")


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


@pytest.fixture
def page(consultation: Consultation) -> str:
    return reverse("partner_portal:disown", args=[consultation.partner.uid])


class TestDisowning:
    def test_the_page_of_the_request_leads_there(
        self, cast: Cast, page: str, consultation: Consultation
    ) -> None:
        request = reverse("partner_portal:request", args=[consultation.partner.uid])
        assert page in cast.client("partner").get(request).text

    def test_it_asks_first(self, cast: Cast, page: str, consultation: Consultation) -> None:
        text = cast.client("partner").get(page).text
        assert "Report that this request is not yours?" in text
        assert Participation.objects.get(pk=consultation.partner.participation_id).ended_at is None

    def test_everything_ends_at_once(self, cast: Cast, page: str, consultation: Consultation) -> None:
        client = cast.client("partner")
        response = client.post(page, follow=True)
        assert "You no longer have access" in response.text
        assert str(consultation.dossier.reference) not in response.text
        assert (
            client.get(reverse("partner_portal:request", args=[consultation.partner.uid])).status_code == 404
        )
        assert client.post(page).status_code == 404
        assert Participation.objects.get(pk=consultation.partner.participation_id).ended_at is not None
        assert Invitation.objects.get(pk=consultation.partner.invitation_id).revoked_at is not None
        assert client.post(ATTACH, {"key": consultation.key_of(consultation.partner)}).status_code == 422

    def test_the_agent_reads_it_in_a_mail_the_panel_and_the_history(
        self, cast: Cast, page: str, consultation: Consultation
    ) -> None:
        cast.client("partner").post(page)
        event = Event.objects.get(dossier=consultation.dossier, kind=EventKind.DISOWNED)
        assert event.user == cast.partner
        pump(at=timezone.now() + dt.timedelta(minutes=1))
        (letter,) = (each for each in mail.outbox if each.subject.startswith("Reported as not theirs"))
        assert letter.to == [cast.agent.email]
        assert cast.partner.email in letter.body
        agent = cast.client("agent")
        panel = agent.get(reverse("crm:partners", args=[consultation.dossier.uid])).text
        assert "it was not them. The access has ended" in panel
        history = agent.get(reverse("crm:history", args=[consultation.dossier.uid])).text
        assert "is not theirs; the access has ended" in history

    def test_only_a_key_sent_again_opens_it_anew(
        self, cast: Cast, page: str, consultation: Consultation
    ) -> None:
        client, asked = cast.client("partner"), consultation.partner
        client.post(page)
        assert Solicitation.objects.get(pk=asked.pk).state == State.ASKED
        again = reverse("crm:send_again", args=[consultation.dossier.uid, asked.uid])
        assert cast.client("agent").post(again).status_code == 302
        key = sealed_key(Solicitation.objects.get(pk=asked.pk))
        assert client.post(ATTACH, {"key": key}).status_code == 302
        assert client.get(reverse("partner_portal:request", args=[asked.uid])).status_code == 200
        panel = cast.client("agent").get(reverse("crm:partners", args=[consultation.dossier.uid])).text
        assert "it was not them" not in panel

    def test_a_request_withdrawn_later_is_not_reported(self, cast: Cast, consultation: Consultation) -> None:
        panel = cast.client("agent").get(reverse("crm:partners", args=[consultation.dossier.uid])).text
        assert "it was not them" not in panel

    @pytest.mark.parametrize(
        "role", ["citizen", "partner_unbound", "partner_withdrawn", "agent", "agent_elsewhere"]
    )
    def test_a_request_of_somebody_else_is_not_there(
        self, cast: Cast, page: str, consultation: Consultation, role: str
    ) -> None:
        client = cast.client(role)
        assert [client.get(page).status_code, client.post(page).status_code] == [404, 404]
        assert not Event.objects.filter(kind=EventKind.DISOWNED).exists()
