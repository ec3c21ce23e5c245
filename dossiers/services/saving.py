"""The one save path, for every surface (DESIGN.md §5; SECURITY.md §6)."""

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.addresses import given_in
from dossiers.enums import EventKind, Purpose
from dossiers.links import linkable
from dossiers.models import Document, Dossier, Draft
from dossiers.once import first_time, not_done
from dossiers.services.confirming import note_addresses
from dossiers.services.naming import name_files
from dossiers.sights import Sight
from dossiers.writing import writing
from formengine.acceptance import Outcome, accept
from formengine.fieldtypes.file import id_in, sent_ids, sent_labels
from formengine.limits import check_limits
from formengine.merging import Conflict, Seen
from formengine.problems import DocumentRefused, Problem


class NotEditable(Refusal):
    """The request names something this writer may not write. All of it is refused, and recorded."""

    code = "not_editable"
    http_status = 422
    message = _("This page sent something that cannot be changed here. Nothing was saved. Open it again.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


class NotAcceptable(Refusal):
    """What was sent cannot be accepted as it is; `problems` say where and why."""

    code = "not_acceptable"
    http_status = 422
    message = _("Some answers need to be corrected.")

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__()
        self.problems = problems


@dataclass(frozen=True)
class Submission:
    """What one page sends: raw values of the fields it showed, and what its writer had seen of each."""

    values: Mapping[str, Any]
    seen: Mapping[str, Seen] | None = None
    page: str | None = None
    complete: bool = True


@dataclass(frozen=True)
class Saved:
    """`dossier` as it stands after the deed. `conflicts`: fields somebody else changed; the rest is saved.

    `codes_to`: addresses to which a code was sent, to be typed before they count.
    """

    dossier: Dossier
    changed: frozenset[str] = frozenset()
    conflicts: tuple[Conflict, ...] = ()
    set_aside: frozenset[str] = frozenset()
    codes_to: tuple[str, ...] = ()


def save_answers(*, actor: Actor, sight: Sight, submission: Submission, key: UUID, at: dt.datetime) -> Saved:
    """Merge what the actor changed into the dossier and append a revision.

    Access and conditions are taken from the stored state under the lock, never from the request. Raises
    Forbidden, NotYours, NotEditable (recorded in the dossier's history), NotAcceptable, KeyReused. Seven
    queries when something changed, and those of `note_addresses`.
    """
    require(actor, "dossiers.save_answers", sight)
    try:
        return _save(actor, sight, submission, key, at)
    except NotEditable as refusal:
        record_refusal(actor, sight, refusal, at)
        raise


def _save(actor: Actor, sight: Sight, submission: Submission, key: UUID, at: dt.datetime) -> Saved:
    with writing(sight, actor=actor, at=at) as deed:
        now = sight.on(deed.dossier, deed.participation)
        content = ["save", now.dossier.pk, now.view, submission.page, content_of(now, submission.values)]
        if not first_time(actor=actor, key=key, content=content, at=at):
            return Saved(deed.dossier)
        outcome = judge(actor, now, submission, at)
        before = given_in(now)
        if outcome.changes:
            deed.revise(now.view, dict(outcome.changes))
            deed.record(
                EventKind.ANSWERED,
                revision=deed.dossier.revision,
                view=now.view,
                fields=sorted(outcome.changes),
            )
        after = sight.on(deed.dossier, deed.participation)
        name_files(deed, after, submission.values)
        codes_to = note_addresses(deed, before, after, submission.page)
        if outcome.conflicts:
            not_done(actor=actor, key=key)  # pressed again, it is to hear of the conflict again
        else:
            Draft.objects.filter(
                dossier=deed.dossier, user_id=actor.person_id, view=now.view, page=submission.page or ""
            ).delete()
    changed = frozenset(outcome.changes)
    return Saved(deed.dossier, changed, outcome.conflicts, outcome.set_aside, codes_to)


def judge(actor: Actor, now: Sight, submission: Submission, at: dt.datetime) -> Outcome:
    """Raises NotEditable or NotAcceptable."""
    fresh = _fresh_documents(now, submission.values)
    deposited = _deposited(actor, now) if fresh else frozenset()
    foreign = {key for key, document in fresh if (key, document) not in deposited}
    if foreign:
        raise NotEditable(tuple(Problem((key,), "unknown_document") for key in sorted(foreign)))
    outcome = accept(
        now.compiled,
        now.dossier.answers,
        submission.values,
        seen=submission.seen,
        page=submission.page,
        complete=submission.complete,
        documents={document for _key, document in fresh},
        dossiers=linkable(actor, now, submission.values),
        today=timezone.localtime(at).date(),
    )
    if outcome.forbidden:
        raise NotEditable(outcome.forbidden)
    if outcome.problems:
        raise NotAcceptable(outcome.problems)
    return outcome


def record_refusal(actor: Actor, sight: Sight, refusal: NotEditable, at: dt.datetime) -> None:
    """A forged request changes nothing, and leaves a line."""
    with writing(sight, actor=actor, at=at) as deed:
        fields = [str(problem.path[0])[:60] for problem in refusal.problems if problem.path]
        deed.record(EventKind.REFUSED, view=sight.view, code=refusal.code, fields=fields[:20])


def content_of(now: Sight, values: Mapping[str, Any]) -> Any:
    """What an idempotency key stands for; nothing where it is too odd to be compared. It will be refused.

    A file counts by what is in it and what it is called: a button pressed twice sends it twice, under two
    ids. One query, of files.
    """
    try:
        check_limits(dict(values))
    except DocumentRefused:
        return None
    files = {key: sent_ids(sent) for key, sent in values.items() if _is_file(now, key)}
    if not any(files.values()):
        return dict(values)
    every = [each for ids in files.values() for each in ids]
    found = Document.objects.filter(dossier=now.dossier, pk__in=every).values_list("pk", "sha256")
    sums = {str(pk): sha256 for pk, sha256 in found}
    labels = {key: sorted(sent_labels(values[key]).values()) for key in files}
    return {
        **values,
        **{key: [sums.get(each, each) for each in [*ids, *labels[key]]] for key, ids in files.items()},
    }


def _is_file(now: Sight, key: str) -> bool:
    known = now.compiled.by_key.get(key)
    return known is not None and known.field.type == "file"


def _fresh_documents(now: Sight, values: Mapping[str, Any]) -> frozenset[tuple[str, str]]:
    """Field keys and ids of files that are sent and not stored in their field yet."""
    return frozenset(
        (key, str(id_in(each)))
        for key, value in values.items()
        if isinstance(value, list) and _is_file(now, key)
        for each in value
        if id_in(each) not in (now.dossier.answers.get(key) or [])
    )


def _deposited(actor: Actor, now: Sight) -> frozenset[tuple[str, str]]:
    """Field keys and ids of the files this writer has deposited in this dossier. One query."""
    found = Document.objects.of(now.dossier.organisation_id).filter(
        dossier=now.dossier, deposited_by_id=actor.person_id, purpose=Purpose.ANSWER
    )
    return frozenset((field, str(pk)) for field, pk in found.values_list("field", "pk"))


def keep_draft(
    *,
    actor: Actor,
    sight: Sight,
    page: str,
    typed: Mapping[str, Any],
    seen: Mapping[str, Seen] | None = None,
    at: dt.datetime,
) -> None:
    """Keep what was typed on a page that is not accepted yet. Only its writer sees it. Raises Forbidden.

    What no database can keep (NUL, depth, size) is let go: the page that was refused still shows it.
    """
    require(actor, "dossiers.save_answers", sight)
    try:
        check_limits([dict(typed), dict(seen or {})])
    except DocumentRefused:
        return
    known = {key: value for key, value in typed.items() if key in sight.compiled.by_key}
    Draft.objects.update_or_create(
        dossier=sight.dossier,
        user_id=actor.person_id,
        view=sight.view,
        page=page,
        defaults={
            "organisation_id": actor.organisation_id,
            "typed": known,
            "seen": dict(seen or {}),
            "at": at,
        },
    )


def forget_draft(*, actor: Actor, sight: Sight, page: str) -> None:
    """Let go of what was typed on a page and not accepted."""
    Draft.objects.filter(dossier=sight.dossier, user_id=actor.person_id, view=sight.view, page=page).delete()
