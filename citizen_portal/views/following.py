"""Following one's dossiers: the list, one of them, its receipt and its documents."""

from uuid import UUID

from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from citizen_portal.following import Followed
from citizen_portal.frame import READING, screen
from dossiers.downloads import as_attachment
from dossiers.links import named
from dossiers.selectors import document_labels, open_document, sights_of_party
from dossiers.sights import NotYours, as_party
from formengine.djangoforms import render_projection

DOCUMENT_URL = "citizen_portal:document"


@screen(*READING)
def dossiers(request: OrganisationRequest) -> HttpResponse:
    """Those this person takes part in: first what waits for them; each group the newest first."""
    found = [Followed(sight) for sight in sights_of_party(request.actor)]
    groups = [
        (_("It is your turn"), [each for each in found if each.is_their_turn]),
        (_("With us"), [each for each in found if not each.is_their_turn and not each.is_settled]),
        (_("Decided"), [each for each in found if not each.is_their_turn and each.is_settled]),
    ]
    context = {"groups": [(title, group) for title, group in groups if group]}
    return render(request, "citizen_portal/dossiers.html", context)


@screen(*READING)
def dossier(request: OrganisationRequest, uid: UUID) -> HttpResponseBase:
    """Where it stands, what was decided, what was sent. One that was never sent goes on where it was left."""
    followed = Followed(as_party(request.actor, uid))
    sight = followed.sight
    if followed.submitted_at is None and followed.course.pages:
        return redirect("citizen_portal:fill", uid=uid)
    labels = document_labels(actor=request.actor, sight=sight, url_name=DOCUMENT_URL)
    context = {
        "dossier": followed,
        "answers": render_projection(
            sight.projection,
            get_language() or "en",
            labels,
            level=3,
            offers=named(sight.projection, request.actor.organisation_id),
        ),
    }
    return render(request, "citizen_portal/dossier.html", context)


@screen(*READING)
def receipt(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """That it has arrived, when, and under which reference."""
    followed = Followed(as_party(request.actor, uid))
    if followed.submitted_at is None:
        raise NotYours
    return render(request, "citizen_portal/receipt.html", {"dossier": followed})


@screen(*READING)
def document(request: OrganisationRequest, uid: UUID, document_id: UUID) -> HttpResponseBase:
    """A file, as a download."""
    sight = as_party(request.actor, uid)
    return as_attachment(
        open_document(actor=request.actor, sight=sight, document_id=document_id, at=timezone.now())
    )
