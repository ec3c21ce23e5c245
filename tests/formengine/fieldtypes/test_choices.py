import jsonschema

from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken

ITEMS = {"oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}, {"const": "c", "title": "C"}]}


def test_values_are_kept_once_and_in_the_order_of_the_options() -> None:
    assert taken("choices", ["c", "a", "c"], items=ITEMS) == ["a", "c"]
    assert taken("choices", "b", items=ITEMS) == ["b"]


def test_nothing_ticked_is_no_answer() -> None:
    assert taken("choices", [], items=ITEMS) is taken("choices", [""], items=ITEMS) is None


def test_only_the_options_are_taken() -> None:
    assert taken("choices", ["a", "z"], items=ITEMS) == "<not_an_option>"
    assert taken("choices", {"a": 1}, items=ITEMS) == "<not_a_list>"
    assert taken("choices", [["a"]], items=ITEMS) == "<not_text>"


def test_the_number_ticked_is_bounded() -> None:
    assert taken("choices", ["a"], items=ITEMS, minItems=2) == "<too_few_choices>"
    assert taken("choices", ["a", "b"], items=ITEMS, maxItems=1) == "<too_many_choices>"


def test_titles_are_shown_values_exported_and_asked_for() -> None:
    kind, one = field_type("choices"), field("choices", items=ITEMS)
    assert kind.display(["a", "c"], one, "en") == "A, C"
    assert kind.cell(["a", "c"], one) == "a; c"
    assert kind.operand(["a", "c"], one) == ("a", "c")


def test_one_of_them_may_be_other_words() -> None:
    kind, one = field_type("choices"), field("choices", items=ITEMS, x_other=True)
    assert taken("choices", ["my own", "c", "a"], items=ITEMS, x_other=True) == ["a", "c", "other: my own"]
    assert taken("choices", ["x", "other: x", "a"], items=ITEMS, x_other=True) == ["a", "other: x"]
    assert taken("choices", ["x", "y"], items=ITEMS, x_other=True) == "<not_an_option>"
    assert taken("choices", ["a", "other"], items=ITEMS, x_other=True) == "<other_missing>"
    assert kind.display(["a", "other: x"], one, "fr") == "A, Autre\u00a0: x"
    assert kind.operand(["a", "other: x"], one) == ("a", "other")
    assert kind.typed(["a", "other: x"], one, "fr") == ["a", "x"]
    assert kind.takes_other(one)


def test_none_of_them_stands_alone_and_is_enough() -> None:
    one = {"items": ITEMS, "x_none": "c", "minItems": 2}
    assert taken("choices", ["c"], **one) == ["c"]
    assert taken("choices", ["c", "a"], **one) == "<none_and_others>"
    assert taken("choices", ["a"], **one) == "<too_few_choices>"
    assert codes(field_type("choices").design_problems({"items": ITEMS, "x-none": "z"})) == [
        (("x-none",), "bad_setting")
    ]
    assert field_type("choices").design_problems({"items": ITEMS, "x-none": "c"}) == ()


def test_its_plain_schema_says_the_same() -> None:
    kind = field_type("choices")
    for settings in ({}, {"x_other": True}, {"x_none": "c", "minItems": 2}, {"x_none": "c", "x_other": True}):
        one = field("choices", items=ITEMS, **settings)
        validator = jsonschema.Draft202012Validator({**kind.json_schema(one), "uniqueItems": True})
        for value in (
            ["a"],
            ["a", "b"],
            ["c"],
            ["a", "c"],
            ["other: x"],
            ["other: x", "other: y"],
            ["z"],
            [5],
            "a",
        ):
            assert validator.is_valid(value) is (not kind.problems(value, one)), (settings, value)


def test_no_options_is_a_fault_of_design() -> None:
    assert codes(field_type("choices").design_problems({"items": {"oneOf": []}, "x-none": "a"})) == [
        (("items", "oneOf"), "no_options")
    ]
