"""Two choices of which the second hangs on the first: a region, then one of its departments."""

from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from formengine.fieldtypes.base import FieldType, InputPart, Titled, clean_text
from formengine.fieldtypes.registry import register
from formengine.problems import Path, Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

FIRST, SECOND = "first", "second"
BETWEEN = " › "
"""Between both values where one input says both; no value may hold it."""

MOST_OPTIONS, MOST_TEXT = 2_000, 300


class Level(NamedTuple):
    """An option of the first choice, and those of the second it leads to (none: the first is enough)."""

    value: str
    title: str
    children: Titled


@register
class Linked(FieldType):
    """Stored as `{"first": value, "second": value}`, without `second` where nothing is below the first."""

    name = "linked"
    kind = "list"
    control = "parts"

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "x-type": self.name, "x-levels": []}

    def settings(self) -> tuple[str, ...]:
        return ("x-levels", "x-titles")

    def normalise(self, raw: Any, field: "Field") -> Any:
        """Takes the second choice also as `first › second`, which says both."""
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise Unacceptable("not_an_object")
        if not raw.keys() <= {FIRST, SECOND}:
            raise Unacceptable("unknown_part")
        first, second = (_part(raw, part) for part in (FIRST, SECOND))
        if not _is_below(second, _level(field, first)):
            above, below = _split(second, field)
            if below:
                # Where the first was changed meanwhile, the second is to be chosen again.
                first, second = first or above, below if first in ("", above) else ""
        return {part: value for part, value in ((FIRST, first), (SECOND, second)) if value} or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, Mapping):
            return (Problem((), "not_an_object"),)
        if not value.get(FIRST):
            return (Problem((FIRST,), "required"),)
        level = _level(field, value[FIRST])
        if level is None:
            return (Problem((FIRST,), "not_an_option"),)
        second = value.get(SECOND)
        if not second:
            return (Problem((SECOND,), "required"),) if level.children else ()
        return () if _is_below(second, level) else (Problem((SECOND,), "not_an_option"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        return " – ".join(_titles(value, field))

    def cell(self, value: Any, field: "Field") -> str:
        return "/".join(str(value[part]) for part in (FIRST, SECOND) if value.get(part))

    def operand(self, value: Any, field: "Field") -> Any:
        """Both values, so that a rule may ask for either."""
        if not isinstance(value, Mapping):
            return None
        chosen = (value.get(part) for part in (FIRST, SECOND))
        return tuple(each for each in chosen if isinstance(each, str)) or None

    def from_operand(self, value: Any, field: "Field") -> Any:
        """Both values, or the first alone."""
        given = (value,) if isinstance(value, str) else value
        if not isinstance(given, tuple) or not 0 < len(given) <= 2:
            return None
        made = dict(zip((FIRST, SECOND), given, strict=False))
        return None if self.problems(made, field) else made

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        return {
            **texts,
            "type": "object",
            "oneOf": [_schema_of(level) for level in levels(field)] or [False],
            "additionalProperties": False,
            "properties": {FIRST: {"type": "string"}, SECOND: {"type": "string"}},
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = list(_level_faults(schema))
        titles = schema.get("x-titles")
        if titles is not None and not (
            isinstance(titles, list) and len(titles) == 2 and all(map(_is_text, titles))
        ):
            found.append(Problem(("x-titles",), "bad_setting"))
        return tuple(found)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        firsts = tuple((level.value, level.title) for level in levels(field))
        seconds = tuple(
            (f"{level.value}{BETWEEN}{value}", f"{level.title} – {title}")
            for level in levels(field)
            for value, title in level.children
        )
        titles = field.schema.get("x-titles")
        labels = titles if isinstance(titles, list) and len(titles) == 2 else (FIRST, SECOND)
        return (
            InputPart(FIRST, str(labels[0]), "select", options=firsts),
            InputPart(SECOND, str(labels[1]), "select", options=seconds, required=False),
        )

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        held = value if isinstance(value, Mapping) else {}
        first, second = held.get(FIRST, ""), held.get(SECOND, "")
        return {FIRST: first, SECOND: f"{first}{BETWEEN}{second}" if second else ""}


@lru_cache(maxsize=512)
def levels(field: "Field") -> tuple[Level, ...]:
    """The options as the document has them; those that are none are left out."""
    return tuple(
        Level(value, title, tuple(_options(each.get("children"))))
        for value, title, each in _entries(field.schema.get("x-levels"))
    )


def _entries(source: Any) -> Iterator[tuple[str, str, Mapping[str, Any]]]:
    for each in source if isinstance(source, list | tuple) else ():
        if isinstance(each, Mapping) and _is_text(each.get("value")):
            title = each.get("title")
            yield each["value"], title if isinstance(title, str) and title else each["value"], each


def _options(source: Any) -> Iterator[tuple[str, str]]:
    return ((value, title) for value, title, _each in _entries(source))


def _is_text(value: Any) -> bool:
    return isinstance(value, str) and 0 < len(value) <= MOST_TEXT


def _part(raw: Mapping[str, Any], part: str) -> str:
    try:
        return clean_text(raw.get(part), most=2 * MOST_TEXT + 1)
    except Unacceptable as refused:
        raise Unacceptable(refused.problem.code, path=(part,), **refused.problem.params) from None


def _split(text: str, field: "Field") -> tuple[str, str]:
    """`first › second` as both; empty texts where it is no such thing."""
    for level in levels(field):
        below = text.removeprefix(f"{level.value}{BETWEEN}")
        if below != text and _is_below(below, level):
            return level.value, below
    return "", ""


def _is_below(value: Any, level: Level | None) -> bool:
    return level is not None and any(value == each for each, _title in level.children)


def _level(field: "Field", value: Any) -> Level | None:
    return next((level for level in levels(field) if level.value == value), None)


def _titles(value: Any, field: "Field") -> list[str]:
    first, second = value.get(FIRST), value.get(SECOND)
    level = _level(field, first)
    below = dict(level.children) if level else {}
    titles = [level.title if level else str(first or "")]
    return [*titles, below.get(second, str(second))] if second else titles


def _schema_of(level: Level) -> dict[str, Any]:
    if not level.children:
        return {"properties": {FIRST: {"const": level.value}, SECOND: False}, "required": [FIRST]}
    below = {"enum": [value for value, _title in level.children]}
    return {"properties": {FIRST: {"const": level.value}, SECOND: below}, "required": [FIRST, SECOND]}


def _level_faults(schema: Mapping[str, Any]) -> Iterator[Problem]:
    above = schema.get("x-levels")
    if not isinstance(above, list | tuple) or not above:
        yield Problem(("x-levels",), "no_options")
        return
    yield from _faults(above, ("x-levels",))
    total = len(above)
    for number, each in enumerate(above):
        below = each.get("children") if isinstance(each, Mapping) else None
        if isinstance(below, list | tuple):
            yield from _faults(below, ("x-levels", number, "children"))
            total += len(below)
        elif below is not None:
            yield Problem(("x-levels", number, "children"), "bad_setting")
    if total > MOST_OPTIONS:
        yield Problem(("x-levels",), "bad_setting")


def _faults(source: Any, path: Path) -> Iterator[Problem]:
    """Options without a value, and values that were there before."""
    seen: set[str] = set()
    for number, each in enumerate(source):
        value = each.get("value") if isinstance(each, Mapping) else None
        if not isinstance(value, str) or not _is_text(value) or value in seen or BETWEEN in value:
            yield Problem((*path, number), "bad_setting")
        else:
            seen.add(value)
