"""The surfaces' doors to dossiers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.actors import Actor
from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, Event, Participation, Revision
from dossiers.sights import PARTY_ROLES, NotYours, Sight, sight_of
from dossiers.writing import writing
from formengine.djangoforms import DocumentLabel
from formengine.projection import ProjectedField, project


def sights_of_party(actor: Actor) -> list[Sight]:
    """The dossiers a person takes part in as a party, newest first, those their status hides left out.

    One query. A person has few; 200 are listed at most.
    """
    found = (
        Participation.objects.running()
        .of(actor)
        .filter(role__in=PARTY_ROLES)
        .with_dossier()
        .order_by("-dossier__status_since", "-pk")[:200]
    )
    sights = [sight_of(each.dossier, each) for each in found]
    return [sight for sight in sights if sight.is_open]


def document_label(document: Document, url_name: str) -> DocumentLabel:
    """How a file is named beside a field. `url_name` is the surface's download page, by dossier and file."""
    url = reverse(url_name, args=[document.dossier.uid, document.pk]) if url_name else ""
    return DocumentLabel(document.name, document.size, url)


def document_labels(*, actor: Actor, sight: Sight, url_name: str) -> Mapping[str, DocumentLabel]:
    """The files this reader may open, and those they deposited on a page not saved yet. One query."""
    found = Document.objects.of(sight.dossier.organisation_id).filter(
        dossier=sight.dossier, purpose=Purpose.ANSWER
    )
    shown = sight.projection.files
    labels = {}
    for document in found.order_by():
        if str(document.pk) in shown or document.deposited_by_id == actor.user_id:
            document.dossier = sight.dossier
            labels[str(document.pk)] = document_label(document, url_name)
    return labels


def open_document(*, actor: Actor, sight: Sight, document_id: UUID, at: dt.datetime) -> Document:
    """A file this reader's projection shows, or which they deposited themselves. Raises NotYours.

    Somebody else's file being opened leaves a line in the history.
    """
    document: Document | None = Document.objects.filter(
        dossier=sight.dossier, pk=document_id, purpose=Purpose.ANSWER
    ).first()
    if document is None:
        raise NotYours
    own = document.deposited_by_id == actor.user_id
    if not own and str(document.pk) not in sight.projection.files:
        raise NotYours
    if not own:
        with writing(sight, actor=actor, at=at) as deed:
            deed.record(EventKind.DOCUMENT_READ, document=str(document.pk), field=document.field)
    return document


@dataclass(frozen=True)
class HistoryLine:
    """One event as the desk reads it: who, when, what; `changes` through the reader's own view."""

    event: Event
    changes: tuple[tuple[str, str, str], ...] = ()


def history_of(sight: Sight, *, language: str, most: int = 200) -> list[HistoryLine]:
    """The audit trail as this reader may know it: newest first. Two queries.

    Old and new values are shown only of fields which the reader's projection shows now.
    """
    events = list(sight.dossier.events.order_by("-number")[:most])
    revisions = {each.number: each for each in sight.dossier.revisions.order_by("-number")[:most]}
    return [
        HistoryLine(event, _changes(sight, revisions.get(event.params.get("revision")), language))
        for event in events
    ]


def _changes(sight: Sight, revision: Revision | None, language: str) -> tuple[tuple[str, str, str], ...]:
    """Label, old and new of each changed field that this reader sees now, as their view shows such values."""
    if revision is None:
        return ()
    visible = [line for line in revision.changes if line["field"] in sight.projection.fields]
    if not visible:
        return ()
    old = _projected(sight, {line["field"]: line["old"] for line in visible})
    new = _projected(sight, {line["field"]: line["new"] for line in visible})
    return tuple(
        (
            sight.projection.fields[key].title,
            old[key].display(language) if key in old else "",
            new[key].display(language) if key in new else "",
        )
        for key in (line["field"] for line in visible)
    )


def _projected(sight: Sight, past: Mapping[str, Any]) -> Mapping[str, ProjectedField]:
    """The dossier's fields with some values of the past: a group's hidden parts stay hidden."""
    answers = {key: value for key, value in {**sight.dossier.answers, **past}.items() if value is not None}
    return project(sight.compiled, answers).fields
