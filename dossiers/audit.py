"""Whether a history is whole: the chain of its events, and answers that are what its revisions say."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from uuid import UUID

from formengine.document import digest

if TYPE_CHECKING:
    from dossiers.models import Dossier, Event


def event_digest(
    *,
    dossier: UUID,
    number: int,
    at: dt.datetime,
    kind: str,
    user_id: int | None,
    actor_name: str,
    params: Mapping[str, Any],
    previous: str,
) -> str:
    """The hash that chains an event to the one before it: over all that the row says."""
    when = at.astimezone(dt.UTC).isoformat(timespec="microseconds")
    return digest([dossier.hex, number, when, kind, user_id, actor_name, params, previous])


@dataclass(frozen=True)
class Fault:
    """The first thing not as it was written: `events` or `revisions`, which line, and what is wrong."""

    table: str
    number: int
    code: str


def verify(dossier: "Dossier") -> Fault | None:
    """The first fault of a dossier's history; None where it is whole. Two queries."""
    return _broken_chain(dossier) or _broken_answers(dossier)


def _broken_chain(dossier: "Dossier") -> Fault | None:
    number, previous = 0, ""
    event: Event
    for number, event in enumerate(dossier.events.order_by("number"), start=1):
        if event.number != number:
            return Fault("events", number, "missing")
        if event.previous != previous:
            return Fault("events", number, "chain_broken")
        if event.digest != _said(dossier, event):
            return Fault("events", number, "altered")
        previous = event.digest
    if (number, previous) != (dossier.event_count, dossier.event_head):
        return Fault("events", number + 1, "missing")
    return None


def _said(dossier: "Dossier", event: "Event") -> str:
    return event_digest(
        dossier=dossier.uid,
        number=event.number,
        at=event.at,
        kind=event.kind,
        user_id=event.user_id,
        actor_name=event.actor_name,
        params=event.params,
        previous=event.previous,
    )


def _broken_answers(dossier: "Dossier") -> Fault | None:
    number, answers = 0, dict[str, Any]()
    for number, revision in enumerate(dossier.revisions.order_by("number"), start=1):
        if revision.number != number:
            return Fault("revisions", number, "missing")
        for line in revision.changes:
            if answers.get(line["field"]) != line["old"]:
                return Fault("revisions", number, "altered")
            answers[line["field"]] = line["new"]
    kept = {key: value for key, value in answers.items() if value is not None}
    if number != dossier.revision:
        return Fault("revisions", number + 1, "missing")
    return None if kept == dossier.answers else Fault("revisions", number, "answers_differ")
