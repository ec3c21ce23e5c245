"""Schemas in which everything refers to everything: they come in cut, not expanded without end."""

from typing import Any

import pytest

from formengine.document import parse
from formengine.importing import answers_from, import_schema

NAMES = [f"d{number}" for number in range(12)]


def tangled(*, kinds: int) -> dict[str, Any]:
    """Each definition has a property for each of the others."""
    names = NAMES[:kinds]
    definitions = {
        name: {
            "type": "object",
            "properties": {
                "text": {"type": "string"},
                **{each: {"$ref": f"#/$defs/{each}"} for each in names},
            },
        }
        for name in names
    }
    return {"type": "object", "properties": {"d0": {"$ref": "#/$defs/d0"}}, "$defs": definitions}


@pytest.mark.parametrize("kinds", [1, 3, 12])
def test_it_comes_in_cut(kinds: int) -> None:
    imported = import_schema(tangled(kinds=kinds))
    parse(imported.document)
    assert {"recursion_cut", "references_cut"} & {note.code for note in imported.report}
    instance = {"d0": {"text": "a", "d0": {"text": "b"}}}
    assert not answers_from(imported.shape, instance).problems
    assert answers_from(imported.shape, {"d0": 5}).problems


def test_a_chain_is_followed_to_its_end() -> None:
    chain: dict[str, Any] = {f"d{number}": {"$ref": f"#/$defs/d{number + 1}"} for number in range(40)}
    schema = {"properties": {"a": {"$ref": "#/$defs/d0"}}, "$defs": {**chain, "d40": {"type": "integer"}}}
    assert import_schema(schema).document["properties"]["a"]["x-type"] == "integer"
