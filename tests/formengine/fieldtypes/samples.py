"""One field of each type, as a designer may draw it, and an answer it has stored: in the designer's order."""

from typing import Any

OPTIONS = [{"const": "a", "title": "A"}]
INNER = {"c": {"x-type": "text", "title": "C"}}

SAMPLES: dict[str, tuple[dict[str, Any], Any]] = {
    "text": ({}, "a"),
    "longtext": ({}, "a\nb"),
    "yesno": ({}, False),
    "accept": ({}, True),
    "choice": ({"oneOf": OPTIONS}, "a"),
    "choices": ({"items": {"oneOf": OPTIONS}}, ["a"]),
    "linked": (
        {"x-levels": [{"value": "a", "title": "A", "children": [{"value": "b", "title": "B"}]}]},
        {"first": "a", "second": "b"},
    ),
    "reference": ({"x-list": "towns", "x-list-version": "1", "x-entries": [["44109", "Nantes"]]}, "44109"),
    "integer": ({"x-unit": "km"}, 5),
    "decimal": ({"x-decimals": 3, "x-unit": "km"}, "1.125"),
    "percentage": ({"x-max": "100"}, "12.5"),
    "money": ({}, "5.00"),
    "date": ({}, "2026-01-02"),
    "time": ({"x-min": "08:00"}, "14:30"),
    "datetime": ({}, "2026-07-03T14:30:00+02:00"),
    "period": ({}, {"from": "2026-07-01", "to": "2026-07-05"}),
    "month": ({}, "2026-07"),
    "duration": ({"x-units": ["hours", "minutes"]}, "PT2H30M"),
    "email": ({}, "a@b.fr"),
    "phone": ({}, "+33240000012"),
    "url": ({}, "https://example.org/a?b=c"),
    "address": ({}, {"street": "1", "postcode": "44000", "town": "N"}),
    "country": ({}, "FR"),
    "language": ({}, "fr"),
    "nationality": ({}, "FR"),
    "iban": ({}, "FR7630099000010000012345601"),
    "bic": ({}, "BNPAFRPP"),
    "plate": ({"x-country": "FR"}, "AB123CD"),
    "natural_person": (
        {"x-parts": ["given_name", "family_name", "birth_date", "phone"]},
        {"given_name": "A", "family_name": "B", "birth_date": "1980-03-27", "phone": "+33240000012"},
    ),
    "legal_person": ({"x-number-format": "siren"}, {"name": "A", "number": "732829320"}),
    "table": (
        {
            "x-rows": [{"key": "a", "title": "A"}],
            "x-columns": [{"key": "b", "title": "B"}],
            "x-totals": "both",
        },
        {"a": {"b": "12.5"}},
    ),
    "map": ({}, {"lat": "47.2184", "lon": "-1.5536"}),
    "file": ({}, ["550e8400-e29b-41d4-a716-446655440000"]),
    "signature": ({}, {"method": "drawn", "strokes": [[[0, 0], [600, 200]]]}),
    "consent": (
        {"x-text": "Read me", "x-version": "2"},
        {
            "given": True,
            "version": "2",
            "digest": "4d740af9c9c049709697fcc27549d4ac3183246fd8bf6be76fb88ff739914e74",
        },
    ),
    "dossier_link": ({}, "550e8400-e29b-41d4-a716-446655440000"),
    "constant": ({"const": "a"}, "a"),
    "static": ({"description": "Read this"}, None),
    "group": ({"properties": INNER}, {"c": "x"}),
    "rows": ({"items": {"properties": INNER}}, [{"_id": "a", "c": "x"}]),
}
