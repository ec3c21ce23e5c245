"""Typing the codes that were sent to addresses given in a complement."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts.middleware import OrganisationRequest
from dossiers.code_pages import CodePage, code_page, receive_code
from dossiers.sights import NotYours
from partner_portal.frame import partner_view
from partner_portal.views.requests import header
from solicitations.request import Request
from solicitations.selectors import request_for
from solicitations.services import Closed


@sensitive_post_parameters("code")
@sensitive_variables()  # a report of a fault may hold no code
@partner_view("GET", "HEAD", "POST")
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The addresses of a complement that do not count yet. Where none is left, back to the complement."""
    here = cast("OrganisationRequest", request)
    asked, at = request_for(here.actor, uid, internal=False), timezone.now()
    if not asked.solicitation.wants_complement:
        raise NotYours
    if not asked.may_complete:
        raise Closed
    if request.method != "POST":
        codes = code_page(asked.sight, at)
        return _page(here, asked, codes) if codes.asked else redirect("partner_portal:complement", uid)
    codes = receive_code(actor=here.actor, sight=asked.sight, data=request.POST, at=at)
    if codes.problem and codes.asked:
        return _page(here, asked, codes)
    if codes.done:
        messages.success(request, codes.done)
    return redirect("partner_portal:confirm", uid)


def _page(request: OrganisationRequest, asked: Request, codes: CodePage) -> HttpResponse:
    pages = [
        (each, reverse("partner_portal:complement_page", args=[asked.solicitation.uid, each.page]))
        for each in codes.asked
    ]
    context = {
        **header(asked, "complement"),
        "codes": codes,
        "addresses": [(each, f"{url}#f-{each.key}") for each, url in pages],
    }
    response = render(request, "partner_portal/confirm.html", context, status=codes.status)
    if codes.wait is not None:
        response.headers["Retry-After"] = codes.seconds_to_wait(timezone.now())
    return response
