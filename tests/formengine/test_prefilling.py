"""What a dossier begins with: defaults and prefill, normalised, and nothing hidden among it."""

from datetime import date
from typing import Any

import pytest
from hypothesis import given

from formengine.compiling import CompiledView, compile_view
from formengine.document import parse
from formengine.limits import check_limits
from formengine.linting import lint
from formengine.prefilling import prefill_of, prefilled, sources_asked
from formengine.problems import DocumentRefused
from formengine.projection import project
from tests.formengine.builders import Json, document
from tests.formengine.rules.drawing import STRANGE

SOURCES: Json = {
    "profile": {"email": "Ada@Example.org", "name": "Ada Martin"},
    "organisation": {"name": "Ville de Nantes"},
    "dossier": {"old": "12.5", "where": {"street": "1 rue A", "postcode": "44000", "town": "Nantes"}},
}


def view(properties: Json, rules: Json | None = None) -> CompiledView:
    drawn = document(properties)
    if rules is not None:
        drawn["x-views"]["internet"]["rules"] = rules
    return compile_view(parse(drawn), view="internet", status="open")


def start(schema: Json, **kwargs: Any) -> Any:
    return prefilled(view({"f": schema}), SOURCES, **kwargs).answers.get("f")


def comes(source: str, path: str, **more: Any) -> Json:
    return {"x-prefill": {"from": source, "path": path, **more}}


CHOICE: Json = {"x-type": "choice", "oneOf": [{"const": "a", "title": "A"}]}


@pytest.mark.parametrize(
    ("schema", "value"),
    [
        ({"x-default": "Bonjour"}, "Bonjour"),
        ({"x-type": "money", "x-default": "12"}, "12.00"),
        ({"x-type": "money", "x-default": "beaucoup"}, None),
        ({"x-type": "integer", "x-default": 3, "maximum": 2}, None),
        ({"x-type": "yesno", "x-default": False}, False),
        ({"x-type": "accept", "x-default": True}, None),
        ({"x-type": "file", "x-default": ["0b1a6a44-60a0-4a4e-9d4a-2f5f7d3c9a11"]}, None),
        ({**CHOICE, "x-default": "a"}, "a"),
        ({**CHOICE, "x-default": "z"}, None),
        ({"x-type": "date", "x-default": {"today": []}}, "2026-07-15"),
        ({"x-type": "date", "x-default": {"date_add": [{"today": []}, {"days": 30}]}}, "2026-08-14"),
        ({"x-type": "integer", "x-default": {"/": [1, 0]}}, None),
        ({"x-type": "integer", "x-default": {"+": [1]}, "minimum": 2}, None),
        ({"x-default": {"+": "nonsense"}}, None),
        ({"x-default": {"cat": ["a", {"var": "f"}]}}, "a"),
        ({"x-compute": {"cat": ["a"]}, "x-default": "b"}, None),
        ({"x-type": "email", **comes("profile", "email")}, "Ada@example.org"),
        ({"x-type": "integer", **comes("profile", "name")}, None),
        ({"x-default": "nobody", **comes("profile", "phone")}, "nobody"),
        ({"x-default": "nobody", **comes("profile", "name")}, "Ada Martin"),
        (comes("organisation", "name"), "Ville de Nantes"),
        ({"x-type": "money", **comes("dossier", "old")}, "12.50"),
        ({"x-type": "address", **comes("dossier", "where")}, SOURCES["dossier"]["where"]),
        (comes("dossier", "where.town"), "Nantes"),
        (comes("dossier", "where.town.name"), None),
        (comes("elsewhere", "name"), None),
        ({"x-prefill": "profile"}, None),
    ],
)
def test_first_answers(schema: Json, value: Any) -> None:
    assert start(schema, today=date(2026, 7, 15)) == value


def test_parts_of_a_group_and_whole_groups() -> None:
    parts = {
        "name": {"x-type": "text", "title": "N", **comes("profile", "name", locked=True)},
        "kind": {"x-type": "text", "title": "K", "x-default": "person"},
        "none": {"x-type": "text", "title": "X"},
    }
    begun = prefilled(view({"g": {"x-type": "group", "properties": parts}}), SOURCES)
    assert begun.answers == {"g": {"name": "Ada Martin", "kind": "person"}}
    assert begun.locked == {"g.name"}
    whole = {"x-type": "group", "properties": parts, "x-default": {"none": "x"}}
    assert prefilled(view({"g": whole}), SOURCES).answers == {"g": {"none": "x"}}


def test_rows_get_ids_at_every_depth() -> None:
    inner = {"x-type": "rows", "title": "I", "items": {"properties": {"b": {"x-type": "text", "title": "B"}}}}
    rows = {
        "x-type": "rows",
        "items": {"properties": {"a": {"x-type": "text", "title": "A"}, "i": inner}},
        "x-default": [{"a": "x", "i": [{"b": "y"}]}, {"_id": "own", "a": "z"}],
    }
    assert prefilled(view({"r": rows}), {}).answers["r"] == [
        {"_id": "row1", "a": "x", "i": [{"_id": "row1", "b": "y"}]},
        {"_id": "own", "a": "z"},
    ]


