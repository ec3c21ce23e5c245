"""Into groups and out of them, at any depth: whatever names a field follows it, or it stays."""

import json
from typing import Any

import pytest

from formengine import editing
from formengine.document import parse
from formengine.editing import Refused
from formengine.editing.rules import is_required, word_of
from formengine.linting import lint
from formengine.rules import compile_expression
from tests.formengine.builders import Json, document

NUMBER: Json = {"x-type": "integer", "title": "N"}
TEXT: Json = {"x-type": "text", "title": "T"}


def group(**parts: Json) -> Json:
    return {"x-type": "group", "title": "G", "properties": parts}


def rows(**parts: Json) -> Json:
    return {"x-type": "rows", "title": "R", "items": {"properties": parts}}


def drawn(**others: Any) -> Json:
    return document(
        {
            "a": NUMBER,
            "b": {**NUMBER, "x-when": {">": [{"var": "a"}, 1]}},
            "g": group(
                x=NUMBER,
                y={**NUMBER, "x-compute": {"+": [{"var": ".x"}, {"var": "a"}]}},
                lines=rows(cost=NUMBER, twice={**NUMBER, "x-compute": {"*": [{"var": ".cost"}, 2]}}),
                total={**NUMBER, "x-compute": {"sum": ["g.lines", "cost", {">": [{"var": ".twice"}, 3]}]}},
            ),
            "h": group(z=TEXT),
            "o": rows(w=TEXT),
        },
        **others,
    )


def at(new: Json, address: str) -> Json:
    found: Json = editing.field_at(new, address)
    return found


class TestRulesFollow:
    def test_into_a_group(self) -> None:
        new = editing.place_field(drawn(), "a", group="h")
        assert at(new, "b")["x-when"] == {">": [{"var": "h.a"}, 1]}
        assert at(new, "g.y")["x-compute"] == {"+": [{"var": ".x"}, {"var": "h.a"}]}
        assert new["x-pages"][0]["items"] == ["b", "g", "h", "o"]

    def test_out_of_a_group(self) -> None:
        new = editing.place_field(drawn(), "g.x", page=drawn()["x-pages"][0]["key"], before="b")
        assert at(new, "g.y")["x-compute"] == {"+": [{"var": "x"}, {"var": "a"}]}
        assert new["x-pages"][0]["items"] == ["a", "x", "b", "g", "h", "o"]

    def test_who_asks_may_move_as_well(self) -> None:
        new = editing.place_field(drawn(), "g.y", group="h")
        assert at(new, "h.y")["x-compute"] == {"+": [{"var": "g.x"}, {"var": "a"}]}
        back = editing.place_field(new, "h.y", group="g", before="g.lines")
        assert list(at(back, "g")["properties"]) == ["x", "y", "lines", "total"]
        assert compile_expression(at(back, "g.y")["x-compute"], inside="g").paths == {"g.x", "a"}

    def test_a_group_goes_deeper_with_all_that_is_inside(self) -> None:
        new = editing.place_field(drawn(), "g", group="h")
        assert at(new, "h.g.total")["x-compute"]["sum"][0] == "h.g.lines"
        assert at(new, "h.g.lines.twice")["x-compute"] == {"*": [{"var": ".cost"}, 2]}
        assert not [each for each in lint(parse(new)) if each.code.startswith("rule")]

    def test_in_rows_a_group_s_own_rows_stay_its_own(self) -> None:
        new = editing.place_field(drawn(), "g", group="o")
        assert at(new, "o.g.total")["x-compute"]["sum"][0] == ".lines"
        assert at(new, "o.g.y")["x-compute"] == {"+": [{"var": ".x"}, {"var": "a"}]}
        parse(new)

    def test_what_is_summed_may_go_into_other_rows(self) -> None:
        new = editing.place_field(drawn(), "g.lines", group="o")
        assert at(new, "g.total")["x-compute"]["sum"][:2] == ["o.lines", "cost"]

    def test_a_part_of_rows_may_go_into_a_group_of_theirs(self) -> None:
        nested = editing.add_field(drawn(), type="group", title="Prices", group="g.lines")
        new = editing.place_field(nested, "g.lines.cost", group="g.lines.prices")
        assert at(new, "g.lines.twice")["x-compute"] == {"*": [{"var": ".prices.cost"}, 2]}
        assert at(new, "g.total")["x-compute"]["sum"][:2] == ["g.lines", "prices.cost"]

    def test_checks_and_prefill_follow(self) -> None:
        check = {"key": "c", "message": "M", "at": "g.x", "rule": {"<": [{"var": "g.x"}, {"var": "a"}]}}
        made = drawn(x_checks=[check])
        made["properties"]["b"]["x-prefill"] = {"from": "dossier", "path": "g.x", "locked": True}
        new = editing.place_field(made, "g.x", group="h")
        assert new["x-checks"][0]["at"] == "h"
        assert new["x-checks"][0]["rule"] == {"<": [{"var": "h.x"}, {"var": "a"}]}
        assert at(new, "b")["x-prefill"] == {"from": "dossier", "path": "h.x", "locked": True}


