"""One difference between two versions, as data; words for people are made at the surface."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class Part(StrEnum):
    """What a difference is about. `Change.at` is its key; of a field its path in the version it is in."""

    MODEL = "model"
    FIELD = "field"
    PAGE = "page"
    VIEW = "view"
    STATUS = "status"
    SCOPE = "scope"
    KIND = "kind"
    CHECK = "check"
    PARTNERS = "partners"
    CAPACITY = "capacity"
    PARTY = "party"
    PAPER = "paper"


class What(StrEnum):
    """What is different. In brackets: what `name`, `old` and `new` hold where it is not plain."""

    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"  # a field (old and new path; name "page": keys of pages, "" for none)
    REORDERED = "reordered"
    TITLE = "title"
    HELP = "help"
    TYPE = "type"
    LIMIT = "limit"  # name: the keyword
    SETTING = "setting"  # name: the keyword; of partners: that of `x-partners`
    OPTION_ADDED = "option_added"  # name: the value, new: the title
    OPTION_REMOVED = "option_removed"  # name: the value, old: the title
    OPTION_TITLE = "option_title"  # name: the value, old and new: its titles
    OPTION_RENAMED = "option_renamed"  # name: the title, old and new: its values
    OPTIONS_REORDERED = "options_reordered"
    CONDITION = "condition"  # rules, as data
    REQUIREMENT = "requirement"  # rules, as data
    REQUIRED = "required"  # within its group: true or false
    COMPUTED = "computed"  # rules, as data
    ACCESS = "access"  # of a view: name is the field's path, old and new words (hidden read edit edit!)
    REVEALS = "reveals"  # of a view: name is the field's path, true or false
    MASKS = "masks"  # of a view: name is the field's path, true or false
    SURFACE = "surface"
    WORDING = "wording"
    CAP = "cap"  # name: the view (of a status) and new word; `view/item` for a part of it; of a scope: item
    MOVE_ADDED = "move_added"  # name: the status it leads to
    MOVE_REMOVED = "move_removed"
    MOVE_CHANGED = "move_changed"  # name: the status; old and new: (title, by, requires, complete, needs)
    TIME_LIMIT = "time_limit"
    FINAL = "final"
    OUTCOME = "outcome"
    SCOPE_VIEW = "scope_view"  # of capacities and parties too; "" for the applicant's way of going on
    PROOF = "proof"  # old and new: key of the file field, ""
    RECIPIENTS = "recipients"  # of a document, true or false; name: the scope, "" for the dossier's parties
    TEXT = "text"
    VERDICT_ADDED = "verdict_added"  # name: its key
    VERDICT_REMOVED = "verdict_removed"
    VERDICT_CHANGED = "verdict_changed"  # old and new: (title, reasons required)
    MESSAGE = "message"
    PLACE = "place"
    RULE = "rule"
    REFERENCE = "reference"
    LISTED = "listed"
    TECHNICAL = "technical"  # what no screen shows: the order of keywords, keywords nobody reads


@dataclass(frozen=True)
class Change:
    """One difference. `old` None: it was not there; `new` None: it is not there any more."""

    part: Part
    at: str
    what: What
    name: str = ""
    old: Any = None
    new: Any = None


@dataclass(frozen=True)
class Comparison:
    """All differences: of the model itself, fields, pages, views, statuses, scopes, kinds, checks, who else
    takes part, documents."""

    changes: tuple[Change, ...]

    @property
    def is_empty(self) -> bool:
        return not self.changes

    def of(self, part: Part, *whats: What) -> tuple[Change, ...]:
        """The differences of one part; only of some sorts where they are named."""
        return tuple(each for each in self.changes if each.part is part and (not whats or each.what in whats))

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)
