"""The files of a dossier: those its projection shows, those of opinions, and the service's own documents."""

from dataclasses import dataclass
from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from crm.frame import desk_view
from crm.header import header
from dossiers.downloads import as_attachment
from dossiers.models import Document
from dossiers.selectors import document_labels, open_document
from dossiers.sights import NotYours, Sight, as_agent
from formengine.djangoforms import DocumentLabel
from solicitations.received import KeptFrom, kept_from, sent_documents
from solicitations.selectors import Line, lines_of


@dataclass(frozen=True)
class FileLine:
    """A file of the form. `kept`: from which partners it is kept, if any."""

    id: str
    title: str
    label: DocumentLabel
    kept: KeptFrom | None


@desk_view("GET", "HEAD")
def documents(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    sight = as_agent(request.actor, uid)
    labels = document_labels(actor=request.actor, sight=sight, url_name="crm:document")
    kept = kept_from(sight)
    files = [
        FileLine(each, field.title, labels[each], kept.get(each))
        for each, field in sight.projection.files.items()
        if each in labels
    ]
    context = {
        "files": files,
        "opinions": _opinions(sight),
        "sent": sent_documents(sight),
        "has_partners": bool(sight.model.scopes),
    }
    return render(request, "crm/documents.html", header(sight, "documents") | context)


@desk_view("GET", "HEAD")
def document(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A download. Somebody else's file being opened leaves a line in the history."""
    sight = as_agent(request.actor, uid)
    return as_attachment(
        open_document(actor=request.actor, sight=sight, document_id=document_id, at=timezone.now())
    )


@desk_view("GET", "HEAD")
def opinion_file(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A file that came with an opinion on this dossier."""
    sight = as_agent(request.actor, uid)
    found = next((file for _line, file in _opinions(sight) if file.pk == document_id), None)
    if found is None:
        raise NotYours
    return as_attachment(found)


def _opinions(sight: Sight) -> list[tuple[Line, Document]]:
    """The files that came with opinions, each with the request it replies to. Two queries."""
    lines = lines_of(sight.dossier, today=timezone.localdate())
    return [(line, paper) for line in lines for each in line.opinions for paper in each.papers]
