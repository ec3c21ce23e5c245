"""A request is forwarded: further people take part in it, each by a place of their own."""

import datetime as dt
from dataclasses import dataclass
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership, User
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind, Role
from dossiers.models import Participation
from dossiers.once import first_time
from dossiers.services.inviting import end_participation, revoke
from dossiers.services.saving import NotAcceptable
from dossiers.sights import NotYours, Sight
from dossiers.writing import Writing, writing
from formengine.fieldtypes.email import is_address
from formengine.problems import Problem
from solicitations.models import Colleague, Solicitation
from solicitations.request import Request
from solicitations.services.sending import new_key, owe_key
from solicitations.services.telling import tell_agents

LONGEST_NAME = 150
MOST_COLLEAGUES = 10


class MayNotForward(Refusal):
    """Only the service may add somebody to this request, or only the partner it was made to."""

    code = "may_not_forward"
    http_status = 403
    message = _("Only the service can add a colleague to this request. Ask it to, with a question.")


class RequestOver(Refusal):
    """Withdrawn or declined: nobody is added to it any more."""

    code = "request_over"
    http_status = 409
    message = _("This request is closed: nobody can be added to it.")


@dataclass(frozen=True)
class NewColleague:
    """Who is to take part. `user_id` names somebody of the organisation, for a request answered at the desk;
    else `name` and `email` are needed."""

    name: str = ""
    email: str = ""
    user_id: int | None = None


def forward(*, actor: Actor, request: Request, new: NewColleague, key: UUID, at: dt.datetime) -> Colleague:
    """The partner adds a colleague outside, who gets a key of their own; the agents are told.

    Raises Forbidden, NotYours, MayNotForward, RequestOver, NotAcceptable (paths: name, email).
    """
    require(actor, "solicitations.reply", request.solicitation)
    if not request.may_forward:
        raise MayNotForward
    with writing(request.sight, actor=actor, at=at) as deed:
        asked = _asked(deed, request.solicitation.pk)
        colleague = _add(deed, asked, new, key, by_partner=True)
        if deed.events:
            tell_agents(
                deed, asked, "colleague_added", f"colleague_added:{colleague.pk}", colleague=colleague.pk
            )
    return colleague


def add_colleague(
    *, actor: Actor, sight: Sight, solicitation_id: int, new: NewColleague, key: UUID, at: dt.datetime
) -> Colleague:
    """An agent adds a colleague of the partner: outside by a key of their own, at the desk at once.

    Raises Forbidden, NotYours, RequestOver, NotAcceptable (paths: name, email, user_id).
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        return _add(deed, _asked(deed, solicitation_id), new, key, by_partner=False)


def remove_colleague(
    *, actor: Actor, sight: Sight, solicitation_id: int, colleague_id: int, at: dt.datetime
) -> Colleague:
    """An agent ends a colleague's part at once: sight and key. Doing so twice is no error.

    What they replied stays. Raises Forbidden, NotYours.
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        return _remove(deed, _asked(deed, solicitation_id), colleague_id)


def part_with(*, actor: Actor, request: Request, colleague_id: int, at: dt.datetime) -> Colleague:
    """The partner ends the part of a colleague they added. Raises Forbidden, NotYours, MayNotForward."""
    require(actor, "solicitations.reply", request.solicitation)
    with writing(request.sight, actor=actor, at=at) as deed:
        asked = _asked(deed, request.solicitation.pk)
        if asked.participation_id != (deed.participation.pk if deed.participation else None):
            raise MayNotForward
        if not asked.colleagues.filter(pk=colleague_id, by_partner=True).exists():
            raise NotYours
        return _remove(deed, asked, colleague_id)


def _asked(deed: Writing, solicitation_id: int) -> Solicitation:
    found: Solicitation | None = (
        deed.dossier.solicitations.select_related("participation").filter(pk=solicitation_id).first()
    )
    if found is None:
        raise NotYours
    return found


