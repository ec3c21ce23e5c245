"""What a colleague is asked: the list, each request with what of the dossier it shows, and its files."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from crm.closed import closed_page
from crm.frame import colleagues_only, desk_view
from crm.header import language
from crm.requests import card_of, closed_card_of, to_read
from dossiers.downloads import as_attachment
from dossiers.links import named
from dossiers.selectors import document_labels, open_document
from dossiers.sights import NotYours
from formengine.djangoforms import render_projection
from solicitations.acquaintance import others_in
from solicitations.forms import OpinionForm, uploads_in
from solicitations.pages import opinion_form
from solicitations.received import open_as_partner, received_by_partner
from solicitations.request import Request
from solicitations.selectors import recipient_for, request_for, requests_of, theirs
from solicitations.services import Overtaken, keep_late

DOCUMENT = "crm:request_document"


@desk_view("GET", "HEAD")
def requests(request: OrganisationRequest) -> HttpResponse:
    """Those owed first, the soonest due at the top; two queries."""
    colleagues_only(request)
    today = timezone.localdate()
    found = theirs(request.actor, internal=True)
    cards = [card_of(each, today) for each in found.requests]
    context = {
        "owed": sorted((card for card in cards if card.owed), key=lambda card: card.due_on),
        "answered": [card for card in cards if not card.owed],
        "closed": [closed_card_of(each) for each in found.closed],
    }
    return render(request, "crm/requests.html", context)


@desk_view("GET", "HEAD")
def request(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    try:
        asked = request_for(request.actor, uid, internal=True)
    except NotYours:
        return closed_page(request, uid)
    return request_page(request, asked)


def request_page(
    request: OrganisationRequest,
    asked: Request,
    form: OpinionForm | None = None,
    *,
    status: int = 200,
    overtaken: Overtaken | None = None,
) -> HttpResponse:
    """The request, what of the dossier it shows, the reply given so far, and the opinion to give."""
    labels = document_labels(actor=request.actor, sight=asked.sight, url_name=DOCUMENT)
    shown = to_read(asked)
    titles = named(shown, request.actor.organisation_id)
    if form is None and (asked.may_give_opinion or asked.may_replace_opinion):
        form = opinion_form(actor=request.actor, request=asked)
    context = {
        "card": card_of(asked, timezone.localdate()),
        "uid": asked.solicitation.uid,
        "enclosures": asked.enclosures,
        "received": received_by_partner(asked),
        "shown": render_projection(shown, language(), labels, level=3, offers=titles) if shown.pages else "",
        "form": form,
        "key": uuid4(),
        "opinion": asked.opinion,
        "verdict": asked.verdict,
        "earlier": asked.earlier,
        "talk": asked.messages,
        "others": others_in(asked),
        "may_ask_question": asked.may_ask_question,
        "declined_at": asked.solicitation.declined_at,
        "declined_reason": asked.solicitation.declined_reason,
        "overtaken": overtaken,
        "complement": asked.complement,
        "complement_page": _page_to_fill(asked),
        "newly_open": asked.newly_open,
        "may_act": asked.may_act,
    }
    return render(request, "crm/request.html", context, status=status)


def _page_to_fill(asked: Request) -> str:
    """The complement's first page; empty where none can be filled in now."""
    return next(iter(asked.pages_to_fill), "") if asked.may_complete or asked.may_correct else ""


def late_page(
    request: OrganisationRequest, uid: UUID, part: str, page: str | None = None
) -> HttpResponse | None:
    """What happened to a reply that came too late, with its text; None where there is nothing to keep."""
    if request.method != "POST":
        return None
    uploads = uploads_in(request.FILES) if part == "opinion" else ()
    late = keep_late(
        actor=request.actor, uid=uid, internal=True, part=part, sent=request.POST, at=timezone.now(),
        uploads=uploads, page=page, files=request.FILES,
    )  # fmt: skip
    return render(request, "crm/late.html", {"late": late}, status=409) if late else None


@desk_view("GET", "HEAD")
def document(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A file of a dossier which some request of this colleague shows, or which they deposited for it."""
    for asked in requests_of(request.actor, internal=True):
        if asked.sight.dossier.uid != uid:
            continue
        try:
            found = open_document(
                actor=request.actor, sight=asked.sight, document_id=document_id, at=timezone.now()
            )
        except NotYours:
            continue
        return as_attachment(found)
    raise NotYours


@desk_view("GET", "HEAD")
def received(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A document of the service for this colleague."""
    asked, at = recipient_for(request.actor, uid, internal=True), timezone.now()
    return as_attachment(open_as_partner(actor=request.actor, request=asked, document_id=document_id, at=at))
