"""A key typed before its owner signed in waits in the session: as its keyed digest, never as itself."""

from dataclasses import dataclass

from django.contrib.sessions.backends.base import SessionBase

from dossiers import keys

PENDING, ATTACHED = "partner_portal.pending_key", "partner_portal.attached_hint"
REFUSED = "partner_portal.refused_key"
OPENS_ON = "partner_portal.opens_on"
AS_PARTY = "partner_portal.attached_as_party"


@dataclass(frozen=True)
class PendingKey:
    """`digest` is what the database holds of a key; `hint` its first group, by which its owner knows it."""

    digest: bytes
    hint: str


def pending_from(normal: str, *, organisation_id: int) -> PendingKey:
    return PendingKey(keys.digest(normal, organisation_id=organisation_id), keys.hint(normal))


def keep(session: SessionBase, pending: PendingKey, under: str = PENDING) -> None:
    session[under] = {"digest": pending.digest.hex(), "hint": pending.hint}


def pending_in(session: SessionBase, under: str = PENDING) -> PendingKey | None:
    """The key that waits; under REFUSED the last one that was refused, about which something may be asked."""
    kept = session.get(under)
    return PendingKey(bytes.fromhex(kept["digest"]), kept["hint"]) if kept else None


def forget(session: SessionBase) -> None:
    session.pop(PENDING, None)
    session.pop(REFUSED, None)
