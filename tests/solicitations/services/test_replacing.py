"""A given opinion never changes; while the window is open another may replace it."""

from typing import Any
from uuid import uuid4

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone

from accounts.permissions import Forbidden
from dossiers.enums import EventKind
from dossiers.models import Dossier, Outbox
from dossiers.services import NotAcceptable
from dossiers.sights import as_agent
from solicitations.agent_letters import reply
from solicitations.enums import State
from solicitations.models import Opinion, Solicitation
from solicitations.selectors import lines_of
from solicitations.services import Closed, Verdict, give_opinion
from tests.casting import Cast, Consultation, dossier_under_consultation, moved, request_of


@pytest.fixture
def consultation(cast: Cast) -> Consultation:
    """The lawyer has given an opinion."""
    stage = dossier_under_consultation(cast)
    opine(cast, stage.partner)
    return stage


def opine(
    cast: Cast, asked: Solicitation, verdict: str = "favorable", reasons: str = "", replaces: int = 0,
    **by: Any,
) -> Opinion:  # fmt: skip
    actor = cast.actor(by.get("role", "partner"))
    return give_opinion(
        actor=actor, request=by.get("request") or request_of(cast, "partner", asked), at=timezone.now(),
        verdict=Verdict(verdict, reasons, replaces=replaces), key=by.get("key") or uuid4(),
    )  # fmt: skip


def test_the_first_is_kept_and_the_last_counts(cast: Cast, consultation: Consultation) -> None:
    opine(cast, consultation.partner, "defavorable", "Une seule issue.", 1)
    asked = request_of(cast, "partner", consultation.partner)
    assert asked.opinion
    assert (asked.opinion.number, asked.verdict) == (2, "Défavorable")
    ((first, title, replaced_at),) = asked.earlier
    assert (first.number, title, replaced_at) == (1, "Favorable", asked.opinion.given_at)
    line = next(each for each in lines_of(consultation.dossier, today=timezone.localdate()) if each.opinion)
    assert [each.number for each in line.opinions] == [2, 1]


def test_counts_and_state_stay(cast: Cast, consultation: Consultation) -> None:
    opine(cast, consultation.partner, "favorable", "Encore.", 1)
    dossier = Dossier.objects.get(pk=consultation.dossier.pk)
    assert (dossier.asked, dossier.answered) == (3, 1)
    assert Solicitation.objects.get(pk=consultation.partner.pk).state == State.ANSWERED


def test_the_agent_is_told_that_it_is_another_one(cast: Cast, consultation: Consultation) -> None:
    opine(cast, consultation.partner, "favorable", "Encore.", 1)
    told = [reply(row, "") for row in Outbox.objects.filter(kind="reply").order_by("pk")]
    assert ["replaced" in str(letter and letter.body) for letter in told] == [False, True]
    assert Outbox.objects.filter(kind="reply_receipt").count() == 2
    event = consultation.dossier.events.order_by("number").last()
    assert event
    assert (event.kind, event.params["number"]) == (EventKind.OPINION_GIVEN, 2)


@pytest.mark.parametrize("replaces", [0, 2, -1])
def test_it_says_which_one_it_replaces(cast: Cast, consultation: Consultation, replaces: int) -> None:
    """So that of two colleagues replying at once the second one sees what the first one wrote."""
    with pytest.raises(Closed):
        opine(cast, consultation.partner, "favorable", "", replaces)
    assert Opinion.objects.count() == 1


def test_a_first_one_replaces_nothing(cast: Cast) -> None:
    with pytest.raises(Closed):
        opine(cast, dossier_under_consultation(cast).partner, "favorable", "", 1)


def test_it_is_judged_like_the_first(cast: Cast, consultation: Consultation) -> None:
    with pytest.raises(NotAcceptable):
        opine(cast, consultation.partner, "defavorable", " ", 1)


def test_pressed_twice_it_replaces_once(cast: Cast, consultation: Consultation) -> None:
    key = uuid4()
    for _press in range(2):
        opine(cast, consultation.partner, "favorable", "Encore.", 1, key=key)
    assert Opinion.objects.count() == 2


def test_not_once_the_window_is_closed(cast: Cast, consultation: Consultation) -> None:
    agent = cast.actor("agent")
    moved(agent, as_agent(agent, consultation.dossier.uid), "commission")
    with pytest.raises(Closed):
        opine(cast, consultation.partner, "favorable", "Encore.", 1)


@pytest.mark.parametrize("role", ["partner_unbound", "internal_partner", "agent", "admin", "citizen"])
def test_nobody_else_replaces_it(cast: Cast, consultation: Consultation, role: str) -> None:
    request = request_of(cast, "partner", consultation.partner)
    with pytest.raises(Forbidden):
        opine(cast, consultation.partner, "favorable", "Volé.", 1, role=role, request=request)


@pytest.mark.parametrize("deed", ["update", "_raw_delete"])
def test_the_database_keeps_what_was_given(consultation: Consultation, deed: str) -> None:
    found = Opinion.objects.all()
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        found.update(reasons="") if deed == "update" else found._raw_delete("default")
