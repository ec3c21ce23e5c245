"""A draft as the drawing board lists it: pages, one line a field, and what is wrong with each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from dossier_models.palette import WHO, Text, TypeLook, look_of
from formengine.editing import who_of
from formengine.editing.lookup import children, inside_of
from formengine.editing.rules import is_required

FOLDED_FROM = 80
"""With so many lines, groups are folded but those around what is selected."""

MARKS: Mapping[str, TypeLook] = {
    "x-when": TypeLook(_("Shown under a condition"), "condition"),
    "x-compute": TypeLook(_("Computed from other answers"), "sliders"),
    "x-default": TypeLook(_("Begins with an answer"), "pick"),
    "x-prefill": TypeLook(_("Filled in from what is known"), "download"),
    "x-also": TypeLook(_("Has to fit more than its settings say"), "regex"),
}
"""What a line shows at a glance, by keyword; the panel says it in words."""


@dataclass(frozen=True)
class Line:
    """One field. `who` is None inside groups, and where the matrix says something of its own."""

    address: str
    label: str
    look: TypeLook
    kind: str
    who: TypeLook | None
    required: bool
    marks: tuple[TypeLook, ...] = ()
    children: tuple["Line", ...] = ()
    problems: tuple[Text, ...] = ()
    is_open: bool = True

    @property
    def is_container(self) -> bool:
        return self.kind in ("group", "rows")

    @property
    def is_inside(self) -> bool:
        return "." in self.address

    @property
    def dom_id(self) -> str:
        return f"line-{self.address.replace('.', '--')}"

    @property
    def has_problems_inside(self) -> bool:
        return any(each.problems for child in self.children for each in child.walk())

    def walk(self) -> Iterator["Line"]:
        """The line and all that stand inside it."""
        yield self
        for each in self.children:
            yield from each.walk()


@dataclass(frozen=True)
class PageLines:
    key: str
    title: str
    conditional: bool
    lines: tuple[Line, ...]
    problems: tuple[Text, ...] = ()


@dataclass(frozen=True)
class Outline:
    pages: tuple[PageLines, ...]
    problems: Mapping[str, tuple[Text, ...]] = field(default_factory=dict)

    @property
    def lines(self) -> Iterator[Line]:
        return (each for page in self.pages for line in page.lines for each in line.walk())

    def line(self, address: str) -> Line | None:
        return next((each for each in self.lines if each.address == address), None)

    @property
    def is_empty(self) -> bool:
        return not any(page.lines for page in self.pages)


def outline_of(
    document: Mapping[str, Any], problems: Iterable[tuple[str, Text]] = (), *, selected: str = ""
) -> Outline:
    """`problems` are pairs of an item's address and a text; `selected`: address of what the panel shows."""
    texts: dict[str, list[Text]] = defaultdict(list)
    for item, text in problems:
        texts[item].append(text)
    found = {item: tuple(each) for item, each in texts.items()}
    drawing = _Drawing(document, found, selected, _count(document["properties"]) < FOLDED_FROM)
    pages = tuple(
        PageLines(
            page["key"],
            page.get("title", ""),
            page.get("x-when") is not None,
            tuple(
                drawing.line(key, document["properties"][key])
                for key in page.get("items", [])
                if key in document["properties"]
            ),
            found.get(page["key"], ()),
        )
        for page in document.get("x-pages", [])
    )
    return Outline(pages, found)


def _count(properties: Mapping[str, Any]) -> int:
    return sum(1 + _count(children(schema)) for key, schema in properties.items() if key != "_id")


@dataclass(frozen=True)
class _Drawing:
    document: Mapping[str, Any]
    problems: Mapping[str, tuple[Text, ...]]
    selected: str
    all_open: bool

    def line(self, address: str, schema: Mapping[str, Any]) -> Line:
        who = None if "." in address else who_of(self.document, address)
        return Line(
            address=address,
            label=schema.get("title") or address.rpartition(".")[2],
            look=look_of(schema.get("x-type", "")),
            kind=schema.get("x-type", ""),
            who=WHO[who] if who else None,
            required=is_required(self.document, address),
            marks=tuple(look for keyword, look in MARKS.items() if schema.get(keyword) is not None),
            children=tuple(
                self.line(f"{address}.{key}", each) for key, each in children(schema).items() if key != "_id"
            ),
            problems=self.problems.get(address, ()),
            is_open=self.all_open or inside_of(self.selected, address),
        )
