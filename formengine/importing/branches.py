"""What an object says beyond its own properties: conditions, dependencies, branches of `oneOf` and `anyOf`.

Properties that only a branch knows become fields of the object, shown under the branch's condition. What
a branch says of the others is judged on the whole object.
"""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from formengine.importing.conditions import joined, negated, rule_of
from formengine.importing.expanding import AT, bare
from formengine.importing.merging import Flat, flat
from formengine.importing.naming import key_for, readable

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
                _branch(body, flat(schema), _when(body, {"required": [name]}), pending)
            body.also.append(bare(facet))
        elif "oneOf" not in facet and "anyOf" not in facet:
            body.also.append(bare(facet))
    for name, others in body.found.base.get("dependentRequired", {}).items():
        _required(body, others, _when(body, {"required": [name]}), pending)
    if "dependentRequired" in body.found.base:
        body.also.append({"dependentRequired": body.found.base["dependentRequired"]})
    _add(body, pending)
    for number, facet in enumerate(body.found.facets):
        for word in ("oneOf", "anyOf"):
            if word in facet:
                _union(body, facet[word], word, number)
                body.also.append(bare({word: facet[word]}))
    _mentioned(body)


def show_when(body: "Body", key: str, schema: Any) -> None:
    """Let a field be there only while the object is valid under a schema."""
    found = _when(body, schema)
    if found is None:
        body.work.report.left_out(body.found.path, "condition_not_said", key=key)
        return
    if key in _keys_asked(body, schema):
        return
    before = body.parts[key].get("x-when")
    body.parts[key]["x-when"] = found.rule if before is None else {"and": [before, found.rule]}


def _keys_asked(body: "Body", schema: Any) -> set[str]:
    return {key for name in names_in(schema) for key in body.names.get(name, ())}


def _when(body: "Body", schema: Any) -> When | None:
    """The condition as a rule; through `fits` where the rule language cannot say it."""
    test = bare(schema)
    rule = rule_of(schema, body.asked)
    if rule is None:
        keys = sorted(_keys_asked(body, schema))
        keys = [key for key in keys if body.parts[key]["x-type"] != "static"]
        if not keys or isinstance(schema, bool):
            return None
        rule = {"fits": [[body.var(key) for key in keys], test]}
    return When(rule, test)


def _conditional(body: "Body", facet: Mapping[str, Any], outer: When | None, pending: list[Pending]) -> None:
    found = _when(body, facet["if"])
    for word in ("then", "else"):
        if word not in facet:
            continue
        when = found
        if found is not None and word == "else":
            when = When(negated(found.rule), {"not": found.test})
        if when is not None and outer is not None:
            when = outer & when
        _branch(body, flat(facet[word]), when, pending)


def _branch(body: "Body", found: Flat, when: When | None, pending: list[Pending]) -> None:
    if when is None:
        return
    required = found.base.get("required", ())
    for name, schema in found.base.get("properties", {}).items():
        if name not in body.names and not _closed_to(body, name) and schema is not False:
            pending.append(Pending(name, schema, when, name in required))
    _required(body, required, when, pending)
    for facet in found.facets:
        if "if" in facet:
            _conditional(body, facet, when, pending)


def _closed_to(body: "Body", name: str) -> bool:
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


def _add(body: "Body", pending: list[Pending]) -> None:
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


def _union(body: "Body", branches: list[Any], word: str, number: int) -> None:
    flats = [
        each for each in map(flat, branches) if not each.impossible and each.base.get("type") != ["null"]
    ]
    new = {name for each in flats for name in each.base.get("properties", {}) if name not in body.names}
    if not new:
        _alternatives(body, flats)
        return
    _in_all(body, flats)
    chosen = _discriminator(flats)
    if chosen is not None:
        _by_discriminator(body, flats, *chosen)
    elif word == "anyOf" and not _clashing(flats):
        for each in flats:
            for name, schema in each.base.get("properties", {}).items():
                if name not in body.names and not _closed_to(body, name):
                    body.add(name, loosened(schema))
    else:
        _by_choice(body, flats, number)


