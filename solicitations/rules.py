"""Who may ask, and who may reply."""

import rules

from accounts.actors import Actor
from dossiers.rules import works_at_the_desk
from dossiers.sights import Sight
from solicitations.models import Solicitation


@rules.predicate
def is_asked(actor: Actor, solicitation: Solicitation | None) -> bool:
    """The actor holds the participation that this solicitation gave."""
    return (
        solicitation is not None
        and solicitation.participation is not None
        and actor.user_id is not None
        and solicitation.organisation_id == actor.organisation_id
        and solicitation.participation.user_id == actor.user_id
        and solicitation.participation.ended_at is None
    )


@rules.predicate
def may_ask(actor: Actor, sight: Sight | None) -> bool:
    return bool(works_at_the_desk.test(actor, sight))


rules.add_perm("solicitations.ask", may_ask)
rules.add_perm("solicitations.reply", is_asked)
