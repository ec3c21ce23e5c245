"""For each field type: settings, and answers as they could be stored or might wrongly be sent."""

from typing import Any, NamedTuple

DAYS = [
    "2026-07-03",
    "2026-02-28",
    "2026-02-30",
    "2026-12-31",
    "1999-01-01",
    "2026-7-3",
    "03/07/2026",
    "2026-07-03T00:00",
]
AMOUNTS = [
    "0.00",
    "12.50",
    "-3.10",
    "99.99",
    "100.00",
    "100.01",
    "1000.00",
    "18500.00",
    "12.5",
    "1e3",
    "00.50",
    "1,50",
    "5",
]
DECIMALS = [
    "0",
    "12.5",
    "-3",
    "-0.01",
    "99.99",
    "100",
    "100.01",
    "99.5",
    "1.250",
    "05",
    "1e3",
    "12.345",
    ".5",
    "1234567",
]
DOCUMENT = "00000000-0000-4000-8000-000000000001"
OTHER = "00000000-0000-4000-8000-000000000002"
CODES = ["fr", "FR", "de", "XX", "ZZ", "EU", "France", "f", "FRA", ""]
OPTIONS = [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}, {"const": "n", "title": "None"}]
TEXTS = ["a", "ab", "abc", "abcde", "abcdef", "héé", "A1", "x" * 1001, "two words", "\n", "a\nb"]
LEVELS = [
    {"value": "x", "title": "X", "children": [{"value": "y", "title": "Y"}]},
    {"value": "z", "title": "Z"},
]
ENTRIES = [["44109", "Nantes"], ["35238", "Rennes"]]
AXES: dict[str, Any] = {"x-rows": [{"key": "r", "title": "R"}], "x-columns": [{"key": "c", "title": "C"}]}
AXES["x-columns"].append({"key": "d", "title": "D"})
ODD: list[Any] = [
    None,
    "",
    0,
    5,
    -1,
    1.5,
    True,
    False,
    [],
    {},
    "x",
    ["x"],
    {"x": 1},
    "true",
    " ",
    10**15,
    [[]],
    [{}],
]


class Kind(NamedTuple):
    """`schemas`: settings to try. `unsaid`: problem codes JSON Schema has no words for."""

    schemas: list[dict[str, Any]]
    answers: list[Any]
    unsaid: frozenset[str] = frozenset()


def kind(*schemas: dict[str, Any], answers: list[Any], unsaid: str = "") -> Kind:
    return Kind(list(schemas) or [{}], answers, frozenset(unsaid.split()))


