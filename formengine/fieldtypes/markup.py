"""The little markup of texts to read: paragraphs, lists, **bold** and [links](https://…).

It becomes blocks of spans, never HTML: what a document says is text, and the template writes the tags.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

MOST_TEXT = 20_000
BREAK = re.compile(r"\n[ \t]*\n\s*")
INLINE = re.compile(
    r"\*\*(?P<bold>[^*\n]{1,500})\*\*"
    r"|\[(?P<label>[^\[\]\n]{1,300})\]\((?P<target>https://[^\s()<>\"'\\]{1,500})\)"
    r"|(?P<bare>https://[^\s()<>\"'\\]{1,500}[^\s()<>\"'\\.,;:!?])"
)
"""Bounded everywhere, so that the time it takes grows with the text and no faster."""


@dataclass(frozen=True)
class Span:
    """A run of text; `href`, if any, begins with https://."""

    text: str
    strong: bool = False
    href: str = ""


Line = tuple[Span, ...]


@dataclass(frozen=True)
class Block:
    """A `paragraph`, whose lines follow each other, or a `list`, whose lines are its items."""

    kind: str
    lines: tuple[Line, ...]


def blocks(text: str) -> tuple[Block, ...]:
    """The text's blocks in order; what is no markup stays the text it is."""
    return tuple(
        Block(kind, tuple(map(spans, lines))) for each in _paragraphs(text) for kind, lines in _parted(each)
    )


def plain(text: str) -> str:
    """The text without its marks, for mails, summaries and search."""
    return "\n\n".join(
        "\n".join(("- " if block.kind == "list" else "") + _read(line) for line in block.lines)
        for block in blocks(text)
    )


def spans(line: str) -> Line:
    """The marks inside a line or passage."""
    found, end = list[Span](), 0
    for match in INLINE.finditer(line):
        if match.start() > end:
            found.append(Span(line[end : match.start()]))
        found.append(_marked(match))
        end = match.end()
    if end < len(line):
        found.append(Span(line[end:]))
    return tuple(found)


def _paragraphs(text: str) -> list[str]:
    whole = text[:MOST_TEXT].replace("\r\n", "\n").replace("\r", "\n").strip()
    return [each for each in BREAK.split(whole) if each]


def _parted(paragraph: str) -> Iterator[tuple[str, list[str]]]:
    """Lines of one paragraph, those of a list apart from those around it."""
    kind, lines = "", list[str]()
    for line in paragraph.split("\n"):
        stripped = line.strip()
        found = "list" if stripped.startswith("- ") else "paragraph"
        if lines and found != kind:
            yield kind, lines
            lines = []
        kind = found
        lines.append(stripped.removeprefix("- ").strip())
    yield kind, lines


def _marked(match: re.Match[str]) -> Span:
    if match["bold"]:
        return Span(match["bold"], strong=True)
    if match["label"]:
        return Span(match["label"], href=match["target"])
    return Span(match["bare"], href=match["bare"])


def _read(line: Line) -> str:
    """A link's address follows its words, or nobody could go there."""
    return "".join(
        f"{span.text} ({span.href})" if span.href and span.href != span.text else span.text for span in line
    )
