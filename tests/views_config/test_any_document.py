"""Strangers' forms on the drawing board: whatever can be imported can be opened, looked at and edited."""

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest
from django.http import QueryDict
from django.test import Client
from django.urls import reverse

from dossier_models.forms.fields import FieldForm
from dossier_models.models import DossierModel
from dossier_models.sampling import forms_in
from formengine import editing
from formengine.document import parse
from formengine.importing import import_schema
from formengine.importing.ui_dialects import ui_of
from formengine.problems import DocumentRefused
from tests.casting import Cast
from tests.dossier_models.board import address, drawn, new_model, send

SAMPLE = 40
MOST_QUERIES = 13


def depth(document: Mapping[str, Any]) -> int:
    return max(each.count(".") for each in editing.all_addresses(document))


def nested_documents(casebook: Path) -> list[tuple[str, Any]]:
    """The most nested ones, as drafts, by name."""
    folder = casebook / "forms"
    if not folder.is_dir():
        pytest.skip(f"no forms in {folder}")
    found = []
    for form in forms_in(folder):
        try:
            made = import_schema(form.schema, ui=ui_of(form.beside("uischema.json"), form.schema))
        except DocumentRefused:
            continue
        found.append((f"{form.source}/{form.name}", json.loads(json.dumps(made.document, default=dict))))
    return sorted(found, key=lambda each: (-depth(each[1]), each[0]))[:SAMPLE]


def deepest(document: Mapping[str, Any]) -> str:
    return max(editing.all_addresses(document), key=lambda each: (each.count("."), each))


def previews(client: Client, model: DossierModel, document: Mapping[str, Any]) -> Iterator[Any]:
    at = reverse("views_config:preview", args=[model.pk])
    for view in document["x-views"]:
        for status in document["x-statuses"]:
            yield client.get(at, {"view": view, "status": status["key"]})


@pytest.mark.timeout(300)
def test_every_tab_and_the_preview_open(
    casebook: Path, cast: Cast, django_assert_max_num_queries: Any
) -> None:
    client, model = cast.client("admin"), new_model(cast.actor("admin"))
    client.get(address(model))
    for name, document in nested_documents(casebook):
        DossierModel.objects.filter(pk=model.pk).update(draft=document, title=name[:200])
        for tab in ("dossier_models:fields", "views_config:matrix"):
            with django_assert_max_num_queries(MOST_QUERIES):
                assert client.get(address(model, tab)).status_code == 200, (name, tab)
        for item in (deepest(document), next(iter(document["properties"]))):
            page = client.get(address(model), {"item": item})
            assert page.status_code == 200, (name, item)
            assert f'value="set:{item}"' in page.content.decode(), (name, item)
        for shown in previews(client, model, document):
            assert shown.status_code == 200, name


@pytest.mark.timeout(300)
def test_saving_a_panel_as_it_is_changes_nothing(casebook: Path) -> None:
    for name, document in nested_documents(casebook):
        parse(document)
        for item in list(editing.all_addresses(document))[:150]:
            shown = FieldForm(document, item)
            sent: dict[str, Any] = {}
            for field in shown:
                value = field.value()
                if isinstance(value, list | tuple):
                    sent[field.html_name] = [str(each) for each in value]
                elif value is not None and value is not False:
                    sent[field.html_name] = str(value)
            bound = FieldForm(document, item, querydict(sent))
            assert bound.is_valid(), (name, item, bound.errors)
            assert bound.gesture(document) == document, (name, item)


def querydict(values: Mapping[str, Any]) -> QueryDict:
    made = QueryDict(mutable=True)
    for key, value in values.items():
        made.setlist(key, value if isinstance(value, list) else [value])
    return made


def test_gestures_over_http_at_depth_and_undone(casebook: Path, cast: Cast) -> None:
    client, model = cast.client("admin"), new_model(cast.actor("admin"))
    for name, document in nested_documents(casebook)[:8]:
        model = drawn(cast.actor("admin"), model, lambda _old, new=document: new)  # type: ignore[misc]
        item = deepest(document)
        group = item.rpartition(".")[0]
        before = DossierModel.objects.get(pk=model.pk).draft
        gestures: list[tuple[str, dict[str, Any]]] = [
            ("add", {"title": "Inside", "type": "text", "where": f"in:{group}"}),
            (f"up:{item}", {}),
            (f"duplicate:{item}", {}),
            (f"move:{item}", {"to": f"page:{document['x-pages'][0]['key']}"}),
            (f"condition:{item}", {}),
            (f"remove:{item}", {}),
        ]
        for do, more in gestures:
            response = send(client, model, do, item=item, **more)
            assert response.status_code in (200, 302, 422), (name, do)
            parse(DossierModel.objects.get(pk=model.pk).draft)
            if response.status_code == 302 and DossierModel.objects.get(pk=model.pk).draft != before:
                assert send(client, model, "undo", item=item).status_code == 302
            assert DossierModel.objects.get(pk=model.pk).draft == before, (name, do)
