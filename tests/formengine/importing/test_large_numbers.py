"""Generated schemas limit numbers by what a machine can hold: that is more than anybody answers."""

from typing import Any

import pytest

from formengine.document import parse
from formengine.importing import answers_from, import_schema
from formengine.problems import DocumentRefused


@pytest.mark.parametrize("limit", [2**64 - 1, -(2**80), 1.7976931348623157e308, 10**200])
@pytest.mark.parametrize("kind", ["integer", "number"])
def test_they_come_in(kind: str, limit: Any) -> None:
    word = "maximum" if limit > 0 else "minimum"
    imported = import_schema({"type": "object", "properties": {"a": {"type": kind, word: limit}}})
    parse(imported.document)
    assert not answers_from(imported.shape, {"a": 5}).problems


def test_what_is_beyond_any_machine_is_refused() -> None:
    with pytest.raises(DocumentRefused) as caught:
        import_schema({"type": "object", "properties": {"a": {"type": "integer", "maximum": 10**400}}})
    assert caught.value.problem.code == "number_too_large"
