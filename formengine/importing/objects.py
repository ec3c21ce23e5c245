"""Objects: a group of fields, rows of key and value, or both; and the root with the document's fields."""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from formengine.fitting import runnable
from formengine.importing import branches, enumerated, unions
from formengine.importing.expanding import AT, bare
from formengine.importing.fragments import Schema, also, bent, whole
from formengine.importing.merging import Flat, flat
from formengine.importing.naming import key_for, title_for
from formengine.importing.ui import ITEMS, REST

if TYPE_CHECKING:
    from formengine.importing.lowering import Spot, Work

ABOUT_KEYS = ("minProperties", "maxProperties", "propertyNames")
OPEN = ("patternProperties", "additionalProperties", *ABOUT_KEYS)
EMPTY: Mapping[str, Any] = {"rows": [], "choices": [], "group": {}, "static": None}


def matches(pattern: str, name: str) -> bool:
    compiled = runnable(pattern)
    return compiled is not None and compiled.search(name) is not None


def is_map(found: Flat) -> bool:
    """Whether an object has no named properties at all, so that rows of key and value say it whole."""
    return not found.base.get("properties") and not found.facets and not found.base.get("required")


def field(work: "Work", found: Flat, spot: "Spot") -> Schema:
    if not work.may_nest(spot):
        return work.loose(found, "too_deep")
    if is_map(found):
        if found.base.get("properties") is not None and not any(name in found.base for name in OPEN):
            return _nothing(work, found)
        if _closed(found.base) and not found.base.get("patternProperties"):
            return _nothing(work, found)
        return _map(work, found, spot)
    body = Body(work, found, spot)
    body.fill()
    if not body.parts:
        return work.loose(found, "nothing_to_ask") if body.also else _nothing(work, found)

    made: Schema = {"type": "object", "x-type": "group", "properties": body.parts}
    if body.required:
        made["required"] = body.required
    if body.plain:
        made = bent(made, **body.plain)
    for each in body.also:
        made = also(made, each)
    return made


def _nothing(work: "Work", found: Flat) -> Schema:
    work.report.left_out(found.path, "nothing_to_ask")
    return {"x-type": "static", "x-plain": {"as": "nothing"}}


def _closed(base: Mapping[str, Any]) -> bool:
    return base.get("additionalProperties") is False


def _map(work: "Work", found: Flat, spot: "Spot", *, named: tuple[str, ...] = ()) -> Schema:
    """Rows of key and value; what holds for keys and values together is judged on the whole."""

    base = found.base
    patterns, rest = base.get("patternProperties", {}), base.get("additionalProperties", True)
    kinds = [*patterns.values(), *([rest] if rest is not False else [])]
    same_kind = all(bare(each) == bare(kinds[0]) for each in kinds) if kinds else False
    values = flat(kinds[0]) if same_kind else Flat({AT: found.path})
    value = work.lower(values, spot.item("value"), quiet=True)
    if value.get("x-plain", {}).get("as") == "nothing":
        value = work.loose(values, "any")
        value["title"] = title_for("value")
    value["title"] = (values.base.get("title") and value["title"]) or "Value"
    key: Schema = {"type": "string", "x-type": "text", "title": "Key", "maxLength": 1_000}
    if rest is False and len(patterns) == 1 and len(next(iter(patterns))) <= 500:
        key["pattern"] = next(iter(patterns))
    work.report.adapted(found.path, "rows_of_key_and_value")
    made: Schema = {
        "type": "array",
        "x-type": "rows",
        "items": {
            "type": "object",
            "properties": {"key": key, "value": value},
            "required": ["key", *(["value"] if value["x-type"] not in EMPTY else [])],
        },
        "x-plain": {"as": "map"},
    }
    extra = {name: base[name] for name in OPEN if name in base and not (name in ABOUT_KEYS and named)}
    if "additionalProperties" in extra or "patternProperties" in extra:
        extra["properties"] = dict.fromkeys(named, True)
    if rest is True:
        extra.pop("additionalProperties", None)
    if set(extra) - {"properties"}:
        made = also(made, bare(extra))
    return made


def _as_constant(made: Schema) -> Schema:
    """A required choice without a choice: the document itself holds the value.

    Not inside a group, which would never be empty then.
    """
    options = made.get("oneOf", ())
    if made["x-type"] != "choice" or len(options) != 1 or made.get("x-other") or "x-default" in made:
        return made
    text = options[0]["const"]
    value = made.get("x-plain", {}).get("values", {}).get(text, text)
    if isinstance(value, bool) or not isinstance(value, str | int) or "blank" in made.get("x-plain", {}):
        return made
    kept: Schema = {key: made[key] for key in ("title", "description") if key in made}
    return {**kept, "const": value, "x-type": "constant"}