PERSON = {"given_name": "Ada", "family_name": "Martin"}
KINDS: dict[str, Kind] = {
    "text": kind(
        {},
        {"minLength": 2, "maxLength": 5},
        {"pattern": "^[a-z]+$"},
        {"format": "siret"},
        answers=[*TEXTS, "73282932000074", "73282932000075", "7328293200007"],
        unsaid="bad_format",
    ),
    "longtext": kind({}, {"minLength": 3}, answers=[*TEXTS, "x" * 20_001]),
    "yesno": kind(answers=[]),
    "accept": kind(answers=[]),
    "choice": kind(
        {"oneOf": OPTIONS}, {"oneOf": OPTIONS, "x-other": True}, answers=["a", "c", "other: c", "other: "]
    ),
    "choices": kind(
        {"items": {"oneOf": OPTIONS}},
        {"items": {"oneOf": OPTIONS}, "minItems": 2, "maxItems": 2},
        {"items": {"oneOf": OPTIONS}, "x-none": "n", "minItems": 2},
        {"items": {"oneOf": OPTIONS}, "x-other": True},
        answers=[["a"], ["a", "b"], ["n"], ["a", "n"], ["a", "a"], ["c"], ["other: c"], ["a", "b", "n"]],
    ),
    "reference": kind(
        {"x-list": "towns", "x-list-version": 1, "x-entries": ENTRIES}, answers=["44109", "Nantes", "1"]
    ),
    "linked": kind(
        {"x-levels": LEVELS},
        answers=[
            {"first": "x", "second": "y"},
            {"first": "z"},
            {"first": "x"},
            {"first": "z", "second": "y"},
            {"second": "y"},
        ],
    ),
    "integer": kind(
        {},
        {"minimum": -1, "maximum": 100},
        answers=[-2, 100, 101, 999_999_999_999_999, 10**15, -(10**15), 3.0],
    ),
    "decimal": kind(
        {}, {"x-min": "-3", "x-max": "100"}, {"x-decimals": 0, "x-min": "12.5"}, answers=DECIMALS
    ),
    "percentage": kind({}, {"x-min": "0", "x-max": "99.5", "x-decimals": 1}, answers=DECIMALS),
    "money": kind(
        {}, {"x-min": "0", "x-max": "100"}, {"x-min": "12.50"}, {"x-max": "-3.10"}, answers=AMOUNTS
    ),
    "date": kind({}, {"x-min": "2026-02-28", "x-max": "2026-07-03"}, answers=DAYS),
    "time": kind(
        {},
        {"x-min": "08:30", "x-max": "18:00"},
        answers=["08:30", "08:29", "18:00", "18:01", "24:00", "8:30", "12:00:00", "12:00:05"],
    ),
    "datetime": kind(
        {},
        {"x-min": "2026-07-03T10:00:00+02:00"},
        answers=[
            "2026-07-03T14:30:00+02:00",
            "2026-07-03T09:30:00+02:00",
            "2026-13-03T09:30:00+02:00",
            "2026-07-03",
        ],
        unsaid="too_early too_late",
    ),
    "period": kind(
        {},
        {"x-min": "2026-02-28", "x-max": "2026-07-03"},
        answers=[{"from": a, "to": b} for a in DAYS[:4] for b in DAYS[:4]]
        + [{"from": DAYS[0]}, {"to": DAYS[0]}],
        unsaid="period_backwards",
    ),
    "month": kind(
        {},
        {"x-min": "2026-02", "x-max": "2026-07"},
        answers=["2026-07", "2026-01", "2026-08", "2026-13", "26-07"],
    ),
    "duration": kind(
        {},
        {"x-units": ["days"]},
        {"x-units": ["years", "months"]},
        answers=["P1Y2M", "PT2H30M", "P3D", "P1Y2M10DT2H", "P", "PT", "P1W", "P1.5D", "P14M", "1 day"],
    ),
    "email": kind(
        answers=["a@example.org", "a@", "@b", "a b@example.org", "a@exa mple.org", "a@b"],
        unsaid="not_an_email",
    ),
    "phone": kind(
        answers=["+33240000012", "+330", "0240000012", "+1", "+33999999999999"], unsaid="not_a_phone"
    ),
    "url": kind(
        answers=["https://example.org/a", "http://a", "ftp://example.org", "example.org", "https://"],
        unsaid="not_a_url",
    ),
    "address": kind(
        {},
        {"x-ask-country": True},
        {"x-country": "NL", "x-postcode": "^[0-9]{4}"},
        answers=[
            {"street": "1 rue A", "postcode": "44000", "town": "Nantes"},
            {"street": "1 rue A", "postcode": "4400", "town": "Nantes"},
            {"street": "1 rue A", "postcode": "44000", "town": "Nantes", "country": "BE"},
            {"street": "1 rue A", "postcode": "44000", "town": "Nantes", "country": "FR"},
            {"street": "1 rue A", "postcode": "44000", "town": "Nantes", "country": "zz"},
            {"street": "1 rue A", "postcode": "1234 AB", "town": "x" * 300},
            {"street": "1 rue A", "town": "Nantes"},
            {"street": "", "postcode": "44000", "town": "Nantes"},
        ],
        unsaid="not_a_postcode",
    ),
    "country": kind(answers=CODES),
    "language": kind(answers=CODES),
    "nationality": kind(answers=CODES),
    "iban": kind(
        answers=["FR7630006000011234567890189", "FR7630006000011234567890188", "FR76"], unsaid="not_an_iban"
    ),
    "bic": kind(answers=["BNPAFRPP", "BNPAFRPPXXX", "BNPAFRP", "bnpafrpp", "BNPAZZPP"], unsaid="not_a_bic"),
    "plate": kind(
        {},
        {"x-country": "FR"},
        answers=["AB123CD", "AB-123-CD", "1234AB44", "A", "AB123CD!"],
        unsaid="not_a_plate",
    ),
    "natural_person": kind(
        {},
        {"x-parts": ["family_name", "email", "birth_date"], "x-required-parts": ["family_name"]},
        answers=[
            PERSON,
            {"given_name": "Ada"},
            {**PERSON, "email": "x"},
            {**PERSON, "birth_date": "1815-12-10"},
            {**PERSON, "x": "y"},
            {"family_name": "A", "email": "a@example.org"},
            {"family_name": "A", "birth_date": "1815-13-10"},
        ],
        unsaid="not_an_email",
    ),
    "legal_person": kind(
        {},
        answers=[
            {"name": "Acme"},
            {"number": "732829320"},
            {"name": "Acme", "number": "1"},
            {"name": "x" * 2000},
        ],
        unsaid="bad_format",
    ),
    "table": kind(
        AXES,
        {**AXES, "x-min": "0", "x-max": "10", "x-complete": True},
        answers=[
            {"r": {"c": "1", "d": "2.5"}},
            {"r": {"c": "11"}},
            {"r": {"c": "1"}},
            {"s": {"c": "1"}},
            {"r": {"e": "1"}},
            {"r": {"c": "-1", "d": "0"}},
            {"r": {}},
        ],
    ),
    "map": kind(
        {},
        {"x-shape": "area"},
        {"x-bounds": {"south": "46.8", "west": "-2.6", "north": "47.9", "east": "-0.9"}},
        answers=[
            {"lat": "47.2184", "lon": "-1.5536"},
            {"lat": "48.2184", "lon": "-1.5536"},
            {"lat": "91", "lon": "0"},
            {"lat": "47.2"},
            [{"lat": "47", "lon": "-1"}, {"lat": "47.1", "lon": "-1"}, {"lat": "47", "lon": "-1.1"}],
            [{"lat": "47", "lon": "-1"}],
        ],
        unsaid="out_of_bounds",
    ),
    "file": kind(
        {}, {"x-max-files": 2}, answers=[[DOCUMENT], [DOCUMENT, OTHER], [DOCUMENT, DOCUMENT], ["x"], DOCUMENT]
    ),
    "signature": kind(
        {},
        {"x-methods": ["drawn"]},
        answers=[
            {"name": "Ada", "method": "typed"},
            {"method": "typed"},
            {"method": "drawn", "strokes": [[[1, 2], [3, 4]]]},
            {"method": "drawn", "strokes": [[[1, 2], [3000, 4]]]},
            {"method": "drawn", "strokes": []},
            {"method": "drawn", "strokes": [[]]},
            {"name": "Ada", "method": "drawn", "strokes": [[[1, 2]]]},
        ],
    ),
    "consent": kind(
        {"x-text": "I agree", "x-version": "2"},
        answers=[
            {"given": True},
            {"given": False},
            True,
            {"given": True, "version": "2", "digest": "0" * 64},
        ],
        unsaid="consent_outdated",
    ),
    "dossier_link": kind(answers=[DOCUMENT, "x"]),
}
WITHOUT_ANSWER = {"static", "constant", "group", "rows"}
