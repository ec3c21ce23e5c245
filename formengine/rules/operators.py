"""What each operator does: from a node to a function of a scene. Unknown spreads unless said otherwise."""

import operator
from collections.abc import Callable, Mapping
from typing import Any

from formengine.rules.calculations import (
    between,
    brackets,
    calculation,
    difference,
    extreme,
    first_met,
    length,
    product,
    quotient,
    rounding,
    share,
    shifting,
    text_together,
    total,
)
from formengine.rules.nodes import Node
from formengine.rules.over_rows import over_rows
from formengine.rules.questions import (
    comparison,
    disjointness,
    emptiness,
    exactly_one,
    fitting,
    inclusion,
    logic,
    membership,
    negation,
)
from formengine.rules.scenes import Term, found, operand
from formengine.rules.values import ARITHMETIC, whole_days, whole_months, whole_years


def term_of(node: Node) -> Term:
    """The node as a function, with all below it."""
    if node.name in ("literal", "list"):
        return _constant(node.value)
    if node.name == "var":
        return _var(node)
    below = tuple(map(term_of, node.args))
    if node.path:
        return over_rows(node, below, term_of(node.where) if node.where else None)
    return _MEANINGS[node.name](node, below)


def _constant(value: Any) -> Term:
    return lambda _scene: value


def _var(node: Node) -> Term:
    steps, relative = node.steps, node.relative
    if len(steps) == 1 and not relative:
        key = steps[0]
        return lambda scene: operand(scene.fields.get(key), scene.answers.get(key))
    return lambda scene: operand(*found(scene, steps, relative=relative))


def _today(_node: Node, _below: tuple[Term, ...]) -> Term:
    return lambda scene: scene.today


_MEANINGS: Mapping[str, Callable[[Node, tuple[Term, ...]], Term]] = {
    "today": _today,
    "==": comparison(operator.eq, ordered=False),
    "!=": comparison(operator.ne, ordered=False),
    "<": comparison(operator.lt, ordered=True),
    "<=": comparison(operator.le, ordered=True),
    ">": comparison(operator.gt, ordered=True),
    ">=": comparison(operator.ge, ordered=True),
    "and": logic(absorbing=False),
    "or": logic(absorbing=True),
    "!": negation,
    "in": membership,
    "contains": inclusion,
    "disjoint": disjointness,
    "empty": emptiness,
    "fits": fitting,
    "exactly_one": exactly_one,
    "+": calculation(total),
    "-": calculation(difference),
    "*": calculation(product),
    "/": calculation(quotient),
    "percent": calculation(share),
    "abs": calculation(ARITHMETIC.abs),
    "round": rounding,
    "min": extreme(operator.le),
    "max": extreme(operator.ge),
    "days": between(whole_days),
    "months": between(whole_months),
    "years": between(whole_years),
    "date_add": shifting,
    "cat": text_together,
    "length": length,
    "if": first_met,
    "brackets": brackets,
}
