"""After asking: chasing who owes, switching automatic reminders, taking a request back."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from accounts.middleware import OrganisationRequest
from crm.chasing_forms import NotifyForm, WithdrawForm
from crm.frame import KEY_FIELD, agents_only, desk_view, idempotency_key
from crm.header import header
from crm.panel import PanelRow, asked_on, standing_of
from crm.views.partners import panel
from dossiers.sights import NotYours, Sight, as_agent
from solicitations import services
from solicitations.services.asking import NothingOwed
from solicitations.services.chasing import RemindedToday, is_reminded_on
from solicitations.services.looking import see_replies


@desk_view("GET", "HEAD", "POST")
def remind(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Shows who would be chased, to choose among; a POST chases them."""
    sight = as_agent(request.actor, uid)
    owing = standing_of(asked_on(sight)).owing
    if not owing:
        return panel(request, sight, _nobody())
    today = timezone.localdate()
    reminded = [each.asked.uid for each in owing if is_reminded_on(each.asked, today)]
    form = NotifyForm(request.POST if request.method == "POST" else None, owing=owing, today_too=reminded)
    if not form.is_valid():
        return _choice(request, sight, owing, form, status=422 if form.is_bound else 200)
    try:
        done = services.remind(
            actor=request.actor, sight=sight, key=idempotency_key(request), at=timezone.now(),
            chosen=form.chosen, words=form.cleaned_data["words"], again=form.cleaned_data["again"],
        )  # fmt: skip
    except RemindedToday as refusal:
        return _choice(request, sight, owing, form, confirm=True, status=refusal.http_status)
    except NothingOwed:
        return panel(request, sight, _nobody())
    count, names = len(done), ", ".join(each.partner_name for each in done)
    told = ngettext(
        "%(count)d partner is notified: %(names)s.", "%(count)d partners are notified: %(names)s.", count
    )
    messages.success(request, told % {"count": count, "names": names})
    return redirect("crm:partners", uid)


def _nobody() -> NothingOwed:
    return NothingOwed(_("Nobody owes a reply: there is nobody to notify."))


def _choice(
    request: OrganisationRequest, sight: Sight, owing: tuple[PanelRow, ...], form: NotifyForm, *,
    confirm: bool = False, status: int,
) -> HttpResponse:  # fmt: skip
    today = timezone.localdate()
    context = header(sight, "partners") | {
        "lines": [
            (each, str(each.asked.uid) in form.ticked, is_reminded_on(each.asked, today)) for each in owing
        ],
        "form": form,
        "confirm": confirm,
        "acquainted": sight.model.partners.acquainted,
        "key": request.POST.get(KEY_FIELD) or uuid4(),
    }
    return render(request, "crm/remind.html", context, status=status)


@desk_view("POST")
def reminders(request: OrganisationRequest, uid: UUID, asked: UUID) -> HttpResponse:
    """Switches automatic reminders of one request off, or on again."""
    sight = as_agent(request.actor, uid)
    row, on = _row_of(sight, asked), request.POST.get("to") == "on"
    try:
        services.switch_reminders(
            actor=request.actor, sight=sight, solicitation_id=row.asked.pk, on=on, at=timezone.now()
        )
    except NothingOwed:
        return panel(
            request, sight, NothingOwed(_("This request owes nothing any more: nobody is reminded."))
        )
    told = (
        _("%(name)s is reminded automatically again.")
        if on
        else _("%(name)s is no longer reminded automatically. You can still notify them yourself.")
    )
    messages.success(request, told % {"name": row.asked.partner_name})
    return redirect("crm:partners", uid)


@desk_view("POST")
def replies_seen(request: OrganisationRequest) -> HttpResponse:
    """The new replies on the first page were looked at, up to the last one that stood there."""
    agents_only(request)
    until = parse_datetime(request.POST.get("until", "")[:40])
    if until is not None and timezone.is_aware(until):
        see_replies(actor=request.actor, until=until, at=timezone.now())
    return redirect("wagtailadmin_home")


@desk_view("GET", "HEAD", "POST")
def withdraw(request: OrganisationRequest, uid: UUID, asked: UUID) -> HttpResponse:
    """Asks for a confirmation and a word to the partner; a POST takes the request back."""
    sight = as_agent(request.actor, uid)
    row = _row_of(sight, asked)
    form = WithdrawForm(request.POST if request.method == "POST" else None)
    if request.method != "POST" and not row.line.owes:
        return panel(request, sight, _not_withdrawn())
    if not form.is_valid():
        context = header(sight, "partners") | {
            "row": row, "form": form, "key": request.POST.get(KEY_FIELD) or uuid4(),
        }  # fmt: skip
        return render(request, "crm/withdraw.html", context, status=422 if form.is_bound else 200)
    try:
        services.withdraw(
            actor=request.actor, sight=sight, solicitation_id=row.asked.pk, key=idempotency_key(request),
            at=timezone.now(), reason=form.cleaned_data["reason"],
        )  # fmt: skip
    except NothingOwed:
        return panel(request, sight, _not_withdrawn())
    messages.success(request, _("The request to %(name)s is withdrawn.") % {"name": row.asked.partner_name})
    return redirect("crm:partners", uid)


def _row_of(sight: Sight, asked: UUID) -> PanelRow:
    """One request of this dossier. Raises NotYours."""
    row = next((each for each in asked_on(sight) if each.asked.uid == asked), None)
    if row is None:
        raise NotYours
    return row


def _not_withdrawn() -> NothingOwed:
    return NothingOwed(_("This request owes nothing any more: it cannot be withdrawn."))
