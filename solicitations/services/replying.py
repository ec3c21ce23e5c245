"""What a partner does: attach by key (see `attaching`), give an opinion, fill the complement."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.addresses import Given, address_problems, given_in
from dossiers.enums import EventKind, Purpose
from dossiers.models import Document, Draft
from dossiers.once import first_time
from dossiers.services.confirming import note_addresses
from dossiers.services.depositing import Upload, store
from dossiers.services.inviting import lower_participation
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
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.access import Access
from formengine.document import digest
from formengine.merging import Conflict
from formengine.model import Field
from formengine.problems import Problem
from solicitations.enums import State
from solicitations.models import Opinion, Solicitation
from solicitations.selectors import Request

OPINION_FILE = Field(
    key="opinion_file", type="file", title="", help="",
    schema={"x-type": "file", "x-accept": ["application/pdf"], "x-max-mb": 10},
)  # fmt: skip
LONGEST_REASONS = 8000


class Closed(Refusal):
    """No reply is taken: given already, or the status does not let partners act now."""

    code = "reply_closed"
    http_status = 409
    message = _("This request takes no reply at the moment. What you sent was not recorded.")


@dataclass(frozen=True)
class Verdict:
    """An opinion as sent. `document` is a file kept by `keep_opinion_file`; an `upload` comes before it.

    `replaces`: number of the opinion that its writer had before them; 0 where it is the first.
    """

    verdict: str
    reasons: str
    upload: Upload | None = None
    document: UUID | None = None
    replaces: int = 0


def give_opinion(*, actor: Actor, request: Request, verdict: Verdict, key: UUID, at: dt.datetime) -> Opinion:
    """Record an opinion; the dossier's answers are not touched.

    A given opinion never changes: while the window is open another may replace it, and the first is kept. One
    that replaces another than the present one is refused. Raises Forbidden, NotYours, Closed, NotAcceptable
    (paths: verdict, reasons, opinion_file).
    """
    require(actor, "solicitations.reply", request.solicitation)
    with writing(request.sight, actor=actor, at=at) as deed:
        now = _as_it_stands(request, deed)
        given = ["opinion", now.solicitation.pk, verdict.verdict, verdict.reasons, verdict.replaces]
        if not first_time(actor=actor, key=key, content=given, at=at):
            return now.solicitation.opinions.all()[0]
        replaced = now.opinion
        takes_it = now.may_replace_opinion if replaced else now.may_give_opinion
        if not takes_it or verdict.replaces != (replaced.number if replaced else 0):
            raise Closed
        problems = _wrong(now, verdict)
        if problems:
            raise NotAcceptable(problems)
        document = _opinion_file(now, actor, verdict, at)
        opinion = Opinion.objects.create(
            organisation_id=deed.dossier.organisation_id,
            solicitation=now.solicitation,
            number=verdict.replaces + 1,
            verdict=verdict.verdict,
            reasons=verdict.reasons.strip(),
            document=document,
            given_by_id=actor.person_id,
            given_at=at,
        )
        if replaced:
            _tell(deed, now.solicitation, f"opinion-{opinion.number}", opinion=opinion.pk)
        else:
            _settle(deed, now.solicitation, opinion_given=True)
        deed.record(
            EventKind.OPINION_GIVEN,
            solicitation=now.solicitation.pk,
            scope=now.solicitation.scope,
            number=opinion.number,
            digest=_opinion_digest(opinion),
        )
    return opinion


def _opinion_digest(opinion: Opinion) -> str:
    """What the receipt shows: the same for the same opinion of the same request, at the same time."""
    sha256 = opinion.document.sha256 if opinion.document else ""
    given = [opinion.verdict, opinion.reasons, sha256, opinion.given_at.isoformat()]
    return digest(["opinion", opinion.solicitation.uid.hex, *given])


def keep_opinion_file(*, actor: Actor, request: Request, upload: Upload, at: dt.datetime) -> Document:
    """Keep the file of an opinion that could not be taken yet, so that it need not be sent twice.

    Raises Forbidden, Closed, NotAcceptable (path: opinion_file).
    """
    require(actor, "solicitations.reply", request.solicitation)
    if not request.may_give_opinion and not request.may_replace_opinion:
        raise Closed
    return _store(request.sight, actor, upload, at)


def kept_opinion_file(*, actor: Actor, request: Request, document: UUID) -> Document | None:
    """A file this actor has kept for an opinion on this dossier, and that no opinion has taken yet."""
    found: Document | None = Document.objects.filter(
        dossier=request.sight.dossier,
        purpose=Purpose.OPINION,
        deposited_by_id=actor.person_id,
        pk=document,
    ).first()
    return None if Opinion.objects.filter(document=found).exists() else found


def _wrong(now: Request, verdict: Verdict) -> tuple[Problem, ...]:
    chosen = now.scope.verdict(verdict.verdict) if now.scope else None
    if chosen is None:
        return (Problem(("verdict",), "required"),)
    if chosen.reasons_required and not verdict.reasons.strip():
        return (Problem(("reasons",), "required"),)
    if len(verdict.reasons) > LONGEST_REASONS:
        return (Problem(("reasons",), "too_long", {"most": LONGEST_REASONS}),)
    return ()


def _opinion_file(now: Request, actor: Actor, verdict: Verdict, at: dt.datetime) -> Document | None:
    """The opinion's own file: it belongs to the opinion, not to the dossier (S4-33)."""
    if verdict.upload is not None:
        return _store(now.sight, actor, verdict.upload, at)
    if verdict.document is None:
        return None
    kept = kept_opinion_file(actor=actor, request=now, document=verdict.document)
    if kept is None:
        raise NotAcceptable((Problem(("opinion_file",), "not_a_document"),))
    return kept