class TestRefused:
    @pytest.mark.parametrize(
        ("address", "group", "code"),
        [
            ("a", "o", "rules_cannot_follow"),  # b would ask about one row
            ("g.lines.cost", "h", "rules_cannot_follow"),  # its total as well
            ("g", "g", "into_itself"),
            ("g", "g.lines", "into_itself"),
            ("a", "b", "not_a_group"),
            ("a", "nowhere", "no_such_field"),
            ("nothing", "g", "no_such_field"),
        ],
    )
    def test_and_told_why(self, address: str, group: str, code: str) -> None:
        before = drawn()
        kept = json.dumps(before)
        with pytest.raises(Refused, match=f"^{code}$"):
            editing.place_field(before, address, group=group)
        assert json.dumps(before) == kept

    def test_who_cannot_follow_is_named(self) -> None:
        with pytest.raises(Refused) as caught:
            editing.place_field(drawn(), "a", group="o")
        assert {use.key for use in caught.value.params["uses"]} == {"b", "g.y"}

    def test_a_file_stays_outside(self) -> None:
        made = document({"f": {"x-type": "file", "title": "F"}, "g": group(x=NUMBER)})
        with pytest.raises(Refused, match=r"^file_inside$"):
            editing.place_field(made, "f", group="g")

    def test_six_groups_inside_one_another(self) -> None:
        deep = group(x=NUMBER)
        for _ in range(4):
            deep = group(d=deep)
        made = document({"deep": deep, "one": group(x=NUMBER), "flat": NUMBER})
        with pytest.raises(Refused, match=r"^nested_too_deep$"):
            editing.place_field(made, "one", group="deep.d.d.d.d")
        editing.place_field(made, "flat", group="deep.d.d.d.d")

    def test_a_ring(self) -> None:
        made = document({"a": NUMBER, "g": {**group(x=NUMBER), "x-when": {">": [{"var": "a"}, 1]}}})
        with pytest.raises(Refused, match=r"^condition_in_a_circle$"):
            editing.place_field(made, "a", group="g")

    def test_what_a_status_asks_for(self) -> None:
        made = drawn()
        made["x-statuses"][0]["to"] = [{"status": made["x-statuses"][0]["key"], "requires": ["b"]}]
        with pytest.raises(Refused, match=r"^rules_cannot_follow$"):
            editing.place_field(made, "b", group="h")


class TestNothingWidens:
    def test_what_views_caps_and_masks_say_follows(self) -> None:
        made = drawn()
        view = next(iter(made["x-views"].values()))
        view["rules"].update({"g": "read", "g.x": "edit", "*": "edit"})
        view["masks"], view["reveals"] = ["g.x"], ["g.x"]
        made["x-statuses"][0]["items"] = {
            next(iter(made["x-views"])): {"g": "hidden", "g.lines.cost": "read"}
        }
        out = editing.place_field(made, "g.x", page=made["x-pages"][0]["key"])
        kept = next(iter(out["x-views"].values()))
        assert (kept["rules"]["x"], kept["masks"], kept["reveals"]) == ("read", ["x"], ["x"])
        assert out["x-statuses"][0]["items"][next(iter(out["x-views"]))]["x"] == "hidden"
        moved = editing.place_field(made, "g.lines", group="h")
        assert moved["x-statuses"][0]["items"][next(iter(out["x-views"]))]["h.lines.cost"] == "read"

    def test_required_becomes_required(self) -> None:
        made = editing.set_required(drawn(), "g.x", True)
        view = next(iter(made["x-views"]))
        made["x-views"][view]["rules"] = {"g": "edit", "h": "edit"}
        out = editing.place_field(made, "g.x", page=made["x-pages"][0]["key"])
        assert word_of(out, "x", view) == "edit!"
        assert "required" not in at(out, "g")
        assert at(editing.place_field(made, "g.x", group="h"), "h")["required"] == ["x"]
        assert is_required(editing.place_field(out, "x", group="h"), "h.x")

    def test_a_group_may_set_all_that_is_inside(self) -> None:
        made = editing.set_rule(drawn(), "g.lines.cost", view="crm", word="hidden")
        made = editing.set_subtree(made, "g", view="crm", word="read")
        assert word_of(made, "g.lines.cost", "crm") == ""

    def test_masks_are_set_and_forgotten(self) -> None:
        made = editing.set_mask(drawn(), "g.x", view="crm", masked=True)
        assert parse(made).views["crm"].masks == {"g.x"}
        assert "masks" not in editing.set_mask(made, "g.x", view="crm", masked=False)["x-views"]["crm"]
        with pytest.raises(Refused, match=r"^cannot_be_masked$"):
            editing.set_mask(made, "g", view="crm", masked=True)
        made["properties"]["g"]["properties"]["y"].pop("x-compute")
        assert "masks" not in editing.remove_field(made, "g.x")["x-views"]["crm"]


