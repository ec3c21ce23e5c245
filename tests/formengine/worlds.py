"""Random models, answers and submissions, and an oracle of who sees what written from the policy's text."""

import json
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import Any

from formengine.access import Access, Cap
from formengine.compiling import CompiledField, CompiledView, compile_view
from formengine.document import parse

Answers = dict[str, Any]
KEYS = ("f0", "f1", "f2", "f3", "f4", "f5")
CHILDREN = ("c0", "c1")
WORDS = ("hidden", "read", "edit", "edit!")


@dataclass(frozen=True)
class World:
    document: dict[str, Any]
    cap: Cap
    answers: Answers

    @property
    def properties(self) -> dict[str, Any]:
        drawn: dict[str, Any] = self.document["properties"]
        return drawn

    @cached_property
    def compiled(self) -> CompiledView:
        return compile_view(parse(self.document), view="internet", status="open", cap=self.cap)


def world(luck: Random) -> World:
    """Two to six fields, half of the time in a chain of conditions; random rules and caps of every kind."""
    keys = KEYS[: luck.randint(2, 6)]
    chained = luck.random() < 0.5
    properties: dict[str, Any] = {}
    for number, key in enumerate(keys):
        kind = "yesno" if chained and number < 3 else luck.choice(["yesno", "text", "rows", "group"])
        properties[key] = {"title": key, "x-type": kind, **_inner(kind, luck)}
        source = keys[number - 1] if chained else luck.choice(keys[: number or 1])
        if number and (chained or luck.random() < 0.5):
            properties[key]["x-when"] = _condition(source, properties[source], luck)
        if number and luck.random() < 0.2:
            properties[key]["x-required-when"] = _condition(source, properties[source], luck)
    children = [f"{key}.{child}" for key in keys for child in CHILDREN]
    items = [*keys, *children, "p0", "p1"]
    mostly_shown = WORDS[1:] if luck.random() < 0.5 else WORDS
    rules = {key: luck.choice(mostly_shown) for key in keys}
    rules |= {path: luck.choice(WORDS) for path in children if luck.random() < 0.5}
    split = luck.randint(0, len(keys))
    pages = [list(keys[:split]), list(keys[split:])]
    caps, capped = luck.choice(["read", "edit", "edit"]), _cap(items, luck)
    check = {"!=": [{"var": keys[0]}, {"var": keys[1]}]}
    drawn = {
        "title": "T",
        "properties": properties,
        "x-pages": [{"key": f"p{n}", "title": str(n), "items": each} for n, each in enumerate(pages)],
        "x-views": {"internet": {"surface": "portal", "rules": rules}},
        "x-statuses": [
            {"key": "open", "title": "O", "caps": {"internet": caps}, "items": {"internet": capped}}
        ],
        "x-checks": [{"key": "check", "message": "M", "at": keys[0], "rule": check}],
    }
    own = {item: Access.from_word(word) for item, word in _cap(items, luck).items()}
    cap = Cap.of(luck.choice([Access.EDIT, Access.EDIT, Access.READ]), own)
    return World(drawn, cap, answers_to(properties, luck))


def _inner(kind: str, luck: Random) -> dict[str, Any]:
    children = {child: {"title": child, "x-type": luck.choice(["text", "yesno"])} for child in CHILDREN}
    required = [child for child in CHILDREN if luck.random() < 0.3]
    if kind == "rows":
        return {"items": {"properties": children, "required": required}, "maxItems": 3}
    return {"properties": children, "required": required} if kind == "group" else {"maxLength": 5}


def _condition(source: str, schema: dict[str, Any], luck: Random) -> Any:
    var = {"var": source}
    found: list[Any] = [{"empty": var}, {"!": {"empty": var}}]
    if schema["x-type"] == "yesno":
        found = [{"==": [var, True]}, {"==": [var, False]}]
    elif schema["x-type"] == "group":
        found += [{"empty": {"var": f"{source}.c0"}}, {"!": {"empty": {"var": f"{source}.c1"}}}]
    elif schema["x-type"] == "rows":
        found += [
            {">": [{"count": [source]}, 1]},
            {"==": [{"count": [source, {"empty": {"var": ".c1"}}]}, 1]},
        ]
    return luck.choice(found)


def _cap(items: list[str], luck: Random) -> dict[str, str]:
    return {luck.choice(items): luck.choice(["hidden", "read", "edit"]) for _ in range(luck.randint(0, 2))}


def answers_to(properties: dict[str, Any], luck: Random) -> Answers:
    found = {key: value_of(schema, luck) for key, schema in properties.items() if luck.random() < 0.75}
    return {key: value for key, value in found.items() if value not in ({}, [])}


def value_of(schema: dict[str, Any], luck: Random) -> Any:
    """A value as it could be stored."""
    match schema["x-type"]:
        case "yesno":
            return luck.random() < 0.5
        case "group":
            return parts_of(schema["properties"], luck)
        case "rows":
            children = schema["items"]["properties"]
            return [{"_id": f"r{number}", **parts_of(children, luck)} for number in range(luck.randint(1, 3))]
        case _:
            return luck.choice(["a", "b", "c"])


def parts_of(children: dict[str, Any], luck: Random) -> dict[str, Any]:
    return {key: value_of(each, luck) for key, each in children.items() if luck.random() < 0.6}


