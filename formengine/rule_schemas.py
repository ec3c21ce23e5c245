"""Rules as plain JSON Schema of the answers they ask about, where JSON Schema has words for them."""

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from formengine.access import Access
from formengine.compiling import CompiledField, CompiledView
from formengine.fieldtypes import type_of
from formengine.model import Field
from formengine.projection import Standpoint
from formengine.rules import Expression
from formengine.rules.nodes import Node

Json = dict[str, Any]
NEVER: Json = {"not": {}}
NO_ANSWER: Json = {"enum": [None, "", [], {}]}
BOUNDS = {"<": "exclusiveMaximum", "<=": "maximum", ">": "exclusiveMinimum", ">=": "minimum"}
TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "==": "==", "!=": "!="}
Known = Callable[[str], Field | None]
"""A path from the root, through single groups -> the field there, if whoever sends the answers sends it."""


class Said(NamedTuple):
    """Schemas of the whole instance: under `yes` the rule is met, under `no` it is not; else unknown."""

    yes: Json
    no: Json

    @property
    def turned(self) -> "Said":
        return Said(self.no, self.yes)


def said(rule: Expression, known: Known) -> Said | None:
    """None where JSON Schema cannot say just that."""
    return _said(rule.tree, known)


def _said(node: Node, known: Known) -> Said | None:
    match node.name:
        case "literal" if isinstance(node.value, bool):
            return Said({}, NEVER) if node.value else Said(NEVER, {})
        case "var":
            return _compared("==", node, Node("literal", value=True), known)
        case "!":
            inner = _said(node.args[0], known)
            return inner.turned if inner else None
        case "and" | "or":
            parts = [_said(each, known) for each in node.args]
            found = [each for each in parts if each is not None]
            if len(found) < len(parts):
                return None
            every, some = [each.yes for each in found], [each.no for each in found]
            if node.name == "and":
                return Said({"allOf": every}, {"anyOf": some})
            return Said({"anyOf": every}, {"allOf": some})
        case "empty" if node.args[0].name == "var":
            return _empty(node.args[0], known)
        case "in" if node.args[0].name == "var" and node.args[1].name == "list":
            return _among(node.args[0], node.args[1].value, known)
        case "in" if node.args[0].name == "literal" and node.args[1].name == "var":
            return _holds(node.args[1], node.args[0].value, known)
        case "==" | "!=" | "<" | "<=" | ">" | ">=":
            left, right = node.args
            if left.name == "var":
                return _compared(node.name, left, right, known)
            return _compared(TURNED[node.name], right, left, known) if right.name == "var" else None
        case _:
            return None


def _empty(node: Node, known: Known) -> Said | None:
    if node.relative or known(node.path) is None:
        return None
    present = _at(node.path, {"not": NO_ANSWER})
    return Said({"not": present}, present)


def _among(node: Node, values: Any, known: Known) -> Said | None:
    field = None if node.relative else known(node.path)
    constants = [_constant(field, each) for each in values] if field and isinstance(values, tuple) else []
    if not constants or None in constants:
        return None
    found = {"enum": constants}
    return Said(_at(node.path, found), _at(node.path, {"not": found}))


def _holds(node: Node, value: Any, known: Known) -> Said | None:
    field = None if node.relative else known(node.path)
    if field is None or field.type != "choices" or type_of(field).takes_other(field):
        return None
    found = {"contains": {"const": value}}
    return Said(_at(node.path, found), _at(node.path, {"not": found}))


def _compared(sign: str, node: Node, other: Node, known: Known) -> Said | None:
    field = None if node.relative else known(node.path)
    if field is None or other.name != "literal":
        return None
    if sign in BOUNDS:
        if field.type != "integer" or not isinstance(other.value, Decimal):
            return None
        bound = {BOUNDS[sign]: _number(other.value)}
        return Said(_at(node.path, bound), _at(node.path, {"not": bound}))
    constant = _constant(field, other.value)
    if constant is None:
        return None
    found = Said(_at(node.path, {"const": constant}), _at(node.path, {"not": {"const": constant}}))
    return found if sign == "==" else found.turned


def _constant(field: Field | None, value: Any) -> Any:
    """The stored value which a rule sees as this one; None where that is not one value.

    Not of free text: what a rule compares it with may be a word that is not for everybody's eyes.
    """
    match field.type if field else "", value:
        case (("yesno" | "accept"), bool()):
            return value
        case "integer", Decimal():
            return _number(value)
        case "choice", str() if field and not type_of(field).takes_other(field):
            return value
    return None


def _number(value: Decimal) -> int | float:
    return int(value) if value == int(value) else float(value)


def _at(path: str, schema: Mapping[str, Any]) -> Json:
    found: Any = schema
    for key in reversed(path.split(".")):
        found = {"properties": {key: found}, "required": [key]}
    whole: Json = found
    return whole


MOST_WORDS = 30


class Presence:
    """When each field of a view is there: always, never, or while the submission fits a schema.

    A rule is only put into words where all that it asks about is sent by this reader; otherwise it is as
    `now` says, which holds the access of the fields that are there for the stored answers. So it is where
    the words would grow past MOST_WORDS: conditions that hang on conditions repeat one another.
    """

    def __init__(self, compiled: CompiledView, now: Mapping[str, Access]) -> None:
        self.compiled, self.now = compiled, now
        self._words: dict[str, int] = {}
        self._found: dict[str, Json | bool] = {key: key in now for key in compiled.by_key}
        for field in compiled.model.in_dependency_order:  # each after those it asks about
            if field.key in self._found:
                conditions = compiled.model.conditions(field)
                self._found[field.key] = self._all_hold(conditions, field.key in now)
                self._words[field.key] = self._length(conditions)

    def of(self, key: str) -> Json | bool:
        """Of one of the view's fields."""
        return self._found[key]

    def _length(self, rules: Sequence[Expression]) -> int:
        """How many rules it takes to say these, with those that the fields they ask about hang on."""
        return len(rules) + sum(self._words.get(source, 0) for rule in rules for source in rule.sources)

    def required(self, asked: CompiledField, standpoint: Standpoint) -> Json | bool:
        """Whether an answer is required of a field that is there."""
        rule = asked.field.required_when
        if asked.access is not Access.EDIT:
            return False
        if asked.required or rule is None:
            return asked.required
        return self._all_hold((rule,), standpoint.requires(asked))

    def _all_hold(self, rules: Sequence[Expression], otherwise: bool) -> Json | bool:
        parts: list[Json] = []
        if self._length(rules) > MOST_WORDS:
            return otherwise
        for rule in rules:
            found = said(rule, self.known)
            if found is None:
                return otherwise
            parts.append(found.yes)
            for source in sorted(rule.sources):
                there = self.of(source)
                if there is False:
                    return False
                if there is not True:
                    parts.append(there)
        return {"allOf": parts} if parts else True

    def known(self, path: str) -> Field | None:
        """The field at a path, where this reader sends it and nothing but conditions at the root hides it."""
        keys = path.split(".")
        found = self.compiled.by_key.get(keys[0])
        for key in keys[1:]:
            if found is None or found.field.type != "group" or found.access is not Access.EDIT:
                return None
            found = found.by_key.get(key)
            if found is not None and found.field.when is not None:
                return None
        sent = found is not None and not found.masked and found.access is Access.EDIT
        if found is None or not sent or found.field.compute is not None or found.children:
            return None
        return found.field
