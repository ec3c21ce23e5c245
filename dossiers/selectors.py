"""The surfaces' doors to dossiers."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.urls import reverse

from accounts.actors import Actor
from dossiers.enums import EventKind, Purpose, Role
from dossiers.former import FilesChanged, files_changed, files_in, is_former
from dossiers.models import Beneficiary, Document, Event, Participation, Revision
from dossiers.past import eras
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


def beneficiary_of(sight: Sight) -> Beneficiary | None:
    """For whom the dossier was filed by somebody else, to the applicant's side and the desk. One query then.

    Another party is told nothing of it.
    """
    role = sight.participation.role if sight.participation is not None else ""
    if not sight.dossier.filer_name or role == Role.SECOND_PARTY:
        return None
    found: Beneficiary | None = (
        Beneficiary.objects.select_related("filer__user", "invitation", "participation__user")
        .filter(dossier=sight.dossier).first()
    )  # fmt: skip
    return found


def taken_from(actor: Actor, uid: UUID) -> Beneficiary | None:
    """The beneficiary who took over a dossier that this actor had filed for them. One query."""
    found: Beneficiary | None = (
        Beneficiary.objects.select_related("dossier__version", "dossier__model")
        .defer("dossier__version__document", "dossier__model__draft")
        .filter(
            organisation_id=actor.organisation_id, dossier__uid=uid, filer__user_id=actor.person_id,
            taken_over_at__isnull=False,
        ).first()
    )  # fmt: skip
    return found


def document_label(document: Document, url_name: str) -> DocumentLabel:
    """How a file is named beside a field. `url_name` is the surface's download page, by dossier and file."""
    url = reverse(url_name, args=[document.dossier.uid, document.pk]) if url_name else ""
    return DocumentLabel(document.name, document.size, url, document.label)


def document_labels(*, actor: Actor, sight: Sight, url_name: str) -> Mapping[str, DocumentLabel]:
    """The files this reader may open, and those they deposited on a page not saved yet. One query."""
    found = Document.objects.of(sight.dossier.organisation_id).filter(
        dossier=sight.dossier, purpose=Purpose.ANSWER
    )
    shown = sight.projection.files
    labels = {}
    for document in found.order_by():
        if str(document.pk) in sight.withheld:
            continue
        if str(document.pk) in shown or _is_own(actor, sight, document):
            document.dossier = sight.dossier
            labels[str(document.pk)] = document_label(document, url_name)
    return labels


def open_document(*, actor: Actor, sight: Sight, document_id: UUID, at: dt.datetime) -> Document:
    """A file this reader's projection shows, or which they deposited themselves. Raises NotYours.

    At the desk also one that stood in such a field before, and was replaced. One query more for that.
    What an agent took out of their sight is not there for them, even if they deposited it.
    Somebody else's file being opened leaves a line in the history.
    """
    document: Document | None = Document.objects.filter(
        dossier=sight.dossier, pk=document_id, purpose=Purpose.ANSWER
    ).first()
    if document is None or str(document.pk) in sight.withheld:
        raise NotYours
    own = _is_own(actor, sight, document)
    shown = str(document.pk) in sight.projection.files
    if not own and not shown and not is_former(sight, document):
        raise NotYours
    if not own:
        with writing(sight, actor=actor, at=at) as deed:
            deed.record(EventKind.DOCUMENT_READ, document=str(document.pk), field=document.field)
    return document


def _is_own(actor: Actor, sight: Sight, document: Document) -> bool:
    """Deposited by this reader for a field that this sight shows: what somebody deposited as an applicant is
    not theirs as a partner."""
    return document.deposited_by_id == actor.user_id and document.field in sight.compiled.by_key


@dataclass(frozen=True)
class HistoryLine:
    """One event as the desk reads it: who, when, what; `changes` and `files` through the reader's own view.

    `sight` is the dossier as it was then, of which the reader sees no more than they do now.
    """

    event: Event
    sight: Sight
    changes: tuple[tuple[str, str, str], ...] = ()
    files: tuple[FilesChanged, ...] = ()


def history_of(sight: Sight, *, language: str, most: int = 200) -> list[HistoryLine]:
    """The audit trail as this reader may know it: newest first.

    Two queries, one more where versions changed, and one where answers with files did.

    Old and new values are shown only of fields which the reader's projection shows now; of fields that this
    version no longer has, those which it showed when the dossier left the version that had them.
    """
    events = list(sight.dossier.events.order_by("-number")[:most])
    revisions = {each.number: each for each in sight.dossier.revisions.order_by("-number")[:most]}
    through, files = eras(sight, events, revisions), files_in(sight, revisions.values())
    lines = []
    for event in events:
        now = through[event.number]
        changed_version = event.kind == EventKind.VERSION_CHANGED
        before = through.get(event.number - 1, now) if changed_version else now
        seen = _changes(before, now, revisions.get(event.params.get("revision")))
        texts = tuple(
            (each.title, each.was(language), each.now(language))
            for each in seen
            if not each.is_of_files and (before is now or each.was(language) != each.now(language))
        )
        papers = tuple(
            files_changed(each.title, each.old, each.new, files)
            for each in seen
            if each.is_of_files and (before is now or each.ids(each.old) != each.ids(each.new))
        )
        lines.append(HistoryLine(event, now, texts, papers))
    return lines


@dataclass(frozen=True)
class _Changed:
    """One field as it was and as it is, as the reader sees either; None where they do not."""

    shown: ProjectedField
    old: ProjectedField | None
    new: ProjectedField | None

    @property
    def title(self) -> str:
        return self.shown.title

    @property
    def is_of_files(self) -> bool:
        return self.shown.field.type == "file"

    @staticmethod
    def ids(field: ProjectedField | None) -> Any:
        return field.value if field else None

    def was(self, language: str) -> str:
        return self.old.display(language) if self.old else ""

    def now(self, language: str) -> str:
        return self.new.display(language) if self.new else ""


def _changes(before: Sight, after: Sight, revision: Revision | None) -> list[_Changed]:
    """Each changed field that this reader sees, as their view shows such values.

    `before` and `after` are one sight, but where the version changed. What reads alike is left out there.
    """
    if revision is None:
        return []
    keys = [line["field"] for line in revision.changes]
    visible = [key for key in keys if key in before.projection.fields or key in after.projection.fields]
    if not visible:
        return []
    old = _projected(
        before, {line["field"]: line["old"] for line in revision.changes if line["field"] in visible}
    )
    new = _projected(
        after, {line["field"]: line["new"] for line in revision.changes if line["field"] in visible}
    )
    return [
        _Changed(
            after.projection.fields.get(key) or before.projection.fields[key], old.get(key), new.get(key)
        )
        for key in visible
    ]


def _projected(sight: Sight, past: Mapping[str, Any]) -> Mapping[str, ProjectedField]:
    """The dossier's fields with some values of the past: a group's hidden parts stay hidden."""
    answers = {key: value for key, value in {**sight.dossier.answers, **past}.items() if value is not None}
    return project(sight.compiled, answers).fields
