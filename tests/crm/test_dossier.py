"""One dossier at the desk: its tabs, its moves, its history, its files."""

from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from pytest_django import DjangoAssertNumQueries

from crm.sentences import SENTENCES
from dossiers.enums import EventKind
from dossiers.models import Document, Dossier, Event
from dossiers.services import change_status
from dossiers.sights import as_agent
from tests.casting import Cast, Consultation, decided_dossier, dossier_in_hand, filed_dossier, moved, save
from tests.crm.conftest import key_in, text_of, url

TABS = {"dossier": 7, "form": 8, "documents": 16, "partners": 16, "history": 10}


class TestTabs:
    @pytest.mark.parametrize("tab", TABS)
    def test_each_opens(self, agent: Client, consultation: Consultation, tab: str) -> None:
        response = agent.get(url(tab, consultation.dossier.uid))
        assert response.status_code == 200
        page = text_of(response)
        assert "<h1>" in page
        assert f"{consultation.dossier.reference} - Trivium" in page
        assert 'aria-current="page"' in page

    @pytest.mark.parametrize(("tab", "queries"), TABS.items())
    def test_each_asks_few_queries(
        self, agent: Client, consultation: Consultation, tab: str, queries: int,
        django_assert_max_num_queries: DjangoAssertNumQueries,
    ) -> None:  # fmt: skip
        agent.get(url(tab, consultation.dossier.uid))
        with django_assert_max_num_queries(queries):
            agent.get(url(tab, consultation.dossier.uid))

    @pytest.mark.parametrize("tab", TABS)
    def test_they_take_no_other_verb(self, agent: Client, consultation: Consultation, tab: str) -> None:
        assert agent.post(url(tab, consultation.dossier.uid)).status_code == 405

    def test_the_summary_shows_what_is_listed_and_how_many_replied(
        self, agent: Client, consultation: Consultation
    ) -> None:
        page = text_of(agent.get(url("dossier", consultation.dossier.uid)))
        for shown in ("Association Les Tréteaux", "0 of 3 replies in", "En instruction"):
            assert shown in page


