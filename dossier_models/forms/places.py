"""Where a new field may go, and where one that is there may be moved: pages, groups, after another field."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from formengine import editing
from formengine.editing import Document, Refused
from formengine.editing.lookup import CONTAINERS, children, inside_of, parent_of

Places = list[tuple[str, Any]]


def places_for(document: Document, item: str) -> Places:
    """Where a new field may go, the likeliest first: inside or after what is selected, then pages' ends.

    Values are `in:group`, `after:field` and `page:key`.
    """
    places: Places = []
    key = item.partition(".")[0]
    if any(key in page["items"] for page in document["x-pages"]) and _is_field(document, item):
        label = _short(editing.label_of(document, item))
        if editing.field_at(document, item).get("x-type") in CONTAINERS:
            places.append((f"in:{item}", _("inside “%(label)s”") % {"label": label}))
        places.append((f"after:{item}", _("after “%(label)s”") % {"label": label}))
        above = parent_of(item)
        while above:
            label = _short(editing.label_of(document, above))
            places.append((f"after:{above}", _("after “%(label)s”") % {"label": label}))
            above = parent_of(above)
    pages = [
        (f"page:{key}", _("at the end of “%(page)s”") % {"page": _short(title)})
        for key, title in _pages(document)
    ]
    chosen = [place for place in pages if place[0] == f"page:{item}"]
    rest = [place for place in pages if place not in chosen]
    return [*chosen, *places, *(rest if chosen or places else reversed(rest))]


class PlaceForm(forms.Form):
    """The page or group in which a field stands."""

    to = forms.ChoiceField(label=_("Place"))

    def __init__(self, document: Document, address: str, data: Any = None) -> None:
        self.address = address
        super().__init__(data, auto_id="place-%s", initial={"to": _place_of(document, address)})
        self.fields["to"].choices = list(_targets(document, address))  # type: ignore[attr-defined]

    def gesture(self, document: Document) -> Document:
        sort, _colon, item = self.cleaned_data["to"].partition(":")
        if self.cleaned_data["to"] == _place_of(document, self.address):
            return document
        if sort == "in":
            return editing.place_field(document, self.address, group=item)
        return editing.place_field(document, self.address, page=item)


def _place_of(document: Document, address: str) -> str:
    if parent_of(address):
        return f"in:{parent_of(address)}"
    return next((f"page:{page['key']}" for page in document["x-pages"] if address in page["items"]), "")


def _targets(document: Document, address: str) -> Iterator[tuple[str, str]]:
    """Pages, and below each the groups on it; not those of the field itself."""
    pages = document["x-pages"]
    for key, title in _pages(document):
        yield f"page:{key}", _short(title)
        items = next(page["items"] for page in pages if page["key"] == key)
        fields = {each: document["properties"][each] for each in items if each in document["properties"]}
        for group, label in _groups(fields, "", 1):
            if not inside_of(group, address):
                yield f"in:{group}", label


def _groups(fields: dict[str, Any], above: str, depth: int) -> Iterator[tuple[str, str]]:
    for key, schema in fields.items():
        if key != "_id" and schema.get("x-type") in CONTAINERS:
            yield f"{above}{key}", f"{'– ' * depth}{_short(schema.get('title') or key)}"
            yield from _groups(children(schema), f"{above}{key}.", depth + 1)


def _pages(document: Document) -> list[tuple[str, str]]:
    return [(page["key"], page.get("title") or page["key"]) for page in document["x-pages"]]


def _is_field(document: Document, item: str) -> bool:
    try:
        editing.field_at(document, item)
    except Refused:
        return False
    return True


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
