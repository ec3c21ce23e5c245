"""Saying that no reply will come, and asking the agents a question, on the portal."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from dossiers.sights import as_agent
from solicitations.enums import State
from solicitations.models import Message, Solicitation
from tests.casting import Cast, Consultation, dossier_under_consultation, moved
from tests.crm.conftest import key_in


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


@pytest.fixture
def client(cast: Cast) -> Client:
    return cast.client("partner")


def url(name: str, solicitation: Solicitation) -> str:
    return reverse(f"partner_portal:{name}", args=[solicitation.uid])


class TestDecline:
    def test_the_reason_is_shown_to_both_and_nothing_is_owed(
        self, cast: Cast, client: Client, consultation: Consultation
    ) -> None:
        asked = consultation.partner
        assert url("decline", asked) in client.get(url("request", asked)).text
        key = key_in(client.get(url("decline", asked)).text)
        sent = {"text": "Conflit d'intérêts.", "idempotency_key": key}
        assert client.post(url("decline", asked), sent).headers["Location"] == url("request", asked)
        page = client.get(url("request", asked)).text
        assert "Conflit d&#x27;intérêts." in page
        assert url("opinion", asked) not in page
        assert url("decline", asked) not in page
        panel = cast.client("agent").get(reverse("crm:partners", args=[consultation.dossier.uid])).text
        assert "Conflit d&#x27;intérêts." in panel
        assert "0 of 2 replies in" in panel
        history = cast.client("agent").get(reverse("crm:history", args=[consultation.dossier.uid])).text
        assert "cannot reply" in history
        assert client.post(url("decline", asked), sent).status_code == 302
        assert client.get(url("decline", asked)).status_code == 409
        assert client.get(url("opinion", asked)).status_code == 409

    @pytest.mark.parametrize("text", ["", "  ", "é" * 2001])
    def test_what_is_wrong_is_said(self, client: Client, consultation: Consultation, text: str) -> None:
        response = client.post(url("decline", consultation.partner), {"text": text})
        assert response.status_code == 422
        assert 'href="#id_text"' in response.text
        assert Solicitation.objects.get(pk=consultation.partner.pk).state == State.ATTACHED

    @pytest.mark.parametrize("which", ["unbound", "withdrawn", "internal"])
    def test_requests_of_others_are_not_there(
        self, client: Client, consultation: Consultation, which: str
    ) -> None:
        for name in ("decline", "question"):
            address = url(name, getattr(consultation, which))
            assert client.get(address).status_code == 404
            assert client.post(address, {"text": "Volé."}).status_code == 404


class TestQuestion:
    def test_it_is_asked_answered_and_shown_to_both(
        self, cast: Cast, client: Client, consultation: Consultation
    ) -> None:
        asked, agent = consultation.partner, cast.client("agent")
        sent = {"text": "Quel périmètre ?", "idempotency_key": str(uuid4())}
        assert client.post(url("question", asked), sent).status_code == 302
        panel = agent.get(reverse("crm:partners", args=[consultation.dossier.uid])).text
        address = reverse("crm:write", args=[consultation.dossier.uid, asked.uid])
        assert "Quel périmètre ?" in panel
        assert address in panel
        assert "Quel périmètre ?" in agent.get(address).text
        answer = {"text": "Le <b>bâtiment</b>.", "idempotency_key": key_in(agent.get(address).text)}
        assert agent.post(address, answer).status_code == 302
        for name in ("request", "question"):
            page = client.get(url(name, asked)).text
            assert page.index("Quel périmètre ?") < page.index("Le &lt;b&gt;bâtiment")

    def test_also_while_the_dossier_is_only_to_be_read(
        self, cast: Cast, client: Client, consultation: Consultation
    ) -> None:
        agent = cast.actor("agent")
        moved(agent, as_agent(agent, consultation.dossier.uid), "commission")
        assert client.post(url("question", consultation.partner), {"text": "Trop tard ?"}).status_code == 302

    def test_an_empty_one_is_not_sent(self, client: Client, consultation: Consultation) -> None:
        response = client.post(url("question", consultation.partner), {"text": " "})
        assert response.status_code == 422
        assert "Write your question." in response.text
        assert not Message.objects.exists()

    def test_after_declining_there_is_none(self, client: Client, consultation: Consultation) -> None:
        client.post(url("decline", consultation.partner), {"text": "Non."})
        assert client.get(url("question", consultation.partner)).status_code == 409
        assert client.post(url("question", consultation.partner), {"text": "?"}).status_code == 409
        assert not Message.objects.exists()
