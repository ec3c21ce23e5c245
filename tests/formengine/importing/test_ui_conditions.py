"""Conditions of a layout in the model: on pages, fields, parts of groups and rows."""

from typing import Any

from formengine.compiling import compile_view
from formengine.document import parse
from formengine.importing import import_schema
from formengine.importing.ui_dialects import ui_of
from formengine.linting import lint
from formengine.projection import project

TEXT = {"type": "string"}
SCHEMA = {
    "type": "object",
    "properties": {
        "ask": {"type": "boolean"},
        "group": {
            "type": "object",
            "properties": {"kind": {"enum": ["a", "b"]}, "other": TEXT, "more": TEXT},
        },
        "rows": {
            "type": "array",
            "items": {"type": "object", "properties": {"x": {"type": "boolean"}, "y": TEXT}},
        },
        "last": TEXT,
    },
}


def rule(pointer: str, value: Any, effect: str = "SHOW") -> dict[str, Any]:
    return {"effect": effect, "condition": {"scope": f"#/properties/{pointer}", "schema": {"const": value}}}


def control(pointer: str, **more: Any) -> dict[str, Any]:
    return {"type": "Control", "scope": f"#/properties/{pointer}", **more}


def shown(layout: dict[str, Any], answers: dict[str, Any]) -> set[str]:
    """Paths of the fields somebody who fills it in sees."""
    imported = import_schema(SCHEMA, ui=ui_of(layout, SCHEMA))
    model = parse(imported.document)
    assert not [fault for fault in lint(model) if fault.code != "unknown_setting"]
    compiled = compile_view(model, view="internet", status=model.initial_status.key)
    found = set()
    for field in project(compiled, answers).fields.values():
        found.add(field.key)
        found |= {f"{field.key}.{child.key}" for child in field.children}
        found |= {f"{field.key}.{row.id}.{child.key}" for row in field.rows for child in row.fields}
    return found


def test_parts_of_groups_wait_for_their_neighbours_and_for_the_whole() -> None:
    layout = {
        "type": "VerticalLayout",
        "elements": [
            control("ask"),
            control("group/properties/kind"),
            control("group/properties/other", rule=rule("group/properties/kind", "b")),
            control("group/properties/more", rule=rule("ask", True, "HIDE")),
            control("last", rule=rule("group/properties/kind", "a")),
        ],
    }
    assert "group.other" not in shown(layout, {})
    assert {"group.more", "group.kind"} <= shown(layout, {})
    assert "last" not in shown(layout, {})
    chosen = shown(layout, {"ask": True, "group": {"kind": "b"}})
    assert "group.other" in chosen
    assert "group.more" not in chosen
    assert "last" in shown(layout, {"group": {"kind": "a"}})


def test_what_cannot_be_said_is_noted() -> None:
    layout = {
        "type": "VerticalLayout",
        "elements": [
            control("group/properties/kind", rule=rule("ask", True)),
            control("group/properties/more", rule=rule("group/properties/nothing", 1)),
            control("group/properties/gone/properties/x", rule=rule("ask", True)),
            control("last/properties/x", rule=rule("ask", True)),
        ],
    }
    imported = import_schema(SCHEMA, ui=ui_of(layout, SCHEMA))
    parts = imported.document["properties"]["group"]["properties"]
    assert "x-when" in parts["kind"]
    assert "x-when" not in parts["more"]
    assert [note.path for note in imported.report if note.code == "condition_not_said"] == [
        ("ui", "group", "more")
    ]


def test_parts_of_rows_wait_for_their_row() -> None:
    detail = {"type": "VerticalLayout", "elements": [control("x"), control("y", rule=rule("x", True))]}
    layout = {"type": "VerticalLayout", "elements": [control("rows", options={"detail": detail})]}
    found = shown(layout, {"rows": [{"_id": "r", "x": True}, {"_id": "s", "x": False}]})
    assert "rows.r.y" in found
    assert "rows.s.y" not in found


def test_a_page_waits_as_a_whole() -> None:
    layout = {
        "type": "Categorization",
        "elements": [
            {"type": "Category", "label": "One", "elements": [control("ask"), control("group")]},
            {"type": "Category", "label": "Two", "rule": rule("ask", True), "elements": [control("last")]},
        ],
    }
    document = import_schema(SCHEMA, ui=ui_of(layout, SCHEMA)).document
    assert [(page["title"], page["items"]) for page in document["x-pages"]] == [
        ("One", ["ask", "group", "rows"]),
        ("Two", ["last"]),
    ]
    assert "last" not in shown(layout, {"ask": False})
    assert "last" in shown(layout, {"ask": True})
