"""Consent to a text: what is stored says to which text, so that it stays true when the text changes.

`{"given": true, "version": "2026-07", "digest": "…"}`: the digest is the text's SHA-256, hexadecimal. Consent
to an older text stays what it was, a fact; whoever consents now consents to the text that stands here now.
"""

import hashlib
import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.base import FieldType, Titled
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import CONSENT, OLDER_CONSENT, word
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

MOST_TEXT, MOST_VERSION = 20_000, 40
DIGEST = re.compile(r"[0-9a-f]{64}", re.ASCII)
WORDS = {"": None, "false": None, "true": True, "on": True}


@register
class Consent(FieldType):
    """`x-text` and `x-version`: what is consented to."""

    name = "consent"
    kind = "boolean"
    control = "accept"

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "x-type": self.name, "x-text": "", "x-version": "1"}

    def settings(self) -> tuple[str, ...]:
        return ("x-text", "x-version")

    def normalise(self, raw: Any, field: "Field") -> Any:
        """A tick is consent to the text that stands here. Consent to any other cannot be given any more."""
        if raw is None or isinstance(raw, bool):
            return current(field) if raw else None
        if isinstance(raw, str) and raw in WORDS:
            return current(field) if WORDS[raw] else None
        if isinstance(raw, Mapping):
            if dict(raw) == current(field):
                return current(field)
            raise Unacceptable("consent_outdated")
        raise Unacceptable("not_yes_or_no")

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        return () if _is_consent(value) else (Problem((), "required"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        said = OLDER_CONSENT if is_older(value, field) else CONSENT
        return word(said, language) % {"version": value.get("version", "")}

    def cell(self, value: Any, field: "Field") -> str:
        return f"{value.get('version', '')} sha256:{value.get('digest', '')}"

    def operand(self, value: Any, field: "Field") -> Any:
        return True if _is_consent(value) else None

    def from_operand(self, value: Any, field: "Field") -> Any:
        """Nobody consents by a rule."""
        return None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        parts = {
            "given": {"const": True},
            "version": {"type": "string", "minLength": 1, "maxLength": MOST_VERSION},
            "digest": {"type": "string", "pattern": "^[0-9a-f]{64}$"},
        }
        return {
            **texts,
            "type": "object",
            "properties": parts,
            "required": list(parts),
            "additionalProperties": False,
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        return tuple(
            Problem((keyword,), "bad_setting")
            for keyword, most in (("x-text", MOST_TEXT), ("x-version", MOST_VERSION))
            if not _is_text(schema.get(keyword), most)
        )

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        """Consent to an older text is no tick under this one."""
        return "true" if value == "true" or value == current(field) else ""

    def to_read(self, field: "Field") -> str:
        return text_of(field)

    def options(self, field: "Field", language: str) -> Titled:
        return (("true", field.title),)


def text_of(field: "Field") -> str:
    """What is consented to, in the markup of texts to read."""
    text = field.schema.get("x-text")
    return text if isinstance(text, str) else ""


def current(field: "Field") -> dict[str, Any]:
    """Consent to the text as it stands here."""
    version = field.schema.get("x-version")
    return {
        "given": True,
        "version": version if _is_text(version, MOST_VERSION) else "1",
        "digest": hashlib.sha256(text_of(field).encode("utf-8", "replace")).hexdigest(),
    }


def is_older(value: Any, field: "Field") -> bool:
    """Whether the text has changed since."""
    return _is_consent(value) and value["digest"] != current(field)["digest"]


def _is_text(value: Any, most: int) -> bool:
    return isinstance(value, str) and 0 < len(value) <= most and bool(value.strip())


def _is_consent(value: Any) -> bool:
    return (
        isinstance(value, Mapping)
        and value.keys() == {"given", "version", "digest"}
        and value["given"] is True
        and _is_text(value["version"], MOST_VERSION)
        and isinstance(value["digest"], str)
        and DIGEST.fullmatch(value["digest"]) is not None
    )
