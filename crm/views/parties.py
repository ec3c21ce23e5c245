"""The Parties panel of a dossier: its beneficiary's address, and other parties invited with a key."""

from uuid import UUID, uuid4

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.middleware import OrganisationRequest
from accounts.refusals import Refusal
from crm.frame import desk_view, idempotency_key
from crm.header import header
from crm.other_parties import PartyRow, has_parties, panel_of, previews_of
from crm.party_forms import AddressForm, PartyForm
from dossiers.selectors import beneficiary_of
from dossiers.services import (
    AlreadyTakenOver,
    NoKeyWaiting,
    NotAcceptable,
    address_beneficiary,
    invite_party,
    send_party_key,
    withdraw_party,
)
from dossiers.sights import NotYours, Sight, as_agent

TAB = "parties"


@desk_view("GET", "HEAD")
def parties(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    return panel(request, _sight(request, uid))


@desk_view("GET", "HEAD", "POST")
def invite(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """Whom to invite, and as what; a POST sends the key."""
    sight = _sight(request, uid)
    if not sight.model.parties:
        raise NotYours
    form = PartyForm(request.POST or None, design=sight.model)
    if request.method == "POST" and form.is_valid():
        try:
            party = invite_party(
                actor=request.actor, sight=sight, wanted=form.wanted, key=idempotency_key(request),
                at=timezone.now(),
            )  # fmt: skip
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        else:
            messages.success(request, _("A key is on its way to %(name)s.") % {"name": party.name})
            return redirect("crm:parties", uid)
    context = header(sight, TAB) | {"form": form, "key": uuid4(), "previews": previews_of(sight)}
    return render(request, "crm/invite_party.html", context, status=_status(request))


@desk_view("POST")
def send_again(request: OrganisationRequest, uid: UUID, party: UUID) -> HttpResponse:
    sight = _sight(request, uid)
    row = row_of(sight, party)
    try:
        send_party_key(
            actor=request.actor, sight=sight, party_id=row.party.pk, key=idempotency_key(request),
            at=timezone.now(),
        )  # fmt: skip
    except NoKeyWaiting as refusal:
        return panel(request, sight, refusal)
    told = _("A new key is on its way to %(name)s. The old one no longer works.")
    messages.success(request, told % {"name": row.party.name})
    return redirect("crm:parties", uid)


@desk_view("GET", "HEAD", "POST")
def withdraw(request: OrganisationRequest, uid: UUID, party: UUID) -> HttpResponse:
    """Asks for a confirmation; a POST takes the invitation back."""
    sight = _sight(request, uid)
    row = row_of(sight, party)
    if request.method != "POST":
        if not row.may_withdraw:
            return panel(request, sight, NoKeyWaiting())
        return render(request, "crm/withdraw_party.html", header(sight, TAB) | {"row": row, "key": uuid4()})
    try:
        withdraw_party(
            actor=request.actor, sight=sight, party_id=row.party.pk, key=idempotency_key(request),
            at=timezone.now(),
        )  # fmt: skip
    except NoKeyWaiting as refusal:
        return panel(request, sight, refusal)
    messages.success(request, _("The invitation of %(name)s is withdrawn.") % {"name": row.party.name})
    return redirect("crm:parties", uid)


@desk_view("GET", "HEAD", "POST")
def beneficiary(request: OrganisationRequest, uid: UUID) -> HttpResponse:
    """The address of the person for whom the dossier was filed; a POST sends a key to it."""
    sight = _sight(request, uid)
    found = beneficiary_of(sight)
    if found is None:
        raise NotYours
    if found.participation_id is not None and request.method != "POST":
        return panel(request, sight, AlreadyTakenOver(_("They take part already: no key is needed.")))
    form = AddressForm(request.POST or None, initial={"email": found.email})
    if request.method == "POST" and form.is_valid():
        try:
            address_beneficiary(
                actor=request.actor, sight=sight, email=form.cleaned_data["email"],
                key=idempotency_key(request), at=timezone.now(),
            )  # fmt: skip
        except NotAcceptable as refusal:
            form.add_problems(refusal.problems)
        except AlreadyTakenOver:
            return panel(request, sight, AlreadyTakenOver(_("They take part already: no key is needed.")))
        else:
            messages.success(request, _("A key is on its way to %(name)s.") % {"name": found.name})
            return redirect("crm:parties", uid)
    context = header(sight, TAB) | {"form": form, "beneficiary": found, "key": uuid4()}
    return render(request, "crm/beneficiary.html", context, status=_status(request))


def _sight(request: OrganisationRequest, uid: UUID) -> Sight:
    """Raises NotYours where nobody but the applicant can take part as a party."""
    sight = as_agent(request.actor, uid)
    if not has_parties(sight):
        raise NotYours
    return sight


def _status(request: OrganisationRequest) -> int:
    return NotAcceptable.http_status if request.method == "POST" else 200


def row_of(sight: Sight, party: UUID) -> PartyRow:
    """One party of this dossier. Raises NotYours."""
    row = next((each for each in panel_of(sight)[1] if each.party.uid == party), None)
    if row is None:
        raise NotYours
    return row


def panel(request: OrganisationRequest, sight: Sight, refusal: Refusal | None = None) -> HttpResponse:
    card, rows = panel_of(sight)
    context = header(sight, TAB) | {
        "card": card,
        "rows": rows,
        "may_invite": bool(sight.model.parties),
        "refusal": refusal,
    }
    return render(request, "crm/parties.html", context, status=refusal.http_status if refusal else 200)
