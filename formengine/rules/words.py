"""A rule said back, as structured words: what is asked of which field. The texts are made at the surface.

`djangoforms.rule_texts` writes them in the reader's language; each code of a Phrase or Several has its text
there.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING, Any, TypeAlias

from formengine.rules.compiling import Expression
from formengine.rules.nodes import UNITS, Node
from formengine.rules.sorts import DAYS, Sort
from formengine.rules.types import sort_of
from formengine.rules.values import day_of

if TYPE_CHECKING:
    from formengine.model import Field, Model


@dataclass(frozen=True)
class Name:
    """A field, by its title and those of the groups around it; by its path where there is no such field."""

    path: str
    titles: tuple[str, ...]


@dataclass(frozen=True)
class Value:
    """Something written in the rule; `field`: whose answer it could be."""

    value: Any
    field: "Field | None" = None


@dataclass(frozen=True)
class Phrase:
    code: str
    parts: Mapping[str, "Words"]


@dataclass(frozen=True)
class Several:
    """Words side by side; `joint`: and, or, listed, plus, minus, times, cases."""

    joint: str
    items: tuple["Words", ...]


Words: TypeAlias = "Name | Value | Phrase | Several"

COMPARED: Mapping[str, tuple[str, str]] = {
    "==": ("is", "is"),
    "!=": ("is_not", "is_not"),
    "<": ("less", "before"),
    "<=": ("at_most", "until"),
    ">": ("more", "after"),
    ">=": ("at_least", "since"),
}
OPPOSITES: Mapping[str, str] = {
    "is": "is_not",
    "is_not": "is",
    "yes": "no",
    "no": "yes",
    "filled": "missing",
    "missing": "filled",
    "among": "not_among",
    "includes": "includes_not",
    "always": "never",
    "never": "always",
}
JOINTS: Mapping[str, str] = {"and": "and", "or": "or", "+": "plus", "-": "minus", "*": "times"}
PLAIN: Mapping[str, tuple[str, ...]] = {
    "/": ("quotient", "a", "b"),
    "percent": ("percent", "share", "whole"),
    "abs": ("size", "what"),
    "days": ("days_between", "start", "end"),
    "months": ("months_between", "start", "end"),
    "years": ("years_between", "start", "end"),
    "disjoint": ("disjoint", "a", "b"),
    "today": ("today",),
}
LISTED: Mapping[str, str] = {"exactly_one": "exactly_one", "cat": "together", "fits": "fits"}
OVER_ROWS: Mapping[str, str] = {
    "sum": "total",
    "count": "rows",
    "values": "column",
    "all": "every",
    "any": "some",
}


def sentence(rule: Expression, model: "Model", field: "Field | None" = None) -> Words:
    """The rule in words; `field`: the one it computes, in whose way results are written. Never raises."""
    return _Saying(model, field).clause(rule.tree)


class _Saying:
    def __init__(self, model: "Model", field: "Field | None") -> None:
        self.model, self.field = model, field

    def clause(self, node: Node) -> Words:
        """As something that holds or not, where it is a question; else as what it makes."""
        if node.name == "literal" and isinstance(node.value, bool):
            return Phrase("always" if node.value else "never", {})
        if node.name == "var" and self.sort(node).kind == "boolean":
            return Phrase("yes", {"what": self.name(node)})
        return self.said(node)

    def sort(self, node: Node) -> Sort:
        return sort_of(node, self.model)

    def said(self, node: Node) -> Words:
        match node.name:
            case "literal":
                return Value(node.value, self.field)
            case "var":
                return self.name(node)
            case "and" | "or":
                return self.joined(node.name, tuple(map(self.clause, node.args)))
            case "!":
                return self.negated(self.clause(node.args[0]))
            case "empty":
                return Phrase("missing", {"what": self.said(node.args[0])})
            case "in":
                return self.membership("among", node.args[0], node.args[1])
            case "contains":
                return self.membership("includes", node.args[1], node.args[0])
            case "if" | "brackets":
                return self.cases(node)
            case "round":
                return self.rounded(node)
            case "date_add":
                return self.shifted(node)
            case "length":
                code = "characters" if self.sort(node.args[0]).kind == "text" else "length"
                return Phrase(code, {"what": self.said(node.args[0])})
            case "min" | "max":
                return self.extreme(node)
        if node.name in COMPARED:
            return self.comparison(node)
        if node.name in OVER_ROWS:
            return self.over_rows(node)
        if node.name in LISTED:
            items = tuple(map(self.said, node.args))
            return Phrase(LISTED[node.name], {"list": Several("listed", items)})
        if node.name in PLAIN:
            code, *names = PLAIN[node.name]
            said = map(self.day if node.name in UNITS else self.said, node.args)
            return Phrase(code, dict(zip(names, said, strict=True)))
        if node.name == "-" and len(node.args) == 1:
            return Phrase("opposite", {"what": self.said(node.args[0])})
        return self.joined(JOINTS[node.name], tuple(map(self.said, node.args)))

    def joined(self, joint: str, items: tuple[Words, ...]) -> Words:
        return items[0] if len(items) == 1 else Several(joint, items)

    def negated(self, what: Words) -> Words:
        if isinstance(what, Phrase) and what.code in OPPOSITES:
            return Phrase(OPPOSITES[what.code], what.parts)
        return Phrase("not", {"what": what})

    def name(self, node: Node) -> Name:
        """Of a row at hand, the part alone is named."""
        return self.named(node.path, len(node.steps) if node.relative else 0)

    def named(self, path: str, last: int = 0) -> Name:
        steps = path.split(".")
        fields = [self.model.field_at(".".join(steps[: count + 1])) for count in range(len(steps))]
        titles = tuple(each.title or each.key for each in fields if each is not None)
        return Name(path, titles[-last:] if len(titles) == len(steps) else (path,))

    def beside(self, node: Node, other: Node) -> Words:
        """One side of a comparison: what is written in the rule, in the way of the other side's answers."""
        if node.name == "literal":
            return Value(node.value, self.sort(other).field)
        if node.name == "list":
            field = self.sort(other).field
            return Several("listed", tuple(Value(each, field) for each in node.value))
        return self.said(node)

    def comparison(self, node: Node) -> Words:
        left, right = node.args
        if left.name == "literal" and right.name != "literal" and node.name in ("==", "!="):
            left, right = right, left
        if isinstance(right.value, bool) and right.name == "literal" and node.name in ("==", "!="):
            said = self.clause(left)
            if isinstance(said, Phrase):
                return said if right.value is (node.name == "==") else self.negated(said)
        of_days = self.sort(left).kind in (*DAYS, "time") or self.sort(right).kind in (*DAYS, "time")
        return Phrase(
            COMPARED[node.name][of_days],
            {"left": self.beside(left, right), "right": self.beside(right, left)},
        )

    def membership(self, code: str, one: Node, many: Node) -> Words:
        if code == "among" and one.name == "literal":
            code = "includes"
        return Phrase(code, {"what": self.beside(one, many), "list": self.beside(many, one)})

    def extreme(self, node: Node) -> Words:
        sort = self.sort(node.args[0])
        of_days = sort.kind in (*DAYS, "time") or sort.of in (*DAYS, "time")
        code = {"min": ("least", "earliest"), "max": ("most", "latest")}[node.name][of_days]
        return Phrase(code, {"list": Several("listed", tuple(map(self.said, node.args)))})

    def over_rows(self, node: Node) -> Words:
        parts: dict[str, Words] = {"rows": self.named(node.path, 1)}
        if node.child:
            parts["child"] = self.named(".".join((node.path, *node.child)), len(node.child))
        if node.args:
            parts["what"] = self.clause(node.args[0])
        if node.where is None:
            return Phrase(OVER_ROWS[node.name], parts)
        return Phrase(f"{OVER_ROWS[node.name]}_where", {**parts, "where": self.clause(node.where)})

    def rounded(self, node: Node) -> Words:
        what, places = self.said(node.args[0]), int(node.value)
        if places > 0:
            return Phrase("rounded", {"what": what, "places": Value(Decimal(places))})
        if places == 0:
            return Phrase("rounded_whole", {"what": what})
        return Phrase("rounded_to", {"what": what, "step": Value(Decimal(10) ** -places)})

    def day(self, node: Node) -> Words:
        """A day that is written in the rule, as a day."""
        day = day_of(node.value) if isinstance(node.value, str) else None
        return self.said(node) if day is None else Value(day)

    def shifted(self, node: Node) -> Words:
        start, *shifts = node.args
        moves = tuple(
            Phrase(unit, {"count": self.said(each)}) for unit, each in zip(node.words, shifts, strict=True)
        )
        return Phrase("later", {"start": self.day(start), "shift": self.joined("and", moves)})

    def cases(self, node: Node) -> Words:
        """Each result with what leads to it."""
        if node.name == "if":
            pairs, code = zip(node.args[::2], node.args[1::2], strict=False), "when"
            over = len(node.args) % 2
        else:
            pairs, code = zip(node.args[1::2], node.args[2::2], strict=False), "up_to"
            over = (len(node.args) - 1) % 2
        items = [
            Phrase(code, {"then": self.said(result), "when": self.case(code, question, node)})
            for question, result in pairs
        ]
        if over:
            last = "otherwise" if code == "when" else "above"
            items.append(Phrase(last, {"then": self.said(node.args[-1])}))
        cases = self.joined("cases", tuple(items))
        return cases if code == "when" else Phrase("by", {"what": self.said(node.args[0]), "cases": cases})

    def case(self, code: str, question: Node, node: Node) -> Words:
        return self.clause(question) if code == "when" else self.beside(question, node.args[0])
