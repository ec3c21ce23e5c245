"""Faults of statuses, transitions, scopes, solicitation kinds and the reference."""

import re
from collections.abc import Iterable, Iterator

from formengine.linting.views import known_item
from formengine.model import Model
from formengine.problems import Path, Problem
from formengine.rules import check_types

KINDS = ("opinion", "complement", "both")
REFERENCE = re.compile(r"(?:[^{}]|\{yyyy\})*\{seq(?::0[1-9]d)?\}(?:[^{}]|\{yyyy\})*")
MAX_REFERENCE = 40


def flow_faults(model: Model) -> Iterator[Problem]:
    if len(model.reference) > MAX_REFERENCE or not REFERENCE.fullmatch(model.reference):
        yield Problem(("x-reference",), "reference_bad")
    reached = _reached(model)
    for number, status in enumerate(model.statuses):
        path: Path = ("x-statuses", number)
        if not status.title:
            yield Problem((*path, "title"), "no_title")
        if status.key not in reached:
            yield Problem(path, "status_unreachable", {"key": status.key})
        if not status.transitions and not status.final:
            yield Problem(path, "status_dead_end", {"key": status.key})
        for place, transition in enumerate(status.transitions):
            if transition.status not in {each.key for each in model.statuses}:
                yield Problem((*path, "to", place), "status_unknown", {"key": transition.status})
            demanded = [*transition.requires, *(key for key, _rule in transition.requires_when)]
            for key in demanded:
                if key not in model.fields:
                    yield Problem((*path, "to", place, "requires"), "item_unknown", {"key": key})
            for _key, rule in transition.requires_when:
                for problem in check_types(rule, model):
                    yield problem.under(*path, "to", place, "requires")
        for view in status.hidden_after:
            if view not in model.views:
                yield Problem((*path, "hidden_after_days", view), "view_unknown", {"key": view})
        for view, cap in status.caps.items():
            if view not in model.views:
                yield Problem((*path, "caps", view), "view_unknown", {"key": view})
            yield from _items(model, (item for item, _access in cap.items), (*path, "items", view))
    for number, scope in enumerate(model.scopes):
        path = ("x-scopes", number)
        if not scope.title:
            yield Problem((*path, "title"), "no_title")
        if scope.view not in model.views:
            yield Problem((*path, "view"), "view_unknown", {"key": scope.view})
        if not scope.verdicts:
            yield Problem((*path, "verdicts"), "no_verdicts")
        yield from _items(model, (item for item, _access in scope.cap.items), (*path, "items"))
    for kind, cap in model.kind_caps.items():
        if kind not in KINDS:
            yield Problem(("x-kinds", kind), "kind_of_solicitation_unknown", {"key": kind})
        yield from _items(model, (item for item, _access in cap.items), ("x-kinds", kind))


def _items(model: Model, items: Iterable[str], path: Path) -> Iterator[Problem]:
    for item in items:
        if item != "*" and not known_item(model, item, pages=True):
            yield Problem((*path, item), "item_unknown", {"key": item})


def _reached(model: Model) -> set[str]:
    """Statuses a dossier can come to from the first one."""
    known = {status.key: status for status in model.statuses}
    reached: set[str] = set()
    queue = [model.initial_status.key]
    while queue:
        key = queue.pop()
        if key in known and key not in reached:
            reached.add(key)
            queue.extend(each.status for each in known[key].transitions)
    return reached
