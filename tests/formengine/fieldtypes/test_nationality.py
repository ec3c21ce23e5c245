import jsonschema
import pytest

from formengine.fieldtypes import field_type
from formengine.fieldtypes.nationalities import NATIONALITIES, STATELESS, WORDS
from tests.formengine.builders import field, taken

KIND = field_type("nationality")


@pytest.mark.parametrize(
    ("raw", "expected"), [("FR", "FR"), ("ita", "IT"), ("xx", STATELESS), ("", None), (None, None)]
)
def test_it_is_stored_by_its_country(raw: object, expected: object) -> None:
    assert taken("nationality", raw) == expected


@pytest.mark.parametrize("raw", ["française", "ZZ", "EU", "F", "ß"])
def test_anything_else_is_no_nationality(raw: str) -> None:
    assert taken("nationality", raw) == "<not_a_country>"


@pytest.mark.parametrize("raw", [5, ["FR"], {}, True])
def test_what_is_not_text_is_refused(raw: object) -> None:
    assert taken("nationality", raw) == "<not_text>"


@pytest.mark.parametrize("value", [5, "fr", "ZZ", [], {}, None])
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    assert [each.code for each in KIND.problems(value, field("nationality"))] == ["not_a_country"]
    assert isinstance(KIND.display(value, field("nationality"), "fr"), str)


@pytest.mark.parametrize(
    ("language", "french", "stateless", "fiji"),
    [
        ("en", "French", "stateless", "Fiji"),
        ("fr", "française", "apatride", "Fidji"),
        ("it", "francese", "apolide", "Figi"),
        ("nl", "Franse", "staatloos", "Fiji"),
        ("de", "Frankreich", "stateless", "Fidschi"),
    ],
)
def test_it_is_worded_as_a_nationality(language: str, french: str, stateless: str, fiji: str) -> None:
    one = field("nationality")
    assert KIND.display("FR", one, language) == french
    assert KIND.display(STATELESS, one, language) == stateless
    assert KIND.display("FJ", one, language) == fiji


def test_the_table_names_known_countries_in_four_languages() -> None:
    assert WORDS.keys() <= NATIONALITIES
    assert all(len(words) == 4 and all(words.values()) for words in WORDS.values())
    assert list(WORDS) == sorted(WORDS)


@pytest.mark.parametrize("language", ["en", "fr", "it", "nl"])
def test_it_is_found_by_the_word_and_by_the_country(language: str) -> None:
    options = KIND.options(field("nationality"), language)
    titles = [title for _value, title in options]
    assert {value for value, _title in options} == NATIONALITIES
    assert len(set(titles)) == len(titles)
    if language == "fr":
        assert ("DE", "Allemande (Allemagne)") in options
        assert ("CD", "Congolaise (Kinshasa)") in options
        assert (STATELESS, "Apatride") in options


def test_rules_see_the_code_and_a_foreign_validator_agrees() -> None:
    one = field("nationality")
    assert KIND.operand("FR", one) == KIND.cell("FR", one) == KIND.from_operand("FR", one) == "FR"
    assert KIND.from_operand("ZZ", one) is KIND.from_operand(True, one) is None
    jsonschema.validate(STATELESS, KIND.json_schema(one))
