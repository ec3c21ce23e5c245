"""Where things stand in the document, for problems to point at."""

from collections.abc import Iterator
from typing import NamedTuple

from formengine.model import Field, Model
from formengine.problems import Path
from formengine.rules import Expression


class Ruled(NamedTuple):
    """A rule with its place. `asker`: path of the field that carries it, or `` for a check."""

    rule: Expression
    path: Path
    asker: str


def placed(model: Model) -> Iterator[tuple[Field, Path]]:
    """Every field with its place, those inside groups too."""
    for key, field in model.fields.items():
        yield from _placed(field, ("properties", key))


def _placed(field: Field, path: Path) -> Iterator[tuple[Field, Path]]:
    yield field, path
    inner = (*path, "items", "properties") if field.type == "rows" else (*path, "properties")
    for child in field.children:
        yield from _placed(child, (*inner, child.key))


def conditions(model: Model) -> Iterator[Ruled]:
    """What decides whether a field is there, once for each field: its own condition, and its page's."""
    for field, path in placed(model):
        if field.when is not None:
            yield Ruled(field.when, (*path, "x-when"), field.path)
    for number, page in enumerate(model.pages):
        if page.when is not None:
            path = ("x-pages", number, "x-when")
            yield from (Ruled(page.when, path, key) for key in page.items if key in model.fields)


def computations(model: Model) -> Iterator[Ruled]:
    """What decides which value a field has."""
    for field, path in placed(model):
        if field.compute is not None and field.compute.paths:
            yield Ruled(field.compute, (*path, "x-compute"), field.path)
