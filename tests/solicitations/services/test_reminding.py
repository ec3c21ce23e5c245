"""The model's rule reminds partners night by night: who owes, may reply now, and no more often than said."""

import datetime as dt
from uuid import uuid4

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from dossiers import nightly
from dossiers.enums import EventKind
from dossiers.models import Event, Invitation, Outbox
from dossiers.sights import as_agent
from solicitations.models import Reminder, Solicitation
from solicitations.services import remind, switch_reminders, withdraw
from solicitations.services.reminding import remind_by_rule
from tests.casting import Cast, Consultation, dossier_under_consultation, filed_dossier, moved
from tests.solicitations.services.test_following import opinion_on

BEFORE, FIRST, SECOND = 17, 27, 34
"""Days from the asking, whose replies are wished by the 20th: three days before, then every seven after."""


@pytest.fixture
def stage(cast: Cast) -> Consultation:
    return dossier_under_consultation(cast)


def night(days: int) -> dt.datetime:
    return timezone.now() + dt.timedelta(days=days)


def reminded(stage: Consultation) -> dict[str, int]:
    found = Solicitation.objects.filter(dossier=stage.dossier).values_list("scope", "reminders")
    return {scope: times for scope, times in found if times}


def next_on(asked: Solicitation) -> int | None:
    """In how many days."""
    day = Solicitation.objects.get(pk=asked.pk).next_reminder_on
    return (day - timezone.localdate()).days if day else None


def test_they_are_reminded_before_the_date_and_after_it_and_then_no_more(stage: Consultation) -> None:
    everybody = {"financier", "juridique", "technique"}
    Invitation.objects.update(expires_at=night(90))
    assert remind_by_rule(night(BEFORE - 1)) == 0
    for times, day in enumerate((BEFORE, FIRST, SECOND), start=1):
        assert remind_by_rule(night(day)) == 3
        assert reminded(stage) == dict.fromkeys(everybody, times)
    assert next_on(stage.partner) is None
    assert remind_by_rule(night(60)) == 0


def test_the_same_night_again_does_nothing(stage: Consultation) -> None:
    assert remind_by_rule(night(BEFORE)) == 3
    assert remind_by_rule(night(BEFORE) + dt.timedelta(minutes=5)) == 0
    assert Outbox.objects.filter(kind="reminder").count() == 3


def test_it_is_one_of_the_works_of_the_night(stage: Consultation) -> None:
    assert nightly.run(at=night(BEFORE), only="reminders") == {"reminders": 3}


def test_nights_that_were_missed_are_one_reminder(stage: Consultation) -> None:
    assert remind_by_rule(night(BEFORE + 2)) == 3
    assert next_on(stage.partner) == FIRST


def test_the_history_says_that_the_system_did_it(stage: Consultation) -> None:
    remind_by_rule(night(BEFORE))
    event = Event.objects.filter(dossier=stage.dossier, kind=EventKind.REMINDED).first()
    assert event is not None
    assert (event.user, event.actor_name) == (None, "Trivium")
    sent = Reminder.objects.filter(solicitation=stage.partner).get()
    assert (sent.sent_by, sent.words, sent.sent_at) == (None, "", event.at)


def test_who_replied_declined_or_was_let_go_is_not_reminded(cast: Cast, stage: Consultation) -> None:
    opinion_on(cast, "internal_partner", stage.internal)
    agent = cast.actor("agent")
    withdraw(
        actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.unbound.pk, key=uuid4(),
        at=timezone.now(),
    )  # fmt: skip
    assert (next_on(stage.internal), next_on(stage.unbound), next_on(stage.withdrawn)) == (None, None, None)
    assert remind_by_rule(night(BEFORE)) == 1
    assert reminded(stage) == {"juridique": 1}


@pytest.mark.parametrize("status", ["a_completer", "commission"])
def test_where_no_reply_is_taken_the_day_goes_by(cast: Cast, stage: Consultation, status: str) -> None:
    """The dossier is hidden from partners at the one, and only to be read at the other."""
    agent = cast.actor("agent")
    moved(agent, as_agent(agent, stage.dossier.uid), status)
    assert remind_by_rule(night(BEFORE)) == 0
    assert next_on(stage.partner) == FIRST
    assert reminded(stage) == {}


def test_a_key_that_opens_nothing_any_more_reminds_nobody(stage: Consultation) -> None:
    Invitation.objects.filter(solicitation=stage.unbound).update(expires_at=night(BEFORE - 1))
    assert remind_by_rule(night(BEFORE)) == 2
    assert "technique" not in reminded(stage)


def test_a_reminder_by_hand_counts_and_none_follows_on_the_same_day(cast: Cast, stage: Consultation) -> None:
    agent = cast.actor("agent")
    sight = as_agent(agent, stage.dossier.uid)
    remind(actor=agent, sight=sight, key=uuid4(), at=night(BEFORE))
    assert remind_by_rule(night(BEFORE)) == 0
    for day in (18, 19):
        remind(actor=agent, sight=sight, key=uuid4(), at=night(day))
    assert next_on(stage.partner) is None


def test_an_agent_may_switch_them_off_and_on_for_one_request(cast: Cast, stage: Consultation) -> None:
    agent = cast.actor("agent")

    def switch(*, on: bool) -> None:
        switch_reminders(
            actor=agent, sight=as_agent(agent, stage.dossier.uid), solicitation_id=stage.partner.pk, on=on,
            at=timezone.now(),
        )  # fmt: skip

    switch(on=False)
    switch(on=False)
    assert next_on(stage.partner) is None
    assert Event.objects.filter(kind=EventKind.REMINDERS_STOPPED).count() == 1
    assert remind_by_rule(night(BEFORE)) == 2
    switch(on=True)
    assert next_on(stage.partner) == BEFORE


def test_a_dossier_that_cannot_be_reminded_about_stops_no_other(
    cast: Cast, stage: Consultation, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = dossier_under_consultation(cast)
    from solicitations.services import reminding

    whole = reminding.may_reply_now

    def broken(asked: Solicitation, *rest: object) -> bool:
        if asked.dossier_id == stage.dossier.pk:
            raise RuntimeError
        return whole(asked, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(reminding, "may_reply_now", broken)
    assert remind_by_rule(night(BEFORE)) == 3
    assert reminded(other) != {}
    assert reminded(stage) == {}


def test_what_is_not_due_is_not_read(cast: Cast, stage: Consultation) -> None:
    filed_dossier(cast)
    with CaptureQueriesContext(connection) as captured:
        remind_by_rule(night(1))
    assert len(captured.captured_queries) == 1
    if connection.vendor == "sqlite":
        plan = Solicitation.objects.filter(next_reminder_on__lte=timezone.localdate()).order_by().explain()
        assert "USING INDEX solicitation_to_remind" in plan