class TestMove:
    def press(self, agent: Client, dossier: Dossier, to: str, key: str = "") -> object:
        return agent.post(url("move", dossier.uid), {"to": to, "idempotency_key": key or str(uuid4())})

    def test_it_moves_along_an_allowed_transition(self, cast: Cast, agent: Client) -> None:
        dossier = filed_dossier(cast)
        key = key_in(text_of(agent.get(url("dossier", dossier.uid))))
        response = agent.post(
            url("move", dossier.uid), {"to": "instruction", "idempotency_key": key}, follow=True
        )
        assert "now stands at “En instruction”" in text_of(response)
        dossier.refresh_from_db()
        assert dossier.status == "instruction"

    def test_a_double_press_moves_once(self, cast: Cast, agent: Client) -> None:
        dossier, key = filed_dossier(cast), str(uuid4())
        answers = [self.press(agent, dossier, "instruction", key).status_code for _ in range(2)]  # type: ignore[attr-defined]
        assert answers == [302, 302]
        assert Event.objects.filter(dossier=dossier, kind="moved", params__to="instruction").count() == 1

    def test_what_is_missing_is_shown_before_and_refused_after_with_a_link(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        actor, uid = cast.actor("agent"), consultation.dossier.uid
        moved(actor, as_agent(actor, uid), "commission")
        before = text_of(agent.get(url("dossier", uid)))
        link = f'href="{url("page", uid, "suite")}#f-decision_motif"'
        assert link in before
        response = agent.post(url("move", uid), {"to": "refuse"})
        assert response.status_code == 422
        assert "“Refuser” is not possible yet" in text_of(response)
        assert link in text_of(response)
        assert Dossier.objects.get(uid=uid).status == "commission"

    def test_a_move_that_needs_a_request_says_so(self, cast: Cast, agent: Client) -> None:
        sight = dossier_in_hand(cast)
        uid = sight.dossier.uid
        assert url("ask", uid) in text_of(agent.get(url("dossier", uid)))
        response = agent.post(url("move", uid), {"to": "avis_en_cours"})
        assert response.status_code == 422
        assert "Ask at least one partner first" in text_of(response)

    @pytest.mark.parametrize("to", ["accorde", "brouillon", "nowhere", "", "\x00", "x" * 5000])
    def test_any_other_target_is_refused(self, cast: Cast, agent: Client, to: str) -> None:
        dossier = filed_dossier(cast)
        assert agent.post(url("move", dossier.uid), {"to": to}).status_code == 409
        dossier.refresh_from_db()
        assert dossier.status == "depose"

    def test_a_move_that_somebody_else_made_meanwhile_is_stale(self, cast: Cast, agent: Client) -> None:
        dossier = filed_dossier(cast)
        key = key_in(text_of(agent.get(url("dossier", dossier.uid))))
        actor = cast.actor("agent")
        change_status(
            actor=actor, sight=as_agent(actor, dossier.uid), to="instruction", key=uuid4(), at=timezone.now()
        )
        response = agent.post(url("move", dossier.uid), {"to": "instruction", "idempotency_key": key})
        assert response.status_code == 409
        assert "cannot be moved there" in text_of(response)

    def test_garbage_for_a_key_counts_as_a_new_one(self, cast: Cast, agent: Client) -> None:
        dossier = filed_dossier(cast)
        response = agent.post(url("move", dossier.uid), {"to": "instruction", "idempotency_key": "not a key"})
        assert response.status_code == 302

    def test_a_key_used_for_something_else_is_refused(self, cast: Cast, agent: Client) -> None:
        one, other, key = filed_dossier(cast), filed_dossier(cast), str(uuid4())
        self.press(agent, one, "instruction", key)
        response = agent.post(url("move", other.uid), {"to": "instruction", "idempotency_key": key})
        assert response.status_code == 422
        other.refresh_from_db()
        assert other.status == "depose"

    def test_it_takes_no_other_verb(self, cast: Cast, agent: Client) -> None:
        assert agent.get(url("move", filed_dossier(cast).uid)).status_code == 405

    def test_at_the_end_there_is_nothing_to_press(self, cast: Cast, agent: Client) -> None:
        dossier = decided_dossier(cast, "refuse")
        assert "the desk does not move this dossier" in text_of(agent.get(url("dossier", dossier.uid)))


class TestHistory:
    def test_it_tells_who_did_what(self, cast: Cast, agent: Client, consultation: Consultation) -> None:
        page = text_of(agent.get(url("history", consultation.dossier.uid)))
        for told in (
            "<strong>Karim Benhaddou</strong> moved the dossier from “En instruction” to “Avis en cours”.",
            "asked Paul Xiong for: Avis financier.",
            "withdrew the request to Haddad Expertise.",
            "attached the dossier with the key",
        ):
            assert told in page

    def test_it_tells_what_was_changed_from_what_to_what(self, cast: Cast, agent: Client) -> None:
        sight, actor = dossier_in_hand(cast), cast.actor("agent")
        save(actor, as_agent(actor, sight.dossier.uid), page="instruction", instruction_eligible="non")
        page = text_of(agent.get(url("history", sight.dossier.uid)))
        assert "changed 1 answer." in page
        assert "<del>Oui</del>" in page
        assert "<ins>Non</ins>" in page

    def test_every_kind_of_event_has_its_sentence(self) -> None:
        assert set(SENTENCES) == set(EventKind)


class TestDocuments:
    def test_they_are_downloads_and_nothing_else(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        file = Document.objects.get(dossier=consultation.dossier, field="statuts")
        address = url("document", consultation.dossier.uid, file.pk)
        assert address in text_of(agent.get(url("documents", consultation.dossier.uid)))
        response = agent.get(address)
        assert response.status_code == 200
        assert response["Content-Disposition"].startswith("attachment")
        assert response["X-Content-Type-Options"] == "nosniff"
        assert b"".join(response.streaming_content).startswith(b"%PDF")  # type: ignore[attr-defined]

    def test_opening_one_leaves_a_line(self, agent: Client, consultation: Consultation) -> None:
        file = Document.objects.get(dossier=consultation.dossier, field="statuts")
        b"".join(agent.get(url("document", consultation.dossier.uid, file.pk)).streaming_content)  # type: ignore[attr-defined]
        assert "opened a file of “Statuts signés”" in text_of(
            agent.get(url("history", consultation.dossier.uid))
        )

    def test_a_file_of_another_dossier_is_not_here(
        self, cast: Cast, agent: Client, consultation: Consultation
    ) -> None:
        other = filed_dossier(cast)
        file = Document.objects.get(dossier=consultation.dossier, field="statuts")
        assert agent.get(url("document", other.uid, file.pk)).status_code == 404
        assert agent.get(url("opinion_file", other.uid, file.pk)).status_code == 404
        assert agent.get(url("document", other.uid, uuid4())).status_code == 404

    def test_an_empty_tab_says_so(self, cast: Cast, agent: Client) -> None:
        dossier = filed_dossier(cast)
        Dossier.objects.filter(pk=dossier.pk).update(answers={})
        assert "There are no documents yet" in text_of(agent.get(url("documents", dossier.uid)))
