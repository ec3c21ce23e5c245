"""Keeping the registry of partners: adding, changing, no longer offering, removing.

Whoever was asked stays asked: a request holds its own copy of whom it was sent to.
"""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import require
from dossiers.once import first_time
from dossiers.services.saving import NotAcceptable
from dossiers.sights import NotYours
from formengine.fieldtypes.email import is_address
from formengine.problems import Problem
from solicitations.models import PartnerBody, PartnerPerson

Entry = TypeVar("Entry", PartnerBody, PartnerPerson)


@dataclass(frozen=True)
class BodyEntry:
    """A body as it is to be. `scopes`: keys of those it serves; none means all."""

    name: str
    internal: bool = False
    scopes: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class PersonEntry:
    """Somebody there. `user_id` names a colleague, whose own name and address are taken."""

    name: str = ""
    email: str = ""
    user_id: int | None = None


def add_body(
    *, actor: Actor, entry: BodyEntry, people: Sequence[PersonEntry], key: UUID, at: dt.datetime
) -> PartnerBody:
    """A body with its people. Raises Forbidden, NotAcceptable (paths: name; people, number, field)."""
    require(actor, "solicitations.keep_registry")
    content = ["partner_body", entry.name.strip(), [[each.email, each.user_id] for each in people]]
    with transaction.atomic():
        if not first_time(actor=actor, key=key, content=content, at=at):
            return _by_name(actor, entry.name)
        body = PartnerBody(organisation_id=actor.organisation_id)
        _write_body(body, entry)
        for number, each in enumerate(people):
            try:
                _write_person(PartnerPerson(organisation_id=actor.organisation_id, body=body), each)
            except NotAcceptable as refusal:
                found = tuple(problem.under("people", number) for problem in refusal.problems)
                raise NotAcceptable(found) from None
    return body


def change_body(*, actor: Actor, body: PartnerBody, entry: BodyEntry) -> PartnerBody:
    """Raises Forbidden, NotYours, NotAcceptable (name)."""
    require(actor, "solicitations.keep_registry", body)
    with transaction.atomic():
        locked = _locked(PartnerBody, body)
        if locked.internal != entry.internal and locked.people.exists():
            raise NotAcceptable((Problem(("internal",), "has_people"),))
        _write_body(locked, entry)
    return locked


def add_person(
    *, actor: Actor, body: PartnerBody, entry: PersonEntry, key: UUID, at: dt.datetime
) -> PartnerPerson:
    """Raises Forbidden, NotYours, NotAcceptable (name, email, user_id)."""
    require(actor, "solicitations.keep_registry", body)
    with transaction.atomic():
        locked = _locked(PartnerBody, body)
        content = ["partner_person", locked.pk, entry.email.strip().lower(), entry.user_id]
        if not first_time(actor=actor, key=key, content=content, at=at):
            known: PartnerPerson = locked.people.order_by("-pk")[0]
            return known
        return _write_person(PartnerPerson(organisation_id=actor.organisation_id, body=locked), entry)


def change_person(*, actor: Actor, person: PartnerPerson, entry: PersonEntry) -> PartnerPerson:
    """What was asked of them goes on at the address it was sent to. Raises as `add_person` does."""
    require(actor, "solicitations.keep_registry", person)
    with transaction.atomic():
        return _write_person(_locked(PartnerPerson, person), entry)


def offer_again(*, actor: Actor, entry: PartnerBody | PartnerPerson, offered: bool) -> None:
    """Whether it is offered to agents who ask. What is open goes on either way. Raises Forbidden."""
    require(actor, "solicitations.keep_registry", entry)
    type(entry)._default_manager.filter(pk=entry.pk).update(active=offered)
    entry.active = offered


def remove(*, actor: Actor, entry: PartnerBody | PartnerPerson) -> None:
    """Take it out of the registry. What is open goes on as it is. Raises Forbidden."""
    require(actor, "solicitations.keep_registry", entry)
    entry.delete()


def remember(*, organisation_id: int, body_name: str, name: str, email: str, scope: str) -> PartnerPerson:
    """Within a deed of asking: keep an address that was just asked. Known addresses stay as they are."""
    known: PartnerPerson | None = (
        PartnerPerson.objects.of(organisation_id).filter(email__iexact=email).first()
    )
    if known is not None:
        return known
    body = _external_body(organisation_id, (body_name or name).strip()[:140], scope)
    made: PartnerPerson = PartnerPerson.objects.create(
        organisation_id=organisation_id, body=body, name=name.strip()[:150], email=email
    )
    return made


def _external_body(organisation_id: int, name: str, scope: str) -> PartnerBody:
    """The one of this name, serving this scope from now on. An internal body of that name is left alone."""
    ours = PartnerBody.objects.filter(organisation_id=organisation_id)
    if ours.filter(name__iexact=name, internal=True).exists():
        name = _("%(name)s (external)") % {"name": name}
    body, new = ours.get_or_create(
        organisation_id=organisation_id, name__iexact=name, defaults={"name": name, "scopes": [scope]}
    )
    if not new and body.scopes and scope not in body.scopes:
        body.scopes = [*body.scopes, scope]
        body.save(update_fields=["scopes"])
    return body


def _write_body(body: PartnerBody, entry: BodyEntry) -> None:
    """Raises NotAcceptable: no name, or one that another body has."""
    name = entry.name.strip()[:150]
    if not name:
        raise NotAcceptable((Problem(("name",), "required"),))
    body.name, body.internal, body.note = name, entry.internal, entry.note.strip()[:1000]
    body.scopes = list(entry.scopes)
    try:
        with transaction.atomic():
            body.save()
    except IntegrityError:
        raise NotAcceptable((Problem(("name",), "known_already"),)) from None


def _write_person(person: PartnerPerson, entry: PersonEntry) -> PartnerPerson:
    """Raises NotAcceptable. A colleague's name and address are their account's."""
    name, email = entry.name.strip()[:150], entry.email.strip().lower()
    colleagues = Membership.objects.filter(organisation_id=person.organisation_id).select_related("user")
    if person.body.internal:
        found = colleagues.filter(user_id=entry.user_id, user__is_active=True).first()
        if found is None:
            raise NotAcceptable((Problem(("user_id",), "required"),))
        person.user, name, email = found.user, str(found.user), found.user.email
    elif colleagues.filter(user__email__iexact=email).exists():
        raise NotAcceptable((Problem(("email",), "a_colleague"),))
    problems = []
    if not name:
        problems.append(Problem(("name",), "required"))
    if not is_address(email):
        problems.append(Problem(("email",), "not_an_email" if email else "required"))
    if problems:
        raise NotAcceptable(tuple(problems))
    person.name, person.email = name, email
    try:
        with transaction.atomic():
            person.save()
    except IntegrityError:
        raise NotAcceptable(
            (Problem(("user_id" if person.body.internal else "email",), "known_already"),)
        ) from None
    return person


def _by_name(actor: Actor, name: str) -> PartnerBody:
    found: PartnerBody = PartnerBody.objects.get(
        organisation_id=actor.organisation_id, name__iexact=name.strip()
    )
    return found


def _locked(kind: type[Entry], entry: Entry) -> Entry:
    """Raises NotYours where it was removed meanwhile."""
    found: Entry | None = kind._default_manager.select_for_update().filter(pk=entry.pk).first()
    if found is None:
        raise NotYours
    return found
