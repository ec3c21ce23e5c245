"""A complement: filled in page by page, sent, and corrected while the status lets partners act."""

import datetime as dt
from uuid import UUID

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.addresses import Given, address_problems, given_in
from dossiers.enums import EventKind
from dossiers.models import Draft
from dossiers.once import first_time, not_done
from dossiers.services.confirming import note_addresses
from dossiers.services.naming import name_files
from dossiers.services.saving import (
    NotAcceptable,
    NotEditable,
    Saved,
    Submission,
    content_of,
    judge,
    record_refusal,
)
from dossiers.writing import Writing, writing
from formengine.acceptance import Outcome
from formengine.merging import Conflict
from solicitations.models import Complement
from solicitations.receipts import complement_digest
from solicitations.reply import documents_in
from solicitations.request import Request
from solicitations.services.replying import Closed, Overtaken, as_it_stands, settle, tell


def give_complement(
    *, actor: Actor, request: Request, submission: Submission, key: UUID, at: dt.datetime, corrects: int = 0
) -> Saved:
    """Save the complement through the partner view and say that it is complete; or correct one page of it.

    `corrects`: number of the complement that its writer had before them; 0 where it is the first. Where
    somebody else has changed a field meanwhile, nothing is stored and the conflicts are returned; a
    correction that changes nothing is none. Raises as `save_answers` does, and Closed, Overtaken.
    """
    require(actor, "solicitations.reply", request.solicitation)
    try:
        with writing(request.sight, actor=actor, at=at) as deed:
            now = as_it_stands(request, deed)
            content = ["complement", now.solicitation.pk, content_of(now.sight, submission.values)]
            if not first_time(actor=actor, key=key, content=content, at=at):
                return Saved(deed.dossier)
            _check_window(now, corrects)
            outcome = judge(actor, now.sight, submission, at)
            if outcome.conflicts:
                raise _Clash(outcome.conflicts)
            _save(deed, now, submission, outcome)
            if now.complement is None or outcome.changes:
                _record(deed, now, submission.page)
            else:
                not_done(actor=actor, key=key)
    except NotEditable as refusal:
        record_refusal(actor, request.sight, refusal, at)
        raise
    except _Clash as clash:
        return Saved(request.sight.dossier, conflicts=clash.conflicts)
    return Saved(deed.dossier, frozenset(outcome.changes), set_aside=outcome.set_aside)


def _check_window(now: Request, corrects: int) -> None:
    before = now.complement
    if not (now.may_correct if before else now.may_complete):
        raise Closed
    if corrects != (before.number if before else 0):
        raise Overtaken(before) if before else Closed


def _save(deed: Writing, now: Request, submission: Submission, outcome: Outcome) -> None:
    """Raises NotAcceptable."""
    before = given_in(now.sight)
    if outcome.changes:
        deed.revise(now.sight.view, dict(outcome.changes))
        deed.record(
            EventKind.ANSWERED,
            revision=deed.dossier.revision,
            view=now.sight.view,
            fields=sorted(outcome.changes),
        )
    name_files(deed, now.sight.on(deed.dossier, deed.participation), submission.values)
    _check_addresses(deed, now, before)
    drafts = Draft.objects.filter(dossier=deed.dossier, user_id=deed.actor.person_id, view=now.sight.view)
    (drafts if now.complement is None else drafts.filter(page=submission.page or "")).delete()


def _check_addresses(deed: Writing, now: Request, before: tuple[Given, ...]) -> None:
    """Raises NotAcceptable where an address does not count before its code was typed."""
    after = now.sight.on(deed.dossier, deed.participation)
    note_addresses(deed, before, after)
    if problems := address_problems(after):
        raise NotAcceptable(problems)


def _record(deed: Writing, now: Request, page: str | None) -> None:
    """Keep it as it was sent, with its line in the history, and tell."""
    before, solicitation = now.complement, now.solicitation
    complement = Complement.objects.create(
        organisation_id=deed.dossier.organisation_id,
        solicitation=solicitation,
        number=before.number + 1 if before else 1,
        version=deed.dossier.version,
        answers=_as_sent(deed, now, page),
        given_by_id=deed.actor.person_id,
        given_at=deed.at,
    )
    deed.record(
        EventKind.COMPLEMENT_GIVEN,
        solicitation=solicitation.pk,
        number=complement.number,
        digest=complement_digest(complement, documents_in([complement])),
    )
    if before:
        tell(deed, solicitation, f"complement-{complement.number}", complement=complement.pk)
    else:
        solicitation.complement_at = deed.at
        settle(deed, solicitation, opinion_given=now.opinion is not None)


def _as_sent(deed: Writing, now: Request, page: str | None) -> dict[str, object]:
    """What its writer's view shows of what they may fill in: of all pages the first time, then of the page
    that was corrected, the others being as they were sent."""
    after = now.sight.on(deed.dossier, deed.participation)
    fields, compiled = after.projection.fields, after.compiled
    shown = {key: each.value for key, each in fields.items() if each.editable}
    if now.complement is None:
        return shown
    before = now.complement.answers
    asked_no_more = {key for key in before if key in compiled.by_key and key not in fields}
    kept = {key: value for key, value in before.items() if key not in asked_no_more}
    return {**kept, **{key: value for key, value in shown.items() if page in (None, compiled.page_of(key))}}


class _Clash(Exception):
    """Takes the whole deed back: a complement with a field of it missing is none."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__()
        self.conflicts = conflicts
