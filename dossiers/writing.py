"""The lock under which a dossier is written: everything one deed changes is written in one transaction.

A deed opens `writing`, changes columns, records events and what is owed; all of it is stored when it ends,
with what follows from it by `after`.
"""

import datetime as dt
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django_q.tasks import async_task

from accounts.actors import Actor
from dossiers.audit import event_digest
from dossiers.enums import EventKind
from dossiers.models import AnswerValue, Dossier, Event, Outbox, Participation, Revision, SearchWord
from dossiers.sealing import seal
from dossiers.sights import NotYours, Sight
from dossiers.words import searchable, words_of
from formengine.fieldtypes import type_of


@dataclass
class Writing:
    """A locked dossier and what one deed does to it. Nothing is written before the end of the deed."""

    dossier: Dossier
    participation: Participation | None
    actor: Actor
    at: dt.datetime
    columns: set[str] = field(default_factory=set)
    events: list[Event] = field(default_factory=list)
    owed: list[Outbox] = field(default_factory=list)
    words: list[SearchWord] = field(default_factory=list)
    revision: Revision | None = None

    def set(self, **columns: Any) -> None:
        """Change columns of the dossier."""
        for name, value in columns.items():
            setattr(self.dossier, name, value)
            self.columns.add(name)

    def record(self, kind: EventKind, **params: Any) -> None:
        """Append a line to the audit trail. `params` are codes, keys and names of things, never answers."""
        number, previous = self.dossier.event_count + 1, self.dossier.event_head
        name = self.actor.name[:200]
        event = Event(
            organisation_id=self.dossier.organisation_id,
            dossier=self.dossier,
            number=number,
            at=self.at,
            kind=kind,
            user_id=self.actor.user_id,
            actor_name=name,
            params=params,
            previous=previous,
            digest=event_digest(
                dossier=self.dossier.uid,
                number=number,
                at=self.at,
                kind=kind.value,
                user_id=self.actor.user_id,
                actor_name=name,
                params=params,
                previous=previous,
            ),
        )
        self.events.append(event)
        self.set(event_count=number, event_head=event.digest)

    def owe(self, kind: str, dedupe_key: str, *, secret: str | None = None, **refs: Any) -> None:
        """Owe somebody a mail. `refs` are ids; a secret is sealed until it is sent."""
        self.owed.append(
            Outbox(
                organisation_id=self.dossier.organisation_id,
                kind=kind,
                dedupe_key=dedupe_key,
                dossier=self.dossier,
                refs=refs,
                sealed=seal(secret, for_what=dedupe_key) if secret else None,
                next_try=self.at,
                created_at=self.at,
            )
        )

    def revise(self, view: str, changes: dict[str, Any]) -> None:
        """Store new answers and append the revision that says from what to what."""
        answers, before = dict(self.dossier.answers), self.dossier.answers
        lines = []
        for key, value in changes.items():
            lines.append({"field": key, "old": answers.get(key), "new": value})
            answers.pop(key, None)
            if value is not None:
                answers[key] = value
        number = self.dossier.revision + 1
        self.set(answers=answers, revision=number)
        self.revision = Revision(
            organisation_id=self.dossier.organisation_id,
            dossier=self.dossier,
            number=number,
            at=self.at,
            user_id=self.actor.user_id,
            view=view,
            changes=lines,
        )
        if listed := [key for key in self.dossier.design.listed if key in changes]:
            self._list(listed, [key for key in listed if before.get(key) is not None])

    def find_by(self, key: str, text: str) -> None:
        """Let the dossier be found by these words: of a listed answer, or with no key of its applicant."""
        self.words.extend(
            SearchWord(organisation_id=self.dossier.organisation_id, dossier=self.dossier, key=key, word=word)
            for word in words_of(text)
        )

    def relist(self) -> None:
        """Keep the listed answers anew, as the design lists them that the dossier is under now."""
        dossier, listed = self.dossier, list(self.dossier.design.listed)
        AnswerValue.objects.filter(dossier=dossier).delete()
        SearchWord.objects.filter(dossier=dossier).exclude(key="").delete()
        self.words = [each for each in self.words if not each.key]
        self.set(title="")
        if listed:
            self._list(listed, [])

    def _list(self, keys: list[str], answered: list[str]) -> None:
        """Keep the listed answers beside the dossier, typed, and the words the desk may find them by.

        `answered`: those that had an answer before. Two queries, or four where there are such.
        """
        dossier, fields = self.dossier, self.dossier.design.fields
        self.words = [each for each in self.words if each.key not in keys]
        if answered:
            AnswerValue.objects.filter(dossier=dossier, key__in=answered).delete()
            SearchWord.objects.filter(dossier=dossier, key__in=answered).delete()
        rows = []
        for key in keys:
            if key not in fields or dossier.answers.get(key) is None:
                continue
            kind, value = type_of(fields[key]), dossier.answers[key]
            number = kind.operand(value, fields[key]) if kind.kind == "number" else None
            rows.append(
                AnswerValue(
                    organisation_id=dossier.organisation_id,
                    dossier=dossier,
                    key=key,
                    text=kind.cell(value, fields[key])[:200],
                    number=number,
                )
            )
        AnswerValue.objects.bulk_create(rows)
        for row in rows:
            if row.key in searchable(dossier.design):
                self.find_by(row.key, row.text)
        if keys[0] == dossier.design.listed[0]:
            self.set(title=next((row.text for row in rows if row.key == keys[0]), ""))

    def store(self) -> None:
        kinds = {event.kind for event in self.events}
        for follow in dict.fromkeys(each for kind in sorted(kinds) for each in _FOLLOWING.get(kind, ())):
            follow(self)
        if self.revision is not None:
            self.revision.save(force_insert=True)
        if self.events:
            Event.objects.bulk_create(self.events)
        if self.words:
            SearchWord.objects.bulk_create(self.words)
        if self.owed:
            Outbox.objects.bulk_create(self.owed)
            async_task("dossiers.tasks.pump")
        if self.columns:
            self.dossier.save(update_fields=sorted(self.columns))


Follow = Callable[[Writing], None]
_FOLLOWING: dict[str, list[Follow]] = {}


def after(*kinds: EventKind) -> Callable[[Follow], Follow]:
    """Decorator: a function that follows every deed which records one of these, once, in its transaction.

    For what is kept of a dossier in several places and must agree, whoever did what: so that no deed forgets.
    It runs before the deed is stored; what it records is followed by nothing.
    """

    def register(function: Follow) -> Follow:
        for kind in kinds:
            _FOLLOWING.setdefault(kind.value, []).append(function)
        return function

    return register


@contextmanager
def writing(sight: Sight, *, actor: Actor, at: dt.datetime) -> Iterator[Writing]:
    """Lock the dossier and store what the deed did at its end. Two queries at most.

    The dossier is locked before anything that belongs to it is read or written, by every deed: so no two can
    wait for each other. Raises NotYours where the participation it is seen through ended meanwhile.
    """
    with transaction.atomic():
        locked = Dossier.objects.select_for_update(of=("self",)).with_design()
        dossier: Dossier = locked.get(pk=sight.dossier.pk)
        participation: Participation | None = None
        if sight.participation is not None:
            participation = Participation.objects.running().filter(pk=sight.participation.pk).first()
            if participation is None:
                raise NotYours
            participation.dossier = dossier
        deed = Writing(dossier, participation, actor, at)
        yield deed
        deed.store()
