"""From a model to what one reader may do with it: view, status and caps taken together, once, and cached."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from formengine.access import NO_CAP, Access, Cap, Rule
from formengine.model import Field, Model, Page, View


@dataclass(frozen=True, eq=False)
class CompiledField:
    """A field a reader may come to see. `access` is before conditions; `required` is the view's own mark."""

    field: Field
    access: Access
    required: bool
    children: tuple["CompiledField", ...] = ()

    @property
    def key(self) -> str:
        return self.field.key

    @cached_property
    def by_key(self) -> Mapping[str, "CompiledField"]:
        return {child.key: child for child in self.children}

    def shows(self, path: str) -> bool:
        """Whether a rule that asks for this path, which begins with our key, asks for nothing hidden."""
        child = path.partition(".")[2]
        if child:
            return child in self.by_key
        return self.field.type != "group" or len(self.children) == len(self.field.children)

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
        return value

    def _seen_parts(self, parts: Mapping[str, Any]) -> dict[str, Any]:
        return {key: parts[key] for key in self.by_key if parts.get(key) is not None}


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
        """Fields that rules of this view ask about: when one changes, others may come, go, or be required."""
        shown = [each.field for each in self.by_key.values()]
        required = (each.required_when.sources for each in shown if each.required_when)
        return frozenset().union(*map(self.model.sources, shown), *required)

    def access_now(self, answers: Mapping[str, Any]) -> dict[str, Access]:
        """Effective access of each field for these answers: conditions resolved, hidden ones left out."""
        return self.access_among(self.model.live(answers))

    def access_among(self, live: Mapping[str, Any]) -> dict[str, Access]:
        """The same, where the live answers are known already."""
        now: dict[str, Access] = {}
        for field in self.model.in_dependency_order:
            access = self.access_of(field, live, now)
            if access is not Access.HIDDEN:
                now[field.key] = access
        return now

    def access_of(self, field: Field, live: Mapping[str, Any], now: Mapping[str, Access]) -> Access:
        """One step of the pass above: `now` already holds the fields this one's conditions ask about."""
        compiled = self.by_key.get(field.key)
        if compiled is None:
            return Access.HIDDEN
        conditions = self.model.conditions(field)
        if not conditions:
            return compiled.access
        met = self.may_ask(self.model.paths(field), now) and all(
            each.holds(live, self.model.fields) for each in conditions
        )
        return compiled.access if met else Access.HIDDEN

    def may_ask(self, paths: frozenset[str], now: Collection[str]) -> bool:
        """A rule may only ask about what this reader sees now, or what the designer said it reveals.

        What a revealed field's own condition asks about must be open as well: it shows through.
        """
        return all(self._open(path, now, frozenset()) for path in paths)

    def _open(self, path: str, now: Collection[str], asked: frozenset[str]) -> bool:
        key = path.partition(".")[0]
        if key in now and self.by_key[key].shows(path):
            return True
        if not {key, path} & self.view.reveals or key in asked or key not in self.model.fields:
            return False
        behind = self.model.paths(self.model.fields[key])
        return all(self._open(each, now, asked | {key}) for each in behind)


@lru_cache(maxsize=1024)
def compile_view(model: Model, *, view: str, status: str, cap: Cap = NO_CAP) -> CompiledView:
    """Raises KeyError for a view or status this model does not have. Cached: models never change."""
    chosen = model.views[view]
    whole = _narrowed(model, chosen, status, cap, model.status(status).cap(view) & cap)
    known = _askable(whole)
    kept = tuple(
        CompiledPage(each.page, fields)
        for each in whole.pages
        if (fields := tuple(compiled for compiled in each.fields if compiled.key in known))
    )
    return CompiledView(model, chosen, status, cap, kept)


def uncapped(model: Model, view: View) -> CompiledView:
    """What the view's own rules show, at no status and before any condition: to look at a design."""
    return _narrowed(model, view, "", NO_CAP, NO_CAP)


def _narrowed(model: Model, view: View, status: str, cap: Cap, limit: Cap) -> CompiledView:
    pages = []
    for page in model.pages:
        known = (model.fields[key] for key in page.items if key in model.fields)
        fields = (_compile_field(field, page, view, limit) for field in known)
        pages.append(CompiledPage(page, tuple(each for each in fields if each is not None)))
    return CompiledView(model, view, status, cap, tuple(pages))


def _compile_field(field: Field, page: Page, view: View, limit: Cap) -> CompiledField | None:
    rule = view.rule(field.key) or Rule(Access.HIDDEN)
    access = min(rule.access, limit.on(field.key, page.key))
    if access is Access.HIDDEN:
        return None
    if not field.holds_value:
        return CompiledField(field, Access.READ, required=False)
    children = []
    for child in field.children:
        path = f"{field.key}.{child.key}"
        named = view.rule(path)
        inner = min(access, named.access if named else access, limit.on(path))
        if inner is not Access.HIDDEN:
            required = (named is not None and named.required) or bool(child.schema.get("x-required"))
            children.append(CompiledField(child, inner, required))
    if field.children and not children:
        return None
    return CompiledField(field, access, rule.required, tuple(children))


def _askable(compiled: CompiledView) -> set[str]:
    """Fields whose condition asks about something hidden from this reader are hidden, and so on down."""
    kept: set[str] = set()
    for field in compiled.model.in_dependency_order:
        if field.key in compiled.by_key and compiled.may_ask(compiled.model.paths(field), kept):
            kept.add(field.key)
    return kept
