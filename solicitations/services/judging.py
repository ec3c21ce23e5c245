"""What speaks against asking somebody: said as problems, each at its ask and field."""

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from uuid import UUID

from django.utils import timezone

from accounts.models import Membership
from dossiers.enums import Kind, Purpose
from dossiers.models import Beneficiary, Document, Dossier, Participation
from dossiers.sights import PARTY_ROLES, Sight
from formengine.access import Access
from formengine.fieldtypes.email import is_address
from formengine.model import Model
from formengine.problems import Problem
from solicitations.enums import OWING
from solicitations.models import PartnerPerson, Solicitation


@dataclass(frozen=True)
class Ask:
    """One partner to be asked. `user_id` names a colleague: it is internal then; else `email` is needed.

    `person_id`: whom of the registry this is, whose own name and address are taken. `opens_on`, `opens_at`
    (statuses) narrow when it is seen. `enclosures`: files kept by `keep_instruction_file`. `again_of`: the
    closed request that this one makes again. `remember`: keep a new address in the registry. `sure`: ask
    although the same is owed already.
    """

    kind: str
    scope: str
    due_on: dt.date
    name: str
    email: str = ""
    user_id: int | None = None
    instructions: str = ""
    person_id: int | None = None
    body_name: str = ""
    opens_on: dt.date | None = None
    opens_at: tuple[str, ...] = ()
    may_forward: bool = False
    enclosures: tuple[UUID, ...] = ()
    again_of: int | None = None
    remember: bool = False
    sure: bool = False


@dataclass(frozen=True)
class Ground:
    """What is known of those who are to be asked, read once for all asks of a deed. At most seven queries."""

    model: Model
    today: dt.date
    people: Mapping[int, PartnerPerson]
    colleagues: Mapping[int, str]
    parties: frozenset[str]
    party_ids: frozenset[int]
    owed: tuple[Solicitation, ...]
    closed: Mapping[int, Solicitation]
    files: frozenset[UUID] = field(default_factory=frozenset)


def ground_of(now: Sight, asks: Iterable[Ask], at: dt.datetime) -> Ground:
    dossier, wanted = now.dossier, list(asks)
    people = PartnerPerson.objects.of(dossier.organisation_id).who_can_be_asked().select_related("body")
    colleagues = Membership.objects.filter(
        organisation_id=dossier.organisation_id, user__is_active=True
    ).values_list("user_id", "user__email")
    parties = _parties(dossier)
    made = list(dossier.solicitations.select_related("participation__user", "person"))
    named = {each for one in wanted for each in one.enclosures}
    files = Document.objects.filter(dossier=dossier, purpose=Purpose.INSTRUCTION, pk__in=named)
    return Ground(
        model=now.model,
        today=timezone.localdate(at),
        people=people.in_bulk([one.person_id for one in wanted if one.person_id is not None]),
        colleagues={pk: email.lower() for pk, email in colleagues},
        parties=frozenset(parties.values()) | _beneficiary(dossier),
        party_ids=frozenset(parties),
        owed=tuple(each for each in made if each.state in OWING),
        closed={each.pk: each for each in made if each.state not in OWING},
        files=frozenset(files.values_list("pk", flat=True)) if named else frozenset(),
    )


def _parties(dossier: Dossier) -> dict[int, str]:
    """Accounts that take part as applicant, representative or other party, with their addresses."""
    found = Participation.objects.filter(dossier=dossier, role__in=PARTY_ROLES, ended_at=None)
    return {pk: email.lower() for pk, email in found.values_list("user_id", "user__email")}


def _beneficiary(dossier: Dossier) -> frozenset[str]:
    found = Beneficiary.objects.filter(dossier=dossier).values_list("email", flat=True)
    return frozenset(email.lower() for email in found if email)


def settled(one: Ask, ground: Ground) -> Ask:
    """With the name and the address that the registry has, where it is somebody of the registry."""
    person = ground.people.get(one.person_id) if one.person_id is not None else None
    if person is None:
        return replace(one, name=one.name.strip(), email=one.email.strip().lower())
    return replace(
        one, name=person.name, email=person.email, user_id=person.user_id, body_name=person.body.name
    )


def problems_of(one: Ask, ground: Ground) -> Iterator[Problem]:
    """Of an ask that is settled."""
    scope = ground.model.scope(one.scope)
    if scope is None:
        yield Problem(("scope",), "required")
    if one.kind not in Kind.values:
        yield Problem(("kind",), "required")
    if one.due_on < ground.today:
        yield Problem(("due_on",), "in_the_past")
    yield from _wrong_person(one, ground)
    if one.opens_on is not None and one.opens_on > one.due_on:
        yield Problem(("opens_on",), "after_the_reply")
    if scope and not set(one.opens_at) <= set(statuses_for(ground.model, scope.view)):
        yield Problem(("opens_at",), "not_a_status")
    if not set(one.enclosures) <= ground.files:
        yield Problem(("files",), "not_a_document")
    if one.again_of is not None and one.again_of not in ground.closed:
        yield Problem(("again_of",), "still_owed")
    if not one.sure and any(_is_the_same(one, each) for each in ground.owed):
        yield Problem(("sure",), "asked_already")


def _wrong_person(one: Ask, ground: Ground) -> Iterator[Problem]:
    if one.person_id is not None:
        person = ground.people.get(one.person_id)
        if person is None:
            yield Problem(("people",), "not_offered")
            return
        if person.body.scopes and one.scope not in person.body.scopes:
            yield Problem(("people",), "not_served", {"name": person.name})
    place = "email" if one.user_id is None else "user_id"
    if not one.name:
        yield Problem(("name",), "required")
    if one.user_id is None and not is_address(one.email):
        yield Problem(("email",), "not_an_email" if one.email else "required")
    elif one.user_id is not None and one.user_id not in ground.colleagues:
        yield Problem(("user_id",), "required")
    elif one.user_id in ground.party_ids or (one.email and one.email in ground.parties):
        yield Problem((place,), "is_a_party", {"name": one.name})
    elif one.user_id is None:
        for pk, email in ground.colleagues.items():
            if email == one.email:
                yield Problem(("email",), "a_colleague", {"user_id": pk})


def _is_the_same(one: Ask, owed: Solicitation) -> bool:
    """Whether this request still owes the same opinion of the same partner."""
    if owed.scope != one.scope:
        return False
    held = owed.participation.user_id if owed.participation else None
    if one.user_id is not None:
        return held == one.user_id
    return owed.partner_email.lower() == one.email


def statuses_for(model: Model, view: str) -> list[str]:
    """At which statuses a view shows anything at all: the only ones at which a request may open."""
    return [each.key for each in model.statuses if each.cap(view).access is not Access.HIDDEN]
