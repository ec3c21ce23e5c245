"""What the queue tells of replies agrees with the requests after every deed about them."""

import datetime as dt
from uuid import uuid4

import pytest
from django.utils import timezone

from dossiers.models import Dossier
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.services import (
    Ask,
    Verdict,
    ask,
    ask_question,
    decline,
    give_opinion,
    withdraw,
    write_to_partner,
)
from solicitations.standing import day_after
from tests.casting import Cast, Consultation, dossier_under_consultation, filed_dossier, request_of


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def marks(dossier: Dossier) -> set[str]:
    """Those that are set."""
    now = Dossier.objects.get(pk=dossier.pk)
    found = {name for name in ("all_in", "half_in", "declined", "questioned") if getattr(now, name)}
    return found | ({"waiting"} if now.late_at else set())


def asked_one(cast: Cast, dossier: Dossier, kind: str = "opinion", *, days: int = 20) -> Solicitation:
    paul = cast.internal_partner
    due = timezone.localdate() + dt.timedelta(days=days)
    wanted = Ask(kind, "comptable", due, str(paul), paul.email, paul.pk)
    agent = cast.actor("agent")
    (made,) = ask(
        actor=agent, sight=as_agent(agent, dossier.uid), asks=[wanted], move_to=None, key=uuid4(),
        at=timezone.now(),
    )  # fmt: skip
    return made


def opinion_on(cast: Cast, role: str, asked: Solicitation, *, at: dt.datetime | None = None) -> None:
    give_opinion(
        actor=cast.actor(role), request=request_of(cast, role, asked), verdict=Verdict("favorable", ""),
        key=uuid4(), at=at or timezone.now(),
    )  # fmt: skip


def taken_back(cast: Cast, asked: Solicitation) -> None:
    agent = cast.actor("agent")
    withdraw(
        actor=agent, sight=as_agent(agent, asked.dossier.uid), solicitation_id=asked.pk, key=uuid4(),
        at=timezone.now(),
    )  # fmt: skip


def test_nothing_stands_beside_a_dossier_on_which_nobody_was_asked(cast: Cast) -> None:
    assert marks(filed_dossier(cast)) == set()


def test_the_soonest_reply_owed_says_when_it_is_late(cast: Cast, stage: Consultation) -> None:
    assert marks(stage.dossier) == {"waiting"}
    soon = asked_one(cast, stage.dossier, days=2)
    assert Dossier.objects.get(pk=stage.dossier.pk).late_at == day_after(soon.due_on)
    opinion_on(cast, "internal_partner", soon)
    assert Dossier.objects.get(pk=stage.dossier.pk).late_at == day_after(stage.internal.due_on)


def test_it_is_late_from_the_day_after_on() -> None:
    late = timezone.localtime(day_after(dt.date(2026, 12, 15)))
    assert (late.date(), late.time()) == (dt.date(2026, 12, 16), dt.time.min)


def test_all_are_in_once_the_last_one_is(cast: Cast, stage: Consultation) -> None:
    opinion_on(cast, "internal_partner", stage.internal)
    taken_back(cast, stage.unbound)
    assert marks(stage.dossier) == {"waiting"}
    opinion_on(cast, "partner", stage.partner)
    assert marks(stage.dossier) == {"all_in"}


def test_half_a_reply_is_one_until_the_rest_of_it_is_in_or_not_wanted(
    cast: Cast, stage: Consultation
) -> None:
    both = asked_one(cast, stage.dossier, "both")
    opinion_on(cast, "internal_partner", both)
    assert "half_in" in marks(stage.dossier)
    taken_back(cast, both)
    assert "half_in" not in marks(stage.dossier)


def test_a_question_waits_until_it_is_answered(cast: Cast, stage: Consultation) -> None:
    agent, lawyer = cast.actor("agent"), cast.actor("partner")
    asked = request_of(cast, "partner", stage.partner)
    ask_question(actor=lawyer, request=asked, text="Quel lieu ?", key=uuid4(), at=timezone.now())
    assert "questioned" in marks(stage.dossier)
    write_to_partner(
        actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.partner.pk,
        text="Les quais.", key=uuid4(), at=timezone.now(),
    )  # fmt: skip
    assert "questioned" not in marks(stage.dossier)


def test_a_question_of_somebody_who_is_not_asked_any_more_waits_no_longer(
    cast: Cast, stage: Consultation
) -> None:
    asked = request_of(cast, "partner", stage.partner)
    ask_question(actor=cast.actor("partner"), request=asked, text="?", key=uuid4(), at=timezone.now())
    taken_back(cast, stage.partner)
    assert "questioned" not in marks(stage.dossier)


def test_a_refusal_stands_out_until_somebody_is_asked_for_the_same(cast: Cast, stage: Consultation) -> None:
    paul = cast.actor("internal_partner")
    alone = asked_one(cast, stage.dossier)
    decline(
        actor=paul, request=request_of(cast, "internal_partner", alone), reason="En congé.", key=uuid4(),
        at=timezone.now(),
    )  # fmt: skip
    assert "declined" in marks(stage.dossier)
    again = asked_one(cast, stage.dossier)
    assert "declined" not in marks(stage.dossier)
    taken_back(cast, again)
    assert "declined" in marks(stage.dossier)


def test_when_a_reply_came_in_is_kept_with_it(cast: Cast, stage: Consultation) -> None:
    at = timezone.now() + dt.timedelta(hours=1)
    opinion_on(cast, "internal_partner", stage.internal, at=at)
    assert Solicitation.objects.get(pk=stage.internal.pk).replied_at == at
    assert Solicitation.objects.get(pk=stage.partner.pk).replied_at is None
