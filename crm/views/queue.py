"""The work queue."""

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone

from accounts.middleware import OrganisationRequest
from crm.forms import LONGEST_TEXT, QueueFilter
from crm.frame import agents_only, desk_view
from crm.keyset import LONGEST_LATE, place_of
from crm.queue import address, catalogue_of, order_of, page_of
from crm.searching import legible


@desk_view("GET", "HEAD")
def queue(request: OrganisationRequest) -> HttpResponse:
    """Two queries of its own: what statuses and fields there are, and one page of dossiers."""
    agents_only(request)
    text = legible(request.GET.get("q", "")[:LONGEST_TEXT])
    catalogue = catalogue_of(request.actor.organisation_id, text)
    form = QueueFilter(request.GET, catalogue=catalogue)
    search = form.search
    place = place_of(request.GET.get("after", ""), back=False) or place_of(
        request.GET.get("before", ""), back=True
    )
    page = page_of(actor=request.actor, search=search, catalogue=catalogue, place=place, now=timezone.now())
    context = {
        "form": form,
        "rows": page.rows,
        "filtered": bool(search),
        "elsewhere": place is not None,
        "overdue_first": search.overdue,
        "late_first": order_of(search) is LONGEST_LATE,
        "before": address(search, before=page.before) if page.before else "",
        "after": address(search, after=page.after) if page.after else "",
        "first": address(search),
    }
    return render(request, "crm/queue.html", context)
