"""The work of the night: registered once, done in turn, one failure stopping no other."""

import datetime as dt

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone
from django_q.models import Schedule

from dossiers import nightly, tasks

NIGHT = dt.datetime(2027, 3, 1, 0, 50, tzinfo=dt.UTC)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> dict[str, nightly.Work]:
    found: dict[str, nightly.Work] = {}
    monkeypatch.setattr(nightly, "_WORK", found)
    return found


def broken(_at: dt.datetime) -> int:
    raise RuntimeError("no")


def test_each_is_told_the_time_and_says_how_much_it_did(work: dict[str, nightly.Work]) -> None:
    told: list[dt.datetime] = []

    @nightly.nightly("counting")
    def counting(at: dt.datetime) -> int:
        told.append(at)
        return 3

    assert nightly.known_work() == ("counting",)
    assert nightly.run(at=NIGHT) == {"counting": 3}
    assert told == [NIGHT]


def test_a_name_is_taken_once(work: dict[str, nightly.Work]) -> None:
    nightly.nightly("counting")(broken)
    with pytest.raises(ValueError, match="twice"):
        nightly.nightly("counting")(broken)


def test_a_failure_is_logged_and_stops_no_other(
    work: dict[str, nightly.Work], caplog: pytest.LogCaptureFixture
) -> None:
    work.update(broken=broken, counting=lambda _at: 2)
    assert nightly.run(at=NIGHT) == {"broken": None, "counting": 2}
    assert "nightly work failed" in caplog.text
    assert tasks.nightly() == 1


def test_the_command_does_all_or_one_piece(
    work: dict[str, nightly.Work], capsys: pytest.CaptureFixture[str]
) -> None:
    work.update(counting=lambda _at: 2, other=lambda _at: 0)
    call_command("nightly")
    assert capsys.readouterr().out == "counting: 2\nother: 0\n2 done, 0 of them failed.\n"
    call_command("nightly", "other")
    assert capsys.readouterr().out == "other: 0\n1 done, 0 of them failed.\n"
    with pytest.raises(CommandError, match="counting, other"):
        call_command("nightly", "more")


def test_the_command_ends_with_one_where_something_failed(
    work: dict[str, nightly.Work], capsys: pytest.CaptureFixture[str]
) -> None:
    work["broken"] = broken
    with pytest.raises(SystemExit) as end:
        call_command("nightly")
    assert end.value.code == 1
    assert "broken: failed" in capsys.readouterr().out


@pytest.mark.django_db
def test_it_runs_every_night_by_itself() -> None:
    timer = Schedule.objects.get(name="nightly")
    assert (timer.func, timer.schedule_type, timer.repeats) == ("dossiers.tasks.nightly", "D", -1)
    assert timezone.localtime(timer.next_run).hour == 1
