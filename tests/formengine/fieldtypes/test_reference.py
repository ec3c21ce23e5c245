from typing import Any

import jsonschema
import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken

DRAWN: dict[str, Any] = {
    "x_list": "towns",
    "x_list_version": "3",
    "x_entries": [["44109", "Nantes"], ["44162", "Saint-Herblain"], ["44999", ""]],
}


def test_only_entries_of_the_list_are_taken() -> None:
    assert taken("reference", " 44109 ", **DRAWN) == "44109"
    assert taken("reference", "", **DRAWN) is None
    assert taken("reference", "Nantes", **DRAWN) == "<not_an_option>"
    assert taken("reference", 44109, **DRAWN) == "<not_text>"
    assert taken("reference", "x" * 2_000, **DRAWN) == "<too_long>"


def test_titles_are_told_and_values_exported_and_asked_for() -> None:
    kind, one = field_type("reference"), field("reference", **DRAWN)
    for language in ("en", "fr", "it", "nl"):
        assert kind.display("44109", one, language) == "Nantes"
    assert (kind.display("44999", one, "fr"), kind.display("gone", one, "fr")) == ("44999", "gone")
    assert kind.cell("44109", one) == kind.operand("44109", one) == "44109"
    assert kind.options(one, "fr")[:2] == (("44109", "Nantes"), ("44162", "Saint-Herblain"))


@pytest.mark.parametrize("value", [5, [], {}, None, "x", ["44109"]])
def test_what_was_never_stored_is_a_problem(value: Any) -> None:
    kind, one = field_type("reference"), field("reference", **DRAWN)
    assert codes(kind.problems(value, one)) == [((), "not_an_option")]
    assert not jsonschema.Draft202012Validator(kind.json_schema(one)).is_valid(value)


@pytest.mark.parametrize(
    ("schema", "faults"),
    [
        ({"x-list": "towns", "x-entries": [["a", "A"]]}, []),
        ({"x-entries": [["a", "A"]]}, [("x-list", "bad_setting")]),
        ({"x-list": "A b", "x-entries": [["a", "A"]]}, [("x-list", "bad_setting")]),
        ({"x-list": "towns"}, [("x-entries", "no_options")]),
        ({"x-list": "towns", "x-entries": []}, [("x-entries", "no_options")]),
        ({"x-list": "towns", "x-entries": 5}, [("x-entries", "bad_setting")]),
        ({"x-list": "towns", "x-entries": [["a", "A"], ["a", "B"]]}, [("x-entries", "bad_setting")]),
        ({"x-list": "towns", "x-entries": [["a"]]}, [("x-entries", "bad_setting")]),
        ({"x-list": "towns", "x-entries": [[" a", "A"]]}, [("x-entries", "bad_setting")]),
        (
            {"x-list": "towns", "x-entries": [[str(n), ""] for n in range(10_001)]},
            [("x-entries", "bad_setting")],
        ),
    ],
)
def test_faults_of_its_settings_are_found(schema: dict[str, Any], faults: list[tuple[str, str]]) -> None:
    found = field_type("reference").design_problems(schema)
    assert [(each.path[0], each.code) for each in found] == faults


def test_nonsense_in_a_draft_is_left_out() -> None:
    one = field("reference", x_entries=[5, ["a"], ["b", 5], ["c", "C"]])
    assert field_type("reference").options(one, "en") == (("c", "C"),)
