"""The way of a dossier: where it may stand, how it moves on, what partners are asked about."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from formengine.access import Access, Cap
from formengine.rules import Expression


@dataclass(frozen=True)
class Transition:
    """A move to another status: by whom (`citizen`, `agent`, `system`), and what must be there before.

    `requires` names fields that must have an answer, `requires_when` those that must under a condition.
    `complete` asks that the mover's whole view be valid, `current_consents` that each consent in it be to
    the text as it stands now. `needs` names a fact outside the answers; `solicitation` is the one there is:
    somebody has been asked.
    """

    status: str
    title: str
    by: str = "agent"
    requires: tuple[str, ...] = ()
    complete: bool = False
    needs: str | None = None
    requires_when: tuple[tuple[str, Expression], ...] = ()
    current_consents: bool = False


@dataclass(frozen=True, eq=False)
class Status:
    """Where a dossier stands. `caps` by view key; a view it does not name is hidden.

    `hidden_after`: by view, days after which a dossier that stands here is hidden from its readers.
    """

    key: str
    title: str
    wording: str
    caps: Mapping[str, Cap]
    transitions: tuple[Transition, ...] = ()
    limit_days: int | None = None
    final: bool = False
    outcome: str | None = None
    hidden_after: Mapping[str, int] = field(default_factory=dict)

    def cap(self, view: str) -> Cap:
        return self.caps.get(view, Cap(Access.HIDDEN))

    def transition(self, target: str) -> Transition | None:
        return next((each for each in self.transitions if each.status == target), None)


@dataclass(frozen=True)
class Verdict:
    key: str
    title: str
    reasons_required: bool = False


@dataclass(frozen=True, eq=False)
class Scope:
    """What an opinion is about; chooses the view, the verdicts, and what of the view is not shown."""

    key: str
    title: str
    view: str
    verdicts: tuple[Verdict, ...]
    cap: Cap

    def verdict(self, key: str) -> Verdict | None:
        return next((each for each in self.verdicts if each.key == key), None)
