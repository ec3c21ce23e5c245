"""Filling in the complement, page by page, and sending it."""

from collections.abc import Sequence
from dataclasses import replace
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import time_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from dossiers.addresses import UNCONFIRMED, unconfirmed
from dossiers.code_pages import sent_text
from dossiers.pages import Received, deposit_uploads, page_form, receive
from dossiers.services import NotAcceptable, Saved, Submission, keep_draft, save_answers
from dossiers.sights import NotYours
from formengine.compiling import CompiledView
from formengine.djangoforms import PageForm
from formengine.problems import Problem
from partner_portal.frame import idempotency_key, partner_view
from partner_portal.views.requests import DOCUMENT_URL, header, late_page
from solicitations.selectors import Request, request_for
from solicitations.services import Closed, give_complement


@partner_view("GET", "HEAD", "POST")
def complement(request: OrganisationRequest, uid: UUID, page: str | None = None) -> HttpResponse:
    """What is typed for a request that is closed by now is not lost."""
    try:
        return _complement(request, uid, page)
    except (Closed, NotYours):
        if late := late_page(request, uid, "complement"):
            return late
        raise


def _complement(request: OrganisationRequest, uid: UUID, page: str | None) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=False)
    if not asked.solicitation.wants_complement:
        raise NotYours
    pages = pages_to_fill(asked)
    page = page or pages[0]
    if page not in pages:
        raise NotYours
    if asked.solicitation.complement_at is not None:
        return _given_already(request, asked, page)
    if not asked.may_complete:
        raise Closed
    if request.method == "POST":
        return _sent(request, asked, page)
    form = page_form(
        actor=request.actor,
        sight=asked.sight,
        page=page,
        document_url=DOCUMENT_URL,
        refresh_url=_refresh_url(asked, page),
    )
    return _page(request, asked, page, Received(form))


@partner_view("POST")
def refresh(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    """The page's fields for what is typed now, nothing judged; what is typed is kept for its writer.

    204 where they would be the same ones: nothing is exchanged under somebody's hands.
    """
    asked = request_for(request.actor, uid, internal=False)
    if not asked.solicitation.wants_complement or page not in pages_to_fill(asked):
        raise NotYours
    if not asked.may_complete:
        raise Closed
    form = _form(request, asked, page)
    keep_draft(
        actor=request.actor,
        sight=asked.sight,
        page=page,
        typed=form.submitted,
        seen=form.seen,
        at=timezone.now(),
    )
    return HttpResponse(form.render()) if form.looks_different else HttpResponse(status=204)


def _refresh_url(asked: Request, page: str) -> str:
    return reverse("partner_portal:complement_refresh", args=[asked.solicitation.uid, page])


def _given_already(request: OrganisationRequest, asked: Request, page: str) -> HttpResponse:
    """The press that gave it, made twice, comes to the same receipt. Raises Closed for any other."""
    if request.method == "POST":
        if not _does(request, "send"):
            raise Closed
        form = _form(request, asked, page)
        at = timezone.now()
        deposit_uploads(actor=request.actor, sight=asked.sight_when_asked, form=form, at=at)
        submission = Submission(form.submitted, form.seen)
        key = idempotency_key(request)
        give_complement(actor=request.actor, request=asked, submission=submission, key=key, at=at)
    return redirect("partner_portal:receipt", asked.solicitation.uid)


def _form(request: OrganisationRequest, asked: Request, page: str) -> PageForm:
    """The page as it was sent, read by what its partner was asked for."""
    return page_form(
        actor=request.actor,
        sight=asked.sight_when_asked,
        page=page,
        data=request.POST,
        files=request.FILES,
        document_url=DOCUMENT_URL,
        refresh_url=_refresh_url(asked, page),
        complete=not _does(request, "save"),
    )


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


def _sent(request: OrganisationRequest, asked: Request, page: str) -> HttpResponse:
    """Three buttons: keep what is there; this page is done; all of it is done."""
    sight, form = asked.sight, _form(request, asked, page)
    key, at, sending = idempotency_key(request), timezone.now(), _does(request, "send")
    elsewhere: list[Problem] = []

    def send(submission: Submission) -> Saved:
        try:
            whole = replace(submission, page=None)
            return give_complement(actor=request.actor, request=asked, submission=whole, key=key, at=at)
        except NotAcceptable as refusal:
            if all(problem.code == UNCONFIRMED for problem in refusal.problems):
                save_answers(actor=request.actor, sight=sight, submission=submission, key=uuid4(), at=at)
            here = [problem for problem in refusal.problems if sight.compiled.page_of(_key(problem)) == page]
            elsewhere.extend(problem for problem in refusal.problems if problem not in here)
            raise NotAcceptable(tuple(here)) from None

    received = receive(
        actor=request.actor, sight=sight, page=page, form=form, key=key, at=at,
        complete=form.complete, save=send if sending else None,
    )  # fmt: skip
    if received.saved is None or received.conflicts:
        if sending:  # what was kept of it may ask for a code
            asked = request_for(request.actor, asked.solicitation.uid, internal=False)
        return _page(request, asked, page, received, elsewhere)
    if sending:
        return redirect("partner_portal:receipt", asked.solicitation.uid)
    if received.saved.codes_to:
        messages.info(request, sent_text(received.saved.codes_to))
    messages.success(
        request, _("Saved at %(time)s.") % {"time": time_format(timezone.localtime(at), "H:i:s")}
    )
    return redirect(
        "partner_portal:complement_page", asked.solicitation.uid, _next_page(request, asked, page)
    )


def _page(
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
        "theirs": _theirs(asked, form),
        "to_confirm": list(dict.fromkeys(each.email for each in unconfirmed(asked.sight))),
        "idempotency_key": uuid4(),
    }
    return render(request, "partner_portal/complement.html", context, status=status)


def _theirs(asked: Request, form: PageForm) -> list[tuple[str, str]]:
    """What somebody else answered meanwhile, by the field's title."""
    fields, language = asked.sight.projection.fields, get_language() or "en"
    found = (fields[each.key] for each in form.conflicts if each.key in fields)
    return [(field.title, field.display(language)) for field in found]


def _titles(compiled: CompiledView, problems: Sequence[Problem]) -> list[tuple[str, str]]:
    """Key and title of the pages the problems are on, each once."""
    places = dict.fromkeys(compiled.page_of(_key(problem)) for problem in problems)
    return [(found.key, found.page.title) for place in places if place and (found := compiled.page(place))]


def _key(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""


def _next_page(request: OrganisationRequest, asked: Request, page: str) -> str:
    pages = pages_to_fill(asked)
    return page if _does(request, "save") else pages[min(pages.index(page) + 1, len(pages) - 1)]
