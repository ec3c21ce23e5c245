"""The partners the demo's town asks: its registry."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID, uuid5

from accounts.models import Organisation, User, actor_for
from config.demo.people import ACCOUNTANT, ADMIN, COLLEAGUE, ENGINEER, LAWYER, Person
from solicitations.models import PartnerBody
from solicitations.services.registering import BodyEntry, PersonEntry, add_body

REGISTRY = UUID("0d9d2c1e-6a0b-4f0e-9d39-5a3c7b3c2f11")


@dataclass(frozen=True)
class Known:
    """A body of the registry, and who is asked there."""

    name: str
    people: tuple[Person, ...]
    scopes: tuple[str, ...]
    note: str = ""


FIRE = Person("Capitaine Anne Le Tallec", "a.letallec@sdis.example")
HERITAGE = Person("Marc Josselin", "m.josselin@patrimoine.example")
BODIES = (
    Known("Direction des finances", (COLLEAGUE,), ("financier",)),
    Known("Cabinet d'Orgeval", (LAWYER,), ("juridique",), "Convention annuelle, dix avis compris."),
    Known("Scène Sûre", (ENGINEER,), ("technique",)),
    Known("Haddad Expertise", (ACCOUNTANT,), ("comptable",)),
    Known("Service départemental d'incendie", (FIRE,), ("technique",), "Au-delà de 1 500 personnes."),
    Known("Service du patrimoine", (HERITAGE,), ()),
)


def register(town: Organisation, *, at: dt.datetime) -> int:
    """Enter them, unless the registry holds something; how many were entered."""
    if PartnerBody.objects.filter(organisation=town).exists():
        return 0
    admin = actor_for(User.objects.get(email=ADMIN.email), town)
    for number, known in enumerate(BODIES):
        internal = known.people[0].role is not None
        add_body(
            actor=admin,
            entry=BodyEntry(known.name, internal, known.scopes, known.note),
            people=[_entry(each, internal=internal) for each in known.people],
            key=uuid5(REGISTRY, str(number)),
            at=at,
        )
    return len(BODIES)


def _entry(person: Person, *, internal: bool) -> PersonEntry:
    if internal:
        return PersonEntry(user_id=User.objects.get(email=person.email).pk)
    return PersonEntry(person.name, person.email)
