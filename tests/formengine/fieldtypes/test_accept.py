import pytest

from formengine.fieldtypes import field_type
from tests.formengine.builders import field, taken


@pytest.mark.parametrize("raw", [True, "true", "on"])
def test_a_ticked_box_is_true(raw: object) -> None:
    assert taken("accept", raw) is True


@pytest.mark.parametrize("raw", [False, "", "false", None])
def test_a_box_left_alone_is_no_answer(raw: object) -> None:
    assert taken("accept", raw) is None


def test_nothing_else_is_taken() -> None:
    assert taken("accept", "x") == taken("accept", 1) == "<not_yes_or_no>"
    assert [each.code for each in field_type("accept").problems(False, field("accept"))] == ["required"]
