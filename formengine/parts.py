"""Walking through a JSON document: each part knows its place and refuses what is wrong in it."""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from formengine.problems import DocumentRefused, Path

KEY = re.compile(r"[a-z][a-z0-9_]{0,39}\Z")
BESIDE = frozenset({"csrfmiddlewaretoken", "idempotency_key", "do", "next"})
"""Names of the inputs that surfaces put beside the engine's in one HTML form."""

RESERVED = BESIDE | {"constructor", "prototype", "id", "pk"}
MAX_BYTES = 1_000_000


@dataclass(frozen=True)
class Part:
    """One object of the document and the path to it."""

    content: Mapping[str, Any]
    path: Path

    @classmethod
    def of(cls, content: Any, path: Path = ()) -> "Part":
        if not isinstance(content, Mapping):
            raise DocumentRefused("not_an_object", *path)
        return cls(content, path)

    def refuse(self, code: str, *below: str | int, **params: Any) -> NoReturn:
        raise DocumentRefused(code, *self.path, *below, **params)

    def get(self, name: str) -> Any:
        return self.content.get(name)

    def text(self, name: str) -> str:
        value = self.content.get(name, "")
        if not isinstance(value, str):
            self.refuse("not_text", name)
        return value

    def key(self, name: str = "key") -> str:
        value = self.content.get(name)
        if not is_key(value):
            self.refuse("bad_key", name)
        return str(value)

    def array(self, name: str) -> list[Any]:
        value = self.content.get(name, [])
        if not isinstance(value, list):
            self.refuse("not_a_list", name)
        return value

    def texts(self, name: str) -> tuple[str, ...]:
        values = self.array(name)
        for number, each in enumerate(values):
            if not isinstance(each, str):
                self.refuse("not_text", name, number)
        return tuple(values)

    def part(self, name: str) -> "Part":
        """The object under a name; an empty one where there is none."""
        return Part.of(self.content.get(name, {}), (*self.path, name))

    def parts(self, name: str) -> Iterator["Part"]:
        """The objects of a list."""
        for number, each in enumerate(self.array(name)):
            yield Part.of(each, (*self.path, name, number))

    def named(self) -> Iterator[tuple[str, "Part"]]:
        """The objects of this object, by name."""
        for name, each in self.content.items():
            yield name, Part.of(each, (*self.path, name))


def is_key(key: object) -> bool:
    """Whether this may name a field, a page, a view, a status, a scope."""
    return isinstance(key, str) and KEY.match(key) is not None and key not in RESERVED


def loads(text: str | bytes) -> Any:
    """The value of a JSON text. Raises DocumentRefused: no JSON, too large, too deep, not finite."""
    if len(text) > MAX_BYTES:
        raise DocumentRefused("too_long", most=MAX_BYTES)
    try:
        return json.loads(text, parse_constant=_not_finite)
    except RecursionError:
        raise DocumentRefused("too_deep") from None
    except ValueError as error:
        if isinstance(error, DocumentRefused):
            raise
        raise DocumentRefused("not_json") from None


def _not_finite(_name: str) -> NoReturn:
    raise DocumentRefused("not_finite")
