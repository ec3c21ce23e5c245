"""The change list between two versions: what came, went, moved and was altered."""

from copy import deepcopy
from typing import Any

import pytest
from hypothesis import HealthCheck, assume, given, settings
from hypothesis import strategies as st

from formengine import editing
from formengine.comparing import Change, Part, What, compare
from formengine.comparing.ordering import displaced
from formengine.document import document_digest, parse
from formengine.editing import Refused
from tests.formengine.builders import asks, document
from tests.formengine.editing.test_any_gestures import Gesture, gestures
from tests.formengine.editing.test_gestures import WORDING

Told = tuple[str, str, str, str]


def told(old: dict[str, Any], new: dict[str, Any]) -> list[Told]:
    return [
        (each.part.value, each.at, each.what.value, each.name) for each in compare(parse(old), parse(new))
    ]


def altered(before: dict[str, Any], **keywords: Any) -> list[Change]:
    """The differences when keywords of the field `a` are set; None takes one away."""
    after = deepcopy(before)
    for name, value in keywords.items():
        key = {"help": "description", "kind": "x-type"}.get(name, name.replace("_", "-"))
        after["properties"]["a"][key] = value
        if value is None:
            del after["properties"]["a"][key]
    return list(compare(parse(before), parse(after)))


class TestFields:
    def test_added_and_removed(self) -> None:
        old, new = document({"a": {}, "b": {}}), document({"a": {}, "c": {}})
        assert ("field", "b", "removed", "") in told(old, new)
        assert ("field", "c", "added", "") in told(old, new)
        assert ("view", "internet", "access", "c") in told(old, new)

    def test_a_group_that_is_gone_is_told_once(self) -> None:
        old = document({"a": {}, "g": {"x-type": "group", "properties": {"x": {"x-type": "text"}}}})
        assert told(old, document({"a": {}})) == [("field", "g", "removed", "")]

    @pytest.mark.parametrize(
        ("keywords", "what", "name"),
        [
            ({"title": "B"}, What.TITLE, ""),
            ({"help": "So."}, What.HELP, ""),
            ({"kind": "longtext"}, What.TYPE, ""),
            ({"maxLength": 5}, What.LIMIT, "maxLength"),
            ({"pattern": "^a"}, What.LIMIT, "pattern"),
            ({"x_pattern_message": "No."}, What.SETTING, "x-pattern-message"),
            ({"x_when": {"empty": {"var": "b"}}}, What.CONDITION, ""),
            ({"x_required_when": {"empty": {"var": "b"}}}, What.REQUIREMENT, ""),
        ],
    )
    def test_each_attribute(self, keywords: dict[str, Any], what: What, name: str) -> None:
        found = altered(document({"a": {}, "b": {}}), **keywords)
        assert [(each.part, each.at, each.what, each.name) for each in found] == [
            (Part.FIELD, "a", what, name)
        ]

    def test_a_limit_tells_what_it_was_and_is(self) -> None:
        (found,) = altered(document({"a": {"maxLength": 9}}), maxLength=5)
        assert (found.old, found.new) == (9, 5)

    def test_a_whole_number_is_not_a_yes(self) -> None:
        (found,) = altered(document({"a": {"x-odd": 1}}), x_odd=True)
        assert found.what is What.SETTING

    def test_options(self) -> None:
        def one(*options: tuple[str, str]) -> dict[str, Any]:
            listed = [{"const": value, "title": title} for value, title in options]
            return document({"a": {"x-type": "choice", "oneOf": listed}})

        before = one(("a", "A"), ("b", "B"), ("c", "C"), ("d", "D"))
        after = one(("d", "D"), ("a", "Alpha"), ("beta", "B"), ("e", "E"))
        found = compare(parse(before), parse(after))
        assert [(each.what, each.name, each.old, each.new) for each in found] == [
            (What.OPTION_TITLE, "a", "A", "Alpha"),
            (What.OPTION_RENAMED, "B", "b", "beta"),
            (What.OPTION_REMOVED, "c", "C", None),
            (What.OPTION_ADDED, "e", None, "E"),
            (What.OPTIONS_REORDERED, "", None, None),
        ]

    def test_computed(self) -> None:
        (found,) = altered(document({"a": {}, "b": {}}), x_compute={"var": "b"})[:1]
        assert found.what is What.COMPUTED


