"""Safe or breaking: whether what was acceptable under the old version is so under the new one."""

from collections.abc import Callable, Mapping
from copy import deepcopy
from random import Random
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from formengine.acceptance import accept
from formengine.carrying import Fate, carry
from formengine.comparing import breaks
from formengine.comparing.breaking import narrowed
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.fieldtypes import type_of
from formengine.model import Model
from formengine.taking import INCOMPLETE
from tests.formengine.builders import asks, document
from tests.formengine.test_properties import EXAMPLES
from tests.formengine.worlds import KEYS, WORDS, world

Drawn = dict[str, Any]


def codes(old: Drawn, new: Drawn) -> set[tuple[str, str]]:
    return {(each.code, each.at) for each in breaks(parse(old), parse(new))}


def changed(old: Drawn, change: Callable[[Drawn], Any]) -> set[tuple[str, str]]:
    new = deepcopy(old)
    change(new)
    return codes(old, new)


CHOICE = {"x-type": "choice", "oneOf": [{"const": "a", "title": "A"}, {"const": "b", "title": "B"}]}
BASE = document(
    {
        "a": {"maxLength": 10},
        "b": {"x-type": "yesno"},
        "c": CHOICE,
        "g": {"x-type": "group", "properties": {"x": {"x-type": "text"}}},
    },
    x_scopes=[{"key": "s", "title": "S", "verdicts": ["yes"]}],
    x_on_behalf=[{"key": "lawyer", "title": "L"}],
    x_parties=[{"key": "other", "title": "O", "view": "partner"}],
    x_documents=[{"key": "letter", "title": "L"}],
)
RULE = asks("b", True)


def field(new: Drawn, key: str = "a") -> Drawn:
    found: Drawn = new["properties"][key]
    return found


def view(new: Drawn, key: str = "internet") -> Drawn:
    rules: Drawn = new["x-views"][key]["rules"]
    return rules


@pytest.mark.parametrize(
    ("change", "code", "at"),
    [
        (lambda new: new["properties"].pop("a"), "field_removed", "a"),
        (lambda new: field(new, "g")["properties"].clear(), "field_removed", "g.x"),
        (lambda new: field(new).update({"x-type": "longtext", "maxLength": 5}), "type_changed", "a"),
        (lambda new: field(new).update({"x-type": "email"}), "type_changed", "a"),
        (lambda new: field(new, "c").update(oneOf=CHOICE["oneOf"][:1]), "option_removed", "c"),
        (lambda new: field(new).update(maxLength=9), "limit_narrowed", "a"),
        (lambda new: field(new).update(pattern="x"), "limit_narrowed", "a"),
        (lambda new: field(new).update({"x-also": {"minLength": 2}}), "limit_narrowed", "a"),
        (lambda new: field(new).update({"x-odd": 2}), "setting_changed", "a"),
        (lambda new: field(new).update({"x-unit": "km"}), "meaning_changed", "a"),
        (lambda new: field(new).update({"x-compute": "x"}), "computed", "a"),
        (lambda new: field(new).update({"x-when": RULE}), "condition_added", "a"),
        (lambda new: new["x-pages"][0].update({"x-when": asks("c", "a")}), "condition_added", "a"),
        (lambda new: field(new).update({"x-required-when": RULE}), "requirement_changed", "a"),
        (lambda new: view(new).update(a="edit!"), "newly_required", "a"),
        (lambda new: view(new, "crm").update(a="edit!"), "newly_required", "a"),
        (lambda new: field(new, "g").update(required=["x"]), "newly_required", "g.x"),
        (
            lambda new: new.update({"x-checks": [{"key": "k", "message": "", "at": "a", "rule": RULE}]}),
            "check_added",
            "k",
        ),
        (lambda new: new["x-statuses"][0].update(key="other"), "status_removed", "open"),
        (lambda new: new["x-views"].pop("partner"), "view_removed", "partner"),
        (lambda new: new.pop("x-scopes"), "scope_removed", "s"),
        (lambda new: new["x-scopes"][0].update(verdicts=[]), "verdict_removed", "s"),
        (lambda new: new.pop("x-on-behalf"), "capacity_removed", "lawyer"),
        (lambda new: new["x-parties"][0].update(key="new"), "party_removed", "other"),
    ],
)
def test_breaking(change: Callable[[Drawn], Any], code: str, at: str) -> None:
    assert (code, at) in changed(BASE, change)