def _store(sight: Sight, actor: Actor, upload: Upload, at: dt.datetime) -> Document:
    purpose = Purpose.OPINION
    return store(sight=sight, actor=actor, field=OPINION_FILE, upload=upload, purpose=purpose, at=at)


def give_complement(
    *, actor: Actor, request: Request, submission: Submission, key: UUID, at: dt.datetime
) -> Saved:
    """Save the complement through the partner view and say that it is complete.

    From then on its partner only reads. Where somebody else has changed a field meanwhile, nothing is stored
    and the conflicts are returned. Raises as `save_answers` does, and Closed.
    """
    require(actor, "solicitations.reply", request.solicitation)
    try:
        with writing(request.sight, actor=actor, at=at) as deed:
            now = _as_it_stands(request, deed)
            content = ["complement", now.solicitation.pk, content_of(now.sight, submission.values)]
            if not first_time(actor=actor, key=key, content=content, at=at):
                return Saved(deed.dossier)
            if not now.may_complete:
                raise Closed
            outcome = judge(actor, now.sight, submission, at)
            if outcome.conflicts:
                raise _Clash(outcome.conflicts)
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
            now.solicitation.complement_at = at
            _settle(deed, now.solicitation, opinion_given=now.opinion is not None)
            _close_the_pages(deed, now)
            deed.record(
                EventKind.COMPLEMENT_GIVEN,
                solicitation=now.solicitation.pk,
                digest=_complement_digest(now, at),
            )
    except NotEditable as refusal:
        record_refusal(actor, request.sight, refusal, at)
        raise
    except _Clash as clash:
        return Saved(request.sight.dossier, conflicts=clash.conflicts)
    return Saved(deed.dossier, frozenset(outcome.changes), set_aside=outcome.set_aside)


def _check_addresses(deed: Writing, now: Request, before: tuple[Given, ...]) -> None:
    """Raises NotAcceptable where an address does not count before its code was typed."""
    after = now.sight.on(deed.dossier, deed.participation)
    note_addresses(deed, before, after)
    if problems := address_problems(after):
        raise NotAcceptable(problems)


def _complement_digest(now: Request, at: dt.datetime) -> str:
    answers = now.sight.dossier.answers
    given = {key: answers.get(key) for key in sorted(now.sight.projection.editable)}
    return digest(["complement", now.solicitation.uid.hex, given, at.isoformat()])


class _Clash(Exception):
    """Takes the whole deed back: a complement with a field of it missing is none."""

    def __init__(self, conflicts: tuple[Conflict, ...]) -> None:
        super().__init__()
        self.conflicts = conflicts


def _close_the_pages(deed: Writing, now: Request) -> None:
    if deed.participation is not None:
        lower_participation(deed.participation, Access.READ)
    Draft.objects.filter(dossier=deed.dossier, user_id=deed.actor.person_id, view=now.sight.view).delete()


def _as_it_stands(request: Request, deed: Writing) -> Request:
    """The request re-read under the dossier's lock, as it stands now."""
    solicitation = Solicitation.objects.prefetch_related("opinions").get(pk=request.solicitation.pk)
    solicitation.dossier = deed.dossier
    return Request(solicitation, request.sight.on(deed.dossier, deed.participation))


def _settle(deed: Writing, solicitation: Solicitation, *, opinion_given: bool) -> None:
    """Answered or partly, the dossier's counter, and the mails."""
    opinion_done = opinion_given or not solicitation.wants_opinion
    complement_done = solicitation.complement_at is not None or not solicitation.wants_complement
    full = opinion_done and complement_done
    solicitation.state = State.ANSWERED if full else State.PARTLY
    solicitation.save(update_fields=["state", "complement_at"])
    if full:
        deed.set(answered=deed.dossier.answered + 1)
    part = "full" if full else ("opinion" if opinion_given else "complement")
    _tell(deed, solicitation, part)


def _tell(deed: Writing, solicitation: Solicitation, part: str, **refs: Any) -> None:
    """A receipt to the partner, news to the agent."""
    deed.owe("reply_receipt", f"reply_receipt:{solicitation.pk}:{part}", solicitation=solicitation.pk)
    deed.owe("reply", f"reply:{solicitation.pk}:{part}", solicitation=solicitation.pk, **refs)
