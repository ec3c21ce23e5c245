"""Asking partners about many dossiers at once: what is ticked, what is left out, and what became of each."""

import datetime as dt
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone

from dossiers.models import Dossier, Event
from solicitations.enums import Outcome
from solicitations.models import Batch, BatchLine, Solicitation
from solicitations.services import batching
from tests.casting import Cast, completed_draft, dossier_in_hand, published_model, registered
from tests.crm.conftest import ask_row, key_in, text_of, url
from tests.samples import DOCUMENT


@pytest.fixture
def dossiers(cast: Cast) -> list[Dossier]:
    return [dossier_in_hand(cast).dossier for _ in range(2)]


@pytest.fixture
def queued(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    """What was handed to the workers."""
    found: list[tuple[Any, ...]] = []
    monkeypatch.setattr(batching, "async_task", lambda *args: found.append(args))
    return found


def row(**changes: Any) -> dict[str, Any]:
    values = {
        "colleague": "", "name": "Cabinet", "email": "cabinet@example.org", "kind": "opinion",
        "scope": "juridique", "instructions": "Regardez bien.",
        "due_on": (timezone.localdate() + dt.timedelta(days=9)).isoformat(),
    }  # fmt: skip
    return {"ask-TOTAL_FORMS": "1", **ask_row(0, **{**values, **changes})}


def post(agent: Client, dossiers: list[Dossier], **more: Any) -> Any:
    sent = {"dossier": [str(each.uid) for each in dossiers], "idempotency_key": str(uuid4()), **more}
    return agent.post(url("ask_many"), sent)


class TestChoosing:
    def test_the_queue_lets_tick(self, agent: Client, dossiers: list[Dossier]) -> None:
        page = text_of(agent.get(url("queue")))
        for each in dossiers:
            assert f'value="{each.uid}" form="ask-many"' in page
        assert url("ask_many") in page

    def test_one_form_for_those_ticked(self, agent: Client, dossiers: list[Dossier]) -> None:
        page = text_of(post(agent, dossiers[:1]))
        assert str(dossiers[0].reference) in page
        assert str(dossiers[1].reference) not in page
        assert "1 dossier" in page

    def test_all_of_the_page(self, agent: Client, dossiers: list[Dossier]) -> None:
        shown = [str(each.uid) for each in dossiers]
        page = text_of(agent.post(url("ask_many"), {"shown": shown, "all": "1"}))
        assert all(str(each.reference) in page for each in dossiers)

    def test_nothing_ticked_is_said(self, agent: Client, dossiers: list[Dossier]) -> None:
        response = post(agent, [])
        assert response.status_code == 422
        assert "Tick at least one dossier" in text_of(response)
        assert agent.get(url("ask_many")).status_code == 302

    def test_what_is_not_at_the_desk_is_not_there(
        self, cast: Cast, agent: Client, dossiers: list[Dossier]
    ) -> None:
        draft = completed_draft(cast).dossier
        page = text_of(post(agent, [*dossiers, draft]))
        assert "2 dossiers" in page
        assert str(draft.uid) not in page
        elsewhere = cast.client("agent_elsewhere").post(url("ask_many"), {"dossier": [str(dossiers[0].uid)]})
        assert elsewhere.status_code == 403

    def test_another_form_without_a_common_scope_is_left_out(
        self, cast: Cast, agent: Client, dossiers: list[Dossier]
    ) -> None:
        scopes = [{**each, "key": f"autre_{each['key']}"} for each in DOCUMENT["x-scopes"]]
        other = published_model(
            cast.actor("admin"), {**DOCUMENT, "title": "Autre", "x-scopes": scopes, "x-documents": []}
        )
        Dossier.objects.filter(pk=dossiers[1].pk).update(model=other, version=other.version)
        third = dossier_in_hand(cast).dossier
        page = text_of(post(agent, [*dossiers, third]))
        assert "2 dossiers" in page
        assert f"{dossiers[1].reference}: Its form has no scope in common" in page

    @pytest.mark.parametrize("uid", ["", "x", "\x00", "9" * 400])
    def test_tampering_breaks_nothing(self, agent: Client, dossiers: list[Dossier], uid: str) -> None:
        assert agent.post(url("ask_many"), {"dossier": [uid], **row()}).status_code == 422

    def test_no_more_queries_for_more_dossiers(
        self, cast: Cast, agent: Client, dossiers: list[Dossier], django_assert_max_num_queries: Any
    ) -> None:
        for each in ([dossiers[0]], dossiers):
            post(agent, each)
            with django_assert_max_num_queries(9):
                post(agent, each)


class TestAsking:
    def test_each_dossier_is_asked_and_moves(
        self, cast: Cast, agent: Client, dossiers: list[Dossier]
    ) -> None:
        person = registered(cast)
        sent = row(people=[str(person.uid)], name="", email="")
        response = post(agent, dossiers, move="1", **sent)
        batch = Batch.objects.get()
        assert response["Location"] == url("batch", batch.uid)
        asked = Solicitation.objects.order_by("pk")
        assert [each.dossier_id for each in asked] == [each.pk for each in dossiers]
        assert {each.partner_email for each in asked} == {person.email}
        assert {each.batch for each in asked} == {batch}
        assert set(Dossier.objects.values_list("status", flat=True)) == {"avis_en_cours"}
        assert "Partners were asked about 2 dossiers." in text_of(agent.get(url("batch", batch.uid)))

    def test_a_double_press_asks_once(self, agent: Client, dossiers: list[Dossier]) -> None:
        key = key_in(text_of(post(agent, dossiers)))
        for _ in range(2):
            assert post(agent, dossiers, **row(), idempotency_key=key).status_code == 302
        assert (Batch.objects.count(), Solicitation.objects.count()) == (1, 2)

    def test_what_is_wrong_is_said_and_nothing_typed_is_lost(
        self, agent: Client, dossiers: list[Dossier]
    ) -> None:
        response = post(agent, dossiers, **row(email="pas une adresse"))
        assert response.status_code == 422
        assert 'href="#id_ask-0-email"' in text_of(response)
        assert "Regardez bien." in text_of(response)
        assert all(str(each.uid) in text_of(response) for each in dossiers)
        assert not Batch.objects.exists()

    def test_nobody_named_is_said(self, agent: Client, dossiers: list[Dossier]) -> None:
        assert post(agent, dossiers, **row(name="", email="", scope="", instructions="")).status_code == 422

    def test_one_that_cannot_be_asked_stops_no_other(
        self, cast: Cast, agent: Client, dossiers: list[Dossier]
    ) -> None:
        """The partner is the applicant of the first dossier, not of the second."""
        other = dossier_in_hand(cast, "other_citizen").dossier
        post(agent, [dossiers[0], other], **row(email=cast.citizen.email))
        lines = {each.dossier_id: (each.outcome, each.reason) for each in BatchLine.objects.all()}
        assert lines == {dossiers[0].pk: (Outcome.REFUSED, "is_a_party"), other.pk: (Outcome.DONE, "")}
        page = text_of(agent.get(url("batch", Batch.objects.get().uid)))
        assert "takes part in it as applicant or party" in page
        assert "1 was left as it is." in page

    def test_who_owes_it_already_is_not_asked_again_unless_meant(
        self, agent: Client, dossiers: list[Dossier]
    ) -> None:
        post(agent, dossiers[:1], **row())
        post(agent, dossiers, **row())
        assert Solicitation.objects.count() == 2
        post(agent, dossiers, **row(sure="on"))
        assert Solicitation.objects.count() == 4


class TestInTheBackground:
    @pytest.fixture
    def batch(
        self, cast: Cast, agent: Client, dossiers: list[Dossier], queued: list[Any],
        monkeypatch: pytest.MonkeyPatch,
    ) -> Batch:  # fmt: skip
        """Two dossiers count as many here."""
        monkeypatch.setattr(batching, "AT_ONCE", 1)
        post(agent, dossiers, **row())
        return Batch.objects.get()

    def test_many_wait_for_a_worker_who_is_told_an_id_only(self, queued: list[Any], batch: Batch) -> None:
        assert queued == [("solicitations.tasks.ask_batch", batch.pk)]
        assert not Solicitation.objects.exists()

    def test_the_page_says_how_far_it_is(self, agent: Client, batch: Batch) -> None:
        assert "0 of 2 dossiers are done." in text_of(agent.get(url("batch", batch.uid)))
        batching.run_batch(batch.pk, at=timezone.now())
        assert "Partners were asked about 2 dossiers." in text_of(agent.get(url("batch", batch.uid)))

    def test_run_twice_it_asks_once(self, batch: Batch) -> None:
        assert [batching.run_batch(batch.pk, at=timezone.now()) for _ in range(2)] == [2, 0]
        assert Solicitation.objects.count() == 2

    def test_lost_between_the_deed_and_its_line_it_asks_once(self, batch: Batch) -> None:
        batching.run_batch(batch.pk, at=timezone.now())
        BatchLine.objects.update(outcome=Outcome.WAITING)
        batching.run_batch(batch.pk, at=timezone.now())
        assert Solicitation.objects.count() == 2
        assert set(BatchLine.objects.values_list("outcome", flat=True)) == {Outcome.DONE}

    def test_a_lost_task_is_done_in_the_night(self, batch: Batch) -> None:
        now = timezone.now()
        assert batching.finish_batches(now) == 0
        assert batching.finish_batches(now + dt.timedelta(hours=2)) == 2
        assert batching.finish_batches(now + dt.timedelta(hours=4)) == 0

    def test_an_agent_who_works_here_no_more_asks_nothing(self, cast: Cast, batch: Batch) -> None:
        cast.agent.memberships.all().delete()
        batching.run_batch(batch.pk, at=timezone.now())
        assert not Solicitation.objects.exists()
        assert set(BatchLine.objects.values_list("reason", flat=True)) == {"not_found"}

    def test_each_deed_is_in_its_dossier_s_history(self, dossiers: list[Dossier], batch: Batch) -> None:
        batching.run_batch(batch.pk, at=timezone.now())
        asked = Event.objects.filter(kind="asked")
        assert sorted(asked.values_list("dossier", flat=True)) == sorted(each.pk for each in dossiers)


@pytest.mark.parametrize("role", ["agent_elsewhere", "internal_partner", "admin", "other_organisation_admin"])
def test_a_report_is_for_the_agents_of_the_organisation(
    cast: Cast, agent: Client, dossiers: list[Dossier], role: str
) -> None:
    post(agent, dossiers, **row())
    uid = Batch.objects.get().uid
    assert cast.client(role).get(url("batch", uid)).status_code == 404
    assert agent.get(url("batch", uuid4())).status_code == 404
