"""Gestures that are refused, each with its code; and the rarer ones on pages, statuses, scopes and views."""

from collections.abc import Callable
from typing import Any

import pytest

from formengine import editing
from formengine.document import MAX_OPTIONS, parse
from formengine.editing import Clause, Condition, Refused
from formengine.editing.fields import remove_field
from formengine.editing.lookup import all_addresses, label_of
from formengine.editing.pages import MOST_PAGES
from formengine.editing.rules import effective_word, parts_of, rows_of, word_of
from formengine.editing.scopes import MOST_SCOPES, MOST_VERDICTS, VerdictLine
from formengine.editing.statuses import MOST_STATUSES
from tests.formengine.builders import Json, document

TEXT: Json = {"x-type": "text", "title": "T"}
PLACES = {"page": "x-pages", "status": "x-statuses", "scope": "x-scopes"}
FIELDS: Json = {
    "n": {"x-type": "integer", "title": "Number"},
    "day": {"x-type": "date"},
    "text": {},
    "one": {"x-type": "choice", "oneOf": [{"const": "a", "title": "A"}]},
    "info": {"x-type": "static"},
    "g": {"x-type": "group", "title": "", "properties": {"x": TEXT, "y": TEXT}},
    "r": {"x-type": "rows", "items": {"properties": {"_id": {"type": "string"}, "x": TEXT}}},
}


def drawn() -> Json:
    new = document(FIELDS, x_scopes=[{"key": "s", "title": "S", "view": "partner", "verdicts": ["yes"]}])
    new["x-views"]["internet"]["rules"] = {"*": "edit", "g.x": "read"}
    new["x-statuses"].append({"key": "shut", "title": "Shut", "to": ["open"]})
    return new


def full(section: str, most: int) -> Json:
    entries = [{"key": f"k{number}", "title": "T", "items": []} for number in range(most)]
    return {**drawn(), section: entries}


def when(field: str, operator: str, value: str = "") -> Condition:
    return Condition("all", (Clause(field, operator, value),))


REFUSED: list[tuple[str, Callable[[], Any]]] = [
    ("no_such_field", lambda: editing.move_field(drawn(), "gone", by=1)),
    ("no_such_field", lambda: remove_field(drawn(), "r._id")),
    ("no_options_here", lambda: editing.set_field(drawn(), "n", options=[{"const": "a", "title": "A"}])),
    ("bad_option", lambda: editing.parse_options(f"{'x' * 101} | X", [])),
    ("bad_option", lambda: editing.parse_options(" | X", [])),
    ("too_many_options", lambda: editing.parse_options("\n".join(map(str, range(MAX_OPTIONS + 1))), [])),
    ("too_many_pages", lambda: editing.add_page(full("x-pages", MOST_PAGES), title="P")),
    ("no_such_page", lambda: editing.add_page(drawn(), title="P", after="gone")),
    ("key_taken", lambda: editing.add_page(drawn(), title="P", key="text")),
    ("no_such_page", lambda: editing.set_page(drawn(), "gone", title="P")),
    ("label_missing", lambda: editing.set_page(drawn(), "page", title=" ")),
    ("too_many_statuses", lambda: editing.add_status(full("x-statuses", MOST_STATUSES), title="S")),
    ("no_such_status", lambda: editing.add_status(drawn(), title="S", after="gone")),
    ("bad_limit", lambda: editing.set_status(drawn(), "open", limit_days="ten")),
    ("no_such_view", lambda: editing.set_cap(drawn(), "open", view="moon", word="read")),
    ("bad_access", lambda: editing.set_cap(drawn(), "open", view="crm", word="edit!")),
    ("bad_access", lambda: editing.set_cap(drawn(), "open", view="crm", item="n", word="")),
    ("same_status", lambda: editing.set_transition(drawn(), "open", to="open")),
    ("no_such_status", lambda: editing.set_transition(drawn(), "open", to="gone")),
    ("cannot_be_required", lambda: editing.set_transition(drawn(), "open", to="shut", requires=["info"])),
    ("cannot_be_required", lambda: editing.set_transition(drawn(), "open", to="shut", requires=["g.x"])),
    ("too_many_scopes", lambda: editing.add_scope(full("x-scopes", MOST_SCOPES), title="S")),
    ("no_such_scope", lambda: editing.set_scope(drawn(), "gone", title="S")),
    ("no_such_scope", lambda: editing.remove_scope(drawn(), "gone")),
    ("no_such_view", lambda: editing.set_scope(drawn(), "s", view="moon")),
    (
        "too_many_verdicts",
        lambda: editing.set_scope(drawn(), "s", verdicts=[VerdictLine("V")] * (MOST_VERDICTS + 1)),
    ),
    ("no_such_view", lambda: editing.set_rule(drawn(), "n", view="moon", word="read")),
    ("bad_who", lambda: editing.who_fills(drawn(), "n", who="mayor")),
    ("not_in_a_group", lambda: editing.who_fills(drawn(), "g.x", who="agent")),
    ("no_such_view", lambda: editing.set_reveals(drawn(), "n", view="moon", reveals=True)),
    ("no_such_view", lambda: editing.set_mask(drawn(), "n", view="moon", masked=True)),
    ("cannot_be_masked", lambda: editing.set_mask(drawn(), "g", view="crm", masked=True)),
    ("no_such_kind", lambda: editing.set_kind_cap(drawn(), "rumour", "n", "hidden")),
    ("bad_access", lambda: editing.set_kind_cap(drawn(), "both", "n", "edit!")),
    ("bad_operator", lambda: editing.set_condition(drawn(), "text", when("n", "has", "1"))),
    ("not_a_date", lambda: editing.set_condition(drawn(), "text", when("day", "before", "soon"))),
    ("too_long", lambda: editing.set_condition(drawn(), "n", when("text", "is", "x" * 301))),
    ("not_a_number", lambda: editing.set_condition(drawn(), "text", when("n", "is", "Infinity"))),
]


