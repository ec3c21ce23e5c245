"""The surfaces' doors to the registry of partners."""

from collections.abc import Collection
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q
from django.db.models.functions import Lower

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.sights import NotYours
from solicitations.enums import OWING
from solicitations.models import PartnerBody, PartnerPerson, Solicitation

PAGE, MOST_OFFERED = 25, 300


@dataclass(frozen=True)
class Bodies:
    """One page of the registry by name. `after`: the name from which the next goes on; empty at the end."""

    bodies: tuple[PartnerBody, ...]
    after: str


def bodies_of(
    actor: Actor, *, text: str = "", resting: bool = False, after: str = "", most: int = PAGE
) -> Bodies:
    """Those offered, or with `resting` all, whose name or whose people's contains the text. Two queries.

    Raises Forbidden.
    """
    require(actor, "solicitations.read_registry")
    found = PartnerBody.objects.filter(organisation_id=actor.organisation_id).annotate(by_name=Lower("name"))
    if not resting:
        found = found.filter(active=True)
    if text:
        people = PartnerPerson.objects.of(actor.organisation_id).filter(
            Q(name__icontains=text) | Q(email__icontains=text)
        )
        found = found.filter(Q(name__icontains=text) | Q(pk__in=people.values("body_id")))
    if after:
        found = found.filter(by_name__gt=after)
    bodies = list(found.order_by("by_name").prefetch_related("people")[: most + 1])
    further = bodies[most:]
    return Bodies(tuple(bodies[:most]), bodies[most - 1].by_name if further else "")


def body_of(actor: Actor, uid: UUID) -> PartnerBody:
    """With its people. Two queries. Raises NotYours, Forbidden."""
    found = PartnerBody.objects.filter(organisation_id=actor.organisation_id, uid=uid)
    body: PartnerBody | None = found.prefetch_related("people").first()
    if body is None:
        raise NotYours
    require(actor, "solicitations.read_registry")
    return body


def person_of(actor: Actor, uid: UUID) -> PartnerPerson:
    """Raises NotYours, Forbidden."""
    person: PartnerPerson | None = (
        PartnerPerson.objects.of(actor.organisation_id).select_related("body").filter(uid=uid).first()
    )
    if person is None:
        raise NotYours
    require(actor, "solicitations.read_registry")
    return person


def open_requests_of(entry: PartnerBody | PartnerPerson) -> int:
    """How many requests to them, or to somebody there, still owe a reply. One query."""
    asked = Solicitation.objects.of(entry.organisation_id).filter(state__in=OWING)
    if isinstance(entry, PartnerBody):
        return asked.filter(person__body=entry).count()
    return asked.filter(person=entry).count()


def offered_to(actor: Actor, scopes: Collection[str]) -> list[PartnerPerson]:
    """Who can be asked in some of these scopes: active, and serving one of them. By body. One query.

    The actor themselves is left out. At most MOST_OFFERED are listed; others are asked by their address.
    """
    found = (
        PartnerPerson.objects.of(actor.organisation_id)
        .who_can_be_asked()
        .select_related("body")
        .exclude(user_id=actor.user_id)
        .order_by(Lower("body__name"), "name", "pk")
    )
    wanted = set(scopes)
    return [each for each in found if not each.body.scopes or wanted & set(each.body.scopes)][:MOST_OFFERED]


def serves(person: PartnerPerson, scope: str) -> bool:
    return not person.body.scopes or scope in person.body.scopes
