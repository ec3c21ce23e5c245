"""The work queue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from crm.forms import QueueFilter
from crm.frame import agents_only, desk_view
from crm.queue import address, catalogue_of, page_of, place_of


@desk_view("GET", "HEAD")
def queue(request: OrganisationRequest) -> HttpResponse:
    """Two queries of its own: what statuses and fields there are, and one page of dossiers."""
    agents_only(request)
    catalogue = catalogue_of(request.actor.organisation_id)
    form = QueueFilter(request.GET, catalogue=catalogue)
    search = form.search
    place = place_of(request.GET.get("after", ""), newer=False) or place_of(
        request.GET.get("before", ""), newer=True
    )
    page = page_of(actor=request.actor, search=search, catalogue=catalogue, place=place, now=timezone.now())
    context = {
        "form": form,
        "rows": page.rows,
        "filtered": bool(search),
        "elsewhere": place is not None,
        "newer": address(search, before=page.newer) if page.newer else "",
        "older": address(search, after=page.older) if page.older else "",
        "first": address(search),
    }
    return render(request, "crm/queue.html", context)
