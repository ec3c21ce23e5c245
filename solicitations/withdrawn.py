"""What the service says about a request it took back, to who holds its key."""

from django.db.models import Q

from accounts.actors import Actor
from dossiers.models import Invitation
from solicitations.enums import State
from solicitations.models import Solicitation


def words_for(actor: Actor, digest: bytes) -> str:
    """Told to the account that used the key, and to the one it was sent to; nothing to anybody else.

    `digest` comes from `keys.digest`. Two queries at most.
    """
    key = Invitation.objects.filter(organisation_id=actor.organisation_id, key_digest=digest).first()
    if key is None or not actor.is_signed_in:
        return ""
    if key.bound_to_id != actor.user_id and key.intended_email.lower() != actor.email.lower():
        return ""
    theirs = Q(invitation=key) | Q(colleagues__invitation=key)
    found = Solicitation.objects.filter(theirs, dossier_id=key.dossier_id, state=State.WITHDRAWN)
    return str(found.values_list("withdrawn_reason", flat=True).first() or "")
