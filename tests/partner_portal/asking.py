"""Partners who have been asked, in any kind and scope, beyond those of the cast's consultation."""

import datetime as dt
from uuid import UUID, uuid4

from django.utils import timezone

from dossiers.keys import generate
from dossiers.sights import as_agent
from solicitations.models import Solicitation
from solicitations.services import Ask, ask
from tests.casting import Cast, attached, dossier_in_hand, moved, sealed_key

PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF"


def asked(
    cast: Cast, kind: str, scope: str = "comptable", role: str = "partner", days: int = 10
) -> Solicitation:
    """A partner who has attached the dossier, at a status where partners may act."""
    agent, sight = cast.actor("agent"), dossier_in_hand(cast)
    found = also_asked(cast, sight.dossier.uid, kind, scope, role, days)
    moved(agent, as_agent(agent, sight.dossier.uid), "avis_en_cours")
    return found


def also_asked(
    cast: Cast, dossier: UUID, kind: str, scope: str, role: str, days: int = 10, *, attach: bool = True
) -> Solicitation:
    """One more partner on the same dossier."""
    agent, user = cast.actor("agent"), cast.user(role)
    assert user is not None
    due = timezone.localdate() + dt.timedelta(days=days)
    (made,) = ask(
        actor=agent, sight=as_agent(agent, dossier), move_to=None, key=uuid4(), at=timezone.now(),
        asks=[Ask(kind, scope, due, str(user), user.email, None, "Comptes 2025 certifiés.")],
    )  # fmt: skip
    if attach:
        attached(cast, role, sealed_key(made))
    return Solicitation.objects.get(pk=made.pk)


def unknown_key() -> str:
    """A well-formed key that nobody was ever sent."""
    return generate()