def _alternatives(body: "Body", flats: list[Flat]) -> None:
    if all(set(each.base) <= SAID and not each.facets for each in flats):
        body.work.report.kept(body.found.path, "alternatives", count=len(flats))


def _in_all(body: "Body", flats: list[Flat]) -> None:
    """Properties that every branch has alike are the object's own."""
    for name, schema in flats[0].base.get("properties", {}).items():
        if name in body.names or _closed_to(body, name) or len(flats) < 2:
            continue
        if all(bare(each.base.get("properties", {}).get(name)) == bare(schema) for each in flats):
            body.add(name, schema, required=all(name in each.base.get("required", ()) for each in flats))


def _clashing(flats: list[Flat]) -> bool:
    seen: dict[str, Any] = {}
    for each in flats:
        if each.base.get("additionalProperties") is False:
            return True
        for name, schema in each.base.get("properties", {}).items():
            if name in seen and seen[name] != bare(schema):
                return True
            seen[name] = bare(schema)
    return False


def _fixed(schema: Any) -> list[Any] | None:
    base = flat(schema).base
    if "const" in base:
        return [base["const"]]
    values = base.get("enum")
    return values if values and all(isinstance(each, str | int | bool) for each in values) else None


def _discriminator(flats: list[Flat]) -> tuple[str, list[list[Any]]] | None:
    """The property whose value tells the branches apart, and its values in each.

    Of one branch there may be none (`[]`), where it is for all values that the other branches do not name.
    """
    if len(flats) < 2:
        return None
    for name in flats[0].base.get("properties", {}):
        schemas = [each.base.get("properties", {}).get(name, True) for each in flats]
        values = [_fixed(each) for each in schemas]
        known = [each for each in values if each is not None]
        said = [repr(value) for each in known for value in each]
        if len(set(said)) < len(said):
            continue
        others = [_excluded(schema) for schema, each in zip(schemas, values, strict=True) if each is None]
        if not others or (
            len(others) == 1 and others[0] is not None and set(map(repr, others[0])) == set(said)
        ):
            return name, [each or [] for each in values]
    return None


def _excluded(schema: Any) -> list[Any] | None:
    """The texts that a `not` excludes, where the schema says nothing else of a text."""
    found = flat(schema)
    said = {key for key in found.base if key not in SAID and key != "enumNames"}
    if said or len(found.facets) != 1 or "not" not in found.facets[0]:
        return None
    values = _fixed(found.facets[0]["not"])
    return values if values and all(isinstance(each, str) for each in values) else None


def _by_discriminator(body: "Body", flats: list[Flat], name: str, values: list[list[Any]]) -> None:
    titles = {}
    for each, given in zip(flats, values, strict=True):
        if len(given) == 1 and each.base.get("title"):
            titles[repr(given[0])] = readable(each.base["title"], most=300)
    always = all(name in each.base.get("required", ()) for each in flats)
    if name not in body.names:
        flatly = [value for each in values for value in each]
        first = flats[0].base["properties"][name]
        texts = {
            key: first[key]
            for key in ("title", "description", AT)
            if isinstance(first, Mapping) and key in first
        }
        names = [titles.get(repr(value), "") for value in flatly]
        listed = {**texts, "enum": flatly, **({"enumNames": names} if any(names) else {})}
        open_ = not all(values)
        body.add(name, {**texts, "anyOf": [listed, {"type": "string"}]} if open_ else listed, required=always)
    pending: list[Pending] = []
    for each, given in zip(flats, values, strict=True):
        every = [value for one in values for value in one]
        test = {"enum": given} if given else {"not": {"enum": every}}
        when = _when(body, {"properties": {name: test}, "required": [name]})
        if when is not None:
            _branch(body, each, when, pending)
    _add(body, pending)


