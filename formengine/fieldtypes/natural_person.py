"""A human being: names, and what else the designer asks for."""

from typing import TYPE_CHECKING, Any

from formengine.fieldtypes.persons import LINE, NAME, Person, PersonPart
from formengine.fieldtypes.registry import register

if TYPE_CHECKING:
    from formengine.model import Field


@register
class NaturalPerson(Person):
    name = "natural_person"
    known = {
        "given_name": PersonPart("text", NAME, "given_name", token="given-name"),
        "family_name": PersonPart("text", NAME, "family_name", token="family-name"),
        "birth_name": PersonPart("text", NAME, "birth_name"),
        "birth_date": PersonPart("date", {}, "birth_date", "date", "bday"),
        "birth_place": PersonPart("text", LINE, "birth_place"),
        "nationality": PersonPart("nationality", {}, "nationality", "country"),
        "number": PersonPart("text", {"maxLength": 40}, "number", width=20),
        "email": PersonPart("email", {}, "email", "email", "email"),
        "phone": PersonPart("phone", {}, "phone", "text", "tel", 20),
    }
    usual = ("given_name", "family_name")
    needed = usual

    def display(self, value: Any, field: "Field", language: str) -> str:
        told = self.told(value, field, language)
        names = [told.pop(part) for part in self.usual if part in told]
        return ", ".join([" ".join(names), *told.values()] if names else told.values())