@pytest.mark.parametrize(
    "change",
    [
        lambda new: new.update(title="Other"),
        lambda new: field(new).update(title="Other", description="Help"),
        lambda new: field(new).update(maxLength=11),
        lambda new: field(new).pop("maxLength"),
        lambda new: field(new).update({"x-type": "longtext", "maxLength": 20}),
        lambda new: field(new, "c")["oneOf"].append({"const": "z", "title": "Z"}),
        lambda new: field(new, "c")["oneOf"].reverse(),
        lambda new: field(new, "c")["oneOf"][0].update(const="alpha"),
        lambda new: new["properties"].update(n={"x-type": "text"}) or new["x-pages"][0]["items"].append("n"),
        lambda new: new["x-pages"][0]["items"].reverse(),
        lambda new: view(new, "partner").update(a="edit"),
        lambda new: view(new).update(a="read"),
        lambda new: new["x-statuses"].append({"key": "more", "title": "More"}),
        lambda new: new.update({"x-partners": {"address": "open", "keeps": "reply"}}),
        lambda new: new["x-on-behalf"][0].update(view="partner", mandate="a"),
        lambda new: new["x-parties"][0].update(title="Other"),
        lambda new: new.pop("x-documents"),
        lambda new: (
            new["properties"].update(
                h={"x-type": "group", "properties": {"y": {"x-type": "text"}}, "required": ["y"]}
            )
            or new["x-pages"][0]["items"].append("h")
        ),
    ],
)
def test_safe(change: Callable[[Drawn], Any]) -> None:
    assert changed(BASE, change) == set()


@pytest.mark.parametrize(
    ("before", "after", "safe"),
    [
        ({"x-currency": "EUR"}, {"x-currency": "CHF"}, False),
        ({"x-compute": {"var": "c"}}, {}, True),
        ({"x-required-when": RULE}, {}, True),
        ({"x-required-when": RULE}, {"x-required-when": {"!": RULE}}, False),
        ({}, {"x-type": "longtext", "x-compute": {"var": "c"}}, False),
        ({}, {"x-pattern-message": "So."}, True),
    ],
)
def test_before_and_after(before: Drawn, after: Drawn, safe: bool) -> None:
    old, new = deepcopy(BASE), deepcopy(BASE)
    field(old).update(before)
    field(new).update(after)
    assert (codes(old, new) == set()) is safe


def test_another_rule_of_a_check() -> None:
    old = document({"a": {}, "b": {}}, x_checks=[{"key": "k", "message": "", "at": "a", "rule": RULE}])
    assert changed(old, lambda new: new["x-checks"][0].update(rule={"!": RULE})) == {("check_changed", "k")}
    assert changed(old, lambda new: new["x-checks"][0].update(message="So.", at="b")) == set()


def test_a_part_with_conditions_around_it() -> None:
    old = deepcopy(BASE)
    for place in (lambda new: field(new, "g"), lambda new: field(new, "g")["properties"]["x"]):
        new = deepcopy(old)
        place(new)["x-when"] = RULE
        assert ("condition_added", "g.x") in codes(old, new)


def test_a_condition_taken_away_asks_again_for_what_is_required() -> None:
    old = document({"b": {"x-type": "yesno"}, "a": {"x-when": RULE}})
    assert changed(old, lambda new: field(new).pop("x-when")) == set()
    old["x-views"]["internet"]["rules"]["a"] = "edit!"
    assert changed(old, lambda new: field(new).pop("x-when")) == {("condition_removed", "a")}


def test_a_check_that_somebody_else_is_newly_asked() -> None:
    check = {"key": "k", "message": "", "at": "a", "rule": {"!=": [{"var": "a"}, {"var": "b"}]}}
    old = document({"a": {}, "b": {}}, x_checks=[check])
    old["x-views"]["internet"]["rules"] = {"a": "edit"}
    assert changed(old, lambda new: view(new).update(b="read")) == {("check_newly_asked", "k")}


