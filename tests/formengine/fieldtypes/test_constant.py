from decimal import Decimal
from typing import Any

import jsonschema
import pytest

from formengine.acceptance import accept
from formengine.fieldtypes import field_type
from formengine.projection import project
from tests.formengine.builders import asks, codes, field, taken, view


def test_it_is_never_taken_but_it_can_be_read() -> None:
    compiled = view({"c": {"x-type": "constant", "const": "FR-44"}, "a": {}}, {"*": "edit!"})
    assert codes(accept(compiled, {}, {"c": "x"}).forbidden) == [(("c",), "read_only")]
    outcome = accept(compiled, {}, {"a": "x"})
    assert outcome.accepted
    assert outcome.answers == {"a": "x", "c": "FR-44"}
    assert project(compiled, {}).fields["c"].value == "FR-44"


def test_rules_may_ask_for_it() -> None:
    drawn: dict[str, Any] = {
        "c": {"x-type": "constant", "const": "FR-44"},
        "a": {"x-when": asks("c", "FR-44")},
    }
    assert "a" in project(view(drawn, {"*": "edit"}), {}).fields
    drawn["c"]["const"] = "FR-85"
    assert "a" not in project(view(drawn, {"*": "edit"}), {}).fields


@pytest.mark.parametrize("constant", ["a", 5, 0, True, False, -3])
def test_it_is_text_a_whole_number_yes_or_no(constant: Any) -> None:
    kind, one = field_type("constant"), field("constant", const=constant)
    assert kind.normalise(constant, one) == constant
    assert kind.problems(constant, one) == ()
    assert kind.from_operand(Decimal(9), one) == constant
    assert kind.operand(None, one) == constant
    assert isinstance(kind.operand(constant, one), Decimal) is (type(constant) is int)
    assert kind.design_problems({"const": constant}) == ()
    assert kind.display(constant, one, "fr") == kind.cell(constant, one) == str(constant)
    jsonschema.Draft202012Validator(kind.json_schema(one)).validate(constant)


@pytest.mark.parametrize("constant", [None, "", "x" * 1_001, 1.5, 10**15, [], {}])
def test_anything_else_is_a_fault_of_design_and_no_value(constant: Any) -> None:
    kind, one = field_type("constant"), field("constant", const=constant)
    assert codes(kind.design_problems({"const": constant})) == [(("const",), "bad_setting")]
    assert kind.from_operand(True, one) is None
    assert kind.operand("x", one) is None
    assert codes(kind.problems(constant, one)) == [((), "unknown_field")]


def test_nothing_else_can_be_sent() -> None:
    for raw in ("b", True, 1, [], "\x00", object()):
        assert taken("constant", raw, const="a") == "<unknown_field>"
    assert taken("constant", True, const=1) == "<unknown_field>"
    assert taken("constant", None, const="a") is None
