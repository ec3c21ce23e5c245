"""What an agent does: ask."""

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from typing import Any
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from accounts.actors import Actor
from accounts.permissions import require
from accounts.refusals import Refusal
from dossiers.enums import EventKind, Role
from dossiers.models import Participation
from dossiers.once import first_time, when_done
from dossiers.services.moving import move
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from formengine.problems import Problem
from solicitations.enums import State
from solicitations.models import Batch, Solicitation
from solicitations.services.enclosing import digests_of, enclose
from solicitations.services.judging import Ask, Ground, ground_of, problems_of, settled
from solicitations.services.registering import remember
from solicitations.services.sending import new_key, owe_key

__all__ = ["MOST_AT_ONCE", "Ask", "NothingOwed", "ask"]

MOST_AT_ONCE = 20


class NothingOwed(Refusal):
    """Nobody is left to remind, or this one owes nothing any more."""

    code = "nothing_owed"
    http_status = 409
    message = _("Nobody owes a reply.")


def ask(
    *, actor: Actor, sight: Sight, asks: Sequence[Ask], move_to: str | None, key: UUID, at: dt.datetime,
    batch: Batch | None = None,
) -> list[Solicitation]:  # fmt: skip
    """Ask several partners in one deed and, if wished, move the dossier to where they may act.

    External partners are owed a mail with a key; internal ones take part at once. Raises Forbidden, NotYours,
    NotAcceptable (paths: number of the ask, then its field), NoSuchMove, KeyReused.
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        now = sight.on(deed.dossier)
        files = digests_of(now, [each for one in asks for each in one.enclosures])
        content = ["ask", deed.dossier.pk, move_to, [_content(each, files) for each in asks]]
        if not first_time(actor=actor, key=key, content=content, at=at):
            return list(deed.dossier.solicitations.filter(asked_at=when_done(actor=actor, key=key)))
        ground = ground_of(now, asks, at)
        wanted = [settled(each, ground) for each in asks]
        problems = tuple(p.under(n) for n, each in enumerate(wanted) for p in problems_of(each, ground))
        problems += tuple(_twice(wanted))
        if problems or not wanted or len(wanted) > MOST_AT_ONCE:
            raise NotAcceptable(problems or (Problem((), "required"),))
        made = [_ask_one(deed, now, each, ground, batch) for each in wanted]
        deed.set(asked=deed.dossier.asked + len(made))
        if move_to:
            move(deed, now, move_to)
    return made


def _content(one: Ask, files: Mapping[UUID, str]) -> list[Any]:
    """All that one chose. What is not chosen is left out, so that requests of before mean the same.

    Files go by what is in them: a form sent twice has stored them twice.
    """
    asked = [one.kind, one.scope, one.due_on.isoformat(), one.name, one.email, one.instructions, one.user_id]
    opens = [one.opens_on.isoformat() if one.opens_on else None, sorted(one.opens_at)]
    more = [
        one.person_id,
        *opens,
        one.may_forward,
        sorted(files.get(each, "") for each in one.enclosures),
        one.again_of,
    ]
    return [*asked, *more] if any(more) else asked


def _twice(wanted: Sequence[Ask]) -> Iterator[Problem]:
    """The same partner for the same scope two times in one deed: never meant."""
    seen = set()
    for number, each in enumerate(wanted):
        whom = (each.scope, each.user_id, "" if each.user_id is not None else each.email)
        if whom in seen and each.scope and (each.email or each.user_id is not None):
            yield Problem((number, "user_id" if each.user_id is not None else "email"), "twice")
        seen.add(whom)


def _ask_one(deed: Writing, now: Sight, one: Ask, ground: Ground, batch: Batch | None) -> Solicitation:
    asked = _drawn_up(deed, one, batch)
    before = ground.closed.get(one.again_of) if one.again_of is not None else None
    account = _attached_account(before, one)
    if one.user_id is not None:
        _take_part(deed, now, asked, Role.INTERNAL_PARTNER, one.user_id)
        deed.owe("internal_request", f"internal:{asked.pk}", solicitation=asked.pk)
    elif account is not None:
        _take_part(deed, now, asked, Role.PARTNER, account)
        deed.owe("asked_again", f"asked_again:{asked.pk}", solicitation=asked.pk)
    else:
        new = new_key(deed, asked, asked.partner_email)
        asked.invitation = new.invitation
        asked.save(force_insert=True)
        owe_key(deed, asked, new)
        deed.record(EventKind.KEY_SENT, solicitation=asked.pk, hint=new.invitation.hint)
    enclose(asked, one.enclosures)
    deed.record(
        EventKind.ASKED,
        solicitation=asked.pk,
        partner=asked.partner_name,
        asked_for=one.kind,
        scope=one.scope,
    )
    return asked


def _drawn_up(deed: Writing, one: Ask, batch: Batch | None) -> Solicitation:
    person_id = one.person_id
    if one.remember and one.user_id is None and person_id is None:
        person_id = remember(
            organisation_id=deed.dossier.organisation_id, body_name=one.body_name, name=one.name,
            email=one.email, scope=one.scope,
        ).pk  # fmt: skip
    return Solicitation(
        organisation_id=deed.dossier.organisation_id,
        dossier=deed.dossier,
        kind=one.kind,
        scope=one.scope,
        internal=one.user_id is not None,
        partner_name=one.name[:150],
        partner_email=one.email,
        person_id=person_id,
        body_name=one.body_name.strip()[:150],
        instructions=one.instructions.strip()[:4000],
        due_on=one.due_on,
        opens_on=one.opens_on,
        opens_at=list(one.opens_at),
        may_forward=one.may_forward and one.user_id is None,
        asked_by_id=deed.actor.person_id,
        asked_at=deed.at,
        batch=batch,
        again_of_id=one.again_of,
    )


def _attached_account(before: Solicitation | None, one: Ask) -> int | None:
    """The account that still holds the dossier through the request that is made again, at the same address.

    It needs no other key: it proved with the first one that it is who was meant.
    """
    if before is None or before.internal or before.participation is None:
        return None
    held = before.participation
    if held.ended_at is not None or before.partner_email.lower() != one.email:
        return None
    return held.user_id


def _take_part(deed: Writing, now: Sight, asked: Solicitation, role: Role, user_id: int) -> None:
    """A participation at once, without a key."""
    scope = now.model.scope(asked.scope)
    asked.state = State.ATTACHED
    asked.participation = Participation.objects.create(
        organisation_id=deed.dossier.organisation_id,
        dossier=deed.dossier,
        user_id=user_id,
        role=role,
        view=scope.view if scope else "partner",
        kind=asked.kind,
        scope=asked.scope,
        opens_on=asked.opens_on,
        opens_at=asked.opens_at,
        starts_at=deed.at,
    )
    asked.save(force_insert=True)
