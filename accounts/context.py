"""What the portal's base template shows on every page."""

from dataclasses import dataclass

from django.http import Http404, HttpRequest
from django.utils.functional import SimpleLazyObject
from django.utils.translation import get_language, get_language_info

from accounts.actors import Actor
from accounts.models import Organisation


@dataclass(frozen=True)
class PortalFrame:
    """`organisation` is None only on the page that says that no organisation answers here."""

    organisation: Organisation | None
    actor: Actor | None

    @property
    def name(self) -> str:
        return self.organisation.name if self.organisation else "Trivium"

    @property
    def colour(self) -> str:
        """Six digits, as the address of the colours takes them."""
        return self.organisation.colour.removeprefix("#").lower() if self.organisation else "1d4f91"

    @property
    def language(self) -> str:
        return str(get_language_info(get_language() or "en")["name_local"])

    @property
    def works_here(self) -> bool:
        """Whether there is a desk to go to. One query, the first time."""
        return self.actor is not None and bool(self.actor.roles)


def portal(request: HttpRequest) -> dict[str, object]:
    """`portal`: what is the same on every page. One query for the organisation, when it is looked at."""
    return {"portal": SimpleLazyObject(lambda: frame_of(request))}


def frame_of(request: HttpRequest) -> PortalFrame:
    try:
        organisation: Organisation | None = getattr(request, "organisation", None)
        if organisation is not None:
            organisation.pk  # noqa: B018 - the organisation is looked up here, where its absence can be borne
    except Http404:
        return PortalFrame(None, None)
    return PortalFrame(organisation, getattr(request, "actor", None))
