"""Random models, answers and submissions: groups in groups, chains of conditions, sums, caps."""

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
CHILDREN = ("c0", "c1", "c2")
SHORT: dict[str, tuple[Any, ...]] = {"text": ("a", "b", "c", "c"), "yesno": (True, False)}
LONG = "was once allowed"
"""Longer than a text may be now."""

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
        source = keys[number - 1] if chained else luck.choice(keys[: number or 1])
        rule = _condition(source, properties[source], luck) if number else None
        properties[key] = {"title": key, "x-type": kind, **_inner(kind, luck, rule)}
        if rule and (chained or luck.random() < 0.5):
            properties[key]["x-when"] = _condition(source, properties[source], luck)
        if rule and luck.random() < 0.2:
            properties[key]["x-required-when"] = _condition(source, properties[source], luck)
        if rule and kind == "yesno" and luck.random() < 0.2:
            properties[key]["x-compute"] = _condition(source, properties[source], luck)
    paths = [path for key in keys for path in paths_in(key, properties[key])]
    items = [*paths, "p0", "p1"]
    mostly_shown = WORDS[1:] if luck.random() < 0.5 else WORDS
    rules = {key: luck.choice(mostly_shown) for key in keys if luck.random() < 0.95}
    rules |= {path: luck.choice(WORDS) for path in paths if "." in path and luck.random() < 0.4}
    masks = [path for path in paths if luck.random() < 0.1]
    split = luck.randint(0, len(keys))
    pages = [list(keys[:split]), list(keys[split:])]
    caps, capped = luck.choice(["read", "edit", "edit"]), _cap(items, luck)
    check = {"!=": [{"var": keys[0]}, {"var": keys[1]}]}
    drawn = {
        "title": "T",
        "properties": properties,
        "x-pages": [{"key": f"p{n}", "title": str(n), "items": each} for n, each in enumerate(pages)],
        "x-views": {"internet": {"surface": "portal", "rules": rules, "masks": masks}},
        "x-statuses": [
            {"key": "open", "title": "O", "caps": {"internet": caps}, "items": {"internet": capped}}
        ],
        "x-checks": [{"key": "check", "message": "M", "at": keys[0], "rule": check}],
    }
    own = {item: Access.from_word(word) for item, word in _cap(items, luck).items()}
    cap = Cap.of(luck.choice([Access.EDIT, Access.EDIT, Access.READ]), own)
    return World(drawn, cap, answers_to(properties, luck))


def paths_in(path: str, schema: dict[str, Any]) -> list[str]:
    """The path of a field and of all that is inside."""
    return [
        path,
        *(each for key, child in children_of(schema).items() for each in paths_in(f"{path}.{key}", child)),
    ]


def children_of(schema: dict[str, Any]) -> dict[str, Any]:
    found: dict[str, Any] = schema.get("items", schema).get("properties", {})
    return found


def _inner(kind: str, luck: Random, rule: Any, depth: int = 0) -> dict[str, Any]:
    """What a kind of field needs besides its title. `rule`: over an earlier field, for a part to hang on."""
    if kind not in ("rows", "group"):
        return {"maxLength": 5} if kind == "text" else {}
    children: dict[str, Any] = {}
    for child in CHILDREN[: luck.choice([2, 2, 3])]:
        inner = luck.choice(["text", "yesno", *(["rows", "group"] if child == "c2" and depth < 2 else [])])
        children[child] = {"title": child, "x-type": inner, **_inner(inner, luck, rule, depth + 1)}
        beside = _condition(".c0", children["c0"], luck) if child != "c0" else None
        if (chosen := luck.choice([rule, beside])) and luck.random() < 0.4:
            children[child]["x-when"] = chosen
        if chosen and inner == "yesno" and luck.random() < 0.2:
            children[child]["x-compute"] = chosen
    required = [child for child in children if luck.random() < 0.3]
    if kind == "rows":
        return {"items": {"properties": children, "required": required}, "maxItems": 3}
    return {"properties": children, "required": required}


def _condition(source: str, schema: dict[str, Any], luck: Random) -> Any:
    var = {"var": source}
    found: list[Any] = [{"empty": var}, {"!": {"empty": var}}]
    if schema["x-type"] == "yesno":
        found = [{"==": [var, True]}, {"==": [var, False]}]
    elif schema["x-type"] == "group":
        inner = f"{source}.{luck.choice(list(children_of(schema)))}"
        found += [{"empty": {"var": inner}}, {"!": {"empty": {"var": inner}}}]
    elif schema["x-type"] == "rows":
        found += [
            {">": [{"count": [source]}, 1]},
            {"==": [{"count": [source, {"empty": {"var": ".c1"}}]}, 1]},
        ]
    return luck.choice(found)


def _cap(items: list[str], luck: Random) -> dict[str, str]:
    return {luck.choice(items): luck.choice(["hidden", "read", "edit"]) for _ in range(luck.randint(0, 2))}


def answers_to(properties: dict[str, Any], luck: Random) -> Answers:
    return parts_of(properties, luck, 0.75)


def value_of(schema: dict[str, Any], luck: Random) -> Any:
    """A value as it could be stored."""
    match schema["x-type"]:
        case "yesno":
            return luck.random() < 0.5
        case "group":
            return parts_of(children_of(schema), luck)
        case "rows":
            numbers = range(luck.randint(1, 3))
            return [{"_id": f"r{number}", **parts_of(children_of(schema), luck)} for number in numbers]
        case _:
            return luck.choice([*SHORT["text"], LONG])


def parts_of(children: dict[str, Any], luck: Random, often: float = 0.6) -> dict[str, Any]:
    found = {key: value_of(each, luck) for key, each in children.items() if luck.random() < often}
    return {key: value for key, value in found.items() if value not in ({}, [])}


def typed_in(properties: dict[str, Any], parts: Answers) -> Answers:
    """The answers without what is computed, which each change computes anew."""
    found: Answers = {}
    for key, schema in properties.items():
        value: Any = parts.get(key)
        inner = children_of(schema)
        if "x-compute" in schema or value is None:
            continue
        if schema["x-type"] == "rows":
            value = [{"_id": row["_id"], **typed_in(inner, row)} for row in value]
        found[key] = typed_in(inner, value) if schema["x-type"] == "group" else value
    return {key: value for key, value in found.items() if value != {}}


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
        key: part if key == "_id" else sendable(inner[key], part)
        for key, part in value.items()
        if key == "_id" or (key in inner and inner[key].access is Access.EDIT)
    }


def same(one: Any, other: Any) -> bool:
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)
