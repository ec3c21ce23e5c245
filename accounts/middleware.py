"""Every request knows its organisation and who acts; every refusal becomes a page."""

import logging
from collections.abc import Callable

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.functional import SimpleLazyObject

from accounts.actors import Actor
from accounts.models import Organisation, User, actor_for
from accounts.refusals import Refusal

log = logging.getLogger("trivium.refusals")


class OrganisationRequest(HttpRequest):
    """A request after the middleware below: what views may rely on."""

    organisation: Organisation
    actor: Actor


class OrganisationMiddleware:
    """Sets `request.organisation` and, on first use, `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        request.organisation = SimpleLazyObject(lambda: organisation_of(request))  # type: ignore[attr-defined]
        request.actor = SimpleLazyObject(lambda: actor_of(request))  # type: ignore[attr-defined]
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """A refusal that no view turned into something better."""
        if not isinstance(exception, Refusal):
            return None
        log.warning(
            "refused",
            extra={"code": exception.code, "path": request.path, "user": getattr(request.user, "pk", None)},
        )
        return render(request, "portal/refused.html", {"refusal": exception}, status=exception.http_status)


def organisation_of(request: HttpRequest) -> Organisation:
    """Raises Http404 where no organisation answers at this host."""
    found = Organisation.objects.for_host(request.get_host())
    if found is None:
        raise Http404
    return found


def actor_of(request: HttpRequest) -> Actor:
    organisation: Organisation = request.organisation  # type: ignore[attr-defined]
    user = request.user
    if isinstance(user, User) and user.is_authenticated:
        return actor_for(user, organisation)
    return Actor("anonymous", organisation.pk)
