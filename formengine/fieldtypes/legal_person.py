"""A company, an association, a public body: its registered name, and what else the designer asks for."""

from formengine.fieldtypes.persons import LINE, NAME, Person, PersonPart
from formengine.fieldtypes.registry import register


@register
class LegalPerson(Person):
    name = "legal_person"
    known = {
        "name": PersonPart("text", LINE, "legal_name", token="organization"),
        "legal_form": PersonPart("text", NAME, "legal_form"),
        "number": PersonPart("text", {"maxLength": 40}, "number", width=20),
        "vat": PersonPart("text", {"format": "vat"}, "vat", width=20),
        "representative": PersonPart("text", LINE, "representative", token="name"),
        "email": PersonPart("email", {}, "email", "email", "email"),
        "phone": PersonPart("phone", {}, "phone", "text", "tel", 20),
    }
    usual = ("name", "number")
    needed = ("name",)
