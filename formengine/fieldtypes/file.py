"""Documents: the answer is a list of their ids; the bytes are somebody else's business.

Where `x-own-label` is set, who sends one may name it: `{"id": …, "label": …}` stands for the id then. The
name belongs to the document and is no part of the answer.
"""

import re
import unicodedata
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any
from uuid import UUID

import filetype

from formengine.fieldtypes.base import FieldType
from formengine.fieldtypes.keywords import whole
from formengine.fieldtypes.registry import register
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

KINDS: Mapping[str, tuple[str, ...]] = {
    "application/pdf": ("pdf",),
    "image/jpeg": ("jpg", "jpeg"),
    "image/png": ("png",),
    "image/heic": ("heic",),
    "image/webp": ("webp",),
    "image/tiff": ("tif", "tiff"),
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document": ("docx",),
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet": ("xlsx",),
    "application/vnd.oasis.opendocument.text": ("odt",),
    "application/vnd.oasis.opendocument.spreadsheet": ("ods",),
    "application/pkcs7-mime": ("p7m",),
    "text/csv": ("csv",),
    "text/plain": ("txt",),
}
"""What may be uploaded at all, and the endings such a file's name may have."""

SIGNED_DATA = bytes.fromhex("06092a864886f70d010702")
"""How a signed envelope (.p7m) begins: pkcs7-signedData, 1.2.840.113549.1.7.2 (RFC 2315, 14), in DER."""

DEFAULT_KINDS = ("application/pdf", "image/jpeg", "image/png")
DEFAULT_MAX_MB, MOST_MB = 10, 100
HEAD = 8_192
"""How many first bytes `upload_problems` wants to see."""

DOCUMENT_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)
MOST_FILES = 50
LONGEST_LABEL = 120


@register
class File(FieldType):
    name = "file"
    kind = "list"
    control = "file"

    def fragment(self) -> dict[str, Any]:
        return {"type": "array", "items": {"type": "string", "format": "uuid"}, "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-accept", "x-max-mb", "x-max-files", "x-own-label")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or raw == "":
            return None
        sent = [raw] if isinstance(raw, str | UUID) else raw
        if not isinstance(sent, list | tuple):
            raise Unacceptable("not_a_list")
        if has_own_labels(field):
            sent = [id_in(each) for each in sent]
        ids = list(
            dict.fromkeys(str(each).lower() for each in sent if isinstance(each, str | UUID) and each != "")
        )
        if not all(DOCUMENT_ID.fullmatch(each) for each in ids) or any(
            not isinstance(each, str | UUID) for each in sent
        ):
            raise Unacceptable("not_a_document")
        return ids or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, list):
            return (Problem((), "not_a_list"),)
        most = max_files(field)
        return (Problem((), "too_many_files", {"most": most}),) if len(value) > most else ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        return str(len(value))

    def cell(self, value: Any, field: "Field") -> str:
        return "; ".join(map(str, value))

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may ask whether there are any."""
        return tuple(value) if isinstance(value, list) else None

    def from_operand(self, value: Any, field: "Field") -> Any:
        return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        return {
            **super().json_schema(field),
            "type": "array",
            "items": {"type": "string", "format": "uuid"},
            "uniqueItems": True,
            "maxItems": max_files(field),
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = []
        kinds = schema.get("x-accept")
        if kinds is not None and not (
            isinstance(kinds, list)
            and kinds
            and all(isinstance(each, str) and each in KINDS for each in kinds)
        ):
            found.append(Problem(("x-accept",), "kind_unknown", {"known": sorted(KINDS)}))
        for keyword, most in (("x-max-mb", MOST_MB), ("x-max-files", MOST_FILES)):
            value = whole(schema, keyword)
            if schema.get(keyword) is not None and (value is None or not 0 < value <= most):
                found.append(Problem((keyword,), "bad_setting"))
        if not isinstance(schema.get("x-own-label", False), bool):
            found.append(Problem(("x-own-label",), "bad_setting"))
        return tuple(found)


def has_own_labels(field: "Field") -> bool:
    """Whether who sends a file may give it a name in words of their own."""
    return field.type == File.name and field.schema.get("x-own-label") is True


def id_in(each: Any) -> Any:
    """The id in one thing that was sent, with a name or without."""
    return each.get("id") if isinstance(each, Mapping) and each.keys() <= {"id", "label"} else each


def sent_ids(raw: Any) -> list[str]:
    """What can be ids of documents in a raw value, in order; what is wrong with the rest is `normalise`'s."""
    sent = (id_in(each) for each in raw) if isinstance(raw, list | tuple) else ()
    return [each for each in sent if isinstance(each, str) and DOCUMENT_ID.fullmatch(each)]


