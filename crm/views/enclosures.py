"""Files that go with the instructions of a request: for the agents, and for the colleague who was asked."""

from uuid import UUID

from django.http.response import HttpResponseBase

from accounts.middleware import OrganisationRequest
from crm.frame import desk_view
from dossiers.downloads import as_attachment
from dossiers.sights import as_agent
from solicitations.selectors import request_for
from solicitations.services.enclosing import open_enclosure, open_enclosure_at_the_desk


@desk_view("GET", "HEAD")
def enclosure(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """For an agent: one that went with some request on this dossier."""
    return as_attachment(open_enclosure_at_the_desk(as_agent(request.actor, uid), document_id))


@desk_view("GET", "HEAD")
def request_enclosure(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """For a colleague: one that goes with their own request."""
    return as_attachment(open_enclosure(request_for(request.actor, uid, internal=True), document_id))
