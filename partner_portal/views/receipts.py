"""What a partner replied: the receipt, the same as PDF, and its files, also once the dossier is closed."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import get_language

from accounts.middleware import OrganisationRequest
from dossiers.downloads import as_attachment, as_pdf
from dossiers.sights import NotYours
from partner_portal.closed import closed_page, given_context
from partner_portal.frame import partner_view
from partner_portal.views.requests import header
from solicitations.receipt_papers import receipt_name, receipt_pdf
from solicitations.selectors import reply_for, request_for


@partner_view("GET", "HEAD")
def receipt(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Of an open request under its head, of a closed one alone."""
    try:
        asked = request_for(request.actor, uid, internal=False)
    except NotYours:
        return closed_page(request, uid)
    if not asked.reply.is_given:
        raise NotYours
    context = {**header(asked, "receipt"), **given_context(asked.reply)}
    return render(request, "partner_portal/receipt.html", context)


@partner_view("GET", "HEAD")
def receipt_paper(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    reply = reply_for(request.actor, uid, internal=False)
    return as_pdf(receipt_pdf(reply, get_language() or "en"), receipt_name(reply))


@partner_view("GET", "HEAD")
def reply_file(request: OrganisationRequest, uid: UUID, document: UUID) -> HttpResponseBase:
    """A file of this partner's own reply."""
    return as_attachment(reply_for(request.actor, uid, internal=False).file(document))
