"""Files that go with the instructions of a request: kept before it is sent, seen by its partner alone."""

import datetime as dt
from collections.abc import Iterable
from uuid import UUID

from django.db.models import QuerySet

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import Purpose
from dossiers.models import Document
from dossiers.services.depositing import Upload, store
from dossiers.sights import NotYours, Sight
from formengine.model import Field
from solicitations.models import Enclosure, Solicitation
from solicitations.request import Request

INSTRUCTION_FILE = Field(
    key="instruction_file", type="file", title="", help="",
    schema={
        "x-type": "file", "x-max-mb": 10,
        "x-accept": [
            "application/pdf", "image/jpeg", "image/png",
            "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
            "application/vnd.oasis.opendocument.text",
        ],
    },
)  # fmt: skip
MOST_FILES = 10


def keep_instruction_file(*, actor: Actor, sight: Sight, upload: Upload, at: dt.datetime) -> Document:
    """Keep a file that is to go with a request, so that it need not be sent twice.

    Raises Forbidden, NotAcceptable (path: instruction_file).
    """
    require(actor, "solicitations.ask", sight)
    purpose = Purpose.INSTRUCTION
    return store(sight=sight, actor=actor, field=INSTRUCTION_FILE, upload=upload, purpose=purpose, at=at)


def kept_instruction_files(sight: Sight, ids: Iterable[UUID]) -> list[Document]:
    """Of these, the ones that are instruction files of this dossier, in this order. One query at most."""
    wanted = list(dict.fromkeys(ids))
    if not wanted:
        return []
    found = Document.objects.filter(dossier=sight.dossier, purpose=Purpose.INSTRUCTION).in_bulk(wanted)
    return [found[each] for each in wanted if each in found]


def digests_of(sight: Sight, ids: Iterable[UUID]) -> dict[UUID, str]:
    """What is in them, by its fingerprint. One query at most."""
    return {each.pk: each.sha256 for each in kept_instruction_files(sight, ids)}


def enclose(solicitation: Solicitation, documents: Iterable[UUID]) -> None:
    """Within the deed that asks: the same file may go with several requests. Judged already."""
    Enclosure.objects.bulk_create(
        Enclosure(organisation_id=solicitation.organisation_id, solicitation=solicitation, document_id=each)
        for each in dict.fromkeys(documents)
    )


def enclosures_of(solicitation: Solicitation) -> list[Document]:
    """One query."""
    found = Enclosure.objects.filter(solicitation=solicitation).select_related("document").order_by("pk")
    return [each.document for each in found]


def open_enclosure(request: Request, document_id: UUID) -> Document:
    """A file that goes with this partner's own request, as long as they see it. Raises NotYours."""
    found = request.solicitation.enclosures.filter(document_id=document_id)
    return _first(found)


def open_enclosure_at_the_desk(sight: Sight, document_id: UUID) -> Document:
    """A file that went with some request on this dossier. Raises NotYours."""
    return _first(Enclosure.objects.filter(solicitation__dossier=sight.dossier, document_id=document_id))


def _first(found: QuerySet[Enclosure]) -> Document:
    enclosed = found.select_related("document").first()
    if enclosed is None:
        raise NotYours
    document: Document = enclosed.document
    return document
