"""Operators answered by yes, no or unknown: comparing, joining, looking whether there is an answer."""

from collections.abc import Callable
from typing import Any

from formengine.fitting import fits
from formengine.rules.nodes import Node
from formengine.rules.scenes import Scene, Term, plain_object
from formengine.rules.values import alike, is_ordered, is_present


def comparison(compare: Callable[[Any, Any], bool], *, ordered: bool) -> Callable[..., Term]:
    """Two things of one type; things of different types cannot be compared, and the answer is unknown."""

    def build(_node: Node, below: tuple[Term, ...]) -> Term:
        left, right = below

        def term(scene: Scene) -> bool | None:
            pair = alike(left(scene), right(scene))
            if pair is None or (ordered and not is_ordered(pair[0])):
                return None
            return compare(*pair)

        return term

    return build


def logic(*, absorbing: bool) -> Callable[..., Term]:
    """`and` is absorbed by False, `or` by True; otherwise unknown spreads (Kleene)."""

    def build(_node: Node, below: tuple[Term, ...]) -> Term:
        def term(scene: Scene) -> bool | None:
            unknown = False
            for each in below:
                value = each(scene)
                if not isinstance(value, bool):
                    unknown = True
                elif value is absorbing:
                    return absorbing
            return None if unknown else not absorbing

        return term

    return build


def negation(_node: Node, below: tuple[Term, ...]) -> Term:
    def term(scene: Scene) -> bool | None:
        value = below[0](scene)
        return not value if isinstance(value, bool) else None

    return term


def _among(value: Any, values: Any) -> bool | None:
    if value is None or not isinstance(values, tuple):
        return None
    pairs = (alike(value, each) for each in values)
    return any(pair is not None and pair[0] == pair[1] for pair in pairs)


def membership(_node: Node, below: tuple[Term, ...]) -> Term:
    return lambda scene: _among(below[0](scene), below[1](scene))


def inclusion(_node: Node, below: tuple[Term, ...]) -> Term:
    return lambda scene: _among(below[1](scene), below[0](scene))


def disjointness(_node: Node, below: tuple[Term, ...]) -> Term:
    """Two lists that have nothing in common."""

    def term(scene: Scene) -> bool | None:
        a, b = below[0](scene), below[1](scene)
        return not set(a) & set(b) if isinstance(a, tuple) and isinstance(b, tuple) else None

    return term


def emptiness(_node: Node, below: tuple[Term, ...]) -> Term:
    """Never unknown."""
    return lambda scene: not is_present(below[0](scene))


def fitting(node: Node, _below: tuple[Term, ...]) -> Term:
    """Whether the answers asked about, as one plain JSON object, fit a JSON Schema; never unknown."""
    asked = tuple((each.steps, each.relative) for each in node.args)
    return lambda scene: fits(node.value, plain_object(scene, asked))


def exactly_one(_node: Node, below: tuple[Term, ...]) -> Term:
    """One of them has an answer, or is yes; never unknown. A box that is not ticked counts as no answer."""

    def term(scene: Scene) -> bool:
        values = [each(scene) for each in below]
        return sum(is_present(value) and value is not False for value in values) == 1

    return term
