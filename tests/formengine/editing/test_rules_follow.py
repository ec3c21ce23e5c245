"""Rules of every shape when what they ask about, or who asks, is moved or copied."""

from typing import Any

import pytest

from formengine import editing
from formengine.editing import Refused
from tests.formengine.builders import Json, document

TEXT: Json = {"x-type": "text", "title": "T"}
NUMBER: Json = {"x-type": "integer", "title": "N"}


def group(**parts: Json) -> Json:
    return {"x-type": "group", "title": "G", "properties": parts}


def rows(**parts: Json) -> Json:
    return {"x-type": "rows", "title": "R", "items": {"properties": parts}}


def when(rule: Any) -> Json:
    return {**TEXT, "x-when": rule}


def drawn(asker: Json, **others: Any) -> Json:
    fields = {"a": NUMBER, "asker": asker, "g": group(x=NUMBER, lines=rows(c=NUMBER)), "h": group(z=TEXT)}
    return document(fields, **others)


def rule_after(new: Json, address: str, name: str = "x-when") -> Any:
    return editing.field_at(new, address)[name]


FITS: Json = {"fits": [["a"], {"required": ["a"]}]}


@pytest.mark.parametrize(
    ("rule", "moved", "to", "after"),
    [
        ({">": [{"count": ["g.lines"]}, 0]}, "g.lines", "h", {">": [{"count": ["h.lines"]}, 0]}),
        (
            {"any": ["g.lines", {">": [{"var": ".c"}, {"var": "a"}]}]},
            "a",
            "h",
            {"any": ["g.lines", {">": [{"var": ".c"}, {"var": "h.a"}]}]},
        ),
        (FITS, "g.x", "h", FITS),
        (FITS, "asker", "h", FITS),
        ({"==": [{"var": "gone"}, 1]}, "g.x", "h", {"==": [{"var": "gone"}, 1]}),
        ({"==": [{"var": "gone"}, 1]}, "asker", "h", {"==": [{"var": "gone"}, 1]}),
    ],
)
def test_it_follows(rule: Any, moved: str, to: str, after: Any) -> None:
    new = editing.place_field(drawn(when(rule)), moved, group=to)
    assert rule_after(new, "h.asker" if moved == "asker" else "asker") == after


@pytest.mark.parametrize(
    ("rule", "moved"),
    [
        (FITS, "a"),  # what is in the schema stays as it is
        ({"==": [{"var": "gone.x"}, 1]}, "asker"),  # of what is not there nobody knows whether it is one
    ],
)
def test_it_cannot_follow(rule: Any, moved: str) -> None:
    with pytest.raises(Refused, match=r"^rules_cannot_follow$"):
        editing.place_field(drawn(when(rule)), moved, group="h")


def test_rules_of_pages_and_checks_follow_and_what_is_none_stays() -> None:
    checks = [
        {"key": "c", "message": "M", "at": "g", "rule": {"<": [{"var": "g.x"}, 5]}},
        {"key": "d", "message": "", "at": "h", "rule": True},
    ]
    made = drawn({"x-type": "address", "title": "A", "x-default": {"town": "Nantes"}}, x_checks=checks)
    made["x-pages"][0]["x-when"] = {"<": [{"var": "g.x"}, 9]}
    new = editing.place_field(made, "g.x", group="h")
    assert new["x-pages"][0]["x-when"] == {"<": [{"var": "h.x"}, 9]}
    assert [check["at"] for check in new["x-checks"]] == ["g", "h"]
    assert [check["rule"] for check in new["x-checks"]] == [{"<": [{"var": "h.x"}, 5]}, True]
    assert rule_after(new, "asker", "x-default") == {"town": "Nantes"}
    with pytest.raises(Refused) as caught:
        editing.remove_field(new, "h.x")
    assert [(use.place, use.title) for use in caught.value.params["uses"]] == [
        ("page", "Page"),
        ("check", "M"),
    ]


def test_a_copy_asks_about_the_original_where_nothing_else_can_be_said() -> None:
    fits = {"fits": [["g.x"], {"required": ["g"]}]}
    made = drawn(TEXT)
    made["properties"]["g"]["properties"] |= {"y": when(fits), "i": group(y=when(fits))}
    made["properties"]["g"]["required"] = ["x"]
    new = editing.duplicate_field(made, "g")
    assert rule_after(new, "g_2.y") == rule_after(new, "g_2.i.y") == fits
    inner = editing.duplicate_field(made, "g.x")
    assert editing.field_at(inner, "g")["required"] == ["x", "x_2"]


def test_a_part_that_goes_into_rows_is_asked_about_row_by_row_or_not_at_all() -> None:
    made = drawn(TEXT)
    made["properties"]["g"]["properties"]["y"] = when({">": [{"var": ".x"}, 1]})
    with pytest.raises(Refused, match=r"^rules_cannot_follow$"):
        editing.place_field(made, "g.x", group="g.lines")
    there = editing.place_field(made, "g.y", group="g.lines")
    assert rule_after(there, "g.lines.y") == {">": [{"var": "g.x"}, 1]}


def test_before_itself_is_where_it_is() -> None:
    made = drawn(TEXT)
    assert editing.place_field(made, "g.x", before="g.x") == made
    assert editing.place_field(made, "a", page="page", before="a") == made
