"""A reply being written: the same steps on the portal and at the desk.

A surface asks for the form, shows it, and hands back what came in; what became of it is a value.
"""

import datetime as dt
from dataclasses import dataclass, replace
from typing import cast
from uuid import UUID, uuid4

from django.http import QueryDict

from accounts.actors import Actor
from dossiers.addresses import UNCONFIRMED
from dossiers.pages import Files, Received, deposit_uploads, page_form, receive
from dossiers.services import NotAcceptable, Saved, Submission, keep_draft, save_answers
from dossiers.sights import NotYours
from formengine.djangoforms import PageForm
from formengine.problems import Problem
from solicitations.forms import OpinionForm
from solicitations.models import Opinion
from solicitations.request import Request
from solicitations.selectors import request_for
from solicitations.services import (
    Closed,
    Overtaken,
    give_complement,
    give_opinion,
    keep_opinion_file,
    kept_opinion_files,
    late_opinion,
)

CORRECTS = "_corrects"
"""The input in which a page says which complement its writer had before them."""


@dataclass(frozen=True, eq=False)
class SentOpinion:
    """`opinion` is None where it was not recorded: `form` is to be shown again, with `status`.

    `overtaken`: somebody replied meanwhile; `request` is as it stands then, and the form replaces theirs.
    """

    request: Request
    form: OpinionForm
    opinion: Opinion | None = None
    status: int = 422
    overtaken: Overtaken | None = None


def opinion_form(*, actor: Actor, request: Request) -> OpinionForm:
    """The form to give or replace an opinion, with what came too late once. Raises NotYours, Closed."""
    if not request.solicitation.wants_opinion or request.scope is None:
        raise NotYours
    if not request.may_give_opinion and not request.may_replace_opinion:
        raise Closed
    late = late_opinion(actor, request)
    kept = kept_opinion_files(actor=actor, request=request, documents=late.documents) if late else None
    return OpinionForm(
        scope=request.scope, present=request.opinion, kept=kept or None, initial=late.typed if late else {}
    )


def receive_opinion(
    *, actor: Actor, request: Request, data: QueryDict, files: Files, key: UUID, at: dt.datetime
) -> SentOpinion:
    """Files first, so that none is to be sent twice; then the opinion. Raises NotYours, Closed, KeyReused."""
    if not request.solicitation.wants_opinion or request.scope is None:
        raise NotYours
    if not request.may_give_opinion and not request.may_replace_opinion:
        raise Closed
    form = OpinionForm(data, files, scope=request.scope, present=request.opinion, kept=())
    _take_files(actor, request, form, at)
    if not form.is_valid():
        return SentOpinion(request, form)
    try:
        opinion = give_opinion(actor=actor, request=request, verdict=form.as_verdict, key=key, at=at)
    except NotAcceptable as refusal:
        form.add_problems(refusal.problems)
        return SentOpinion(request, form)
    except Overtaken as overtaken:
        return _overtaken(actor, request, form, overtaken)
    return SentOpinion(request, form, opinion, 302)


def _take_files(actor: Actor, request: Request, form: OpinionForm, at: dt.datetime) -> None:
    """Those kept before and those that came now; what is wrong with one is said with its name."""
    sent = form.sent_documents
    form.kept = kept_opinion_files(actor=actor, request=request, documents=sent)
    if len(form.kept) < len(set(sent)):
        form.add_problems([Problem(("opinion_file",), "not_a_document")])
    for upload in form.uploads:
        try:
            form.keep(keep_opinion_file(actor=actor, request=request, upload=upload, at=at))
        except NotAcceptable as refusal:
            form.add_file_problems(upload.name, refusal.problems)


def _overtaken(actor: Actor, request: Request, form: OpinionForm, overtaken: Overtaken) -> SentOpinion:
    """What was typed, to be sent in place of what somebody else gave meanwhile."""
    solicitation = request.solicitation
    now = request_for(actor, solicitation.uid, internal=solicitation.internal)
    data = cast("QueryDict", form.data).copy()
    data["replaces"] = str(overtaken.number)
    again = OpinionForm(data, scope=form.scope, present=now.opinion, kept=form.kept)
    return SentOpinion(now, again, status=overtaken.http_status, overtaken=overtaken)


