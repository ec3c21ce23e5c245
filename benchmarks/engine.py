"""What the engine itself costs, without a page or a database around it."""

import json
from collections.abc import Callable
from typing import Any

from benchmarks.measuring import Figure, Mark, measure_call
from formengine.acceptance import accept
from formengine.compiling import CompiledView, compile_view
from formengine.document import parse
from formengine.projection import project

Json = dict[str, Any]

MOST_MB = 2.0
MOST_TIMES = 12.0


def drawing(fields: int) -> Json:
    """A model of so many fields, parts counted, on pages of ten: every tenth repeats, two may come and go."""
    properties = {f"f{number}": drawn(number) for number in range(top_fields(fields))}
    keys = list(properties)
    pages = [
        {"key": f"p{start}", "title": f"Page {start}", "items": keys[start : start + 10]}
        for start in range(0, len(keys), 10)
    ]
    views = {
        name: {"surface": surface, "rules": {"*": access}}
        for name, surface, access in (
            ("internet", "portal", "edit!"),
            ("crm", "desk", "edit"),
            ("partner", "portal", "read"),
        )
    }
    caps = {"internet": "edit", "crm": "edit", "partner": "read"}
    return {
        "title": "Drawing",
        "properties": properties,
        "x-pages": pages,
        "x-views": views,
        "x-statuses": [{"key": "open", "title": "Open", "caps": caps, "final": True}],
        "x-checks": [{"key": "c", "message": "M", "at": "f1", "rule": {"<=": [{"var": "f1"}, 10**9]}}],
    }


def top_fields(fields: int) -> int:
    """How many stand at the top where every tenth has two parts."""
    return fields * 10 // 12


def drawn(number: int) -> Json:
    title = {"title": f"Question {number}"}
    parts = {"label": {"x-type": "text", "title": "Label"}, "amount": {"x-type": "money", "title": "Amount"}}
    kinds: tuple[Json, ...] = (
        {"x-type": "yesno"},
        {"x-type": "integer", "minimum": 0},
        {"x-type": "text", "maxLength": 80, "pattern": "^[A-Z]"},
        {"x-type": "money", "x-min": "0"},
        {"x-type": "date"},
        {"x-type": "choice", "oneOf": [{"const": each, "title": each.upper()} for each in "abcde"]},
        {"x-type": "email"},
        {"x-type": "longtext"},
        {"x-type": "decimal"},
        {"x-type": "rows", "items": {"properties": parts}},
    )
    schema = {**title, **kinds[number % 10]}
    if number % 5 == 4:
        schema["x-when"] = {"==": [{"var": f"f{number // 10 * 10}"}, True]}
    return schema


def answered(number: int) -> Any:
    rows = [{"_id": f"r{row}", "label": "Line", "amount": "12.50"} for row in range(3)]
    values = (True, 5, "Answer", "12.50", "2026-03-27", "c", "a@example.org", "Some words.", "1.5", rows)
    return values[number % 10]


def figures() -> list[Figure]:
    """Reading a document of 200 fields; one visit (project, accept, validate) of 50 and of 500."""
    text = json.dumps(drawing(200))

    def read() -> CompiledView:
        compile_view.cache_clear()
        return compile_view(parse(json.loads(text)), view="internet", status="open")

    compiled = measure_call("engine: compile 200 fields", read, mark=Mark(50), most_mb=MOST_MB)
    few = measure_call("engine: project, accept, validate 50 fields", visit(50), mark=Mark(1))
    many = measure_call(
        "engine: project, accept, validate 500 fields", visit(500), mark=Mark(few.cpu_ms * MOST_TIMES)
    )
    return [compiled, few, many.against(few)]


def visit(fields: int) -> Callable[[], object]:
    """A reader sees the whole dossier, changes one answer and has all of it validated."""
    compiled = compile_view(parse(drawing(fields)), view="internet", status="open")
    answers = {f"f{number}": answered(number) for number in range(top_fields(fields))}

    def one() -> object:
        shown = project(compiled, answers)
        outcome = accept(compiled, answers, {"f1": "7"})
        assert len(shown.fields) == len(answers)
        assert outcome.accepted, outcome.problems[:3]
        return outcome

    return one
