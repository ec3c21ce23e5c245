"""Who has a document of the service, and from which partners a file of the dossier is kept."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from accounts.permissions import require
from crm.frame import desk_view, idempotency_key
from crm.handing_out import partner_text, people_to_tick, problem_text
from crm.header import header
from dossiers.downloads import as_attachment
from dossiers.enums import Purpose
from dossiers.models import Document
from dossiers.services import NotAcceptable
from dossiers.sights import NotYours, Sight, as_agent
from formengine.problems import Problem
from solicitations.received import Sent, sent_documents
from solicitations.recipients import Recipient, prospect, recipients_of
from solicitations.services.showing import change_recipients, keep_from


@desk_view("GET", "HEAD")
def sent_document(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A document of the service, for those who hand it out. That is nobody's opening."""
    return as_attachment(_sent(as_agent(request.actor, uid), document_id).sent.document)


@desk_view("GET", "HEAD", "POST")
def recipients(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponse:
    """Who has it, to be ticked. Who would read in it what they are not shown is asked about first."""
    sight = as_agent(request.actor, uid)
    require(request.actor, "dossiers.hand_out", sight)
    sent = _sent(sight, document_id)
    people = recipients_of(sight.dossier)
    if request.method != "POST":
        return _recipients_page(request, sight, sent, people, [each.key for each in sent.present])
    ticked = request.POST.getlist("recipients")
    try:
        change_recipients(
            actor=request.actor, sight=sight, document_id=document_id, recipients=ticked,
            knowingly="knowingly" in request.POST, key=idempotency_key(request), at=timezone.now(),
        )  # fmt: skip
    except NotAcceptable as refusal:
        return _recipients_page(request, sight, sent, people, ticked, refusal.problems)
    messages.success(request, _("The recipients are as you chose."))
    return redirect("crm:documents", uid)


def _sent(sight: Sight, document_id: UUID) -> Sent:
    """One of them. Raises NotYours."""
    found = next((each for each in sent_documents(sight) if each.sent.document_id == document_id), None)
    if found is None:
        raise NotYours
    return found


def _recipients_page(
    request: OrganisationRequest,
    sight: Sight,
    sent: Sent,
    people: list[Recipient],
    ticked: list[str],
    problems: tuple[Problem, ...] = (),
) -> HttpResponse:
    shown = [each for each in problems if each.code == "not_shown"]
    context = header(sight, "documents") | {
        "sent": sent,
        "people": people_to_tick(people, ticked),
        "not_shown": [_not_shown(each) for each in shown],
        "summary": [("recipients", problem_text(each)) for each in problems if each not in shown],
        "key": uuid4(),
    }
    return render(request, "crm/recipients.html", context, status=422 if problems else 200)


def _not_shown(problem: Problem) -> str:
    return _("“%(title)s” is not shown to %(name)s, and stands in the document.") % dict(problem.params)


@dataclass(frozen=True)
class Onlooker:
    """A partner from whom a file can be kept."""

    uid: str
    label: str
    kept: bool


@desk_view("GET", "HEAD", "POST")
def file_sight(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponse:
    """From which partners a file of the dossier is kept."""
    sight = as_agent(request.actor, uid)
    require(request.actor, "dossiers.hand_out", sight)
    field = sight.projection.files.get(str(document_id))
    file = Document.objects.filter(dossier=sight.dossier, pk=document_id, purpose=Purpose.ANSWER).first()
    if field is None or file is None:
        raise NotYours
    rows = set(file.withheld.values_list("solicitation_id", flat=True))
    kept = {each for each in rows if each is not None}
    everybody, gone = None in rows, False
    if request.method == "POST":
        chosen = [UUID(each) for each in request.POST.getlist("partners") if _is_uuid(each)]
        everybody = "everybody" in request.POST
        try:
            keep_from(
                actor=request.actor, sight=sight, document_id=document_id, everybody=everybody,
                partners=chosen, key=idempotency_key(request), at=timezone.now(),
            )  # fmt: skip
        except NotAcceptable:
            gone = True
        else:
            messages.success(request, _("Who sees this file is as you chose."))
            return redirect("crm:documents", uid)
    context = header(sight, "documents") | {
        "file": file,
        "title": field.title,
        "everybody": everybody,
        "onlookers": _onlookers(sight, str(document_id), kept),
        "gone": gone,
        "key": uuid4(),
    }
    return render(request, "crm/file_sight.html", context, status=422 if gone else 200)


def _onlookers(sight: Sight, document: str, kept: set[int]) -> list[Onlooker]:
    """Partners whose view shows the file, or from whom it is kept already."""
    found = []
    for each in recipients_of(sight.dossier):
        asked = each.solicitation
        if asked is None:
            continue
        shown = prospect(sight.dossier, asked).projection.files
        if asked.pk in kept or document in shown:
            found.append(Onlooker(str(asked.uid), partner_text(each), asked.pk in kept))
    return found


def _is_uuid(text: str) -> bool:
    try:
        UUID(text)
    except ValueError:
        return False
    return True
