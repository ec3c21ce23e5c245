"""Answers nobody gave, to show how a text reads once it is filled in."""

from collections.abc import Mapping
from typing import Any

from formengine.fieldtypes import type_of
from formengine.fieldtypes.wording import listed
from formengine.model import Field

STORED: Mapping[str, Any] = {
    "yesno": True,
    "accept": True,
    "integer": 25,
    "decimal": "12.5",
    "percentage": "12.5",
    "money": "1250.00",
    "date": "2026-07-03",
    "time": "14:30",
    "datetime": "2026-07-03T14:30:00+02:00",
    "period": {"from": "2026-07-01", "to": "2026-07-05"},
    "month": "2026-07",
    "email": "ada.martin@example.org",
    "phone": "+33240000012",
    "url": "https://www.example.org",
    "address": {"street": "12 rue des Tilleuls", "postcode": "44000", "town": "Nantes"},
    "country": "FR",
    "language": "fr",
    "nationality": "FR",
    "iban": "FR7630099000010000012345601",
    "bic": "BNPAFRPP",
    "plate": "AB123CD",
    "natural_person": {"given_name": "Ada", "family_name": "Martin"},
    "legal_person": {"name": "Ada Martin SARL"},
    "signature": {"name": "Ada Martin", "method": "typed"},
}
"""As answers are stored, by type. What has none stands with the field's own label."""

LONGEST = 200


def example_of(field: Field, language: str) -> str:
    """How an answer to the field may read."""
    if field.type == "group":
        return listed([(each.title, example_of(each, language)) for each in _written(field)], language)
    if field.type == "rows":
        row = listed([(each.title, example_of(each, language)) for each in _written(field)], language)
        return f"{row}\n{row}"
    value = _value(field)
    if value is None:
        return (field.title or field.key)[:LONGEST]
    return type_of(field).display(value, field, language)[:LONGEST] or field.title


def _written(field: Field) -> list[Field]:
    return [each for each in field.children if each.holds_value]


def _value(field: Field) -> Any:
    if field.type == "choice" and field.options:
        return field.options[0].value
    if field.type == "choices" and field.options:
        return [option.value for option in field.options[:2]]
    return STORED.get(field.type)
