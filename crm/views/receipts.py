"""What a colleague replied: the receipt, the same as PDF, and its files, also once the dossier is closed."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from crm.closed import closed_page, given_context
from crm.frame import desk_view
from crm.header import language
from crm.requests import card_of
from dossiers.downloads import as_attachment, as_pdf
from dossiers.sights import NotYours
from solicitations.receipt_papers import receipt_name, receipt_pdf
from solicitations.selectors import reply_for, request_for


@desk_view("GET", "HEAD")
def receipt(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Of an open request under its head, of a closed one alone."""
    try:
        asked = request_for(request.actor, uid, internal=True)
    except NotYours:
        return closed_page(request, uid)
    if not asked.reply.is_given:
        raise NotYours
    context = {"card": card_of(asked, timezone.localdate()), "asked": asked, **given_context(asked.reply)}
    return render(request, "crm/receipt.html", context)


@desk_view("GET", "HEAD")
def receipt_paper(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    reply = reply_for(request.actor, uid, internal=True)
    return as_pdf(receipt_pdf(reply, language()), receipt_name(reply))


@desk_view("GET", "HEAD")
def reply_file(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A file of this colleague's own reply."""
    return as_attachment(reply_for(request.actor, uid, internal=True).file(document_id))
