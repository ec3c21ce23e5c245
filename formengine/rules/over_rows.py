"""Operators over the rows of a group: those rows for which `where` is met, or all."""

from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import Any

from formengine.rules.nodes import Node
from formengine.rules.scenes import Scene, Term, found, operand, rows_found
from formengine.rules.values import ARITHMETIC, finite


def over_rows(node: Node, below: tuple[Term, ...], where: Term | None) -> Term:
    """Unknown where there are no rows, or more than may be looked at."""
    match node.name:
        case "count":
            return _over(node, where, lambda scenes: Decimal(sum(1 for _ in scenes)))
        case "sum":
            return _over(node, where, lambda scenes: _total(_parts(scenes, node.child)))
        case "values":
            return _over(node, where, lambda scenes: tuple(_parts(scenes, node.child)))
        case "all":
            return _over(node, where, lambda scenes: _every(scenes, below[0], absorbing=False))
        case _:
            return _over(node, where, lambda scenes: _every(scenes, below[0], absorbing=True))


def _over(node: Node, where: Term | None, gathered: Callable[[Iterator[Scene]], Any]) -> Term:
    def term(scene: Scene) -> Any:
        rows = rows_found(scene, node.steps, relative=node.relative)
        if rows is None or len(rows[1]) > scene.left:
            return None
        fields, instances = rows
        left = scene.left // len(instances)
        scenes = (scene._replace(row=row, row_fields=fields, left=left) for row in instances)
        return gathered(each for each in scenes if where is None or where(each) is True)

    return term


def _parts(scenes: Iterator[Scene], child: tuple[str, ...]) -> Iterator[Any]:
    """That part of each row, where there is an answer."""
    for scene in scenes:
        value = operand(*found(scene, child, relative=True))
        if value is not None:
            yield value


def _total(values: Iterator[Any]) -> Decimal | None:
    total = Decimal(0)
    for value in values:
        if isinstance(value, Decimal):
            total = ARITHMETIC.add(total, value)
    return finite(total)


def _every(scenes: Iterator[Scene], question: Term, *, absorbing: bool) -> bool | None:
    """`all` is absorbed by a row that says no, `any` by one that says yes; otherwise unknown spreads."""
    unknown = False
    for scene in scenes:
        value = question(scene)
        if not isinstance(value, bool):
            unknown = True
        elif value is absorbing:
            return absorbing
    return None if unknown else not absorbing
