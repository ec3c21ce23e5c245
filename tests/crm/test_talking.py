"""Words beside the reply at the desk: a colleague who cannot reply or asks, and the agent who answers."""

import pytest
from django.test import Client
from django.urls import reverse

from solicitations.enums import State
from solicitations.models import Message, Solicitation
from tests.casting import Cast, Consultation, filed_dossier
from tests.crm.conftest import key_in, text_of, url
from tests.partner_portal.asking import also_asked


def test_a_colleague_declines_with_a_reason(
    agent: Client, colleague: Client, consultation: Consultation
) -> None:
    asked = consultation.internal
    address = url("decline_request", asked.uid)
    assert address in text_of(colleague.get(url("request", asked.uid)))
    sent = {"text": "Pas ma matière.", "idempotency_key": key_in(text_of(colleague.get(address)))}
    assert colleague.post(address, sent).status_code == 302
    page = text_of(colleague.get(url("request", asked.uid)))
    assert "Pas ma matière." in page
    assert "Send my opinion" not in page
    panel = text_of(agent.get(url("partners", consultation.dossier.uid)))
    assert "Pas ma matière." in panel
    assert "0 of 2 replies in" in panel
    assert colleague.get(address).status_code == 409
    assert Solicitation.objects.get(pk=asked.pk).state == State.DECLINED


def test_a_complement_saved_and_not_sent_is_shown_as_begun(
    cast: Cast, agent: Client, consultation: Consultation
) -> None:
    uid = consultation.dossier.uid
    asked, partner = also_asked(cast, uid, "complement", "comptable", "partner"), cast.client("partner")
    panel = url("partners", uid)
    assert "Complement begun" not in text_of(agent.get(panel))
    address = reverse("partner_portal:complement_page", args=[asked.uid, "apport"])
    assert partner.post(address, {"pa_observation": "À moitié.", "do": "save"}).status_code == 302
    shown = text_of(agent.get(panel))
    assert "Complement begun, not sent yet" in shown
    assert "1 answer saved, last on" in shown
    assert "0 of 4 replies in" in shown
    assert Solicitation.objects.get(pk=asked.pk).state == State.ATTACHED


def test_a_colleague_asks_and_the_agent_answers(
    agent: Client, colleague: Client, consultation: Consultation
) -> None:
    asked = consultation.internal
    sent = {
        "text": "Quel exercice ?",
        "idempotency_key": key_in(text_of(colleague.get(url("question", asked.uid)))),
    }
    assert colleague.post(url("question", asked.uid), sent).status_code == 302
    address = url("write", consultation.dossier.uid, asked.uid)
    assert "Quel exercice ?" in text_of(agent.get(address))
    assert agent.post(address, {"text": "2025."}).status_code == 302
    page = text_of(colleague.get(url("request", asked.uid)))
    assert page.index("Quel exercice ?") < page.index("2025.")
    history = text_of(agent.get(url("history", consultation.dossier.uid)))
    assert "asked a question about the request" in history
    assert "about the request." in history


@pytest.mark.parametrize("name", ["decline_request", "question"])
def test_what_is_empty_is_not_sent(colleague: Client, consultation: Consultation, name: str) -> None:
    response = colleague.post(url(name, consultation.internal.uid), {"text": " "})
    assert response.status_code == 422
    assert 'href="#id_text"' in text_of(response)


@pytest.mark.parametrize("name", ["decline_request", "question"])
@pytest.mark.parametrize("which", ["partner", "unbound", "withdrawn"])
def test_requests_of_others_are_not_there(
    colleague: Client, consultation: Consultation, name: str, which: str
) -> None:
    address = url(name, getattr(consultation, which).uid)
    assert colleague.post(address, {"text": "Volé."}).status_code == 404


def test_an_agent_writes_to_who_can_read_it_and_about_this_dossier(
    cast: Cast, agent: Client, consultation: Consultation
) -> None:
    elsewhere = filed_dossier(cast)
    for dossier, asked in (
        (elsewhere, consultation.partner),
        (consultation.dossier, consultation.unbound),
        (consultation.dossier, consultation.withdrawn),
    ):
        status = agent.post(url("write", dossier.uid, asked.uid), {"text": "Bonjour."}).status_code
        assert status == (409 if asked == consultation.withdrawn else 404)
    assert agent.post(url("write", consultation.dossier.uid, consultation.partner.uid), {}).status_code == 422
    assert not Message.objects.exists()
