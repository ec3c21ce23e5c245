"""A colleague's reply at the desk: the opinion, and the complement page by page."""

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
from crm.requests import card_of
from crm.views.requests import DOCUMENT, late_page, request_page
from dossiers.addresses import unconfirmed
from dossiers.code_pages import sent_text
from dossiers.pages import Received
from dossiers.services import keep_draft
from dossiers.sights import NotYours
from formengine.djangoforms import PageForm, problem_text
from formengine.problems import Problem
from solicitations.pages import (
    SentComplement,
    complement_form,
    fill_page,
    key_of,
    receive_complement,
    receive_opinion,
)
from solicitations.request import Request
from solicitations.selectors import request_for
from solicitations.services import Closed


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
    if not asked.solicitation.wants_opinion or asked.scope is None:
        raise NotYours
    if request.method != "POST":
        return request_page(request, asked)
    sent = receive_opinion(
        actor=request.actor, request=asked, data=request.POST, files=request.FILES,
        key=idempotency_key(request), at=timezone.now(),
    )  # fmt: skip
    if sent.opinion is None:
        return request_page(request, sent.request, sent.form, status=sent.status, overtaken=sent.overtaken)
    messages.success(request, _("Your opinion was recorded at %(time)s. Thank you.") % {"time": clock()})
    return redirect("crm:receipt", uid)


@desk_view("GET", "HEAD", "POST")
def complement(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    try:
        return _complement(request, uid, page)
    except (Closed, NotYours):
        if late := late_page(request, uid, "complement", page):
            return late
        raise


def _complement(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=True)
    if request.method != "POST" and asked.complement is not None and not asked.may_correct:
        return redirect("crm:receipt", uid)
    page = fill_page(asked, page)
    if request.method == "POST":
        return _sent(request, asked, page)
    form = complement_form(actor=request.actor, request=asked, page=page, **_urls(asked, page))
    return _page(request, SentComplement(asked, Received(form)), form)


def _sent(request: OrganisationRequest, asked: Request, page: str) -> HttpResponse:
    """Two buttons: keep what is there (`_save`), or send all of it."""
    urls, sending, uid = _urls(asked, page), "_save" not in request.POST, asked.solicitation.uid
    form = complement_form(
        actor=request.actor, request=asked, page=page, complete=sending,
        data=without_theirs(request.POST), files=request.FILES, **urls,
    )  # fmt: skip
    sent = receive_complement(
        actor=request.actor, request=asked, page=page, form=form, data=request.POST,
        key=idempotency_key(request), at=timezone.now(), sending=sending,
    )  # fmt: skip
    if sent.received.conflicts:
        return _page(request, sent, form_again(request, sent.request.sight, sent.received, **urls))
    if sent.received.saved is None:
        return _page(request, sent, sent.received.form)
    if sent.is_given:
        told = _("Your complement was recorded at %(time)s. Thank you.") % {"time": clock()}
        messages.success(request, told)
        return redirect("crm:receipt", uid)
    if sent.received.saved.codes_to:
        messages.info(request, sent_text(sent.received.saved.codes_to))
    if asked.complement is not None:
        messages.success(request, _("What you typed is kept for you. It is not sent yet."))
    else:
        messages.success(request, _("Saved at %(time)s. Nothing is sent yet.") % {"time": clock()})
    return redirect("crm:complement", uid, page)


@desk_view("POST")
def fields(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    """The page's fields for what is typed now, which is kept for its writer; 204 where they are the same."""
    asked = request_for(request.actor, uid, internal=True)
    form = complement_form(
        actor=request.actor, request=asked, page=fill_page(asked, page), data=request.POST,
        **_urls(asked, page),
    )  # fmt: skip
    keep_draft(
        actor=request.actor, sight=asked.sight, page=page, typed=form.submitted, seen=form.seen,
        at=timezone.now(),
    )  # fmt: skip
    return HttpResponse(form.render()) if form.looks_different else HttpResponse(status=204)


def _urls(asked: Request, page: str) -> Urls:
    address = reverse("crm:request_fields", args=[asked.solicitation.uid, page])
    return {"refresh_url": address, "document_url": DOCUMENT}


def _page(request: OrganisationRequest, sent: SentComplement, form: PageForm) -> HttpResponse:
    asked = sent.request
    sight, uid, given = asked.sight, asked.solicitation.uid, asked.complement
    pages = [(each.page.title, reverse("crm:complement", args=[uid, each.key]), each.key == form.page_key)
             for each in sight.compiled.pages if each.key in asked.pages_to_fill]  # fmt: skip
    context = {
        "card": card_of(asked, timezone.localdate()),
        "uid": uid,
        "form": form,
        "pages": pages,
        "key": form_key(),
        "corrects": given.number if given else 0,
        "newly_open": asked.newly_open,
        "overtaken": sent.overtaken,
        "to_confirm": list(dict.fromkeys(each.email for each in unconfirmed(sight))),
        "choices": choices_of(sight.compiled, form.conflicts if sent.overtaken else sent.received.conflicts),
        "elsewhere": [_thing(asked, problem) for problem in sent.elsewhere],
    }
    status = 422 if sent.elsewhere else sent.received.status
    return render(request, "crm/complement.html", context, status=status)


def _thing(asked: Request, problem: Problem) -> Thing:
    key = key_of(problem)
    known, page = asked.sight.compiled.by_key.get(key), asked.sight.compiled.page_of(key)
    text = problem_text(problem, known.field if known else None, language())
    return Thing(text, reverse("crm:complement", args=[asked.solicitation.uid, page]) if page else "")
