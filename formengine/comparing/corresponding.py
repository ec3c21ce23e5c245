"""Which field of the new version is which of the old one. A key is given once and never changes."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache

from formengine.model import Field, Model


@dataclass(frozen=True, eq=False)
class Correspondence:
    """Fields by dotted path, at any depth: of the old version, of the new one, and from one to the other.

    What `onward` does not name is gone; what `back` does not name is new.
    """

    old: Mapping[str, Field]
    new: Mapping[str, Field]
    onward: Mapping[str, str]
    back: Mapping[str, str]


def parent_of(path: str) -> str:
    """The path of the container, "" at the top."""
    return path.rpartition(".")[0]


def joined(base: str, key: str) -> str:
    return f"{base}.{key}" if base else key


def walked(model: Model) -> Iterator[Field]:
    """Every field, a container before its children."""
    for field in model.fields.values():
        yield from field.walk()


@lru_cache(maxsize=256)
def correspond(old: Model, new: Model) -> Correspondence:
    """The same key in the same container is the same field. Elsewhere, it is where it can be no other.

    A field has moved where its key and type are gone in one place and new in one other, one of both places
    stands in both versions (a new group's "name" is not that of a group which is gone), and no rows lie
    between them (one value cannot become several).
    """
    seeking = _Seeking(
        {field.path: field for field in walked(old)}, {field.path: field for field in walked(new)}
    )
    seeking.level(old.fields, new.fields, "", "")
    seeking.elsewhere()
    back = {there: here for here, there in seeking.onward.items()}
    return Correspondence(seeking.old, seeking.new, seeking.onward, back)


class _Seeking:
    def __init__(self, old: Mapping[str, Field], new: Mapping[str, Field]) -> None:
        self.old, self.new = old, new
        self.onward: dict[str, str] = {}
        self.gone: list[str] = []
        self.fresh: list[str] = []

    def level(self, olds: Mapping[str, Field], news: Mapping[str, Field], here: str, there: str) -> None:
        """The children of two containers that are the same one."""
        for key in olds:
            if key in news:
                self.pair(joined(here, key), joined(there, key))
            else:
                self.gone.append(joined(here, key))
        self.fresh.extend(joined(there, key) for key in news if key not in olds)

    def pair(self, here: str, there: str) -> None:
        self.onward[here] = there
        self.level(self.old[here].by_key, self.new[there].by_key, here, there)

    def elsewhere(self) -> None:
        """Containers are looked for before what is in them."""
        opened: set[str] = set()
        while True:
            found = self._moves()
            for here, there in found:
                self.gone.remove(here)
                self.fresh.remove(there)
                self.pair(here, there)
            if found:
                continue
            gone = [path for path in self.gone if self.old[path].children and f"-{path}" not in opened]
            fresh = [path for path in self.fresh if self.new[path].children and f"+{path}" not in opened]
            if not gone and not fresh:
                return
            for path in gone:
                self.gone.extend(joined(path, key) for key in self.old[path].by_key)
            for path in fresh:
                self.fresh.extend(joined(path, key) for key in self.new[path].by_key)
            opened |= {f"-{path}" for path in gone} | {f"+{path}" for path in fresh}

    def _moves(self) -> list[tuple[str, str]]:
        gone = Counter(self._name(self.old[path]) for path in self.gone)
        fresh = Counter(self._name(self.new[path]) for path in self.fresh)
        there = {self._name(self.new[path]): path for path in self.fresh}
        return [
            (path, there[name])
            for path in self.gone
            if gone[name := self._name(self.old[path])] == 1
            and fresh[name] == 1
            and self._plausible(path, there[name])
        ]

    @staticmethod
    def _name(field: Field) -> tuple[str, str]:
        return field.key, field.type

    def _plausible(self, here: str, there: str) -> bool:
        known = {"": "", **self.onward}
        left, entered = parent_of(here), parent_of(there)
        stands = left in known or entered in known.values()
        rows = rows_around(here, self.old)
        return stands and rows in known and known[rows] == rows_around(there, self.new)


def rows_around(path: str, fields: Mapping[str, Field]) -> str:
    """The path of the innermost rows a field is in, "" where it is in none."""
    above = parent_of(path)
    while above and fields[above].type != "rows":
        above = parent_of(above)
    return above
