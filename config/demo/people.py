"""The people of the demo. The town is made up, and so is everybody in it."""

from dataclasses import dataclass

from allauth.account.models import EmailAddress

from accounts.models import Membership, Organisation, User
from accounts.services import appoint

PASSWORD = "saint-aubin-2026"  # noqa: S105 (printed for everybody to see)
TOWN = "Ville de Saint-Aubin"


@dataclass(frozen=True)
class Person:
    """`role` where they work for the town; `known` where their sign-in is printed, as what."""

    name: str
    email: str
    role: Membership.Role | None = None
    service: str = ""
    known: str = ""


CITIZEN = Person("Maëlle Le Goff", "maelle.legoff@example.org", known="usagère")
AGENT = Person(
    "Karim Benhaddou", "k.benhaddou@ville.example", Membership.Role.AGENT, "Vie associative", "agent"
)
ADMIN = Person(
    "Odile Ferrand",
    "o.ferrand@ville.example",
    Membership.Role.ADMIN,
    "Relation usagers",
    "administratrice fonctionnelle",
)
COLLEAGUE = Person(
    "Paul Xiong",
    "p.xiong@ville.example",
    Membership.Role.COLLEAGUE,
    "Direction des finances",
    "partenaire interne",
)
LAWYER = Person("Hélène d'Orgeval", "h.dorgeval@cabinet.example", known="partenaire, avis juridique")
ENGINEER = Person("Yann Quéméneur", "y.quemeneur@scene-sure.example", known="partenaire, avis technique")
ACCOUNTANT = Person("Samia Haddad", "s.haddad@haddad-expertise.example", known="partenaire, complément")
OTHERS = (
    Person("Noé Tanguy", "noe.tanguy@example.org"),
    Person("Aïcha Bellanger", "aicha.bellanger@example.org"),
    Person("Bruno Kerleau", "bruno.kerleau@example.org"),
    Person("Jeanne Aubriot", "jeanne.aubriot@example.org"),
    Person("Louis Pasquet", "louis.pasquet@example.org"),
)
EVERYBODY = (CITIZEN, AGENT, ADMIN, COLLEAGUE, LAWYER, ENGINEER, ACCOUNTANT, *OTHERS)


def settle() -> Organisation:
    """The town and everybody in it; who exists already stays as they are."""
    town, _new = Organisation.objects.get_or_create(
        slug="saint-aubin",
        defaults={"name": TOWN, "email": "associations@ville.example", "phone": "02 40 00 00 00"},
    )
    for person in EVERYBODY:
        user = account(person)
        if person.role is not None:
            appoint(user=user, organisation=town, role=person.role, service=person.service)
    return town


def account(person: Person) -> User:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        first, _, last = person.name.partition(" ")
        user = User.objects.create_user(
            person.email, PASSWORD, first_name=first, last_name=last, language="fr"
        )
    EmailAddress.objects.get_or_create(
        user=user, email=person.email, defaults={"verified": True, "primary": True}
    )
    return user
