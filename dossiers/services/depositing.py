"""Depositing a file for a field: stored once, under a random name, never changed."""

import datetime as dt
import hashlib
import unicodedata
from dataclasses import dataclass
from uuid import uuid4

from django.core.files.base import File

from accounts.actors import Actor
from accounts.permissions import require
from dossiers.enums import Purpose
from dossiers.models import Document
from dossiers.services.saving import NotAcceptable, NotEditable
from dossiers.sights import Sight
from formengine.access import Access
from formengine.fieldtypes.file import upload_problems
from formengine.model import Field
from formengine.problems import Problem

HEAD_BYTES = 4096
LONGEST_NAME = 150


@dataclass(frozen=True)
class Upload:
    """A file as it arrived. `name` is what the sender's machine called it."""

    name: str
    size: int
    file: File  # type: ignore[type-arg]


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
    """Judge and keep a file. Raises NotAcceptable."""
    upload.file.seek(0)
    head = upload.file.read(HEAD_BYTES)
    problems = upload_problems(upload.name, upload.size, head, field)
    if problems:
        raise NotAcceptable(tuple(problem.under(field.key) for problem in problems))
    sha256 = hashlib.sha256()
    upload.file.seek(0)
    for chunk in upload.file.chunks():
        sha256.update(chunk)
    upload.file.seek(0)
    document = Document(
        id=uuid4(),
        organisation_id=sight.dossier.organisation_id,
        dossier=sight.dossier,
        purpose=purpose,
        field=field.key,
        name=clean_name(upload.name),
        size=upload.size,
        content_type=content_type(upload.name),
        sha256=sha256.hexdigest(),
        deposited_by_id=actor.user_id,
        deposited_at=at,
    )
    document.file.save("file", upload.file, save=False)
    document.save(force_insert=True)
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
