"""A draft may hold any nonsense in a type's settings: it is a fault of design, never an exception."""

from typing import Any

import pytest

from formengine.fieldtypes import known_types
from formengine.linting import lint
from formengine.problems import DocumentRefused
from tests.formengine.builders import model
from tests.formengine.fieldtypes.samples import SAMPLES

NONSENSE: tuple[Any, ...] = (
    5,
    -1,
    1.5,
    True,
    "",
    "x",
    "\u2028",
    [],
    [5],
    [[]],
    {},
    {"a": {}},
    [{"key": []}],
    [{"value": {}}],
)


@pytest.mark.parametrize("name", SAMPLES)
@pytest.mark.parametrize("nonsense", NONSENSE, ids=repr)
def test_nonsense_in_any_setting_raises_nothing(name: str, nonsense: Any) -> None:
    kind = next(each for each in known_types() if each.name == name)
    schema, stored = SAMPLES[name]
    for keyword in kind.settings():
        strange = {"title": "T", "x-type": name, **schema, keyword: nonsense}
        try:
            drawn = model({"f": strange})
        except DocumentRefused:
            continue
        one = drawn.fields["f"]
        tuple(lint(drawn))
        assert isinstance(kind.design_problems(strange), tuple)
        kind.json_schema(one)
        kind.parts(one)
        kind.options(one, "fr")
        kind.attributes(one)
        kind.control_of(one)
        if name == "static":
            continue
        kind.problems(stored, one)
        kind.operand(stored, one)
        kind.from_operand("x", one)
        if not kind.is_container:
            kind.typed(stored, one, "fr")
