"""A signature: a name that was typed, or strokes that were drawn with a finger or a mouse.

`{"name": "Ada Martin", "method": "typed"}`, or `{"method": "drawn", "strokes": [[[x, y], …], …]}` with the
name beside it where one was typed as well. Points are whole numbers on a sheet WIDTH wide and HEIGHT high,
from the upper left.
"""

import json
from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeGuard

from formengine.fieldtypes.base import FieldType, InputPart, clean_text
from formengine.fieldtypes.registry import register
from formengine.fieldtypes.wording import DRAWN, word
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field

WIDTH, HEIGHT = 600, 200
MOST_NAME, MOST_STROKES, MOST_POINTS = 120, 200, 4_000
MOST_SENT = 100_000
TYPED, DRAWN_BY_HAND = "typed", "drawn"
METHODS = (TYPED, DRAWN_BY_HAND)
PARTS = {"name", "method", "strokes"}
Strokes = list[list[list[int]]]


@register
class Signature(FieldType):
    name = "signature"
    kind = "none"
    control = "signature"

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-methods",)

    def normalise(self, raw: Any, field: "Field") -> Any:
        """Takes a name alone, what was stored, or `name` and `strokes`, these also as JSON text."""
        if isinstance(raw, str) or raw is None:
            raw = {"name": raw}
        if not isinstance(raw, Mapping):
            raise Unacceptable("not_an_object")
        if not raw.keys() <= PARTS:
            raise Unacceptable("unknown_part")
        try:
            name = " ".join(clean_text(raw.get("name"), most=MOST_NAME).split())
        except Unacceptable as refused:
            raise Unacceptable(refused.problem.code, path=("name",), **refused.problem.params) from None
        drawn = _strokes(raw.get("strokes"))
        if drawn:
            return {**({"name": name} if name else {}), "method": DRAWN_BY_HAND, "strokes": drawn}
        return {"name": name, "method": TYPED} if name else None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, Mapping):
            return (Problem((), "not_an_object"),)
        if value.get("method") not in methods_of(field):
            return (Problem((), "not_signed_so"),)
        name = value.get("name")
        if value["method"] == TYPED and not name:
            return (Problem(("name",), "required"),)
        if name is not None and not (isinstance(name, str) and 0 < len(name) <= MOST_NAME):
            return (Problem(("name",), "not_a_signature"),)
        drawn = value.get("strokes")
        if (value["method"] == DRAWN_BY_HAND) is (drawn is None) or not value.keys() <= PARTS:
            return (Problem((), "not_a_signature"),)
        fits = drawn is None or (bool(drawn) and is_drawing(drawn))
        return () if fits else (Problem((), "not_a_signature"),)

    def display(self, value: Any, field: "Field", language: str) -> str:
        name = str(value.get("name") or "")
        if value.get("method") != DRAWN_BY_HAND:
            return name
        return f"{name} ({word(DRAWN, language).lower()})" if name else word(DRAWN, language)

    def cell(self, value: Any, field: "Field") -> str:
        return f"{value.get('method')}: {value.get('name') or ''}".rstrip(": ")

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may only ask whether it is signed."""
        return (str(value.get("method")),) if isinstance(value, Mapping) else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        name = {"type": "string", "minLength": 1, "maxLength": MOST_NAME}
        shapes = {
            TYPED: {
                "properties": {"name": name, "method": {"const": TYPED}},
                "required": ["name", "method"],
            },
            DRAWN_BY_HAND: {
                "properties": {"name": name, "method": {"const": DRAWN_BY_HAND}, "strokes": _STROKES},
                "required": ["method", "strokes"],
            },
        }
        offered = [{**shapes[each], "additionalProperties": False} for each in methods_of(field)]
        return {**texts, "type": "object", "oneOf": offered}

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        said = schema.get("x-methods")
        fits = said is None or (isinstance(said, list) and said and all(each in METHODS for each in said))
        return () if fits else (Problem(("x-methods",), "bad_setting"),)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        """The name can always be typed, so that nobody needs a pointer where typing will do."""
        methods = methods_of(field)
        name = InputPart("name", "name", width=30, required=DRAWN_BY_HAND not in methods)
        strokes = InputPart("strokes", "strokes", "hidden", required=False)
        return (name, strokes) if DRAWN_BY_HAND in methods else (name,)

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        held = value if isinstance(value, Mapping) else {"name": value}
        drawn = held.get("strokes")
        strokes = (
            drawn if isinstance(drawn, str) else json.dumps(drawn, separators=(",", ":")) if drawn else ""
        )
        return {"name": str(held.get("name") or ""), "strokes": strokes}


def methods_of(field: "Field") -> tuple[str, ...]:
    said = field.schema.get("x-methods")
    known = tuple(each for each in METHODS if isinstance(said, list | tuple) and each in said)
    return known or METHODS


def path_of(value: Any) -> str:
    """The drawing as an SVG path's `d`: letters M and L, digits and blanks, whatever is stored."""
    drawn = value.get("strokes") if isinstance(value, Mapping) else None
    if not is_drawing(drawn):
        return ""
    return " ".join("M" + " L".join(f"{x} {y}" for x, y in [*stroke, stroke[-1]]) for stroke in drawn)


def is_drawing(drawn: Any) -> TypeGuard[Strokes]:
    if not isinstance(drawn, list) or len(drawn) > MOST_STROKES:
        return False
    if not all(isinstance(stroke, list) and stroke for stroke in drawn):
        return False
    return sum(map(len, drawn)) <= MOST_POINTS and all(_is_point(each) for stroke in drawn for each in stroke)


def _is_point(point: Any) -> bool:
    return (
        isinstance(point, list)
        and [type(each) for each in point] == [int, int]
        and 0 <= point[0] <= WIDTH
        and 0 <= point[1] <= HEIGHT
    )


def _strokes(sent: Any) -> Strokes | None:
    if sent is None or sent in ("", []):
        return None
    if isinstance(sent, str):
        try:
            sent = json.loads(clean_text(sent, most=MOST_SENT))
        except (ValueError, RecursionError):
            raise Unacceptable("not_a_signature") from None
    if sent == []:
        return None
    if not is_drawing(sent):
        raise Unacceptable("not_a_signature")
    return sent


_STROKES: Mapping[str, Any] = {
    "type": "array",
    "minItems": 1,
    "maxItems": MOST_STROKES,
    "items": {
        "type": "array",
        "minItems": 1,
        "maxItems": MOST_POINTS,
        "items": {
            "type": "array",
            "prefixItems": [
                {"type": "integer", "minimum": 0, "maximum": WIDTH},
                {"type": "integer", "minimum": 0, "maximum": HEIGHT},
            ],
            "minItems": 2,
            "maxItems": 2,
        },
    },
}
