"""Filing for somebody else: who files, for whom, how the beneficiary is told and takes the dossier over."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import User
from accounts.permissions import require
from accounts.refusals import Refusal
from accounts.selectors import verified_addresses
from dossiers.enums import EventKind, Role
from dossiers.models import Beneficiary, Invitation, Participation
from dossiers.once import first_time
from dossiers.services.inviting import (
    KeyRefused,
    Offer,
    end_participation,
    invite,
    lower_participation,
    revoke,
)
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.access import Access
from formengine.fieldtypes.email import is_address
from formengine.model import INTERNET, Model
from formengine.problems import Problem
from formengine.taking_part import Capacity

KEY_LASTS = dt.timedelta(days=90)
LONGEST_NAME = 200


class AlreadyTakenOver(Refusal):
    """The beneficiary has the dossier: it is neither taken over nor given up, nor sent to another address."""

    code = "already_taken_over"
    http_status = 409
    message = _("This dossier has already been taken over by the person it was filed for.")


@dataclass(frozen=True)
class ForAnother:
    """For whom a dossier is opened. `capacity` is a key of the model's `x-on-behalf`."""

    capacity: str
    name: str
    email: str = ""


def capacity_of(model: Model, participation: Participation | None) -> Capacity | None:
    """In which somebody files for another person; None for everybody else."""
    if participation is None or participation.role != Role.REPRESENTATIVE:
        return None
    return model.capacity(participation.capacity)


def wrong_about(actor: Actor, design: Model, wanted: ForAnother) -> tuple[Problem, ...]:
    """What cannot be accepted as it is: paths capacity, name, email. One query where an address is given."""
    found = []
    name = wanted.name.strip()
    if design.capacity(wanted.capacity) is None:
        found.append(Problem(("capacity",), "required"))
    if not name:
        found.append(Problem(("name",), "required"))
    elif len(name) > LONGEST_NAME:
        found.append(Problem(("name",), "too_long", {"most": LONGEST_NAME}))
    elif not name.isprintable():
        found.append(Problem(("name",), "bad_character"))
    return (*found, *_wrong_address(wanted.email, actor.user_id))


def _wrong_address(email: str, filer: int | None) -> tuple[Problem, ...]:
    """The filer's own address would make applicant and representative one person."""
    email = email.strip().lower()
    if not email:
        return ()
    if not is_address(email):
        return (Problem(("email",), "not_an_email"),)
    if filer is None:
        return ()
    account = User.objects.values_list("email", flat=True).get(pk=filer)
    if email in {*verified_addresses(filer), account.lower()}:
        return (Problem(("email",), "own_address"),)
    return ()


def stand_in(deed: Writing, filer: Participation, wanted: ForAnother) -> Beneficiary:
    """Store for whom the dossier is filed, within the deed that opens it."""
    return Beneficiary.objects.create(
        organisation_id=deed.dossier.organisation_id,
        dossier=deed.dossier,
        filer=filer,
        name=wanted.name.strip(),
        email=wanted.email.strip().lower(),
    )


def mandate_missing(now: Sight) -> tuple[Problem, ...]:
    """The file in which somebody shows that they may file for another person, where it is not there yet."""
    capacity = capacity_of(now.model, now.participation)
    if capacity is None or not capacity.mandate:
        return ()
    if now.model.live(now.dossier.answers).get(capacity.mandate):
        return ()
    at = (capacity.mandate,) if capacity.mandate in now.compiled.by_key else ()
    return (Problem(at, "required"),)


def filed(deed: Writing) -> None:
    """What follows from the first filing: the filer's view is limited, and the beneficiary is told."""
    if not deed.dossier.filer_name:
        return
    beneficiary = Beneficiary.objects.select_related("filer").get(dossier=deed.dossier)
    capacity = capacity_of(deed.dossier.design, beneficiary.filer)
    if capacity is not None and capacity.view:
        Participation.objects.filter(pk=beneficiary.filer_id).update(view=capacity.view)
    if beneficiary.email:
        _tell(deed, beneficiary)


def _tell(deed: Writing, beneficiary: Beneficiary) -> None:
    """Send the beneficiary a key of their own, whose account must have that very address."""
    if beneficiary.invitation is not None:
        revoke(deed, beneficiary.invitation)
    expires_at = deed.at + KEY_LASTS
    new = invite(deed, Offer(Role.APPLICANT, INTERNET, "", "", beneficiary.email, expires_at))
    beneficiary.invitation, beneficiary.told_at, beneficiary.disowned_at = new.invitation, deed.at, None
    beneficiary.save(update_fields=["email", "addressed_by", "invitation", "told_at", "disowned_at"])
    deed.owe(
        "beneficiary_key", f"key:{new.invitation.pk}", secret=new.key,
        beneficiary=beneficiary.pk, invitation=new.invitation.pk,
    )  # fmt: skip
    deed.record(EventKind.BENEFICIARY_TOLD, beneficiary=beneficiary.name, hint=new.invitation.hint)


