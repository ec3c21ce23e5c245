"""The Partners panel of a dossier: who was asked, and what came back."""

from uuid import UUID

from django.http import HttpResponse
from django.shortcuts import render

from accounts.middleware import OrganisationRequest
from accounts.refusals import Refusal
from crm.frame import desk_view
from crm.header import header
from crm.panel import PanelRow, partners_act, rows_of, standing_of
from dossiers.sights import NotYours, Sight, as_agent


@desk_view("GET", "HEAD")
def partners(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    return panel(request, as_agent(request.actor, uid))


def row_of(sight: Sight, asked: UUID) -> PanelRow:
    """One request of this dossier. Raises NotYours."""
    row = next((each for each in rows_of(sight) if each.asked.uid == asked), None)
    if row is None:
        raise NotYours
    return row


def panel(request: OrganisationRequest, sight: Sight, refusal: Refusal | None = None) -> HttpResponse:
    rows = rows_of(sight)
    context = header(sight, "partners") | {
        "rows": rows,
        "standing": standing_of(rows),
        "partners_act": partners_act(sight),
        "by_rule": sight.model.partners.reminders,
        "may_ask": bool(sight.model.scopes),
        "refusal": refusal,
    }
    return render(request, "crm/partners.html", context, status=refusal.http_status if refusal else 200)
