"""Faults of what a dossier begins with: defaults that fit no field, values to be taken from nowhere."""

from collections.abc import Iterator

from formengine.linting.places import placed
from formengine.model import Field, Model
from formengine.prefilling import DOSSIER, KNOWN, OWN_DEED, default_rule, prefill_of, taken
from formengine.problems import DocumentRefused, Path, Problem
from formengine.rules import check_result


def default_faults(model: Model) -> Iterator[Problem]:
    for field, path in placed(model):
        if "x-default" in field.schema:
            yield from _default(model, field, (*path, "x-default"))
        if "x-prefill" in field.schema:
            yield from _prefill(model, field, (*path, "x-prefill"))


def _default(model: Model, field: Field, path: Path) -> Iterator[Problem]:
    if field.compute is not None:
        yield Problem(path, "bad_setting")
        return
    try:
        rule = default_rule(field.schema)
    except DocumentRefused as refused:
        yield refused.problem.under(*path)
        return
    if rule is None:
        if taken(field, field.schema["x-default"]) is None:
            yield Problem(path, "default_unfit")
    elif rule.paths:
        yield Problem(path, "default_asks")
    else:
        for problem in check_result(rule, model, field):
            yield problem.under(*path)


def _prefill(model: Model, field: Field, path: Path) -> Iterator[Problem]:
    prefill = prefill_of(field.schema)
    if prefill is None or field.compute is not None or field.type in OWN_DEED:
        yield Problem(path, "bad_setting")
    elif not _is_known(model, prefill.source, prefill.path):
        yield Problem((*path, "path"), "prefill_unknown", {"key": prefill.path[:60]})


def _is_known(model: Model, source: str, path: str) -> bool:
    if source != DOSSIER:
        return path in KNOWN[source]
    found = model.field_at(path)
    return found is not None and found.holds_value