@pytest.mark.parametrize(
    ("code", "gesture"), REFUSED, ids=[f"{n}-{each[0]}" for n, each in enumerate(REFUSED)]
)
def test_it_is_refused(code: str, gesture: Callable[[], Any]) -> None:
    with pytest.raises(Refused, match=f"^{code}$"):
        gesture()


class TestPages:
    def test_they_come_are_named_moved_and_go(self) -> None:
        new = editing.add_page(drawn(), title="Second", after="page")
        new = editing.add_page(new, title="Between", after="page")
        new = editing.set_page(new, "second", title="Last")
        assert [page["title"] for page in new["x-pages"]] == ["Page", "Between", "Last"]
        new = editing.move_page(new, "second", by=-1)
        new = editing.set_cap(new, "open", view="crm", item="second", word="hidden")
        new = editing.set_kind_cap(new, "opinion", "second", "hidden")
        new = editing.set_scope(new, "s", hidden=["second"])
        gone = editing.remove_page(new, "second")
        assert [page["key"] for page in gone["x-pages"]] == ["page", "between"]
        assert "second" not in str(gone)

    def test_a_field_on_no_page_goes_on_the_last(self) -> None:
        new = drawn()
        new["x-pages"][0]["items"].remove("n")
        assert editing.move_field(new, "n", by=-1)["x-pages"][0]["items"][-1] == "n"


class TestStatuses:
    def test_one_is_added_with_cautious_caps_after_another(self) -> None:
        new = editing.add_status(drawn(), title="Away", after="open")
        assert [each["key"] for each in new["x-statuses"]] == ["open", "away", "shut"]
        assert new["x-statuses"][1]["caps"] == {"internet": "read", "crm": "edit", "partner": "hidden"}
        new = editing.move_status(new, "away", by=5)
        assert [each["key"] for each in new["x-statuses"]] == ["open", "shut", "away"]

    def test_its_words_and_its_time_are_set_and_taken_away(self) -> None:
        new = editing.set_status(
            drawn(), "open", title="Begun", wording="We look", limit_days=30, final=False
        )
        status = new["x-statuses"][0]
        assert (status["title"], status["wording"], status["limit_days"]) == ("Begun", "We look", 30)
        assert "final" not in status
        new = editing.set_status(new, "open", wording="", limit_days=None)
        assert not {"wording", "limit_days"} & new["x-statuses"][0].keys()
        assert editing.set_status(new, "open") == new

    def test_a_whole_view_is_capped(self) -> None:
        new = editing.set_cap(drawn(), "shut", view="partner", word="read")
        assert new["x-statuses"][1]["caps"] == {"partner": "read"}

    def test_moves_come_and_go(self) -> None:
        new = editing.set_transition(drawn(), "open", to="shut", complete=True, needs="solicitation")
        (move,) = parse(new).statuses[0].transitions
        assert (move.complete, move.needs) == (True, "solicitation")
        new = editing.set_transition(new, "open", to="shut", title="Go")
        assert [each["title"] for each in new["x-statuses"][0]["to"]] == ["Go"]
        assert editing.remove_transition(new, "shut", to="open")["x-statuses"][1]["to"] == []
        assert editing.remove_transition(new, "shut", to="gone")["x-statuses"][1]["to"] == ["open"]


