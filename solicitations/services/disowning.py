"""Who attached a dossier says that it was not them, or that it is not for them: everything ends at once."""

import datetime as dt

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import EventKind
from dossiers.services.inviting import end_participation, revoke
from dossiers.writing import writing
from solicitations.enums import State
from solicitations.models import Solicitation
from solicitations.selectors import Request


def disown(*, actor: Actor, request: Request, at: dt.datetime) -> Solicitation:
    """End the participation, kill the key and tell the agent. Only a key sent again opens the dossier anew.

    A reply that has come in stays what it is. Raises Forbidden, NotYours where it ended meanwhile.
    """
    require(actor, "solicitations.reply", request.solicitation)
    with writing(request.sight, actor=actor, at=at) as deed:
        found: Solicitation = deed.dossier.solicitations.select_related("invitation", "participation").get(
            pk=request.solicitation.pk
        )
        if found.invitation:
            revoke(deed, found.invitation)
        if found.participation:
            end_participation(deed, found.participation)
        found.participation = None
        if found.state == State.ATTACHED:
            found.state = State.ASKED
        found.save(update_fields=["participation", "state"])
        hint = found.invitation.hint if found.invitation else ""
        deed.record(EventKind.DISOWNED, solicitation=found.pk, partner=found.partner_name, hint=hint)
        deed.owe(
            "disowned", f"disowned:{deed.dossier.pk}:{deed.events[-1].number}",
            solicitation=found.pk, number=deed.events[-1].number,
        )  # fmt: skip
    return found
