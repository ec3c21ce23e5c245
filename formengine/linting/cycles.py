"""Rules that run in a ring: a field that in the end asks about itself, by conditions and computed values.

Fields are looked at one level at a time, as they are worked out at run time: all at the top, then the parts
of one group or row. They need an order there, so two groups whose parts ask about each other are a ring too.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import chain

from formengine.linting.places import Ruled, computations, conditions
from formengine.model import Model
from formengine.problems import Problem

Steps = tuple[str, ...]


def cycle_faults(model: Model) -> Iterator[Problem]:
    """At each rule of a ring: `condition_cycle`, or `compute_cycle`."""
    rules = list(chain(conditions(model), computations(model)))
    edges: dict[Steps, set[Steps]] = defaultdict(set)
    for ruled in rules:
        for asker, asked in _edges(model, ruled):
            edges[asker].add(asked)
    found = set()
    for ruled in rules:
        if any(asker == asked or _leads(edges, asked, asker) for asker, asked in _edges(model, ruled)):
            found.add((ruled.path, "compute_cycle" if ruled.path[-1] == "x-compute" else "condition_cycle"))
    yield from (Problem(path, code) for path, code in sorted(found, key=str))


def _edges(model: Model, ruled: Ruled) -> Iterator[tuple[Steps, Steps]]:
    """Who waits for whom, as two fields of one level; the same twice where a field asks about itself."""
    asker = tuple(ruled.asker.split("."))
    for path in ruled.rule.paths:
        asked = tuple(path.split("."))
        level = next((n for n, (a, b) in enumerate(zip(asker, asked, strict=False)) if a != b), None)
        if level is not None:
            yield asker[: level + 1], asked[: level + 1]
        elif len(asked) >= len(asker) or _is_group(model, path):
            yield asker, asker


def _is_group(model: Model, path: str) -> bool:
    """Whether asking about it asks about all that is inside. Of rows, it is asked how many there are."""
    field = model.field_at(path)
    return field is not None and field.type == "group"


def _leads(edges: Mapping[Steps, set[Steps]], start: Steps, end: Steps) -> bool:
    seen, waiting = {start}, [start]
    while waiting:
        here = waiting.pop()
        if here == end:
            return True
        new = edges.get(here, set()) - seen
        seen |= new
        waiting.extend(new)
    return False
