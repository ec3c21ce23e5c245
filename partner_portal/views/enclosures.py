"""Files that go with the instructions of a request."""

from uuid import UUID

from django.http.response import HttpResponseBase

from accounts.middleware import OrganisationRequest
from dossiers.downloads import as_attachment
from partner_portal.frame import partner_view
from solicitations.selectors import request_for
from solicitations.services.enclosing import open_enclosure


@partner_view("GET", "HEAD")
def enclosure(request: OrganisationRequest, uid: UUID, document: UUID) -> HttpResponseBase:
    """One that goes with this partner's own request, as long as they see the dossier through it."""
    return as_attachment(open_enclosure(request_for(request.actor, uid, internal=False), document))
