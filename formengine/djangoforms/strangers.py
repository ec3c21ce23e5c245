"""Inputs named like fields that a page does not offer: `accept` is to see them, and to refuse."""

import re
from collections.abc import Callable, Iterable, Mapping
from typing import Any

from formengine.access import Access
from formengine.compiling import CompiledField
from formengine.djangoforms.words import PARTS
from formengine.fieldtypes import type_of
from formengine.parts import BESIDE

KEY = r"[a-z][a-z0-9_]{0,39}"
NAME = re.compile(
    rf"(?P<place>{KEY}(?:\.{KEY}|-[0-9]{{1,4}}-{KEY})*)(?:-(?P<part>[a-z][a-z0-9_-]{{0,80}}))?", re.ASCII
)
"""An input's name as the template would write it."""

STEP = re.compile(rf"(?:\.|-[0-9]{{1,4}}-)?({KEY})", re.ASCII)
PART_NAMES = frozenset({*PARTS, "kept", "remove", "count", "label"})


def note_strangers(
    names: Iterable[str],
    fields: Mapping[str, CompiledField],
    values: dict[str, Any],
    text: Callable[[str], str | None],
) -> None:
    """Put what was sent for strangers into `values`, to be judged. `names`: without the form's prefix."""
    for name in sorted(names):
        match = NAME.fullmatch(name)
        if match is None:
            continue
        keys = STEP.findall(match["place"])
        if _is_field(keys[0], match["part"], fields) and (depth := _stranger(keys, fields)) is not None:
            _put(keys[: depth + 1], text(name) or "", fields, values)


def _is_field(key: str, part: str | None, fields: Mapping[str, CompiledField]) -> bool:
    """Whether a field may have written that name, rather than something else on the page."""
    if key in BESIDE:
        return False
    if part is None or part in PART_NAMES or part.startswith("label-"):
        return True
    known = fields.get(key)
    return known is not None and any(each.key == part for each in type_of(known.field).parts(known.field))


def _stranger(keys: list[str], fields: Mapping[str, CompiledField]) -> int | None:
    """Which of the keys, from the top down, is not offered; None where all are."""
    known = fields
    for depth, key in enumerate(keys):
        compiled = known.get(key)
        if compiled is None or compiled.access is not Access.EDIT or not compiled.field.holds_value:
            return depth
        if not compiled.children:
            return None
        known = compiled.by_key
    return None


def _put(keys: list[str], raw: str, fields: Mapping[str, CompiledField], values: dict[str, Any]) -> None:
    """Where it would stand if it were offered; in a row of its own among rows."""
    known, here = fields, values
    for key in keys[:-1]:
        compiled = known[key]
        if compiled.field.type == "rows":
            row: dict[str, Any] = {}
            here.setdefault(key, []).append(row)
            here = row
        else:
            here = here.setdefault(key, {})
        known = compiled.by_key
    here.setdefault(keys[-1], raw)
