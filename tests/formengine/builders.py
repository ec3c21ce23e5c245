"""Small documents to test the engine on."""

from collections.abc import Mapping
from typing import Any

from formengine.access import NO_CAP, Cap
from formengine.compiling import CompiledView, compile_view
from formengine.document import parse
from formengine.fieldtypes import type_of
from formengine.model import Field, Model
from formengine.problems import Problem, Unacceptable

Json = dict[str, Any]


def document(properties: Mapping[str, Any], **others: Any) -> Json:
    """One page, a status that caps nothing, three views: the first edits all, the second reads."""
    base: Json = {
        "title": "Model",
        "properties": {
            key: {"title": key, **schema, "x-type": schema.get("x-type", "text")}
            for key, schema in properties.items()
        },
        "x-pages": [{"key": "page", "title": "Page", "items": list(properties)}],
        "x-views": {
            "internet": {"surface": "portal", "rules": {"*": "edit"}},
            "crm": {"surface": "desk", "rules": {"*": "read"}},
            "partner": {"surface": "portal", "rules": {}},
        },
        "x-statuses": [
            {
                "key": "open",
                "title": "Open",
                "caps": {"internet": "edit", "crm": "edit", "partner": "edit"},
                "final": True,
            }
        ],
    }
    return {**base, **{key.replace("_", "-"): value for key, value in others.items()}}


def model(properties: Mapping[str, Any], **others: Any) -> Model:
    return parse(document(properties, **others))


def view(
    properties: Mapping[str, Any],
    rules: Mapping[str, str] | None = None,
    *,
    cap: Cap = NO_CAP,
    reveals: tuple[str, ...] = (),
    **others: Any,
) -> CompiledView:
    """The `internet` view of a small document, with its rules."""
    drawn = document(properties, **others)
    if rules is not None:
        drawn["x-views"]["internet"] |= {"rules": dict(rules), "reveals": list(reveals)}
    return compile_view(parse(drawn), view="internet", status="open", cap=cap)


def field(kind: str, **schema: Any) -> Field:
    keywords = {(key.replace("_", "-") if key[:2] == "x_" else key): schema[key] for key in schema}
    return model({"f": {"x-type": kind, **keywords}}).fields["f"]


def taken(kind: str, raw: Any, **schema: Any) -> Any:
    """The stored value, or the code of the first problem in angle brackets."""
    one = field(kind, **schema)
    try:
        value = type_of(one).normalise(raw, one)
    except Unacceptable as refused:
        return f"<{refused.problem.code}>"
    if type_of(one).is_empty(value):
        return None
    problems = type_of(one).problems(value, one)
    return f"<{problems[0].code}>" if problems else value


def codes(problems: tuple[Problem, ...] | list[Problem]) -> list[tuple[tuple[str | int, ...], str]]:
    return [(problem.path, problem.code) for problem in problems]


def asks(key: str, value: Any) -> Json:
    return {"==": [{"var": key}, value]}
