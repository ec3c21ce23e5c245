"""The panel of a field: what it shows of a type's settings, saved again, is what there was."""

from typing import Any

import pytest
from django.http import QueryDict

from dossier_models.forms.fields import FieldForm
from formengine import editing
from formengine.editing import Document
from tests.formengine.editing.test_gestures import WORDING
from tests.formengine.fieldtypes.samples import SAMPLES

MORE: dict[str, dict[str, Any]] = {
    "choices": {"x-other": True, "x-none": "a", "minItems": 1},
    "choice": {"x-look": "select", "x-other": True},
    "linked": {"x-titles": ["First", "Then"]},
    "natural_person": {"x-required-parts": ["family_name"], "x-number-format": "nir", "x-self": True},
    "signature": {"x-methods": ["drawn"]},
    "map": {"x-shape": "area", "x-bounds": {"south": "46", "west": "-2.6", "north": "48", "east": "0.9"}},
    "table": {"x-complete": True, "x-decimals": 0, "x-unit": "€"},
    "consent": {"x-text": "Read **me**.\n\n- and me"},
    "dossier_link": {"x-model": "subvention"},
    "static": {"x-look": "warning"},
}


def drawn(name: str, **more: Any) -> Document:
    document = editing.add_field(
        editing.new_document("Model", WORDING), type=name, title="Field", key="field"
    )
    document["properties"]["field"] |= {**SAMPLES[name][0], **MORE.get(name, {}), **more}
    return document


def saved_again(document: Document) -> Document:
    shown, sent = FieldForm(document, "field"), QueryDict(mutable=True)
    for name in shown.fields:
        value = shown[name].value()
        if isinstance(value, list | tuple):
            sent.setlist(name, [str(each) for each in value])
        elif value is not None and value is not False:
            sent[name] = "on" if value is True else str(value)
    form = FieldForm(document, "field", sent)
    assert form.is_valid(), form.errors
    return form.gesture(document)


@pytest.mark.parametrize("name", SAMPLES)
def test_what_the_panel_shows_saved_again_changes_nothing(name: str) -> None:
    document = drawn(name)
    assert saved_again(document)["properties"]["field"] == document["properties"]["field"]


@pytest.mark.parametrize("constant", ["a", "5", "=5", '="x"', "true", 5, 0, -3, True, False, "= 5"])
def test_a_constant_keeps_its_kind(constant: Any) -> None:
    found = saved_again(drawn("constant", const=constant))["properties"]["field"]["const"]
    assert (type(found), found) == (type(constant), constant)


def test_what_was_sent_is_shown_again_as_it_was() -> None:
    form = FieldForm(drawn("constant"), "field", {"title": "Field", "set-const": "=x"})
    assert not form.is_valid()
    assert form["set-const"].value() == "=x"
    levels = FieldForm(drawn("linked"), "field", {"title": "Field", "set-x-levels": "  a"})
    assert not levels.is_valid()
    assert levels["set-x-levels"].value() == "  a"
