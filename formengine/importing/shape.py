"""What an import remembers to convert instances of the foreign schema to answers and back."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from formengine.problems import Problem

Keys = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Shape:
    """`document`: the draft. `schema`: the foreign one, expanded. `wrapped`: an instance is field `value`.

    `branches`: by the key path of a choice of variant, its values and what an instance must fit for each.
    `only_if`: by the key path of a field, what its object must fit for this field to hold the property, where
    several fields have one foreign name. `said`: what an object without any answer must fit.
    """

    document: Mapping[str, Any]
    schema: Any
    branches: Mapping[Keys, tuple[tuple[str, Any], ...]]
    only_if: Mapping[Keys, Any]
    said: Mapping[Keys, list[Any]]
    wrapped: bool = False


@dataclass(frozen=True)
class Converted:
    """`answers`: raw, for accept. `problems`: paths in the instance. `dropped`: what has no field, allowed.

    `documents`: ids that stand for files found inside the instance.
    """

    answers: Mapping[str, Any]
    problems: tuple[Problem, ...] = ()
    dropped: tuple[tuple[str | int, ...], ...] = ()
    documents: frozenset[str] = field(default_factory=frozenset)
