"""What is owed is sent, once as far as anybody can see, and never forgotten."""

import datetime as dt
import smtplib
from collections.abc import Callable
from importlib import import_module

import pytest
from django.apps import apps
from django.core.mail import EmailMessage
from django.utils import timezone
from django.utils.module_loading import import_string
from django_q.models import OrmQ, Schedule

from dossiers import outbox, tasks
from dossiers.enums import Delivery
from dossiers.models import Outbox
from dossiers.outbox import GIVE_UP_AFTER, pump
from dossiers.sealing import seal
from tests.casting import Cast, dossier_under_consultation, filed_dossier

NOON = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)
Letters = dict[str, outbox.Letter]


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    """The letters of this test, and no others."""
    known: Letters = {
        "note": lambda row, secret: EmailMessage("Note", f"To {row.pk}: {secret}", to=["a@example.org"])
    }
    monkeypatch.setattr(outbox, "_LETTERS", known)
    return known


@pytest.fixture
def owe(cast: Cast, letters: Letters) -> Callable[..., Outbox]:
    def owing(name: str = "one", *, secret: str = "", kind: str = "note", at: dt.datetime = NOON) -> Outbox:
        return Outbox.objects.create(
            organisation=cast.organisation, kind=kind, dedupe_key=name, next_try=at, created_at=at,
            sealed=seal(secret, for_what=name) if secret else None,
        )  # fmt: skip

    return owing


Owe = Callable[..., Outbox]


def failing(fault: Exception) -> outbox.Letter:
    def letter(_row: Outbox, _secret: str) -> EmailMessage:
        raise fault

    return letter


def test_it_is_sent_and_done(owe: Owe, mailoutbox: list[EmailMessage]) -> None:
    row = owe()
    assert pump(at=NOON) == 1
    row.refresh_from_db()
    assert (row.state, row.done_at, row.attempts) == (Delivery.DONE, NOON, 1)
    assert [mail.subject for mail in mailoutbox] == ["Note"]
    assert (
        mailoutbox[0].extra_headers["Message-ID"]
        == f"<outbox-{row.pk}.{row.organisation_id}@trivium.invalid>"
    )
    assert pump(at=NOON + dt.timedelta(days=9)) == 0


def test_it_is_not_sent_before_its_time(owe: Owe) -> None:
    owe(at=NOON + dt.timedelta(seconds=1))
    assert pump(at=NOON) == 0


def test_a_secret_is_in_the_mail_and_nowhere_after(owe: Owe, mailoutbox: list[EmailMessage]) -> None:
    row = owe(secret="7KQ2-SECRET")
    pump(at=NOON)
    row.refresh_from_db()
    assert "7KQ2-SECRET" in mailoutbox[0].body
    assert row.sealed is None


def test_a_secret_outlives_a_failure(owe: Owe, letters: Letters, mailoutbox: list[EmailMessage]) -> None:
    row, good = owe(secret="7KQ2-SECRET"), letters["note"]
    letters["note"] = failing(smtplib.SMTPServerDisconnected())
    pump(at=NOON)
    letters["note"] = good
    pump(at=NOON + dt.timedelta(hours=1))
    assert "7KQ2-SECRET" in mailoutbox[0].body
    row.refresh_from_db()
    assert row.sealed is None


