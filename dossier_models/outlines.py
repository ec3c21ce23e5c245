"""A draft as the drawing board lists it: pages, one line a field, and what is wrong with each."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from dossier_models.palette import WHO, Text, TypeLook, look_of
from formengine.editing import who_of
from formengine.editing.lookup import children
from formengine.editing.rules import is_required


@dataclass(frozen=True)
class Line:
    """One field. `who` is None where the matrix says something of its own."""

    address: str
    label: str
    look: TypeLook
    kind: str
    who: TypeLook | None
    required: bool
    conditional: bool
    children: tuple["Line", ...] = ()
    problems: tuple[Text, ...] = ()

    @property
    def is_container(self) -> bool:
        return self.kind in ("group", "rows")

    @property
    def dom_id(self) -> str:
        return f"line-{self.address.replace('.', '--')}"


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
        for page in self.pages:
            for line in page.lines:
                yield line
                yield from line.children

    @property
    def is_empty(self) -> bool:
        return not any(page.lines for page in self.pages)


def outline_of(document: Mapping[str, Any], problems: Iterable[tuple[str, Text]] = ()) -> Outline:
    """`problems` are pairs of an item's address and a text."""
    texts: dict[str, list[Text]] = defaultdict(list)
    for item, text in problems:
        texts[item].append(text)
    found = {item: tuple(each) for item, each in texts.items()}
    pages = tuple(
        PageLines(
            page["key"],
            page.get("title", ""),
            page.get("x-when") is not None,
            tuple(
                line_of(document, key, found)
                for key in page.get("items", [])
                if key in document["properties"]
            ),
            found.get(page["key"], ()),
        )
        for page in document.get("x-pages", [])
    )
    return Outline(pages, found)


def line_of(document: Mapping[str, Any], key: str, problems: Mapping[str, tuple[Text, ...]]) -> Line:
    schema = document["properties"][key]
    inside = tuple(
        Line(
            address=f"{key}.{child}",
            label=each.get("title") or child,
            look=look_of(each.get("x-type", "")),
            kind=each.get("x-type", ""),
            who=None,
            required=is_required(document, f"{key}.{child}"),
            conditional=False,
            problems=problems.get(f"{key}.{child}", ()),
        )
        for child, each in children(schema).items()
        if child != "_id"
    )
    who = who_of(document, key)
    return Line(
        address=key,
        label=schema.get("title") or key,
        look=look_of(schema.get("x-type", "")),
        kind=schema.get("x-type", ""),
        who=WHO[who] if who else None,
        required=is_required(document, key),
        conditional=schema.get("x-when") is not None,
        children=inside,
        problems=problems.get(key, ()),
    )
