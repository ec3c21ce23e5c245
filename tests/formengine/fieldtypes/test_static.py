import pytest

from formengine.acceptance import accept
from formengine.access import Access
from formengine.fieldtypes import field_type
from formengine.fieldtypes.static import look_of
from tests.formengine.builders import codes, field, taken, view


def test_it_has_no_answer() -> None:
    assert taken("static", "x") == "<unknown_field>"
    assert field_type("static").is_empty("x")
    assert field_type("static").json_schema(field("static")) == {"not": {}}
    assert field_type("static").operand("x", field("static")) is None


def test_it_can_only_be_read_and_nothing_can_be_sent_to_it() -> None:
    compiled = view({"s": {"x-type": "static"}, "a": {}}, {"*": "edit!"})
    assert compiled.by_key["s"].access is Access.READ
    assert codes(accept(compiled, {}, {"s": "x"}).forbidden) == [(("s",), "unknown_field")]
    assert codes(accept(compiled, {}, {"a": "x"}).problems) == []


def test_its_text_is_told_without_its_marks() -> None:
    one = field("static", description="Gardez **vos** papiers.\n- le RIB", x_look="info")
    assert field_type("static").display(None, one, "fr") == "Gardez vos papiers.\n\n- le RIB"
    assert look_of(one) == "info"


@pytest.mark.parametrize("look", ["paragraph", None, "<b>", ["heading"]])
def test_what_is_no_look_is_a_paragraph(look: object) -> None:
    assert look_of(field("static", description="x", x_look=look)) == "paragraph"


def test_what_cannot_be_read_is_a_fault_of_design() -> None:
    kind = field_type("static")
    assert codes(kind.design_problems({"x-look": "big", "description": "x"})) == [
        (("x-look",), "bad_setting")
    ]
    assert codes(kind.design_problems({})) == [(("description",), "no_title")]
    assert codes(kind.design_problems({"x-look": "heading", "description": "x"})) == [
        (("title",), "no_title")
    ]
    assert kind.design_problems({"title": "x"}) == ()
