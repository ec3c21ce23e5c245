"""Two people at one dossier: each change is held against the value its writer had seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from formengine.document import digest
from formengine.model import Field

Seen = str | Mapping[str, str]
"""What a writer had seen of a field: a fingerprint, or one for each row id of a repeatable group."""


@dataclass(frozen=True)
class Conflict:
    """Two values for one field: the one stored meanwhile, and the one this writer sent."""

    key: str
    stored: Any
    mine: Any


@dataclass(frozen=True)
class Clash:
    """`merge_value` found both sides changed."""


def fingerprint(value: Any) -> str:
    """Twelve hexadecimal digits of a value's digest. Empty and missing are the same."""
    return "" if value in (None, "", [], {}) else digest(value)[:12]


def seen_of(field: Field, value: Any) -> Seen:
    """What to put beside a rendered field, so that a later change can be merged.

    `value`: as the reader sees it (`ProjectedField.value`), so that it tells nothing of what is hidden.
    """
    if field.type == "rows":
        return {str(row.get("_id")): fingerprint(row) for row in value or []}
    if field.type == "group":
        return {key: fingerprint(part) for key, part in (value or {}).items()}
    return fingerprint(value)


def merge_value(field: Field, stored: Any, seen: Seen | None, mine: Any) -> Any | Clash:
    """The value after this writer's change, or Clash.

    Untouched by this writer: stored stays. Untouched by others: mine. Both made the same change: that one.
    Rows are merged one by one, by id, parts of a group by key. `seen` None: the field was seen empty.
    """
    if field.type == "rows":
        return _merge_rows(stored or [], seen if isinstance(seen, Mapping) else {}, mine or [])
    if field.type == "group":
        return _merge_parts(stored or {}, seen if isinstance(seen, Mapping) else {}, mine or {})
    base = seen if isinstance(seen, str) else ""
    return _merge_one(stored, base, mine)


def _merge_one(stored: Any, base: str, mine: Any) -> Any | Clash:
    if fingerprint(mine) == base:
        return stored
    if fingerprint(stored) == base or _same(stored, mine):
        return mine
    return Clash()


def _same(one: Any, other: Any) -> bool:
    return fingerprint(one) == fingerprint(other)


def _merge_parts(stored: Mapping[str, Any], seen: Mapping[str, str], mine: Mapping[str, Any]) -> Any | Clash:
    merged = {}
    for key in [*mine, *(key for key in stored if key not in mine)]:
        kept = _merge_one(stored.get(key), seen.get(key, ""), mine.get(key))
        if isinstance(kept, Clash):
            return kept
        if kept is not None:
            merged[key] = kept
    return merged or None


def _merge_rows(stored: list[Any], seen: Mapping[str, str], mine: list[Any]) -> Any | Clash:
    """Rows by id. The order is this writer's, unless they left all as it was; others' new rows come last."""
    theirs = {row["_id"]: row for row in stored}
    ours = {row["_id"]: row for row in mine}
    if {key: fingerprint(row) for key, row in ours.items()} == seen and list(ours) == list(seen):
        return stored or None
    merged = []
    for key in [*ours, *(key for key in theirs if key not in ours)]:
        kept = _merge_one(theirs.get(key), seen.get(key, ""), ours.get(key))
        if isinstance(kept, Clash):
            return kept
        if kept is not None:
            merged.append(kept)
    return merged or None
