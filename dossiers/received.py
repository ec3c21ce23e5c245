"""Documents of the service, as the dossier's own parties have them."""

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from accounts.actors import Actor
from dossiers.enums import EventKind
from dossiers.models import Document, PartyRecipient, Receiving, SentDocument
from dossiers.sights import PARTY_ROLES, NotYours, Sight
from dossiers.writing import writing


@dataclass(frozen=True)
class Received:
    """One document as its recipient sees it. Whether anybody else has it is nothing they are told."""

    id: UUID
    title: str
    message: str
    name: str
    size: int
    given_at: dt.datetime
    is_new: bool


def received(sent: SentDocument, receiving: Receiving) -> Received:
    document = sent.document
    return Received(
        id=document.pk,
        title=sent.title,
        message=sent.message,
        name=document.name,
        size=document.size,
        given_at=receiving.given_at,
        is_new=receiving.opened_at is None,
    )


def received_by_party(sight: Sight) -> list[Received]:
    """What the service has put into the dossier for this party, newest first. One query."""
    if sight.participation is None or not sight.is_open:
        return []
    rows: Iterable[PartyRecipient] = (
        PartyRecipient.objects.filter(participation=sight.participation, taken_at=None)
        .select_related("sent__document").order_by("-given_at", "-pk")
    )  # fmt: skip
    return [received(each.sent, each) for each in rows]


def open_as_party(*, actor: Actor, sight: Sight, document_id: UUID, at: dt.datetime) -> Document:
    """One of them, to be handed out; the first time it is opened is recorded. Raises NotYours."""
    participation = sight.participation
    if participation is None or participation.role not in PARTY_ROLES or not sight.is_open:
        raise NotYours
    found = PartyRecipient.objects.filter(
        participation=participation, taken_at=None, sent__document=document_id, sent__dossier=sight.dossier
    )
    row: PartyRecipient | None = found.select_related("sent__document").first()
    if row is None:
        raise NotYours
    note_opening(row, row.sent, actor=actor, sight=sight, at=at, recipient=str(participation.user))
    return row.sent.document


def note_opening(
    row: Receiving, sent: SentDocument, *, actor: Actor, sight: Sight, at: dt.datetime, recipient: str
) -> None:
    """Record that this recipient has opened the document, the first time only."""
    if row.opened_at is not None:
        return
    with writing(sight, actor=actor, at=at) as deed:
        unopened = type(row)._default_manager.filter(pk=row.pk, opened_at=None)
        if unopened.update(opened_at=at, opened_by_id=actor.person_id):
            deed.record(
                EventKind.DOCUMENT_OPENED,
                document=str(sent.document_id),
                document_kind=sent.kind,
                recipient=recipient,
            )
