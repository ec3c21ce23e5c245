"""Faults of views: what they name, and what their readers could never see or never answer."""

from collections.abc import Iterable, Iterator

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView, compile_view, uncapped
from formengine.linting.places import placed
from formengine.model import BASIC_VIEWS, Model
from formengine.problems import Path, Problem


def view_faults(model: Model) -> Iterator[Problem]:
    for key in BASIC_VIEWS:
        if key not in model.views:
            yield Problem(("x-views", key), "view_missing", {"key": key})
    for key, view in model.views.items():
        path: Path = ("x-views", key)
        for item in view.rules:
            if item != "*" and not known_item(model, item, pages=False):
                yield Problem((*path, "rules", item), "item_unknown", {"key": item})
        for item in sorted(view.reveals):
            if not known_item(model, item, pages=False):
                yield Problem((*path, "reveals"), "item_unknown", {"key": item})
        for item in sorted(view.masks):
            field = model.field_at(item)
            if field is None:
                yield Problem((*path, "masks"), "item_unknown", {"key": item})
            elif field.children or field.type in ("file", "static"):
                yield Problem((*path, "masks"), "cannot_be_masked", {"key": item})
        widest = uncapped(model, view)
        yield from _hidden_sources(widest)
        yield from _never_editable(widest)
    yield from _required_of_nobody(model)
    yield from _checks_of_nobody(model)


def known_item(model: Model, item: str, *, pages: bool) -> bool:
    """Whether this names a field, a child as `group.child` at any depth, or (in caps) a page."""
    if pages and any(page.key == item for page in model.pages):
        return True
    return model.field_at(item) is not None


def _hidden_sources(widest: CompiledView) -> Iterator[Problem]:
    """Rules that ask for what this view does not show: its readers would guess it, or never see the field."""
    model, view = widest.model, widest.view.key
    for field, path in placed(model):
        shown = _shown_at(widest, field.path)
        if shown is None:
            continue
        rules = [("x-when", field.when, "condition_source_hidden")]
        if shown.access is Access.EDIT:
            rules.append(("x-required-when", field.required_when, "condition_source_hidden"))
        rules.append(("x-compute", field.compute, "computed_source_hidden"))
        for name, rule, code in rules:
            for hidden in _closed(widest, rule.tells if rule else ()):
                yield Problem((*path, name), code, {"view": view, "key": hidden})
    for number, page in enumerate(model.pages):
        seen = any(key in widest.by_key for key in page.items)
        for hidden in _closed(widest, page.when.tells if page.when and seen else ()):
            yield Problem(
                ("x-pages", number, "x-when"), "condition_source_hidden", {"view": view, "key": hidden}
            )


def _shown_at(widest: CompiledView, path: str) -> CompiledField | None:
    key, *below = path.split(".")
    found = widest.by_key.get(key)
    for each in below:
        found = found.by_key.get(each) if found else None
    return found


def _closed(widest: CompiledView, paths: Iterable[str]) -> list[str]:
    known = [path for path in paths if known_item(widest.model, path.removesuffix(".*"), pages=False)]
    closed = (path for path in known if not widest.may_ask(frozenset({path}), widest.by_key))
    return sorted({path.removesuffix(".*") for path in closed})


def _ever_editable(model: Model, view: str) -> set[str]:
    return {
        key
        for status in model.statuses
        for key, compiled in compile_view(model, view=view, status=status.key).by_key.items()
        if compiled.access is Access.EDIT
    }


def _never_editable(widest: CompiledView) -> Iterator[Problem]:
    """Fields this view requires an answer for, at no status of which it can be given."""
    editable = _ever_editable(widest.model, widest.view.key)
    for key, compiled in widest.by_key.items():
        if compiled.required and key not in editable:
            yield Problem(
                ("x-views", widest.view.key, "rules", key),
                "required_never_editable",
                {"view": widest.view.key, "key": key},
            )


def _required_of_nobody(model: Model) -> Iterator[Problem]:
    editable = set().union(*(_ever_editable(model, view) for view in model.views))
    for key, field in model.fields.items():
        if field.required_when is not None and key not in editable:
            yield Problem(("properties", key, "x-required-when"), "required_of_nobody", {"key": key})


def _checks_of_nobody(model: Model) -> Iterator[Problem]:
    """Checks that no view sees the whole of and may do something about."""
    everyone = [uncapped(model, view) for view in model.views.values()]
    for number, check in enumerate(model.checks):
        if not all(known_item(model, path, pages=False) for path in check.rule.paths):
            continue
        if not any(_asks(widest, check.rule.tells) for widest in everyone):
            yield Problem(("x-checks", number), "check_of_nobody")


def _asks(widest: CompiledView, paths: frozenset[str]) -> bool:
    """Whether this view sees all of it, and can change some of it or of what it is computed from."""
    if not widest.may_ask(paths, widest.by_key):
        return False
    asked = _with_sources(widest.model, paths)
    return any(
        inner.access is Access.EDIT and any(_touches(inner.field.path, path) for path in asked)
        for each in widest.by_key.values()
        for inner in each.walk()
        if inner.field.type != "group"
    )


def _touches(edited: str, asked: str) -> bool:
    """Whether changing the one changes the other: parts of a group, or rows that it stands in."""
    return f"{edited}.".startswith(f"{asked}.") or f"{asked}.".startswith(f"{edited}.")


def _with_sources(model: Model, paths: frozenset[str]) -> frozenset[str]:
    """With all that computed values among them are computed from."""
    known: set[str] = set()
    waiting = list(paths)
    while waiting:
        path = waiting.pop()
        field = model.field_at(path)
        if path not in known:
            known.add(path)
            waiting.extend(field.compute.paths if field and field.compute else ())
    return frozenset(known)
