"""Documents of the service, as partners have them, and as the desk follows them."""

import datetime as dt
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Prefetch
from django.utils import timezone

from accounts.actors import Actor
from accounts.models import User
from dossiers.models import Document, PartyRecipient, SentDocument
from dossiers.received import Received, note_opening, received
from dossiers.sights import NotYours, Sight
from solicitations.enums import State
from solicitations.models import PartnerRecipient, Withheld
from solicitations.recipients import as_asked
from solicitations.request import Request


def sees_documents(request: Request) -> bool:
    """Whether documents are there for the partner of this request.

    As long as it is not withdrawn nor past its end, and the status shows the dossier to its view: also where
    the request is over, and the dossier itself no longer there for them.
    """
    held = request.sight.participation
    if held is None or held.ended_at is not None or request.solicitation.state == State.WITHDRAWN:
        return False
    return (held.ends_at is None or held.ends_at > timezone.now()) and as_asked(request.sight).is_open


def with_documents(requests: Iterable[Request]) -> frozenset[int]:
    """Ids of those solicitations for which there is some document. One query, none where none could be."""
    asked = [each.solicitation.pk for each in requests if sees_documents(each)]
    if not asked:
        return frozenset()
    rows = PartnerRecipient.objects.filter(solicitation__in=asked, taken_at=None).order_by()
    return frozenset(rows.values_list("solicitation_id", flat=True))


def received_by_partner(request: Request) -> list[Received]:
    """What the service has for the partner of this request, newest first. One query."""
    if not sees_documents(request):
        return []
    rows: Iterable[PartnerRecipient] = (
        PartnerRecipient.objects.filter(solicitation=request.solicitation, taken_at=None)
        .select_related("sent__document").order_by("-given_at", "-pk")
    )  # fmt: skip
    return [received(each.sent, each) for each in rows]


def open_as_partner(*, actor: Actor, request: Request, document_id: UUID, at: dt.datetime) -> Document:
    """One of them, to be handed out; the first time it is opened is recorded. Raises NotYours."""
    if not sees_documents(request):
        raise NotYours
    found = PartnerRecipient.objects.filter(
        solicitation=request.solicitation, taken_at=None, sent__document=document_id
    )
    row: PartnerRecipient | None = found.select_related("sent__document").first()
    if row is None:
        raise NotYours
    name = request.solicitation.partner_name
    note_opening(row, row.sent, actor=actor, sight=request.sight, at=at, recipient=name)
    return row.sent.document


@dataclass(frozen=True)
class Has:
    """That somebody has a document, as the desk follows it. `taken_at`: until when they had it."""

    key: str
    name: str
    is_party: bool
    given_at: dt.datetime
    taken_at: dt.datetime | None
    opened_at: dt.datetime | None
    opened_by: User | None


@dataclass(frozen=True)
class Sent:
    """A document of the service with all who have it, or had it."""

    sent: SentDocument
    recipients: tuple[Has, ...]

    @property
    def present(self) -> tuple[Has, ...]:
        return tuple(each for each in self.recipients if each.taken_at is None)

    @property
    def former(self) -> tuple[Has, ...]:
        return tuple(each for each in self.recipients if each.taken_at is not None)


def sent_documents(sight: Sight) -> list[Sent]:
    """All documents of the service in a dossier, newest first. Three queries at most."""
    found = sight.dossier.sent_documents.select_related("document", "sent_by").prefetch_related(
        Prefetch("parties", PartyRecipient.objects.select_related("participation__user", "opened_by")),
        Prefetch("partners", PartnerRecipient.objects.select_related("solicitation", "opened_by")),
    )
    return [Sent(each, tuple(_recipients(each))) for each in found]


def _recipients(sent: SentDocument) -> Iterable[Has]:
    for party in sent.parties.all():
        name, key = str(party.participation.user), f"party-{party.participation_id}"
        yield Has(key, name, True, party.given_at, party.taken_at, party.opened_at, party.opened_by)
    for partner in sent.partners.all():
        name, key = partner.solicitation.partner_name, f"partner-{partner.solicitation.uid}"
        yield Has(key, name, False, partner.given_at, partner.taken_at, partner.opened_at, partner.opened_by)


@dataclass(frozen=True)
class KeptFrom:
    """Who does not see a file of the dossier, whatever their view says."""

    everybody: bool = False
    names: tuple[str, ...] = ()


def kept_from(sight: Sight) -> Mapping[str, KeptFrom]:
    """By file: from which partners it is kept; only files that are kept from somebody. One query."""
    found: dict[str, KeptFrom] = {}
    rows = Withheld.objects.filter(document__dossier=sight.dossier).select_related("solicitation")
    for row in rows.order_by("pk"):
        before = found.get(str(row.document_id), KeptFrom())
        names = before.names if row.solicitation is None else (*before.names, row.solicitation.partner_name)
        found[str(row.document_id)] = KeptFrom(before.everybody or row.solicitation is None, names)
    return found
