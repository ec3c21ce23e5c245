"""A dossier model as values: what `document.parse` makes of a published document."""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from formengine.access import Access, Cap, Rule
from formengine.expressions import Expression

INTERNET, CRM, PARTNER = "internet", "crm", "partner"
BASIC_VIEWS = (INTERNET, CRM, PARTNER)


@dataclass(frozen=True)
class Option:
    """One titled value of a choice."""

    value: str
    title: str


@dataclass(frozen=True, eq=False)
class Field:
    """One property of the document. A group (`group`, `rows`) has children; the others have none.

    `schema` is the property as published, read-only: a type reads its own limits there.
    """

    key: str
    type: str
    title: str
    help: str
    schema: Mapping[str, Any]
    when: Expression | None = None
    required_when: Expression | None = None
    options: tuple[Option, ...] = ()
    children: tuple["Field", ...] = ()

    @cached_property
    def by_key(self) -> Mapping[str, "Field"]:
        return {child.key: child for child in self.children}

    @property
    def holds_value(self) -> bool:
        return self.type != "static"


@dataclass(frozen=True)
class Page:
    key: str
    title: str
    items: tuple[str, ...]
    when: Expression | None = None


@dataclass(frozen=True, eq=False)
class View:
    """`rules` by field key (`group.child` for a child), group key, or `*` for the fields it does not name.

    `reveals` names the hidden fields whose value this view lets be guessed through a condition, on purpose.
    """

    key: str
    title: str
    surface: str
    rules: Mapping[str, Rule]
    reveals: frozenset[str] = frozenset()

    def rule(self, key: str) -> Rule | None:
        """The rule this view gives to a field or `group.child`; None where only a group's rule counts."""
        named = self.rules.get(key)
        if named is None and "." not in key:
            return self.rules.get("*", Rule(Access.HIDDEN))
        return named


@dataclass(frozen=True)
class Transition:
    """A move to another status: by whom (`citizen`, `agent`, `system`), and what must be there before.

    `requires` names fields that must have an answer. `complete` asks that the mover's whole view be valid.
    `needs` names a fact outside the answers; `solicitation` is the one there is: somebody has been asked.
    """

    status: str
    title: str
    by: str = "agent"
    requires: tuple[str, ...] = ()
    complete: bool = False
    needs: str | None = None


@dataclass(frozen=True, eq=False)
class Status:
    """Where a dossier stands. `caps` by view key; a view it does not name is hidden."""

    key: str
    title: str
    wording: str
    caps: Mapping[str, Cap]
    transitions: tuple[Transition, ...] = ()
    limit_days: int | None = None
    final: bool = False
    outcome: str | None = None

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


@dataclass(frozen=True)
class Check:
    """A rule over several answers, with the designer's message, shown at the field `at`."""

    key: str
    message: str
    at: str
    rule: Expression


@dataclass(frozen=True, eq=False)
class Model:
    """One parsed document. Compared and cached by its digest."""

    digest: str
    title: str
    description: str
    fields: Mapping[str, Field]
    pages: tuple[Page, ...]
    views: Mapping[str, View]
    statuses: tuple[Status, ...]
    scopes: tuple[Scope, ...]
    checks: tuple[Check, ...]
    kind_caps: Mapping[str, Cap]
    reference: str
    listed: tuple[str, ...]

    def __hash__(self) -> int:
        return hash(self.digest)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Model) and other.digest == self.digest

    @property
    def initial_status(self) -> Status:
        return self.statuses[0]

    @cached_property
    def _statuses(self) -> Mapping[str, Status]:
        return {status.key: status for status in self.statuses}

    def status(self, key: str) -> Status:
        """Raises KeyError for a status this version does not have."""
        return self._statuses[key]

    def scope(self, key: str) -> Scope | None:
        return next((scope for scope in self.scopes if scope.key == key), None)

    def page_of(self, key: str) -> Page | None:
        return next((page for page in self.pages if key in page.items), None)

    def cap_for(self, kind: str, scope: str | None) -> Cap:
        """What a participation asked for in this kind and scope is limited to.

        An opinion reads; a complement edits (DESIGN.md, idea 2); both are narrowed by what the model says
        of the kind (`x-kinds`) and of the scope (`x-scopes`).
        """
        cap = Cap(Access.READ if kind == "opinion" else Access.EDIT)
        if kind in self.kind_caps:
            cap &= self.kind_caps[kind]
        chosen = self.scope(scope) if scope else None
        return cap & chosen.cap if chosen else cap

    @cached_property
    def in_dependency_order(self) -> tuple[Field, ...]:
        """Fields such that each comes after those its condition asks about. A cycle keeps document order."""
        done: dict[str, Field] = {}

        def visit(field: Field, seen: frozenset[str]) -> None:
            if field.key in done or field.key in seen:
                return
            for source in sorted(self.sources(field)):
                if source in self.fields:
                    visit(self.fields[source], seen | {field.key})
            done[field.key] = field

        for each in self.fields.values():
            visit(each, frozenset())
        return tuple(done.values())

    @cached_property
    def _conditions(self) -> Mapping[str, tuple[Expression, ...]]:
        pages = {key: page.when for page in self.pages for key in page.items if page.when}
        return {
            key: tuple(each for each in (pages.get(key), field.when) if each is not None)
            for key, field in self.fields.items()
        }

    @cached_property
    def _paths(self) -> Mapping[str, frozenset[str]]:
        return {
            key: frozenset().union(*(each.paths for each in rules)) for key, rules in self._conditions.items()
        }

    def conditions(self, field: Field) -> tuple[Expression, ...]:
        """What must hold for the field to be there: its own condition and its page's."""
        return self._conditions[field.key]

    def paths(self, field: Field) -> frozenset[str]:
        """What the field's conditions ask about: keys, and `group.child`."""
        return self._paths[field.key]

    def sources(self, field: Field) -> frozenset[str]:
        """Keys of the fields which the field's conditions ask about."""
        return frozenset(path.partition(".")[0] for path in self.paths(field))

    def live(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers that count: those whose field is there, its conditions met. The others stay, unseen."""
        live: dict[str, Any] = {}
        for field in self.in_dependency_order:
            if field.key in answers and all(each.holds(live, self.fields) for each in self.conditions(field)):
                live[field.key] = answers[field.key]
        return live
