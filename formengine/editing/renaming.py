"""A field gets another address: all rules that ask about it follow, or the gesture is refused.

A rule asks about one answer, through single groups from the top or from the group or row at hand. Where a
field goes, that can no longer be said in some cases: nobody outside of rows can ask about one row.
"""

import re
from collections.abc import Iterator, Mapping
from copy import deepcopy
from dataclasses import dataclass
from typing import Any

from formengine.editing.lookup import Document, field_at, inside_of, label_of, parent_of
from formengine.editing.refusals import Refused
from formengine.editing.uses import RULES, Use, schemas, taken_from
from formengine.papers import PLACE, field_named, name_of
from formengine.problems import DocumentRefused
from formengine.rules import Node, compile_expression

Users = dict[Use, None]


class _Lost(Exception):
    """There is no way to say this rule where things are now."""


@dataclass(frozen=True)
class Renaming:
    """`old` is called `new` from now on, and all inside it. `document` is the one with the field moved."""

    original: Mapping[str, Any]
    document: Document
    old: str
    new: str

    def __call__(self, address: str) -> str:
        return self.new + address[len(self.old) :] if inside_of(address, self.old) else address

    def before(self, address: str) -> str:
        """What was called so."""
        return self.old + address[len(self.new) :] if inside_of(address, self.new) else address


def is_single(document: Mapping[str, Any], address: str, start: str = "") -> bool:
    """Whether there is one answer, seen from the top or from inside `start`: no rows on the way."""
    steps = address.split(".")
    above = [".".join(steps[:count]) for count in range(1, len(steps))]
    if start:
        above = [each for each in above if inside_of(each, start) and each != start]
    try:
        return all(field_at(document, each).get("x-type") != "rows" for each in above)
    except Refused:
        return False


def follow(renaming: Renaming) -> None:
    """Rewrite every rule of the moved document. Raises Refused naming those that cannot follow."""
    lost: Users = {}
    for holder, name, asker, use in _rules(renaming.document):
        try:
            _rewritten(renaming, holder, name, asker)
        except _Lost:
            lost[use] = None
    if lost:
        label = label_of(renaming.document, renaming.new)
        raise Refused("rules_cannot_follow", label=label, uses=tuple(lost))
    for _address, schema in schemas(renaming.document["properties"]):
        if taken := taken_from(schema):
            schema["x-prefill"]["path"] = renaming(taken)
    for check in renaming.document.get("x-checks", []):
        if isinstance(check.get("at"), str) and inside_of(check["at"], renaming.old):
            check["at"] = renaming(check["at"]).partition(".")[0]  # said at a whole field
    for paper in renaming.document.get("x-documents", []):
        if paper.get("text"):
            paper["text"] = _renamed(renaming, paper["text"])


def _renamed(renaming: Renaming, text: str) -> str:
    """The text of a document with the field named as it is called now."""

    def place(found: re.Match[str]) -> str:
        path = field_named(found.group(1).strip())
        return f"{{{{{name_of(renaming(path))}}}}}" if inside_of(path, renaming.old) else found.group()

    return PLACE.sub(place, text)


def follow_inside(renaming: Renaming) -> None:
    """Rules of a copy ask about the copy's own parts, where it can be said; else about the original's."""
    for holder, name, asker, _use in _rules(renaming.document):
        if inside_of(parent_of(asker), renaming.new):
            try:
                _rewritten(renaming, holder, name, asker)
            except _Lost:
                continue


def _rules(document: Document) -> Iterator[tuple[dict[str, Any], str, str, Use]]:
    """Each rule: what holds it under which name, the field it belongs to (as called now), and who it is."""
    for address, schema in schemas(document["properties"]):
        for name in RULES:
            if isinstance(schema.get(name), dict):
                use = Use("field", address, schema.get("title") or address)
                yield schema, name, address, use  # type: ignore[misc]
    for page in document.get("x-pages", []):
        if isinstance(page.get("x-when"), dict):
            yield page, "x-when", "", Use("page", page["key"], page.get("title") or page["key"])
    for check in document.get("x-checks", []):
        if isinstance(check.get("rule"), dict):
            yield check, "rule", "", Use("check", check["key"], check.get("message") or check["key"])


def _rewritten(renaming: Renaming, holder: dict[str, Any], name: str, asker: str) -> None:
    inside, before = parent_of(asker), parent_of(renaming.before(asker))
    try:
        tree = compile_expression(holder[name], inside=before).tree
    except DocumentRefused:  # a default that is a plain answer
        return
    rule = deepcopy(holder[name])
    _walk(renaming, rule, tree, before, inside)
    holder[name] = rule


def _walk(renaming: Renaming, rule: Any, node: Node, before: str, now: str) -> None:
    """`before` and `now`: the group or row at hand for this part of the rule, as it was and is called."""
    if node.name == "fits":
        for each in node.args:
            _walk_fitting(renaming, each, now, _get(rule, each.at))
        return
    if node.name == "var":
        _put(rule, node.at, _said(renaming, node, before, now, rows=False))
        return
    if not node.path:
        for each in node.args:
            _walk(renaming, rule, each, before, now)
        return
    rows = renaming(node.path)
    _put(rule, (*node.at, 0), _said(renaming, node, before, now, rows=True))
    if node.child:
        old = ".".join((node.path, *node.child))
        part = renaming(old)
        if part != old or rows != node.path:
            if not inside_of(part, rows) or not is_single(renaming.document, part, rows):
                raise _Lost
            _put(rule, (*node.at, 1), part[len(rows) + 1 :])
    for each in (*node.args, *([node.where] if node.where else [])):
        _walk(renaming, rule, each, node.path, rows)


def _walk_fitting(renaming: Renaming, node: Node, now: str, written: str) -> None:
    """What an import could not say otherwise names its answers in a schema, which stays as it is."""
    if renaming(node.path) != (f"{now}{written}" if written.startswith(".") else written):
        raise _Lost


def _said(renaming: Renaming, node: Node, before: str, now: str, *, rows: bool) -> str:
    """The name by which a rule in `now` asks about what the node asks about, wherever that is now."""
    target, document = renaming(node.path), renaming.document
    if target == node.path and before == now:
        return f".{'.'.join(node.steps)}" if node.relative else target
    near = target[len(now) + 1 :] if now and inside_of(target, now) and target != now else ""
    if near and not rows and not is_single(document, target, now):
        near = ""
    alone = is_single(document, target)
    if rows and not node.relative and not alone:
        # Rows named from the top are all of all. Where the group at hand was single, they were also its own.
        own = before and inside_of(node.path, before) and is_single(renaming.original, f"{before}.part")
        return f".{near}" if near and own else target
    if near and (node.relative or not alone):
        return f".{near}"
    if not alone:
        raise _Lost
    return target


def _get(rule: Any, place: tuple[str | int, ...]) -> str:
    for step in place:
        rule = rule[step]
    return str(rule)


def _put(rule: Any, place: tuple[str | int, ...], value: str) -> None:
    *above, last = place
    for step in above:
        rule = rule[step]
    rule[last] = value
