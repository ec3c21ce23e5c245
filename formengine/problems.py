"""A reason why something is not accepted, as data; text is made at the surface, in the reader's language."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

Path = tuple[str | int, ...]
NO_PARAMS: Mapping[str, Any] = MappingProxyType({})


@dataclass(frozen=True)
class Problem:
    """One problem at one place.

    `path` leads to the place: field key, then row number (from 0) and child key where there are rows.
    `code` is one of the codes listed in docs/problems.md; `params` are what its text needs, never an answer.
    """

    path: Path
    code: str
    params: Mapping[str, Any] = field(default_factory=lambda: NO_PARAMS)

    def under(self, *prefix: str | int) -> "Problem":
        return Problem((*prefix, *self.path), self.code, self.params)


class Unacceptable(ValueError):
    """A raw input that cannot become a value of its type. `path` is relative to the field."""

    def __init__(self, code: str, *, path: Path = (), **params: Any) -> None:
        super().__init__(code)
        self.problem = Problem(path, code, MappingProxyType(params))


class DocumentRefused(ValueError):
    """A document that is not a model: the place (a JSON pointer's parts) and the code of the first fault."""

    def __init__(self, code: str, *path: str | int, **params: Any) -> None:
        super().__init__(f"{code} at /{'/'.join(map(str, path))}")
        self.problem = Problem(path, code, MappingProxyType(params))
