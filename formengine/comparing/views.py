"""Views compared: who newly sees and edits what, by the views' own rules, before statuses and conditions."""

from collections.abc import Iterator, Mapping

from formengine.access import Access, Rule
from formengine.comparing.changes import Change, Part, What
from formengine.comparing.corresponding import Correspondence, correspond, parent_of
from formengine.compiling import CompiledField, uncapped
from formengine.model import Model, View

HIDDEN = Rule(Access.HIDDEN)


def view_changes(old: Model, new: Model) -> Iterator[Change]:
    pairs = correspond(old, new)
    for key in old.views:
        if key not in new.views:
            yield Change(Part.VIEW, key, What.REMOVED, old=old.views[key].title)
    for key, view in new.views.items():
        before = old.views.get(key)
        if before is None:
            yield Change(Part.VIEW, key, What.ADDED, new=view.title)
        else:
            yield from _own(before, view)
        yield from _access(old, new, pairs, key)


def _own(old: View, new: View) -> Iterator[Change]:
    if old.title != new.title:
        yield Change(Part.VIEW, new.key, What.TITLE, old=old.title, new=new.title)
    if old.surface != new.surface:
        yield Change(Part.VIEW, new.key, What.SURFACE, old=old.surface, new=new.surface)
    for path in sorted(old.reveals ^ new.reveals):
        yield Change(Part.VIEW, new.key, What.REVEALS, path, path in old.reveals, path in new.reveals)
    for path in sorted(old.masks ^ new.masks):
        yield Change(Part.VIEW, new.key, What.MASKS, path, path in old.masks, path in new.masks)


def _access(old: Model, new: Model, pairs: Correspondence, view: str) -> Iterator[Change]:
    """A child is told where it differs otherwise than its group; what is gone for everybody is not told."""
    before, after = rules_of(old, view), rules_of(new, view)
    found = {
        path: (before.get(pairs.back.get(path, ""), HIDDEN), after.get(path, HIDDEN)) for path in pairs.new
    }
    for path, (was, now) in found.items():
        only_mark = was.access is now.access and "." in path
        if was != now and not only_mark and found.get(parent_of(path)) != (was, now):
            yield Change(Part.VIEW, view, What.ACCESS, path, was.word, now.word)


def rules_of(model: Model, view: str) -> Mapping[str, Rule]:
    """What a view's rules come to, by dotted path; what is hidden is left out, and all of an unknown view."""
    if view not in model.views:
        return {}
    found: dict[str, Rule] = {}
    for page in uncapped(model, model.views[view]).pages:
        for field in page.fields:
            found.update({each.field.path: _rule(each) for each in field.walk()})
    return found


def _rule(field: CompiledField) -> Rule:
    return Rule(field.access, field.required and field.access is Access.EDIT)
