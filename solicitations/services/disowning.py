"""Who attached a dossier says that it was not them, or that it is not for them: everything ends at once."""

import datetime as dt

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import EventKind
from dossiers.services.inviting import end_participation, revoke
from dossiers.writing import Writing, writing
from solicitations.enums import State
from solicitations.models import Colleague, Solicitation
from solicitations.request import Request
from solicitations.services.people import end_all
from solicitations.services.telling import tell_agents


def disown(*, actor: Actor, request: Request, at: dt.datetime) -> Solicitation:
    """End the participation, kill the key and tell the agent. Only a key sent again opens the dossier anew.

    With the partner's own place all others of the request end: it may be the wrong person who gave them. A
    colleague gives up their own alone. A reply that has come in stays what it is. Raises Forbidden, NotYours
    where it ended meanwhile.
    """
    require(actor, "solicitations.reply", request.solicitation)
    with writing(request.sight, actor=actor, at=at) as deed:
        found: Solicitation = deed.dossier.solicitations.select_related("invitation", "participation").get(
            pk=request.solicitation.pk
        )
        mine = found.colleagues.filter(participation=deed.participation, removed_at=None).first()
        hint = _given_up(deed, mine) if mine else _all_given_up(deed, found)
        deed.record(EventKind.DISOWNED, solicitation=found.pk, partner=found.partner_name, hint=hint)
        number = deed.events[-1].number
        tell_agents(deed, found, "disowned", f"disowned:{deed.dossier.pk}:{number}", number=number)
    return found


def _all_given_up(deed: Writing, found: Solicitation) -> str:
    """The first group of the key that no longer works; empty where there was none."""
    end_all(deed, found)
    found.colleagues.filter(removed_at=None).update(removed_at=deed.at)
    found.participation = None
    if found.state == State.ATTACHED:
        found.state = State.ASKED
    found.save(update_fields=["participation", "state"])
    return found.invitation.hint if found.invitation else ""


def _given_up(deed: Writing, mine: Colleague) -> str:
    if mine.invitation:
        revoke(deed, mine.invitation)
    if mine.participation:
        end_participation(deed, mine.participation)
    mine.removed_at = deed.at
    mine.save(update_fields=["removed_at"])
    return mine.invitation.hint if mine.invitation else ""
