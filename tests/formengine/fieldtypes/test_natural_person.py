import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken

ADA = {"given_name": "Ada", "family_name": "Martin"}
ALL = ["given_name", "family_name", "birth_name", "birth_date", "birth_place", "number", "email", "phone"]
WHOLE = {
    **ADA,
    "birth_name": "Durand",
    "birth_date": "1980-03-27",
    "birth_place": "Nantes",
    "number": "295109912611193",
    "email": "ada@example.org",
    "phone": "+33240000012",
}


def test_names_are_asked_for_where_nothing_else_is_said() -> None:
    assert taken("natural_person", {"family_name": " Martin ", "given_name": "Ada"}) == ADA
    assert taken("natural_person", ADA) == ADA
    assert taken("natural_person", {"family_name": "Martin"}) == "<required>"
    assert taken("natural_person", {**ADA, "phone": "+33240000012"}) == "<unknown_part>"


@pytest.mark.parametrize("raw", [None, "", {}, {"given_name": " ", "family_name": ""}])
def test_nothing_typed_is_no_answer(raw: object) -> None:
    assert taken("natural_person", raw) is None


def test_each_part_is_judged_by_its_own_type() -> None:
    one = {"x_parts": ALL, "x_number_format": "nir"}
    typed = {
        **WHOLE,
        "phone": "02 40 00 00 12",
        "number": "2 95 10 99 126 111 93",
        "email": "ada@Example.org",
    }
    assert taken("natural_person", typed, **one) == WHOLE
    assert taken("natural_person", WHOLE, **one) == WHOLE
    for part, text, code in (
        ("birth_date", "1980-02-30", "not_a_date"),
        ("number", "1", "bad_format"),
        ("email", "x", "not_an_email"),
        ("phone", "x", "not_a_phone"),
        ("birth_place", "x" * 201, "too_long"),
    ):
        assert taken("natural_person", {**WHOLE, part: text}, **one) == f"<{code}>"


def test_problems_name_their_part() -> None:
    kind, one = field_type("natural_person"), field("natural_person", x_parts=ALL, x_required_parts=["email"])
    assert codes(kind.problems({"birth_date": "x"}, one)) == [
        (("birth_date",), "not_a_date"),
        (("email",), "required"),
    ]
    assert codes(kind.problems({"shoe": "x"}, one)) == [((), "unknown_part")]


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("x", "<not_an_object>"),
        ([], "<not_an_object>"),
        ({"shoe": "x"}, "<unknown_part>"),
        ({1: "x"}, "<unknown_part>"),
        ({"given_name": 5}, "<not_text>"),
        ({"given_name": {"a": 1}}, "<not_text>"),
    ],
)
def test_what_is_no_person_is_refused(raw: object, expected: str) -> None:
    assert taken("natural_person", raw) == expected


def test_a_person_is_told_in_one_line() -> None:
    kind, one = field_type("natural_person"), field("natural_person", x_parts=ALL, x_number_format="nir")
    assert kind.display(WHOLE, one, "fr") == (
        "Ada Martin, Durand, 27 mars 1980, Nantes, 2 95 10 99 126 111 93, ada@example.org, 02 40 00 00 12"
    )
    for language, day in (("en", "27 March 1980"), ("it", "27 marzo 1980"), ("nl", "27 maart 1980")):
        assert kind.display({**ADA, "birth_date": "1980-03-27"}, one, language) == f"Ada Martin, {day}"
    assert kind.display({"email": "a@b.fr"}, one, "fr") == "a@b.fr"
    assert kind.cell(ADA, one) == "given_name=Ada; family_name=Martin"
    assert kind.operand(ADA, one) == ("given_name", "family_name")
    assert kind.operand("x", one) is None


def test_what_the_inputs_show_reads_back_as_it_was() -> None:
    kind, one = field_type("natural_person"), field("natural_person", x_parts=ALL, x_number_format="nir")
    for language in ("en", "fr", "it", "nl"):
        typed = kind.typed(WHOLE, one, language)
        assert typed["phone"] == "02 40 00 00 12"
        assert kind.normalise(kind.joined(typed, one), one) == WHOLE


def test_a_browser_fills_in_only_who_sits_before_it() -> None:
    kind = field_type("natural_person")
    assert [part.token for part in kind.parts(field("natural_person"))] == ["", ""]
    parts = kind.parts(field("natural_person", x_self=True, x_parts=["family_name", "birth_place"]))
    assert [(part.key, part.token, part.required) for part in parts] == [
        ("family_name", "family-name", True),
        ("birth_place", "", False),
    ]


def test_its_plain_schema_says_the_same() -> None:
    kind, one = field_type("natural_person"), field("natural_person", x_parts=ALL)
    checker = jsonschema.FormatChecker()
    validator = jsonschema.Draft202012Validator(kind.json_schema(one), format_checker=checker)
    for value in (ADA, {**WHOLE}, {"given_name": "Ada"}, {**ADA, "birth_date": "x"}, {**ADA, "a": 1}, {}, 5):
        assert validator.is_valid(value) is (not kind.problems(value, one)), value


@pytest.mark.parametrize(
    ("schema", "faults"),
    [
        ({}, []),
        ({"x-parts": ALL, "x-required-parts": ["email"], "x-number-format": "nir"}, []),
        ({"x-parts": ["shoe"]}, ["x-parts"]),
        ({"x-parts": []}, ["x-parts"]),
        ({"x-parts": [[]]}, ["x-parts"]),
        ({"x-required-parts": ["email"]}, ["x-required-parts"]),
        ({"x-number-format": "shoe"}, ["x-number-format"]),
        ({"x-number-format": []}, ["x-number-format"]),
        ({"x-self": 1}, ["x-self"]),
    ],
)
def test_faults_of_its_settings_are_found(schema: dict[str, object], faults: list[str]) -> None:
    assert [each.path[0] for each in field_type("natural_person").design_problems(schema)] == faults


@pytest.mark.parametrize("asked", [5, [5], ["shoe"], [[]], {}])
def test_nonsense_in_a_draft_asks_for_the_names(asked: object) -> None:
    assert [
        part.key for part in field_type("natural_person").parts(field("natural_person", x_parts=asked))
    ] == [
        "given_name",
        "family_name",
    ]


def test_a_nationality_is_a_country_and_told_in_the_reader_s_language() -> None:
    kind = field_type("natural_person")
    one = field("natural_person", x_parts=["given_name", "family_name", "nationality"])
    assert taken(
        "natural_person", {**ADA, "nationality": "fr"}, x_parts=["family_name", "given_name", "nationality"]
    ) == {
        "family_name": "Martin",
        "given_name": "Ada",
        "nationality": "FR",
    }
    assert codes(kind.problems({**ADA, "nationality": "QQ"}, one)) == [(("nationality",), "not_a_country")]
    assert kind.display({**ADA, "nationality": "FR"}, one, "nl").startswith("Ada Martin, ")
