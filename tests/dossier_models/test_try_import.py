import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from dossier_models.sampling import Form, Sample, forms_in, patched, verdict
from dossier_models.trying import try_form

PERSON = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "type": "object",
    "properties": {
        "name": {"type": "string", "title": "label.name", "maxLength": 10},
        "age": {"type": "integer", "minimum": 0},
        "born": {"type": "string", "format": "date"},
    },
    "required": ["name"],
}
ELSEWHERE = {"type": "object", "properties": {"a": {"$ref": "https://example.org/other.json"}}}


def write(folder: Path, **files: Any) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        text = content if isinstance(content, str) else json.dumps(content)
        (folder / f"{name}.json").write_text(text, "utf-8")
    return folder


def tried(folder: Path, *options: str) -> str:
    said = StringIO()
    call_command("try_import", str(folder), *options, stdout=said)
    return said.getvalue()


@pytest.fixture
def forms(tmp_path: Path) -> Path:
    """One of each: samples of every kind, a refused schema, broken files, a schema that lies about alone."""
    write(
        tmp_path / "town" / "person",
        schema=PERSON,
        uischema={"ui:order": ["age", "name"], "age": {"ui:widget": "updown"}},
        translations={"label.name": {"fi": "Nimi", "en": "Name"}},
        data={"name": "Ada"},
        data_other={"name": 5},
        valid=[{"name": "full", "data": {"name": "Ada", "age": 36, "born": "1815-12-10"}}],
        invalid=[{"name": "none", "data": {}}, {"name": "doubtful", "data": {"name": "Ada"}}],
        examples=[{"name": "one", "data": {"name": "B"}}],
        cases=[{"name": "long", "data": {"name": "A" * 11}, "valid_by_python_jsonschema_2020_12": False}],
    )
    how = {"how_to_read": "…", "schema_patches": [[{"op": "remove", "path": "/properties/age/minimum"}]]}
    cases = [
        {"valid": True, "data": {}, "omit": ["required"]},
        {"valid": True, "data": {"name": "A", "age": -1}, "schema_patch": 0},
        {"valid": False, "data": {"name": "A", "age": -1}},
    ]
    write(tmp_path / "town" / "patched", schema=PERSON, cases={**how, "cases": cases})
    write(tmp_path / "town" / "elsewhere", schema=ELSEWHERE, data={"a": 1})
    write(tmp_path / "town" / "broken", schema="{", data={})
    write(tmp_path / "village" / "form", schema={"type": "object", "properties": {"a": {}}}, data="[")
    write(tmp_path, loose=PERSON, INDEX={"about": "no schema"})
    return tmp_path


class TestTheCommand:
    def test_it_says_how_each_source_went(self, forms: Path) -> None:
        said = tried(forms)
        table = {line.split(" | ")[0]: line.split(" | ")[1:] for line in said.splitlines() if " | " in line}
        assert table["| town"][:3] == ["4", "2/4 (50.0 %)", "2/4 (50.0 %)"]
        assert table["| **all**"][0] == "6"
        assert "6 documents: imported 4/6 (66.7 %), rendered 4/6 (66.7 %)" in said
        assert "valid accepted 5/5 (100.0 %), invalid refused 4/5 (80.0 %)." in said

    def test_it_says_what_went_wrong_and_why(self, forms: Path) -> None:
        said = tried(forms)
        assert "- town/elsewhere\n  - refused: remote_reference at /properties/a/$ref" in said
        assert "- town/broken\n  - refused: schema.json: JSONDecodeError" in said
        assert "- village/form\n  - refused: data.json: JSONDecodeError" in said
        assert "invalid.json[1] doubtful: invalid, but accepted (jsonschema disagrees with the file)" in said
        assert "1 samples have no verdict" in said
        assert "CRASH" not in said

    def test_it_writes_the_same_as_json(self, forms: Path, tmp_path: Path) -> None:
        target = tmp_path / "out" / "tried.json"
        target.parent.mkdir()
        tried(forms / "town", "--json", str(target))
        found = json.loads(target.read_text())
        assert found["totals"]["imported"] == {"good": 2, "all": 4, "percent": 50.0}
        person = next(each for each in found["documents"] if each["name"] == "person")
        assert (person["renders"], person["fields"], person["crash"]) == (True, 3, "")
        assert [each["ours"] for each in person["judged"]] == [True, False, True, False, True, True, False]

    def test_it_never_says_an_answer(self, forms: Path, tmp_path: Path) -> None:
        write(forms / "town" / "secret", schema=PERSON, data={"name": "Xyzzy-plugh-xyzzy", "age": "Plover"})
        target = tmp_path / "tried.json"
        said = tried(forms, "--json", str(target)) + target.read_text()
        assert "Xyzzy" not in said
        assert "Plover" not in said

    def test_it_takes_only_a_folder(self, forms: Path) -> None:
        with pytest.raises(CommandError):
            tried(forms / "loose.json")

    def test_an_empty_folder_is_no_mistake(self, tmp_path: Path) -> None:
        assert "0 documents" in tried(tmp_path)


