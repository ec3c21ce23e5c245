"""From a model to what one reader may do with it: view, status and caps taken together, once, and cached."""

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property, lru_cache
from typing import Any

from formengine.access import NO_CAP, Access, Cap, Rule
from formengine.expressions import Expression
from formengine.model import Field, Model, Page, View
from formengine.presence import Present


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

    def walk(self) -> Iterator["CompiledField"]:
        """The field and all that this reader may see inside it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @cached_property
    def is_whole(self) -> bool:
        """Whether nothing inside is hidden from this reader."""
        return len(self.children) == len(self.field.children) and all(each.is_whole for each in self.children)

    def shows(self, path: str) -> bool:
        """Whether a rule that asks for this path, which begins with ours, asks for nothing hidden."""
        found: CompiledField | None = self
        for key in path.removeprefix(self.field.path).split(".")[1:]:
            found = found.by_key.get(key) if found else None
        return found is not None and (found.field.type != "group" or found.is_whole)

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
        seen = {key: child.visible(parts.get(key)) for key, child in self.by_key.items()}
        return {key: value for key, value in seen.items() if value is not None}


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
    asked: frozenset[str] = frozenset(),
) -> bool:
    """See CompiledView.may_ask; `asked`: revealed fields that lead here."""

    def is_open(path: str) -> bool:
        key = path.partition(".")[0]
        if key in now and known[key].shows(path):
            return True
        if not {key, path} & view.reveals or key in asked or key not in model.fields:
            return False
        return may_ask(model, view, known, model.tells(model.fields[key]), now, asked | {key})

    return all(map(is_open, paths))


@lru_cache(maxsize=1024)
def compile_view(model: Model, *, view: str, status: str, cap: Cap = NO_CAP) -> CompiledView:
    """Raises KeyError for a view or status this model does not have. Cached: models never change."""
    chosen = model.views[view]
    whole = _narrowed(model, chosen, status, cap, model.status(status).cap(view) & cap)
    known = _askable(whole)
    kept = tuple(
        CompiledPage(each.page, fields)
        for each in whole.pages
        if (fields := tuple(known[compiled.key] for compiled in each.fields if compiled.key in known))
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
    return _compiled(field, rule, min(rule.access, limit.on(field.key, page.key)), view, limit)


def _compile_child(field: Field, above: Access, view: View, limit: Cap) -> CompiledField | None:
    named = view.rules.get(field.path)
    access = min(above, named.access if named else above, limit.on(field.path))
    required = (named is not None and named.required) or bool(field.schema.get("x-required"))
    return _compiled(field, Rule(access, required), access, view, limit)


def _compiled(field: Field, rule: Rule, access: Access, view: View, limit: Cap) -> CompiledField | None:
    if access is Access.HIDDEN:
        return None
    if not field.holds_value or field.compute is not None:
        return CompiledField(field, Access.READ, required=False)
    if not field.children:
        return CompiledField(field, access, rule.required)
    inner = (_compile_child(child, access, view, limit) for child in field.children)
    children = tuple(each for each in inner if each is not None)
    return CompiledField(field, access, rule.required, children) if children else None


def _askable(compiled: CompiledView) -> dict[str, CompiledField]:
    """The fields without those whose condition or sum tells of something hidden to this reader, and so on."""
    model, view = compiled.model, compiled.view
    kept: dict[str, CompiledField] = {}
    for field in model.in_dependency_order:
        found = compiled.by_key.get(field.key)
        if found is None or not may_ask(model, view, kept, model.tells(field), kept):
            continue
        inner = _with_askable_parts(found, model, view, kept)
        if inner is not None:
            kept[field.key] = inner
    return kept


def _with_askable_parts(
    whole: CompiledField, model: Model, view: View, kept: Mapping[str, CompiledField]
) -> CompiledField | None:
    """A group without parts whose rules ask about something hidden; taking one away may take more."""
    current: CompiledField | None = whole
    while current is not None and whole.field.has_inner_rules:
        known = {**kept, whole.key: current}
        askable = frozenset(
            rule for rule in whole.field.inner_rules if may_ask(model, view, known, rule.paths, known)
        )
        fewer = _pruned(current, askable)
        if fewer is current:
            break
        current = fewer
    return current


def _pruned(compiled: CompiledField, askable: frozenset[Expression]) -> CompiledField | None:
    """The same object where nothing has to go."""
    if not compiled.children:
        return compiled
    left = [
        (child, _pruned(child, askable))
        for child in compiled.children
        if {child.field.when, child.field.compute} <= {*askable, None}
    ]
    if len(left) == len(compiled.children) and all(old is new for old, new in left):
        return compiled
    children = tuple(new for _old, new in left if new is not None)
    return replace(compiled, children=children) if children else None
