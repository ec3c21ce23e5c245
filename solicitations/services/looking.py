"""An agent has seen the replies that came in."""

import datetime as dt

from accounts.actors import Actor
from accounts.permissions import require
from solicitations.models import RepliesSeen


def see_replies(*, actor: Actor, until: dt.datetime, at: dt.datetime) -> RepliesSeen:
    """Up to this moment, never further than now; earlier than before changes nothing. Raises Forbidden."""
    require(actor, "solicitations.look")
    until = min(until, at)
    seen: RepliesSeen
    seen, _made = RepliesSeen.objects.get_or_create(
        organisation_id=actor.organisation_id, user_id=actor.person_id, defaults={"until": until}
    )
    RepliesSeen.objects.filter(pk=seen.pk, until__lt=until).update(until=until)
    return seen
