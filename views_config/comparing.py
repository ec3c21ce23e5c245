"""What a new version changes: fields added, gone and altered, and who will newly see what."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from dossier_models.palette import view_titles
from formengine.access import Access, Rule
from formengine.editing import Document, all_addresses, field_at, label_of
from formengine.editing.rules import word_of

IGNORED = ("properties", "items")


@dataclass(frozen=True)
class Exposure:
    """For one view: labels of what it newly shows, newly lets be changed, and shows no more."""

    view: str
    title: str
    shows: tuple[str, ...] = ()
    edits: tuple[str, ...] = ()
    hides: tuple[str, ...] = ()

    @property
    def is_empty(self) -> bool:
        return not (self.shows or self.edits or self.hides)


@dataclass(frozen=True)
class Comparison:
    added: tuple[str, ...]
    removed: tuple[str, ...]
    altered: tuple[str, ...]
    exposures: tuple[Exposure, ...]
    statuses_changed: bool
    scopes_changed: bool
    texts_changed: bool

    @property
    def is_empty(self) -> bool:
        return not (
            self.added
            or self.removed
            or self.altered
            or self.statuses_changed
            or self.scopes_changed
            or self.texts_changed
            or any(not exposure.is_empty for exposure in self.exposures)
        )


def compare(before: Document | None, after: Document) -> Comparison:
    """`before` None: everything is new."""
    before = before or {"properties": {}, "x-views": {}}
    old, new = list(all_addresses(before)), list(all_addresses(after))
    return Comparison(
        added=tuple(label_of(after, each) for each in new if each not in set(old)),
        removed=tuple(label_of(before, each) for each in old if each not in set(new)),
        altered=tuple(
            label_of(after, each)
            for each in new
            if each in set(old) and _own(before, each) != _own(after, each)
        ),
        exposures=tuple(_exposure(before, after, view, title) for view, title in view_titles(after).items()),
        statuses_changed=before.get("x-statuses") != after.get("x-statuses"),
        scopes_changed=any(before.get(name) != after.get(name) for name in ("x-scopes", "x-kinds")),
        texts_changed=any(
            before.get(name) != after.get(name)
            for name in ("title", "description", "x-reference", "x-pages", "x-checks", "x-listed")
        ),
    )


def _own(document: Document, address: str) -> dict[str, Any]:
    """What a field is in itself, without its children."""
    schema = field_at(document, address)
    own = {name: value for name, value in schema.items() if name not in IGNORED}
    items = schema.get("items")
    if isinstance(items, Mapping):
        own["items"] = {
            name: value for name, value in items.items() if name not in ("properties", "required")
        }
    return own


def _exposure(before: Document, after: Document, view: str, title: str) -> Exposure:
    shows: list[str] = []
    edits: list[str] = []
    hides: list[str] = []
    for address in after["properties"]:
        was, now = _access(before, address, view), _access(after, address, view)
        label = label_of(after, address)
        if was is Access.HIDDEN and now is not Access.HIDDEN:
            (edits if now is Access.EDIT else shows).append(label)
        elif was is Access.READ and now is Access.EDIT:
            edits.append(label)
        elif was is not Access.HIDDEN and now is Access.HIDDEN:
            hides.append(label)
    return Exposure(view, title, tuple(shows), tuple(edits), tuple(hides))


def _access(document: Document, address: str, view: str) -> Access:
    if address not in document["properties"] or view not in document["x-views"]:
        return Access.HIDDEN
    return Rule.from_word(word_of(document, address, view)).access
