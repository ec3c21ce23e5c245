from datetime import UTC, date, datetime, time
from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from formengine.fieldtypes import FieldType, known_types, register
from tests.formengine.builders import model
from tests.formengine.fieldtypes.samples import SAMPLES

STRANGE = (
    *(5, -1.5, "\u2028", True, [], [[]], [5], {}, {"a": {}}, [{"c": 5}], {"street": 5}, "x" * 9_999),
    *({"from": 5, "to": []}, {"lat": 5}, {"name": {}}, {"from": "2026-13-45"}, "-", "P", "T", ":", "//"),
)


def drawn(name: str) -> dict[str, Any]:
    return {"title": "T", "x-type": name, **SAMPLES[name][0]}


def test_a_name_is_given_once() -> None:
    with pytest.raises(ValueError, match="twice"):
        register(type("Again", (FieldType,), {"name": "text"}))


def test_every_type_is_tried_here() -> None:
    assert [kind.name for kind in known_types()] == list(SAMPLES)


@pytest.mark.parametrize("name", SAMPLES)
def test_each_type_takes_back_what_it_stored_and_its_schema_agrees(name: str) -> None:
    one, stored = model({"f": drawn(name)}).fields["f"], SAMPLES[name][1]
    kind = next(each for each in known_types() if each.name == name)
    assert kind.fragment()["x-type"] == name
    assert not kind.design_problems(drawn(name))
    if name == "static":
        return
    assert kind.normalise(stored, one) == stored
    assert kind.problems(stored, one) == ()
    assert not kind.is_empty(stored)
    for language in ("en", "fr", "it", "nl"):
        assert kind.display(stored, one, language)
    assert kind.cell(stored, one)
    schema = kind.json_schema(one)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.Draft202012Validator(schema).validate(stored)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_a_type_never_stored_is_a_problem_not_an_exception(name: str) -> None:
    one = model({"f": drawn(name)}).fields["f"]
    kind = next(each for each in known_types() if each.name == name)
    for strange in STRANGE:
        kind.problems(strange, one)
        kind.operand(strange, one)


KINDS = {"number": Decimal, "boolean": bool, "date": date, "datetime": datetime, "time": time, "list": tuple}


@pytest.mark.parametrize("name", SAMPLES)
def test_rules_see_what_the_type_says_it_is(name: str) -> None:
    one, stored = model({"f": drawn(name)}).fields["f"], SAMPLES[name][1]
    kind = next(each for each in known_types() if each.name == name)
    if name == "static" or kind.is_container or kind.kind == "none":
        return
    operand = kind.operand(stored, one)
    assert isinstance(operand, KINDS.get(kind.kind, str))
    assert kind.from_operand(operand, one) in (stored, None)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_inputs_show_is_read_back_as_the_same(name: str) -> None:
    one, stored = model({"f": drawn(name)}).fields["f"], SAMPLES[name][1]
    kind = next(each for each in known_types() if each.name == name)
    if name == "static" or kind.is_container:
        return
    for language in ("en", "fr", "it", "nl"):
        typed = kind.typed(stored, one, language)
        raw = kind.joined(typed, one) if kind.parts(one) else typed
        assert kind.normalise(raw, one) == stored


@pytest.mark.parametrize("name", SAMPLES)
def test_a_type_knows_the_settings_it_is_drawn_with(name: str) -> None:
    kind = next(each for each in known_types() if each.name == name)
    said = [keyword for keyword in SAMPLES[name][0] if keyword.startswith("x-")]
    assert set(said) <= set(kind.settings())
    assert len(set(kind.settings())) == len(kind.settings())


@pytest.mark.parametrize(
    ("name", "result", "stored"),
    [
        ("text", "x", "x"),
        ("text", "", None),
        ("text", Decimal("2.50"), "2.5"),
        ("text", Decimal("1E+3"), "1000"),
        ("text", date(2026, 7, 3), "2026-07-03"),
        ("text", True, None),
        ("date", datetime(2026, 7, 3, 10, tzinfo=UTC), "2026-07-03"),
        ("date", "2026-07-03", None),
        ("yesno", True, True),
        ("yesno", "x", None),
        ("choice", "a", "a"),
        ("choices", ("a", "b"), ["a", "b"]),
        ("choices", (), None),
        ("choices", (Decimal(1),), None),
        ("group", "x", None),
        ("rows", (), None),
    ],
)
def test_what_a_rule_makes_is_stored_where_it_can_be(name: str, result: Any, stored: Any) -> None:
    one = model({"f": drawn(name)}).fields["f"]
    kind = next(each for each in known_types() if each.name == name)
    assert kind.from_operand(result, one) == stored


def test_what_a_new_type_need_not_say() -> None:
    kind, one = type("Plain", (FieldType,), {"name": "plain"})(), model({"f": {}}).fields["f"]
    assert (kind.problems("x", one), kind.grid(one), kind.affixes(one, "fr")) == ((), ((), ()), ("", ""))
