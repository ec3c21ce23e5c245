"""What a partner does before replying, for the trail: types the key, opens the request."""

import datetime as dt

from accounts.actors import Actor
from dossiers.enums import EventKind
from dossiers.models import Invitation, Participation
from dossiers.sights import NotYours, Sight
from dossiers.writing import writing
from solicitations.keys import solicitation_of
from solicitations.request import Request


def note_typed(*, actor: Actor, digest: bytes, at: dt.datetime) -> None:
    """Note that a key that would work was typed and its holder has to sign in first. Once for each key.

    Nothing is said back: whoever types it holds it anyway, and nobody else comes here.
    """
    found: Invitation | None = (
        Invitation.objects.usable().filter(organisation_id=actor.organisation_id, key_digest=digest)
        .select_related("dossier__version", "dossier__model").first()
    )  # fmt: skip
    asked = solicitation_of(found) if found else None
    if found is None or asked is None:
        return
    with writing(Sight(found.dossier, found.view), actor=actor, at=at) as deed:
        told = deed.dossier.events.filter(kind=EventKind.KEY_TYPED, params__invitation=found.pk)
        if not told.exists():
            deed.record(EventKind.KEY_TYPED, solicitation=asked.pk, invitation=found.pk, hint=found.hint)


def note_seen(*, actor: Actor, request: Request, at: dt.datetime) -> None:
    """Note that somebody opened the request for the first time. No query where it is known already."""
    held = request.sight.participation
    if held is None or held.seen_at is not None:
        return
    try:
        with writing(request.sight, actor=actor, at=at) as deed:
            first = Participation.objects.filter(pk=held.pk, seen_at=None).update(seen_at=at)
            if first:
                deed.record(EventKind.REQUEST_SEEN, solicitation=request.solicitation.pk)
    except NotYours:  # ended since the page was begun: there is nothing to note
        return
