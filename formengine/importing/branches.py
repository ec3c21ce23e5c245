"""What an object says beyond its own properties: conditions, dependencies, branches of `oneOf` and `anyOf`.

Properties that only a branch knows become fields of the object, shown under the branch's condition. What
a branch says of the others is judged on the whole object.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formengine.importing.conditions import joined, negated, rule_of
from formengine.importing.expanding import bare
from formengine.importing.mentions import loosened, named, names_in
from formengine.importing.merging import Flat, flat

if TYPE_CHECKING:
    from formengine.importing.objects import Body


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
    """A property that only branches know."""

    name: str
    schema: Any
    when: When
    required: bool


def fill(body: "Body") -> None:
    pending: list[Pending] = []
    for facet in body.found.facets:
        if "if" in facet:
            _conditional(body, facet, None, pending)
            body.also.append(bare(facet))
        elif "dependentSchemas" in facet:
            for name, schema in facet["dependentSchemas"].items():
                branch(body, flat(schema), when_of(body, {"required": [name]}), pending)
            body.also.append(bare(facet))
        elif "oneOf" not in facet and "anyOf" not in facet:
            body.also.append(bare(facet))
    for name, others in body.found.base.get("dependentRequired", {}).items():
        _required(body, others, when_of(body, {"required": [name]}), pending)
    if "dependentRequired" in body.found.base:
        body.also.append({"dependentRequired": body.found.base["dependentRequired"]})
    add_pending(body, pending)


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


def _conditional(body: "Body", facet: Mapping[str, Any], outer: When | None, pending: list[Pending]) -> None:
    found = when_of(body, facet["if"])
    for word in ("then", "else"):
        if word not in facet:
            continue
        when = found
        if found is not None and word == "else":
            when = When(negated(found.rule), {"not": found.test})
        if when is not None and outer is not None:
            when = outer & when
        branch(body, flat(facet[word]), when, pending)


def branch(body: "Body", found: Flat, when: When | None, pending: list[Pending]) -> None:
    if when is None:
        return
    required = found.base.get("required", ())
    for name, schema in found.base.get("properties", {}).items():
        if name not in body.names and not closed_to(body, name) and schema is not False:
            pending.append(Pending(name, schema, when, name in required))
    _required(body, required, when, pending)
    for facet in found.facets:
        if "if" in facet:
            _conditional(body, facet, when, pending)


def closed_to(body: "Body", name: str) -> bool:
    base = body.found.base
    return (
        base.get("additionalProperties") is False
        and name not in base.get("properties", {})
        and not base.get("patternProperties")
    )


def _required(body: "Body", names: Iterable[str], when: When | None, pending: list[Pending]) -> None:
    """Fields the object has anyway, required under a condition."""
    if when is None:
        return
    for name in names:
        if any(each.name == name for each in pending):
            continue
        for key in body.names.get(name, ()):
            part = body.parts[key]
            if part["x-type"] == "static" or key in body.required:
                continue
            if part["x-type"] in ("rows", "choices", "group") and not part.get("minItems"):
                continue
            before = part.get("x-required-when")
            part["x-required-when"] = when.rule if before is None else {"or": [before, when.rule]}


def add_pending(body: "Body", pending: list[Pending]) -> None:
    """One field for each property and schema; the same schema under several conditions is one field."""
    groups: list[Pending] = []
    for each in pending:
        same = next(
            (one for one in groups if one.name == each.name and bare(one.schema) == bare(each.schema)), None
        )
        if same is None:
            groups.append(each)
        else:
            same.when, same.required = same.when | each.when, same.required and each.required
    for each in groups:
        body.add(each.name, each.schema, required=each.required, when=each.when.rule, only_if=each.when.test)


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
