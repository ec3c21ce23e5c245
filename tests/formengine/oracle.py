"""Who sees what, written from the policy's text (DESIGN.md §1, idea 2, and §4, "a rule may only ask…").

Nothing of the engine is used but the documents it reads: two who read the policy apart should agree.
"""

from typing import Any

from tests.formengine.worlds import Answers, World, children_of

Shown = dict[str, Any]
"""By key: `[access, what is inside]`; inside is None, a Shown, or for rows a list of them."""


def rank(word: str) -> int:
    return ["hidden", "read", "edit", "edit!"].index(word) if word != "edit!" else 2


def oracle(drawn: World, answers: Answers) -> Shown:
    """Effective access of what is there for these answers; what is hidden is left out."""
    counts, found = live(drawn, answers), dict[str, Any]()
    for key, schema in drawn.properties.items():  # a rule only ever asks about a field before it
        inside = possible(drawn, key)
        if inside is None:
            continue
        rule = schema.get("x-when")
        if rule is not None and not (_sees(drawn, rule, found) and there(drawn, key, answers)):
            continue
        found[key] = [access_at(drawn, key), _inside(drawn, key, schema, counts.get(key), counts)]
    return found


def possible(drawn: World, path: str) -> Shown | None:
    """What could be shown at a path for some answers: None where it is hidden whatever they are."""
    schema = _at(drawn, path)
    rules = [schema[name] for name in ("x-when", "x-compute") if name in schema]
    if not access_at(drawn, path) or any(not _open(drawn, rule, path) for rule in rules):
        return None
    inner = children_of(schema)
    found = {child: possible(drawn, f"{path}.{child}") for child in inner}
    shown = {child: each for child, each in found.items() if each is not None}
    return None if inner and not shown else shown


def masked(drawn: World, path: str) -> bool:
    """Whether a few characters of it are shown only: the view says so, and it is only read."""
    named = path in drawn.document["x-views"]["internet"]["masks"]
    return named and access_at(drawn, path) == 1 and not children_of(_at(drawn, path))


def _open(drawn: World, rule: Any, path: str) -> bool:
    """Whether all that a rule asks about could be shown to this reader."""
    for name in asked(rule, path.rpartition(".")[0]):
        inside = possible(drawn, name)
        schema = _at(drawn, name)
        if inside is None or masked(drawn, name):
            return False
        if schema["x-type"] == "group" and not _whole(drawn, name, schema, inside):
            return False
        above = name.rpartition(".")[0]
        if above and not path.startswith(f"{above}.") and possible(drawn, above) is None:
            return False
    return True


def _whole(drawn: World, path: str, schema: dict[str, Any], inside: Shown) -> bool:
    inner = children_of(schema)
    return (
        set(inner) == set(inside)
        and not masked(drawn, path)
        and all(_whole(drawn, f"{path}.{key}", inner[key], inside[key]) for key in inner)
    )


def access_at(drawn: World, path: str) -> int:
    """The minimum of every limit on the path and above it; what is computed is never edited."""
    keys = path.split(".")
    page = next(each["key"] for each in drawn.document["x-pages"] if keys[0] in each["items"])
    status = drawn.document["x-statuses"][0]
    rules = drawn.document["x-views"]["internet"]["rules"]
    paths = [".".join(keys[: number + 1]) for number in range(len(keys))]
    limits = [rank(rules.get(keys[0], "hidden")), *(rank(rules[each]) for each in paths if each in rules)]
    limits += [rank(status["caps"]["internet"]), int(drawn.cap.access)]
    limits += [rank(word) for item, word in status["items"]["internet"].items() if item in (*paths, page)]
    limits += [int(access) for item, access in drawn.cap.items if item in (*paths, page)]
    return min([*limits, 1] if "x-compute" in _at(drawn, path) else limits)


def _at(drawn: World, path: str) -> dict[str, Any]:
    key, *below = path.split(".")
    schema: dict[str, Any] = drawn.properties[key]
    for each in below:
        schema = children_of(schema)[each]
    return schema


def _inside(drawn: World, path: str, schema: dict[str, Any], value: Any, counts: Answers) -> Any:
    if schema["x-type"] == "rows":
        return [_parts(drawn, path, schema, row, counts) for row in value or []]
    return _parts(drawn, path, schema, value or {}, counts) if schema["x-type"] == "group" else None


