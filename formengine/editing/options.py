"""Options as people write them: one a line, `value | label` or the label alone."""

from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from formengine.document import MAX_OPTIONS
from formengine.editing.lookup import LABEL, free_key, slug, text
from formengine.editing.refusals import Refused

VALUE = 100
Options = list[dict[str, str]]


def parse_options(written: str, known: Options) -> Options:
    """`[{const, title}]`. A label that was there keeps its value, so that answers given stay what they are.

    Raises Refused for too many, too long, or the same value twice.
    """
    by_title = {each.get("title", each["const"]): each["const"] for each in known}
    lines = [line.strip() for line in text(written, most=1_000_000).split("\n") if line.strip()]
    if len(lines) > MAX_OPTIONS:
        raise Refused("too_many_options", most=MAX_OPTIONS)
    options: Options = []
    given = {line.partition("|")[0].strip() for line in lines if "|" in line}
    taken = set(given)
    for line in lines:
        value, bar, title = (part.strip() for part in line.partition("|"))
        if not bar:
            title = value
            value = by_title.get(title, "")
            if not value or value in taken:
                value = free_key(slug(title, default="option"), taken)
        if not value or len(value) > VALUE:
            raise Refused("bad_option", line=line[:60])
        options.append({"const": value, "title": text(title or value, most=LABEL)})
        taken.add(value)
    values = sorted(each["const"] for each in options)
    for value, following in pairwise(values):
        if value == following:
            raise Refused("option_twice", value=value)
    return options


def options_of(schema: Mapping[str, Any]) -> Options:
    holder = schema.get("items", {}) if schema.get("x-type") == "choices" else schema
    return list(holder.get("oneOf", []))


def written_options(schema: Mapping[str, Any]) -> str:
    """The options as `parse_options` reads them."""
    return "\n".join(f"{each['const']} | {each.get('title', each['const'])}" for each in options_of(schema))