def _add(deed: Writing, asked: Solicitation, new: NewColleague, key: UUID, *, by_partner: bool) -> Colleague:
    content = ["colleague", asked.pk, new.name, new.email, new.user_id]
    if not first_time(actor=deed.actor, key=key, content=content, at=deed.at):
        done: Colleague = asked.colleagues.filter(added_by_id=deed.actor.person_id).latest("pk")
        return done
    if not asked.takes_more_people:
        raise RequestOver
    member = _member(asked, new)
    if problems := _wrong(asked, new, member):
        raise NotAcceptable(problems)
    colleague = Colleague(
        organisation_id=asked.organisation_id,
        solicitation=asked,
        name=(str(member) if member else new.name.strip())[:LONGEST_NAME],
        email=member.email if member else new.email.strip().lower(),
        added_by_id=deed.actor.person_id,
        added_at=deed.at,
        by_partner=by_partner,
    )
    deed.record(EventKind.COLLEAGUE_ADDED, solicitation=asked.pk, partner=colleague.name)
    if member:
        _at_the_desk(deed, asked, colleague, member)
    else:
        _outside(deed, asked, colleague)
    return colleague


def _at_the_desk(deed: Writing, asked: Solicitation, colleague: Colleague, member: User) -> None:
    """Takes part at once, as the colleague who was asked does."""
    scope = deed.dossier.design.scope(asked.scope)
    colleague.participation = Participation.objects.create(
        organisation_id=asked.organisation_id, dossier=deed.dossier, user=member,
        role=Role.INTERNAL_PARTNER, view=scope.view if scope else "partner",
        kind=asked.kind, scope=asked.scope, starts_at=deed.at,
        opens_on=asked.opens_on, opens_at=asked.opens_at,
    )  # fmt: skip
    colleague.save(force_insert=True)
    deed.owe(
        "internal_request", f"internal:{asked.pk}:c{colleague.pk}",
        solicitation=asked.pk, colleague=colleague.pk,
    )  # fmt: skip


def _outside(deed: Writing, asked: Solicitation, colleague: Colleague) -> None:
    made = new_key(deed, asked, colleague.email)
    colleague.invitation = made.invitation
    colleague.save(force_insert=True)
    owe_key(deed, asked, made, colleague)
    deed.record(
        EventKind.KEY_SENT, solicitation=asked.pk, hint=made.invitation.hint, partner=colleague.name,
        colleague=colleague.pk,
    )  # fmt: skip


def _member(asked: Solicitation, new: NewColleague) -> User | None:
    """Somebody who works here and does not take part yet; for a request answered at the desk only."""
    if not asked.internal or new.user_id is None:
        return None
    works_here = Membership.objects.filter(organisation_id=asked.organisation_id, user_id=new.user_id)
    found: User | None = User.objects.filter(pk__in=works_here.values("user_id"), is_active=True).first()
    return found


def _wrong(asked: Solicitation, new: NewColleague, member: User | None) -> tuple[Problem, ...]:
    if asked.colleagues.filter(removed_at=None).count() >= MOST_COLLEAGUES:
        return (Problem((), "too_many_colleagues", {"most": MOST_COLLEAGUES}),)
    if asked.internal:
        if member is None:
            return (Problem(("user_id",), "required"),)
        there = asked.participation_of(member.pk) is not None
        return (Problem(("user_id",), "asked_already"),) if there else ()
    found, email = [], new.email.strip().lower()
    if not new.name.strip():
        found.append(Problem(("name",), "required"))
    if not is_address(email):
        found.append(Problem(("email",), "not_an_email" if email else "required"))
    elif _takes_part(asked, email):
        found.append(Problem(("email",), "asked_already"))
    return tuple(found)


def _takes_part(asked: Solicitation, email: str) -> bool:
    there = asked.participation.user.email.lower() if asked.participation else ""
    if email in (asked.partner_email.lower(), there):
        return True
    return bool(asked.colleagues.filter(removed_at=None, email__iexact=email).exists())


def _remove(deed: Writing, asked: Solicitation, colleague_id: int) -> Colleague:
    found: Colleague | None = (
        asked.colleagues.select_related("invitation", "participation").filter(pk=colleague_id).first()
    )
    if found is None:
        raise NotYours
    if found.removed_at is not None:
        return found
    if found.invitation:
        revoke(deed, found.invitation)
    if found.participation:
        end_participation(deed, found.participation)
    found.removed_at = deed.at
    found.save(update_fields=["removed_at"])
    deed.record(EventKind.COLLEAGUE_REMOVED, solicitation=asked.pk, partner=found.name)
    deed.owe("colleague_removed", f"colleague_removed:{found.pk}", solicitation=asked.pk, removed=found.pk)
    return found
