"""What every screen for applicants shares: its verbs, the sign-in before it, its idempotency key."""

from collections.abc import Callable
from functools import wraps
from typing import Any, cast
from uuid import UUID, uuid4

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.views.decorators.http import require_http_methods

from accounts.middleware import OrganisationRequest
from dossiers.sights import Sight, as_party

View = Callable[..., HttpResponseBase]
KEY_FIELD = "idempotency_key"
READING = ("GET", "HEAD")
SEEN_AS = "citizen_portal.seen_as"
"""In the session: by dossier, as which of several parties its reader wants to see it."""


def screen(*verbs: str, signed_in: bool = True) -> Callable[[View], View]:
    """A screen of the portal. What of it is this person's is the sight's to say."""

    def decorator(view: View) -> View:
        @require_http_methods(verbs)
        @wraps(view)
        def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
            return view(cast("OrganisationRequest", request), *args, **kwargs)

        return _for_signed_in(wrapped) if signed_in else wrapped

    return decorator


def _for_signed_in(view: View) -> View:
    """Whoever is not is sent to sign in; a script is told, lest it put the sign-in page into another page."""
    with_login = login_required(view)

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "HX-Request" in request.headers and not request.user.is_authenticated:
            return HttpResponse(status=401)
        return with_login(request, *args, **kwargs)

    return wrapped


def idempotency_key(request: HttpRequest) -> UUID:
    """The key the page was rendered with. What is no key counts as a new one."""
    try:
        return UUID(request.POST.get(KEY_FIELD, ""))
    except ValueError:
        return uuid4()


def seen(request: OrganisationRequest, uid: UUID) -> Sight:
    """The dossier as this person sees it, in the way they chose where there are several. Raises NotYours."""
    chosen = request.session.get(SEEN_AS, {})
    return as_party(request.actor, uid, seen_as=chosen.get(str(uid)))
