"""Two people at one dossier: each change is held against the value its writer had seen."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias, Union

from formengine.document import digest
from formengine.model import Field

Seen: TypeAlias = Union[str, Mapping[str, "Seen"]]  # noqa: UP007 - a string in it cannot be or-ed
"""What a writer had seen of a field: a fingerprint; of a group one for each part; of rows one for each row.

A row whose parts come and go, or are groups themselves, is seen part by part.
"""


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
        rows = {str(row.get("_id")): row for row in value or []}
        return {
            key: fingerprint(row) if field.is_flat else _seen_parts(field, row) for key, row in rows.items()
        }
    if field.type == "group":
        return _seen_parts(field, value or {})
    return fingerprint(value)


def _seen_parts(field: Field, parts: Mapping[str, Any]) -> Seen:
    return {key: seen_of(field.by_key[key], part) for key, part in parts.items() if key in field.by_key}


def _answered(field: Field, seen: Seen) -> Seen:
    """Without the parts that were seen empty."""
    if not isinstance(seen, Mapping):
        return seen
    if field.type == "rows":
        return {key: _answered_parts(field, each) for key, each in seen.items()}
    return _answered_parts(field, seen)


def _answered_parts(field: Field, seen: Seen) -> Seen:
    if not isinstance(seen, Mapping):
        return seen
    found = {key: _answered(child, seen[key]) for key, child in field.by_key.items() if key in seen}
    return {key: each for key, each in found.items() if each}


def merge_value(field: Field, stored: Any, seen: Seen | None, mine: Any) -> Any | Clash:
    """The value after this writer's change, or Clash.

    Untouched by this writer: stored stays. Untouched by others: mine. Both made the same change: that one.
    Rows are merged one by one, by id, parts of a group by key. `seen` None: the field was seen empty.
    """
    if field.type == "rows":
        return _merge_rows(field, stored or [], seen if isinstance(seen, Mapping) else {}, mine or [])
    if field.type == "group":
        return _merge_parts(field, stored or {}, seen if isinstance(seen, Mapping) else {}, mine or {})
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


def _merge_parts(
    field: Field, stored: Mapping[str, Any], seen: Mapping[str, Seen], mine: Mapping[str, Any]
) -> Any | Clash:
    merged = {}
    for key in {**mine, **stored}:  # in this writer's order
        child = field.by_key.get(key)
        if child is None:  # a row's id
            kept = mine.get(key)
        else:
            kept = merge_value(child, stored.get(key), seen.get(key), mine.get(key))
        if isinstance(kept, Clash):
            return kept
        if kept is not None:
            merged[key] = kept
    return merged or None


def _merge_row(field: Field, stored: Any, seen: Seen | None, mine: Any) -> Any | Clash:
    if field.is_flat:
        return _merge_one(stored, seen if isinstance(seen, str) else "", mine)
    parts = seen if isinstance(seen, Mapping) else {}
    if mine is None and seen is None:  # somebody else's new row
        return stored
    if mine is None:  # taken away: only where others left all of it that was seen as it was
        return None if _as_seen(field, stored, parts) else Clash()
    if stored is None and parts:  # taken away by somebody else
        return None if _as_seen(field, mine, parts) else Clash()
    if stored is None:
        return mine
    return _merge_parts(field, stored, parts, mine)


def _as_seen(field: Field, parts: Mapping[str, Any], seen: Mapping[str, Seen]) -> bool:
    """Whether nobody changed a group or row since. A part that was not seen was empty, or is behind a
    condition that was not met: such a one says nothing. Nor does one that is computed: nobody writes it.
    """
    return all(
        _is_as_seen(child, parts.get(child.key), seen.get(child.key))
        for child in field.children
        if child.compute is None and (child.key in seen or child.when is None)
    )


def _is_as_seen(field: Field, value: Any, seen: Seen | None) -> bool:
    below = seen if isinstance(seen, Mapping) else {}
    if field.type == "group":
        return _as_seen(field, value or {}, below)
    if field.type == "rows":
        rows = {str(row.get("_id")): row for row in value or []}
        return rows.keys() == below.keys() and all(
            _row_is_as_seen(field, rows[key], below[key]) for key in rows
        )
    return fingerprint(value) == (seen or "")


def _row_is_as_seen(field: Field, row: Mapping[str, Any], seen: Seen) -> bool:
    if field.is_flat:
        return fingerprint(row) == seen
    return _as_seen(field, row, seen if isinstance(seen, Mapping) else {})


def _merge_rows(field: Field, stored: list[Any], seen: Mapping[str, Seen], mine: list[Any]) -> Any | Clash:
    """Rows by id. The order is this writer's, unless they left all as it was; others' new rows come last."""
    theirs = {row["_id"]: row for row in stored}
    ours = {row["_id"]: row for row in mine}
    if _answered(field, seen_of(field, mine)) == _answered(field, seen) and list(ours) == list(seen):
        return stored or None
    merged = []
    for key in {**ours, **theirs}:
        kept = _merge_row(field, theirs.get(key), seen.get(key), ours.get(key))
        if isinstance(kept, Clash):
            return kept
        if kept is not None:
            merged.append(kept)
    return merged or None
