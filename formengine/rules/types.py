"""Types of rules, checked when they are designed: what is asked about, compared, and given back.

At run time what does not go together is unknown; here it is a fault with its place in the rule's data.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes import type_of
from formengine.problems import Path, Problem
from formengine.rules.compiling import Expression
from formengine.rules.nodes import Node
from formengine.rules.sorts import (
    ANY,
    BOOLEAN,
    DAYS,
    LISTS,
    NUMBER,
    ORDERED,
    SINGLE,
    TEXT,
    Sort,
    fits_kind,
    of_literal,
)

if TYPE_CHECKING:
    from formengine.model import Field, Model

RESULTS: Mapping[str, frozenset[str]] = {"text": ORDERED | {"choice"}, "date": DAYS}
"""What else than its own kind a computed field can hold."""

FROM_TEXT = ("text", "choice")
NOT_COMPUTED = ("group", "rows", "file", "static")


def check_types(rule: Expression, model: "Model") -> tuple[Problem, ...]:
    """Faults of a condition or check; paths are those inside the rule's data."""
    typing = _Typing(model)
    if not typing.sort(rule.tree).may_be("boolean"):
        typing.fault(rule.tree, "rule_not_a_question", at=())
    return tuple(typing.found)


def check_result(rule: Expression, model: "Model", field: "Field") -> tuple[Problem, ...]:
    """Faults of a rule that computes the field: its types, and whether the field can hold what it says."""
    typing = _Typing(model)
    made, kind = typing.sort(rule.tree), type_of(field).kind
    fitting = {kind, "any", *RESULTS.get(kind, ()), *(["text"] if made.text is not None else [])}
    if field.type in NOT_COMPUTED or made.kind not in (fitting if kind in FROM_TEXT else fitting - {"text"}):
        typing.fault(rule.tree, "rule_result", at=(), kind=kind)
    elif kind == "choice":
        for node in results(rule.tree):
            typing.option(field, node.value, node.at)
    return tuple(typing.found)


def sort_of(node: Node, model: "Model") -> Sort:
    """What is known of one term, faults or not."""
    return _Typing(model).sort(node)


def results(node: Node) -> Iterable[Node]:
    """The literals that a rule by cases may give back."""
    if node.name == "literal":
        yield node
    elif node.name in ("if", "brackets"):
        above = node.args[-1:] if len(node.args) % 2 == (1 if node.name == "if" else 0) else ()
        cases = node.args[1::2] if node.name == "if" else node.args[2::2]
        for each in (*cases, *above):
            yield from results(each)


class _Typing:
    """Walks one rule and gathers faults."""

    def __init__(self, model: "Model") -> None:
        self.model = model
        self.found: list[Problem] = []

    def fault(self, node: Node, code: str, *, at: Path | None = None, **params: Any) -> Sort:
        problem = Problem(node.at if at is None else at, code, params)
        if problem not in self.found:
            self.found.append(problem)
        return ANY

    def sort(self, node: Node) -> Sort:
        if node.name == "literal":
            return of_literal(node.value)
        if node.name == "list":
            kinds = {of_literal(each).kind for each in node.value}
            return Sort("list", of=kinds.pop() if len(kinds) == 1 else "any")
        if node.name == "var":
            return self.var(node)
        below = tuple(map(self.sort, node.args))
        if node.path:
            return self.over_rows(node, below)
        return _SORTS[node.name](self, node, below)

    def var(self, node: Node) -> Sort:
        field = self.asked(node, node.path)
        if field is None:
            return ANY
        kind = type_of(field).kind
        return Sort(kind, field, of="text" if kind == "list" and field.type != "rows" else "")

    def asked(self, node: Node, path: str) -> "Field | None":
        """The field a rule asks about, through single groups up to the row at hand."""
        field = self.model.field_at(path)
        if field is None or not (node.relative or self._is_alone(node.steps)):
            self.fault(node, "rule_unknown_field", key=path)
        elif not field.holds_value:
            self.fault(node, "rule_static", key=path)
        else:
            return field
        return None

    def _is_alone(self, steps: tuple[str, ...]) -> bool:
        """Whether there is one answer at the end of the steps, not one a row."""
        above = (self.model.field_at(".".join(steps[:count])) for count in range(1, len(steps)))
        return all(each is not None and each.type == "group" for each in above)

    def over_rows(self, node: Node, below: tuple[Sort, ...]) -> Sort:
        if node.where is not None:
            self.want(node.where, self.sort(node.where), "boolean")
        for argument, sort in zip(node.args, below, strict=True):
            self.want(argument, sort, "boolean")
        rows = self.model.field_at(node.path)
        if rows is None or rows.type != "rows":
            self.fault(node, "rule_unknown_rows", at=(*node.at, 0), key=node.path)
            return {"count": NUMBER, "sum": NUMBER, "values": Sort("list", of="any")}.get(node.name, BOOLEAN)
        if not node.child:
            return NUMBER if node.name == "count" else BOOLEAN
        path = ".".join((node.path, *node.child))
        child = self.model.field_at(path)
        if child is None or not child.holds_value:
            self.fault(node, "rule_unknown_field", at=(*node.at, 1), key=path)
            return NUMBER if node.name == "sum" else Sort("list", of="any")
        kind = type_of(child).kind
        if node.name == "sum":
            if kind != "number":
                self.fault(node, "rule_not_a_number", at=(*node.at, 1), key=path)
            return NUMBER
        return Sort("list", child, of=kind)

    def want(self, node: Node, sort: Sort, *kinds: str) -> None:
        if not sort.may_be_of(frozenset(kinds)):
            self.fault(node, "rule_types", at=node.place)

    def together(self, node: Node, a: Sort, b: Sort) -> Sort:
        """Two things that are compared with, or stand for, one another; ANY where they cannot."""
        if a.is_open or b.is_open:
            return b if a.is_open else a
        for one, other in ((a, b), (b, a)):
            if other.text is not None and one.text is None:
                if not fits_kind(other.text, one.kind):
                    return self.fault(node, "rule_literal", kind=one.kind, literal=other.text[:60])
                if one.kind == "choice":
                    self.option(one.field, other.text, node.at)
                return one
        return a if a.kind == b.kind else self.fault(node, "rule_types")

    def option(self, field: "Field | None", value: Any, at: Path) -> None:
        if field is None or value is None or type_of(field).kind not in ("choice", "list"):
            return
        known = {option for option, _title in type_of(field).options(field, "en")}
        if known and value not in known | ({"other"} if type_of(field).takes_other(field) else set()):
            params = {"key": field.path, "option": str(value)[:60]}
            self.found.append(Problem(at, "rule_option_unknown", params))


