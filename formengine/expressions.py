"""Rules, under the name by which the model knows them."""

from formengine.rules import Expression, Scene, compile_expression
from formengine.rules.nodes import MAX_DEPTH

__all__ = ["MAX_DEPTH", "Expression", "Scene", "compile_expression"]
