import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken

KIND = field_type("bic")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("BNPAFRPP", "BNPAFRPP"),
        ("bnpa fr pp xxx", "BNPAFRPPXXX"),
        ("AGRI-FR-PP-839", "AGRIFRPP839"),
        ("", None),
        (" ", None),
        (None, None),
    ],
)
def test_codes_of_banks_are_stored_compact(raw: object, expected: object) -> None:
    assert taken("bic", raw) == expected


@pytest.mark.parametrize(
    "raw", ["BNPA", "BNPAFRPPX", "BNPAZZPP", "12345678", "BNPAFRPPXXXX", "ＢＮＰＡＦＲＰＰ", "x" * 60]
)
def test_anything_else_is_no_code(raw: str) -> None:
    assert taken("bic", raw) == "<not_a_bic>"


@pytest.mark.parametrize("raw", [5, ["BNPAFRPP"], {}, True])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("bic", raw) == "<not_text>"


@pytest.mark.parametrize("value", [5, "bnpafrpp", "BNPA FRPP", "\ud800", [], {}])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    assert [each.code for each in KIND.problems(value, field("bic"))] == ["not_a_bic"]
    assert isinstance(KIND.display(value, field("bic"), "fr"), str)


@pytest.mark.parametrize("language", ["en", "fr", "it", "nl"])
def test_it_is_shown_and_exported_as_it_is(language: str) -> None:
    assert (
        KIND.display("BNPAFRPP", field("bic"), language) == KIND.cell("BNPAFRPP", field("bic")) == "BNPAFRPP"
    )
    assert KIND.operand("BNPAFRPP", field("bic")) == "BNPAFRPP"


def test_a_foreign_validator_agrees() -> None:
    schema = KIND.json_schema(field("bic"))
    jsonschema.validate("AGRIFRPP839", schema)
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate("agrifrpp", schema)
    assert (KIND.attributes(field("bic")), KIND.width(field("bic"))) == ({"spellcheck": "false"}, 20)
