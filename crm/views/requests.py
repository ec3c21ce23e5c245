"""What a colleague is asked: the list, each request with what of the dossier it shows, and its files."""

from uuid import UUID, uuid4

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from crm.frame import colleagues_only, desk_view
from crm.header import language
from crm.requests import card_of, pages_to_fill, to_read
from dossiers.downloads import as_attachment
from dossiers.links import named
from dossiers.selectors import document_labels, open_document
from dossiers.sights import NotYours
from formengine.djangoforms import render_projection
from solicitations.forms import OpinionForm
from solicitations.selectors import Request, request_for, requests_of
from solicitations.received import open_as_partner, received_by_partner
from solicitations.services import keep_late, late_opinion

DOCUMENT = "crm:request_document"


@desk_view("GET", "HEAD")
def requests(request: OrganisationRequest) -> HttpResponse:
    """Those owed first, the soonest due at the top; two queries."""
    colleagues_only(request)
    today = timezone.localdate()
    cards = [card_of(each, today) for each in requests_of(request.actor, internal=True)]
    context = {
        "owed": sorted((card for card in cards if card.owed), key=lambda card: card.due_on),
        "answered": [card for card in cards if not card.owed],
    }
    return render(request, "crm/requests.html", context)


@desk_view("GET", "HEAD")
def request(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    return request_page(request, request_for(request.actor, uid, internal=True))


def request_page(
    request: OrganisationRequest, asked: Request, form: OpinionForm | None = None, *, status: int = 200
) -> HttpResponse:
    """The request, what of the dossier it shows, the reply given so far, and the opinion to give."""
    labels = document_labels(actor=request.actor, sight=asked.sight, url_name=DOCUMENT)
    shown = to_read(asked)
    titles = named(shown, request.actor.organisation_id)
    if form is None and asked.scope and (asked.may_give_opinion or asked.may_replace_opinion):
        kept = late_opinion(request.actor, asked)
        form = OpinionForm(scope=asked.scope, present=asked.opinion, initial=kept)
    context = {
        "card": card_of(asked, timezone.localdate()),
        "uid": asked.solicitation.uid,
        "shown": render_projection(shown, language(), labels, level=3, offers=titles) if shown.pages else "",
        "received": received_by_partner(asked),
        "form": form,
        "key": uuid4(),
        "opinion": asked.opinion,
        "verdict": asked.verdict,
        "earlier": asked.earlier,
        "talk": asked.messages,
        "may_ask_question": asked.may_ask_question,
        "declined_at": asked.solicitation.declined_at,
        "declined_reason": asked.solicitation.declined_reason,
        "complement_at": asked.solicitation.complement_at,
        "complement_page": next(iter(pages_to_fill(asked)), "") if asked.may_complete else "",
        "may_act": asked.may_act,
    }
    return render(request, "crm/request.html", context, status=status)


def late_page(request: OrganisationRequest, uid: UUID, part: str) -> HttpResponse | None:
    """What happened to a reply that came too late, with its text; None where there is nothing to keep."""
    if request.method != "POST":
        return None
    late = keep_late(
        actor=request.actor, uid=uid, internal=True, part=part, sent=request.POST.dict(), at=timezone.now()
    )
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
def attachment(request: OrganisationRequest, uid: UUID) -> HttpResponseBase:
@desk_view("GET", "HEAD")
def received(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A document of the service for this colleague."""
    asked, at = request_for(request.actor, uid, internal=True), timezone.now()
    return as_attachment(open_as_partner(actor=request.actor, request=asked, document_id=document_id, at=at))


    """The file of this colleague's own opinion."""
    opinion = request_for(request.actor, uid, internal=True).opinion
    if opinion is None or opinion.document is None:
        raise NotYours
    return as_attachment(opinion.document)
