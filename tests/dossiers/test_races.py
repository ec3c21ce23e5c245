"""Several people at once, in threads with connections of their own, on a database that lets them.

Each lock's first test takes the lock away and must see harm done: else the others would prove nothing.
"""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any
from uuid import uuid4

import pytest
from django.db import connection
from django.db.models import QuerySet
from django.utils import timezone

from accounts.models import User, actor_for
from dossiers import keys
from dossiers.audit import verify
from dossiers.models import Dossier, Invitation, Participation
from dossiers.services import KeyRefused, Submission, change_status, open_dossier, save_answers
from dossiers.sights import as_agent, as_party
from solicitations.services import attach
from tests.casting import Cast, completed_draft, dossier_under_consultation, filed_dossier, person

pytestmark = [
    pytest.mark.django_db(transaction=True),
    pytest.mark.skipif(
        "connection.vendor != 'postgresql'",
        reason="SQLite lets one write at a time: no race to see (`make check` has PostgreSQL)",
    ),
]
FIELDS = ("representant_email", "representant_tel", "instruction_note")


def at_once(*deeds: Callable[[], Any]) -> list[Any]:
    """Run all deeds at the same moment; what each returned or raised."""
    start, results = threading.Barrier(len(deeds)), [None] * len(deeds)

    def run(number: int, deed: Callable[[], Any]) -> None:
        try:
            start.wait(timeout=20)
            results[number] = deed()
        except Exception as fault:  # handed to the test, which says what it expects
            results[number] = fault  # type: ignore[call-overload]
        finally:
            connection.close()

    threads = [threading.Thread(target=run, args=each) for each in enumerate(deeds)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    return results


@contextmanager
def without_locks(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """As if nobody had thought of locking the dossier."""
    with monkeypatch.context() as patch:
        patch.setattr(QuerySet, "select_for_update", lambda self, *_args, **_how: self.all())
        yield


def writer(cast: Cast, dossier: Dossier, field: str, rounds: int) -> Callable[[], None]:
    """One agent who changes one field again and again, each time starting from what is stored."""
    actor = cast.actor("agent")

    def write() -> None:
        for number in range(rounds):
            value = {
                "representant_email": f"a{number}@example.org",
                "representant_tel": f"02400000{number:02d}",
            }
            save_answers(
                actor=actor,
                sight=as_agent(actor, dossier.uid),
                submission=Submission({field: value.get(field, f"Note {number}")}, complete=False),
                key=uuid4(),
                at=timezone.now(),
            )

    return write


def lost(dossier: Dossier) -> int:
    """Acknowledged changes that the dossier does not hold, and lines that its history lacks."""
    now = Dossier.objects.get(pk=dossier.pk)
    last = {
        "representant_email": "a9@example.org",
        "representant_tel": "+33240000009",
        "instruction_note": "Note 9",
    }
    return sum(now.answers.get(field) != value for field, value in last.items()) + (verify(now) is not None)


class TestThreeWriters:
    def test_without_the_lock_harm_is_done(self, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
        harmed = False
        with without_locks(monkeypatch):
            for _attempt in range(3):
                dossier = filed_dossier(cast)
                results = at_once(*(writer(cast, dossier, field, 10) for field in FIELDS))
                harmed = harmed or any(results) or bool(lost(dossier))
        assert harmed

    def test_with_it_nothing_is_lost(self, cast: Cast) -> None:
        dossier = filed_dossier(cast)
        assert at_once(*(writer(cast, dossier, field, 10) for field in FIELDS)) == [None, None, None]
        assert lost(dossier) == 0
        assert Dossier.objects.get(pk=dossier.pk).revision == dossier.revision + 30


class TestOneKey:
    def test_twenty_presses_open_one_dossier(self, cast: Cast) -> None:
        key, at, actor = uuid4(), timezone.now(), cast.actor("citizen")
        opened = at_once(*[lambda: open_dossier(actor=actor, model=cast.model, key=key, at=at)] * 20)
        assert {dossier.pk for dossier in opened} == {Dossier.objects.get().pk}
        assert Participation.objects.count() == 1

    def test_twenty_presses_file_it_once(self, cast: Cast) -> None:
        sight, key, actor = completed_draft(cast), uuid4(), cast.actor("citizen")
        at = timezone.now()
        filed = at_once(*[lambda: change_status(actor=actor, sight=sight, to="depose", key=key, at=at)] * 20)
        assert {dossier.reference for dossier in filed} == {f"SUB-{timezone.localdate().year}-00001"}
        assert verify(Dossier.objects.get()) is None

    def test_two_tabs_with_two_keys_file_it_once(self, cast: Cast) -> None:
        sight, actor = completed_draft(cast), cast.actor("citizen")

        def press() -> Dossier:
            return change_status(actor=actor, sight=sight, to="depose", key=uuid4(), at=timezone.now())

        results = at_once(*[press] * 6)
        assert [type(each).__name__ for each in results].count("Dossier") == 1
        assert Dossier.objects.get().owed.filter(kind="receipt").count() == 1


class TestReferences:
    def test_no_two_dossiers_get_the_same(self, cast: Cast) -> None:
        applicants = [person(f"C {number}", f"c{number}@example.org") for number in range(6)]
        drafts = [(draft_of(cast, user), user) for user in applicants]

        def press(dossier: Dossier, user: User) -> Callable[[], Any]:
            actor = actor_for(user, cast.organisation)
            sight = as_party(actor, dossier.uid)
            return lambda: change_status(
                actor=actor, sight=sight, to="depose", key=uuid4(), at=timezone.now()
            )

        filed = at_once(*(press(*each) for each in drafts))
        year = timezone.localdate().year
        assert {each.reference for each in filed} == {f"SUB-{year}-{number:05d}" for number in range(1, 7)}


def draft_of(cast: Cast, user: User) -> Dossier:
    """A complete draft of this person's: the citizen's own, handed over."""
    dossier: Dossier = completed_draft(cast).dossier
    Participation.objects.filter(dossier=dossier).update(user=user)
    return dossier


class TestBinding:
    def test_thirty_accounts_and_one_wins(self, cast: Cast) -> None:
        stage = dossier_under_consultation(cast)
        Invitation.objects.filter(pk=stage.unbound.invitation_id).update(strict=False)
        normal = keys.normalise(stage.key_of(stage.unbound)) or ""
        secret = keys.digest(normal, organisation_id=cast.organisation.pk)
        users = [person(f"P {number}", f"p{number}@example.org") for number in range(30)]

        def press(user: User) -> Callable[[], Any]:
            actor = actor_for(user, cast.organisation)
            return lambda: attach(actor=actor, digest=secret, hint=normal[:4], address="", at=timezone.now())

        results = at_once(*map(press, users))
        refused = [each for each in results if isinstance(each, KeyRefused)]
        assert (len(refused), {each.reason for each in refused}) == (29, {"used"})
        assert Participation.objects.filter(solicitation=stage.unbound).count() == 1
        assert verify(Dossier.objects.get(pk=stage.dossier.pk)) is None