STRANGE: tuple[Any, ...] = (
    *(
        None,
        "",
        "true",
        "false",
        "x",
        "far too long",
        5,
        1.5,
        [],
        {},
        [{}],
        {"c0": "x"},
        {"c1": None},
        "\x00",
        "\ud800",
    ),
    *([{"_id": "r0", "c1": "y"}], [{"_id": "r0"}, {"_id": "r0"}], [{"c0": "new"}], [[]], 2**70, float("nan")),
)


def submission(drawn: World, luck: Random) -> Answers:
    """Values of the right type and of every wrong one, mostly for fields that may be edited."""
    open_ = [key for key, each in drawn.compiled.by_key.items() if each.access is Access.EDIT]
    keys = list(drawn.properties) if luck.random() < 0.2 else open_
    sent = {
        key: value_of(drawn.properties[key], luck) if luck.random() < 0.7 else luck.choice(STRANGE)
        for key in keys
        if luck.random() < 0.7
    }
    for key, value in sent.items():
        narrowed = drawn.compiled.by_key.get(key)
        if narrowed and narrowed.children and luck.random() < 0.8:
            sent[key] = sendable(narrowed, value)
    return sent | ({"gone": luck.choice(STRANGE)} if luck.random() < 0.05 else {})


def sendable(compiled: CompiledField, value: Any) -> Any:
    """A group or rows without the children that this writer may not send."""
    if isinstance(value, list):
        return [sendable(compiled, each) for each in value]
    if not isinstance(value, dict):
        return value
    inner = compiled.by_key
    return {
        key: part
        for key, part in value.items()
        if key == "_id" or (key in inner and inner[key].access is Access.EDIT)
    }


# The oracle: DESIGN.md §1, idea 2, and §4 ("a rule may only ask…"), read anew.


def rank(word: str) -> int:
    return ["hidden", "read", "edit", "edit!"].index(word) if word != "edit!" else 2


def oracle(drawn: World, answers: Answers) -> dict[str, int]:
    """Effective access by key, and by `key.child`; what is hidden is left out."""
    found: dict[str, int] = {}
    for key in drawn.properties:  # a condition only ever asks about a field before it
        if not _there(drawn, key, answers, found):
            continue
        found[key] = _capped(drawn, key, key)
        for child in _children(drawn.properties[key]):
            path = f"{key}.{child}"
            inner = min(found[key], _capped(drawn, key, path))
            if inner:
                found[path] = inner
    return {key: access for key, access in found.items() if access}


def _children(schema: dict[str, Any]) -> list[str]:
    holder = schema.get("items", schema)
    return list(holder.get("properties", {}))


def _capped(drawn: World, key: str, path: str) -> int:
    status = drawn.document["x-statuses"][0]
    page = next(each["key"] for each in drawn.document["x-pages"] if key in each["items"])
    rules = drawn.document["x-views"]["internet"]["rules"]
    named = rank(rules[path]) if path in rules else (rank(rules.get(key, "hidden")) if path != key else 0)
    limits = [named, rank(status["caps"]["internet"]), int(drawn.cap.access)]
    limits += [rank(word) for item, word in status["items"]["internet"].items() if item in (path, page)]
    limits += [int(access) for item, access in drawn.cap.items if item in (path, page)]
    return min(limits)


def _there(drawn: World, key: str, answers: Answers, found: dict[str, int]) -> bool:
    schema = drawn.properties[key]
    if not _capped(drawn, key, key):
        return False
    children = _children(schema)
    if children and not any(
        min(_capped(drawn, key, key), _capped(drawn, key, f"{key}.{child}")) for child in children
    ):
        return False
    rule = schema.get("x-when")
    return rule is None or (_sees(drawn, rule, found) and met(drawn, rule, live(drawn, answers)))


def _sees(drawn: World, rule: Any, found: dict[str, int]) -> bool:
    for name in asked(rule):
        key = name.partition(".")[0]
        whole_group = "." not in name and drawn.properties[key]["x-type"] == "group"
        needed = [f"{key}.{child}" for child in CHILDREN] if whole_group else [name]
        if not all(found.get(each) for each in [key, *needed]):
            return False
    return True


def asked(rule: Any, group: str = "") -> list[str]:
    if isinstance(rule, list):
        return [name for each in rule for name in asked(each, group)]
    if not isinstance(rule, dict):
        return []
    ((name, argument),) = rule.items()
    if name == "var":
        return [f"{group}{argument}"]
    if name == "count":
        return [argument[0], *asked(argument[1:], argument[0])]
    return asked(argument, group)


def live(drawn: World, answers: Answers) -> Answers:
    found: Answers = {}
    for key, schema in drawn.properties.items():
        if answers.get(key) is not None and ("x-when" not in schema or met(drawn, schema["x-when"], found)):
            found[key] = answers[key]
    return found


def met(drawn: World, rule: Any, answers: Answers) -> bool:
    """The handful of rules these worlds use, spelled out."""
    ((name, argument),) = rule.items()
    match name:
        case "!":
            return not met(drawn, argument, answers)
        case "empty":
            key, _, child = argument["var"].partition(".")
            value = answers.get(key)
            return (value or {}).get(child) is None if child else value in (None, "", [], {})
        case "==" if "var" in argument[0]:
            return answers.get(argument[0]["var"]) is argument[1]
        case "==":
            rows = answers.get(argument[0]["count"][0])
            return rows is not None and sum(1 for row in rows if row.get("c1") is None) == argument[1]
        case _:
            rows = answers.get(argument[0]["count"][0])
            return rows is not None and len(rows) > argument[1]


def same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
