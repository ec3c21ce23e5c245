"""What an agent does: ask."""

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.models import Membership
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind, Role
from dossiers.models import Participation
from dossiers.once import first_time, when_done
from dossiers.services.moving import move
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.fieldtypes.email import is_address
from formengine.problems import Problem
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.services.sending import new_key, owe_key

MOST_AT_ONCE = 20


class NothingOwed(Refusal):
    """Nobody is left to remind, or this one owes nothing any more."""

    code = "nothing_owed"
    http_status = 409
    message = _("Nobody owes a reply.")


@dataclass(frozen=True)
class Ask:
    """One partner to be asked. `user_id` names a colleague: it is internal then; else `email` is needed."""

    kind: str
    scope: str
    due_on: dt.date
    name: str
    email: str = ""
    user_id: int | None = None
    instructions: str = ""


def ask(
    *, actor: Actor, sight: Sight, asks: Sequence[Ask], move_to: str | None, key: UUID, at: dt.datetime
) -> list[Solicitation]:
    """Ask several partners in one deed and, if wished, move the dossier to where they may act.

    External partners are owed a mail with a key; internal ones take part at once. Raises Forbidden, NotYours,
    NotAcceptable (paths: number of the ask, then its field), NoSuchMove, KeyReused.
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        now = sight.on(deed.dossier)
        content = ["ask", deed.dossier.pk, move_to, [_content(each) for each in asks]]
        if not first_time(actor=actor, key=key, content=content, at=at):
            return list(deed.dossier.solicitations.filter(asked_at=when_done(actor=actor, key=key)))
        problems = tuple(p.under(n) for n, each in enumerate(asks) for p in _wrong(now, each, at))
        if problems or not asks or len(asks) > MOST_AT_ONCE:
            raise NotAcceptable(problems or (Problem((), "required"),))
        made = [_ask_one(deed, now, each) for each in asks]
        deed.set(asked=deed.dossier.asked + len(made))
        if move_to:
            move(deed, now, move_to)
    return made


def _content(one: Ask) -> list[str | int | None]:
    asked = [one.kind, one.scope, one.due_on.isoformat(), one.name, one.email, one.instructions]
    return [*asked, one.user_id]


def _wrong(now: Sight, one: Ask, at: dt.datetime) -> list[Problem]:
    found = []
    if now.model.scope(one.scope) is None:
        found.append(Problem(("scope",), "required"))
    if one.kind not in ("opinion", "complement", "both"):
        found.append(Problem(("kind",), "required"))
    if one.due_on < timezone.localdate(at):
        found.append(Problem(("due_on",), "in_the_past"))
    if one.user_id is not None:
        colleagues = Membership.objects.filter(
            organisation_id=now.dossier.organisation_id, user_id=one.user_id
        )
        if not colleagues.filter(user__is_active=True).exists():
            found.append(Problem(("user_id",), "required"))
    elif not is_address(one.email.strip()):
        found.append(Problem(("email",), "not_an_email" if one.email.strip() else "required"))
    if not one.name.strip():
        found.append(Problem(("name",), "required"))
    return found


def _ask_one(deed: Writing, now: Sight, one: Ask) -> Solicitation:
    scope = now.model.scope(one.scope)
    view = scope.view if scope else "partner"
    solicitation = Solicitation(
        organisation_id=deed.dossier.organisation_id,
        dossier=deed.dossier,
        kind=one.kind,
        scope=one.scope,
        internal=one.user_id is not None,
        partner_name=one.name.strip()[:150],
        partner_email=one.email.strip().lower(),
        instructions=one.instructions.strip()[:4000],
        due_on=one.due_on,
        asked_by_id=deed.actor.person_id,
        asked_at=deed.at,
    )
    if one.user_id is not None:
        solicitation.state = State.ATTACHED
        solicitation.participation = Participation.objects.create(
            organisation_id=deed.dossier.organisation_id,
            dossier=deed.dossier,
            user_id=one.user_id,
            role=Role.INTERNAL_PARTNER,
            view=view,
            kind=one.kind,
            scope=one.scope,
            starts_at=deed.at,
        )
        solicitation.save(force_insert=True)
        deed.owe("internal_request", f"internal:{solicitation.pk}", solicitation=solicitation.pk)
    else:
        new = new_key(deed, solicitation, solicitation.partner_email)
        solicitation.invitation = new.invitation
        solicitation.save(force_insert=True)
        owe_key(deed, solicitation, new)
        deed.record(EventKind.KEY_SENT, solicitation=solicitation.pk, hint=new.invitation.hint)
    deed.record(
        EventKind.ASKED,
        solicitation=solicitation.pk,
        partner=solicitation.partner_name,
        asked_for=one.kind,
        scope=one.scope,
    )
    return solicitation