def test_only_what_was_filled_in_is_locked() -> None:
    fields = {
        "a": comes("profile", "name", locked=True),
        "b": comes("profile", "phone", locked=True),
        "c": comes("profile", "email"),
    }
    assert prefilled(view(fields), SOURCES).locked == {"a"}


def test_sources_fill_in_nothing_that_the_view_hides() -> None:
    fields = {
        "a": comes("profile", "name"),
        "b": {**comes("profile", "name"), "x-default": "by design"},
        "g": {
            "x-type": "group",
            "properties": {"x": {"title": "X", "x-type": "text", **comes("profile", "name")}},
        },
    }
    begun = prefilled(view(fields, {"a": "hidden", "b": "hidden", "g": "edit", "g.x": "hidden"}), SOURCES)
    assert begun.answers == {"b": "by design"}


def test_what_an_earlier_dossier_hides_from_its_reader_is_not_taken() -> None:
    parts = {"seen": {"x-type": "text", "title": "S"}, "kept": {"x-type": "text", "title": "K"}}
    fields = {
        "g": {"x-type": "group", "properties": parts, **comes("dossier", "g")},
        "note": {},
        "copy": comes("dossier", "note"),
    }
    compiled = view(fields, {"*": "edit", "note": "hidden", "g.kept": "hidden"})
    stored = {"g": {"seen": "1", "kept": "2"}, "note": "secret"}
    seen = {key: field.value for key, field in project(compiled, stored).fields.items()}
    assert prefilled(compiled, {"dossier": seen}).answers == {"g": {"seen": "1"}}
    everything = prefilled(compiled, {"dossier": stored}).answers
    assert everything["g"] == {"seen": "1"}


def test_which_sources_are_wanted() -> None:
    parts = {"x": {"title": "X", "x-type": "text", **comes("dossier", "a")}}
    fields = {"a": comes("profile", "name"), "g": {"x-type": "group", "properties": parts}}
    assert sources_asked(view(fields).model) == {"profile", "dossier"}
    assert sources_asked(view({"a": {}}).model) == frozenset()


def is_json(value: Any) -> bool:
    try:
        check_limits(value)
    except DocumentRefused:
        return False
    return True


@given(STRANGE.filter(is_json))
def test_nonsense_in_a_design_is_no_prefill_and_no_exception(said: Any) -> None:
    assert prefill_of({"x-prefill": said}) is None
    start({"x-default": said, "x-prefill": said})


@given(STRANGE)
def test_nonsense_in_a_source_is_not_taken(value: Any) -> None:
    schema = {"x-type": "integer", **comes("dossier", "old")}
    found = prefilled(view({"f": schema}), {"dossier": {"old": value}}).answers.get("f")
    assert found is None or isinstance(found, int)


@pytest.mark.parametrize(
    ("schema", "below", "code"),
    [
        ({"x-type": "money", "x-default": "beaucoup"}, ("x-default",), "default_unfit"),
        ({"x-type": "accept", "x-default": True}, ("x-default",), "default_unfit"),
        ({"x-default": {"cat": [{"var": "g"}]}}, ("x-default",), "default_asks"),
        ({"x-default": {"cat": []}}, ("x-default", "cat"), "rule_wrong_arguments"),
        ({"x-type": "date", "x-default": {"+": [1]}}, ("x-default",), "rule_result"),
        ({"x-compute": {"cat": ["a"]}, "x-default": "b"}, ("x-default",), "bad_setting"),
        ({"x-compute": {"cat": ["a"]}, **comes("profile", "name")}, ("x-prefill",), "bad_setting"),
        (comes("elsewhere", "name"), ("x-prefill",), "bad_setting"),
        (comes("profile", "name", other=1), ("x-prefill",), "bad_setting"),
        ({"x-type": "file", **comes("dossier", "g")}, ("x-prefill",), "bad_setting"),
        (comes("profile", "phone"), ("x-prefill", "path"), "prefill_unknown"),
        (comes("dossier", "gone"), ("x-prefill", "path"), "prefill_unknown"),
    ],
)
def test_faults_of_design(schema: Json, below: tuple[str, ...], code: str) -> None:
    found = [(each.path, each.code) for each in lint(parse(document({"f": schema, "g": {}})))]
    assert found == [(("properties", "f", *below), code)]


def test_sound_designs_have_none() -> None:
    fields = {
        "a": {"x-type": "date", "x-default": {"today": []}},
        "b": comes("dossier", "a"),
        "c": {"x-type": "email", **comes("profile", "email", locked=True)},
    }
    assert lint(parse(document(fields))) == ()
