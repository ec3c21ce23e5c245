"""What became of a key, as the desk tells it of a partner, of another party and of a beneficiary."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from accounts.models import User
from crm.masking import masked
from dossiers.enums import Delivery
from dossiers.models import Invitation, Outbox


@dataclass(frozen=True)
class KeyStory:
    """What became of a key: `hint` is its first group, all that is kept of it in clear."""

    hint: str
    email: str
    made_at: dt.datetime
    sent_at: dt.datetime | None
    stuck: bool
    bound_at: dt.datetime | None
    bound_by: str
    expires_at: dt.datetime
    expired: bool
    disowned_at: dt.datetime | None


@dataclass(frozen=True)
class KeyFacts:
    """What is read once for all keys of a dossier."""

    sent: Mapping[str, Outbox]
    people: Mapping[Any, User]

    @classmethod
    def of(cls, invitations: Iterable[Invitation]) -> "KeyFacts":
        """Two queries at most: the mails that carry the keys, and who bound them."""
        known = list(invitations)
        owed = Outbox.objects.filter(dedupe_key__in=[f"key:{each.pk}" for each in known]) if known else ()
        binders = {each.bound_to_id for each in known if each.bound_to_id}
        return cls({each.dedupe_key: each for each in owed}, User.objects.in_bulk(binders) if binders else {})


def story_of(
    invitation: Invitation, *, email: str, facts: KeyFacts, now: dt.datetime, withdrawn: bool
) -> KeyStory:
    """`withdrawn`: by the desk. A bound key that was revoked otherwise was reported by its holder."""
    mail, binder = facts.sent.get(f"key:{invitation.pk}"), facts.people.get(invitation.bound_to_id)
    return KeyStory(
        hint=invitation.hint,
        email=masked(email),
        made_at=invitation.created_at,
        sent_at=mail.done_at if mail and mail.state == Delivery.DONE else None,
        stuck=mail is not None and mail.state == Delivery.HUMAN,
        bound_at=invitation.bound_at,
        bound_by=str(binder) if binder else "",
        expires_at=invitation.expires_at,
        expired=invitation.expires_at <= now and invitation.bound_at is None,
        disowned_at=invitation.revoked_at if invitation.bound_at and not withdrawn else None,
    )
