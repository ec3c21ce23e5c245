"""Depositing a file for a field: stored once, under a random name, never changed."""

import datetime as dt
import hashlib
import unicodedata
from dataclasses import dataclass
from uuid import UUID, uuid4, uuid5

from django.core.files.base import File
from django.db import IntegrityError, transaction
from django.db.models import Count, Sum

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import Purpose
from dossiers.models import Document
from dossiers.services.saving import NotAcceptable, NotEditable
from dossiers.sights import Sight
from formengine.access import Access
from formengine.document import digest
from formengine.fieldtypes.file import clean_label, has_own_labels, upload_problems
from formengine.model import Field
from formengine.problems import Problem

DEPOSITS = UUID("5e0c2a52-7c0b-4c4b-9b1e-6a3f6f6f2d80")
HEAD_BYTES = 4096
MOST_FILES, MOST_BYTES = 50, 200 * 1024 * 1024  # of one person in one dossier (SECURITY.md §3, row 40)
LONGEST_NAME = 150
FOR_A_FIELD = (Purpose.ANSWER, Purpose.OPINION)
"""What comes with a page that may be sent twice."""


@dataclass(frozen=True)
class Upload:
    """A file as it arrived. `name` is what the sender's machine called it, `label` what they call it."""

    name: str
    size: int
    file: File  # type: ignore[type-arg]
    label: str = ""


def deposit(*, actor: Actor, sight: Sight, field: str, upload: Upload, at: dt.datetime) -> Document:
    """Store a file for a field this actor may edit. It counts as an answer only once a page with it is saved.

    Raises Forbidden, NotEditable, NotAcceptable (empty, too large, of another kind).
    """
    require(actor, "dossiers.deposit", sight)
    compiled = sight.compiled.by_key.get(field)
    if compiled is None or compiled.access is not Access.EDIT or compiled.field.type != "file":
        raise NotEditable((Problem((field[:60],), "unknown_field"),))
    return store(sight=sight, actor=actor, field=compiled.field, upload=upload, purpose=Purpose.ANSWER, at=at)


def store(
    *, sight: Sight, actor: Actor, field: Field, upload: Upload, purpose: Purpose, at: dt.datetime
) -> Document:
    """Judge and keep a file. Raises NotAcceptable.

    The same file sent twice by the same person for the same field (a button pressed twice) is one document.
    """
    upload.file.seek(0)
    head = upload.file.read(HEAD_BYTES)
    problems = upload_problems(upload.name, upload.size, head, field)
    if problems:
        raise NotAcceptable(tuple(problem.under(field.key) for problem in problems))
    name, sha256 = clean_name(upload.name), _sha256(upload)
    sender = [sight.dossier.pk, actor.user_id, field.key, name, sha256]
    document = Document(
        id=uuid5(DEPOSITS, digest(sender)) if purpose in FOR_A_FIELD else uuid4(),
        organisation_id=sight.dossier.organisation_id,
        dossier=sight.dossier,
        purpose=purpose,
        field=field.key,
        name=name,
        label=clean_label(upload.label) if has_own_labels(field) else "",
        size=upload.size,
        content_type=content_type(upload.name),
        sha256=sha256,
        deposited_by_id=actor.user_id,
        deposited_at=at,
    )
    known = _known(document)
    if known is None:
        _check_quota(document)
    kept = known or _kept(document, upload)
    if document.label and kept.label != document.label:
        kept.label = document.label
        kept.save(update_fields=["label"])
    return kept


def _check_quota(document: Document) -> None:
    """Raises NotAcceptable where this person has filled their share of the dossier. One query."""
    own = Document.objects.filter(dossier=document.dossier, deposited_by_id=document.deposited_by_id)
    held = own.aggregate(files=Count("pk"), bytes=Sum("size", default=0))
    if held["files"] >= MOST_FILES or held["bytes"] + document.size > MOST_BYTES:
        raise NotAcceptable((Problem((document.field,), "too_many_files", {"most": MOST_FILES}),))


def _sha256(upload: Upload) -> str:
    found = hashlib.sha256()
    upload.file.seek(0)
    for chunk in upload.file.chunks():
        found.update(chunk)
    upload.file.seek(0)
    return found.hexdigest()


def _known(document: Document) -> Document | None:
    known: Document | None = Document.objects.filter(pk=document.pk).first()
    return known


def _kept(document: Document, upload: Upload) -> Document:
    document.file.save("file", upload.file, save=False)
    try:
        with transaction.atomic():
            document.save(force_insert=True)
    except IntegrityError:  # the other press of the button was faster
        known = _known(document)
        if known is None:
            raise
        if known.file.name != document.file.name:
            document.file.delete(save=False)
        return known
    return document


def clean_name(name: str) -> str:
    """A name to show: no folder, no control or direction characters, NFC, at most 150 characters."""
    text = unicodedata.normalize("NFC", name.replace("\\", "/").rsplit("/", 1)[-1])
    text = "".join(character for character in text if unicodedata.category(character)[0] != "C").strip(" .")
    stem, dot, ending = text.rpartition(".")
    if dot and len(ending) <= 10:
        return f"{stem[: LONGEST_NAME - len(ending) - 1]}.{ending}" if stem else f"document.{ending}"
    return text[:LONGEST_NAME] or "document"


TYPES = {
    "pdf": "application/pdf",
    "jpg": "image/jpeg",
    "jpeg": "image/jpeg",
    "png": "image/png",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "odt": "application/vnd.oasis.opendocument.text",
    "ods": "application/vnd.oasis.opendocument.spreadsheet",
}


def content_type(name: str) -> str:
    """By the ending, which `upload_problems` has held against the content. Never what the sender declared."""
    return TYPES.get(name.rpartition(".")[2].lower(), "application/octet-stream")
