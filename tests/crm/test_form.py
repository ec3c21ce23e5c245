"""The form at the desk: reading it, changing what the desk's view lets change, and two people at once."""

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from dossiers.models import Dossier, Draft, Event
from dossiers.sights import as_agent
from tests.casting import Cast, decided_dossier, dossier_in_hand, save
from tests.crm.conftest import sent, text_of, url


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return dossier_in_hand(cast).dossier


def answers_of(dossier: Dossier) -> dict[str, Any]:
    return dict(Dossier.objects.get(pk=dossier.pk).answers)


class TestReading:
    def test_it_shows_every_page_and_links_those_that_may_be_changed(
        self, agent: Client, dossier: Dossier
    ) -> None:
        page = text_of(agent.get(url("form", dossier.uid)))
        assert "Association Les Tréteaux du Marais" in page
        assert "FR76 3009" in page
        assert url("page", dossier.uid, "instruction") in page
        assert url("page", dossier.uid, "projet") not in page

    def test_at_the_end_nothing_is_linked(self, cast: Cast, agent: Client) -> None:
        dossier = decided_dossier(cast)
        assert "/form/instruction/" not in text_of(agent.get(url("form", dossier.uid)))

    def test_an_unknown_page_is_not_there(self, agent: Client, dossier: Dossier) -> None:
        assert agent.get(url("page", dossier.uid, "nowhere")).status_code == 404
        assert agent.post(url("fields", dossier.uid, "nowhere")).status_code == 404


class TestSaving:
    def test_it_saves_and_says_when(self, agent: Client, dossier: Dossier) -> None:
        address = url("page", dossier.uid, "instruction")
        page = text_of(agent.get(address))
        response = agent.post(
            address,
            sent(page, instruction_eligible="oui", instruction_note="À voir.", montant_propose="15000"),
            follow=True,
        )
        assert "“Instruction” saved at" in text_of(response)
        assert answers_of(dossier)["instruction_note"] == "À voir."

    def test_a_double_press_saves_once(self, agent: Client, dossier: Dossier) -> None:
        address = url("page", dossier.uid, "instruction")
        values = sent(text_of(agent.get(address)), instruction_eligible="oui", instruction_note="Une fois.")
        assert [agent.post(address, values).status_code for _ in range(2)] == [302, 302]
        found = Event.objects.filter(dossier=dossier, kind="answered", params__fields=["instruction_note"])
        assert found.count() == 1

    def test_what_is_refused_comes_back_as_typed_with_a_link_to_the_field(
        self, agent: Client, dossier: Dossier
    ) -> None:
        address = url("page", dossier.uid, "instruction")
        values = sent(text_of(agent.get(address)), instruction_eligible="oui", montant_propose="beaucoup")
        response = agent.post(address, values)
        assert response.status_code == 422
        assert 'value="beaucoup"' in text_of(response)
        assert 'href="#f-montant_propose"' in text_of(response)
        assert 'value="beaucoup"' in text_of(agent.get(address))  # kept for next time
        assert Draft.objects.filter(dossier=dossier).exists()

    def test_what_was_kept_can_be_discarded(self, agent: Client, dossier: Dossier) -> None:
        address = url("page", dossier.uid, "instruction")
        assert "not saved yet" not in text_of(agent.get(address))
        agent.post(address, sent(text_of(agent.get(address)), montant_propose="beaucoup"))
        page = text_of(agent.get(address))
        assert "not saved yet" in page
        agent.post(address, sent(page, montant_propose="beaucoup", _discard="1"))
        page = text_of(agent.get(address))
        assert "not saved yet" not in page
        assert "beaucoup" not in page

    def test_a_field_the_desk_only_reads_is_refused_whole(self, agent: Client, dossier: Dossier) -> None:
        address = url("page", dossier.uid, "instruction")
        before = answers_of(dossier)
        values = sent(text_of(agent.get(address)), instruction_eligible="non", projet_titre="Autre chose")
        assert agent.post(address, values).status_code == 422
        assert answers_of(dossier) == before
        assert Event.objects.filter(dossier=dossier, kind="refused").exists()

    def test_at_the_end_nothing_is_taken(self, cast: Cast, agent: Client) -> None:
        dossier = decided_dossier(cast)
        before = answers_of(dossier)
        values = {"instruction_eligible": "non", "idempotency_key": str(uuid4())}
        assert agent.post(url("page", dossier.uid, "instruction"), values).status_code == 422
        assert answers_of(dossier) == before

    def test_the_browser_is_told_what_is_asked_for_now(self, agent: Client, dossier: Dossier) -> None:
        address = url("fields", dossier.uid, "instruction")
        assert "montant_propose" in text_of(agent.post(address, {"instruction_eligible": "oui"}))
        assert 'name="montant_propose"' not in text_of(agent.post(address, {"instruction_eligible": "non"}))
        assert answers_of(dossier)["instruction_eligible"] == "oui"


class TestTwoPeople:
    @pytest.fixture
    def clash(self, cast: Cast, agent: Client, dossier: Dossier) -> Any:
        """Somebody saves while this agent's page is open; what this agent then sends is answered with 409."""
        address, actor = url("page", dossier.uid, "instruction"), cast.actor("agent")
        values = sent(
            text_of(agent.get(address)),
            instruction_eligible="oui",
            instruction_note="Mine.",
            montant_propose="12000",
        )
        save(actor, as_agent(actor, dossier.uid), page="instruction", instruction_note="Theirs.")
        return agent.post(address, values)

    def test_both_answers_are_shown_and_neither_is_lost(self, clash: Any, dossier: Dossier) -> None:
        page = text_of(clash)
        assert clash.status_code == 409
        assert "Theirs." in page
        assert "Mine." in page
        assert 'name="choose-instruction_note"' in page
        assert answers_of(dossier)["instruction_note"] == "Theirs."

    def test_the_other_answers_are_saved(self, clash: Any, dossier: Dossier) -> None:
        assert "Your other changes on this page are saved" in text_of(clash)
        assert answers_of(dossier)["montant_propose"] == "12000.00"

    @pytest.mark.parametrize(
        ("choice", "stays"), [({"choose-instruction_note": "mine"}, "Mine."),
                              ({"choose-instruction_note": "theirs"}, "Theirs."), ({}, "Theirs.")],
    )  # fmt: skip
    def test_what_is_chosen_stays(
        self, agent: Client, clash: Any, dossier: Dossier, choice: dict[str, str], stays: str
    ) -> None:
        values = sent(
            text_of(clash), instruction_eligible="oui", instruction_note="Mine.", montant_propose="12000"
        )
        response = agent.post(url("page", dossier.uid, "instruction"), {**values, **choice})
        assert response.status_code == 302
        assert answers_of(dossier)["instruction_note"] == stays

    def test_a_third_change_meanwhile_is_shown_again(
        self, cast: Cast, agent: Client, clash: Any, dossier: Dossier
    ) -> None:
        actor = cast.actor("agent")
        save(actor, as_agent(actor, dossier.uid), page="instruction", instruction_note="A third.")
        values = sent(text_of(clash), instruction_eligible="oui", instruction_note="Mine.")
        response = agent.post(
            url("page", dossier.uid, "instruction"), {**values, "choose-instruction_note": "mine"}
        )
        assert response.status_code == 409
        assert "A third." in text_of(response)