def test_a_move_that_asks_for_more() -> None:
    old = document({"a": {}})
    old["x-statuses"] = [
        {"key": "open", "title": "", "to": [{"status": "shut", "requires": ["a"]}]},
        {"key": "shut", "title": ""},
    ]
    strict = {("move_stricter", "open")}
    move = old["x-statuses"][0]["to"][0]
    for more in ({"complete": True}, {"needs": "solicitation"}, {"by": "citizen"}):
        assert changed(old, lambda new, more=more: new["x-statuses"][0].update(to=[move | more])) == strict
    assert changed(old, lambda new: new["x-statuses"][0].update(to=[{"status": "shut"}])) == set()


def test_a_renamed_option_that_a_rule_asks_about() -> None:
    old = document({"c": CHOICE, "a": {"x-when": asks("c", "a")}})
    assert changed(old, lambda new: field(new, "c")["oneOf"][0].update(const="alpha")) == {
        ("option_renamed", "c")
    }


@pytest.mark.parametrize(
    ("keyword", "old", "new", "is_narrower"),
    [
        ("minimum", 1, 2, True),
        ("minimum", 2, 1, False),
        ("maximum", None, 9, True),
        ("x-max-files", 5, 2, True),
        ("maximum", 2, 1, True),
        ("x-max", "10.00", "9.50", True),
        ("x-max", "9.50", "10.00", False),
        ("x-min", "2026-01-01", "2026-02-01", True),
        ("x-min", "2026-02-01", "2026-01-01", False),
        ("x-min", {"days": 1}, "2026-01-01", True),
        ("x-accept", ["a/b"], ["c/d", "a/b"], False),
        ("x-accept", ["a/b", "c/d"], ["a/b"], True),
        ("format", "siret", "siren", True),
        ("format", "siret", None, False),
        ("uniqueItems", True, False, False),
    ],
)
def test_which_limit_is_narrower(keyword: str, old: Any, new: Any, is_narrower: bool) -> None:
    assert narrowed(keyword, old, new) is is_narrower


def redrawn(drawn: Drawn, luck: Random) -> Drawn:
    """The document with one to three things changed, of the sorts a designer changes."""
    new = deepcopy(drawn)
    for _time in range(luck.randint(1, 3)):
        key = luck.choice(list(new["properties"]))
        schema, rules = new["properties"][key], new["x-views"]["internet"]["rules"]
        match luck.randint(0, 9):
            case 0:
                schema.pop("x-when", None)
            case 1:
                schema.pop("x-required-when", None)
            case 2:
                rules[key] = luck.choice(WORDS)
            case 3:
                schema["title"] = luck.choice(["A", "B"])
            case 4 if schema["x-type"] == "text":
                schema["maxLength"] = luck.choice([1, 5, 9])
            case 5:
                new["x-checks"] = luck.choice([[], new["x-checks"]])
            case 6:
                new["x-pages"][0]["items"], new["x-pages"][1]["items"] = (
                    new["x-pages"][1]["items"],
                    new["x-pages"][0]["items"],
                )
            case 7:
                new["x-statuses"][0]["items"] = {}
            case 8:
                new["x-statuses"][0]["caps"] = {"internet": luck.choice(["read", "edit"])}
            case 9:
                fresh = next(
                    name for name in (*KEYS, "f6", "f7", "f8", "f9") if name not in new["properties"]
                )
                new["properties"][fresh] = {"title": fresh, "x-type": "text"}
                new["x-pages"][0]["items"].append(fresh)
                rules[fresh] = luck.choice(WORDS)
    return new


def fit(answers: Mapping[str, Any], old: Model) -> bool:
    """Whether every stored answer is one that could be given under this version, be it shown or not."""
    return not any(
        problem.code not in INCOMPLETE
        for key, value in answers.items()
        for problem in type_of(old.fields[key]).problems(value, old.fields[key])
    )


@settings(max_examples=EXAMPLES * 3, deadline=None)
@given(st.randoms(use_true_random=True))
def test_what_is_called_safe_keeps_every_acceptable_dossier_acceptable(luck: Random) -> None:
    drawn = world(luck)
    old, new = parse(drawn.document), parse(redrawn(drawn.document, luck))
    before = compile_view(old, view="internet", status="open")
    answers = accept(before, drawn.answers, {}, complete=False).answers
    if breaks(old, new) or accept(before, answers, {}).problems or not fit(answers, old):
        return
    carried = carry(answers, old, new)
    assert {line.fate for line in carried.lines} <= {Fate.KEPT}
    assert accept(compile_view(new, view="internet", status="open"), carried.answers, {}).problems == ()
