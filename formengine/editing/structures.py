"""Settings that are lists, as people write them: one thing a line, `value | label` or the label alone.

What `written_…` writes, `parse_…` reads back. All of them raise Refused, naming the line.
"""

import json
from collections.abc import Iterable, Mapping
from typing import Any

from formengine.editing.lookup import LABEL, free_key, slug, text
from formengine.editing.refusals import Refused
from formengine.fieldtypes.constant import constant_of
from formengine.fieldtypes.map import SIDES, bounds_of
from formengine.parts import is_key

MOST_LINES, MOST_TEXT, VALUE = 2_000, 700_000, 100
Titled = list[dict[str, Any]]


def parse_levels(written: str) -> Titled:
    """`[{value, title, children}]`: indented lines stand below the one before that is not."""
    levels: Titled = []
    for line in _lines(written):
        if not line[0].isspace():
            levels.append({**_one(line, levels, "value"), "children": []})
        elif levels:
            levels[-1]["children"].append(_one(line, levels[-1]["children"], "value"))
        else:
            raise Refused("bad_option", line=line.strip()[:60])
    return [{key: each[key] for key in each if each[key] != []} for each in levels]


def written_levels(levels: Any) -> str:
    return "\n".join(
        line
        for each in _mappings(levels)
        for line in (
            _line(each, "value"),
            *(f"  {_line(below, 'value')}" for below in _mappings(each.get("children"))),
        )
    )


def parse_keyed(written: str) -> Titled:
    """`[{key, title}]`, each key such as a field has."""
    keyed: Titled = []
    for line in _lines(written):
        one = _one(line.strip(), keyed, "key")
        if not is_key(one["key"]):
            raise Refused("bad_option", line=line.strip()[:60])
        keyed.append(one)
    return keyed


def written_keyed(keyed: Any) -> str:
    return "\n".join(_line(each, "key") for each in _mappings(keyed))


def parse_lines(written: str) -> list[str]:
    """A list of texts, one a line."""
    return [text(line, most=LABEL) for line in _lines(written)]


def written_lines(lines: Any) -> str:
    return "\n".join(str(each) for each in lines) if isinstance(lines, list | tuple) else ""


def parse_bounds(written: str) -> dict[str, str]:
    """`{south, west, north, east}`: four numbers of degrees on one line; nothing for an empty one."""
    numbers = written.replace(";", " ").split()
    if not numbers:
        return {}
    bounds = dict(zip(SIDES, (each.rstrip(",").replace(",", ".") for each in numbers), strict=False))
    if len(numbers) != len(SIDES) or bounds_of({"x-bounds": bounds}) is None:
        raise Refused("bad_bounds")
    return bounds


def written_bounds(bounds: Any) -> str:
    said = bounds if isinstance(bounds, Mapping) else {}
    return " ".join(str(said[side]) for side in SIDES if side in said)


def parse_constant(written: str) -> str | int | bool | None:
    """Text as it stands; after `=` a JSON scalar, which may be a whole number, true, false or text."""
    if not written.startswith("="):
        return written or None
    try:
        value = json.loads(written[1:])
    except (ValueError, RecursionError):
        raise Refused("bad_constant") from None
    if constant_of({"const": value}) is None:
        raise Refused("bad_constant")
    return value  # type: ignore[no-any-return]


def written_constant(constant: Any) -> str:
    if isinstance(constant, str) and not constant.startswith("="):
        return constant
    return "" if constant is None else f"={json.dumps(constant, ensure_ascii=False)}"


def _lines(written: str) -> list[str]:
    whole = written.replace("\r\n", "\n").replace("\r", "\n")
    text(whole, most=MOST_TEXT)
    lines = [line.rstrip() for line in whole.split("\n") if line.strip()]
    if len(lines) > MOST_LINES:
        raise Refused("too_many_options", most=MOST_LINES)
    return lines


def _one(line: str, before: Iterable[Mapping[str, Any]], name: str) -> dict[str, Any]:
    value, bar, title = (part.strip() for part in line.strip().partition("|"))
    taken = {each[name] for each in before}
    if not bar:
        value, title = free_key(slug(value, default="option"), taken), value
    if not value or len(value) > VALUE:
        raise Refused("bad_option", line=line.strip()[:60])
    if value in taken:
        raise Refused("option_twice", value=value)
    return {name: value, "title": text(title or value)}


def _line(each: Mapping[str, Any], name: str) -> str:
    value = str(each.get(name) or "")
    return f"{value} | {each.get('title') or value}"


def _mappings(source: Any) -> list[Mapping[str, Any]]:
    return [each for each in source if isinstance(each, Mapping)] if isinstance(source, list | tuple) else []
