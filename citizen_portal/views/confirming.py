"""Typing the codes that were sent to addresses given in a dossier."""

from typing import cast
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables

from accounts.middleware import OrganisationRequest
from citizen_portal.frame import READING, screen, seen
from citizen_portal.steps import CHECK
from dossiers.code_pages import CodePage, code_page, receive_code
from dossiers.sights import Sight


@sensitive_post_parameters("code")
@sensitive_variables()  # a report of a fault may hold no code
@screen(*READING, "POST")
def confirm(request: HttpRequest, uid: UUID) -> HttpResponse:
    """The addresses of a dossier that do not count yet. Where none is left, on to the check."""
    here = cast("OrganisationRequest", request)
    sight, at = seen(here, uid), timezone.now()
    if request.method != "POST":
        codes = code_page(sight, at)
        return _page(here, sight, codes) if codes.asked else redirect("citizen_portal:page", uid, CHECK)
    codes = receive_code(actor=here.actor, sight=sight, data=request.POST, at=at)
    if codes.problem and codes.asked:
        return _page(here, sight, codes)
    if codes.done:
        messages.success(request, codes.done)
    return redirect("citizen_portal:confirm", uid)


def _page(request: OrganisationRequest, sight: Sight, codes: CodePage) -> HttpResponse:
    uid = sight.dossier.uid
    back = reverse("citizen_portal:page", args=[uid, CHECK])
    context = {
        "dossier": {"form": sight.model.title},
        "codes": codes,
        "addresses": [
            (each, f"{reverse('citizen_portal:page', args=[uid, each.page])}?return={CHECK}#f-{each.key}")
            for each in codes.asked
        ],
        "back_url": back,
    }
    response = render(request, "citizen_portal/confirm.html", context, status=codes.status)
    if codes.wait is not None:
        response.headers["Retry-After"] = codes.seconds_to_wait(timezone.now())
    return response
