"""A value of one field as a value of another: only where it says the same."""

from typing import Any

import pytest

from formengine.converting import convert
from formengine.fieldtypes import type_of
from tests.formengine.builders import field
from tests.formengine.fieldtypes.samples import SAMPLES


def options(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"const": value, "title": title} for value, title in pairs]


YES_NO = options(("o", "Oui"), ("n", "Non"))
Spec = tuple[str, dict[str, Any]]
CHOICE: Spec = ("choice", {"oneOf": YES_NO})
CHOICES: Spec = ("choices", {"items": {"oneOf": YES_NO}})


def converted(value: Any, old: Spec | str, new: Spec | str) -> Any:
    """The value made, or the reason in angle brackets."""
    (kind, schema), (new_kind, new_schema) = (
        each if isinstance(each, tuple) else (each, {}) for each in (old, new)
    )
    made = convert(value, field(kind, **schema), field(new_kind, **new_schema))
    return f"<{made.code}>" if made.value is None else made.value


@pytest.mark.parametrize(
    ("value", "old", "new", "made"),
    [
        ("ligne", "text", "longtext", "ligne"),
        (12, "integer", "text", "12"),
        ("2026-07-03", "date", "text", "2026-07-03"),
        ("o", CHOICE, "text", "Oui"),
        (["o", "n"], CHOICES, "longtext", "Oui, Non"),
        ("12", "text", "integer", 12),
        ("douze", "text", "integer", "<not_convertible>"),
        ("2026-07-03", "text", "date", "2026-07-03"),
        ("03/07/2026", "text", "date", "<not_convertible>"),
        ("non", "text", CHOICE, "n"),
        ("peut-être", "text", CHOICE, "<not_convertible>"),
        ("FR76 3009 9000 0100 0001 2345 601", "text", "iban", "FR7630099000010000012345601"),
        ("FR00 1", "text", "iban", "<not_convertible>"),
        ("oui", "text", "yesno", "<not_convertible>"),
        ("  ", "longtext", "integer", "<not_convertible>"),
        ("true", "text", "accept", "<not_convertible>"),
        ("12.00", "money", "integer", 12),
        ("12.50", "money", "integer", "<not_convertible>"),
        (12, "integer", "money", "12.00"),
        ("o", CHOICE, CHOICES, ["o"]),
        (["o"], CHOICES, CHOICE, "o"),
        (["o", "n"], CHOICES, CHOICE, "<not_convertible>"),
        (True, "yesno", "integer", "<not_convertible>"),
        (True, "yesno", "text", "<not_convertible>"),
        ("12.5", "percentage", "money", "<not_convertible>"),
        ("12.5", "percentage", "decimal", "12.5"),
        (5, "integer", "percentage", "5"),
        ("PT2H30M", "duration", "integer", "<not_convertible>"),
        ("+33240000012", "phone", "integer", "<not_convertible>"),
        ("a@b.example", "email", "text", "a@b.example"),
        (["3b1a6a44-60a0-4a4e-9d4a-2f5f7d3c9a11"], "file", "text", "<not_convertible>"),
        ("3b1a6a44-60a0-4a4e-9d4a-2f5f7d3c9a11", "text", "file", "<not_convertible>"),
        ("x", "text", "static", "<not_convertible>"),
        ("x", "text", ("group", {"properties": {"x": {"x-type": "text"}}}), "<not_convertible>"),
    ],
)
def test_between_types(value: Any, old: Spec | str, new: Spec | str, made: Any) -> None:
    assert converted(value, old, new) == made


@pytest.mark.parametrize(
    ("value", "new", "made"),
    [
        ("o", options(("o", "Bien sûr")), "o"),
        ("o", options(("oui", "oui ")), "oui"),
        ("o", options(("x", "Peut-être")), "<option_gone>"),
        ("o", options(("x", "Oui"), ("y", "Oui")), "<option_gone>"),
    ],
)
def test_options_that_were_renamed(value: str, new: Any, made: Any) -> None:
    assert converted(value, CHOICE, ("choice", {"oneOf": new})) == made


def test_of_several_choices_those_stay_that_are_left() -> None:
    made = convert(
        ["o", "n"], field("choices", items={"oneOf": YES_NO}), field("choices", items={"oneOf": YES_NO[1:]})
    )
    assert (made.value, made.lost) == (["n"], ("o",))
    assert converted(["o"], CHOICES, ("choices", {"items": {"oneOf": YES_NO[1:]}})) == "<option_gone>"


def test_other_words_stay_where_they_are_welcome() -> None:
    old = field("choices", items={"oneOf": YES_NO}, x_other=True)
    new = field("choices", items={"oneOf": YES_NO[1:]}, x_other=True)
    made = convert(["o", "n", "other: ça dépend", 5], old, new)
    assert (made.value, made.lost) == (["n", "other: ça dépend"], ("o", 5))


def test_a_text_too_long_for_its_new_field_stays_whole() -> None:
    made = convert("x" * 50, field("longtext"), field("text", maxLength=10))
    assert made.value == "x" * 50
    assert made.problem is not None
    assert made.problem.code == "too_long"


@pytest.mark.parametrize("name", SAMPLES)
def test_each_type_from_each_other_is_a_value_of_its_own_or_none(name: str) -> None:
    """Whatever is made can be shown and stored again as it is."""
    schema, value = SAMPLES[name]
    old = field(name, **schema)
    for other, (other_schema, _sample) in SAMPLES.items():
        new = field(other, **other_schema)
        made = convert(value, old, new) if value is not None else None
        if made is None or made.value is None:
            continue
        kind = type_of(new)
        assert kind.display(made.value, new, "fr")
        assert isinstance(kind.cell(made.value, new), str)
        if made.problem is None:
            assert not kind.problems(made.value, new)