@dataclass(frozen=True, eq=False)
class SentComplement:
    """`received` says what became of the page; `request` is as it stands then.

    `elsewhere`: what is wrong on other pages. `is_given`: all of it was recorded, or corrected.
    """

    request: Request
    received: Received
    elsewhere: tuple[Problem, ...] = ()
    is_given: bool = False
    overtaken: Overtaken | None = None

    @property
    def is_to_be_shown(self) -> bool:
        return self.received.saved is None or bool(self.received.conflicts)


def fill_page(request: Request, page: str | None) -> str:
    """The page of a complement to fill in, the first where none is named. Raises NotYours, Closed."""
    if not request.solicitation.wants_complement:
        raise NotYours
    if not request.may_complete and not request.may_correct:
        raise Closed
    pages = request.pages_to_fill
    if not pages:
        raise Closed
    if page is not None and page not in pages:
        raise NotYours
    return page or pages[0]


def receive_complement(
    *, actor: Actor, request: Request, page: str, form: PageForm, data: QueryDict, key: UUID,
    at: dt.datetime, sending: bool,
) -> SentComplement:  # fmt: skip
    """Take in one page of a complement. `sending`: all of it is to be recorded, or this page corrected.

    What is not sent yet is stored as far as it goes before the first time; of a correction nothing is, but
    what was typed is kept for its writer. Raises as `give_complement` does, but not Overtaken.
    """
    if request.complement is not None and not sending:
        deposit_uploads(actor=actor, sight=request.sight, form=form, at=at)
        keep_draft(actor=actor, sight=request.sight, page=page, typed=form.submitted, seen=form.seen, at=at)
        return SentComplement(request, Received(form, Saved(request.sight.dossier)))
    sender = _Sender(actor, request, page, key, at, _number(data.get(CORRECTS, "")))
    received = receive(
        actor=actor, sight=request.sight, page=page, form=form, key=key, at=at,
        complete=form.complete, save=sender.send if sending else None,
    )  # fmt: skip
    if sender.overtaken:
        received = Received(form, status=sender.overtaken.http_status)
    given = sending and received.saved is not None and not received.conflicts
    solicitation = request.solicitation
    is_again = sending and not given
    now = request_for(actor, solicitation.uid, internal=solicitation.internal) if is_again else request
    return SentComplement(now, received, tuple(sender.elsewhere), given, sender.overtaken)


class _Sender:
    """Sends a whole complement, or one page of a correction, and tells apart which page is to blame."""

    def __init__(
        self, actor: Actor, request: Request, page: str, key: UUID, at: dt.datetime, corrects: int
    ) -> None:
        self.actor, self.request, self.page, self.key, self.at = actor, request, page, key, at
        self.corrects = corrects
        self.elsewhere: list[Problem] = []
        self.overtaken: Overtaken | None = None

    def send(self, submission: Submission) -> Saved:
        whole = submission if self.request.complement is not None else replace(submission, page=None)
        try:
            return give_complement(
                actor=self.actor, request=self.request, submission=whole, key=self.key, at=self.at,
                corrects=self.corrects,
            )  # fmt: skip
        except Overtaken as overtaken:
            self.overtaken = overtaken
            raise NotAcceptable(()) from None
        except NotAcceptable as refusal:
            raise NotAcceptable(self._here(refusal, submission)) from None

    def _here(self, refusal: NotAcceptable, submission: Submission) -> tuple[Problem, ...]:
        """The problems of this page. Where all that is missing are codes, the rest is saved."""
        sight, problems = self.request.sight, refusal.problems
        is_first = self.request.complement is None
        if is_first and all(each.code == UNCONFIRMED for each in problems):
            save_answers(
                actor=self.actor, sight=sight, submission=submission, key=uuid4(), at=self.at
            )  # fmt: skip
        here = tuple(each for each in problems if sight.compiled.page_of(key_of(each)) == self.page)
        self.elsewhere.extend(each for each in problems if each not in here)
        return here


def complement_form(
    *, actor: Actor, request: Request, page: str, document_url: str, refresh_url: str,
    data: QueryDict | None = None, files: Files | None = None, complete: bool = True,
) -> PageForm:  # fmt: skip
    """One page of the complement as the partner sees it now."""
    return page_form(
        actor=actor, sight=request.sight, page=page, data=data, files=files, complete=complete,
        document_url=document_url, refresh_url=refresh_url,
    )  # fmt: skip


def key_of(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 5 else 0
