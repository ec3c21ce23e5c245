"""Values that are listed: `enum`, `const`, and titled options written as `oneOf` or `anyOf`."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formengine.document import MAX_OPTIONS
from formengine.fitting import fits
from formengine.importing.expanding import AT, bare
from formengine.importing.fragments import Schema
from formengine.importing.merging import Flat, flat, same, token
from formengine.importing.naming import readable

if TYPE_CHECKING:
    from formengine.importing.lowering import Work

NAMES = ("enumNames", "x-enumNames", "x-enum-varnames")
MOST_VALUE = 200


@dataclass(frozen=True)
class Listed:
    """The values, each with its title; `null` apart."""

    values: tuple[tuple[Any, str], ...]
    nullable: bool = False
    blank: bool = False


def of(found: Flat) -> Listed | None:
    """The values a schema lists; None where it lists none, or too many to choose from."""
    values = _of_base(found.base)
    if values is None:
        for facet in found.facets:
            branches = facet.get("oneOf") or facet.get("anyOf")
            values = _of_branches(branches) if branches else None
            if values is not None:
                break
    if values is None or len(values) > MAX_OPTIONS:
        return None
    base = {key: value for key, value in bare(found.base).items() if key not in ("enum", "const")}
    rest = {**base, "allOf": [bare(each) for each in found.facets]} if found.facets else base
    known = [each for each in values if fits(rest, each[0])]
    kept = {token(value): (value, title) for value, title in reversed(known) if value not in (None, "")}
    if not kept and any(value in (None, "") for value, _title in known):
        return None
    return Listed(
        tuple(reversed(kept.values())),
        any(each[0] is None for each in known),
        any(each[0] == "" for each in known),
    )


def _of_base(base: Mapping[str, Any]) -> list[tuple[Any, str]] | None:
    if "const" in base:
        given = base.get("enum")
        if given is not None and not any(same(base["const"], each) for each in given):
            return None
        return [(base["const"], "")]
    if "enum" not in base:
        return None
    names: list[Any] = next((base[name] for name in NAMES if isinstance(base.get(name), list)), [])
    titles = [readable(each, most=300) for each in names]
    return [(each, titles[n] if n < len(titles) else "") for n, each in enumerate(base["enum"])]


def _of_branches(branches: list[Any]) -> list[tuple[Any, str]] | None:
    """One value a branch, with its title; a branch may also be `null`, or list several."""
    found: list[tuple[Any, str]] = []
    for branch in branches:
        inner = flat(branch)
        if inner.base.get("type") == ["null"]:
            found.append((None, ""))
            continue
        values = _of_base(inner.base)
        if values is None or inner.facets or (len(values) > 1 and inner.base.get("title")):
            return None
        title = readable(inner.base.get("title"), most=300)
        found.extend((value, title if len(values) == 1 and title else name) for value, name in values)
    return found


def is_empty(found: Flat) -> bool:
    """Whether values are listed of which the rest of the schema allows none."""
    listed = of(found)
    return listed is not None and not listed.values


def option_texts(listed: Listed) -> list[str]:
    """The option's text for each value: itself where it is text, its JSON otherwise; no two alike."""
    found: dict[str, None] = {}
    for number, (value, _title) in enumerate(listed.values, 1):
        text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
        if text in found or len(text) > MOST_VALUE or text.strip() != text or "\n" in text:
            text = f"option_{number}"
            while text in found:
                text += "_"
        found[text] = None
    return list(found)


def options(listed: Listed) -> tuple[list[dict[str, str]], dict[str, Any]]:
    """The options of a choice, and the JSON value of those that are not their own text."""
    made, values = [], {}
    for text, (value, title) in zip(option_texts(listed), listed.values, strict=True):
        shown = title or readable(value if isinstance(value, str) else text, most=300) or text
        made.append({"const": text, "title": shown})
        if value != text or not isinstance(value, str):
            values[text] = value
    return made, values


def field(work: "Work", listed: Listed, found: Flat) -> Schema:
    """Yes or no, a box to tick, or a choice."""
    values = [value for value, _title in listed.values]
    if all(isinstance(each, bool) for each in values):
        if len(values) == 2 and not any(title for _value, title in listed.values):
            return {"type": "boolean", "x-type": "yesno"}
        if values == [True]:
            return {"type": "boolean", "const": True, "x-type": "accept"}
    made, said = options(listed)
    if said:
        work.report.adapted(tuple(found.base.get(AT, ())), "values_kept_as_text")
    choice: Schema = {"type": "string", "x-type": "choice", "oneOf": made}
    plain: dict[str, Any] = {"values": said} if said else {}
    if listed.blank:
        plain["blank"] = True
    return {**choice, "x-plain": plain} if plain else choice
