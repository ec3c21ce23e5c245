"""Who may ask, and who may reply."""

import rules

from accounts.actors import Actor
from dossiers.rules import works_at_the_desk
from dossiers.sights import Sight
from solicitations.models import Solicitation


@rules.predicate
def is_asked(actor: Actor, solicitation: Solicitation | None) -> bool:
    """The actor holds a participation that this solicitation gave: as its partner, or as a colleague."""
    return (
        solicitation is not None
        and actor.user_id is not None
        and solicitation.organisation_id == actor.organisation_id
        and solicitation.participation_of(actor.user_id) is not None
    )


@rules.predicate
def may_ask(actor: Actor, sight: Sight | None) -> bool:
    return bool(works_at_the_desk.test(actor, sight))


rules.add_perm("solicitations.ask", may_ask)
rules.add_perm("solicitations.reply", is_asked)
