from typing import Any
from uuid import UUID

import jsonschema
import pytest

from formengine.acceptance import accept
from formengine.fieldtypes import field_type
from tests.formengine.builders import codes, field, taken, view

ID = "550e8400-e29b-41d4-a716-446655440000"
OTHER = "650e8400-e29b-41d4-a716-446655440000"


@pytest.mark.parametrize("raw", [ID, f" {ID.upper()} ", UUID(ID)])
def test_it_is_the_id_of_a_dossier(raw: object) -> None:
    assert taken("dossier_link", raw) == ID


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("x", "<not_a_dossier>"),
        (f"{ID}\n{ID}", "<not_a_dossier>"),
        (5, "<not_text>"),
        ([ID], "<not_text>"),
        ("", None),
        (None, None),
        ("x" * 300, "<too_long>"),
    ],
)
def test_anything_else_is_none(raw: object, expected: str | None) -> None:
    assert taken("dossier_link", raw) == expected


def test_only_dossiers_the_writer_may_link_to_are_taken() -> None:
    compiled = view({"d": {"x-type": "dossier_link"}}, {"*": "edit!"})
    assert accept(compiled, {}, {"d": ID}, dossiers={ID}).answers == {"d": ID}
    assert codes(accept(compiled, {}, {"d": ID}, dossiers={OTHER}).problems) == [(("d",), "not_a_dossier")]
    assert accept(compiled, {"d": ID}, {"d": ID}).accepted


def test_it_is_told_exported_and_asked_for() -> None:
    kind, one = field_type("dossier_link"), field("dossier_link")
    for language in ("en", "fr", "it", "nl"):
        assert kind.display(ID, one, language) == ID
    assert kind.cell(ID, one) == ID
    assert kind.operand(ID, one) == (ID,)
    assert kind.from_operand((ID,), one) is None
    assert codes(kind.problems(5, one)) == [((), "not_a_dossier")]
    validator = jsonschema.Draft202012Validator(kind.json_schema(one))
    assert validator.is_valid(ID)
    assert not validator.is_valid(ID.upper())


@pytest.mark.parametrize("model", ["", 5, "a b", [], "x" * 61])
def test_a_model_is_named_by_its_key(model: Any) -> None:
    assert codes(field_type("dossier_link").design_problems({"x-model": model})) == [
        (("x-model",), "bad_setting")
    ]
    assert field_type("dossier_link").design_problems({"x-model": "subvention-2026"}) == ()