def sent_labels(raw: Any) -> dict[str, str]:
    """The names that a raw value gives to documents, by id; an empty one takes the name away."""
    sent = raw if isinstance(raw, list | tuple) else ()
    return {
        each["id"]: clean_label(each["label"])
        for each in sent
        if isinstance(each, Mapping) and isinstance(each.get("label"), str) and sent_ids([each])
    }


def clean_label(text: str) -> str:
    """A name to show: one line, NFC, no control or direction characters, at most LONGEST_LABEL characters."""
    text = " ".join(unicodedata.normalize("NFC", text[: 10 * LONGEST_LABEL]).split())
    text = "".join(each for each in text if unicodedata.category(each)[0] != "C")
    return text[:LONGEST_LABEL].strip()


def max_files(field: "Field") -> int:
    return min(max(whole(field.schema, "x-max-files", 1) or 1, 1), MOST_FILES)


def max_bytes(field: "Field") -> int:
    return min(max(whole(field.schema, "x-max-mb", DEFAULT_MAX_MB) or 1, 1), MOST_MB) * 1024 * 1024


def accepted_kinds(field: "Field") -> tuple[str, ...]:
    """Media types this field takes; those we cannot check are left out."""
    kinds = field.schema.get("x-accept")
    if not isinstance(kinds, list | tuple):
        return DEFAULT_KINDS
    return tuple(kind for kind in kinds if isinstance(kind, str) and kind in KINDS)


def accepted_endings(field: "Field") -> tuple[str, ...]:
    return tuple(ending for kind in accepted_kinds(field) for ending in KINDS[kind])


def kind_of(name: str) -> str | None:
    """The media type the name's ending stands for; None for an ending we do not take from anybody."""
    ending = name.rpartition(".")[2].lower() if "." in name else ""
    return next((kind for kind, endings in KINDS.items() if ending in endings), None)


def upload_problems(name: str, size: int, head: bytes, field: "Field") -> tuple[Problem, ...]:
    """Why an upload is not taken. `head`: its first HEAD bytes. Name and content must say the same."""
    if size <= 0 or not head:
        return (Problem((), "file_empty"),)
    if size > max_bytes(field):
        return (Problem((), "file_too_large", {"most_mb": max_bytes(field) // (1024 * 1024)}),)
    kind = kind_of(name)
    if kind is None or kind not in accepted_kinds(field):
        return (Problem((), "file_kind", {"endings": list(accepted_endings(field))}),)
    return () if _looks_like(kind, head) else (Problem((), "file_lies"),)


def _looks_like(kind: str, head: bytes) -> bool:
    if kind.startswith("text/"):
        return b"\x00" not in head and filetype.guess(head) is None
    if kind.startswith("application/vnd.oasis."):
        return head.startswith(b"PK\x03\x04") and f"mimetype{kind}".encode() in head[:200]
    if kind.startswith("application/vnd.openxmlformats"):
        return head.startswith(b"PK\x03\x04") and any(
            mark in head for mark in (b"[Content_Types].xml", b"word/", b"xl/")
        )
    if kind == "application/pkcs7-mime":
        return head[:1] == b"\x30" and SIGNED_DATA in head[:40]
    guessed = filetype.guess(head)
    return guessed is not None and guessed.mime == kind
