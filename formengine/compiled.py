"""What one kind of reader may do with a model: fields, pages and rules as they may come to see them."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

from formengine.access import Access, Cap
from formengine.fieldtypes import type_of
from formengine.fieldtypes.wording import listed
from formengine.model import Field, Model, Page, View
from formengine.presence import Present


@dataclass(frozen=True, eq=False)
class CompiledField:
    """A field a reader may come to see. `access` is before conditions; `required` is the view's own mark.

    Of a masked field only a few characters are shown, and no rule may ask about it on this reader's behalf.
    `withheld` are ids of documents that are not there for this reader.
    """

    field: Field
    access: Access
    required: bool
    children: tuple["CompiledField", ...] = ()
    masked: bool = False
    withheld: frozenset[str] = frozenset()

    @property
    def key(self) -> str:
        return self.field.key

    @cached_property
    def by_key(self) -> Mapping[str, "CompiledField"]:
        return {child.key: child for child in self.children}

    def walk(self) -> Iterator["CompiledField"]:
        """The field and all that this reader may see inside it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @cached_property
    def is_whole(self) -> bool:
        """Whether nothing of it is hidden from this reader."""
        return (
            not self.masked
            and len(self.children) == len(self.field.children)
            and all(each.is_whole for each in self.children)
        )

    def shows(self, path: str) -> bool:
        """Whether a rule that asks for this path, which begins with ours, asks for nothing hidden.

        `.*` at its end asks for all that is in there. Rows themselves are only counted.
        """
        found: CompiledField | None = self
        for key in path.removeprefix(self.field.path).split(".")[1:]:
            if key == "*":
                return found is not None and found.is_whole
            found = found.by_key.get(key) if found else None
        return found is not None and not found.masked and (found.field.type != "group" or found.is_whole)

    def visible(self, value: Any) -> Any:
        """The stored value narrowed to the children this reader may see; None where nothing is left.

        A row stays even when nothing of it is left: that there is one is seen. It always has its id.
        """
        if self.field.type == "rows":
            return [
                {"_id": row_id(row, number), **self._seen_parts(row)}
                for number, row in enumerate(value or [])
            ] or None
        if self.field.type == "group":
            return self._seen_parts(value or {}) or None
        if self.withheld:
            return [each for each in value or [] if each not in self.withheld] or None
        return value

    def kept_back(self, value: Any) -> list[str]:
        """Of a stored list of documents, those that are not there for this reader."""
        return [each for each in value or [] if each in self.withheld] if self.withheld else []

    def without_files(self, documents: frozenset[str]) -> "CompiledField":
        """The same where these documents are not there, at any depth."""
        if self.field.type == "file":
            return replace(self, withheld=documents)
        return replace(self, children=tuple(each.without_files(documents) for each in self.children))

    @cached_property
    def has_masks(self) -> bool:
        return any(each.masked for each in self.walk())

    def shown(self, value: Any) -> Any:
        """A visible value as it may leave the engine: masked where it has to be, at any depth."""
        if value is None or not self.has_masks:
            return value
        if self.field.type == "rows":
            return [{"_id": row["_id"], **self._shown_parts(row)} for row in value]
        if self.field.type == "group":
            return self._shown_parts(value)
        return masked_text(type_of(self.field).display(value, self.field, "en"))

    def told(self, shown: Any, language: str) -> str:
        """What `shown` gave, as people read it."""
        kind = type_of(self.field)
        if self.masked or kind.is_empty(shown):
            return shown or ""
        if not self.has_masks:
            return kind.display(shown, self.field, language)
        return "\n".join(
            listed(
                [
                    (each.field.title, each.told(parts[each.key], language))
                    for each in self.children
                    if each.key in parts
                ],
                language,
            )
            for parts in (shown if self.field.type == "rows" else [shown])
        )

    def _shown_parts(self, parts: Mapping[str, Any]) -> dict[str, Any]:
        return {key: self.by_key[key].shown(part) for key, part in parts.items() if key in self.by_key}

    def _seen_parts(self, parts: Mapping[str, Any]) -> dict[str, Any]:
        seen = {key: child.visible(parts.get(key)) for key, child in self.by_key.items()}
        return {key: value for key, value in seen.items() if value is not None}


def masked_text(text: str) -> str:
    """The first four and the last three letters or digits, where that is at most half of them.

    Of anything shorter not even the length: it would tell a yes from a no.
    """
    places = [number for number, each in enumerate(text) if each.isalnum()]
    if len(places) < 2 * (4 + 3):
        return "***"
    kept = {*places[:4], *places[-3:]}
    return "".join(
        "*" if number in places and number not in kept else each for number, each in enumerate(text)
    )