class TestScopes:
    def test_they_are_named_moved_and_go(self) -> None:
        new = editing.add_scope(drawn(), title="Second")
        new = editing.set_scope(new, "second", title="First", view="internet")
        new = editing.move_scope(new, "second", by=-1)
        assert [(each["title"], each["view"]) for each in new["x-scopes"]] == [
            ("First", "internet"),
            ("S", "partner"),
        ]
        assert [each["key"] for each in editing.remove_scope(new, "s")["x-scopes"]] == ["second"]

    def test_what_it_hides_is_replaced_and_other_caps_stay(self) -> None:
        new = drawn()
        new["x-scopes"][0]["items"] = {"n": "hidden", "day": "read"}
        new = editing.set_scope(new, "s", hidden=["text"])
        assert new["x-scopes"][0]["items"] == {"day": "read", "text": "hidden"}


class TestViews:
    def test_a_cap_of_a_kind_is_set_and_taken_away(self) -> None:
        new = editing.set_kind_cap(drawn(), "both", "n", "read")
        assert new["x-kinds"] == {"both": {"n": "read"}}
        two = editing.set_kind_cap(new, "opinion", "n", "hidden")
        assert editing.set_kind_cap(two, "both", "n", "edit")["x-kinds"] == {"opinion": {"n": "hidden"}}
        assert "x-kinds" not in editing.set_kind_cap(new, "both", "n", "edit")

    @pytest.mark.parametrize(
        ("item", "word"), [("g", "edit"), ("g.x", "read"), ("g.y", "edit"), ("r", "edit"), ("n", "edit")]
    )
    def test_what_a_view_comes_to(self, item: str, word: str) -> None:
        assert effective_word(drawn(), item, "internet") == word
        assert effective_word(drawn(), item, "partner") == "hidden"

    def test_who_fills_it_in_keeps_whether_it_is_required(self) -> None:
        new = editing.set_required(drawn(), "n", True)
        new = editing.who_fills(new, "n", who="agent")
        assert word_of(new, "n", "crm") == "edit!"
        assert word_of(editing.who_fills(new, "n", who="citizen", required=False), "n", "internet") == "edit"
        del new["x-views"]["partner"]
        assert editing.who_of(editing.who_fills(new, "n", who="partner"), "n") is None

    def test_a_part_that_is_no_longer_required_loses_every_mark(self) -> None:
        new = editing.set_rule(
            editing.set_required(drawn(), "g.y", True), "g.y", view="internet", word="edit!"
        )
        assert editing.set_required(new, "g.y", True) == new
        off = editing.set_required(new, "g.y", False)
        assert word_of(off, "g.y", "internet") == "edit"
        assert "required" not in off["properties"]["g"]

    def test_lists_of_addresses(self) -> None:
        new = drawn()
        assert rows_of(new) == list(FIELDS) == rows_of(new, "page")
        assert parts_of(new, "r") == ["r.x"]
        assert list(all_addresses(new)) == ["n", "day", "text", "one", "info", "g", "g.x", "g.y", "r", "r.x"]
        assert [label_of(new, each) for each in ("n", "g", "gone")] == ["Number", "g", "gone"]


class TestConditions:
    @pytest.mark.parametrize(
        "rule",
        [
            {"!": {"==": [{"var": "n"}, 1]}},
            {"==": [{"var": ".x"}, "a"]},
            {"==": [{"var": "n"}, ["a"]]},
            {"==": [{"sum": ["r", "x"]}, 1]},
            {"<": [{"var": "text"}, "a"]},
            {"!": {"in": [{"var": "one"}, ["a"]]}},
            5,
        ],
    )
    def test_what_was_composed_otherwise_is_left_alone(self, rule: Any) -> None:
        assert editing.read_condition(drawn(), rule) is None

    def test_no_rule_is_no_clause(self) -> None:
        assert editing.read_condition(drawn(), None) == Condition("all", ())

    def test_nothing_there_is_a_condition_as_well(self) -> None:
        new = editing.set_condition(drawn(), "n", when("text", "missing"))
        assert new["properties"]["n"]["x-when"] == {"empty": {"var": "text"}}
        assert editing.read_condition(new, new["properties"]["n"]["x-when"]) == when("text", "missing")
        with pytest.raises(Refused, match=r"^field_in_use$"):
            remove_field(new, "text")
