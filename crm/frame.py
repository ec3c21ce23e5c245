"""What every screen of the desk shares: its verbs, refusals shown inside the frame, the idempotency key."""

import logging
from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_http_methods

from accounts.middleware import OrganisationRequest
from accounts.permissions import Forbidden
from accounts.refusals import Refusal

log = logging.getLogger("trivium.refusals")

DeskView = Callable[..., HttpResponseBase]
KEY_FIELD = "idempotency_key"


def desk_view(*verbs: str) -> Callable[[DeskView], Callable[..., HttpResponseBase]]:
    """A screen of the desk. Wagtail asks who may open the frame, the view what is theirs in it."""

    def decorator(view: DeskView) -> Callable[..., HttpResponseBase]:
        @require_http_methods(verbs)
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            try:
                return view(cast("OrganisationRequest", request), *args, **kwargs)
            except Refusal as refusal:
                return refused(request, refusal)

        return wrapped

    return decorator


def refused(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """The page that says no, inside the frame."""
    log.warning(
        "refused",
        extra={"code": refusal.code, "path": request.path, "user": getattr(request.user, "pk", None)},
    )
    return render(request, "crm/refused.html", {"refusal": refusal}, status=refusal.http_status)


def agents_only(request: OrganisationRequest) -> None:
    """Raises Forbidden for who is no agent of this organisation: for screens that show no one dossier."""
    if not request.actor.is_agent:
        raise Forbidden


def colleagues_only(request: OrganisationRequest) -> None:
    """Raises Forbidden for a person without any part in this organisation."""
    if not request.actor.roles:
        raise Forbidden


def idempotency_key(request: HttpRequest) -> UUID:
    """The key the page was rendered with. What is no key counts as a new one."""
    try:
        return UUID(request.POST.get(KEY_FIELD, ""))
    except ValueError:
        return uuid4()