def _by_choice(body: "Body", flats: list[Flat], number: int) -> None:
    """A field to choose the branch by, and the branch's fields shown where it is chosen."""
    from formengine.importing.lowering import whole
    from formengine.importing.variants import title_of

    pick = key_for("variant", body.parts)
    options, tests, pending = [], [], []
    for place, each in enumerate(flats, 1):
        title = readable(each.base.get("title"), most=300) or title_of(each)
        if any(option["title"] == title for option in options):
            title = f"{title} ({place})"
        options.append({"const": f"v{place}", "title": title})
        tests.append((f"v{place}", whole(each)))
    body.parts[pick] = {
        "type": "string",
        "x-type": "choice",
        "title": "Which one?",
        "oneOf": options,
        "x-plain": {"as": "pick"},
    }
    if body.found.base.get("title"):
        body.parts[pick]["title"] = readable(body.found.base["title"], most=300)
    body.work.branches[(*body.spot.keys, pick)] = tuple(tests)
    if not all(
        set(each.base) <= SAID and not each.base.get("required") and not each.facets for each in flats
    ):
        body.required.append(pick)
    for place, each in enumerate(flats, 1):
        when = When({"==": [{"var": body.var(pick)}, f"v{place}"]}, whole(each))
        _branch(body, each, when, pending)
    _add(body, pending)
    body.work.report.adapted(body.found.path, "choice_of_variant", variants=len(flats))


def _mentioned(body: "Body") -> None:
    """Properties that only constraints name: a field each, so that the constraints can be met."""
    found: dict[str, list[Any]] = {}
    for facet in body.found.facets:
        for name, schema in _named(facet):
            found.setdefault(name, []).append(schema)
    for name, schema in _named({"dependentRequired": body.found.base.get("dependentRequired")}):
        found.setdefault(name, []).append(schema)
    for name, schemas in found.items():
        if name in body.names or _closed_to(body, name) or name in body.plain.get("drop", {}):
            continue
        said = [each for each in schemas if isinstance(each, Mapping) and bare(each)]
        typed = [each for each in said if "type" in each or "enum" in each or "properties" in each]
        kinds = {repr(bare(each)) for each in typed}
        body.add(name, loosened(typed[0]) if len(kinds) == 1 and len(typed) == len(said) else True)


LIMITS = frozenset(
    "minimum maximum exclusiveMinimum exclusiveMaximum multipleOf minLength maxLength pattern".split()
)


def loosened(schema: Any) -> Any:
    """What only some branches say of a property, without limits: these are judged with the branches."""
    if not isinstance(schema, Mapping):
        return schema
    return {key: value for key, value in schema.items() if key not in LIMITS}


def _named(schema: Any) -> Iterator[tuple[str, Any]]:
    """The properties a constraint on one object names, wherever it names them."""
    waiting = [(schema, False)]
    while waiting:
        each, turned = waiting.pop()
        if not isinstance(each, Mapping):
            continue
        for name, inner in (each.get("properties") or {}).items():
            yield name, True if turned else inner
        for name in each.get("required") or ():
            yield name, True
        for word in ("allOf", "anyOf", "oneOf"):
            waiting.extend((inner, turned) for inner in each.get(word) or ())
        for word in ("then", "else"):
            waiting.append((each.get(word), turned))
        for word in ("not", "if"):
            waiting.append((each.get(word), True))
        for name, inner in (each.get("dependentSchemas") or {}).items():
            yield name, True
            waiting.append((inner, turned))
        for name, others in (each.get("dependentRequired") or {}).items():
            yield from ((one, True) for one in (name, *others))


def names_in(schema: Any) -> set[str]:
    return {name for name, _inner in _named(schema)}


def condition(body: "Body", schema: Any) -> Any:
    """A schema over the object as a rule; None where it cannot be said."""
    found = _when(body, schema)
    return None if found is None else found.rule


def keys_of(body: "Body", schema: Any) -> set[str]:
    """The fields a schema over the object asks about."""
    return _keys_asked(body, schema)
