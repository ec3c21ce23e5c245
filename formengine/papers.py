"""Documents that agents hand out, as a model draws them: to whom they go by default, and their text.

A text is plain, with `{{name}}` where something is filled in: one of `OWN_NAMES`, or a field's path
(`{{.title}}` where it is called as one of them).
`# ` begins a heading, `- ` a line of a list, an empty line a paragraph.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from formengine.parts import Part

OWN_NAMES = (
    "reference",
    "title",
    "status",
    "today",
    "organisation",
    "applicant",
    "recipient",
    "instructions",
)
"""What a text may name besides fields. `recipient` and `instructions` are those of a request to a partner."""

NOT_WRITTEN = ("static", "file")
"""Types of fields without words for a text."""

PLACE = re.compile(r"\{\{([^{}]{0,300})\}\}")
"""A name with spaces around it: bounded and without choices, so that no text takes long to read."""

LONGEST_TEXT = 20_000


@dataclass(frozen=True)
class DocumentKind:
    """`parties`: whether the dossier's own parties are proposed as recipients; `scopes`: which partners are.

    `text` is empty where there is nothing to generate: such a document is only uploaded.
    """

    key: str
    title: str
    parties: bool = False
    scopes: tuple[str, ...] = ()
    text: str = ""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """What the text names, in order, each once."""
        return tuple(dict.fromkeys(name.strip() for name in PLACE.findall(self.text)))

    def filled(self, values: Mapping[str, str]) -> str:
        """The text with what it names. What `values` lacks stays empty. A value is never read as a text."""
        return PLACE.sub(lambda place: values.get(place.group(1).strip(), ""), self.text)


def field_named(name: str) -> str:
    """The path of the field that a place in a text stands for; empty for a name of the texts' own."""
    return "" if name in OWN_NAMES else name.removeprefix(".")


def name_of(path: str) -> str:
    """How a text names a field."""
    return f".{path}" if path in OWN_NAMES else path


def document_kind(part: Part) -> DocumentKind:
    """An entry of `x-documents`. Raises DocumentRefused."""
    text = part.text("text")
    if len(text) > LONGEST_TEXT:
        part.refuse("too_long", "text", most=LONGEST_TEXT)
    return DocumentKind(
        part.key(), part.text("title"), part.get("parties") is True, part.texts("scopes"), text
    )


@dataclass(frozen=True)
class Block:
    """One piece of a text: `heading`, `paragraph` or `list` (its lines)."""

    kind: str
    lines: tuple[str, ...]


def blocks(text: str) -> Iterator[Block]:
    """What a text is made of, as it is to be laid out."""
    for piece in re.split(r"\n\s*\n", text.replace("\r\n", "\n")):
        gathered: list[str] = []
        kind = "paragraph"
        for line in piece.strip("\n").split("\n"):
            now = "heading" if line.startswith("# ") else "list" if line.startswith("- ") else "paragraph"
            if gathered and (now != kind or now == "heading"):
                yield Block(kind, tuple(gathered))
                gathered = []
            kind = now
            gathered.append(line if now == "paragraph" else line[2:])
        if any(line.strip() for line in gathered):
            yield Block(kind, tuple(gathered))
