"""Fields that nobody will ever come to: conditions which no answers can meet. The simple cases.

A condition is taken apart into ways of meeting it, each a set of questions that must all be answered by yes.
A way is closed where two of them contradict each other, or one of them the limits of its field. What must
hold for the page, the groups around, and the fields that are asked about, must hold as well. Where there are
too many ways to look at, the field may be come to.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from itertools import islice, product
from typing import Any

from formengine.fieldtypes import type_of
from formengine.fieldtypes.keywords import amount, day, whole
from formengine.linting.places import placed
from formengine.model import Field, Model
from formengine.problems import Problem
from formengine.rules import Expression, Node
from formengine.rules.values import alike

MOST_WAYS, MOST_RULES = 64, 40
Way = tuple[Node, ...]
NEGATED: Mapping[str, str] = {"==": "!=", "!=": "==", "<": ">=", ">=": "<", ">": "<=", "<=": ">"}
TURNED: Mapping[str, str] = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}
FALSE = Node("literal", value=False)


def reach_faults(model: Model) -> Iterator[Problem]:
    """`never_shown` at the condition of a field or page."""
    for field, path in placed(model):
        if field.when is not None and not _possible(model, field, [field.when]):
            yield Problem((*path, "x-when"), "never_shown")
    for number, page in enumerate(model.pages):
        if page.when is not None and not _possible(model, None, [page.when]):
            yield Problem(("x-pages", number, "x-when"), "never_shown")


def _possible(model: Model, field: Field | None, rules: list[Expression]) -> bool:
    """Whether some answers may meet the rules and all that goes with them."""
    known = list(rules)
    if field is not None:
        known += [rule for rule in _around(model, field.path) if rule not in known]
    for rule in known:  # grows while it is walked
        for path in sorted(_needed(rule.tree)) if len(known) < MOST_RULES else ():
            known += [each for each in (*_own(model, path), *_around(model, path)) if each not in known]
    combined: list[Way] = [()]
    for rule in known:
        ways = _some(rule.tree, wanted=True)
        if len(combined) * len(ways) <= MOST_WAYS:
            combined = [(*before, *way) for before, way in product(combined, ways)]
    return any(_open(model, way) for way in combined)


def _own(model: Model, path: str) -> list[Expression]:
    field = model.field_at(path)
    return [field.when] if field is not None and field.when is not None else []


def _around(model: Model, path: str) -> list[Expression]:
    """Conditions of the page and of the groups that the field lies in."""
    steps = path.split(".")
    page = model.page_of(steps[0])
    found = [page.when] if page is not None and page.when is not None else []
    for count in range(1, len(steps)):
        found += _own(model, ".".join(steps[:count]))
    return found


def _needed(node: Node) -> set[str]:
    """Fields at the top that must have an answer for this to be met, whatever else holds."""
    match node.name:
        case "and":
            return set().union(*map(_needed, node.args))
        case "==" | "!=" | "<" | "<=" | ">" | ">=" | "in" | "contains" | "disjoint":
            return {each.path for each in node.args if each.name == "var"}
        case "var":
            return {node.path}
        case "!":
            (inner,) = node.args
            if inner.name == "empty":
                return {each.path for each in inner.args if each.name == "var"}
            return _needed(inner) if inner.name in (*NEGATED, "in", "contains", "var") else set()
        case _:
            return set()


def _some(node: Node, *, wanted: bool) -> list[Way]:
    """The ways; where there are too many, one that asks for nothing."""
    ways = list(islice(_ways(node, wanted=wanted), MOST_WAYS + 1))
    return ways if len(ways) <= MOST_WAYS else [()]


def _ways(node: Node, *, wanted: bool) -> Iterator[Way]:
    """Ways for a question to be answered by yes, or by no; what is not understood may always be."""
    name = node.name
    if name == "!":
        yield from _ways(node.args[0], wanted=not wanted)
    elif name in ("and", "or"):
        below = [_some(each, wanted=wanted) for each in node.args]
        if (name == "and") is wanted:
            yield from (tuple(each for part in way for each in part) for way in product(*below))
        else:
            yield from (way for ways in below for way in ways)
    elif name == "literal":
        yield () if node.value is wanted else (FALSE,)
    elif wanted:
        yield (node,)
    elif name in NEGATED:
        yield (replace(node, name=NEGATED[name]),)
    else:
        yield (Node("!", node.at, (node,)),)


@dataclass
class _Facts:
    """What is said of one answer. `one_of` None: anything."""

    one_of: frozenset[Any] | None = None
    none_of: frozenset[Any] = frozenset()
    least: Any = None
    most: Any = None
    above: Any = None
    below: Any = None
    empty: bool | None = None

    @property
    def is_open(self) -> bool:
        if self.one_of is not None and not any(map(self._allows, self.one_of - self.none_of)):
            return False
        low = max((each for each in (self.least, self.above) if each is not None), default=None)
        high = min((each for each in (self.most, self.below) if each is not None), default=None)
        if low is None or high is None:
            return True
        return bool(low < high or (low == high and low not in (self.above, self.below)))

    def _allows(self, value: Any) -> bool:
        return (
            (self.least is None or value >= self.least)
            and (self.most is None or value <= self.most)
            and (self.above is None or value > self.above)
            and (self.below is None or value < self.below)
        )


def _open(model: Model, way: Way) -> bool:
    facts: dict[str, _Facts] = {}
    for node in way:
        if node is FALSE or not _noted(model, node, facts):
            return False
    return all(each.is_open for each in facts.values())


def _noted(model: Model, node: Node, facts: dict[str, _Facts]) -> bool:
    """Note what a question says of one answer; False where it cannot be met at all."""
    name, args = node.name, node.args
    negated = name == "!"
    if negated:
        name, args = args[0].name, args[0].args
        node = node.args[0]
    if name == "var":
        name, args, negated = "==", (node, Node("literal", value=not negated)), False
    if name == "empty":
        return _noted_empty(args[0], facts, empty=not negated)
    if name not in (*NEGATED, "in") or len(args) != 2:
        return True
    left, right = args
    if left.name == "literal" and right.name == "literal":
        return _constant(name, left.value, right.value)
    if left.name == "literal" and right.name == "var" and name != "in":
        left, right, name = right, left, TURNED.get(name, name)
    field = model.field_at(left.path) if left.name == "var" else None
    if field is None or right.name not in ("literal", "list") or right.value is None:
        return True
    if not _noted_empty(left, facts, empty=False):
        return False
    return _compared(field, facts.setdefault(left.path, _limits(field)), name, right.value, negated=negated)


def _noted_empty(node: Node, facts: dict[str, _Facts], *, empty: bool) -> bool:
    if node.name != "var":
        return True
    known = facts.setdefault(f"{node.path}?", _Facts())
    if known.empty is None:
        known.empty = empty
    return known.empty is empty


def _constant(name: str, a: Any, b: Any) -> bool:
    pair = alike(a, b)
    if pair is None:
        return False
    if name in ("==", "!="):
        return bool(pair[0] == pair[1]) is (name == "==")
    return True


def _compared(field: Field, known: _Facts, name: str, value: Any, *, negated: bool) -> bool:
    values = frozenset(_read(field, each) for each in (value if isinstance(value, tuple) else (value,)))
    if None in values:
        return True  # a type fault, said elsewhere
    if name in ("==", "in") and not negated:
        known.one_of = values if known.one_of is None else known.one_of & values
    elif name in ("!=", "in"):
        known.none_of |= values
    elif len(kinds := {type(each) for each in values}) == 1 and kinds & {Decimal, date}:
        (value,) = values
        _bound(known, name, value)
    return True


def _bound(known: _Facts, name: str, value: Any) -> None:
    match name:
        case ">=":
            known.least = value if known.least is None else max(known.least, value)
        case "<=":
            known.most = value if known.most is None else min(known.most, value)
        case ">":
            known.above = value if known.above is None else max(known.above, value)
        case _:  # <
            known.below = value if known.below is None else min(known.below, value)


def _read(field: Field, value: Any) -> Any:
    """A literal as the field's answers are; None where it cannot be one."""
    sample: Any = {"number": Decimal(0), "date": date.min, "boolean": True}.get(type_of(field).kind, "")
    pair = alike(value, sample)
    return pair[0] if pair else None


def _limits(field: Field) -> _Facts:
    """What the field's own settings say: its options, its least and most."""
    schema, kind = field.schema, type_of(field).kind
    if kind == "number":
        low, high = whole(schema, "minimum"), whole(schema, "maximum")
        return _Facts(
            least=amount(schema, "x-min") if low is None else Decimal(low),
            most=amount(schema, "x-max") if high is None else Decimal(high),
        )
    if kind == "date":
        return _Facts(least=day(schema, "x-min"), most=day(schema, "x-max"))
    if kind == "boolean":
        return _Facts(one_of=frozenset({True} if field.type == "accept" else {True, False}))
    return _Facts()
