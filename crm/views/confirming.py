"""Typing the codes that were sent to addresses a colleague gave in a complement."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts.middleware import OrganisationRequest
from crm.frame import desk_view
from crm.requests import card_of
from dossiers.code_pages import CodePage, code_page, receive_code
from solicitations.pages import fill_page
from solicitations.request import Request
from solicitations.selectors import request_for


@sensitive_post_parameters("code")
@sensitive_variables()  # a report of a fault may hold no code
@desk_view("GET", "HEAD", "POST")
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The addresses that do not count yet. Where none is left, back to the complement."""
    here = cast("OrganisationRequest", request)
    asked, at = request_for(here.actor, uid, internal=True), timezone.now()
    page = fill_page(asked, None)
    if request.method != "POST":
        codes = code_page(asked.sight, at)
        return _page(here, asked, codes) if codes.asked else redirect("crm:complement", uid, page)
    codes = receive_code(actor=here.actor, sight=asked.sight, data=request.POST, at=at)
    if codes.problem and codes.asked:
        return _page(here, asked, codes)
    if codes.done:
        messages.success(request, codes.done)
    return redirect("crm:confirm", uid)


def _page(request: OrganisationRequest, asked: Request, codes: CodePage) -> HttpResponse:
    uid = asked.solicitation.uid
    addresses = [
        (each, f"{reverse('crm:complement', args=[uid, each.page])}#f-{each.key}") for each in codes.asked
    ]
    context = {
        "card": card_of(asked, timezone.localdate()),
        "uid": uid,
        "codes": codes,
        "addresses": addresses,
    }
    response = render(request, "crm/confirm.html", context, status=codes.status)
    if codes.wait is not None:
        response.headers["Retry-After"] = codes.seconds_to_wait(timezone.now())
    return response
