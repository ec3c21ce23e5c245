"""The text of a document as the designer looks at it: what it may name, and how it reads filled in."""

import datetime as dt
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import formats
from django.utils.functional import Promise
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from dossier_models.examples import example_of
from formengine.compiling import CompiledField, uncapped
from formengine.editing import label_of
from formengine.editing.papers import nameable
from formengine.linting.flow import REFERENCE
from formengine.model import Model
from formengine.papers import NOT_WRITTEN, PLACE, DocumentKind, blocks, field_named, name_of

OWN: Mapping[str, str | Promise] = {
    "reference": gettext_lazy("Reference of the dossier"),
    "title": gettext_lazy("Name of the form"),
    "status": gettext_lazy("Status, as the portal says it"),
    "today": gettext_lazy("Today’s date"),
    "organisation": gettext_lazy("Name of the organisation"),
    "applicant": gettext_lazy("Name of the applicant"),
    "recipient": gettext_lazy("Name of the recipient"),
    "instructions": gettext_lazy("Instructions of the request to a partner"),
}
"""What a text may name besides fields, as people call it."""


@dataclass(frozen=True)
class Place:
    """Something that can be filled in: what is written in the text, and what it is called."""

    written: str
    label: str | Promise
    depth: int = 0


def places(document: Mapping[str, Any]) -> list[tuple[str, list[Place]]]:
    """All that a text may name: names of its own first, then the fields, page by page."""
    found: list[tuple[str, list[Place]]] = [
        (_("The dossier"), [Place(f"{{{{{name}}}}}", label) for name, label in OWN.items()])
    ]
    for page in document["x-pages"]:
        fields = [
            Place(f"{{{{{name_of(address)}}}}}", label_of(document, address), address.count("."))
            for address in nameable(document, page["key"])
        ]
        if fields:
            found.append((page.get("title") or page["key"], fields))
    return found


@dataclass(frozen=True)
class Piece:
    """Some of a line. `sort`: plain, filled, hidden (not shown to who reads it), unknown."""

    text: str
    sort: str = "plain"


@dataclass(frozen=True)
class Laid:
    """A block of the text: heading, paragraph or list, line by line."""

    kind: str
    lines: tuple[tuple[Piece, ...], ...]


@dataclass(frozen=True, eq=False)
class Reading:
    """A text filled in with examples, for who looks through `view`; empty: for nobody in particular."""

    model: Model
    view: str
    organisation: str
    today: dt.date

    def laid(self, kind: DocumentKind) -> list[Laid]:
        return [
            Laid(block.kind, tuple(tuple(self._pieces(line)) for line in block.lines))
            for block in blocks(kind.text)
        ]

    def _pieces(self, line: str) -> Iterator[Piece]:
        end = 0
        for found in PLACE.finditer(line):
            if line[end : found.start()]:
                yield Piece(line[end : found.start()])
            yield self._filled(found.group(1).strip(), found.group())
            end = found.end()
        if line[end:]:
            yield Piece(line[end:])

    def _filled(self, name: str, written: str) -> Piece:
        path = field_named(name)
        if not path:
            return Piece(self.own.get(name, ""), "filled") if name in OWN else Piece(written, "unknown")
        field = self.model.field_at(path)
        if field is None or not field.holds_value or field.type in NOT_WRITTEN:
            return Piece(written, "unknown")
        if self.view and not self._shows(path):
            return Piece(field.title or path, "hidden")
        return Piece(example_of(field, get_language() or "en"), "filled")

    def _shows(self, path: str) -> bool:
        """Whether the view's own rules show all of the field; statuses and conditions may hide more."""
        if self.view not in self.model.views:
            return False
        key, *below = path.split(".")
        found: CompiledField | None = uncapped(self.model, self.model.views[self.view]).by_key.get(key)
        for part in below:
            found = found.by_key.get(part) if found else None
        return found is not None and not any(each.masked for each in found.walk())

    @property
    def own(self) -> Mapping[str, str]:
        """Examples of what is no field; the status is the first one a filed dossier can be at."""
        model = self.model
        pattern = model.reference if REFERENCE.fullmatch(model.reference) else "{seq}"
        return {
            "reference": pattern.format(yyyy=self.today.year, seq=42),
            "title": model.title,
            "status": model.statuses[1 if len(model.statuses) > 1 else 0].wording,
            "today": formats.date_format(self.today, "DATE_FORMAT"),
            "organisation": self.organisation,
            "applicant": "Ada Martin",
            "recipient": _("Martin & Partners"),
            "instructions": _("What the agent writes in the request."),
        }