def address_beneficiary(*, actor: Actor, sight: Sight, email: str, key: UUID, at: dt.datetime) -> Beneficiary:
    """An agent gives the beneficiary's address, corrects it, or sends a new key to it. The old key dies.

    Raises Forbidden, NotYours, NotAcceptable (path: email), AlreadyTakenOver: they take part already.
    """
    require(actor, "dossiers.invite", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found = _of(deed)
        if not first_time(actor=actor, key=key, content=["address", found.pk, email], at=at):
            return found
        if found.participation_id is not None:
            raise AlreadyTakenOver
        problems = _wrong_address(email, found.filer.user_id) or (
            () if email.strip() else (Problem(("email",), "required"),)
        )
        if problems:
            raise NotAcceptable(problems)
        found.email, found.addressed_by_id = email.strip().lower(), actor.person_id
        _tell(deed, found)
    return found


def _of(deed: Writing) -> Beneficiary:
    found: Beneficiary = Beneficiary.objects.select_related("filer", "invitation").get(dossier=deed.dossier)
    return found


def beneficiary_attached(invitation: Invitation) -> None:
    """The key was bound. Raises KeyRefused where it is the filer who holds it: then nothing is bound."""
    found = Beneficiary.objects.select_related("filer").get(invitation=invitation)
    held = invitation.participation
    if held is not None and held.user_id == found.filer.user_id:
        raise KeyRefused("own")
    Beneficiary.objects.filter(pk=found.pk).update(participation=held)


def take_over(*, actor: Actor, sight: Sight, keeps: bool, key: UUID, at: dt.datetime) -> Beneficiary:
    """From now on the dossier is its beneficiary's alone. The same press again is no error.

    `keeps`: the filer goes on seeing it, through the view of their capacity, or to read where it names none;
    else they see it no more. Both are told by mail. Raises Forbidden, NotYours, AlreadyTakenOver.
    """
    require(actor, "dossiers.take_over", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found = _of(deed)
        if not first_time(actor=actor, key=key, content=["take_over", found.pk, keeps], at=at):
            return found
        if found.taken_over_at is not None:
            raise AlreadyTakenOver
        capacity = capacity_of(deed.dossier.design, found.filer)
        if not keeps:
            end_participation(deed, found.filer)
        elif capacity is not None and capacity.view:
            Participation.objects.filter(pk=found.filer_id).update(view=capacity.view)
        else:
            lower_participation(found.filer, Access.READ)
        found.taken_over_at = at
        found.save(update_fields=["taken_over_at"])
        deed.record(EventKind.TAKEN_OVER, filer=deed.dossier.filer_name, keeps=keeps)
        deed.owe("taken_over", f"taken_over:{found.pk}", beneficiary=found.pk, keeps=keeps)
        deed.owe("takeover_receipt", f"takeover_receipt:{found.pk}", beneficiary=found.pk, keeps=keeps)
    return found


def give_up_as_beneficiary(*, actor: Actor, sight: Sight, at: dt.datetime) -> Beneficiary:
    """Not mine: whoever was told reports that the dossier was not filed for them. Their access ends at once.

    The service and the filer are told. Raises Forbidden, NotYours, AlreadyTakenOver.
    """
    require(actor, "dossiers.take_over", sight)
    with writing(sight, actor=actor, at=at) as deed:
        found = _of(deed)
        if found.taken_over_at is not None:
            raise AlreadyTakenOver
        if found.invitation is not None:
            revoke(deed, found.invitation)
        if deed.participation is not None:
            end_participation(deed, deed.participation)
        found.participation, found.disowned_at = None, at
        found.save(update_fields=["participation", "disowned_at"])
        hint = found.invitation.hint if found.invitation else ""
        deed.record(EventKind.BENEFICIARY_DISOWNED, beneficiary=found.name, hint=hint)
        number = deed.events[-1].number
        for kind in ("beneficiary_disowned", "beneficiary_wrong"):
            deed.owe(kind, f"{kind}:{deed.dossier.pk}:{number}", beneficiary=found.pk, number=number)
    return found
