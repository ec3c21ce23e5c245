"""Lists: choices, files, rows, rows of one value, tuples as a group with numbered parts."""

from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.rows import MOST
from formengine.importing import enumerated, objects
from formengine.importing.expanding import bare
from formengine.importing.fragments import Schema, also, bent, finished, kinds, texts_of
from formengine.importing.merging import Flat, flat

if TYPE_CHECKING:
    from formengine.importing.lowering import Spot, Work

ABOUT_ALL = ("uniqueItems", "contains", "minContains", "maxContains")


def field(work: "Work", found: Flat, spot: "Spot") -> Schema:
    found = _as_list(work, found)
    base = found.base
    if base.get("prefixItems"):
        return _tuple(work, found, spot)
    items = flat(base.get("items", True))
    if not items.impossible:
        listed = enumerated.of(items)
        fewest = base.get("minItems", 0)
        several = listed is not None and not listed.nullable and not _true_alone(listed)
        if listed is not None and several and fewest <= len(listed.values):
            if not base.get("uniqueItems"):
                work.report.adapted(found.path, "chosen_once")
            return _finished(work, _choices(listed, base), found)
        if _is_file(work, items, spot):
            return _files(work, found)
    if not work.may_nest(spot):
        return work.loose(found, "too_deep")
    return _finished(work, _rows(work, items, found, spot), found)


def _as_list(work: "Work", found: Flat) -> Flat:
    """A tuple that only ever meant a list: all its items alike, or one of them and nothing said of others."""
    parts: list[Any] = found.base.get("prefixItems") or []
    rest = found.base.get("items", True)
    alike = bool(parts) and all(bare(each) == bare(parts[0]) for each in parts)
    if not alike or not (bare(rest) == bare(parts[0]) or (rest is True and len(parts) == 1)):
        return found
    if rest is True:
        work.report.adapted(found.path, "tuple_as_list")
    base = {key: value for key, value in found.base.items() if key not in ("prefixItems", "unevaluatedItems")}
    return Flat({**base, "items": parts[0]}, found.facets, found.impossible)


def _true_alone(listed: enumerated.Listed) -> bool:
    return all(isinstance(value, bool) for value, _title in listed.values)


def _finished(work: "Work", made: Schema, found: Flat) -> Schema:

    extra = {key: bare({key: found.base[key]})[key] for key in ABOUT_ALL if key in found.base}
    if made["x-type"] == "choices":
        extra.pop("uniqueItems", None)
    if extra.get("uniqueItems") is False:
        del extra["uniqueItems"]
    if found.base.get("maxItems", 1) == 0:
        extra["maxItems"] = 0
    return finished(also(made, extra), found)


def _counts(base: Any) -> Schema:
    made: Schema = {}
    if base.get("minItems"):
        made["minItems"] = int(min(base["minItems"], MOST))
    if base.get("maxItems"):
        made["maxItems"] = int(min(base["maxItems"], MOST))
    return made


def _choices(listed: enumerated.Listed, base: Any) -> Schema:
    options, values = enumerated.options(listed)
    made: Schema = {
        "type": "array",
        "uniqueItems": True,
        "items": {"type": "string", "oneOf": options},
        "x-type": "choices",
        **_counts(base),
    }
    plain = {key: found for key, found in (("values", values), ("unique", base.get("uniqueItems"))) if found}
    return {**made, "x-plain": plain} if plain else made


def _is_file(work: "Work", items: Flat, spot: "Spot") -> bool:
    return items.base.get("format") == "data-url" and items.base.get("type") == ["string"]


def _files(work: "Work", found: Flat) -> Schema:
    work.report.adapted(found.path, "asked_as_file")
    return {
        "type": "array",
        "items": {"type": "string"},
        "x-type": "file",
        "x-max-files": int(min(found.base.get("maxItems") or 10, 50)),
        "x-plain": {"as": "files"},
    }


def _rows(work: "Work", items: Flat, found: Flat, spot: "Spot") -> Schema:
    made: Schema = {"type": "array", "x-type": "rows", **_counts(found.base)}
    if found.base.get("maxItems", 0) > MOST:
        work.report.adapted(found.path, "fewer_rows", most=MOST)

    if kinds(items) == ("object",) and not objects.is_map(items) and not items.impossible:
        body = objects.Body(work, items, spot, row=True)
        body.fill()
        if body.parts:
            made["items"] = {"type": "object", "properties": body.parts, "required": body.required}
            if body.plain:
                made = bent(made, row=body.plain)
            for each in body.also:
                made = also(made, {"items": each})
            return made
    value = {**texts_of(items, "value"), **work.lower(items, spot.item("value"), quiet=True)}
    if value.get("x-plain", {}).get("as") == "nothing":
        return {**work.loose(found, "nothing_to_ask")}
    required = ["value"] if _needs_answer(value) else []
    made["items"] = {"type": "object", "properties": {"value": value}, "required": required}
    return bent(made, **{"as": "value"})


def _needs_answer(value: Schema) -> bool:
    return value["x-type"] not in ("rows", "group", "choices", "static")


def _tuple(work: "Work", found: Flat, spot: "Spot") -> Schema:

    if not work.may_nest(spot):
        return work.loose(found, "too_deep")
    base = found.base
    parts: dict[str, Any] = {}
    for number, each in enumerate(base["prefixItems"]):
        inner = flat(each)
        key = f"item_{number + 1}"
        made = work.lower(inner, spot.below(f"{number + 1}", key, place=f"[{number}]"))
        parts[key] = made
    rest = base.get("items", base.get("unevaluatedItems"))
    if rest is not None and rest is not False:
        more = Flat({"type": ["array"], "items": rest})
        parts["others"] = bent(work.lower(more, spot.below("others", "others", place="[]")), rest=True)
        parts["others"]["title"] = "Others"
    work.report.adapted(found.path, "tuple_as_group", parts=len(base["prefixItems"]))
    made = {"type": "object", "x-type": "group", "properties": parts, "x-plain": {"as": "tuple"}}
    least = int(base.get("minItems") or 0)
    required = [
        key
        for key in list(parts)[:least]
        if parts[key]["x-type"] not in ("rows", "static", "group", "choices")
    ]
    if required:
        made["required"] = required
    if rest is False:
        made["x-plain"]["closed"] = True
    extra: dict[str, Any] = {key: base[key] for key in ("minItems", "maxItems") if key in base}
    extra |= {key: bare({key: base[key]})[key] for key in ABOUT_ALL if key in base}
    return finished(also(made, extra), found)