class TestPlaces:
    def test_another_page(self) -> None:
        old = document({"a": {}, "b": {}})
        old["x-pages"] = [{"key": "p", "title": "P", "items": ["a", "b"]}, {"key": "q", "title": "Q"}]
        new = editing.place_field(
            {**old, "x-pages": [{"items": [], **each} for each in old["x-pages"]]}, "a", page="q"
        )
        assert told(old, new) == [("field", "a", "moved", "page")]

    def test_another_order_names_the_fewest(self) -> None:
        old = document({"a": {}, "b": {}, "c": {}})
        new = editing.place_field(old, "c", page="page", before="a")
        assert told(old, new) == [("field", "c", "reordered", "")]

    def test_into_a_group_and_out_of_it(self) -> None:
        group = {"x-type": "group", "properties": {"x": {"x-type": "text"}}}
        wider = deepcopy(group) | {
            "properties": {**group["properties"], "a": {"title": "a", "x-type": "text"}}
        }
        flat, nested = document({"a": {}, "g": group}), document({"g": wider})
        assert ("field", "g.a", "moved", "") in told(flat, nested)
        assert ("field", "a", "moved", "") in told(nested, flat)

    def test_a_name_in_a_new_group_is_not_that_of_a_group_which_is_gone(self) -> None:
        inner = {"nom": {"x-type": "text", "title": "Nom"}}
        old = document({"demandeur": {"x-type": "group", "properties": inner}})
        new = document({"tuteur": {"x-type": "group", "properties": inner}})
        assert {("field", "demandeur", "removed", ""), ("field", "tuteur", "added", "")} <= set(
            told(old, new)
        )

    def test_nothing_moves_out_of_rows(self) -> None:
        inner = {"x": {"x-type": "text"}, "y": {"x-type": "text"}}
        old = document({"r": {"x-type": "rows", "items": {"properties": inner}}})
        new = document({"r": {"x-type": "rows", "items": {"properties": {"x": inner["x"]}}}, "y": {}})
        assert {("field", "r.y", "removed", ""), ("field", "y", "added", "")} <= set(told(old, new))

    def test_children_of_children(self) -> None:
        def nested(title: str) -> dict[str, Any]:
            deep = {"x-type": "rows", "items": {"properties": {"x": {"x-type": "text", "title": title}}}}
            return document({"g": {"x-type": "group", "properties": {"r": deep}}})

        assert told(nested("X"), nested("Y")) == [("field", "g.r.x", "title", "")]

    def test_the_order_in_a_group(self) -> None:
        def group(*keys: str) -> dict[str, Any]:
            return document(
                {"g": {"x-type": "group", "properties": {key: {"x-type": "text"} for key in keys}}}
            )

        assert told(group("x", "y", "z"), group("z", "x", "y")) == [("field", "g.z", "reordered", "")]


