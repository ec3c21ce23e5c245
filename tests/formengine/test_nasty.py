"""Whatever is sent, `accept` answers: with a value, a problem or a refusal, never an exception."""

import json
import os
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from formengine.acceptance import accept
from formengine.document import canonical
from formengine.fieldtypes import known_types
from formengine.projection import project
from tests.formengine.builders import view

OPTIONS = [{"const": "a", "title": "A"}]
INNER = {
    kind.name: {"x-type": kind.name, "title": kind.name, "oneOf": OPTIONS, "items": {"oneOf": OPTIONS}}
    for kind in known_types()
    if not kind.is_container
}
FIELDS: dict[str, Any] = {
    **INNER,
    "siret": {"x-type": "text", "format": "siret"},
    "patterned": {"x-type": "text", "pattern": r"^(a+)+$"},
    "refused": {"x-type": "text", "pattern": r"(?=a)"},
    "group": {"x-type": "group", "properties": INNER},
    "rows": {"x-type": "rows", "items": {"properties": INNER}},
}
COMPILED = view(FIELDS, {"*": "edit!"})


def nested(depth: int) -> Any:
    value: Any = "x"
    for number in range(depth):
        value = [value] if number % 2 else {"a": value}
    return value


def itself() -> Any:
    ring: list[Any] = []
    ring.append(ring)
    return ring


TEXTS = (
    *("\x00", "a\x00b", "\ud800", "\udfff", "\ufeff", "\u202e", "\u2028"),
    *("x" * 100_001, "9" * 5_000, "é" * 60_000),
    *(
        "1e999999999",
        "-1e999999999",
        "NaN",
        "sNaN",
        "Infinity",
        "0x10",
        "1_000",
        "--1",
        "+",
        "-",
        ".",
        ",",
        "€",
    ),
    *("1,2.3,4", "٣", "１２", "Ⅷ", "²", "²³", "٠٢٤٠٠٠٠٠١٢"),
    *("2026-02-30", "0000-00-00", "9999-12-31", "10000-01-01", "--", "2026-1-1"),
    *(
        "@",
        "a@",
        "@a",
        "a@" + "." * 300,
        "a@xn--" + "a" * 80 + ".fr",
        "+999",
        "0" * 31,
        "FR" + "0" * 40,
        "XX00",
    ),
)
SCALARS = (
    *(0, -0.0, 1.5, 1e308, float("nan"), float("inf"), -float("inf")),
    *(10**400, -(2**63) - 1, 2**63, True, False, None, Decimal("NaN"), b"bytes", object(), set(), iter(())),
)
HOLDERS = (
    *([], {}, [[]], [{}], [None], {1: 2}, {"\x00": 1}, {"\ud800": 1}, {"__proto__": {"a": 1}}),
    *([{"_id": None}], [{"_id": {}}], [{"_id": "\x00"}], [{"text": {}}], {"text": []}),
    *([{"text": "x", "_id": "a"}] * 300, ["a"] * 20_000, {str(number): 1 for number in range(30_000)}),
    *(nested(25), nested(5_000), [nested(5_000)], {"text": nested(30)}, [{"text": nested(30)}]),
    *(
        {"street": nested(3)},
        {"street": "\ud800", "postcode": 5},
        {"country": "\ud800"},
        {"postcode": "x" * 300},
    ),
)
NASTY: list[Any] = [*TEXTS, *SCALARS, *HOLDERS]


def judge(raw: Any) -> None:
    """Into every field at once, and into every child; what is accepted can be shown, stored and told."""
    for key in FIELDS:
        for seen in (None, {}, {key: raw}):
            outcome = accept(COMPILED, {}, {key: raw}, seen=seen)
            canonical(dict(outcome.changes)).encode()
            for problem in (*outcome.problems, *outcome.forbidden):
                canonical([list(problem.path), problem.code, dict(problem.params)]).encode()
        shown = project(COMPILED, outcome.answers)
        for language in ("en", "fr"):
            shown.fields[key].display(language).encode()
        shown.fields[key].cell().encode()
    children = dict.fromkeys(INNER, raw)
    accept(COMPILED, {}, {"group": children, "rows": [children, {**children, "_id": raw}]})


@pytest.mark.parametrize("raw", [pytest.param(raw, id=str(number)) for number, raw in enumerate(NASTY)])
def test_what_the_worst_sender_sends_is_answered(raw: Any) -> None:
    judge(raw)


def test_a_list_that_holds_itself_is_too_deep() -> None:
    judge(itself())


@pytest.mark.parametrize(
    "key", ["\x00", "\ud800", "", "a" * 10_000, "__class__", 5, None, ("a",), float("nan")]
)
def test_a_key_that_is_none_is_refused_by_a_name_that_can_be_logged(key: Any) -> None:
    outcome = accept(COMPILED, {}, {key: "x"})
    (problem,) = outcome.forbidden
    assert problem.code == "unknown_field"
    assert len(str(problem.path[0]).encode()) <= 60


def test_a_thousand_forged_keys_are_not_all_repeated() -> None:
    assert len(accept(COMPILED, {}, {f"k{number}": "x" for number in range(1_000)}).forbidden) == 50


@pytest.mark.parametrize(
    "answers",
    [{"text": 5, "date": "x", "money": "x", "rows": [], "group": {}, "iban": 1, "phone": "x", "address": {}}],
)
def test_answers_no_type_would_have_stored_are_shown_all_the_same(answers: dict[str, Any]) -> None:
    for field in project(COMPILED, answers).fields.values():
        assert isinstance(field.empty, bool)
    accept(COMPILED, answers, {})


def test_naughty_strings_are_answered() -> None:
    folder = Path(os.environ.get("TRIVIUM_TEST_DATA") or Path(__file__).parents[3] / "shared" / "data")
    path = folder / "blns.json"
    if not path.is_file():
        pytest.skip(f"no {path}: set TRIVIUM_TEST_DATA to the folder of forms and cases")
    for raw in json.loads(path.read_text(encoding="utf-8")):
        sent = {key: raw for key in FIELDS if key not in ("static", "constant", "group", "rows")}
        outcome = accept(COMPILED, {}, sent)
        assert not outcome.forbidden
        canonical(dict(outcome.changes)).encode()
        if raw.strip():
            assert outcome.changes.get("longtext") == raw.strip().replace("\r\n", "\n").replace("\r", "\n")
