"""What partners and other parties could overwrite of what the applicant wrote."""

from collections.abc import Mapping
from typing import Any

import pytest

from formengine.document import parse
from formengine.overwriting import overwritten
from tests.formengine.builders import Json, document

TEXT = {"x-type": "text", "title": "T"}
FIELDS: Json = {
    "a": {},
    "b": {},
    "proof": {"x-type": "file"},
    "notice": {"x-type": "static"},
    "sum": {"x-type": "integer", "x-compute": 5},
    "group": {"x-type": "group", "properties": {"x": TEXT, "y": TEXT}},
    "lines": {"x-type": "rows", "items": {"properties": {"c": TEXT}}},
}


def drawn(rules: Mapping[str, str], view: str = "partner", **others: Any) -> Json:
    new = document(FIELDS, **others)
    new["x-views"].setdefault(view, {"surface": "portal"})["rules"] = dict(rules)
    for status in new["x-statuses"]:
        status["caps"].setdefault(view, "edit")
    return new


def found(drawing: Json) -> Mapping[str, tuple[str, ...]]:
    return overwritten(parse(drawing))


@pytest.mark.parametrize(
    ("rules", "named"),
    [
        ({"a": "edit", "b": "read", "proof": "edit!"}, ("a", "proof")),
        ({"*": "read"}, ()),
        ({"notice": "edit", "sum": "edit"}, ()),
        ({"group": "edit"}, ("group",)),
        ({"group": "edit", "group.x": "read"}, ("group.y",)),
        ({"group": "edit", "group.x": "read", "group.y": "hidden"}, ()),
        ({"lines": "edit"}, ("lines",)),
        ({"lines": "edit", "lines.c": "read"}, ("lines",)),
        ({"*": "edit"}, ("a", "b", "proof", "group", "lines")),
    ],
)
def test_what_both_may_edit(rules: Mapping[str, str], named: tuple[str, ...]) -> None:
    assert found(drawn(rules)) == ({"partner": named} if named else {})


def test_what_the_applicant_only_reads_is_nobodys_to_lose() -> None:
    new = drawn({"a": "edit", "b": "edit"})
    new["x-views"]["internet"]["rules"] = {"*": "edit", "a": "read", "b": "hidden"}
    assert found(new) == {}


def test_they_need_not_edit_at_the_same_status() -> None:
    new = drawn({"a": "edit"})
    first = new["x-statuses"][0] | {"caps": {"internet": "edit"}, "to": ["asked"], "final": False}
    asked = {"key": "asked", "title": "A", "caps": {"internet": "read", "partner": "edit"}, "final": True}
    assert found(new | {"x-statuses": [first, asked]}) == {"partner": ("a",)}
    read = asked | {"caps": {"partner": "read"}}
    assert found(new | {"x-statuses": [first, read]}) == {}


def test_what_every_request_hides_is_not_overwritten() -> None:
    scope = {"key": "s", "title": "S", "verdicts": ["yes"], "items": {"a": "hidden"}}
    assert found(drawn({"a": "edit", "b": "edit"}, x_scopes=[scope])) == {"partner": ("b",)}
    kinds = {"complement": {"b": "read"}, "both": {"*": "read"}}
    assert found(drawn({"a": "edit", "b": "edit"}, x_scopes=[scope], x_kinds=kinds)) == {}


def test_another_party_counts_whatever_partners_are_limited_to() -> None:
    parties = [{"key": "p", "title": "P", "view": "other"}, {"key": "q", "title": "Q", "view": "gone"}]
    kinds = {kind: {"*": "hidden"} for kind in ("complement", "both")}
    new = drawn({"a": "edit"}, "other", x_parties=parties, x_kinds=kinds)
    assert found(new) == {"other": ("a",)}


def test_a_view_that_belongs_to_nobody_else_is_left_out() -> None:
    assert (
        found(drawn({"a": "edit"}, "lawyer", x_on_behalf=[{"key": "l", "title": "L", "view": "lawyer"}]))
        == {}
    )
    scope = {"key": "s", "title": "S", "view": "internet", "verdicts": ["yes"]}
    assert found(drawn({}, x_scopes=[scope])) == {}
    new = drawn({"a": "edit"})
    del new["x-views"]["internet"]
    assert found(new) == {}