class TestFlow:
    def test_views_tell_who_newly_sees_and_edits_what(self) -> None:
        old = document({"a": {}, "b": {}})
        new = deepcopy(old)
        new["x-views"]["partner"]["rules"] = {"a": "read"}
        new["x-views"]["crm"]["rules"] = {"*": "read", "b": "edit!"}
        found = compare(parse(old), parse(new)).of(Part.VIEW, What.ACCESS)
        assert [(each.at, each.name, each.old, each.new) for each in found] == [
            ("crm", "b", "read", "edit!"),
            ("partner", "a", "hidden", "read"),
        ]

    def test_statuses_their_caps_and_moves(self) -> None:
        old = document({"a": {}})
        new = deepcopy(old)
        new["x-statuses"][0] |= {
            "title": "Offen",
            "caps": {"internet": "read", "crm": "edit"},
            "limit_days": 3,
        }
        new["x-statuses"][0]["to"] = ["shut"]
        new["x-statuses"].append({"key": "shut", "title": "Shut"})
        assert set(told(old, new)) == {
            ("status", "shut", "added", ""),
            ("status", "open", "title", ""),
            ("status", "open", "time_limit", ""),
            ("status", "open", "cap", "internet"),
            ("status", "open", "cap", "partner"),
            ("status", "open", "move_added", "shut"),
        }

    def test_scopes_kinds_and_checks(self) -> None:
        rule = asks("a", "x")
        old = document({"a": {}}, x_scopes=[{"key": "s", "title": "S", "verdicts": ["yes", "no"]}])
        new = document(
            {"a": {}},
            x_scopes=[{"key": "s", "title": "S", "verdicts": ["yes"], "items": {"a": "hidden"}}],
            x_kinds={"opinion": {"a": "hidden"}},
            x_checks=[{"key": "c", "message": "M", "at": "a", "rule": rule}],
        )
        assert told(old, new) == [
            ("scope", "s", "cap", "a"),
            ("scope", "s", "verdict_removed", "no"),
            ("kind", "opinion", "cap", "a"),
            ("check", "c", "added", ""),
        ]
        assert told(new, old)[-1] == ("check", "c", "removed", "")
        assert compare(parse(new), parse(new)).is_empty

    def test_a_cap_on_one_item_beside_one_that_stays(self) -> None:
        old, new = (
            document({"a": {}, "b": {}}, x_kinds={"opinion": {"a": "hidden", "b": word}})
            for word in ("edit", "read")
        )
        assert told(old, new) == [("kind", "opinion", "cap", "b")]

    def test_views_come_go_and_change_their_place(self) -> None:
        old = document({"a": {}, "b": {}})
        new = deepcopy(old)
        del new["x-views"]["partner"]
        new["x-views"]["crm"] |= {"title": "Bureau", "surface": "portal", "reveals": ["b"], "masks": ["a"]}
        new["x-views"]["second"] = {"surface": "portal", "rules": {"a": "read"}}
        assert told(old, new) == [
            ("view", "partner", "removed", ""),
            ("view", "crm", "title", ""),
            ("view", "crm", "surface", ""),
            ("view", "crm", "reveals", "b"),
            ("view", "crm", "masks", "a"),
            ("view", "second", "added", ""),
            ("view", "second", "access", "a"),
        ]

    def test_the_order_of_moves_verdicts_checks_and_pages(self) -> None:
        def ordered(turn: int) -> dict[str, Any]:
            rule = asks("a", "x")
            drawn = document(
                {"a": {}},
                x_scopes=[{"key": "s", "title": "S", "verdicts": ["yes", "no"][::turn]}],
                x_checks=[{"key": key, "message": "", "at": "a", "rule": rule} for key in "cd"[::turn]],
            )
            drawn["x-statuses"] = [
                {"key": "open", "title": "", "to": ["shut", "away"][::turn]},
                *({"key": key, "title": ""} for key in ("shut", "away")),
            ]
            drawn["x-pages"] = [{"key": key, "title": ""} for key in ("p", "q")[::turn]]
            return drawn

        found = told(ordered(1), ordered(-1))
        assert [(part, what, name) for part, _at, what, name in found] == [
            ("page", "reordered", ""),
            ("status", "move_changed", ""),
            ("scope", "reordered", "verdicts"),
            ("check", "reordered", ""),
        ]

    def test_who_else_takes_part(self) -> None:
        old = document(
            {"a": {}, "p": {"x-type": "file"}},
            x_on_behalf=[{"key": "lawyer", "title": "L"}, {"key": "gone", "title": "G"}],
            x_parties=[{"key": "other", "title": "O", "view": "partner"}],
            x_documents=[{"key": "letter", "title": "L", "scopes": ["s"]}, {"key": "note", "title": "N"}],
        )
        new = {
            **old,
            "x-partners": {"keeps": "reply", "address": "open", "reminders": {"before_days": 3}},
            "x-on-behalf": [{"key": "lawyer", "title": "Lawyer", "view": "partner", "mandate": "p"}],
            "x-parties": [
                {"key": "new", "title": "N", "view": "partner"},
                {"key": "other", "title": "Other", "view": "internet"},
            ],
            "x-documents": [
                {"key": "note", "title": "N"},
                {"key": "letter", "title": "Letter", "parties": True, "scopes": ["t"], "text": "T"},
            ],
        }
        assert told(old, new) == [
            ("partners", "", "setting", "strict"),
            ("partners", "", "setting", "keeps"),
            ("partners", "", "setting", "reminders"),
            ("capacity", "gone", "removed", ""),
            ("capacity", "lawyer", "title", ""),
            ("capacity", "lawyer", "scope_view", ""),
            ("capacity", "lawyer", "proof", ""),
            ("party", "new", "added", ""),
            ("party", "other", "title", ""),
            ("party", "other", "scope_view", ""),
            ("paper", "note", "reordered", ""),
            ("paper", "letter", "title", ""),
            ("paper", "letter", "text", ""),
            ("paper", "letter", "recipients", ""),
            ("paper", "letter", "recipients", "s"),
            ("paper", "letter", "recipients", "t"),
        ]
        recipients = compare(parse(old), parse(new)).of(Part.PAPER, What.RECIPIENTS)
        assert [(each.old, each.new) for each in recipients] == [(False, True), (True, False), (False, True)]

    def test_what_is_said_as_it_was_taken_for_granted_is_technical(self) -> None:
        old = document({"a": {}})
        assert told(old, {**old, "x-partners": {"address": "strict"}}) == [("model", "", "technical", "")]

    def test_what_nobody_reads_is_technical(self) -> None:
        old = document({"a": {}})
        assert told(old, {**old, "x-odd": 1}) == [("model", "", "technical", "")]


class TestForEveryModel:
    @settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
    @given(st.lists(gestures, max_size=2), gestures)
    def test_any_gesture_is_seen_and_none_is_not(self, first: list[Gesture], last: Gesture) -> None:
        drawn = editing.add_field(editing.new_document("Subvention", WORDING), type="rows", title="Budget")
        drawn = editing.add_field(drawn, type="text", title="Nom")
        for gesture in first:
            try:
                drawn = gesture(drawn)
            except Refused:
                continue
        try:
            after = last(drawn)
        except Refused:
            after = drawn
        assert compare(parse(drawn), parse(deepcopy(drawn))).is_empty
        assume(document_digest(after) != document_digest(drawn))
        assert not compare(parse(drawn), parse(after)).is_empty
        assert not compare(parse(after), parse(drawn)).is_empty


@pytest.mark.parametrize(
    ("before", "after", "moved"),
    [("abc", "abc", ""), ("abc", "cab", "c"), ("abcd", "bcda", "a"), ("abc", "cba", "cb"), ("", "", "")],
)
def test_the_fewest_that_moved(before: str, after: str, moved: str) -> None:
    assert "".join(displaced(list(before), list(after))) == moved
