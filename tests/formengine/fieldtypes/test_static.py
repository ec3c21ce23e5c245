from formengine.acceptance import accept
from formengine.access import Access
from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken, view


def test_it_has_no_answer() -> None:
    assert taken("static", "x") == "<unknown_field>"
    assert field_type("static").is_empty("x")
    assert field_type("static").json_schema(field("static")) == {"not": {}}


def test_it_can_only_be_read_and_nothing_can_be_sent_to_it() -> None:
    compiled = view({"s": {"x-type": "static"}, "a": {}}, {"*": "edit!"})
    assert compiled.by_key["s"].access is Access.READ
    assert codes(accept(compiled, {}, {"s": "x"}).forbidden) == [(("s",), "unknown_field")]
    assert codes(accept(compiled, {}, {"a": "x"}).problems) == []
