"""Filling in the complement, page by page, sending it, and correcting what was sent."""

from collections.abc import Sequence
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
from dossiers.addresses import unconfirmed
from dossiers.code_pages import sent_text
from dossiers.pages import Received
from dossiers.services import keep_draft
from dossiers.sights import NotYours
from formengine.compiling import CompiledView
from formengine.djangoforms import PageForm
from formengine.problems import Problem
from partner_portal.frame import idempotency_key, partner_view
from partner_portal.views.requests import DOCUMENT_URL, header, late_page
from solicitations.pages import SentComplement, complement_form, fill_page, key_of, receive_complement
from solicitations.request import Request
from solicitations.selectors import request_for
from solicitations.services import Closed


@partner_view("GET", "HEAD", "POST")
def complement(request: OrganisationRequest, uid: UUID, page: str | None = None) -> HttpResponse:
    """What is typed for a request that is closed by now is not lost."""
    try:
        return _complement(request, uid, page)
    except (Closed, NotYours):
        if late := late_page(request, uid, "complement", page):
            return late
        raise


def _complement(request: OrganisationRequest, uid: UUID, page: str | None) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=False)
    if request.method != "POST" and asked.complement is not None and not asked.may_correct:
        return redirect("partner_portal:receipt", uid)
    page = fill_page(asked, page)
    if request.method == "POST":
        return _sent(request, asked, page)
    form = complement_form(
        actor=request.actor, request=asked, page=page, document_url=DOCUMENT_URL,
        refresh_url=_refresh_url(asked, page),
    )  # fmt: skip
    return _page(request, SentComplement(asked, Received(form)), page)


@partner_view("POST")
def refresh(request: OrganisationRequest, uid: UUID, page: str) -> HttpResponse:
    """The page's fields for what is typed now, nothing judged; what is typed is kept for its writer.

    204 where they would be the same ones: nothing is exchanged under somebody's hands.
    """
    asked = request_for(request.actor, uid, internal=False)
    form = _form(request, asked, fill_page(asked, page))
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


def _form(request: OrganisationRequest, asked: Request, page: str) -> PageForm:
    """The page as it was sent, read by what its partner was asked for."""
    return complement_form(
        actor=request.actor,
        request=asked,
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


def _sent(request: OrganisationRequest, asked: Request, page: str) -> HttpResponse:
    """Three buttons: keep what is there; this page is done; all of it is done."""
    at, uid = timezone.now(), asked.solicitation.uid
    sent = receive_complement(
        actor=request.actor, request=asked, page=page, form=_form(request, asked, page), data=request.POST,
        key=idempotency_key(request), at=at, sending=_does(request, "send"),
    )  # fmt: skip
    if sent.is_to_be_shown:
        return _page(request, sent, page)
    if sent.is_given:
        return redirect("partner_portal:receipt", uid)
    saved = sent.received.saved
    if saved and saved.codes_to:
        messages.info(request, sent_text(saved.codes_to))
    if asked.complement is not None:
        messages.success(request, _("What you typed is kept for you. It is not sent yet."))
    else:
        time = time_format(timezone.localtime(at), "H:i:s")
        messages.success(request, _("Saved at %(time)s.") % {"time": time})
    return redirect("partner_portal:complement_page", uid, _next_page(request, asked, page))


def _page(request: OrganisationRequest, sent: SentComplement, page: str) -> HttpResponse:
    """The page to fill in; of problems on other pages only which ones these are."""
    asked, received = sent.request, sent.received
    status = 422 if sent.elsewhere else received.status
    form, compiled = received.form, asked.sight.compiled
    pages = asked.pages_to_fill
    links = [
        (reverse("partner_portal:complement_page", args=[asked.solicitation.uid, place]), title)
        for place, title in _titles(compiled, sent.elsewhere)
    ]
    given = asked.complement
    context = {
        **header(asked, "complement"),
        "form": form,
        "page": compiled.page(page),
        "pages": [compiled.page(each) for each in pages],
        "is_last": page == pages[-1],
        "corrects": given.number if given else 0,
        "newly_open": asked.newly_open,
        "overtaken": sent.overtaken,
        "summary": form.error_summary if received.status == 422 else [],
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
    places = dict.fromkeys(compiled.page_of(key_of(problem)) for problem in problems)
    return [(found.key, found.page.title) for place in places if place and (found := compiled.page(place))]


def _next_page(request: OrganisationRequest, asked: Request, page: str) -> str:
    pages = asked.pages_to_fill
    is_next = _does(request, "next") and page in pages
    return pages[min(pages.index(page) + 1, len(pages) - 1)] if is_next else page
