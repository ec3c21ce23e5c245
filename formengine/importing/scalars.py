"""Text, numbers, yes or no: one JSON type, one field."""

from collections.abc import Mapping
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from formengine.fieldtypes import known_types
from formengine.fieldtypes.decimals import MOST_DECIMALS
from formengine.fieldtypes.keywords import MAX_PATTERN
from formengine.importing.fragments import Schema

if TYPE_CHECKING:
    from formengine.importing.lowering import Spot, Work
    from formengine.importing.merging import Flat

MOST_TEXT, LONG, MOST_DIGITS = 20_000, 1_000, 10**15
BY_FORMAT: Mapping[str, tuple[str, ...]] = {
    "date": ("date",),
    "date-time": ("datetime",),
    "time": ("time",),
    "email": ("email",),
    "idn-email": ("email",),
    "url": ("url",),
    "iban": ("iban",),
    "phone": ("phone",),
    "tel": ("phone",),
}
_LABEL = r"[A-Za-z0-9]([A-Za-z0-9\-]{0,61}[A-Za-z0-9])?"
PATTERNS: Mapping[str, str] = {
    "uri": r"^[A-Za-z][A-Za-z0-9+.\-]*:\S+$",
    "iri": r"^[A-Za-z][A-Za-z0-9+.\-]*:\S+$",
    "uuid": r"^[0-9A-Fa-f]{8}(-[0-9A-Fa-f]{4}){3}-[0-9A-Fa-f]{12}$",
    "ipv4": r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(\.|$)){4}$",
    "hostname": rf"^{_LABEL}(\.{_LABEL})*$",
    "json-pointer": r"^(/([^~/]|~[01])*)*$",
}
"""Formats without a type of their own."""


def field(work: "Work", found: "Flat", kind: str, spot: "Spot") -> Schema:
    """`kind`: string, integer, number or boolean."""
    if kind == "boolean":
        return {"type": "boolean", "x-type": "yesno"}
    if kind == "string":
        return _text(work, found, spot)
    return _number(found, kind)


def _known(names: tuple[str, ...]) -> str:
    have = {each.name for each in known_types()}
    return next((name for name in names if name in have), "")


def _text(work: "Work", found: "Flat", spot: "Spot") -> Schema:
    base, widget = found.base, work.ui.at(spot.place).widget
    format_ = base.get("format", "")
    if format_ == "data-url" or widget == "file" or base.get("contentEncoding") == "base64":
        return _file(work, found)
    name = _known(BY_FORMAT.get(format_, ()) or BY_FORMAT.get(widget, ()))
    if name:
        said: Schema = {"type": "string", "x-type": name}
        if name == "time":
            said["x-plain"] = {"as": "time"}
        rest = {key: base[key] for key in ("minLength", "maxLength", "pattern") if key in base}
        return {**said, "x-also": rest} if rest else said
    shape = PATTERNS.get(format_)
    if format_ and shape is None:
        work.report.adapted(found.path, "format_not_checked", format=str(format_)[:60])
    most = base.get("maxLength")
    long = widget in ("textarea", "rich") or (most is not None and most > LONG)
    made: Schema = {"type": "string", "x-type": "longtext" if long and "pattern" not in base else "text"}
    made["maxLength"] = int(min(most, 90_000)) if most is not None else MOST_TEXT
    if base.get("minLength"):
        made["minLength"] = int(min(base["minLength"], 90_000))
    pattern = base.get("pattern")
    if pattern is not None and len(pattern) <= MAX_PATTERN and made["x-type"] == "text":
        made["pattern"] = pattern
    elif pattern is not None:
        made["x-also"] = {"pattern": pattern}
    if most == 0:
        made["maxLength"], made["x-also"] = 1, {"maxLength": 0}
    if shape is not None and "pattern" not in made and made["x-type"] == "text":
        made["pattern"] = shape
    elif shape is not None:
        made["x-also"] = {"allOf": [made.get("x-also", True), {"pattern": shape}]}
    return made


def _file(work: "Work", found: "Flat") -> Schema:
    work.report.adapted(found.path, "asked_as_file")
    return {
        "type": "array",
        "items": {"type": "string"},
        "x-type": "file",
        "x-max-files": 1,
        "x-plain": {"as": "file"},
    }


def _number(found: "Flat", kind: str) -> Schema:
    base = found.base
    extra: dict[str, Any] = {
        key: base[key] for key in ("exclusiveMinimum", "exclusiveMaximum", "multipleOf") if key in base
    }
    bounds = {key: base[key] for key in ("minimum", "maximum") if key in base}
    made: Schema
    if kind == "integer":
        made = {"type": "integer", "x-type": "integer"}
        for key, value in bounds.items():
            if value == int(value) and abs(value) < MOST_DIGITS:
                made[key] = int(value)
            else:
                extra[key] = value
        for beyond, bound, step in (("exclusiveMinimum", "minimum", 1), ("exclusiveMaximum", "maximum", -1)):
            limit = extra.get(beyond)
            if limit is not None and limit == int(limit) and bound not in bounds and abs(limit) < MOST_DIGITS:
                made[bound] = int(extra.pop(beyond)) + step
        if extra.get("multipleOf") == 1:
            del extra["multipleOf"]
    else:
        made = {
            "type": "string",
            "x-type": "decimal",
            "x-decimals": MOST_DECIMALS,
            "x-plain": {"as": "number"},
        }
        for key, value in bounds.items():
            if abs(value) < MOST_DIGITS:
                made[f"x-{key[:3]}"] = decimal_text(value)
            else:
                extra[key] = value
    return {**made, "x-also": extra} if extra else made


def decimal_text(value: Any) -> str:
    """The number as plain decimal text."""
    return f"{Decimal(str(value)):f}"
