"""Faults of design, found before publishing."""

from formengine.model import Model
from formengine.problems import Problem


def lint(model: Model) -> tuple[Problem, ...]:
    return ()
