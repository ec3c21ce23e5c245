"""Made-up answers: there is one for every type of field, and each could have been given."""

import pytest

from dossier_models.examples import LONGEST, STORED, example_of
from formengine.fieldtypes import known_types, type_of
from tests.formengine.builders import field
from tests.formengine.fieldtypes.samples import SAMPLES

NAMES = sorted(kind.name for kind in known_types())


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_type_has_words(name: str, language: str) -> None:
    schema, _value = SAMPLES.get(name, ({}, None))
    text = example_of(field(name, title="Label", **schema), language)
    assert text
    assert len(text) <= LONGEST


@pytest.mark.parametrize("name", sorted(STORED))
def test_what_is_made_up_could_have_been_stored(name: str) -> None:
    one = field(name)
    assert not type_of(one).is_empty(STORED[name])
    assert not type_of(one).problems(STORED[name], one)


def test_a_group_and_rows_read_as_their_parts_do() -> None:
    parts = {"a": {"x-type": "text", "title": "Name"}, "b": {"x-type": "integer", "title": "People"}}
    assert "Name" in example_of(field("group", title="G", properties=parts), "en")
    rows = example_of(field("rows", title="R", items={"properties": parts}), "en")
    assert rows.count("25") == 2


def test_a_label_of_any_length_is_cut() -> None:
    assert len(example_of(field("text", title="x" * 300), "en")) == LONGEST


def test_what_has_no_options_yet_stands_with_its_label() -> None:
    assert example_of(field("choice", title="Colour"), "en") == "Colour"
