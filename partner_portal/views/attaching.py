"""Attaching a dossier by its key (SECURITY.md §4). A GET never redeems a key; no key is in an address."""

import datetime as dt
import math
from typing import Any, cast

from django.contrib import messages
from django.contrib.auth import logout
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_http_methods, require_POST

from accounts.middleware import OrganisationRequest
from dossiers import keys
from dossiers.models import Invitation
from dossiers.services import KeyRefused
from dossiers.services.inviting import KEY_MESSAGES
from dossiers.sights import NotYours, as_party
from dossiers.throttling import TooManyTries
from partner_portal.frame import client_address, partner_view
from partner_portal.pending import (
    AS_PARTY,
    ATTACHED,
    OPENS_ON,
    REFUSED,
    PendingKey,
    forget,
    keep,
    pending_from,
    pending_in,
)
from partner_portal.wording import moment_text
from solicitations.selectors import request_for
from solicitations.services import attach as attach_dossier
from solicitations.services.attaching import is_attached
from solicitations.services.seeing import note_typed
from solicitations.withdrawn import words_for

OTHER_ACCOUNT = ("other_address", "used")
"""Reasons that another account of the same person may do away with: the key waits while they change it."""


@sensitive_post_parameters("key")
@sensitive_variables()  # all, and those of what it calls: a report of a fault may hold no key
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: HttpRequest) -> HttpResponse:
    here = cast("OrganisationRequest", request)
    return _taken_in(here) if request.method == "POST" else _page(here)


@require_POST
def another_account(request: HttpRequest) -> HttpResponse:
    """Sign out, and keep the key that waits."""
    pending = pending_in(request.session)
    logout(request)
    if pending is not None:
        keep(request.session, pending)
    return redirect("partner_portal:attach")


@partner_view("GET", "HEAD")
def attached(request: OrganisationRequest) -> HttpResponse:
    """The key is bound, and the dossier is not open to partners now: said to who has just bound it."""
    hint = request.session.get(ATTACHED)
    if hint is None:
        return redirect("partner_portal:requests")
    opens_on = dt.date.fromisoformat(request.session.get(OPENS_ON) or dt.date.min.isoformat())
    context = {
        "hint": hint,
        "is_party": request.session.get(AS_PARTY, False),
        "opens_on": opens_on if opens_on > timezone.localdate() else None,
    }
    return render(request, "partner_portal/attached.html", context)


def _taken_in(request: OrganisationRequest) -> HttpResponse:
    if "forget" in request.POST:
        forget(request.session)
        return redirect("partner_portal:attach")
    if "pending" in request.POST:
        waiting = pending_in(request.session)
        return _bound(request, waiting) if waiting else redirect("partner_portal:attach")
    typed = request.POST.get("key", "")
    normal = keys.normalise(typed)
    if normal is None:
        problem = (
            KEY_MESSAGES["malformed"] if typed.strip() else _("Type or paste the key you have received.")
        )
        return _page(request, {"typed": typed[: keys.LONGEST_TYPED], "problem": problem}, status=422)
    return _bound(request, pending_from(normal, organisation_id=request.organisation.pk), typed)


def _bound(request: OrganisationRequest, pending: PendingKey, typed: str = "") -> HttpResponse:
    """Bind the key to who is signed in; keep it for who is not yet."""
    if not request.actor.is_signed_in:
        keep(request.session, pending)
        note_typed(actor=request.actor, digest=pending.digest, at=timezone.now())
        return redirect("partner_portal:attach")
    address = client_address(request)
    known = is_attached(actor=request.actor, digest=pending.digest)
    refused: KeyRefused | TooManyTries | None = None
    try:
        found = attach_dossier(
            actor=request.actor, digest=pending.digest, hint=pending.hint, address=address, at=timezone.now()
        )
    except (KeyRefused, TooManyTries) as refusal:
        refused = refusal
    if isinstance(refused, KeyRefused):  # not while it is handled: a report of a fault would tell of both
        return _refused(request, pending, refused, typed)
    if refused is not None:
        return _too_many(request, refused, typed)
    forget(request.session)
    is_party = isinstance(found, Invitation)
    try:
        if isinstance(found, Invitation):
            as_party(request.actor, found.dossier.uid)
        else:
            request_for(request.actor, found.uid)
    except NotYours:  # the status hides it now
        request.session[ATTACHED], request.session[AS_PARTY] = pending.hint, is_party
        opens = None if isinstance(found, Invitation) else found.opens_on
        request.session[OPENS_ON] = opens.isoformat() if opens else ""
        return redirect("partner_portal:attached")
    if isinstance(found, Invitation):
        messages.success(request, _("The dossier is in your list. You find it again under “My dossiers”."))
        return redirect("citizen_portal:dossier", found.dossier.uid)
    told = (
        _("The dossier is already in your list.")
        if known
        else _("The dossier is in your list. You find it again under “Requests”.")
    )
    messages.success(request, told)
    return redirect("partner_portal:request", found.uid)


def _refused(
    request: OrganisationRequest, pending: PendingKey, refusal: KeyRefused, typed: str
) -> HttpResponse:
    shown: dict[str, Any] = {"problem": refusal.message, "since": refusal.since, "reason": refusal.reason}
    if refusal.reason == "withdrawn":
        shown["words"] = words_for(request.actor, pending.digest)
    if refusal.reason in OTHER_ACCOUNT:
        keep(request.session, pending)
    else:
        forget(request.session)
    if refusal.reason == "unknown":
        shown["typed"] = typed
    else:
        keep(request.session, pending, under=REFUSED)
        shown["may_wish"] = True
    return _page(request, shown, status=refusal.http_status)


def _too_many(request: OrganisationRequest, refusal: TooManyTries, typed: str) -> HttpResponse:
    now = timezone.now()
    until = moment_text(refusal.until, now)
    response = _page(
        request,
        {"problem": refusal.message, "reason": refusal.code, "until": until, "typed": typed},
        status=refusal.http_status,
    )
    seconds = (refusal.until - now).total_seconds()
    response.headers["Retry-After"] = str(max(1, math.ceil(seconds)))
    return response


def _page(
    request: OrganisationRequest, shown: dict[str, Any] | None = None, *, status: int = 200
) -> HttpResponse:
    """The one page of this deed, whatever came of it."""
    shown = shown or {}
    pending = pending_in(request.session)
    mode = _mode(request, pending, shown)
    context = {
        **shown,
        "pending": pending,
        "mode": mode,
        "summary": [("key" if mode == "box" else "", shown["problem"])] if "problem" in shown else [],
    }
    response = render(request, "partner_portal/attach.html", context, status=status)
    response.headers["Cache-Control"] = "no-store"
    # Not no-referrer: a browser then hides the form's origin from us as well, and Django refuses it (0011).
    response.headers["Referrer-Policy"] = "same-origin"
    return response


def _mode(request: OrganisationRequest, pending: PendingKey | None, shown: dict[str, Any]) -> str:
    """What the page is about: the box for a key, or the key that waits for a sign-in or for its button."""
    if pending is None or shown.get("typed"):
        return "box"
    if not request.actor.is_signed_in:
        return "sign_in"
    return "other_account" if shown.get("reason") in OTHER_ACCOUNT else "ready"
