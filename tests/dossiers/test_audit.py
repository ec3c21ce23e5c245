"""One byte changed anywhere in a history, and the verifier names the line."""

import datetime as dt
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from django.core.management import call_command
from django.db import connection
from django.utils import timezone

from dossiers.audit import Fault, verify
from dossiers.enums import EventKind
from dossiers.models import Dossier, Event, Revision
from dossiers.sights import as_agent
from dossiers.writing import writing
from tests.casting import Cast, dossier_under_consultation, filed_dossier


@contextmanager
def by_force(*tables: str) -> Iterator[None]:
    """Somebody who owns the database takes its guards away."""
    with connection.cursor() as cursor:
        for table in tables:
            for deed in ("update", "delete"):
                name = f"{table}_no_{deed}"
                cursor.execute(
                    f"DROP TRIGGER {name}" + ("" if connection.vendor == "sqlite" else f" ON {table}")
                )
    yield


@pytest.fixture
def dossier(cast: Cast) -> Dossier:
    return Dossier.objects.get(pk=dossier_under_consultation(cast).dossier.pk)


def test_a_history_is_whole(dossier: Dossier) -> None:
    assert dossier.event_count > 8
    assert verify(dossier) is None


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("at", dt.datetime(2020, 1, 1, tzinfo=dt.UTC)),
        ("kind", EventKind.WITHDRAWN),
        ("user_id", None),
        ("actor_name", "Somebody Else"),
        ("params", {}),
        ("digest", "0" * 64),
    ],
)
def test_an_altered_event_is_named(dossier: Dossier, column: str, value: Any) -> None:
    with by_force("dossiers_event"):
        dossier.events.filter(number=3).update(**{column: value})
    assert verify(dossier) == Fault("events", 3, "altered")


def test_a_missing_event_is_named(dossier: Dossier) -> None:
    with by_force("dossiers_event"):
        dossier.events.filter(number=2).delete()
    assert verify(dossier) == Fault("events", 2, "missing")


def test_a_missing_last_event_is_named(dossier: Dossier) -> None:
    with by_force("dossiers_event"):
        dossier.events.filter(number=dossier.event_count).delete()
    assert verify(dossier) == Fault("events", dossier.event_count, "missing")


def test_an_event_of_another_chain_is_named(dossier: Dossier) -> None:
    with by_force("dossiers_event"):
        dossier.events.filter(number=4).update(previous="1" * 64)
    assert verify(dossier) == Fault("events", 4, "chain_broken")


def test_answers_that_no_revision_made_are_named(dossier: Dossier) -> None:
    dossier.answers = {**dossier.answers, "montant_demande": "200000.00"}
    assert verify(dossier) == Fault("revisions", dossier.revision, "answers_differ")


def test_an_altered_revision_is_named(dossier: Dossier) -> None:
    with by_force("dossiers_revision"):
        second = dossier.revisions.get(number=2)
        lines = [{**line, "old": "something else"} for line in second.changes]
        dossier.revisions.filter(number=2).update(changes=lines)
    assert verify(dossier) == Fault("revisions", 2, "altered")


def test_a_missing_revision_is_named(dossier: Dossier) -> None:
    with by_force("dossiers_revision"):
        Revision.objects.filter(dossier=dossier, number=dossier.revision).delete()
    assert verify(dossier) == Fault("revisions", dossier.revision, "missing")


def test_the_clocks_zone_does_not_matter(cast: Cast) -> None:
    agent = cast.actor("agent")
    sight = as_agent(agent, filed_dossier(cast).uid)
    with writing(sight, actor=agent, at=timezone.localtime(timezone.now())) as deed:
        deed.record(EventKind.DOCUMENT_READ, document="x", field="rib")
    assert verify(Dossier.objects.get(pk=sight.dossier.pk)) is None


class TestCommand:
    def test_it_says_how_many_were_checked(
        self, dossier: Dossier, capsys: pytest.CaptureFixture[str]
    ) -> None:
        call_command("verify_audit")
        assert capsys.readouterr().out == "1 dossiers checked, 0 with a bad history.\n"

    def test_it_names_the_line_and_fails(self, dossier: Dossier, capsys: pytest.CaptureFixture[str]) -> None:
        with by_force("dossiers_event"):
            Event.objects.filter(dossier=dossier, number=3).update(actor_name="x")
        with pytest.raises(SystemExit) as ended:
            call_command("verify_audit")
        assert ended.value.code == 1
        assert f"{dossier.reference}: events 3 altered" in capsys.readouterr().out