class TestAtAnyDepth:
    def test_up_down_and_before(self) -> None:
        new = editing.move_field(drawn(), "g.lines.twice", by=-1)
        assert list(at(new, "g.lines")["items"]["properties"]) == ["twice", "cost"]
        new = editing.place_field(new, "g.lines.cost", before="g.lines.twice")
        assert list(at(new, "g.lines")["items"]["properties"]) == ["cost", "twice"]

    def test_a_copy_asks_about_its_own_parts(self) -> None:
        made = editing.set_mask(drawn(), "g.x", view="crm", masked=True)
        new = editing.duplicate_field(made, "g")
        assert at(new, "g_2.total")["x-compute"]["sum"][0] == "g_2.lines"
        assert at(new, "g.total") == at(made, "g.total")
        assert set(new["x-views"]["crm"]["masks"]) == {"g.x", "g_2.x"}
        inner = editing.duplicate_field(new, "g.lines.twice")
        assert list(at(inner, "g.lines")["items"]["properties"]) == ["cost", "twice", "twice_2"]

    def test_a_copy_asks_about_the_original_where_its_own_part_cannot_be_named(self) -> None:
        made = drawn()
        fits = {"fits": [["g.x"], {"required": ["x"]}]}
        made["properties"]["g"]["properties"]["y"]["x-when"] = fits
        new = editing.duplicate_field(made, "g")
        assert at(new, "g_2.y")["x-when"] == fits
        with pytest.raises(Refused, match=r"^rules_cannot_follow$"):
            editing.place_field(made, "g", group="o")

    def test_a_field_goes_after_another(self) -> None:
        new = editing.add_field(drawn(), type="text", title="Note", after="g.lines.cost")
        assert list(at(new, "g.lines")["items"]["properties"]) == ["cost", "note", "twice"]

    def test_removing_takes_it_from_what_is_required(self) -> None:
        made = editing.set_required(drawn(), "g.lines.twice", True)
        made = editing.set_rule(made, "g.lines.twice", view="crm", word="read")
        made["properties"]["g"]["properties"].pop("total")
        new = editing.remove_field(made, "g.lines.twice")
        assert "twice" not in json.dumps(new)

    def test_a_condition_asks_about_parts_beside_it(self) -> None:
        wanted = editing.Condition("all", (editing.Clause("g.lines.cost", "more", "3"),))
        new = editing.set_condition(drawn(), "g.lines.twice", wanted)
        rule = at(new, "g.lines.twice")["x-when"]
        assert rule == {">": [{"var": ".cost"}, 3]}
        assert editing.read_condition(new, rule, "g.lines") == wanted
        far = editing.Condition("any", (editing.Clause("a", "more", "3"), editing.Clause("g.x", "filled")))
        assert at(editing.set_condition(new, "g.lines.twice", far), "g.lines.twice")["x-when"] == {
            "or": [{">": [{"var": "a"}, 3]}, {"!": {"empty": {"var": "g.x"}}}]
        }
        with pytest.raises(Refused, match=r"^asks_about_rows$"):
            editing.set_condition(new, "b", wanted)
        with pytest.raises(Refused, match=r"^condition_in_a_circle$"):
            editing.set_condition(
                new, "g.lines.cost", editing.Condition("all", (editing.Clause("g.lines.twice", "filled"),))
            )

    def test_what_lines_would_say_otherwise_is_left_alone(self) -> None:
        for rule in (
            {"==": [{"var": "a"}, {"decimal": "2"}]},
            {"in": [{"var": "h.z"}, ["x, y"]]},
            {"in": [{"var": "a"}, [1, 2]]},
        ):
            assert editing.read_condition(drawn(), rule) is None
