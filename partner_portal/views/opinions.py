"""Giving an opinion: one press, one receipt."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from dossiers.sights import NotYours
from partner_portal.frame import idempotency_key, partner_view
from partner_portal.views.requests import header, late_page
from solicitations.pages import SentOpinion, opinion_form, receive_opinion
from solicitations.selectors import request_for
from solicitations.services import Closed


@partner_view("GET", "HEAD", "POST")
def opinion(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """What is typed for a request that is closed by now is not lost."""
    try:
        return _opinion(request, uid)
    except (Closed, NotYours):
        if late := late_page(request, uid, "opinion"):
            return late
        raise


def _opinion(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=False)
    if request.method != "POST":
        if asked.opinion is not None and not asked.may_replace_opinion:
            return render(request, "partner_portal/opinion_given.html", header(asked, "opinion"))
        form = opinion_form(actor=request.actor, request=asked)
        return _page(request, SentOpinion(asked, form, status=200))
    sent = receive_opinion(
        actor=request.actor, request=asked, data=request.POST, files=request.FILES,
        key=idempotency_key(request), at=timezone.now(),
    )  # fmt: skip
    return redirect("partner_portal:receipt", uid) if sent.opinion else _page(request, sent)


def _page(request: OrganisationRequest, sent: SentOpinion) -> HttpResponse:
    context = {
        **header(sent.request, "opinion"),
        "form": sent.form,
        "overtaken": sent.overtaken,
        "idempotency_key": uuid4(),
    }
    return render(request, "partner_portal/opinion.html", context, status=sent.status)
