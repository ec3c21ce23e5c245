"""Bounds on what comes in, checked before anything else looks at it (SECURITY.md §3, rows 22 to 24)."""

import math
from collections.abc import Mapping
from typing import Any

from formengine.problems import DocumentRefused

MAX_DEPTH, MAX_KEYS, MAX_ITEMS, MAX_TEXT = 20, 20_000, 10_000, 100_000
MAX_INTEGER = 2**63
MAX_NESTING = 5
"""Groups inside one another."""

MAX_DOCUMENT_DEPTH = 64
"""Of a model document: five groups take three levels each, then comes a rule or an extra schema."""


def check_limits(
    value: Any, *, max_depth: int = MAX_DEPTH, max_text: int = MAX_TEXT, max_integer: int = MAX_INTEGER
) -> None:
    """Refuse what is too deep, too large, not finite, or holds characters no database keeps.

    Iterative, so depth itself cannot hurt. Raises DocumentRefused with the place of the first fault.
    """
    keys = 0
    stack: list[tuple[Any, tuple[str | int, ...]]] = [(value, ())]
    while stack:
        current, path = stack.pop()
        if len(path) > max_depth:
            raise DocumentRefused("too_deep", *path[:max_depth])
        if isinstance(current, Mapping):
            keys += len(current)
            if keys > MAX_KEYS:
                raise DocumentRefused("too_many_keys", *path)
            for key, inner in current.items():
                if not isinstance(key, str) or not storable(key):
                    raise DocumentRefused("bad_key", *path)
                stack.append((inner, (*path, key)))
        elif isinstance(current, list | tuple):
            if len(current) > MAX_ITEMS:
                raise DocumentRefused("too_many_items", *path)
            stack.extend((inner, (*path, number)) for number, inner in enumerate(current))
        elif isinstance(current, str):
            if len(current) > max_text:
                raise DocumentRefused("too_long", *path, most=max_text)
            if not storable(current):
                raise DocumentRefused("unstorable_text", *path)
        elif isinstance(current, float):
            if not math.isfinite(current):
                raise DocumentRefused("not_finite", *path)
        elif isinstance(current, int) and not isinstance(current, bool):
            if abs(current) > max_integer:
                raise DocumentRefused("number_too_large", *path)
        elif current is not None and not isinstance(current, bool):
            raise DocumentRefused("not_json", *path)


def storable(text: str) -> bool:
    """Whether every database keeps this text: no NUL, no lone surrogate."""
    if "\x00" in text:
        return False
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
