"""Answers carried from one version to another: each value is kept, converted or set aside."""

from collections.abc import Iterator, Mapping
from copy import deepcopy
from random import Random
from typing import Any

from hypothesis import given, settings
from hypothesis import strategies as st

from formengine.carrying import Carried, Fate, carry
from formengine.document import parse
from formengine.model import Field
from formengine.problems import Path
from tests.formengine.builders import document, model
from tests.formengine.comparing.test_breaking import redrawn
from tests.formengine.test_properties import EXAMPLES
from tests.formengine.worlds import STRANGE, Answers, same, world

TEXT = {"x-type": "text"}


def group(**children: Any) -> dict[str, Any]:
    return {"x-type": "group", "properties": children}


def rows(**children: Any) -> dict[str, Any]:
    return {"x-type": "rows", "items": {"properties": children}}


def carried(answers: Answers, old: dict[str, Any], new: dict[str, Any]) -> Carried:
    return carry(answers, model(old), model(new))


def told(found: Carried) -> list[tuple[Path, str, str]]:
    return [(line.path, line.fate.value, line.code) for line in found.lines]


class TestPlaces:
    def test_what_has_its_field_is_kept(self) -> None:
        found = carried({"a": "x"}, {"a": TEXT}, {"a": TEXT | {"maxLength": 3}, "b": TEXT})
        assert (found.answers, told(found)) == ({"a": "x"}, [(("a",), "kept", "")])

    def test_what_has_none_is_set_aside(self) -> None:
        found = carried({"a": "x", "b": "y"}, {"a": TEXT, "b": TEXT}, {"b": TEXT})
        assert found.answers == {"b": "y"}
        assert told(found) == [(("a",), "set_aside", "no_field"), (("b",), "kept", "")]

    def test_what_is_too_long_now_is_kept_and_has_to_be_corrected(self) -> None:
        found = carried({"a": "xxxx"}, {"a": TEXT}, {"a": TEXT | {"maxLength": 3}})
        assert (found.answers, told(found)) == ({"a": "xxxx"}, [(("a",), "kept", "to_correct")])

    def test_into_a_group_and_out_of_it(self) -> None:
        flat, nested = {"a": TEXT, "b": TEXT}, {"g": group(a=TEXT), "b": TEXT}
        there = carried({"a": "x", "b": "y"}, flat, nested)
        assert there.answers == {"g": {"a": "x"}, "b": "y"}
        assert [(line.to, line.into) for line in there.lines] == [(("g", "a"), "g.a"), (("b",), "b")]
        assert carried(there.answers, nested, flat).answers == {"a": "x", "b": "y"}

    def test_a_part_of_a_row_stays_in_its_row(self) -> None:
        old, new = {"r": rows(x=TEXT, y=TEXT)}, {"r": rows(g=group(x=TEXT))}
        found = carried({"r": [{"_id": "1", "x": "a", "y": "b"}, {"_id": "2", "y": "c"}]}, old, new)
        assert found.answers == {"r": [{"_id": "1", "g": {"x": "a"}}]}
        assert told(found) == [
            (("r", 0, "x"), "kept", ""),
            (("r", 0, "y"), "set_aside", "no_field"),
            (("r", 1, "y"), "set_aside", "no_field"),
        ]
        assert found.lines[0].to == ("r", 0, "g", "x")

    def test_rows_within_rows_that_moved(self) -> None:
        inner = rows(x=TEXT)
        old, new = {"r": rows(s=inner), "g": group(y=TEXT)}, {"g": group(y=TEXT, r=rows(s=inner))}
        value = [{"_id": "1", "s": [{"_id": "2", "x": "a"}, {"_id": "3", "x": "b"}]}]
        found = carried({"r": value}, old, new)
        assert found.answers == {"g": {"r": value}}
        assert [line.to for line in found.lines] == [
            ("g", "r", 0, "s", 0, "x"),
            ("g", "r", 0, "s", 1, "x"),
        ]

    def test_a_group_becomes_rows_and_one_row_a_group(self) -> None:
        single, several = {"g": group(x=TEXT)}, {"g": rows(x=TEXT)}
        found = carried({"g": {"x": "a"}}, single, several)
        assert found.answers == {"g": [{"_id": "r0", "x": "a"}]}
        assert carried(found.answers, several, single).answers == {"g": {"x": "a"}}
        two = [{"_id": "1", "x": "a"}, {"_id": "2", "x": "b"}]
        assert told(carried({"g": two}, several, single)) == [
            (("g", 0, "x"), "set_aside", "several_rows"),
            (("g", 1, "x"), "set_aside", "several_rows"),
        ]

    def test_a_part_that_leaves_a_group_which_becomes_rows(self) -> None:
        found = carried(
            {"g": {"x": "a", "y": "b"}}, {"g": group(x=TEXT, y=TEXT)}, {"g": rows(y=TEXT), "x": TEXT}
        )
        assert found.answers == {"g": [{"_id": "r0", "y": "b"}]}
        assert told(found)[0] == (("g", "x"), "set_aside", "not_convertible")

    def test_what_the_old_version_does_not_know(self) -> None:
        found = carried({"z": 1, "g": {"z": 2}}, {"g": group(x=TEXT)}, {"g": group(x=TEXT), "h": TEXT})
        assert told(found) == [(("z",), "set_aside", "unknown"), (("g", "z"), "set_aside", "unknown")]

    def test_the_same_version_keeps_each_part_where_it_is(self) -> None:
        drawn = {"g": group(x=TEXT, r=rows(y=TEXT)), "s": rows(z=TEXT)}
        answers = {
            "g": {"x": "1", "r": [{"_id": "a", "y": "2"}, {"_id": "b", "y": None}]},
            "s": [{"_id": "c", "z": "3"}],
            "old": "4",
        }
        found = carried(answers, drawn, drawn)
        assert found.answers == answers
        assert [(line.path, line.field) for line in found.lines] == [
            (("g", "x"), "g.x"),
            (("g", "r", 0, "y"), "g.r.y"),
            (("s", 0, "z"), "s.z"),
            (("old",), ""),
        ]

    def test_what_is_bent_is_one_value(self) -> None:
        drawn, new = (
            {"g": group(x=TEXT), "r": rows(x=TEXT)},
            {"g": group(x=TEXT), "r": rows(x=TEXT), "b": TEXT},
        )
        bent: Answers = {"g": "x", "r": [1], "n": None}
        assert told(carried(bent, drawn, new)) == [
            (("g",), "set_aside", "not_convertible"),
            (("r",), "set_aside", "not_convertible"),
        ]
        assert told(carried(bent, drawn, drawn)) == [(("g",), "kept", ""), (("r",), "kept", "")]

    def test_the_lines_of_one_fate(self) -> None:
        found = carried({"a": "x", "b": "y"}, {"a": TEXT, "b": TEXT}, {"b": TEXT})
        assert [line.path for line in found.of(Fate.SET_ASIDE)] == [("a",)]

    def test_what_is_computed_now(self) -> None:
        computed = TEXT | {"x-compute": {"var": "b"}}
        found = carried({"a": "x", "b": "y"}, {"a": TEXT, "b": TEXT}, {"a": computed, "b": TEXT})
        assert found.answers == {"a": "y", "b": "y"}
        assert told(found)[0] == (("a",), "set_aside", "computed_now")
        again = carried(found.answers, {"a": computed, "b": TEXT}, {"a": computed, "b": TEXT, "c": TEXT})
        assert (("a",), "kept", "computed") in told(again)


