"""A key was refused: its holder asks for another one, or that their account be accepted; the agent answers.

What was asked and answered is told by the audit trail alone (`solicitations.keys`).
"""

import datetime as dt
import logging

from accounts.actors import Actor
from accounts.models import User
from accounts.permissions import require
from dossiers.enums import PARTNER_ROLES, EventKind
from dossiers.models import Invitation
from dossiers.services.inviting import readdress, why_not
from dossiers.services.parties import tell_of_wish
from dossiers.sights import Sight
from dossiers.writing import Writing, writing
from solicitations.keys import Wish, solicitation_of, wishes_of
from solicitations.models import Solicitation
from solicitations.services.asking import NothingOwed
from solicitations.services.telling import tell_agents

log = logging.getLogger("trivium.security")
DAY = dt.timedelta(days=1)
MOST_A_DAY = 5


def wish(*, actor: Actor, digest: bytes, at: dt.datetime) -> bool:
    """Tell the service that the holder of a refused key needs another one, or to be accepted with it.

    `digest` comes from `keys.digest`. Told once a day for each account and request, five times for all
    accounts. False where it was not: nothing is refused, or it was told before; that is not for the asker to
    know.
    """
    if not actor.is_signed_in:
        return False
    found: Invitation | None = (
        Invitation.objects.select_related("dossier__version", "dossier__model")
        .filter(organisation_id=actor.organisation_id, key_digest=digest).first()
    )  # fmt: skip
    if found is None:
        return False
    with writing(Sight(found.dossier, found.view), actor=actor, at=at) as deed:
        known: Invitation = Invitation.objects.get(pk=found.pk)
        refusal, asked = why_not(known, actor), solicitation_of(known)
        if refusal is None:
            return False
        if known.role not in PARTNER_ROLES:
            return tell_of_wish(deed, known, refusal.reason)
        if asked is None:
            return False
        kind = EventKind.ACCOUNT_OFFERED if refusal.reason == "other_address" else EventKind.KEY_WANTED
        lately = deed.dossier.events.filter(kind=kind, params__solicitation=asked.pk, at__gt=at - DAY)
        if lately.filter(user_id=actor.person_id).exists() or lately.count() >= MOST_A_DAY:
            return False
        deed.record(kind, solicitation=asked.pk, invitation=known.pk, hint=known.hint, reason=refusal.reason)
        _tell_the_agent(deed, asked)
        if refusal.reason == "used":
            log.warning("a key used by another account was reported", extra={"event": "key_used_reported"})
    return True


def _tell_the_agent(deed: Writing, asked: Solicitation) -> None:
    event = deed.events[-1]
    tell_agents(deed, asked, "key_wish", f"key_wish:{deed.dossier.pk}:{event.number}", number=event.number)


def answer_account(
    *, actor: Actor, sight: Sight, solicitation: Solicitation, number: int, accepted: bool, at: dt.datetime
) -> Wish:
    """Accept the account that offered itself in the event of this number, or not; it is told by mail.

    An accepted account can bind the key that it holds, once, and the address it was sent to no longer can.
    The same answer again is no error. Raises Forbidden, NotYours, NothingOwed: no such wish, another answer
    given, or a key that cannot be bound any more.
    """
    require(actor, "solicitations.ask", sight)
    with writing(sight, actor=actor, at=at) as deed:
        wishes = wishes_of(deed.dossier).get(solicitation.pk, ())
        found = next((each for each in wishes if each.number == number and each.is_account), None)
        if found is None or found.answer not in (None, accepted):
            raise NothingOwed
        if found.answer is not None:
            return found
        if accepted:
            invitation = deed.dossier.invitations.filter(pk=found.invitation).first()
            email = User.objects.values_list("email", flat=True).get(pk=found.user_id)
            if invitation is None or not readdress(deed, invitation, email):
                raise NothingOwed
        kind = EventKind.ACCOUNT_ACCEPTED if accepted else EventKind.ACCOUNT_DECLINED
        deed.record(kind, solicitation=solicitation.pk, wish=number, partner=found.name, hint=found.hint)
        deed.owe(
            "account_answered", f"account_answered:{deed.dossier.pk}:{number}",
            solicitation=solicitation.pk, number=number, accepted=accepted,
        )  # fmt: skip
    return found
