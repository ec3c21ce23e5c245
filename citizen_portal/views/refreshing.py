"""A page's fields asked for anew while it is filled in."""

from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from citizen_portal.frame import screen
from citizen_portal.views.filling import DOCUMENT_URL, PageClosed, opened
from dossiers.pages import page_form
from dossiers.services import keep_draft


@screen("POST")
def refresh(request: OrganisationRequest, uid: UUID, step: str) -> HttpResponse:
    """The same page's fields for what is typed now, nothing judged; what is typed is kept as a draft.

    204 where the fields would be the same ones: nothing is exchanged under somebody's hands.
    """
    sight, course = opened(request, uid, step)
    if step not in course.pages:
        raise PageClosed
    form = page_form(
        actor=request.actor,
        sight=sight,
        page=step,
        data=request.POST,
        refresh_url=request.path,
        document_url=DOCUMENT_URL,
    )
    keep_draft(
        actor=request.actor, sight=sight, page=step, typed=form.submitted, seen=form.seen, at=timezone.now()
    )
    return HttpResponse(form.render()) if form.looks_different else HttpResponse(status=204)
