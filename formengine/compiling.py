"""From a model to what one reader may do with it: view, status and caps taken together, once, and cached."""

from collections.abc import Mapping
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

    def access_now(self, answers: Mapping[str, Any]) -> dict[str, Access]:
        """Effective access of each field for these answers: conditions resolved, hidden ones left out."""
        live = self.model.live(answers)
        now: dict[str, Access] = {}
        for field in self.model.in_dependency_order:
            access = self.access_of(field, live, now)
            if access is not Access.HIDDEN:
                now[field.key] = access
        return now

    def access_of(self, field: Field, live: Mapping[str, Any], now: Mapping[str, Access]) -> Access:
        """One step of the pass above: `now` already holds the fields this one's conditions ask about."""
        compiled = self.by_key.get(field.key)
        if compiled is None or not self.may_ask(self.model.sources(field), now):
            return Access.HIDDEN
        met = all(each.holds(live, self.model.fields) for each in self.model.conditions(field))
        return compiled.access if met else Access.HIDDEN

    def may_ask(self, sources: frozenset[str], now: Mapping[str, Access]) -> bool:
        """A rule may only ask about what this reader sees now, or what the designer said it reveals."""
        return all(source in now or source in self.view.reveals for source in sources)


@lru_cache(maxsize=1024)
def compile_view(model: Model, *, view: str, status: str, cap: Cap = NO_CAP) -> CompiledView:
    """Raises KeyError for a view or status this model does not have. Cached: models never change."""
    chosen = model.views[view]
    limit = model.status(status).cap(view) & cap
    pages = []
    for page in model.pages:
        fields = tuple(
            compiled
            for key in page.items
            if key in model.fields and (compiled := _compile_field(model.fields[key], page, chosen, limit))
        )
        pages.append(CompiledPage(page, fields))
    known = {compiled.key for page in pages for compiled in page.fields}
    known = _without_unaskable(model, chosen, known)
    kept = tuple(
        CompiledPage(each.page, fields)
        for each in pages
        if (fields := tuple(compiled for compiled in each.fields if compiled.key in known))
    )
    return CompiledView(model, chosen, status, cap, kept)


def _compile_field(field: Field, page: Page, view: View, limit: Cap) -> CompiledField | None:
    rule = view.rule(field.key) or Rule(Access.HIDDEN)
    access = min(rule.access, limit.on(field.key, page.key))
    if access is Access.HIDDEN:
        return None
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


def _without_unaskable(model: Model, view: View, known: set[str]) -> set[str]:
    """Fields whose condition asks about something hidden from this reader are hidden, and so on down."""
    kept: set[str] = set()
    for field in model.in_dependency_order:
        sources = model.sources(field)
        if field.key in known and all(source in kept or source in view.reveals for source in sources):
            kept.add(field.key)
    return kept
