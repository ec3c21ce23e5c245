"""The branches of `oneOf` and `anyOf` beside an object's own properties, told apart by answer or choice."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.importing import branches
from formengine.importing.branches import SAID, Pending, When
from formengine.importing.expanding import AT, bare
from formengine.importing.fragments import whole
from formengine.importing.mentions import loosened
from formengine.importing.merging import Flat, flat
from formengine.importing.naming import key_for, readable
from formengine.importing.variants import title_of

if TYPE_CHECKING:
    from formengine.importing.objects import Body


def fill(body: "Body") -> None:
    """The fields that only branches know, and the branches as a constraint on the whole."""
    for facet in body.found.facets:
        for word in ("oneOf", "anyOf"):
            if word in facet:
                body.judge(bare({word: facet[word]}), said=_union(body, facet[word], word))


def _union(body: "Body", schemas: list[Any], word: str) -> bool:
    """Whether the fields now say all that the branches do."""
    flats = [each for each in map(flat, schemas) if not each.impossible and each.base.get("type") != ["null"]]
    new = {name for each in flats for name in each.base.get("properties", {}) if name not in body.names}
    if not new:
        _alternatives(body, flats)
        return False
    _in_all(body, flats)
    chosen = _discriminator(flats)
    if chosen is not None:
        return _by_discriminator(body, flats, *chosen) and len(flats) == len(schemas)
    if word == "anyOf" and not _clashing(flats):
        for each in flats:
            for name, schema in each.base.get("properties", {}).items():
                if name not in body.names and not branches.closed_to(body, name):
                    body.add(name, loosened(schema))
    else:
        _by_choice(body, flats)
    return False


def _alternatives(body: "Body", flats: list[Flat]) -> None:
    if all(set(each.base) <= SAID and not each.facets for each in flats):
        body.work.report.kept(body.found.path, "alternatives", count=len(flats))


def _in_all(body: "Body", flats: list[Flat]) -> None:
    """Properties that every branch has alike are the object's own."""
    for name, schema in flats[0].base.get("properties", {}).items():
        if name in body.names or branches.closed_to(body, name) or len(flats) < 2:
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


def _by_discriminator(body: "Body", flats: list[Flat], name: str, values: list[list[Any]]) -> bool:
    titles, whole = {}, name not in body.names
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
        when = branches.when_of(body, {"properties": {name: test}, "required": [name]})
        if when is not None:
            others = {key: said for key, said in each.base.get("properties", {}).items() if key != name}
            needed = [one for one in each.base.get("required", ()) if one != name]
            rest = Flat({**each.base, "properties": others, "required": needed}, each.facets, each.impossible)
            whole = branches.branch(body, rest, when, pending) and whole
    return branches.add_pending(body, pending) and whole and always and all(values)


def _by_choice(body: "Body", flats: list[Flat]) -> None:
    """A field to choose the branch by, and the branch's fields shown where it is chosen."""
    pick = key_for("variant", body.parts)
    options: list[dict[str, str]] = []
    tests: list[tuple[str, Any]] = []
    pending: list[Pending] = []
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
        branches.branch(body, each, when, pending)
    branches.add_pending(body, pending)
    body.work.report.adapted(body.found.path, "choice_of_variant", variants=len(flats))
