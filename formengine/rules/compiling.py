"""A rule, compiled once: its tree, what it asks about, and the function that answers it."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from formengine.rules.nodes import Node, read
from formengine.rules.operators import term_of
from formengine.rules.scenes import Fields, Scene, Term


@dataclass(frozen=True, eq=False)
class Expression:
    """A compiled rule. `source`: its data. `inside`: path of the group or rows whose parts `.child` names.

    `paths` are what it asks about, exactly, from the root: a field's key, or `group.child` at any depth.
    """

    source: Any
    inside: str
    tree: Node
    paths: frozenset[str]
    term: Term

    @cached_property
    def sources(self) -> frozenset[str]:
        """Keys of the fields at the root which it asks about."""
        return frozenset(path.partition(".")[0] for path in self.paths)

    @cached_property
    def tells(self) -> frozenset[str]:
        """`paths`, and `path.*` where all that is in there decides: what its answer lets be known."""
        fitted = (each.path for node in self.tree.walk() if node.name == "fits" for each in node.args)
        return self.paths | {f"{path}.*" for path in fitted}

    @cached_property
    def asks_today(self) -> bool:
        return any(node.name == "today" for node in self.tree.walk())

    def evaluate(self, answers: Mapping[str, Any], fields: Fields) -> Any:
        return self.on(Scene(answers, fields))

    def holds(self, answers: Mapping[str, Any], fields: Fields) -> bool:
        return self.on(Scene(answers, fields)) is True

    def on(self, scene: Scene) -> Any:
        """What it says of a scene; None is unknown. Never raises, whatever has been stored."""
        try:
            return self.term(scene)
        except (ArithmeticError, AttributeError, TypeError, ValueError):
            return None


def compile_expression(source: Any, *, inside: str = "") -> Expression:
    """Raises DocumentRefused, with the path inside the rule, for anything outside the language."""
    tree = read(source, inside)
    paths = frozenset(path for node in tree.walk() for path in node.asked)
    return Expression(source, inside, tree, paths, term_of(tree))
