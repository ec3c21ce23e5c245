"""What became of each part of a foreign schema, as data; text is made at the surface."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any, Literal

from formengine.problems import NO_PARAMS, Path

Kind = Literal["kept", "adapted", "left_out"]
MOST_NOTES = 5_000


@dataclass(frozen=True)
class Note:
    """One line of the report. `path` is a JSON pointer's parts, in the document that was read."""

    kind: Kind
    path: Path
    code: str
    params: Mapping[str, Any] = field(default_factory=lambda: NO_PARAMS)


class Report:
    """Collects notes while a document is read: each thing once, however often it is referred to."""

    def __init__(self) -> None:
        self._notes: dict[tuple[str, Path, str], Note] = {}

    def kept(self, path: Path, code: str, **params: Any) -> None:
        self._add("kept", path, code, params)

    def adapted(self, path: Path, code: str, **params: Any) -> None:
        self._add("adapted", path, code, params)

    def left_out(self, path: Path, code: str, **params: Any) -> None:
        self._add("left_out", path, code, params)

    def _add(self, kind: Kind, path: Path, code: str, params: Mapping[str, Any]) -> None:
        if len(self._notes) < MOST_NOTES:
            self._notes.setdefault((kind, path, code), Note(kind, path, code, MappingProxyType(dict(params))))

    def notes(self) -> tuple[Note, ...]:
        return tuple(self._notes.values())
