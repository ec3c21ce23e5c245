"""From a model to what one reader may do with it: view, status and caps taken together, once, and cached."""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from formengine.access import NO_CAP, Access, Cap, Rule
from formengine.compiled import CompiledField, CompiledPage, CompiledView, may_ask, row_id
from formengine.model import Field, Model, Page, View
from formengine.rules import Expression

__all__ = ["CompiledField", "CompiledPage", "CompiledView", "compile_view", "row_id", "uncapped"]


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
    if not field.holds_value:
        return CompiledField(field, Access.READ, required=False)
    if field.compute is not None:
        access, rule = Access.READ, Rule(Access.READ)
    if not field.children:
        masked = field.path in view.masks and access is Access.READ and field.type != "file"
        return CompiledField(field, access, rule.required, masked=masked)
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
            rule for rule in whole.field.inner_rules if may_ask(model, view, known, rule.tells, known)
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
