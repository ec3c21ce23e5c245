"""What the holder of a refused key may ask of the service. Of the dossier nothing is said to them."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from partner_portal.frame import partner_view
from partner_portal.pending import REFUSED, forget, pending_in
from solicitations.services.wishing import wish as wish_for_key


@partner_view("POST")
def wish(request: OrganisationRequest) -> HttpResponse:
    """Ask for a new key, or that this account be accepted: which of both, the key's state says."""
    refused = pending_in(request.session, under=REFUSED)
    if refused is not None:
        wish_for_key(actor=request.actor, digest=refused.digest, at=timezone.now())
        forget(request.session)
        told = _("The service has been told, with your name and the address of your account.")
        messages.success(request, told)
    return redirect("partner_portal:attach")
