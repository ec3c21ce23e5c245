"""The Partners panel of a dossier: what came back, chasing who owes, a new key, taking a request back."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.middleware import OrganisationRequest
from accounts.refusals import Refusal
from crm.frame import desk_view, idempotency_key
from crm.header import header
from crm.panel import PanelRow, partners_act, rows_of, standing_of
from dossiers.sights import NotYours, Sight, as_agent
from solicitations import services
from solicitations.services.asking import NothingOwed
from solicitations.services.sending import NoKeyToReplace


@desk_view("GET", "HEAD")
def partners(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    return panel(request, as_agent(request.actor, uid))


@desk_view("GET", "HEAD", "POST")
def remind(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Shows who would be chased; a POST chases them."""
    sight = as_agent(request.actor, uid)
    if request.method != "POST":
        owing = standing_of(rows_of(sight)).owing
        if not owing:
            return panel(request, sight, NothingOwed(_("Nobody owes a reply: there is nobody to notify.")))
        context = header(sight, "partners") | {"owing": owing, "key": uuid4()}
        return render(request, "crm/remind.html", context)
    try:
        reminded = services.remind(
            actor=request.actor, sight=sight, key=idempotency_key(request), at=timezone.now()
        )
    except NothingOwed:
        return panel(request, sight, NothingOwed(_("Nobody owes a reply: there is nobody to notify.")))
    count, names = len(reminded), ", ".join(each.partner_name for each in reminded)
    told = ngettext(
        "%(count)d partner is notified: %(names)s.", "%(count)d partners are notified: %(names)s.", count
    )
    messages.success(request, told % {"count": count, "names": names})
    return redirect("crm:partners", uid)


@desk_view("POST")
def send_again(request: OrganisationRequest, uid: UUID, asked: UUID) -> HttpResponse:
    sight = as_agent(request.actor, uid)
    row = row_of(sight, asked)
    try:
        services.send_again(
            actor=request.actor,
            sight=sight,
            solicitation_id=row.asked.pk,
            key=idempotency_key(request),
            at=timezone.now(),
        )
    except NoKeyToReplace as refusal:
        return panel(request, sight, refusal)
    told = _("A new key is on its way to %(name)s. The old one no longer works.")
    messages.success(request, told % {"name": row.asked.partner_name})
    return redirect("crm:partners", uid)


@desk_view("GET", "HEAD", "POST")
def withdraw(request: OrganisationRequest, uid: UUID, asked: UUID) -> HttpResponse:
    """Asks for a confirmation; a POST takes the request back."""
    sight = as_agent(request.actor, uid)
    row = row_of(sight, asked)
    if request.method != "POST":
        if not row.line.owes:
            return panel(
                request, sight, NothingOwed(_("This request owes nothing any more: it cannot be withdrawn."))
            )
        context = header(sight, "partners") | {"row": row, "key": uuid4()}
        return render(request, "crm/withdraw.html", context)
    try:
        services.withdraw(
            actor=request.actor,
            sight=sight,
            solicitation_id=row.asked.pk,
            key=idempotency_key(request),
            at=timezone.now(),
        )
    except NothingOwed:
        return panel(
            request, sight, NothingOwed(_("This request owes nothing any more: it cannot be withdrawn."))
        )
    messages.success(request, _("The request to %(name)s is withdrawn.") % {"name": row.asked.partner_name})
    return redirect("crm:partners", uid)


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
        "may_ask": bool(sight.model.scopes),
        "refusal": refusal,
    }
    return render(request, "crm/partners.html", context, status=refusal.http_status if refusal else 200)