def _all(kind: str, result: Sort) -> Callable[[_Typing, Node, tuple[Sort, ...]], Sort]:
    def check(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
        for argument, sort in zip(node.args, below, strict=True):
            typing.want(argument, sort, kind)
        return result

    return check


def _whatever(result: Sort) -> Callable[[_Typing, Node, tuple[Sort, ...]], Sort]:
    return lambda _typing, _node, _below: result


def _comparison(kinds: frozenset[str]) -> Callable[[_Typing, Node, tuple[Sort, ...]], Sort]:
    def check(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
        if all(sort.may_be_of(kinds) for sort in below):
            typing.together(node, *below)
        else:
            typing.fault(node, "rule_types")
        return BOOLEAN

    return check


def _membership(needle: int) -> Callable[[_Typing, Node, tuple[Sort, ...]], Sort]:
    """A single thing and a list it may be among; options are looked at on both sides."""

    def check(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
        one, many, among = below[needle], below[1 - needle], node.args[1 - needle]
        typing.want(among, many, *LISTS)
        if not one.may_be_of(SINGLE) or (many.kind == "list" and not many.of):
            return typing.fault(node, "rule_types")
        if among.name == "list":
            for each in among.value:
                typing.together(node, one, of_literal(each))
        elif many.of == "text" and one.text is not None:
            typing.option(many.field, one.text, node.at)
        elif many.of:
            typing.together(node, one, Sort(many.of, many.field))
        return BOOLEAN

    return check


def _two_lists(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    for argument, sort in zip(node.args, below, strict=True):
        typing.want(argument, sort, *LISTS)
    return BOOLEAN


def _between(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    known = len(typing.found)
    for argument, sort in zip(node.args, below, strict=True):
        typing.want(argument, sort, *DAYS)
    if len(typing.found) == known:
        typing.together(node, *below)
    return NUMBER


def _shifting(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    start, *shifts = below
    typing.want(node.args[0], start, *DAYS)
    for argument, sort in zip(node.args[1:], shifts, strict=True):
        typing.want(argument, sort, "number")
    return Sort(start.kind) if start.kind in DAYS else Sort("date") if start.text is not None else ANY


def _extreme(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    if len(below) == 1 and below[0].kind == "list":
        below = (Sort(below[0].of or "none"),)
    known = len(typing.found)
    for argument, sort in zip(node.args, below, strict=True):
        typing.want(argument, sort, *(ORDERED - {"text"}))
    return _same(typing, node, below) if len(typing.found) == known else ANY


def _same(typing: _Typing, node: Node, below: Iterable[Sort]) -> Sort:
    made = ANY
    for sort in below:
        made = typing.together(node, made, sort)
    return made._replace(field=None) if made.kind != "choice" else made


def _texts(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    for argument, sort in zip(node.args, below, strict=True):
        typing.want(argument, sort, *(SINGLE - {"boolean"}))
    return TEXT


def _length(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    typing.want(node.args[0], below[0], "text", *LISTS)
    return NUMBER


def _if(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    last = len(below) % 2
    questions, made = below[: len(below) - last : 2], (*below[1::2], *(below[-1:] if last else ()))
    for argument, sort in zip(node.args[::2], questions, strict=False):
        typing.want(argument, sort, "boolean")
    return _same(typing, node, made)


def _brackets(typing: _Typing, node: Node, below: tuple[Sort, ...]) -> Sort:
    number, *rest = below
    typing.want(node.args[0], number, "number")
    last = len(rest) % 2
    for argument, sort in zip(node.args[1 : len(node.args) - last : 2], rest[::2], strict=False):
        typing.want(argument, sort, "number")
    return _same(typing, node, (*rest[1::2], *(rest[-1:] if last else ())))


_SORTS: Mapping[str, Callable[[_Typing, Node, tuple[Sort, ...]], Sort]] = {
    "today": _whatever(Sort("date")),
    **dict.fromkeys(("==", "!="), _comparison(SINGLE)),
    **dict.fromkeys(("<", "<=", ">", ">="), _comparison(ORDERED)),
    **dict.fromkeys(("and", "or", "!"), _all("boolean", BOOLEAN)),
    "in": _membership(0),
    "contains": _membership(1),
    "disjoint": _two_lists,
    **dict.fromkeys(("empty", "exactly_one", "fits"), _whatever(BOOLEAN)),
    **dict.fromkeys(("+", "-", "*", "/", "percent", "abs", "round"), _all("number", NUMBER)),
    **dict.fromkeys(("min", "max"), _extreme),
    **dict.fromkeys(("days", "months", "years"), _between),
    "date_add": _shifting,
    "cat": _texts,
    "length": _length,
    "if": _if,
    "brackets": _brackets,
}