Leaf = tuple[Path, Any]


def leaves(values: Answers, fields: Mapping[str, Field], path: Path = ()) -> Iterator[Leaf]:
    """Every value that is no group and no rows."""
    for key, value in values.items():
        field = fields.get(key)
        kind = field.type if field else ""
        inner = field.by_key if field else {}
        if kind == "group" and isinstance(value, dict):
            yield from leaves(value, inner, (*path, key))
        elif kind == "rows" and isinstance(value, list) and all(isinstance(row, dict) for row in value):
            for number, row in enumerate(value):
                yield from leaves(row, inner, (*path, key, number))
        elif value is not None and key != "_id":
            yield (*path, key), value


def at(answers: Any, path: Path) -> Any:
    for part in path:
        answers = answers[part]
    return answers


class TestForEveryModel:
    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.randoms(use_true_random=True))
    def test_the_same_version_changes_nothing(self, luck: Random) -> None:
        drawn = world(luck)
        answers: Answers = {**drawn.answers, "gone": 1}
        old, copy = parse(drawn.document), parse(deepcopy(drawn.document))
        found = carry(answers, old, copy)
        assert same(found.answers, answers)
        assert {line.fate for line in found.lines} <= {Fate.KEPT}

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.randoms(use_true_random=True))
    def test_no_value_is_lost_in_silence_and_none_made_up(self, luck: Random) -> None:
        one = world(luck)
        other = redrawn(one.document, luck) if luck.random() < 0.5 else world(luck).document
        old, new = parse(one.document), parse(other)
        found = carry(one.answers, old, new)
        assert sorted(line.path for line in found.lines) == sorted(
            path for path, _ in leaves(one.answers, old.fields)
        )
        assert all(same(line.old, at(one.answers, line.path)) for line in found.lines)
        placed = [line for line in found.lines if line.fate is not Fate.SET_ASIDE]
        computed = {key for key, field in new.fields.items() if field.compute is not None}
        assert all(
            same(line.new, at(found.answers, line.to)) for line in placed if line.to[0] not in computed
        )
        arrived = {
            path for path, _value in leaves(dict(found.answers), new.fields) if path[0] not in computed
        }
        assert arrived == {line.to for line in placed if line.to[0] not in computed}

    @settings(max_examples=EXAMPLES, deadline=None)
    @given(st.randoms(use_true_random=True))
    def test_nothing_stored_can_stop_it(self, luck: Random) -> None:
        one, other = world(luck), world(luck)
        answers = {key: luck.choice(STRANGE) for key in one.properties} | {"gone": luck.choice(STRANGE)}
        found = carry(answers, parse(one.document), parse(other.document))
        stored = {path for path, _value in leaves(answers, parse(one.document).fields)}
        assert {line.path for line in found.lines} == stored


def test_a_hundred_lines_of_a_case_are_carried_where_their_keys_are_the_same() -> None:
    old = document({f"f{number}": TEXT for number in range(100)})
    new = deepcopy(old)
    new["properties"]["f0"]["x-type"] = "longtext"
    found = carry({f"f{number}": "x" for number in range(100)}, parse(old), parse(new))
    assert [line.fate for line in found.lines] == [Fate.CONVERTED, *[Fate.KEPT] * 99]
