"""Faults of what is said of representatives, other parties and documents handed out."""

from typing import Any

import pytest

from formengine.document import parse
from formengine.linting import lint
from formengine.papers import OWN_NAMES
from tests.formengine.builders import Json, document

FIELDS: Json = {
    "name": {},
    "proof": {"x-type": "file"},
    "notice": {"x-type": "static"},
    "group": {"x-type": "group", "properties": {"child": {"x-type": "text", "title": "C"}}},
    "lines": {"x-type": "rows", "items": {"properties": {"cost": {"x-type": "money", "title": "Cost"}}}},
}
SCOPES = [{"key": "legal", "title": "Legal", "verdicts": ["yes"]}]


def faults(**others: Any) -> list[tuple[tuple[str | int, ...], str, dict[str, Any]]]:
    drawn = document(FIELDS, x_scopes=SCOPES, **others)
    return [(each.path, each.code, dict(each.params)) for each in lint(parse(drawn))]


def test_what_is_rightly_said_has_no_faults() -> None:
    text = " ".join(f"{{{{{name}}}}}" for name in (*OWN_NAMES, "name", "group", "group.child", "lines"))
    assert (
        faults(
            x_partners={"keeps": "reply"},
            x_on_behalf=[
                {"key": "lawyer", "title": "Lawyer", "view": "partner", "mandate": "proof"},
                {"key": "relative", "title": "Relative"},
                {"key": "parent", "title": "Parent", "view": "internet"},
            ],
            x_parties=[{"key": "respondent", "title": "Respondent", "view": "partner"}],
            x_documents=[
                {"key": "letter", "title": "Letter", "parties": True, "scopes": ["legal"], "text": text},
                {"key": "upload", "title": "Upload"},
            ],
        )
        == []
    )


@pytest.mark.parametrize("section", ["x_on_behalf", "x_parties", "x_documents"])
def test_each_needs_a_title(section: str) -> None:
    entry = {"key": "k", "view": "partner"} if section == "x_parties" else {"key": "k"}
    assert faults(**{section: [entry]}) == [((section.replace("_", "-"), 0, "title"), "no_title", {})]


@pytest.mark.parametrize(
    ("section", "view", "code"),
    [
        ("x_on_behalf", "nowhere", "view_unknown"),
        ("x_on_behalf", "crm", "view_not_on_portal"),
        ("x_parties", "nowhere", "view_unknown"),
        ("x_parties", "", "view_unknown"),
        ("x_parties", "crm", "view_not_on_portal"),
        ("x_parties", "internet", "view_of_applicant"),
    ],
)
def test_they_look_through_a_view_of_the_portal(section: str, view: str, code: str) -> None:
    entry = {"key": "k", "title": "K", "view": view}
    place = (section.replace("_", "-"), 0, "view")
    assert faults(**{section: [entry]}) == [(place, code, {"key": view})]


@pytest.mark.parametrize("mandate", ["gone", "name", "group", "notice"])
def test_a_proof_is_a_file(mandate: str) -> None:
    entry = {"key": "k", "title": "K", "mandate": mandate}
    assert faults(x_on_behalf=[entry]) == [(("x-on-behalf", 0, "mandate"), "no_file_field", {"key": mandate})]


def test_a_document_goes_to_scopes_there_are() -> None:
    entry = {"key": "k", "title": "K", "scopes": ["legal", "gone"]}
    assert faults(x_documents=[entry]) == [(("x-documents", 0, "scopes"), "scope_unknown", {"key": "gone"})]


@pytest.mark.parametrize(
    "name",
    [
        "gone",
        "",
        "group.gone",
        "name.child",
        "lines.cost",
        "gone.child",
        "notice",
        "proof",
        "Name",
        "__class__",
    ],
)
def test_a_text_names_what_there_is(name: str) -> None:
    entry = {"key": "k", "title": "K", "text": f"Dear {{{{ {name} }}}} {{{{name}}}} {{{{{name}}}}}"}
    assert faults(x_documents=[entry]) == [(("x-documents", 0, "text"), "place_unknown", {"key": name})]


def test_a_field_called_as_a_name_of_the_texts_own_is_named_with_a_dot() -> None:
    entry = {"key": "k", "title": "K", "text": "{{title}} {{.title}} {{ .name }} {{.status}}"}
    drawn = document({"title": {}, "name": {}}, x_documents=[entry])
    assert [(each.code, each.params["key"]) for each in lint(parse(drawn))] == [("place_unknown", ".status")]
