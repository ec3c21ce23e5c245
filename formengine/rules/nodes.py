"""From a rule's data to a tree of nodes: the grammar of the language, and its bounds.

What the operators mean stands in docs/document.md; each is given its meaning in `operators`, its kinds in
`types`, its words in `words`.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from formengine.fitting import is_schema
from formengine.problems import DocumentRefused, Path
from formengine.rules.values import number_of

MAX_DEPTH, MAX_NODES, MAX_LISTED, MAX_PLACES = 12, 500, 2_000, 6
UNITS = ("years", "months", "days")
MANY = 10_000


@dataclass(frozen=True, slots=True)
class Node:
    """One operator with its arguments, or a `literal`, or a `list` of literals. `at`: its place in the data.

    `path`: what a `var`, or an operator over rows, asks about, from the root. `steps` are walked from the row
    at hand where `relative`, else from the answers. `child`: the part of each row; `where` is asked of each.
    `words`: keywords that go with the arguments (`date_add`).
    """

    name: str
    at: Path = ()
    args: tuple["Node", ...] = ()
    value: Any = None
    path: str = ""
    steps: tuple[str, ...] = ()
    relative: bool = False
    child: tuple[str, ...] = ()
    where: "Node | None" = None
    words: tuple[str, ...] = ()

    def walk(self) -> Iterator["Node"]:
        """This node and all below it."""
        yield self
        for each in self.args:
            yield from each.walk()
        if self.where is not None:
            yield from self.where.walk()

    @property
    def place(self) -> Path:
        """Its place in the data without its own name: which argument of what is around it."""
        return self.at[:-1] if self.at and self.at[-1] in OPERATORS else self.at

    @property
    def asked(self) -> tuple[str, ...]:
        """What this node itself asks about, as paths from the root."""
        return (".".join((self.path, *self.child)),) if self.path else ()


def read(source: Any, inside: str) -> Node:
    """Raises DocumentRefused, with the path inside the rule, for anything outside the language."""
    return _Reader(inside or None).node(source, (), 0)


class _Reader:
    """Reads one rule, counting its nodes. `inside`: the container whose parts `.child` names, where it is."""

    def __init__(self, inside: str | None) -> None:
        self.inside = inside
        self.count = 0

    def node(self, source: Any, at: Path, depth: int) -> Node:
        self.count += 1
        if depth > MAX_DEPTH:
            raise DocumentRefused("rule_too_deep", *at)
        if self.count > MAX_NODES:
            raise DocumentRefused("rule_too_large", *at)
        if source is None or isinstance(source, str | bool):
            return Node("literal", at, value=source)
        if isinstance(source, int) and abs(source) <= 2**63:
            return Node("literal", at, value=Decimal(source))
        if not isinstance(source, dict) or len(source) != 1:
            raise DocumentRefused("rule_not_understood", *at)
        ((name, argument),) = source.items()
        reader = READERS.get(name) if isinstance(name, str) else None
        if reader is None:
            raise DocumentRefused(
                "rule_unknown_operator", *at, operator=name[:40] if isinstance(name, str) else ""
            )
        return reader(self, name, argument, (*at, name), depth + 1)

    def refuse(self, *at: str | int) -> DocumentRefused:
        return DocumentRefused("rule_wrong_arguments", *at)

    def many(self, argument: Any, at: Path, depth: int, least: int, most: int) -> tuple[Node, ...]:
        if not isinstance(argument, list) or not least <= len(argument) <= most:
            raise self.refuse(*at)
        return tuple(self.node(each, (*at, number), depth) for number, each in enumerate(argument))

    def steps(self, name: Any, at: Path) -> tuple[str, ...]:
        steps = tuple(name.split(".")) if isinstance(name, str) and len(name) <= 300 else ()
        if not steps or not all(steps):
            raise self.refuse(*at)
        return steps

    def asks(self, name: Any, at: Path) -> tuple[str, tuple[str, ...], bool]:
        """Path from the root, steps, and whether they begin at the row at hand."""
        if not isinstance(name, str) or not name.startswith("."):
            steps = self.steps(name, at)
            return ".".join(steps), steps, False
        if self.inside is None:
            raise DocumentRefused("rule_no_row_here", *at)
        steps = self.steps(name[1:], at)
        return ".".join((self.inside, *steps)), steps, True


Read = Callable[[_Reader, str, Any, Path, int], Node]


def _plain(least: int, most: int = MANY) -> Read:
    """An operator over a list of terms."""

    def read_it(reader: _Reader, name: str, argument: Any, at: Path, depth: int) -> Node:
        return Node(name, at, reader.many(argument, at, depth, least, most))

    return read_it


def _single(reader: _Reader, name: str, argument: Any, at: Path, depth: int) -> Node:
    """An operator over one term, which may stand in a list of one."""
    if isinstance(argument, list):
        return Node(name, at, reader.many(argument, at, depth, 1, 1))
    return Node(name, at, (reader.node(argument, at, depth),))


def _var(reader: _Reader, name: str, argument: Any, at: Path, _depth: int) -> Node:
    """What lies in the row or group at hand is asked of it, also where its whole path is written."""
    path, steps, relative = reader.asks(argument, at)
    if not relative and reader.inside is not None and path.startswith(f"{reader.inside}."):
        steps, relative = tuple(path.removeprefix(f"{reader.inside}.").split(".")), True
    return Node(name, at, path=path, steps=steps, relative=relative)


def _decimal(reader: _Reader, _name: str, argument: Any, at: Path, _depth: int) -> Node:
    number = number_of(argument) if isinstance(argument, str) else None
    if number is None:
        raise reader.refuse(*at)
    return Node("literal", at, value=number)


def _today(reader: _Reader, name: str, argument: Any, at: Path, _depth: int) -> Node:
    if argument not in ([], None):
        raise reader.refuse(*at)
    return Node(name, at)


def _in(reader: _Reader, name: str, argument: Any, at: Path, depth: int) -> Node:
    """The second argument is a term, or a plain list of values."""
    if not isinstance(argument, list) or len(argument) != 2:
        raise reader.refuse(*at)
    needle, among = argument
    inner = (*at, 1)
    if not isinstance(among, list):
        return Node(name, at, (reader.node(needle, (*at, 0), depth), reader.node(among, inner, depth)))
    if len(among) > MAX_LISTED or not all(map(_is_listable, among)):
        raise reader.refuse(*inner)
    listed = tuple(Decimal(each) if type(each) is int else each for each in among)
    return Node(name, at, (reader.node(needle, (*at, 0), depth), Node("list", inner, value=listed)))


def _is_listable(value: Any) -> bool:
    return isinstance(value, str | bool) or (type(value) is int and abs(value) <= 2**63)


def _round(reader: _Reader, name: str, argument: Any, at: Path, depth: int) -> Node:
    """A number, and how many decimals (0); fewer than none rounds to tens, hundreds…"""
    if not isinstance(argument, list):
        return Node(name, at, (reader.node(argument, at, depth),), value=0)
    places = argument[1] if len(argument) == 2 else 0
    if len(argument) not in (1, 2) or type(places) is not int or abs(places) > MAX_PLACES:
        raise reader.refuse(*at)
    return Node(name, at, (reader.node(argument[0], (*at, 0), depth),), value=places)


def _brackets(reader: _Reader, name: str, argument: Any, at: Path, depth: int) -> Node:
    """A number, then steps `{"up_to": n, "then": x}`; the last may be without `up_to`: above all others.

    Arguments of the node: the number, limit and result of each step, and the result above where there is one.
    """
    if not isinstance(argument, list) or len(argument) < 2:
        raise reader.refuse(*at)
    args = [reader.node(argument[0], (*at, 0), depth)]
    for number, step in enumerate(argument[1:], start=1):
        place = (*at, number)
        keys = set(step) if isinstance(step, dict) else set()
        if keys != {"up_to", "then"} and not (keys == {"then"} and 1 < number == len(argument) - 1):
            raise reader.refuse(*place)
        args += [reader.node(step[key], (*place, key), depth) for key in ("up_to", "then") if key in step]
    return Node(name, at, tuple(args))


def _date_add(reader: _Reader, name: str, argument: Any, at: Path, depth: int) -> Node:
    if not isinstance(argument, list) or len(argument) != 2 or not isinstance(argument[1], dict):
        raise reader.refuse(*at)
    shift = argument[1]
    if not shift or not set(shift) <= set(UNITS):
        raise reader.refuse(*at, 1)
    words = tuple(unit for unit in UNITS if unit in shift)
    moved = (reader.node(shift[unit], (*at, 1, unit), depth) for unit in words)
    return Node(name, at, (reader.node(argument[0], (*at, 0), depth), *moved), words=words)


def _fits(reader: _Reader, name: str, argument: Any, at: Path, _depth: int) -> Node:
    """`[paths, schema]`: the arguments are the answers asked about, the value is the plain JSON Schema."""
    if not isinstance(argument, list) or len(argument) != 2 or not is_schema(argument[1]):
        raise reader.refuse(*at)
    asked, schema = argument
    if not isinstance(asked, list) or not 0 < len(asked) <= MAX_NODES:
        raise reader.refuse(*at, 0)
    args = tuple(_var(reader, "var", each, (*at, 0, number), 0) for number, each in enumerate(asked))
    return Node(name, at, args, value=schema)


def _over_rows(*, child: bool, question: bool) -> Read:
    """`[rows, child?, question?, where?]`: which of them there are depends on the operator."""

    def read_it(reader: _Reader, name: str, argument: Any, at: Path, depth: int) -> Node:
        needed = 1 + child + question
        if not isinstance(argument, list) or len(argument) not in (needed, needed + 1):
            raise reader.refuse(*at)
        path, steps, relative = reader.asks(argument[0], (*at, 0))
        part = reader.steps(argument[1], (*at, 1)) if child else ()
        outside, reader.inside = reader.inside, path
        args = (reader.node(argument[1], (*at, 1), depth),) if question else ()
        where = reader.node(argument[needed], (*at, needed), depth) if len(argument) > needed else None
        reader.inside = outside
        return Node(name, at, args, path=path, steps=steps, relative=relative, child=part, where=where)

    return read_it


READERS: Mapping[str, Read] = {
    "var": _var,
    "decimal": _decimal,
    "today": _today,
    **dict.fromkeys(("==", "!=", "<", "<=", ">", ">="), _plain(2, 2)),
    **dict.fromkeys(("and", "or", "+", "-", "*", "min", "max", "cat"), _plain(1)),
    **dict.fromkeys(("/", "percent", "days", "months", "years", "disjoint", "contains"), _plain(2, 2)),
    **dict.fromkeys(("if", "exactly_one"), _plain(2)),
    **dict.fromkeys(("!", "empty", "abs", "length"), _single),
    "in": _in,
    "fits": _fits,
    "round": _round,
    "brackets": _brackets,
    "date_add": _date_add,
    **dict.fromkeys(("sum", "values"), _over_rows(child=True, question=False)),
    "count": _over_rows(child=False, question=False),
    **dict.fromkeys(("all", "any"), _over_rows(child=False, question=True)),
}
OPERATORS = frozenset(READERS)