def _parts(drawn: World, path: str, schema: dict[str, Any], parts: Answers, counts: Answers) -> Shown:
    found: Shown = {}
    live_parts, present = _live_parts(schema, parts, counts)
    for child, inner in children_of(schema).items():
        below = f"{path}.{child}"
        if child in present and possible(drawn, below) is not None:
            found[child] = [
                access_at(drawn, below),
                _inside(drawn, below, inner, live_parts.get(child), counts),
            ]
    return found


def _sees(drawn: World, rule: Any, found: Shown) -> bool:
    """Whether all that a rule asks about is shown now."""
    return all(name.partition(".")[0] in found for name in asked(rule)) and _open(drawn, rule, "")


def asked(rule: Any, group: str = "") -> list[str]:
    """Dotted paths; `group`: path of what holds the field that carries the rule."""
    if isinstance(rule, list):
        return [name for each in rule for name in asked(each, group)]
    if not isinstance(rule, dict):
        return []
    ((name, argument),) = rule.items()
    if name == "var":
        return [f"{group}{argument}" if argument.startswith(".") else argument]
    if name == "count":
        return [argument[0], *asked(argument[1:], argument[0])]
    return asked(argument, group)


def there(drawn: World, key: str, answers: Answers) -> bool:
    """Whether a field's condition holds, and all it asks about is there."""
    rule = drawn.properties[key].get("x-when")
    if rule is None:
        return True
    before = all(there(drawn, name.partition(".")[0], answers) for name in asked(rule))
    return before and said(rule, live(drawn, answers, until=key)) is True


def live(drawn: World, answers: Answers, until: str = "") -> Answers:
    """The answers that count; `until`: only of the fields before this one."""
    found: Answers = {}
    for key, schema in drawn.properties.items():
        if key == until:
            break
        if not there(drawn, key, answers):
            continue
        value = (
            said(schema["x-compute"], found)
            if "x-compute" in schema
            else _live(schema, answers.get(key), found)
        )
        if value is not None:
            found[key] = value
    return found


def _live(schema: dict[str, Any], value: Any, counts: Answers) -> Any:
    if schema["x-type"] == "rows":
        return [{"_id": row["_id"], **_live_parts(schema, row, counts)[0]} for row in value or []] or None
    if schema["x-type"] == "group":  # something may be computed where nothing was typed
        return _live_parts(schema, value or {}, counts)[0] or None
    return value


def _live_parts(schema: dict[str, Any], parts: Answers, counts: Answers) -> tuple[Answers, set[str]]:
    found: Answers = {}
    present: set[str] = set()
    for child, inner in children_of(schema).items():
        rule = inner.get("x-when")
        if rule is not None:
            siblings = {name[1:].partition(".")[0] for name in asked(rule) if name.startswith(".")}
            if not siblings <= present or said(rule, counts, found) is not True:
                continue
        present.add(child)
        value = (
            said(inner["x-compute"], counts, found)
            if "x-compute" in inner
            else _live(inner, parts.get(child), counts)
        )
        if value is not None:
            found[child] = value
    return found, present


def said(rule: Any, answers: Answers, row: Answers | None = None) -> bool | None:
    """The handful of rules these worlds use, spelled out; None: unknown."""

    def value(name: str) -> Any:
        keys = name.removeprefix(".").split(".")
        held: Any = row if name.startswith(".") else answers
        for key in keys:
            held = held.get(key) if isinstance(held, dict) else None
        return held

    ((name, argument),) = rule.items()
    match name:
        case "!":
            inner = said(argument, answers, row)
            return None if inner is None else not inner
        case "empty":
            return value(argument["var"]) in (None, "", [], {})
        case "==" if "var" in argument[0]:
            found = value(argument[0]["var"])
            return None if found is None else found is argument[1]
        case "==":
            rows = value(argument[0]["count"][0])
            return None if rows is None else sum(1 for each in rows if each.get("c1") is None) == argument[1]
        case _:
            rows = value(argument[0]["count"][0])
            return None if rows is None else len(rows) > argument[1]