class Body:
    """The fields of one object while they are made. `parts`: by key. `also`: constraints on the whole.

    `names`: the keys of each foreign name; several where a property means different things under conditions.
    """

    def __init__(
        self, work: "Work", found: Flat, spot: "Spot", *, row: bool = False, root: bool = False
    ) -> None:
        self.work, self.found, self.spot, self.row, self.root = work, found, spot, row, root
        self.parts: dict[str, Schema] = {}
        self.names: dict[str, list[str]] = {}
        self.required: list[str] = []
        self.also: list[Any] = []
        self.plain: dict[str, Any] = {}

    def fill(self) -> None:
        base = self.found.base
        for name in self._in_order(base.get("properties", {})):
            self.add(name, base["properties"][name], required=name in base.get("required", ()))
        branches.fill(self)
        unions.fill(self)
        branches.mentioned(self)
        for name in base.get("required", ()):
            if name not in self.names and name not in self.plain.get("drop", {}):
                self.add(name, True, required=True)
            if name not in base.get("properties", {}):
                for key in self.names.get(name, ()):
                    self.require(key, Flat())
                self.also.append({"required": [name]})
        self._rest()
        extra = {name: base[name] for name in ABOUT_KEYS if name in base}
        if extra:
            self.also.append(bare(extra))
        if self.root or self.row:
            self._layout_conditions()

    def _in_order(self, properties: Mapping[str, Any]) -> list[str]:
        order = self.work.ui.at(self.spot.place).order
        known = [name for name in order if name in properties]
        others = [name for name in properties if name not in known]
        if REST not in order:
            return [*known, *others]
        before = [name for name in order[: order.index(REST)] if name in properties]
        return [*before, *others, *(name for name in known if name not in before)]

    def add(
        self, name: str, *schemas: Any, required: bool = False, when: Any = None, only_if: Any = None
    ) -> str | None:
        """A field for a property; its key, or None where nothing is to be asked."""

        schemas = (*schemas, *self._unnamed(name))
        inner = flat(*schemas)
        if inner.impossible or enumerated.is_empty(inner):
            self.plain.setdefault("drop", {})[name] = False
            if required:
                self.plain.setdefault("must", []).append(name)
            self.work.report.left_out(inner.path, "nothing_fits")
            return None
        key = key_for(name, self.parts)
        self.parts[key] = {}
        made = self.work.lower(inner, self._spot(name, key))
        if made.get("x-plain", {}).get("as") == "nothing" and not self._worth_reading(inner):
            del self.parts[key]
            self.plain.setdefault("drop", {})[name] = whole(inner)
            if required:
                self.plain.setdefault("must", []).append(name)
            return None
        if made["x-type"] == "static":
            made = bent(made, fits=whole(inner), needed=required)
        if self.root and required and when is None:
            made = _as_constant(made)
        if key != name:
            made["x-name"] = name
        if when is not None:
            made["x-when"] = when
        if only_if is not None:
            self.work.only_if[(*self.spot.keys, key)] = only_if
        self.parts[key] = made
        self.names.setdefault(name, []).append(key)
        if required:
            self.require(key, inner)
        return key

    def _unnamed(self, name: str) -> list[Any]:
        """What the object says of a property besides naming it: by pattern, or as one of the others."""
        base = self.found.base
        found = [each for key, each in base.get("patternProperties", {}).items() if matches(key, name)]
        if not found and name not in base.get("properties", {}):
            rest = base.get("additionalProperties", True)
            found = [] if rest is True else [rest]
        return found

    def _worth_reading(self, inner: Flat) -> bool:
        return bool(inner.base.get("title") or inner.base.get("description")) and not inner.impossible

    def _spot(self, name: str, key: str) -> "Spot":
        if self.root:
            spot = self.spot.below(name, key)
            return type(spot)(spot.name, spot.place, spot.keys, 0)
        if self.row:
            below = self.spot.below(name, key)
            return type(below)(name, (*self.spot.place, ITEMS, name), below.keys, below.level)
        return self.spot.below(name, key)

    def require(self, key: str, inner: Flat) -> None:
        """An answer is required; where the empty thing is an answer in JSON, only that it is there."""
        made = self.parts[key]
        if made["x-type"] in ("static", "constant"):
            return
        nullable = made.get("x-plain", {}).get("nullable")
        empty = made["x-type"] in EMPTY and not made.get("minItems") and not made.get("required")
        if (nullable or empty) and "x-when" in made:
            return
        if nullable or empty:
            absent = (
                None
                if nullable
                else ({} if made.get("x-plain", {}).get("as") == "map" else EMPTY[made["x-type"]])
            )
            made["x-plain"] = {**made.get("x-plain", {}), "absent": absent}
        elif key not in self.required:
            self.required.append(key)

    def asked(self, name: str) -> tuple[str, Mapping[str, Any]] | None:
        """What a rule calls the field of a foreign name; None where it is none or several."""
        keys = self.names.get(name, ())
        if len(keys) != 1 or self.parts[keys[0]]["x-type"] == "static":
            return None
        return self.var(keys[0]), self.parts[keys[0]]

    def var(self, key: str) -> str:
        return key if self.root else f".{key}"

    def judge(self, schema: Any, *, said: bool) -> None:
        """A constraint on the whole object: to be judged on it, unless the fields say it already.

        Then it counts only for an object that is there and empty, which is no answer here.
        """
        if said:
            self.work.said.setdefault(self.spot.keys, []).append(schema)
        else:
            self.also.append(schema)

    def _rest(self) -> None:
        """Rows of key and value for the properties that have no name."""
        base = self.found.base
        patterns = base.get("patternProperties", {})
        rest = base.get("additionalProperties", base.get("unevaluatedProperties"))
        if rest is False and not patterns:
            self.plain["closed"] = True
            return
        about = any(name in base for name in ABOUT_KEYS)
        if rest is None and not patterns and not about:
            return
        named = tuple(self.names)
        spot = self._spot("others", "others")
        if not self.work.may_nest(spot):
            self.work.report.left_out(self.found.path, "additional_properties_too_deep")
            return
        key = key_for("others", self.parts)
        made = _map(
            self.work,
            self.found,
            type(spot)("others", spot.place, (*self.spot.keys, key), spot.level),
            named=named,
        )
        made["x-plain"] = {**made["x-plain"], "rest": True}
        made["title"] = "Others"
        self.parts[key] = made
        if rest is False:
            self.plain["closed"] = True

    def _layout_conditions(self) -> None:
        """Conditions that come with the layout (`when` of a control)."""
        for name, keys in self.names.items():
            for key in keys:
                when = self.work.ui.at(self._spot(name, key).place).when
                if when is not None:
                    branches.show_when(self, key, when)
