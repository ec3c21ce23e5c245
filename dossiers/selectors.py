"""The surfaces' doors to dossiers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.urls import reverse

from accounts.actors import Actor
from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, Dossier, Event, Participation
from dossiers.sights import PARTY_ROLES, NotYours, Sight, sight_of
from dossiers.writing import writing
from formengine.djangoforms import DocumentLabel


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
    revisions = {each.at: each for each in sight.dossier.revisions.order_by("-number")[:most]}
    lines = []
    for event in events:
        changes: tuple[tuple[str, str, str], ...] = ()
        if event.kind == EventKind.ANSWERED and event.at in revisions:
            changes = tuple(
                (shown.title, _display(sight, line["field"], line["old"], language),
                 _display(sight, line["field"], line["new"], language))
                for line in revisions[event.at].changes
                if (shown := sight.projection.fields.get(line["field"])) is not None
            )  # fmt: skip
        lines.append(HistoryLine(event, changes))
    return lines


def _display(sight: Sight, key: str, value: object, language: str) -> str:
    """A past value as this reader's view would show it: a group's hidden parts stay hidden."""
    if value is None:
        return ""
    past = sight.on(_with_answer(sight.dossier, key, value), sight.participation)
    field = past.projection.fields.get(key)
    return field.display(language) if field else ""


def _with_answer(dossier: Dossier, key: str, value: object) -> Dossier:
    copy = Dossier(
        **{name: getattr(dossier, name) for name in ("id", "organisation_id", "status", "version_id")}
    )
    copy.version = dossier.version
    copy.answers = {**dossier.answers, key: value}
    return copy
