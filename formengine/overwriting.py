"""Which of the applicant's answers others who are asked or invited may change: on purpose, or by accident."""

from collections.abc import Iterator, Mapping

from formengine.access import NO_CAP, Access, Cap
from formengine.compiling import CompiledField, CompiledView, compile_view, uncapped
from formengine.model import INTERNET, PARTNER, Field, Model


def overwritten(model: Model) -> Mapping[str, tuple[str, ...]]:
    """By view of partners and other parties: paths of what it may edit and the applicant may too.

    Each at some status, whatever it is. Rows, and groups all of which is shared, are named as a whole;
    views without any are left out.
    """
    if INTERNET not in model.views:
        return {}
    found = {}
    for view, caps in _others(model):
        shared = _drawn(model, view) & _drawn(model, INTERNET)
        if shared:  # only then is it worth to look at every status
            shared = _editable(model, view, caps) & _editable(model, INTERNET, (NO_CAP,))
        named = tuple(path for field in model.fields.values() for path in _named(field, shared))
        if named:
            found[view] = named
    return found


def _others(model: Model) -> Iterator[tuple[str, tuple[Cap, ...]]]:
    """Views by which partners and parties look, with what they are limited to when asked to complete."""
    parties = {party.view for party in model.parties}
    for view in dict.fromkeys((PARTNER, *(scope.view for scope in model.scopes), *sorted(parties))):
        if view not in model.views or view == INTERNET:
            continue
        scopes: list[str | None] = [scope.key for scope in model.scopes if scope.view == view]
        asked = tuple(
            model.cap_for(kind, scope) for kind in ("complement", "both") for scope in scopes or [None]
        )
        yield view, (NO_CAP,) if view in parties else asked


def _drawn(model: Model, view: str) -> frozenset[str]:
    """What the view's own rules let be edited, at whatever status."""
    return _answered(uncapped(model, model.views[view]))


def _editable(model: Model, view: str, caps: tuple[Cap, ...]) -> frozenset[str]:
    return frozenset().union(
        *(
            _answered(compile_view(model, view=view, status=status.key, cap=cap))
            for status in model.statuses
            for cap in caps
        )
    )


def _answered(compiled: CompiledView) -> frozenset[str]:
    walked = (each for field in compiled.by_key.values() for each in field.walk())
    return frozenset(each.field.path for each in walked if _is_answered(each))


def _is_answered(compiled: CompiledField) -> bool:
    """A group in itself holds nothing; rows can be added and taken away."""
    field = compiled.field
    typed = field.holds_value and field.compute is None and field.type != "group"
    return typed and compiled.access is Access.EDIT


def _named(field: Field, shared: frozenset[str]) -> list[str]:
    if field.path in shared:
        return [field.path]
    inside = [path for child in field.children for path in _named(child, shared)]
    whole = [child.path for child in field.children if child.holds_value]
    return [field.path] if field.type == "group" and inside and inside == whole else inside
