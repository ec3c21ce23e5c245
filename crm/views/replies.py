"""A colleague's reply at the desk: the opinion, and the complement page by page."""

from dataclasses import replace
from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from crm.filling import Urls, choices_of, clock, form_again, form_key, without_theirs
from crm.frame import desk_view, idempotency_key
from crm.header import language
from crm.moves import Thing
from crm.requests import card_of, pages_to_fill
from crm.views.requests import DOCUMENT, late_page, request_page
from dossiers.pages import Received, page_form, receive
from dossiers.services import NotAcceptable, Saved, Submission
from dossiers.sights import NotYours
from formengine.djangoforms import PageForm, problem_text
from formengine.problems import Problem
from solicitations.forms import OpinionForm
from solicitations.selectors import Request, request_for
from solicitations.services import Closed, give_complement, give_opinion, keep_opinion_file, kept_opinion_file


@desk_view("GET", "HEAD", "POST")
def opinion(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """One press records the opinion; the same press again comes to the same page."""
    try:
        return _opinion(request, uid)
    except (Closed, NotYours):
        if late := late_page(request, uid, "opinion"):
            return late
        raise


def _opinion(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=True)
    scope = asked.scope
    if not asked.solicitation.wants_opinion or scope is None:
        raise NotYours
    if request.method != "POST":
        return request_page(request, asked)
    actor, at = request.actor, timezone.now()
    form = OpinionForm(request.POST, request.FILES, scope=scope, present=asked.opinion)
    if form.sent_document is not None:
        form.kept = kept_opinion_file(actor=actor, request=asked, document=form.sent_document)
    if form.is_valid():
        try:
            give_opinion(
                actor=actor, request=asked, verdict=form.as_verdict, key=idempotency_key(request), at=at
            )
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            messages.success(
                request, _("Your opinion was recorded at %(time)s. Thank you.") % {"time": clock()}
            )
            return redirect("crm:request", uid)
    if form.upload is not None and "opinion_file" not in form.errors:
        try:
            form.keep(keep_opinion_file(actor=actor, request=asked, upload=form.upload, at=at))
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
    return request_page(request, asked, form, status=422)


@desk_view("GET", "HEAD", "POST")
def complement(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    try:
        return _complement(request, uid, page)
    except (Closed, NotYours):
        if late := late_page(request, uid, "complement"):
            return late
        raise


def _complement(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=True)
    if not asked.solicitation.wants_complement or page not in pages_to_fill(asked):
        raise NotYours
    if request.method == "POST":
        return _sent(request, asked, page)
    if asked.solicitation.complement_at is not None:
        return redirect("crm:request", uid)
    if not asked.may_complete:
        raise Closed
    form = page_form(actor=request.actor, sight=asked.sight, page=page, **_urls(asked, page))
    return _page(request, asked, Received(form), form)


def _sent(request: OrganisationRequest, asked: Request, page: str) -> HttpResponse:
    """Two buttons: keep what is there (`_save`), or send all of it."""
    sight, key, at = asked.sight_when_asked, idempotency_key(request), timezone.now()
    urls, sending = _urls(asked, page), "_save" not in request.POST
    form = page_form(
        actor=request.actor, sight=sight, page=page,
        data=without_theirs(request.POST), files=request.FILES, **urls,
    )  # fmt: skip
    elsewhere: list[Problem] = []

    def send(submission: Submission) -> Saved:
        whole = replace(submission, page=None)
        try:
            return give_complement(actor=request.actor, request=asked, submission=whole, key=key, at=at)
        except NotAcceptable as refusal:
            here = tuple(each for each in refusal.problems if sight.compiled.page_of(_key(each)) == page)
            elsewhere.extend(each for each in refusal.problems if each not in here)
            raise NotAcceptable(here) from None

    received = receive(
        actor=request.actor, sight=sight, page=page, form=form, key=key, at=at,
        complete=sending, save=send if sending else None,
    )  # fmt: skip
    if received.conflicts:
        now = request_for(request.actor, asked.solicitation.uid, internal=True)
        return _page(request, now, received, form_again(request, now.sight, received, **urls))
    if received.saved is None:
        return _page(request, asked, received, received.form, elsewhere)
    if not sending:
        messages.success(request, _("Saved at %(time)s. Nothing is sent yet.") % {"time": clock()})
        return redirect("crm:complement", asked.solicitation.uid, page)
    messages.success(request, _("Your complement was recorded at %(time)s. Thank you.") % {"time": clock()})
    return redirect("crm:request", asked.solicitation.uid)


@desk_view("POST")
def fields(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    """The page's fields for what is typed now: asked by the browser when an answer changes others."""
    asked = request_for(request.actor, uid, internal=True)
    if page not in pages_to_fill(asked):
        raise NotYours
    form = page_form(
        actor=request.actor, sight=asked.sight, page=page, data=request.POST, **_urls(asked, page)
    )
    return HttpResponse(form.render())


def _urls(asked: Request, page: str) -> Urls:
    address = reverse("crm:request_fields", args=[asked.solicitation.uid, page])
    return {"refresh_url": address, "document_url": DOCUMENT}


def _key(problem: Problem) -> str:
    return str(problem.path[0]) if problem.path else ""


def _page(
    request: OrganisationRequest,
    asked: Request,
    received: Received,
    form: PageForm,
    elsewhere: list[Problem] | None = None,
) -> HttpResponse:
    sight, uid = asked.sight_when_asked, asked.solicitation.uid
    pages = [(each.page.title, reverse("crm:complement", args=[uid, each.key]), each.key == form.page_key)
             for each in sight.compiled.pages if each.key in pages_to_fill(asked)]  # fmt: skip
    context = {
        "card": card_of(asked, timezone.localdate()),
        "form": form,
        "pages": pages,
        "key": form_key(),
        "choices": choices_of(sight.compiled, received.conflicts),
        "elsewhere": [_thing(asked, problem) for problem in elsewhere or ()],
    }
    return render(request, "crm/complement.html", context, status=received.status)


def _thing(asked: Request, problem: Problem) -> Thing:
    key = _key(problem)
    known = asked.sight_when_asked.compiled.by_key.get(key)
    page = asked.sight_when_asked.compiled.page_of(key)
    text = problem_text(problem, known.field if known else None, language())
    return Thing(text, reverse("crm:complement", args=[asked.solicitation.uid, page]) if page else "")
