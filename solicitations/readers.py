"""Whom a letter about a request is for: its partner, or one of the colleagues who take part beside them."""

from dataclasses import dataclass

from accounts.models import User
from dossiers.models import Invitation, Outbox
from solicitations.models import Solicitation


@dataclass(frozen=True)
class Reader:
    """`user` is the account that attached the dossier; None as long as there is none."""

    name: str
    email: str
    user: User | None
    invitation: Invitation | None


def reader_of(row: Outbox, solicitation: Solicitation) -> Reader | None:
    """The one person this row is owed to; None where it is a colleague who was removed meanwhile.

    One query at most, where the row names a colleague.
    """
    if "colleague" not in row.refs:
        held = solicitation.participation
        return Reader(
            solicitation.partner_name,
            held.user.email if held else solicitation.partner_email,
            held.user if held else None,
            solicitation.invitation,
        )
    found = (
        solicitation.colleagues.filter(pk=row.refs["colleague"], removed_at=None)
        .select_related("participation__user", "invitation").first()
    )  # fmt: skip
    if found is None:
        return None
    user = found.participation.user if found.participation else None
    return Reader(found.name, user.email if user else found.email, user, found.invitation)


def agent_of(row: Outbox, solicitation: Solicitation) -> User:
    """The agent this row is owed to. One query at most: rows of before name nobody, and are the asker's."""
    agent = row.refs.get("agent", solicitation.asked_by_id)
    if agent == solicitation.asked_by_id:
        return solicitation.asked_by
    return User.objects.get(pk=agent)
