"""Papers as PDF: receipts, letters, summaries. What is printed is given as values; a text is never markup.

Who makes a paper takes what stands on it from a sight, like everything else that leaves the house.
"""

import datetime as dt
import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Literal

import typst

from formengine.papers import Block

LAYOUT = (Path(__file__).parent / "paper" / "paper.typ").read_bytes()


@dataclass(frozen=True)
class Heading:
    text: str


@dataclass(frozen=True)
class Paragraph:
    """Its line ends stay."""

    text: str


@dataclass(frozen=True)
class Lines:
    """A list."""

    lines: Sequence[str]


@dataclass(frozen=True)
class Facts:
    """Labels and what they say."""

    rows: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class Table:
    """Every row is as long as the head."""

    head: Sequence[str]
    rows: Sequence[Sequence[str]]


Part = Heading | Paragraph | Lines | Facts | Table
KINDS: Mapping[type[Part], str] = {
    Heading: "heading", Paragraph: "paragraph", Lines: "lines", Facts: "facts", Table: "table",
}  # fmt: skip


@dataclass(frozen=True)
class Paper:
    """`title` is the file's own; it stands on the page unless `untitled`. `language` is a code such as `fr`.

    `foot` stands at the bottom of each page, with the page's number.
    """

    title: str
    organisation: str
    language: str
    parts: Sequence[Part]
    foot: str = ""
    untitled: bool = False


def pdf_of(paper: Paper, *, at: dt.datetime | None = None) -> bytes:
    """A tagged PDF, A4. The same paper with the same `at` gives the same bytes.

    Accessible by PDF/UA-1; where a character is in none of the fonts, tagged all the same but without that
    claim, which no reader could rely on then.
    """
    content = {
        "title": paper.title or paper.organisation or "–",
        "heading": "" if paper.untitled else paper.title,
        "organisation": paper.organisation,
        "language": paper.language[:2],
        "foot": paper.foot,
        "parts": [_told(part) for part in paper.parts if not _is_empty(part)],
    }
    text = json.dumps(content, ensure_ascii=False)
    inputs = {"paper": text.encode(errors="replace").decode()}  # half a character is none
    try:
        return _compiled(inputs, at, "ua-1")
    except typst.TypstError:
        return _compiled(inputs, at, None)


def _compiled(inputs: dict[str, str], at: dt.datetime | None, standard: Literal["ua-1"] | None) -> bytes:
    stamp = int(at.timestamp()) if at else None
    return typst.compile(LAYOUT, sys_inputs=inputs, format="pdf", pdf_standards=standard, timestamp=stamp)


def _told(part: Part) -> dict[str, Any]:
    return {"kind": KINDS[type(part)], **asdict(part)}


def _is_empty(part: Part) -> bool:
    return not any(asdict(part).values()) or (isinstance(part, Table) and not part.rows)


def parts_of(blocks: Sequence[Block]) -> list[Part]:
    """A text drawn in a model, as parts of a paper."""
    made: list[Part] = []
    for block in blocks:
        if block.kind == "list":
            made.append(Lines(block.lines))
        else:
            text = "\n".join(block.lines)
            made.append(Heading(text) if block.kind == "heading" else Paragraph(text))
    return made
