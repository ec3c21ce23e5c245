"""Who may ask, and who may reply."""

import rules

from accounts.actors import Actor
from dossiers.rules import works_at_the_desk
from dossiers.sights import Sight
from solicitations.models import PartnerBody, PartnerPerson, Solicitation


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


@rules.predicate
def may_read_registry(actor: Actor) -> bool:
    """Who asks partners, and who keeps the list of them."""
    return actor.is_agent or actor.is_admin


@rules.predicate
def keeps_registry(actor: Actor, entry: PartnerBody | PartnerPerson | None) -> bool:
    """An administrator of the organisation whose entry it is; of a new one, of any."""
    return actor.is_admin and (entry is None or entry.organisation_id == actor.organisation_id)


@rules.predicate
def looks_after_replies(actor: Actor) -> bool:
    return actor.is_agent


rules.add_perm("solicitations.ask", may_ask)
rules.add_perm("solicitations.look", looks_after_replies)
rules.add_perm("solicitations.reply", is_asked)
rules.add_perm("solicitations.read_registry", may_read_registry)
rules.add_perm("solicitations.keep_registry", keeps_registry)
