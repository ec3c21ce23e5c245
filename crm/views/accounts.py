"""Another account that asks to be accepted for a partner's key: accepted, or not."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from crm.frame import desk_view
from crm.views.partners import panel, row_of
from dossiers.sights import NotYours, as_agent
from solicitations.services.asking import NothingOwed
from solicitations.services.wishing import answer_account


@desk_view("POST")
def accept(request: OrganisationRequest, uid: UUID, asked: UUID, number: int) -> HttpResponse:
    told = _("%(name)s can use the key now. The address it was sent to no longer can.")
    return _answered(request, uid, asked, number, accepted=True, told=told)


@desk_view("POST")
def decline(request: OrganisationRequest, uid: UUID, asked: UUID, number: int) -> HttpResponse:
    told = _("The account of %(name)s is not accepted. A message says so.")
    return _answered(request, uid, asked, number, accepted=False, told=told)


def _answered(
    request: OrganisationRequest, uid: UUID, asked: UUID, number: int, *, accepted: bool, told: str
) -> HttpResponse:
    sight = as_agent(request.actor, uid)
    row = row_of(sight, asked)
    if not any(each.number == number and each.is_account for each in row.wishes):
        raise NotYours
    try:
        wish = answer_account(
            actor=request.actor, sight=sight, solicitation=row.asked, number=number, accepted=accepted,
            at=timezone.now(),
        )  # fmt: skip
    except NothingOwed:
        gone = _("This was answered already, or the key can no longer be used. Send a new key instead.")
        return panel(request, sight, NothingOwed(gone))
    messages.success(request, told % {"name": wish.name})
    return redirect("crm:partners", uid)
