"""Whatever small schema is imported, its answers are judged as jsonschema judges them."""

from typing import Any

import pytest
from jsonschema.validators import validator_for
from referencing import Registry

from formengine.acceptance import accept
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.importing import answers_from, import_schema
from formengine.model import INTERNET
from tests.formengine.importing.exam import PAPERS, Paper

IMPOSSIBLE = {
    "empty text that is required-fits-1": "a form asks for what is required; it cannot take nothing for text"
}


def case(paper: Paper, instance: Any, fits: bool, name: str) -> Any:
    why = IMPOSSIBLE.get(name)
    marks = [pytest.mark.xfail(strict=True, reason=why)] if why else []
    return pytest.param(paper, instance, fits, id=name, marks=marks)


CASES = [
    case(paper, instance, fits, f"{name}-{'fits' if fits else 'fails'}-{number}")
    for name, paper in PAPERS.items()
    for fits, instances in ((True, paper.fits), (False, paper.fails))
    for number, instance in enumerate(instances)
]


def verdict(schema: Any, instance: Any) -> tuple[bool, object]:
    imported = import_schema(schema)
    converted = answers_from(imported.shape, instance)
    if converted.problems:
        return False, converted.problems
    model = parse(imported.document)
    compiled = compile_view(model, view=INTERNET, status=model.initial_status.key)
    outcome = accept(compiled, {}, converted.answers)
    return outcome.accepted, (*outcome.forbidden, *outcome.problems)


@pytest.mark.parametrize(("paper", "instance", "fits"), CASES)
def test_the_verdict_is_jsonschemas(paper: Paper, instance: Any, fits: bool) -> None:
    validator = validator_for(paper.schema)(paper.schema, registry=Registry())
    assert validator.is_valid(instance) is fits, "the exam itself is wrong"
    ours, why = verdict(paper.schema, instance)
    assert ours is fits, why
