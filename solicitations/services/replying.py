"""What a partner says: an opinion, with its files. A complement is given in `complementing`."""

import datetime as dt
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind
from dossiers.once import first_time
from dossiers.services.depositing import Upload
from dossiers.services.saving import NotAcceptable
from dossiers.writing import Writing, writing
from formengine.problems import Problem
from solicitations.enums import State
from solicitations.models import Complement, Opinion, OpinionFile, Solicitation
from solicitations.receipts import opinion_digest
from solicitations.reply import REPLIES
from solicitations.request import Request
from solicitations.services.joining import joined_files
from solicitations.services.people import owe_all
from solicitations.services.telling import tell_agents

LONGEST_REASONS = 8000


class Closed(Refusal):
    """No reply is taken: given already, or the status does not let partners act now."""

    code = "reply_closed"
    http_status = 409
    message = _("This request takes no reply at the moment. What you sent was not recorded.")


class Overtaken(Closed):
    """Somebody replied while this was being written: a colleague, or the same person in another window.

    Where the window is open, the same can be sent again in its place.
    """

    code = "reply_overtaken"
    message = _("Somebody else replied to this request while you were writing.")

    def __init__(self, given: Opinion | Complement) -> None:
        super().__init__()
        self.by, self.at = str(given.given_by), given.given_at
        self.number = given.number


@dataclass(frozen=True)
class Verdict:
    """An opinion as sent. `documents` are files kept by `keep_opinion_file` or those of the opinion before;
    `uploads` come after them.

    `replaces`: number of the opinion that its writer had before them; 0 where it is the first.
    """

    verdict: str
    reasons: str
    uploads: tuple[Upload, ...] = ()
    documents: tuple[UUID, ...] = ()
    replaces: int = 0


def give_opinion(*, actor: Actor, request: Request, verdict: Verdict, key: UUID, at: dt.datetime) -> Opinion:
    """Record an opinion; the dossier's answers are not touched.

    A given opinion never changes: while the window is open another may replace it, and the first is kept. One
    that replaces another than the present one is refused. Raises Forbidden, NotYours, Closed, Overtaken,
    NotAcceptable (paths: verdict, reasons, opinion_file).
    """
    require(actor, "solicitations.reply", request.solicitation)
    with writing(request.sight, actor=actor, at=at) as deed:
        now = as_it_stands(request, deed)
        given = ["opinion", now.solicitation.pk, verdict.verdict, verdict.reasons, verdict.replaces]
        if not first_time(actor=actor, key=key, content=given, at=at):
            return now.solicitation.opinions.all()[0]
        replaced = now.opinion
        takes_it = now.may_replace_opinion if replaced else now.may_give_opinion
        if not takes_it:
            raise Closed
        if verdict.replaces != (replaced.number if replaced else 0):
            raise Overtaken(replaced) if replaced else Closed
        problems = _wrong(now, verdict)
        if problems:
            raise NotAcceptable(problems)
        opinion = _recorded(deed, now, verdict)
        if replaced:
            tell(deed, now.solicitation, f"opinion-{opinion.number}", opinion=opinion.pk)
        else:
            settle(deed, now.solicitation, opinion_given=True)
    return opinion


def _recorded(deed: Writing, now: Request, verdict: Verdict) -> Opinion:
    """With its files and its line in the history."""
    papers = joined_files(
        actor=deed.actor, request=now, uploads=verdict.uploads, documents=verdict.documents, at=deed.at
    )
    opinion: Opinion = Opinion.objects.create(
        organisation_id=deed.dossier.organisation_id,
        solicitation=now.solicitation,
        number=verdict.replaces + 1,
        verdict=verdict.verdict,
        reasons=verdict.reasons.strip(),
        given_by_id=deed.actor.person_id,
        given_at=deed.at,
    )
    OpinionFile.objects.bulk_create(
        OpinionFile(organisation_id=opinion.organisation_id, opinion=opinion, document=each, position=place)
        for place, each in enumerate(papers, 1)
    )
    deed.record(
        EventKind.OPINION_GIVEN,
        solicitation=now.solicitation.pk,
        scope=now.solicitation.scope,
        number=opinion.number,
        digest=opinion_digest(opinion),
    )
    return opinion


def _wrong(now: Request, verdict: Verdict) -> tuple[Problem, ...]:
    chosen = now.scope.verdict(verdict.verdict) if now.scope else None
    if chosen is None:
        return (Problem(("verdict",), "required"),)
    if chosen.reasons_required and not verdict.reasons.strip():
        return (Problem(("reasons",), "required"),)
    if len(verdict.reasons) > LONGEST_REASONS:
        return (Problem(("reasons",), "too_long", {"most": LONGEST_REASONS}),)
    return ()


def as_it_stands(request: Request, deed: Writing) -> Request:
    """The request re-read under the dossier's lock, as it stands now."""
    solicitation = Solicitation.objects.prefetch_related(*REPLIES).get(pk=request.solicitation.pk)
    solicitation.dossier = deed.dossier
    return Request(solicitation, request.sight.on(deed.dossier, deed.participation))


def settle(deed: Writing, solicitation: Solicitation, *, opinion_given: bool) -> None:
    """Answered or partly, the dossier's counter, and the mails."""
    opinion_done = opinion_given or not solicitation.wants_opinion
    complement_done = solicitation.complement_at is not None or not solicitation.wants_complement
    full = opinion_done and complement_done
    solicitation.state = State.ANSWERED if full else State.PARTLY
    solicitation.save(update_fields=["state", "complement_at"])
    if full:
        deed.set(answered=deed.dossier.answered + 1)
    part = "full" if full else ("opinion" if opinion_given else "complement")
    tell(deed, solicitation, part)


def tell(deed: Writing, solicitation: Solicitation, part: str, **refs: Any) -> None:
    """A receipt to those asked, news to the agent. `refs` say what was replaced or corrected."""
    key = f"reply_receipt:{solicitation.pk}:{part}"
    owe_all(deed, solicitation, "reply_receipt", key, number=deed.events[-1].number)
    tell_agents(deed, solicitation, "reply", f"reply:{solicitation.pk}:{part}", **refs)