class TestFolders:
    def test_forms_are_found_at_any_depth(self, forms: Path) -> None:
        assert [(form.source, form.name) for form in forms_in(forms)] == [
            *(("town", name) for name in ("broken", "elsewhere", "patched", "person")),
            ("village", "form"),
            (forms.name, "loose"),
        ]

    def test_a_folder_may_hold_forms_or_be_one(self, forms: Path) -> None:
        assert [form.source for form in forms_in(forms / "town")] == ["town"] * 4
        assert [(form.source, form.name) for form in forms_in(forms / "town" / "person")] == [
            ("person", "person")
        ]

    def test_what_lies_about_alone_may_be_broken(self, tmp_path: Path) -> None:
        write(tmp_path, broken="{", other={"a": 1}, _support=PERSON, form=PERSON)
        assert [form.name for form in forms_in(tmp_path)] == ["broken", "form"]

    def test_patches_change_a_copy(self) -> None:
        schema = {"a": {"b": [{"c": 1}]}, "d/e": 1}
        steps: list[Mapping[str, Any]] = [
            {"op": "remove", "path": "/a/b/0/c"},
            {"op": "remove", "path": "/no/where"},
            {"op": "add", "path": "/a/x", "value": [1]},
            {"op": "replace", "path": "/d~1e", "value": 2},
            {"op": "remove", "path": "/a/b/7/c"},
        ]
        assert patched(schema, steps) == {"a": {"b": [{}], "x": [1]}, "d/e": 2}
        assert schema == {"a": {"b": [{"c": 1}]}, "d/e": 1}

    def test_a_sample_brings_its_own_schema(self, forms: Path) -> None:
        form = Form("town", "patched", forms / "town/patched/schema.json", forms / "town/patched")
        bare, changed, plain = (form.schema_for(each) for each in form.samples)
        assert "required" not in bare
        assert "minimum" not in changed["properties"]["age"]
        assert plain is form.schema


class TestVerdicts:
    @pytest.mark.parametrize(
        ("schema", "instance", "said"),
        [
            (PERSON, {"name": "A"}, True),
            (PERSON, {}, False),
            (ELSEWHERE, {"a": 1}, None),
            ({"type": 5}, 1, None),
            ({"$schema": "http://json-schema.org/draft-04/schema#", "const": 1}, 2, True),
            ({"const": 1}, 2, False),
            ({"type": "string", "format": "date"}, "no date", True),
        ],
    )
    def test_it_is_jsonschemas_under_the_schemas_own_draft(
        self, schema: Any, instance: Any, said: bool | None
    ) -> None:
        assert verdict(schema, instance) is said

    def test_a_crash_is_said_not_raised(self, forms: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def crash(*_: object, **__: object) -> None:
            raise ZeroDivisionError("why")

        (form,) = forms_in(forms / "town" / "person")
        monkeypatch.setattr("dossier_models.trying.accept", crash)
        assert try_form(form).crash == "data.json: ZeroDivisionError: why"
        monkeypatch.setattr("dossier_models.trying.import_schema", crash)
        found = try_form(form)
        assert (found.crash, found.imported) == ("ZeroDivisionError: why", False)
        assert {each.ours for each in found.judged} == {None}

    def test_a_sample_without_patch_needs_no_cases(self, forms: Path) -> None:
        (form,) = forms_in(forms / "village" / "form")
        assert form.schema_for(Sample("x", {})) == form.schema


@pytest.mark.timeout(240)
def test_real_forms_come_in(casebook: Path, tmp_path: Path) -> None:
    """Forms that nobody here wrote; a file of strangers that is broken or leads elsewhere may be refused."""
    folder = casebook / "forms"
    if not folder.is_dir():
        pytest.skip(f"no forms in {folder}")
    target = tmp_path / "tried.json"
    tried(folder, "--json", str(target))
    found = json.loads(target.read_text())
    assert not [each["name"] for each in found["documents"] if each["crash"]]
    assert {name: each["percent"] for name, each in found["totals"].items() if each["percent"] < 95} == {}
