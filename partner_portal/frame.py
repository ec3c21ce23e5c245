"""What every screen for partners shares: its verbs, the sign-in before it, its idempotency key."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID, uuid4

from allauth.account.adapter import get_adapter
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ImproperlyConfigured, PermissionDenied
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from accounts.middleware import OrganisationRequest

PartnerView = Callable[..., HttpResponseBase]
KEY_FIELD = "idempotency_key"


def partner_view(*verbs: str) -> Callable[[PartnerView], Callable[..., HttpResponseBase]]:
    """A screen for people who have signed in. What of it is theirs is the request's selector to say."""

    def decorator(view: PartnerView) -> Callable[..., HttpResponseBase]:
        @require_http_methods(verbs)
        @login_required
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(cast("OrganisationRequest", request), *args, **kwargs)

        return wrapped

    return decorator


def idempotency_key(request: HttpRequest) -> UUID:
    """The key the page was rendered with. What is no key counts as a new one."""
    try:
        return UUID(request.POST.get(KEY_FIELD, ""))
    except ValueError:
        return uuid4()


def client_address(request: HttpRequest) -> str:
    """The sender's network address, past the proxies that are ours; empty where it cannot be told."""
    try:
        return str(get_adapter(request).get_client_ip(request))
    except (PermissionDenied, ImproperlyConfigured):
        return ""
