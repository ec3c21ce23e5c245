"""Reading a field's own limits out of its schema. A draft may hold nonsense there: then there is no limit."""

from collections.abc import Callable, Mapping
from datetime import date
from decimal import Decimal, DecimalException
from functools import lru_cache
from typing import Any

import re2

from formengine.problems import Problem

Schema = Mapping[str, Any]
MAX_PATTERN = 500

AUTOCOMPLETE = frozenset(
    {
        *("name", "given-name", "family-name", "honorific-prefix", "organization", "organization-title"),
        *("email", "tel", "bday", "sex", "url", "username", "nickname", "street-address", "address-line1"),
        *("address-line2", "address-level1", "address-level2", "postal-code", "country", "country-name"),
    }
)
"""What `x-autocomplete` may say: HTML's names for what a browser knows of its user."""


def autocomplete(schema: Schema, usual: str = "") -> dict[str, str]:
    """The attribute that lets a browser help: what the designer says, else what is usual for the type."""
    token = schema.get("x-autocomplete")
    known = token if isinstance(token, str) and token in AUTOCOMPLETE else usual
    return {"autocomplete": known} if known else {}


def whole(schema: Schema, keyword: str, default: int | None = None) -> int | None:
    value = schema.get(keyword)
    return value if isinstance(value, int) and not isinstance(value, bool) else default


def amount(schema: Schema, keyword: str) -> Decimal | None:
    """A decimal written as text ("0", "199.99")."""
    value = schema.get(keyword)
    if not isinstance(value, str) or len(value) > 20:
        return None
    try:
        number = Decimal(value)
    except DecimalException:
        return None
    return number if number.is_finite() and abs(number) < Decimal("1e13") else None


def day(schema: Schema, keyword: str) -> date | None:
    value = schema.get(keyword)
    try:
        return date.fromisoformat(value) if isinstance(value, str) and len(value) == 10 else None
    except ValueError:
        return None


@lru_cache(maxsize=1024)
def compiled_pattern(pattern: str) -> Any | None:
    """The pattern under RE2; None where RE2 refuses it (look-arounds, back-references, sheer size)."""
    options = re2.Options()
    options.log_errors = False
    options.max_mem = 1 << 20
    try:
        return re2.compile(pattern, options) if len(pattern) <= MAX_PATTERN else None
    except (re2.error, UnicodeEncodeError):
        return None


def pattern_problems(schema: Schema, keyword: str) -> tuple[Problem, ...]:
    pattern = schema.get(keyword)
    if pattern is None or (isinstance(pattern, str) and compiled_pattern(pattern) is not None):
        return ()
    return (Problem((keyword,), "pattern_refused"),)


def matches(schema: Schema, keyword: str, text: str) -> bool:
    """Whether the text satisfies the field's pattern. A pattern RE2 refuses lets nothing through."""
    pattern = schema.get(keyword)
    if not isinstance(pattern, str):
        return True
    compiled = compiled_pattern(pattern)
    return compiled is not None and compiled.search(text) is not None


def bounds_problems(
    schema: Schema, least: str, most: str, read: Callable[[Schema, str], Any], *, natural: bool = False
) -> tuple[Problem, ...]:
    """What is wrong with a pair of limits; `natural`: they count something, so they are 0 or more."""
    found = []
    for keyword in (least, most):
        if schema.get(keyword) is None:
            continue
        value = read(schema, keyword)
        if value is None or (natural and value < 0):
            found.append(Problem((keyword,), "bad_setting"))
    low, high = read(schema, least), read(schema, most)
    if not found and low is not None and high is not None and low > high:
        found.append(Problem((most,), "least_above_most"))
    return tuple(found)
