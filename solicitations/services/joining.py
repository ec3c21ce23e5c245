"""The files of an opinion: they belong to it, never to the dossier (S4-33)."""

import datetime as dt
from collections.abc import Sequence
from uuid import UUID

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import Purpose
from dossiers.models import Document
from dossiers.services.depositing import Upload, store
from dossiers.services.saving import NotAcceptable
from dossiers.sights import Sight
from formengine.model import Field
from formengine.problems import Problem
from solicitations.request import Request

KINDS = (
    "application/pdf", "image/jpeg", "image/png",
    "application/vnd.oasis.opendocument.text", "application/vnd.oasis.opendocument.spreadsheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
)  # fmt: skip
MOST_MB, MOST_FILES = 10, 10
OPINION_FILE = Field(
    key="opinion_file", type="file", title="", help="",
    schema={"x-type": "file", "x-accept": list(KINDS), "x-max-mb": MOST_MB, "x-max-files": MOST_FILES},
)  # fmt: skip


def keep_opinion_file(*, actor: Actor, request: Request, upload: Upload, at: dt.datetime) -> Document:
    """Keep a file of an opinion that could not be taken yet, so that it need not be sent twice.

    Raises Forbidden, NotAcceptable (path: opinion_file).
    """
    require(actor, "solicitations.reply", request.solicitation)
    return store_file(request.sight, actor, upload, at)


def store_file(sight: Sight, actor: Actor, upload: Upload, at: dt.datetime) -> Document:
    """Judge and keep it. Raises NotAcceptable (path: opinion_file)."""
    purpose = Purpose.OPINION
    return store(sight=sight, actor=actor, field=OPINION_FILE, upload=upload, purpose=purpose, at=at)


def kept_opinion_files(*, actor: Actor, request: Request, documents: Sequence[UUID]) -> list[Document]:
    """Of these, in order: what this actor has sent for an opinion on this dossier, and what the present
    opinion of the request holds, whoever sent it. One query."""
    found = Document.objects.filter(
        dossier=request.sight.dossier,
        purpose=Purpose.OPINION,
        deposited_by_id=actor.person_id,
        pk__in=documents,
    )
    known = {each.pk: each for each in found}
    if request.opinion is not None:
        known |= {each.pk: each for each in request.opinion.papers}
    return [known[each] for each in dict.fromkeys(documents) if each in known]


def joined_files(
    *, actor: Actor, request: Request, uploads: Sequence[Upload], documents: Sequence[UUID], at: dt.datetime
) -> list[Document]:
    """The files an opinion is given with. Raises NotAcceptable (path: opinion_file)."""
    if len(set(documents)) + len(uploads) > MOST_FILES:
        raise NotAcceptable((Problem(("opinion_file",), "too_many_files", {"most": MOST_FILES}),))
    kept = kept_opinion_files(actor=actor, request=request, documents=documents)
    if len(kept) != len(set(documents)):
        raise NotAcceptable((Problem(("opinion_file",), "not_a_document"),))
    sent = [store_file(request.sight, actor, each, at) for each in uploads]
    return list({each.pk: each for each in (*kept, *sent)}.values())
