"""Faults of rules by themselves: what they ask about, of which type, and where the clock may be asked."""

from collections.abc import Iterator

from formengine.linting.places import placed
from formengine.model import Field, Model
from formengine.problems import Path, Problem
from formengine.rules import Expression, check_result, check_types


def rule_faults(model: Model) -> Iterator[Problem]:
    for field, path in placed(model):
        yield from _of_field(model, field, path)
    for number, page in enumerate(model.pages):
        if page.when is not None:
            yield from _question(model, page.when, ("x-pages", number, "x-when"))
    for number, check in enumerate(model.checks):
        path = ("x-checks", number)
        for problem in check_types(check.rule, model):
            yield problem.under(*path, "rule")
        if not check.message:
            yield Problem((*path, "message"), "no_message")
        if check.at not in model.fields:
            yield Problem((*path, "at"), "item_unknown", {"key": check.at})


def _of_field(model: Model, field: Field, path: Path) -> Iterator[Problem]:
    for name, rule in (("x-when", field.when), ("x-required-when", field.required_when)):
        if rule is not None:
            yield from _question(model, rule, (*path, name))
    if field.compute is not None and "x-compute" in field.schema:
        for problem in check_result(field.compute, model, field):
            yield problem.under(*path, "x-compute")
        yield from _clock(field.compute, (*path, "x-compute"))


def _question(model: Model, rule: Expression, path: Path) -> Iterator[Problem]:
    for problem in check_types(rule, model):
        yield problem.under(*path)
    yield from _clock(rule, path)


def _clock(rule: Expression, path: Path) -> Iterator[Problem]:
    """What is shown, required or computed must not change while nobody does anything."""
    if rule.asks_today:
        yield Problem(path, "rule_asks_today")
