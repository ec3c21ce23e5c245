"""Access is a chain of three, and everything that limits access is a cap: effective access is a minimum."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import IntEnum


class Access(IntEnum):
    HIDDEN = 0
    READ = 1
    EDIT = 2

    @property
    def word(self) -> str:
        return self.name.lower()

    @classmethod
    def from_word(cls, word: str) -> "Access":
        """Raises KeyError for a word that is none of hidden, read, edit."""
        return _WORDS[word]


_WORDS = {"hidden": Access.HIDDEN, "read": Access.READ, "edit": Access.EDIT}


@dataclass(frozen=True)
class Rule:
    """What a view says of one field, group or page: an access, and on `edit` whether it must be answered."""

    access: Access
    required: bool = False

    @classmethod
    def from_word(cls, word: str) -> "Rule":
        """`hidden`, `read`, `edit` or `edit!`. Raises KeyError for anything else."""
        if word == "edit!":
            return cls(Access.EDIT, required=True)
        return cls(Access.from_word(word))

    @property
    def word(self) -> str:
        return "edit!" if self.required and self.access is Access.EDIT else self.access.word


@dataclass(frozen=True)
class Cap:
    """A limit on a whole view, and on single items (field, group or page keys) of it. It never widens."""

    access: Access = Access.EDIT
    items: tuple[tuple[str, Access], ...] = ()

    @classmethod
    def of(cls, access: Access, items: Mapping[str, Access] | Iterable[tuple[str, Access]] = ()) -> "Cap":
        pairs = items.items() if isinstance(items, Mapping) else items
        return cls(access, tuple(sorted(pairs)))

    def on(self, *items: str) -> Access:
        """The cap on something known by these keys (its own, its group's, its page's)."""
        return min([self.access, *(access for key, access in self.items if key in items or key == "*")])

    def __and__(self, other: "Cap") -> "Cap":
        return Cap(min(self.access, other.access), tuple(sorted({*self.items, *other.items})))


NO_CAP = Cap()
