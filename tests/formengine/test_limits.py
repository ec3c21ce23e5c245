from typing import Any

import pytest

from formengine.limits import check_limits, storable
from formengine.problems import DocumentRefused


def nested(depth: int) -> Any:
    value: Any = 1
    for _ in range(depth):
        value = [value]
    return value


@pytest.mark.parametrize(
    ("value", "code"),
    [
        (nested(21), "too_deep"),
        (nested(5000), "too_deep"),
        ({"a": "\x00"}, "unstorable_text"),
        ({"a": "\udc00"}, "unstorable_text"),
        ({"\ud800": 1}, "bad_key"),
        ({1: 1}, "bad_key"),
        (float("nan"), "not_finite"),
        (float("inf"), "not_finite"),
        (2**64, "number_too_large"),
        (-(10**400), "number_too_large"),
        ("x" * 100_001, "too_long"),
        (["x"] * 10_001, "too_many_items"),
        ({str(number): 1 for number in range(20_001)}, "too_many_keys"),
        (object(), "not_json"),
        (b"x", "not_json"),
    ],
)
def test_what_no_answer_needs_is_refused(value: Any, code: str) -> None:
    with pytest.raises(DocumentRefused) as refused:
        check_limits(value)
    assert refused.value.problem.code == code


def test_what_answers_need_passes() -> None:
    check_limits({"a": [1, 2.5, True, None, "é\n😀", nested(15)], "b": 2**63})


def test_the_place_of_the_fault_is_said() -> None:
    with pytest.raises(DocumentRefused) as refused:
        check_limits({"a": [1, {"b": "\x00"}]})
    assert refused.value.problem.path == ("a", 1, "b")


def test_text_without_nul_and_half_characters_is_storable() -> None:
    assert storable("é😀\t") is True
    assert storable("a\x00") is storable("\ud83d") is False
