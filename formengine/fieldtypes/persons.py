"""What natural and legal persons have in common: named parts, each judged by the type it is of.

`x-parts` names the parts that are asked for, `x-required-parts` those without which the answer is incomplete.
"""

from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple

from formengine.fieldtypes.base import FieldType, InputPart
from formengine.fieldtypes.formats import FORMATS
from formengine.fieldtypes.registry import type_of
from formengine.problems import Problem, Unacceptable

if TYPE_CHECKING:
    from formengine.model import Field


class PersonPart(NamedTuple):
    """One part: the type that judges it, and how it is asked for."""

    type: str
    schema: Mapping[str, Any]
    label: str
    kind: str = "text"
    token: str = ""
    width: int = 0


NAME: Mapping[str, Any] = {"maxLength": 120}
LINE: Mapping[str, Any] = {"maxLength": 200}


class Person(FieldType):
    """Stored as an object of those parts that have an answer, in the order of `known`."""

    kind = "none"
    control = "parts"
    known: ClassVar[Mapping[str, PersonPart]]
    usual: ClassVar[tuple[str, ...]]
    needed: ClassVar[tuple[str, ...]]

    def fragment(self) -> dict[str, Any]:
        return {"type": "object", "x-type": self.name}

    def settings(self) -> tuple[str, ...]:
        return ("x-parts", "x-required-parts", "x-number-format", "x-self")

    def normalise(self, raw: Any, field: "Field") -> Any:
        if raw is None or raw == "":
            return None
        if not isinstance(raw, Mapping):
            raise Unacceptable("not_an_object")
        fields = part_fields(field)
        found = {}
        for part, each in raw.items():
            one = fields.get(part)
            if one is None:
                raise Unacceptable("unknown_part")
            try:
                value = type_of(one).normalise(each, one)
            except Unacceptable as refused:
                raise Unacceptable(refused.problem.code, path=(part,), **refused.problem.params) from None
            if not type_of(one).is_empty(value):
                found[part] = value
        return {part: found[part] for part in fields if part in found} or None

    def problems(self, value: Any, field: "Field") -> tuple[Problem, ...]:
        if not isinstance(value, Mapping):
            return (Problem((), "not_an_object"),)
        fields = part_fields(field)
        if not value.keys() <= fields.keys():
            return (Problem((), "unknown_part"),)
        required = self.required_parts(field)
        found = list[Problem]()
        for part, one in fields.items():
            if value.get(part) is not None:
                found.extend(problem.under(part) for problem in type_of(one).problems(value[part], one))
            elif part in required:
                found.append(Problem((part,), "required"))
        return tuple(found)

    def display(self, value: Any, field: "Field", language: str) -> str:
        told = self.told(value, field, language)
        return ", ".join(told[part] for part in told)

    def told(self, value: Any, field: "Field", language: str) -> dict[str, str]:
        """Each part that is there, as people read it."""
        return {
            part: type_of(one).display(value[part], one, language)
            for part, one in part_fields(field).items()
            if value.get(part) is not None
        }

    def cell(self, value: Any, field: "Field") -> str:
        fields = part_fields(field)
        return "; ".join(
            f"{part}={type_of(fields[part]).cell(value[part], fields[part])}"
            for part in fields
            if value.get(part) is not None
        )

    def operand(self, value: Any, field: "Field") -> Any:
        """Rules may only ask whether anybody is named."""
        return tuple(map(str, value)) if isinstance(value, Mapping) else None

    def json_schema(self, field: "Field") -> dict[str, Any]:
        texts = {key: field.schema[key] for key in ("title", "description") if key in field.schema}
        fields = part_fields(field)
        return {
            **texts,
            "type": "object",
            "properties": {part: type_of(one).json_schema(one) for part, one in fields.items()},
            "required": [part for part in fields if part in self.required_parts(field)],
            "minProperties": 1,
            "additionalProperties": False,
        }

    def design_problems(self, schema: Mapping[str, Any]) -> tuple[Problem, ...]:
        found = []
        asked = named(schema.get("x-parts", list(self.usual)))
        if not asked or not set(asked) <= self.known.keys():
            found.append(Problem(("x-parts",), "bad_setting"))
            asked = tuple(self.known)
        required = named(schema.get("x-required-parts", []))
        if required is None or not set(required) <= set(asked):
            found.append(Problem(("x-required-parts",), "bad_setting"))
        number = schema.get("x-number-format")
        if number is not None and (not isinstance(number, str) or number not in FORMATS):
            found.append(Problem(("x-number-format",), "format_unknown", {"known": sorted(FORMATS)}))
        if not isinstance(schema.get("x-self", False), bool):
            found.append(Problem(("x-self",), "bad_setting"))
        return tuple(found)

    def parts(self, field: "Field") -> tuple[InputPart, ...]:
        required = self.required_parts(field)
        # What a browser knows is about its user, who need not be the person asked about.
        is_user = field.schema.get("x-self") is True
        return tuple(
            InputPart(
                part,
                self.known[part].label,
                self.known[part].kind,
                self.known[part].token if is_user else "",
                self.known[part].width,
                part in required,
            )
            for part in part_fields(field)
        )

    def typed(self, value: Any, field: "Field", language: str) -> Any:
        fields = part_fields(field)
        held = value if isinstance(value, Mapping) else {}
        texts = {part: str(held[part]) for part in fields if held.get(part) is not None}
        for part in texts.keys() & {"phone", "number"}:
            texts[part] = str(type_of(fields[part]).typed(texts[part], fields[part], language))
        return texts

    def asked_parts(self, schema: Mapping[str, Any]) -> tuple[str, ...]:
        """In the designer's order; the usual ones where the setting says nothing that can be used."""
        asked = named(schema.get("x-parts")) or ()
        return tuple(dict.fromkeys(part for part in asked if part in self.known)) or self.usual

    def required_parts(self, field: "Field") -> frozenset[str]:
        """Those the designer requires; by default the names without which nobody is named."""
        said = named(field.schema.get("x-required-parts"))
        return frozenset(self.needed if said is None else said) & part_fields(field).keys()


@lru_cache(maxsize=1024)
def part_fields(field: "Field") -> Mapping[str, "Field"]:
    """A field for each part that is asked for, so that its own type may judge it."""
    kind = type_of(field)
    assert isinstance(kind, Person)  # noqa: S101 - only persons ask
    number = field.schema.get("x-number-format")
    made = {}
    for part in kind.asked_parts(field.schema):
        known = kind.known[part]
        schema = {**known.schema, "x-type": known.type}
        if part == "number" and isinstance(number, str) and number in FORMATS:
            schema["format"] = number
        made[part] = replace(
            field,
            key=part,
            type=known.type,
            title=part,
            help="",
            schema=schema,
            when=None,
            required_when=None,
            options=(),
            children=(),
        )
    return made


def named(source: Any) -> tuple[str, ...] | None:
    """A list of texts; None for anything else."""
    is_list = isinstance(source, list | tuple) and all(isinstance(each, str) for each in source)
    return tuple(source) if is_list else None
