"""What the template writes for each field: plain values, made from a projected field and a raw input."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

from markupsafe import Markup

from formengine.djangoforms.choosing import Choosable, tags_of
from formengine.djangoforms.texts import text_of
from formengine.fieldtypes import type_of
from formengine.fieldtypes.base import MOST_RADIOS, InputPart
from formengine.fieldtypes.codes import countries
from formengine.merging import fingerprint
from formengine.model import Field

WIDTHS = (2, 3, 4, 5, 10, 20, 30)
KNOWN_WIDTHS = {"date": 10, "time": 5}
INPUT_TYPES: Mapping[str, Markup] = {
    "number": Markup(' inputmode="numeric"'),
    "decimal": Markup(' inputmode="decimal"'),
    "date": Markup(' type="date"'),
    "time": Markup(' type="time"'),
    "email": Markup(' type="email" spellcheck="false"'),
}


class PartInput(NamedTuple):
    """One of several inputs of one answer. `optional`: the answer is required, this part of it is not.

    `tags`: options of a list, `many` where it can be searched."""

    name: str
    id: str
    part: str
    kind: str
    label: str
    value: str
    attributes: Markup
    width: str
    optional: bool = False
    tags: Markup = Markup()
    many: bool = False


class GridRow(NamedTuple):
    title: str
    cells: list[PartInput]


class Record(NamedTuple):
    """One row of a repeatable group; `id` is empty for a new one."""

    id: str
    children: list["Control"]


@dataclass(slots=True)
class Control:
    """An input or a group of inputs. `anchor`: id of the first thing to be focused.

    `bare`: the name without the form's prefix. `level`: how many groups it lies in. `marked`: a hidden input
    says that it was on the page, because nothing else would where nothing is chosen. `drawing`: an SVG path.
    """

    kind: str
    key: str
    name: str
    bare: str
    id: str
    anchor: str
    label: str
    help: str
    required: bool
    editable: bool
    level: int = 0
    value: Any = ""
    attributes: str = ""
    prefix: str = ""
    suffix: str = ""
    text: str = ""
    drawing: str = ""
    options: Iterable[Choosable] = ()
    tags: str = ""
    other: PartInput | None = None
    parts: Iterable[PartInput] = ()
    columns: Iterable[str] = ()
    grid: Iterable[GridRow] = ()
    children: Iterable["Control"] = ()
    rows: Iterable[Record] = ()
    may_add: bool = False
    errors: Iterable[str] = ()
    asked: bool = False
    marked: bool = False


def raw_of(field: Field, value: Any, language: str) -> Any:
    """What to put into the inputs for a stored value; reading it back gives the same value."""
    kind = type_of(field)
    if kind.is_empty(value):
        return [] if kind.control in ("checkboxes", "file") or field.type == "rows" else ""
    return value if kind.is_container else kind.typed(value, field, language)


@lru_cache(maxsize=4096)
def attributes_of(field: Field, *, portal: bool) -> Markup:
    """HTML attributes that hang on the field alone. At the desk a browser fills in nobody's own data."""
    found = type_of(field).attributes(field)
    return Markup().join(
        Markup(' {}="{}"').format(name, "off" if name == "autocomplete" and not portal else value)
        for name, value in found.items()
    )


@lru_cache(maxsize=64)
def width_class(characters: int) -> str:
    """A width that says how long the answer is, as govuk-frontend's modifier; empty for the full width."""
    width = next((each for each in WIDTHS if each >= characters), None) if characters > 0 else None
    return f"govuk-input--width-{width}" if width else ""


def raw_parts(field: Field, raw: Any, language: str) -> Mapping[str, Any]:
    """What to put into each of several inputs, whatever was sent or a draft may hold."""
    kind = type_of(field)
    if isinstance(raw, Mapping) and raw.keys() <= {part.key for part in kind.parts(field)}:
        return raw
    is_whole = isinstance(raw, Mapping) or (raw and isinstance(raw, str) and joins_text(field))
    split = kind.typed(raw, field, language) if is_whole else {}
    return split if isinstance(split, Mapping) else {}


@lru_cache(maxsize=4096)
def joins_text(field: Field) -> bool:
    """Whether the parts of an answer are one text where they are kept as they were typed."""
    return isinstance(type_of(field).joined({}, field), str)


@dataclass(frozen=True)
class PartWriter:
    """Makes the inputs of one answer. `titles`: what the parts' codes are called."""

    name: str
    id: str
    language: str
    titles: Mapping[str, str]
    portal: bool
    required: bool

    def inputs(self, parts: Collection[InputPart], typed: Mapping[str, Any]) -> list[PartInput]:
        some = self.required and any(part.required for part in parts)
        return [
            self.input(part, typed.get(part.key), optional=some and not part.required)
            for part in parts
            if typed.get(part.key) or not part.spare
        ]

    def input(self, part: InputPart, raw: Any, *, optional: bool) -> PartInput:
        options = countries(self.language) if part.kind == "country" else part.options
        value = text_of(raw)
        return PartInput(
            f"{self.name}-{part.key}",
            f"{self.id}-{part.key}",
            part.key,
            part.kind,
            self.titles.get(part.label, part.label),
            value,
            part_attributes(part, portal=self.portal),
            width_class(part.width or KNOWN_WIDTHS.get(part.kind, 0)),
            optional,
            tags_of(options, value) if options else Markup(),
            len(options) > MOST_RADIOS,
        )


@lru_cache(maxsize=1024)
def part_attributes(part: InputPart, *, portal: bool) -> Markup:
    token = Markup(' autocomplete="{}"').format(part.token if portal else "off") if part.token else Markup()
    return INPUT_TYPES.get(part.kind, Markup()) + token


def shape_of(controls: Iterable[Control]) -> str:
    """A fingerprint of which inputs there are, which are required, and what else is said."""
    return fingerprint([list(_outline(each)) for each in controls])


def _outline(control: Control) -> Iterator[Any]:
    said = control.text if control.kind == "summary" else ""
    yield [control.bare, control.kind, control.required, said]
    for child in control.children:
        yield from _outline(child)
    for row in control.rows:
        for child in row.children:
            yield from _outline(child)
