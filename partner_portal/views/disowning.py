"""It was not me: a partner reports that a request attached to their account is not theirs."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from partner_portal.frame import partner_view
from partner_portal.views.requests import header
from solicitations.selectors import request_for
from solicitations.services.disowning import disown as disown_request


@partner_view("GET", "HEAD", "POST")
def disown(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Asks for a confirmation; a POST ends it at once."""
    asked = request_for(request.actor, uid, internal=False)
    if request.method != "POST":
        return render(request, "partner_portal/disown.html", header(asked, ""))
    disown_request(actor=request.actor, request=asked, at=timezone.now())
    messages.success(request, _("The service has been told. You no longer have access to this dossier."))
    return redirect("partner_portal:requests")
