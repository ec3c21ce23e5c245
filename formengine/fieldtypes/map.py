"""A place on earth: a point, or the corners of an area, in degrees of WGS 84.

Degrees are decimal text of at most six decimals, which is a tenth of a metre: `{"lat": "47.2184", "lon":
"-1.5536"}`. An area is the list of its corners in order, the last one joined to the first.
"""

import re
from collections.abc import Iterator, Mapping
from decimal import ROUND_HALF_EVEN, Decimal
from typing import TYPE_CHECKING, Any

from babel.numbers import format_decimal

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.polygons import crosses
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import COMPASS, CORNERS, locale_of, localised_decimal, word
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

POINT, AREA = "point", "area"
SHAPES = (POINT, AREA)
LIMITS = {"lat": 90, "lon": 180}
SIDES = ("south", "west", "north", "east")
LEAST_CORNERS, MOST_CORNERS = 3, 100
MOST_SENT = 10_000
STORED = re.compile(r"0|-?(0|[1-9][0-9]{0,2})\.[0-9]{0,5}[1-9]|-?[1-9][0-9]{0,2}", re.ASCII)
DEGREES = re.compile(r"[+-]?[0-9]{1,3}([.,][0-9]{0,30})?", re.ASCII)
SIXTH = Decimal("0.000001")
POINT_PARTS = (
    InputPart("lat", "lat", "decimal", width=10),
    InputPart("lon", "lon", "decimal", width=10),
)
AREA_PARTS = (InputPart("points", "points", "lines"),)
Place = dict[str, str]


