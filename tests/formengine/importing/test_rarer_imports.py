"""What is seldom in a schema or its layout: taken in, left out with a note, or refused, never in silence."""

import re
from typing import Any

import pytest

from formengine.document import parse
from formengine.fitting import fits
from formengine.importing import Imported, answers_from, import_schema
from formengine.importing.patterns import translated
from formengine.importing.report import MOST_NOTES, Report
from formengine.importing.ui import Ui, UiField, UiItem, UiPage
from formengine.importing.ui_dialects import ui_of
from formengine.problems import DocumentRefused

TEXT = {"type": "string"}
FILE = {"type": "string", "format": "data-url"}
FIELDS = {"a": TEXT, "b": TEXT, "c": {"type": "boolean"}}


def imported(properties: Any, ui: Ui | None = None, **beside: Any) -> Imported:
    made = import_schema({"type": "object", "properties": properties, **beside}, ui=ui)
    parse(made.document)
    return made


def notes(made: Imported) -> set[tuple[tuple[str | int, ...], str]]:
    return {(note.path, note.code) for note in made.report if note.kind == "left_out"}


class TestLeftOut:
    @pytest.mark.parametrize(
        ("schema", "keyword", "code"),
        [
            ({**TEXT, "required": True}, "required", "required_is_a_list"),
            ({**TEXT, "$dynamicRef": "#x"}, "$dynamicRef", "dynamic_reference"),
            ({"patternProperties": {"(?=a)b": TEXT}}, "patternProperties", "pattern_not_runnable"),
        ],
    )
    def test_a_keyword_and_it_is_said(self, schema: Any, keyword: str, code: str) -> None:
        found = {(path[:3], what) for path, what in notes(import_schema({"properties": {"v": schema}}))}
        assert (("properties", "v", keyword), code) in found

    def test_a_default_where_no_answer_is_its_like(self) -> None:
        made = imported({"v": {"type": ["string", "integer"], "default": 5}})
        assert "x-default" not in made.document["properties"]["v"]

    def test_steps_too_small_to_compare_are_judged_apart(self) -> None:
        made = imported({"v": {"type": "number", "allOf": [{"multipleOf": 1}, {"multipleOf": 1e-300}]}})
        assert made.document["properties"]["v"]["x-type"] == "decimal"

    def test_no_report_is_without_end(self) -> None:
        report = Report()
        for number in range(MOST_NOTES + 5):
            report.left_out((number,), "unknown_keyword")
        assert len(report.notes()) == MOST_NOTES


class TestRefused:
    def test_more_schemas_than_anybody_reads(self) -> None:
        with pytest.raises(DocumentRefused, match="expands_too_much"):
            import_schema({"anyOf": [{"properties": {f"p{n}": {}}} for n in range(5_001)]})

    def test_more_options_than_a_document_holds(self) -> None:
        many = {f"p{number}": {"$ref": "#/$defs/one"} for number in range(300)}
        with pytest.raises(DocumentRefused, match="too_many_keys"):
            import_schema({"properties": many, "$defs": {"one": {"enum": [f"o{n}" for n in range(50)]}}})


class TestFiles:
    def test_a_list_of_files_is_one_field(self) -> None:
        made = imported({"v": {"type": "array", "items": FILE, "maxItems": 3}})
        field = made.document["properties"]["v"]
        assert (field["x-type"], field["x-max-files"]) == ("file", 3)
        found = answers_from(made.shape, {"v": ["data:,a", "data:,b", ""]})
        assert len(found.answers["v"]) == len(found.documents) == 2

    @pytest.mark.parametrize(
        ("schema", "given", "code"),
        [
            ({"type": "array", "items": FILE}, "data:,a", "not_a_list"),
            ({"type": "array", "items": FILE}, [5], "not_a_list"),
            (FILE, 5, "not_text"),
        ],
    )
    def test_what_is_no_file_is_said(self, schema: Any, given: Any, code: str) -> None:
        problems = answers_from(imported({"v": schema}).shape, {"v": given}).problems
        assert [(problem.path, problem.code) for problem in problems] == [(("v",), code)]


PATTERNS = [
    (r"^\cA$", ["\x01", "A"]),
    (r"^a(?<!b)(c)$", None),
    (r"^x|y(?<!a)$", None),
    (r"^(?!(a)\1)b$", None),
    (r"(?<!a)b(?<!c)$", None),
    (r"(?<!a)b)$", None),
    (r"^(?=a{2000})b$", ["b", "ab"]),
]


@pytest.mark.parametrize(("pattern", "samples"), PATTERNS)
def test_a_pattern_says_the_same_or_is_not_taken(pattern: str, samples: list[str] | None) -> None:
    schema, _changed = translated(pattern)
    if samples is None:
        assert schema is None
    for text in samples or ():
        told = pattern.replace(r"\cA", r"\x01")
        assert fits(schema, text) is (re.search(told, text) is not None)


class TestLayout:
    def laid_out(self, *pages: UiPage, **fields: UiField) -> Imported:
        ui = Ui({(name,): field for name, field in fields.items()}, pages)
        return imported(FIELDS, ui, description="About it")

    def test_texts_stand_among_the_fields(self) -> None:
        made = self.laid_out(
            UiPage(
                "One", (UiItem(None, "Read <b>this</b>"), UiItem(None, " "), UiItem(("a",)), UiItem(("a",)))
            ),
            UiPage("Empty", (UiItem(("gone",)),)),
        )
        (page,) = made.document["x-pages"]
        assert page["items"] == ["read_this", "a", "b", "c"]
        assert made.document["properties"]["read_this"]["description"] == "Read this"
        assert made.document["description"] == "About it"

    def test_what_is_on_no_page_waits_for_nothing(self) -> None:
        waiting = {"properties": {"c": {"const": True}}, "required": ["c"]}
        made = self.laid_out(UiPage("One", (UiItem(("a",)),), waiting))
        assert [(page["items"], "x-when" in page) for page in made.document["x-pages"]] == [
            (["a"], True),
            (["b", "c"], False),
        ]

    def test_a_field_waits_for_another_once_and_again(self) -> None:
        yes = {"properties": {"c": {"const": True}}, "required": ["c"]}
        made = self.laid_out(UiPage("One", (UiItem(("a",), when=yes),)), a=UiField(when={"required": ["b"]}))
        rule = made.document["properties"]["a"]["x-when"]
        assert list(rule) == ["and"]
        assert len(rule["and"]) == 2

    def test_nothing_waits_for_itself_or_for_what_is_not_there(self) -> None:
        made = self.laid_out(a=UiField(when={"required": ["a"]}), b=UiField(when=True))
        assert not [part for part in made.document["properties"].values() if "x-when" in part]
        assert [code for _path, code in notes(made)] == ["condition_not_said"]

    def test_parts_of_a_layout_that_are_none_are_passed_over(self) -> None:
        ui = ui_of({"rows": {"items": [5, {"ui:title": "B"}]}, "plain": 5, "anyOf": [5]})
        assert ui is not None
        assert set(ui.fields) == {("rows", "[1]")}
