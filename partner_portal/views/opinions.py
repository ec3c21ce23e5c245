"""Giving an opinion: one press, one receipt."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from dossiers.services import NotAcceptable
from dossiers.sights import NotYours
from partner_portal.frame import idempotency_key, partner_view
from partner_portal.views.requests import header, late_page
from solicitations.forms import OpinionForm
from solicitations.selectors import Request, request_for
from solicitations.services import Closed, give_opinion, keep_opinion_file, kept_opinion_file, late_opinion


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
    if not asked.solicitation.wants_opinion or asked.scope is None:
        raise NotYours
    if request.method == "POST":
        return _opinion_sent(request, asked)
    if asked.opinion is not None and not asked.may_replace_opinion:
        return render(request, "partner_portal/opinion_given.html", header(asked, "opinion"))
    if not asked.may_give_opinion and not asked.may_replace_opinion:
        raise Closed
    kept = late_opinion(request.actor, asked)
    return _opinion_page(request, asked, OpinionForm(scope=asked.scope, present=asked.opinion, initial=kept))


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
    form = OpinionForm(request.POST, request.FILES, scope=asked.scope, present=asked.opinion)
    if form.sent_document is not None:
        form.kept = kept_opinion_file(actor=request.actor, request=asked, document=form.sent_document)
    return form


def _opinion_page(
    request: OrganisationRequest, asked: Request, form: OpinionForm, *, status: int = 200
) -> HttpResponse:
    context = {**header(asked, "opinion"), "form": form, "idempotency_key": uuid4()}
    return render(request, "partner_portal/opinion.html", context, status=status)