@register
class Map(FieldType):
    name = "map"
    kind = "none"
    control = "map"

    def fragment(self) -> dict[str, Any]:
        return {"x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-shape", "x-bounds")

    def normalise(self, raw: Any, field: "Field") -> Any:
        """Takes what is stored, and for an area also text with a corner on each line."""
        if raw is None or raw == "":
            return None
        if is_area(field):
            return _area(raw)
        if not isinstance(raw, Mapping):
            raise Unacceptable("not_an_object")
        return _point(raw)

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not is_area(field):
            return tuple(_point_problems(value, field))
        if not isinstance(value, list):
            return (Problem((), "not_a_list"),)
        for number, corner in enumerate(value):
            if found := tuple(_point_problems(corner, field)):
                return tuple(problem.under(number) for problem in found)
        if not LEAST_CORNERS <= len(value) <= MOST_CORNERS:
            return (Problem((), "not_an_area", {"least": LEAST_CORNERS, "most": MOST_CORNERS}),)
        return (Problem((), "area_crosses"),) if crosses(value) else ()

    def display(self, value: Any, field: "Field", language: str) -> str:
        places = value if isinstance(value, list) else [value]
        told = "; ".join(_told(place, language) for place in places)
        return word(CORNERS, language) % {"number": len(places), "places": told} if is_area(field) else told

    def cell(self, value: Any, field: "Field") -> str:
        """Well-known text, which has the longitude first."""
        if not isinstance(value, list):
            return f"POINT ({_pair(value)})"
        return f"POLYGON (({', '.join(_pair(each) for each in [*value, *value[:1]])}))"

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may only ask whether a place is given."""
        return tuple(map(str, value)) if isinstance(value, Mapping | list) else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        degrees = {part: {"type": "string", "pattern": _pattern(most)} for part, most in LIMITS.items()}
        point = {
            "type": "object",
            "properties": degrees,
            "required": list(degrees),
            "additionalProperties": False,
        }
        if not is_area(field):
            return {**texts, **point}
        return {
            **texts,
            "type": "array",
            "items": point,
            "minItems": LEAST_CORNERS,
            "maxItems": MOST_CORNERS,
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = []
        if schema.get("x-shape", POINT) not in SHAPES:
            found.append(Problem(("x-shape",), "bad_setting"))
        if schema.get("x-bounds") is not None and bounds_of(schema) is None:
            found.append(Problem(("x-bounds",), "bad_setting"))
        return tuple(found)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        return AREA_PARTS if is_area(field) else POINT_PARTS

    def joined(self, parts: Mapping[str, str], field: "Field") -> Any:
        return parts.get("points", "") if is_area(field) else dict(parts)

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        if is_area(field):
            lines = map(_line, value) if isinstance(value, list) else [str(value)]
            return {"points": "\n".join(lines)}
        held = value if isinstance(value, Mapping) else {}
        return {part: localised_decimal(str(held.get(part) or ""), language) for part in LIMITS}


def is_area(field: "Field") -> bool:
    return field.schema.get("x-shape") == AREA


def bounds_of(schema: Mapping[str, Any]) -> tuple[Decimal, Decimal, Decimal, Decimal] | None:
    """South, west, north and east of where places may be; None where that is not said, or nonsense."""
    said = schema.get("x-bounds")
    sides = [said.get(side) for side in SIDES] if isinstance(said, Mapping) else []
    if len(sides) != len(SIDES) or not all(
        isinstance(each, str) and STORED.fullmatch(each) for each in sides
    ):
        return None
    south, west, north, east = (Decimal(str(each)) for each in sides)
    fits = -90 <= south < north <= 90 and -180 <= west < east <= 180
    return (south, west, north, east) if fits else None


def _area(raw: Any) -> list[Place] | None:
    if isinstance(raw, str):
        lines = [line for line in clean_text(raw, most=MOST_SENT).split("\n") if line.strip()]
        places: list[Any] = [_split(line, number) for number, line in enumerate(lines)]
    elif isinstance(raw, list | tuple):
        places = list(raw)
    else:
        raise Unacceptable("not_a_list")
    if len(places) > MOST_CORNERS + 1:
        raise Unacceptable("not_an_area", least=LEAST_CORNERS, most=MOST_CORNERS)
    corners = []
    for number, each in enumerate(places):
        if not isinstance(each, Mapping):
            raise Unacceptable("not_an_object", path=(number,))
        try:
            corner = _point(each)
        except Unacceptable as refused:
            problem = refused.problem
            raise Unacceptable(problem.code, path=(number, *problem.path), **problem.params) from None
        if corner:
            corners.append(corner)
    if len(corners) > 1 and corners[0] == corners[-1]:
        corners.pop()
    return corners or None


def _split(line: str, number: int) -> Place:
    """A line as people and other programs write it: `47.2 -1.5`, `47.2, -1.5`, `47,2 ; -1,5`."""
    parts = [part for part in re.split(r"[;\s]+", line.strip()) if part]
    if len(parts) == 1 and line.count(",") == 1:
        parts = line.strip().split(",")
    if len(parts) != 2:
        raise Unacceptable("not_degrees", path=(number,))
    return {"lat": parts[0].removesuffix(","), "lon": parts[1]}


def _point(raw: Mapping[str, Any]) -> Place | None:
    if not raw.keys() <= LIMITS.keys():
        raise Unacceptable("unknown_part")
    found = {part: text for part in LIMITS if (text := _degrees(raw.get(part), part)) is not None}
    return found or None


def _degrees(raw: Any, part: str) -> str | None:
    """Rounded to six decimals: devices say more than they know."""
    if raw is None:
        return None
    if isinstance(raw, int | float) and not isinstance(raw, bool):
        raw = f"{Decimal(repr(raw)):f}" if abs(raw) < 1_000 else "x"
    text = clean_text(raw, most=60).strip().removesuffix("°").replace("\u2212", "-") if raw != "" else ""
    if not text:
        return None
    if not DEGREES.fullmatch(text):
        raise Unacceptable("not_degrees", path=(part,))
    return stored(Decimal(text.replace(",", ".")))


def stored(degrees: Decimal) -> str:
    text = f"{degrees.quantize(SIXTH, ROUND_HALF_EVEN):f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


def _point_problems(value: Any, field: "Field") -> Iterator[Problem]:
    if not isinstance(value, Mapping) or not value.keys() <= LIMITS.keys():
        yield Problem((), "not_an_object")
        return
    for part, most in LIMITS.items():
        text = value.get(part)
        if text is None:
            yield Problem((part,), "required")
        elif not isinstance(text, str) or not STORED.fullmatch(text):
            yield Problem((part,), "not_degrees")
        elif abs(Decimal(text)) > most:
            yield Problem((part,), "not_on_earth", {"most": most})
        elif (bounds := bounds_of(field.schema)) and not _inside(Decimal(text), part, bounds):
            yield Problem((part,), "out_of_bounds")


def _inside(degrees: Decimal, part: str, bounds: tuple[Decimal, Decimal, Decimal, Decimal]) -> bool:
    south, west, north, east = bounds
    return south <= degrees <= north if part == "lat" else west <= degrees <= east


def _told(place: Any, language: str) -> str:
    letters = word(COMPASS, language)
    return ", ".join(
        f"{format_decimal(abs(Decimal(place[part])), '0.######', locale=locale_of(language))}°\u00a0"
        f"{letters[2 * axis + (place[part].startswith('-'))]}"
        for axis, part in enumerate(LIMITS)
        if place.get(part)
    )


def _pair(place: Mapping[str, str]) -> str:
    return f"{place.get('lon', '')} {place.get('lat', '')}"


def _line(place: Any) -> str:
    return f"{place.get('lat', '')} {place.get('lon', '')}" if isinstance(place, Mapping) else str(place)


def _pattern(most: int) -> str:
    """Text of degrees up to `most` on either side of zero."""
    below = "[1-8]?[1-9]|[1-8]0" if most == 90 else "[1-9][0-9]?|1[0-7][0-9]"
    return rf"^(0|-?({most}|{below}|(0|{below})\.[0-9]{{0,5}}[1-9]))$"
