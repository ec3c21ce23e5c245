"""Who needs a field: rules of every kind, at any depth, keep it from being taken away."""

from typing import Any

import pytest

from formengine import editing
from formengine.document import parse
from formengine.editing import Clause, Condition, Refused
from tests.formengine.builders import Json, document

NUMBER: Json = {"x-type": "integer", "title": "N"}
LINES: Json = {
    "x-type": "rows",
    "title": "Lines",
    "items": {
        "properties": {
            "cost": NUMBER,
            "double": {**NUMBER, "x-compute": {"*": [{"var": ".cost"}, 2]}},
            "why": {"x-type": "text", "title": "Why", "x-when": {">": [{"var": "limit"}, 5]}},
        }
    },
}


def drawn() -> Json:
    return document(
        {
            "limit": NUMBER,
            "other": NUMBER,
            "nest": {
                "x-type": "group",
                "properties": {"lines": LINES, "name": {"x-type": "text", "title": "N"}},
            },
            "total": {**NUMBER, "x-compute": {"sum": ["nest.lines", "cost"]}},
            "again": {"x-prefill": {"from": "dossier", "path": "other", "locked": False}},
            "free": {"x-default": {"town": "Nantes"}},
        },
        x_checks=[
            {"key": "c", "message": "M", "at": "free", "rule": {"<": [{"var": "total"}, {"var": "limit"}]}}
        ],
    )


@pytest.mark.parametrize(
    ("address", "users"),
    [
        ("limit", {("field", "nest.lines.why"), ("check", "c")}),
        ("other", {("field", "again")}),
        ("nest", {("field", "total")}),
        ("nest.lines", {("field", "total")}),
        ("nest.lines.cost", {("field", "nest.lines.double"), ("field", "total")}),
        ("nest.lines.double", set()),
        ("nest.name", set()),
        ("total", {("check", "c")}),
        ("free", {("check", "c")}),
        ("again", set()),
    ],
)
def test_who_needs_it(address: str, users: set[tuple[str, str]]) -> None:
    assert {(use.place, use.key) for use in editing.uses_of(drawn(), address)} == users


def test_a_field_that_rules_ask_about_is_not_removed() -> None:
    for address in ("limit", "other", "total"):
        with pytest.raises(Refused, match=r"^field_in_use$"):
            editing.remove_field(drawn(), address)


def test_gestures_keep_rules_defaults_and_prefill() -> None:
    before = drawn()
    after = editing.set_field(before, "total", title="Sum")
    after = editing.move_field(editing.set_field(after, "again", title="Once more", help="…"), "again", by=-1)
    after = editing.set_required(editing.set_rule(after, "free", view="crm", word="edit"), "free", True)
    for key in ("total", "again", "free", "nest"):
        for name in ("x-compute", "x-prefill", "x-default", "properties"):
            assert after["properties"][key].get(name) == before["properties"][key].get(name)
    assert after["x-checks"] == before["x-checks"]
    copy = editing.duplicate_field(after, "total")
    assert copy["properties"]["total_2"]["x-compute"] == before["properties"]["total"]["x-compute"]
    parse(copy)


def test_a_condition_cannot_ask_for_what_is_computed_from_its_field() -> None:
    rule: Any = Condition("all", (Clause("total", "more", "3"),))
    with pytest.raises(Refused, match=r"^condition_in_a_circle$"):
        editing.set_condition(drawn(), "nest", rule)


@pytest.mark.parametrize(
    ("kind", "value"), [("datetime", "2026-01-31T10:00"), ("time", "10:30"), ("date", "2026-01-31")]
)
def test_days_and_times_are_compared_alike(kind: str, value: str) -> None:
    with_day = document({"day": {"x-type": kind}, "f": {}})
    wanted = Condition("all", (Clause("day", "since", value),))
    new = editing.set_condition(with_day, "f", wanted)
    assert editing.read_condition(new, new["properties"]["f"]["x-when"]) == wanted
    with pytest.raises(Refused, match=r"^not_a_date$"):
        editing.set_condition(with_day, "f", Condition("all", (Clause("day", "since", "soon"),)))
