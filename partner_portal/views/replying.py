"""Giving an opinion, and filling in the complement."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from dossiers.pages import Received, page_form, receive
from dossiers.services import NotAcceptable, Saved, Submission
from dossiers.sights import NotYours
from formengine.compiling import CompiledView
from formengine.problems import Problem
from partner_portal.frame import idempotency_key, partner_view
from partner_portal.views.requests import DOCUMENT_URL, header
from solicitations.forms import OpinionForm
from solicitations.selectors import Request, request_for
from solicitations.services import Closed, give_complement, give_opinion, keep_opinion_file, kept_opinion_file


@partner_view("GET", "HEAD", "POST")
def opinion(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=False)
    if not asked.solicitation.wants_opinion or asked.scope is None:
        raise NotYours
    if request.method == "POST":
        return _opinion_sent(request, asked)
    if asked.opinion is not None:
        return render(request, "partner_portal/opinion_given.html", header(asked, "opinion"))
    if not asked.may_give_opinion:
        raise Closed
    return _opinion_page(request, asked, OpinionForm(scope=asked.scope))


def _opinion_sent(request: OrganisationRequest, asked: Request) -> HttpResponse:
    """One press records the opinion; the same press again comes to the same receipt."""
    actor, at = request.actor, timezone.now()
    form = _opinion_form(request, asked)
    if form.is_valid():
        try:
            give_opinion(
                actor=actor, request=asked, verdict=form.as_verdict, key=idempotency_key(request), at=at
            )
            return redirect("partner_portal:receipt", asked.solicitation.uid)
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
    if form.upload is not None and "opinion_file" not in form.errors:
        try:
            form.keep(keep_opinion_file(actor=actor, request=asked, upload=form.upload, at=at))
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
    return _opinion_page(request, asked, form, status=422)


def _opinion_form(request: OrganisationRequest, asked: Request) -> OpinionForm:
    """The form as it was sent, with the file of an earlier try."""
    assert asked.scope is not None  # noqa: S101 - the view has asked
    form = OpinionForm(request.POST, request.FILES, scope=asked.scope)
    if form.sent_document is not None:
        form.kept = kept_opinion_file(actor=request.actor, request=asked, document=form.sent_document)
    return form


def _opinion_page(
    request: OrganisationRequest, asked: Request, form: OpinionForm, *, status: int = 200
) -> HttpResponse:
    context = {**header(asked, "opinion"), "form": form, "idempotency_key": uuid4()}
    return render(request, "partner_portal/opinion.html", context, status=status)


@partner_view("GET", "HEAD", "POST")
def complement(request: OrganisationRequest, uid: UUID, page: str | None = None) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=False)
    if not asked.solicitation.wants_complement:
        raise NotYours
    done = asked.solicitation.complement_at is not None
    if request.method != "POST" and done:
        return redirect("partner_portal:receipt", uid)
    if not asked.may_complete and not (done and _does(request, "send")):
        raise Closed
    pages = pages_to_fill(asked)
    page = page or pages[0]
    if page not in pages:
        raise NotYours
    if request.method == "POST":
        return _complement_sent(request, asked, page)
    form = page_form(actor=request.actor, sight=asked.sight, page=page, document_url=DOCUMENT_URL)
    return _complement_page(request, asked, page, Received(form))


def _does(request: OrganisationRequest, button: str) -> bool:
    """Which of the buttons was pressed: `save`, `next` or `send`."""
    return request.POST.get("do") == button


def pages_to_fill(asked: Request) -> list[str]:
    """The pages of the complement, in order. Raises Closed where its view has none."""
    shown = asked.sight_when_asked.projection.pages
    found = [page.key for page in shown if any(field.editable for field in page.fields)]
    if not found:
        raise Closed
    return found


def _complement_sent(request: OrganisationRequest, asked: Request, page: str) -> HttpResponse:
    """Three buttons: keep what is there; this page is done; all of it is done."""
    sight = asked.sight_when_asked
    form = page_form(
        actor=request.actor, sight=sight, page=page, data=request.POST, files=request.FILES,
        document_url=DOCUMENT_URL, complete=not _does(request, "save"),
    )  # fmt: skip
    key, at, sending = idempotency_key(request), timezone.now(), _does(request, "send")
    elsewhere: list[Problem] = []

    def send(submission: Submission) -> Saved:
        try:
            whole = replace(submission, page=None)
            return give_complement(actor=request.actor, request=asked, submission=whole, key=key, at=at)
        except NotAcceptable as refusal:
            here = [problem for problem in refusal.problems if sight.compiled.page_of(_key(problem)) == page]
            elsewhere.extend(problem for problem in refusal.problems if problem not in here)
            raise NotAcceptable(tuple(here)) from None

    received = receive(
        actor=request.actor, sight=sight, page=page, form=form, key=key, at=at,
        complete=form.complete, save=send if sending else None,
    )  # fmt: skip
    if received.saved is None or received.conflicts:
        return _complement_page(request, asked, page, received, elsewhere)
    if sending:
        return redirect("partner_portal:receipt", asked.solicitation.uid)
    messages.success(
        request, _("Saved at %(time)s.") % {"time": time_format(timezone.localtime(at), "H:i:s")}
    )
    return redirect(
        "partner_portal:complement_page", asked.solicitation.uid, _next_page(request, asked, page)
    )


def _complement_page(
    request: OrganisationRequest,
    asked: Request,
    page: str,
    received: Received,
    elsewhere: Sequence[Problem] = (),
) -> HttpResponse:
    """The page to fill in; `elsewhere`: what is wrong on the complement's other pages."""
    status = 422 if elsewhere else received.status
    form, compiled = received.form, asked.sight_when_asked.compiled
    pages = pages_to_fill(asked)
    links = [
        (reverse("partner_portal:complement_page", args=[asked.solicitation.uid, place]), title)
        for place, title in _titles(compiled, elsewhere)
    ]
    context = {
        **header(asked, "complement"),
        "form": form,
        "page": compiled.page(page),
        "pages": [compiled.page(each) for each in pages],
        "is_last": page == pages[-1],
        "summary": form.error_summary if received.status != 200 else [],
        "elsewhere": links,
        "idempotency_key": uuid4(),
    }
    return render(request, "partner_portal/complement.html", context, status=status)


def _titles(compiled: CompiledView, problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Key and title of the pages the problems are on, each once."""
    places = dict.fromkeys(compiled.page_of(_key(problem)) for problem in problems)
    return [(found.key, found.page.title) for place in places if place and (found := compiled.page(place))]


def _key(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""


def _next_page(request: OrganisationRequest, asked: Request, page: str) -> str:
    pages = pages_to_fill(asked)
    return page if _does(request, "save") else pages[min(pages.index(page) + 1, len(pages) - 1)]
