"""The one language for rules: a strict, typed subset of JSON Logic, stored as data, never evaluated as text.

Three-valued: what asks about an answer that is not there is None (unknown). A condition is met only by True;
a check fails only on False. Numbers are decimals; a float in a rule is refused. docs/document.md lists what
there is.
"""

from formengine.rules.compiling import Expression, compile_expression
from formengine.rules.nodes import MAX_DEPTH, MAX_NODES, OPERATORS, Node
from formengine.rules.scenes import Scene
from formengine.rules.types import check_result, check_types
from formengine.rules.words import sentence

__all__ = [
    "MAX_DEPTH",
    "MAX_NODES",
    "OPERATORS",
    "Expression",
    "Node",
    "Scene",
    "check_result",
    "check_types",
    "compile_expression",
    "sentence",
]