def test_the_wait_doubles_up_to_six_hours(owe: Owe, letters: Letters) -> None:
    row, at, waits = owe(), NOON, []
    letters["note"] = failing(ConnectionRefusedError())
    for _try in range(12):
        assert pump(at=at) == 0
        row.refresh_from_db()
        waits.append((row.next_try - at) // dt.timedelta(minutes=1))
        at = row.next_try
    assert waits == [1, 2, 4, 8, 16, 32, 64, 128, 256, 360, 360, 360]
    assert (row.state, row.last_error) == (Delivery.PENDING, "ConnectionRefusedError")


def test_after_a_week_a_person_is_needed_and_the_row_stays(owe: Owe, letters: Letters) -> None:
    row = owe()
    letters["note"] = failing(ConnectionRefusedError())
    pump(at=NOON + GIVE_UP_AFTER + dt.timedelta(seconds=1))
    row.refresh_from_db()
    assert row.state == Delivery.HUMAN
    assert pump(at=NOON + dt.timedelta(days=30)) == 0


@pytest.mark.parametrize("fault", [ValueError("iban FR76"), KeyError("x"), LookupError()])
def test_one_that_cannot_be_written_stops_no_other(
    owe: Owe, letters: Letters, mailoutbox: list[EmailMessage], fault: Exception
) -> None:
    letters["bad"] = failing(fault)
    row = owe("bad", kind="bad", at=NOON - dt.timedelta(minutes=1))
    owe("good")
    assert pump(at=NOON) == 1
    row.refresh_from_db()
    assert (row.state, row.last_error) == (Delivery.PENDING, type(fault).__name__)


def test_a_kind_nobody_writes_waits(owe: Owe) -> None:
    row = owe(kind="unheard_of")
    assert pump(at=NOON) == 0
    row.refresh_from_db()
    assert row.state == Delivery.PENDING


def test_one_that_is_not_wanted_any_more_is_done(
    owe: Owe, letters: Letters, mailoutbox: list[EmailMessage]
) -> None:
    letters["note"] = lambda _row, _secret: None
    row = owe()
    pump(at=NOON)
    row.refresh_from_db()
    assert (row.state, mailoutbox) == (Delivery.DONE, [])


def test_two_pumps_at_once_send_one(owe: Owe, letters: Letters, mailoutbox: list[EmailMessage]) -> None:
    owe()
    write = letters["note"]

    def and_the_other_pump_runs(row: Outbox, secret: str) -> EmailMessage | None:
        assert pump(at=NOON) == 0
        return write(row, secret)

    letters["note"] = and_the_other_pump_runs
    assert pump(at=NOON) == 1
    assert len(mailoutbox) == 1


def test_two_that_saw_the_same_row_send_one(
    owe: Owe, monkeypatch: pytest.MonkeyPatch, mailoutbox: list[EmailMessage]
) -> None:
    """The other pump takes the row between our look and our claim."""
    row, claim = owe(), Outbox.objects.filter
    taken: list[bool] = []

    def meanwhile(*args: object, **kwargs: object) -> object:
        if "attempts" in kwargs and not taken:
            taken.append(True)
            assert pump(at=NOON) == 1
        return claim(*args, **kwargs)

    monkeypatch.setattr(Outbox.objects, "filter", meanwhile)
    assert pump(at=NOON) == 0
    row.refresh_from_db()
    assert (taken, len(mailoutbox), row.attempts) == ([True], 1, 1)


def test_one_that_died_while_sending_is_tried_again(owe: Owe) -> None:
    row = owe()
    Outbox.objects.filter(pk=row.pk).update(state=Delivery.SENDING, attempts=1, next_try=NOON)
    assert pump(at=NOON + dt.timedelta(minutes=9)) == 0
    assert pump(at=NOON + dt.timedelta(minutes=10)) == 1


def test_every_letter_that_services_owe_is_written_by_somebody(
    cast: Cast, mailoutbox: list[EmailMessage]
) -> None:
    dossier_under_consultation(cast)
    kinds = set(Outbox.objects.values_list("kind", flat=True))
    assert kinds <= outbox.known_letters()
    while pump(at=timezone.now()):
        pass
    assert set(Outbox.objects.values_list("state", flat=True)) == {Delivery.DONE}
    assert not Outbox.objects.exclude(sealed=None).exists()


def test_the_queue_is_told_ids_and_nothing_else(cast: Cast) -> None:
    """django-q2 keeps what it is told as a pickle: no answer, no key, no address may be in it."""
    filed_dossier(cast)
    dossier_under_consultation(cast, asso_nom="Un nom très secret")
    told = [task.task for task in OrmQ.objects.all()]
    assert told
    assert all((each["func"], each["args"]) == ("dossiers.tasks.pump", ()) for each in told)


@pytest.mark.django_db
def test_it_is_pumped_every_minute_whether_or_not_anything_happens() -> None:
    migration = import_module("dossiers.migrations.0003_pump_every_minute")
    for _time in range(2):
        migration.schedule(apps, None)
    timer = Schedule.objects.get(name="outbox")
    assert import_string(timer.func) is tasks.pump
    assert (timer.schedule_type, timer.minutes, timer.repeats) == (Schedule.MINUTES, 1, -1)
