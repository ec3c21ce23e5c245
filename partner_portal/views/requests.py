"""What a partner is asked, the dossier as they may see it, and what they replied."""

from collections.abc import Callable
from dataclasses import replace
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import get_language

from accounts.actors import Actor
from accounts.middleware import OrganisationRequest
from dossiers.downloads import as_attachment
from dossiers.links import named
from dossiers.selectors import document_labels, open_document
from dossiers.sights import NotYours
from formengine.djangoforms import render_projection
from formengine.projection import ProjectedField, Projection
from partner_portal.cards import card_of, closed_card_of, tabs_of
from partner_portal.closed import closed_page
from partner_portal.frame import partner_view
from solicitations.acquaintance import others_in
from solicitations.forms import uploads_in
from solicitations.received import open_as_partner, received_by_partner
from solicitations.request import Request
from solicitations.selectors import recipient_for, request_for, requests_on, theirs
from solicitations.services import keep_late
from solicitations.services.seeing import note_seen

DOCUMENT_URL = "partner_portal:document"


@partner_view("GET", "HEAD")
def requests(request: OrganisationRequest) -> HttpResponse:
    today = timezone.localdate()
    found = theirs(request.actor, internal=False)
    cards = [card_of(each, today) for each in found.requests]
    context = {
        "owed": sorted((card for card in cards if card.is_owed), key=lambda card: card.due_on),
        "answered": [card for card in cards if not card.is_owed],
        "closed": [closed_card_of(each) for each in found.closed],
    }
    return render(request, "partner_portal/requests.html", context)


@partner_view("GET", "HEAD")
def request(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """The request and its dossier; of one that is over what is left, where there are documents for them."""
    try:
        asked = request_for(request.actor, uid, internal=False)
    except NotYours:
        return closed_page(request, uid)
    note_seen(actor=request.actor, request=asked, at=timezone.now())
    shown = to_read(asked)
    context = {
        **header(asked, "request"),
        "received": received_by_partner(asked),
        "dossier": rendered(request.actor, asked, shown) if shown.pages else "",
        "others": others_in(asked),
    }
    return render(request, "partner_portal/request.html", context)


@partner_view("GET", "HEAD")
def received(request: OrganisationRequest, uid: UUID, document: UUID) -> HttpResponseBase:
    """A document of the service for this partner. The first time it is opened is recorded."""
    asked, at = recipient_for(request.actor, uid, internal=False), timezone.now()
    return as_attachment(open_as_partner(actor=request.actor, request=asked, document_id=document, at=at))


@partner_view("GET", "HEAD")
def document(request: OrganisationRequest, dossier: UUID, document: UUID) -> HttpResponseBase:
    """A file that some request of this partner on this dossier shows, or which they deposited for it."""
    for asked in requests_on(request.actor, dossier):
        try:
            found = open_document(
                actor=request.actor, sight=asked.sight, document_id=document, at=timezone.now()
            )
        except NotYours:
            continue
        return as_attachment(found)
    raise NotYours


def header(asked: Request, current: str) -> dict[str, object]:
    """What stands at the head of each page of a request."""
    return {"card": card_of(asked, timezone.localdate()), "tabs": tabs_of(asked, current), "asked": asked}


def late_page(
    request: OrganisationRequest, uid: UUID, part: str, page: str | None = None
) -> HttpResponse | None:
    """What happened to a reply that came too late, with its text; None where there is nothing to keep."""
    if request.method != "POST":
        return None
    uploads = uploads_in(request.FILES) if part == "opinion" else ()
    late = keep_late(
        actor=request.actor, uid=uid, internal=False, part=part, sent=request.POST, at=timezone.now(),
        uploads=uploads, page=page, files=request.FILES,
    )  # fmt: skip
    return render(request, "partner_portal/late.html", {"late": late}, status=409) if late else None


def rendered(actor: Actor, asked: Request, shown: Projection) -> str:
    """Answers to read, files as links."""
    labels = document_labels(actor=actor, sight=asked.sight, url_name=DOCUMENT_URL)
    titles = named(shown, actor.organisation_id)
    return render_projection(shown, get_language() or "en", labels, level=3, offers=titles)


def to_read(asked: Request) -> Projection:
    """The dossier without what this partner is to fill in: that has its own page."""
    return narrowed(asked.sight.projection, lambda field: not field.editable)


def narrowed(projection: Projection, keeps: Callable[[ProjectedField], bool]) -> Projection:
    """Only some of the fields, and the pages they are on."""
    pages = [replace(page, fields=tuple(filter(keeps, page.fields))) for page in projection.pages]
    return replace(projection, pages=tuple(page for page in pages if page.fields))
