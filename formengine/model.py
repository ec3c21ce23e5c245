"""A dossier model as values: what `document.parse` makes of a published document."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from formengine.access import Access, Cap, Rule
from formengine.ordering import in_order
from formengine.papers import DocumentKind
from formengine.presence import Present, sibling_keys
from formengine.rules import Expression
from formengine.taking_part import UNSAID, Capacity, PartnerRules, PartyKind
from formengine.workflow import Scope as Scope
from formengine.workflow import Status as Status
from formengine.workflow import Transition as Transition
from formengine.workflow import Verdict as Verdict

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

    `schema` is the property as published, read-only: a type reads its own limits there. `path`: the keys from
    the top, with dots. A field with `compute` has the value its rule says, never one that was sent.
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
    path: str = ""
    compute: Expression | None = None

    @cached_property
    def by_key(self) -> Mapping[str, "Field"]:
        return {child.key: child for child in self.children}

    def walk(self) -> Iterator["Field"]:
        """The field and all that is inside it."""
        yield self
        for child in self.children:
            yield from child.walk()

    @cached_property
    def has_inner_rules(self) -> bool:
        """Whether something inside comes and goes, or is computed."""
        return bool(self.inner_rules)

    @cached_property
    def is_flat(self) -> bool:
        """Whether a row of it is always the same set of plain values."""
        return not self.has_inner_rules and not any(child.children for child in self.children)

    @property
    def conditions_inside(self) -> tuple[Expression, ...]:
        """Conditions of all that is inside."""
        return tuple(each.when for child in self.children for each in child.walk() if each.when is not None)

    @cached_property
    def inner_rules(self) -> tuple[Expression, ...]:
        """The same, and the rules by which inner values are computed."""
        inner = (each for child in self.children for each in child.walk())
        return (*self.conditions_inside, *(each.compute for each in inner if each.compute is not None))

    @cached_property
    def asks_around(self) -> bool:
        """Whether something inside asks, from the root, for the very field it is in."""
        nodes = (node for rule in self.inner_rules for node in rule.tree.walk())
        return any(node.path.partition(".")[0] == self.key and not node.relative for node in nodes)

    @cached_property
    def inner_order(self) -> tuple["Field", ...]:
        """Children such that each comes after the siblings it asks about."""
        return in_order(self.by_key, lambda child: sibling_keys(child.path, child.when, child.compute))

    @cached_property
    def asked_siblings(self) -> frozenset[str]:
        """Keys of the siblings that the condition asks about."""
        return sibling_keys(self.path, self.when)

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
    `masks` names fields of which it shows a few characters only, where they are read.
    """

    key: str
    title: str
    surface: str
    rules: Mapping[str, Rule]
    reveals: frozenset[str] = frozenset()
    masks: frozenset[str] = frozenset()

    def rule(self, key: str) -> Rule | None:
        """The rule this view gives to a field or `group.child`; None where only a group's rule counts."""
        named = self.rules.get(key)
        if named is None and "." not in key:
            return self.rules.get("*", Rule(Access.HIDDEN))
        return named


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
    partners: PartnerRules = UNSAID
    capacities: tuple[Capacity, ...] = ()
    parties: tuple[PartyKind, ...] = ()
    documents: tuple[DocumentKind, ...] = ()

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

    def capacity(self, key: str) -> Capacity | None:
        return next((each for each in self.capacities if each.key == key), None)

    def party(self, key: str) -> PartyKind | None:
        return next((each for each in self.parties if each.key == key), None)

    def document(self, key: str) -> DocumentKind | None:
        return next((each for each in self.documents if each.key == key), None)

    def field_at(self, path: str) -> Field | None:
        """The field at a dotted path; None where there is none."""
        key, *below = path.split(".")
        found = self.fields.get(key)
        for each in below:
            found = found.by_key.get(each) if found else None
        return found

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
        """Fields such that each comes after those its rules ask about. A cycle keeps document order."""
        return in_order(self.fields, self._needs)

    @cached_property
    def places(self) -> Mapping[str, int]:
        """The place of each field in that order, by key."""
        return {field.key: number for number, field in enumerate(self.in_dependency_order)}

    def _needs(self, field: Field) -> frozenset[str]:
        """Keys of the fields whose answers decide whether this one is there, or what it holds."""
        rules = (*self.conditions(field), *([field.compute] if field.compute else ()), *field.inner_rules)
        return frozenset().union(*(rule.sources for rule in rules)) - {field.key}

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
            key: frozenset().union(*(each.tells for each in rules)) for key, rules in self._conditions.items()
        }

    @cached_property
    def _sources(self) -> Mapping[str, frozenset[str]]:
        return {
            key: frozenset(path.partition(".")[0] for path in paths) for key, paths in self._paths.items()
        }

    def conditions(self, field: Field) -> tuple[Expression, ...]:
        """What must hold for the field to be there: its own condition and its page's."""
        return self._conditions[field.key]

    def paths(self, field: Field) -> frozenset[str]:
        """What the field's conditions let be known: keys, `group.child`, and `rows.*` for all in there."""
        return self._paths[field.key]

    def tells(self, field: Field) -> frozenset[str]:
        """What a field lets be known by being there, or by its value where that is computed."""
        return self.paths(field) | (field.compute.tells if field.compute else frozenset())

    def sources(self, field: Field) -> frozenset[str]:
        """Keys of the fields which the field's conditions ask about."""
        return self._sources[field.key]

    def live(self, answers: Mapping[str, Any]) -> dict[str, Any]:
        """The answers that count: of fields that are there, computed ones fresh. The others stay, unseen."""
        return Present.of(self, answers).live
