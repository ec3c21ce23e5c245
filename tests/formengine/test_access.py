import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.access import NO_CAP, Access, Cap, Rule

accesses = st.sampled_from(Access)
caps = st.builds(
    Cap.of, accesses, st.dictionaries(st.sampled_from(["a", "b", "page", "*"]), accesses, max_size=4)
)


def test_the_three_are_a_chain() -> None:
    assert Access.HIDDEN < Access.READ < Access.EDIT
    assert [access.word for access in Access] == ["hidden", "read", "edit"]


@pytest.mark.parametrize("word", ["hidden", "read", "edit", "edit!"])
def test_a_rule_is_written_as_it_was_read(word: str) -> None:
    assert Rule.from_word(word).word == word


def test_required_is_a_mark_on_editing_only() -> None:
    assert Rule(Access.READ, required=True).word == "read"
    for word in ("read!", "", "EDIT", "admin"):
        with pytest.raises(KeyError):
            Rule.from_word(word)


def test_a_cap_on_an_item_holds_for_it_its_group_and_its_page() -> None:
    cap = Cap.of(Access.EDIT, {"a": Access.HIDDEN, "page": Access.READ})
    assert cap.on("a", "other") is Access.HIDDEN
    assert cap.on("b", "page") is Access.READ
    assert cap.on("b", "other") is Access.EDIT
    assert Cap.of(Access.EDIT, {"*": Access.READ}).on("b") is Access.READ


@given(caps, caps, st.lists(st.sampled_from(["a", "b", "page"]), max_size=2))
def test_two_caps_together_never_widen_either(one: Cap, other: Cap, items: list[str]) -> None:
    both = (one & other).on(*items)
    assert both == min(one.on(*items), other.on(*items))
    assert (one & NO_CAP).on(*items) == one.on(*items)
