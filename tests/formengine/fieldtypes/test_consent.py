import hashlib
from typing import Any

import jsonschema
import pytest

from formengine.acceptance import accept
from formengine.fieldtypes import field_type
from formengine.fieldtypes.consent import current, is_older, text_of
from tests.formengine.builders import codes, field, taken, view

TEXT = "We keep your data for **five** years."
DRAWN: dict[str, Any] = {"x_text": TEXT, "x_version": "2026-07"}
NOW = {"given": True, "version": "2026-07", "digest": hashlib.sha256(TEXT.encode()).hexdigest()}
BEFORE = {"given": True, "version": "2025-01", "digest": "0" * 64}


@pytest.mark.parametrize("raw", ["true", "on", True, NOW])
def test_a_tick_is_consent_to_the_text_that_stands_here(raw: object) -> None:
    assert taken("consent", raw, **DRAWN) == NOW


@pytest.mark.parametrize("raw", [None, "", False, "false"])
def test_no_tick_is_no_answer(raw: object) -> None:
    assert taken("consent", raw, **DRAWN) is None


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        (BEFORE, "<consent_outdated>"),
        ({}, "<consent_outdated>"),
        ({**NOW, "version": "1"}, "<consent_outdated>"),
        ({**NOW, "x": 1}, "<consent_outdated>"),
        ("yes", "<not_yes_or_no>"),
        (1, "<not_yes_or_no>"),
        ([], "<not_yes_or_no>"),
    ],
)
def test_consent_to_anything_else_cannot_be_given(raw: object, expected: str) -> None:
    assert taken("consent", raw, **DRAWN) == expected


def test_consent_to_an_older_text_stays_a_fact_but_is_no_tick() -> None:
    kind, one = field_type("consent"), field("consent", **DRAWN)
    assert kind.problems(BEFORE, one) == ()
    assert is_older(BEFORE, one)
    assert not is_older(NOW, one)
    assert kind.typed(BEFORE, one, "en") == ""
    assert kind.typed(NOW, one, "en") == kind.typed("true", one, "en") == "true"
    compiled = view(
        {"c": {"x-type": "consent", "x-text": TEXT, "x-version": "2026-07"}, "a": {}}, {"*": "edit!"}
    )
    outcome = accept(compiled, {"c": BEFORE}, {"a": "x"})
    assert outcome.accepted
    assert outcome.answers["c"] == BEFORE


def test_it_is_told_with_its_version() -> None:
    kind, one = field_type("consent"), field("consent", **DRAWN)
    assert [kind.display(NOW, one, each) for each in ("en", "fr", "it", "nl")] == [
        "Given (version 2026-07)",
        "Donné (version 2026-07)",
        "Dato (versione 2026-07)",
        "Gegeven (versie 2026-07)",
    ]
    assert kind.display(BEFORE, one, "fr") == "Donné à un texte antérieur (version 2025-01)"
    assert kind.cell(BEFORE, one) == f"2025-01 sha256:{'0' * 64}"
    assert kind.operand(NOW, one) is True
    assert kind.from_operand(True, one) is None
    assert kind.options(one, "en") == (("true", "f"),)


@pytest.mark.parametrize(
    "value",
    [
        5,
        {},
        True,
        {**NOW, "given": "true"},
        {**NOW, "given": 1},
        {**NOW, "version": ""},
        {**NOW, "version": 5},
        {**NOW, "digest": "x"},
        {**NOW, "digest": 5},
        {**NOW, "x": 1},
    ],
)
def test_what_was_never_stored_is_a_problem(value: Any) -> None:
    kind, one = field_type("consent"), field("consent", **DRAWN)
    assert codes(kind.problems(value, one)) == [((), "required")]
    assert kind.operand(value, one) is None


def test_its_plain_schema_takes_what_is_stored() -> None:
    kind, one = field_type("consent"), field("consent", **DRAWN)
    value: Any
    validator = jsonschema.Draft202012Validator(kind.json_schema(one))
    for value in (NOW, BEFORE):
        validator.validate(value)
    for value in ({**NOW, "digest": "x"}, {**NOW, "given": False}, {**NOW, "x": 1}, {}, True):
        assert not validator.is_valid(value)


def test_its_text_and_version_have_to_be_there() -> None:
    kind = field_type("consent")
    assert codes(kind.design_problems({})) == [(("x-text",), "bad_setting"), (("x-version",), "bad_setting")]
    assert codes(kind.design_problems({"x-text": " ", "x-version": "1" * 41})) == [
        (("x-text",), "bad_setting"),
        (("x-version",), "bad_setting"),
    ]
    assert kind.design_problems({"x-text": TEXT, "x-version": "1"}) == ()


def test_nonsense_in_a_draft_does_not_raise() -> None:
    one = field("consent", x_text=5, x_version=[])
    assert text_of(one) == ""
    assert current(one)["version"] == "1"
