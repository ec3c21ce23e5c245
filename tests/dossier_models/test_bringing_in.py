"""Models as files: out of one organisation, into another, and drafts made of foreign schemas."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from dossier_models.models import DossierModel
from formengine.document import document_digest
from formengine.importing import import_schema
from tests.casting import Cast
from tests.samples import DOCUMENT

pytestmark = pytest.mark.django_db

SCHEMA = {
    "$schema": "http://json-schema.org/draft-07/schema#",
    "title": "Bike grant",
    "type": "object",
    "properties": {"name": {"type": "string"}, "price": {"type": "number"}, "x": {"not": {}}},
    "required": ["name"],
}


def printed(name: str, *arguments: object, **options: object) -> str:
    out = StringIO()
    call_command(name, *map(str, arguments), stdout=out, **options)
    return out.getvalue()


def brought_in(cast: Cast, file: Path, **options: object) -> str:
    return printed("import_model", file, by=cast.admin.email, organisation=cast.organisation.slug, **options)


def test_a_model_goes_out_and_comes_in_identical(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "model.json"
    file.write_text(printed("export_model", cast.model.key, organisation=cast.organisation.slug))
    assert "The draft is called" in brought_in(cast, file)
    made = DossierModel.objects.exclude(pk=cast.model.pk).get(organisation=cast.organisation)
    assert document_digest(made.draft) == document_digest(DOCUMENT)
    assert made.version is None


def test_a_foreign_schema_becomes_a_draft_with_a_report(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "bike.json"
    file.write_text(json.dumps(SCHEMA))
    said = brought_in(cast, file)
    made = DossierModel.objects.get(title="Bike grant")
    assert made.draft == import_schema(SCHEMA).document
    assert f"The draft is called {made.key}." in said
    assert "/properties/x" in said


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("{", "not_json"),
        ('{"format": "trivium-model", "version": 9}', "unknown_version at /version"),
        ('{"$ref": "https://example.org/x.json"}', "remote_reference"),
    ],
)
def test_what_cannot_come_in_says_why_and_leaves_nothing(
    cast: Cast, tmp_path: Path, text: str, code: str
) -> None:
    file = tmp_path / "bad.json"
    file.write_text(text)
    before = DossierModel.objects.count()
    with pytest.raises(CommandError, match=code):
        brought_in(cast, file)
    assert DossierModel.objects.count() == before


def test_only_an_administrator_brings_a_model_in(cast: Cast, tmp_path: Path) -> None:
    file = tmp_path / "bike.json"
    file.write_text(json.dumps(SCHEMA))
    for email in (cast.agent.email, cast.other_organisation_admin.email, "nobody@example.org"):
        with pytest.raises(CommandError):
            printed("import_model", file, by=email, organisation=cast.organisation.slug)
    with pytest.raises(CommandError, match="organisation"):
        printed("import_model", file, by=cast.admin.email)
    assert not DossierModel.objects.filter(title="Bike grant").exists()


def test_the_draft_and_older_versions_go_out_too(cast: Cast) -> None:
    at = cast.organisation.slug
    whole = json.loads(printed("export_model", cast.model.key, organisation=at, draft=True))
    assert whole["document"] == cast.model.draft
    assert (
        json.loads(printed("export_model", cast.model.key, organisation=at, number=1))["document"] == DOCUMENT
    )
    for wrong in ({"number": 7}, {"organisation": "nowhere"}):
        with pytest.raises(CommandError):
            printed("export_model", cast.model.key, **{"organisation": at, **wrong})
    with pytest.raises(CommandError):
        printed("export_model", "gone", organisation=at)