def row_id(row: Mapping[str, Any], number: int) -> str:
    """The id of a stored row; its number where it was stored without one."""
    return str(row.get("_id") or number)


@dataclass(frozen=True, eq=False)
class CompiledPage:
    page: Page
    fields: tuple[CompiledField, ...]

    @property
    def key(self) -> str:
        return self.page.key


@dataclass(frozen=True, eq=False)
class CompiledView:
    """What one kind of reader may see and do at one status, whatever the answers are.

    `pages` hold only fields that are not hidden, in order; a field on no page is hidden.
    """

    model: Model
    view: View
    status: str
    cap: Cap
    pages: tuple[CompiledPage, ...]

    @cached_property
    def by_key(self) -> Mapping[str, CompiledField]:
        return {compiled.key: compiled for page in self.pages for compiled in page.fields}

    def without_files(self, documents: frozenset[str]) -> "CompiledView":
        """The same view for a reader from whom these documents are kept: as if nobody had deposited them.

        Conditions are still judged on what is stored: what is kept back opens nothing.
        """
        pages = (
            replace(page, fields=tuple(each.without_files(documents) for each in page.fields))
            for page in self.pages
        )
        return replace(self, pages=tuple(pages))

    @property
    def may_edit(self) -> bool:
        """Whether any field could be edited. False saves asking for a form."""
        return any(each.access is Access.EDIT for each in self.by_key.values())

    def page(self, key: str) -> CompiledPage | None:
        return next((page for page in self.pages if page.key == key), None)

    def page_of(self, key: str) -> str | None:
        """The key of the page that shows this field."""
        return self._pages_by_field.get(key)

    @cached_property
    def _pages_by_field(self) -> Mapping[str, str]:
        return {compiled.key: page.key for page in self.pages for compiled in page.fields}

    @cached_property
    def asked(self) -> frozenset[str]:
        """Paths that rules of this view ask about, and the groups they lie in.

        When one changes, others may come, go, be required, or be computed anew.
        """
        shown = (inner.field for each in self.by_key.values() for inner in each.walk())
        rules = [rule for each in shown for rule in (each.when, each.required_when, each.compute) if rule]
        rules += [page.page.when for page in self.pages if page.page.when]
        paths = frozenset().union(*(rule.paths for rule in rules))
        return paths | {path.partition(".")[0] for path in paths}

    def access_now(self, answers: Mapping[str, Any]) -> dict[str, Access]:
        """Effective access of each field for these answers: conditions resolved, hidden ones left out."""
        return self.access_among(Present.of(self.model, answers))

    def access_among(self, present: Present) -> dict[str, Access]:
        """The same, where it is known already which fields are there."""
        now: dict[str, Access] = {}
        for field in self.model.in_dependency_order:
            access = self.access_of(field, present, now)
            if access is not Access.HIDDEN:
                now[field.key] = access
        return now

    def access_of(self, field: Field, present: Present, now: Mapping[str, Access]) -> Access:
        """One step of the pass above: `now` already holds the fields this one's conditions ask about."""
        compiled = self.by_key.get(field.key)
        if compiled is None or not present.holds(field):
            return Access.HIDDEN
        return compiled.access if self.may_ask(self.model.paths(field), now) else Access.HIDDEN

    def may_ask(self, paths: frozenset[str], now: Collection[str]) -> bool:
        """A rule may only ask about what this reader sees now, or what the designer said it reveals.

        What a revealed field's own condition asks about must be open as well: it shows through.
        """
        return may_ask(self.model, self.view, self.by_key, paths, now)


def may_ask(
    model: Model,
    view: View,
    known: Mapping[str, CompiledField],
    paths: Iterable[str],
    now: Collection[str],
) -> bool:
    """See CompiledView.may_ask. Each revealed field is looked at once; a ring of them is not open."""
    places, revealed = model.places, set[str]()
    waiting = [(path, len(places)) for path in paths]
    while waiting:
        path, asking = waiting.pop()
        key = path.partition(".")[0]
        if key in now and known[key].shows(path):
            continue
        if not {key, path.removesuffix(".*")} & view.reveals or places.get(key, asking) >= asking:
            return False
        if key not in revealed:
            revealed.add(key)
            waiting.extend((each, places[key]) for each in model.tells(model.fields[key]))
    return True
