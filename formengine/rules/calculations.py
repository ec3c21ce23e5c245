"""Operators that make a value: of numbers, of days, of texts, by cases. What is missing makes it unknown."""

from collections.abc import Callable
from decimal import Decimal
from functools import reduce
from typing import Any

from formengine.rules.nodes import Node
from formengine.rules.scenes import Scene, Term, found
from formengine.rules.values import (
    ARITHMETIC,
    MOST_TEXT,
    alike,
    day_of,
    finite,
    is_ordered,
    plain,
    rounded,
    shifted,
    whole_number,
)

HUNDRED = Decimal(100)


def calculation(work: Callable[..., Decimal | None]) -> Callable[..., Term]:
    """Unknown as soon as one of the arguments is no number, or the result is not finite."""

    def build(_node: Node, below: tuple[Term, ...]) -> Term:
        def term(scene: Scene) -> Decimal | None:
            values = [each(scene) for each in below]
            if not all(isinstance(value, Decimal) for value in values):
                return None
            made = work(*values)
            return finite(made) if made is not None else None

        return term

    return build


def total(*values: Decimal) -> Decimal:
    return reduce(ARITHMETIC.add, values)


def difference(*values: Decimal) -> Decimal:
    return ARITHMETIC.minus(values[0]) if len(values) == 1 else reduce(ARITHMETIC.subtract, values)


def product(*values: Decimal) -> Decimal:
    return reduce(ARITHMETIC.multiply, values)


def quotient(a: Decimal, b: Decimal) -> Decimal | None:
    return ARITHMETIC.divide(a, b) if b else None


def share(share: Decimal, whole: Decimal) -> Decimal:
    return ARITHMETIC.divide(ARITHMETIC.multiply(share, whole), HUNDRED)


def rounding(node: Node, below: tuple[Term, ...]) -> Term:
    places = int(node.value)

    def term(scene: Scene) -> Decimal | None:
        value = below[0](scene)
        return rounded(value, places) if isinstance(value, Decimal) else None

    return term


def extreme(choose: Callable[[Any, Any], bool]) -> Callable[..., Term]:
    """The least or most of several numbers, days or moments, or of one list of them."""

    def build(_node: Node, below: tuple[Term, ...]) -> Term:
        def term(scene: Scene) -> Any:
            values: Any = [each(scene) for each in below]
            if len(values) == 1 and isinstance(values[0], tuple):
                (values,) = values
            if not values:
                return None
            best = values[0] if is_ordered(values[0]) else None
            for value in values[1:]:
                pair = alike(best, value)
                if pair is None:
                    return None
                best = pair[0] if choose(*pair) else pair[1]
            return best

        return term

    return build


def between(count: Callable[[Any, Any], int]) -> Callable[..., Term]:
    def build(_node: Node, below: tuple[Term, ...]) -> Term:
        def term(scene: Scene) -> Decimal | None:
            pair = _days(below[0](scene), below[1](scene))
            return Decimal(count(*pair)) if pair else None

        return term

    return build


def _days(start: Any, end: Any) -> tuple[Any, Any] | None:
    """Two days or two moments, also written as text."""
    pair = alike(start, end)
    if pair is not None and isinstance(pair[0], str):
        pair = alike(_as_day(pair[0]), _as_day(pair[1]))
    return pair if pair is not None and hasattr(pair[0], "year") else None


def _as_day(value: Any) -> Any:
    """A day written as text, as a day; anything else as it is."""
    return day_of(value) if isinstance(value, str) else value


def shifting(node: Node, below: tuple[Term, ...]) -> Term:
    start, *shifts = below

    def term(scene: Scene) -> Any:
        begin = _as_day(start(scene))
        amounts = {unit: whole_number(each(scene)) for unit, each in zip(node.words, shifts, strict=True)}
        if not hasattr(begin, "year") or None in amounts.values():
            return None
        return shifted(begin, **{unit: count for unit, count in amounts.items() if count is not None})

    return term


def text_together(node: Node, below: tuple[Term, ...]) -> Term:
    """Unknown parts are left out; unknown where nothing is left or it is too long. Options by title."""
    parts = tuple(map(_written, node.args, below))

    def term(scene: Scene) -> str | None:
        text = "".join(each(scene) for each in parts)
        return text if 0 < len(text) <= MOST_TEXT else None

    return term


def _written(node: Node, term: Term) -> Callable[[Scene], str]:
    if node.name != "var":
        return lambda scene: plain(term(scene))

    def written(scene: Scene) -> str:
        field, _value = found(scene, node.steps, relative=node.relative)
        value = term(scene)
        titles = {option.value: option.title for option in field.options} if field else {}
        return titles.get(value, value) if isinstance(value, str) else plain(value)

    return written


def length(_node: Node, below: tuple[Term, ...]) -> Term:
    """Characters of a text, things in a list."""

    def term(scene: Scene) -> Decimal | None:
        value = below[0](scene)
        return Decimal(len(value)) if isinstance(value, str | tuple) else None

    return term


def _unknown(_scene: Scene) -> None:
    return None


def first_met(_node: Node, below: tuple[Term, ...]) -> Term:
    """The result of the first condition that is met; an unknown one is not met. The last may stand alone."""
    pairs = tuple(zip(below[::2], below[1::2], strict=False))
    otherwise = below[-1] if len(below) % 2 else _unknown

    def term(scene: Scene) -> Any:
        for condition, result in pairs:
            if condition(scene) is True:
                return result(scene)
        return otherwise(scene)

    return term


def brackets(_node: Node, below: tuple[Term, ...]) -> Term:
    """The result of the first step whose limit the number does not pass."""
    number, *rest = below
    steps = tuple(zip(rest[::2], rest[1::2], strict=False))
    above = rest[-1] if len(rest) % 2 else _unknown

    def term(scene: Scene) -> Any:
        value = number(scene)
        if not isinstance(value, Decimal):
            return None
        for limit, result in steps:
            most = limit(scene)
            if not isinstance(most, Decimal):
                return None
            if value <= most:
                return result(scene)
        return above(scene)

    return term
