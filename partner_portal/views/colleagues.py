"""Who takes part in a request beside its reader; the partner brings colleagues in and parts with them."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from dossiers.services import NotAcceptable
from partner_portal.frame import idempotency_key, partner_view
from partner_portal.views.requests import header
from solicitations.circle import people_of
from solicitations.colleague_forms import ColleagueForm
from solicitations.request import Request
from solicitations.selectors import request_for
from solicitations.services.colleagues import MayNotForward, forward, part_with


@partner_view("GET", "HEAD", "POST")
def colleagues(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Those who take part; a POST adds somebody, who gets a key of their own."""
    asked = request_for(request.actor, uid, internal=False)
    if request.method != "POST":
        return _page(request, asked, ColleagueForm())
    if not asked.may_forward:
        raise MayNotForward
    form = ColleagueForm(request.POST)
    if form.is_valid():
        try:
            added = forward(
                actor=request.actor, request=asked, new=form.as_colleague,
                key=idempotency_key(request), at=timezone.now(),
            )  # fmt: skip
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            told = _("%(name)s gets a key by e-mail. The service is told.")
            messages.success(request, told % {"name": added.name})
            return redirect("partner_portal:colleagues", uid)
    return _page(request, asked, form)


@partner_view("POST")
def remove(request: OrganisationRequest, uid: UUID, colleague: int) -> HttpResponse:
    asked = request_for(request.actor, uid, internal=False)
    gone = part_with(actor=request.actor, request=asked, colleague_id=colleague, at=timezone.now())
    messages.success(request, _("%(name)s no longer takes part.") % {"name": gone.name})
    return redirect("partner_portal:colleagues", uid)


def _page(request: OrganisationRequest, asked: Request, form: ColleagueForm) -> HttpResponse:
    context = {
        **header(asked, "colleagues"),
        "people": [(each, each.is_account(request.actor.user_id)) for each in people_of(asked.solicitation)],
        "form": form,
        "summary": form.error_summary,
        "idempotency_key": uuid4(),
    }
    return render(request, "partner_portal/colleagues.html", context, status=422 if form.errors else 200)
