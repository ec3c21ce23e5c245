"""What an object says beyond its own properties: conditions, dependencies, branches of `oneOf` and `anyOf`.

Properties that only a branch knows become fields of the object, shown under the branch's condition. What
a branch says of the others is judged on the whole object.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formengine.importing.conditions import joined, negated, rule_of
from formengine.importing.expanding import AT, bare
from formengine.importing.mentions import loosened, named, names_in
from formengine.importing.merging import Flat, flat

if TYPE_CHECKING:
    from formengine.importing.objects import Body


SAID = frozenset({"properties", "required", "type", "title", "description", "default", AT, "$comment"})


@dataclass(frozen=True)
class When:
    """A condition on the object: as a rule, and as the schema it came from."""

    rule: Any
    test: Any

    def __and__(self, other: "When") -> "When":
        return When(joined("and", [self.rule, other.rule]), {"allOf": [self.test, other.test]})

    def __or__(self, other: "When") -> "When":
        return When(joined("or", [self.rule, other.rule]), {"anyOf": [self.test, other.test]})


@dataclass
class Pending:
    """A property that only branches know; `schema` None where one of them only requires it."""

    name: str
    schema: Any
    when: When
    required: bool


def fill(body: "Body") -> None:
    """Fields under conditions. What they say whole is not judged once more on the object."""
    pending: list[Pending] = []
    whole: list[bool] = []
    facets = [bare(each) for each in body.found.facets if "oneOf" not in each and "anyOf" not in each]
    for facet in body.found.facets:
        if "if" in facet:
            whole.append(_conditional(body, facet, None, pending))
        elif "dependentSchemas" in facet:
            said = [
                branch(body, flat(schema), when_of(body, {"required": [name]}), pending)
                for name, schema in facet["dependentSchemas"].items()
            ]
            whole.append(all(said))
        elif "oneOf" not in facet and "anyOf" not in facet:
            whole.append(False)
    needed = body.found.base.get("dependentRequired", {})
    if needed:
        facets.append({"dependentRequired": needed})
        said = [
            _required(body, others, when_of(body, {"required": [name]}), pending)
            for name, others in needed.items()
        ]
        whole.append(all(said))
    added = add_pending(body, pending)
    for facet, each in zip(facets, whole, strict=True):
        body.judge(facet, said=each and added)


def show_when(body: "Body", key: str, schema: Any) -> None:
    """Let a field be there only while the object is valid under a schema."""
    found = when_of(body, schema)
    if found is None:
        body.work.report.left_out(body.found.path, "condition_not_said", key=key)
        return
    if key in keys_of(body, schema):
        return
    before = body.parts[key].get("x-when")
    body.parts[key]["x-when"] = found.rule if before is None else {"and": [before, found.rule]}


def keys_of(body: "Body", schema: Any) -> set[str]:
    """The fields a schema over the object asks about."""
    return {key for name in names_in(schema) for key in body.names.get(name, ())}


def when_of(body: "Body", schema: Any) -> When | None:
    """The condition as a rule; through `fits` where the rule language cannot say it."""
    test = bare(schema)
    rule = rule_of(schema, body.asked)
    if rule is None:
        keys = sorted(keys_of(body, schema))
        keys = [key for key in keys if body.parts[key]["x-type"] != "static"]
        if not keys or isinstance(schema, bool):
            return None
        rule = {"fits": [[body.var(key) for key in keys], test]}
    return When(rule, test)


def _conditional(body: "Body", facet: Mapping[str, Any], outer: When | None, pending: list[Pending]) -> bool:
    """Whether the fields now say all that the condition does."""
    found, whole = when_of(body, facet["if"]), True
    for word in ("then", "else"):
        if word not in facet:
            continue
        when = found
        if found is not None and word == "else":
            when = When(negated(found.rule), {"not": found.test})
        if when is not None and outer is not None:
            when = outer & when
        whole = branch(body, flat(facet[word]), when, pending) and whole
    return whole


def branch(body: "Body", found: Flat, when: When | None, pending: list[Pending]) -> bool:
    """What one branch says; whether the fields now say all of it."""
    if when is None:
        return False
    required, own = found.base.get("required", ()), found.base.get("properties", {})
    whole = not found.impossible and set(found.base) <= SAID
    for name, schema in own.items():
        if name in body.names:
            whole = whole and bare(schema) in (True, {})
        elif closed_to(body, name) or schema is False:
            whole = False
        else:
            pending.append(Pending(name, schema, when, name in required))
    named = [name for name in required if name not in own or name in body.names]
    whole = _required(body, named, when, pending) and whole
    for facet in found.facets:
        whole = "if" in facet and _conditional(body, facet, when, pending) and whole
    return whole


def closed_to(body: "Body", name: str) -> bool:
    base = body.found.base
    return (
        base.get("additionalProperties") is False
        and name not in base.get("properties", {})
        and not base.get("patternProperties")
    )


def _required(body: "Body", names: Iterable[str], when: When | None, pending: list[Pending]) -> bool:
    """Fields the object has anyway, required under a condition; whether that can be said of all of them."""
    if when is None:
        return False
    whole = True
    for name in names:
        if name not in body.names:
            pending.append(Pending(name, None, when, required=True))
            whole = False
            continue
        whole = whole and len(body.names[name]) == 1
        for key in body.names.get(name, ()):
            part = body.parts[key]
            if key in body.required:
                continue
            if may_be_empty(part):
                whole = False
                continue
            before = part.get("x-required-when")
            part["x-required-when"] = when.rule if before is None else {"or": [before, when.rule]}
    return whole


def may_be_empty(part: Mapping[str, Any]) -> bool:
    """Whether the field without an answer may stand for something that is there in JSON."""
    if part["x-type"] in ("rows", "choices", "group", "static", "constant"):
        return not part.get("minItems")
    return bool(part.get("x-plain", {}).get("nullable"))


def add_pending(body: "Body", pending: list[Pending]) -> bool:
    """One field for each property and schema; the same schema under several conditions is one field.

    Whether the fields say all that was pending.
    """
    whole = True
    groups: list[Pending] = []
    for each in pending:
        if each.schema is None:
            continue
        same = next(
            (one for one in groups if one.name == each.name and bare(one.schema) == bare(each.schema)), None
        )
        if same is None:
            groups.append(each)
        else:
            whole = whole and same.required == each.required
            same.when, same.required = same.when | each.when, same.required and each.required
    for each in groups:
        for other in pending:
            alone = [one.name for one in groups].count(each.name) == 1
            if other.schema is None and other.name == each.name and alone:
                each.when, each.required, whole = each.when | other.when, False, False
        key = body.add(
            each.name, each.schema, required=each.required, when=each.when.rule, only_if=each.when.test
        )
        whole = whole and key is not None and (not each.required or key in body.required)
    return whole


def mentioned(body: "Body") -> None:
    """Properties that only constraints name: a field each, so that the constraints can be met."""
    found: dict[str, list[Any]] = {}
    for facet in body.found.facets:
        for name, schema in named(facet):
            found.setdefault(name, []).append(schema)
    for name, schema in named({"dependentRequired": body.found.base.get("dependentRequired")}):
        found.setdefault(name, []).append(schema)
    for name, schemas in found.items():
        if name in body.names or closed_to(body, name) or name in body.plain.get("drop", {}):
            continue
        said = [each for each in schemas if isinstance(each, Mapping) and bare(each)]
        typed = [each for each in said if "type" in each or "enum" in each or "properties" in each]
        kinds = {repr(bare(each)) for each in typed}
        body.add(name, loosened(typed[0]) if len(kinds) == 1 and len(typed) == len(said) else True)


def condition(body: "Body", schema: Any) -> Any:
    """A schema over the object as a rule; None where it cannot be said."""
    found = when_of(body, schema)
    return None if found is None else found.rule
