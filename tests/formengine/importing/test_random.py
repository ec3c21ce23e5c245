"""Schemas nobody wrote: whatever is imported judges an instance as jsonschema does.

Left out on purpose is what no form can tell apart: an empty text, list or object from none at all, and the
same box ticked twice.
"""

from typing import Any

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from formengine.acceptance import accept
from formengine.compiling import compile_view
from formengine.document import parse
from formengine.importing import answers_from, import_schema, instance_from
from formengine.linting import lint
from tests.formengine.importing.test_reading import nested

NAMES = ("a", "bB", "id", "x-y")
WORDS = ("a", "ab", "b", "5", "yes")
Json = st.SearchStrategy[Any]

texts: Json = st.fixed_dictionaries(
    {"type": st.just("string")},
    optional={
        "minLength": st.integers(0, 2),
        "maxLength": st.integers(2, 4),
        "pattern": st.sampled_from(["^a", "b$", "^(?!b)"]),
    },
)
numbers: Json = st.fixed_dictionaries(
    {"type": st.sampled_from(["integer", "number", ["integer", "null"]])},
    optional={
        "minimum": st.integers(-2, 2),
        "exclusiveMaximum": st.integers(3, 6),
        "multipleOf": st.sampled_from([2, 0.5]),
    },
)
listed: Json = st.builds(
    lambda values: {"enum": values},
    st.lists(st.sampled_from(["a", "b", 1, 2.5, True, False]), min_size=1, max_size=3, unique_by=repr),
)
scalars: Json = st.one_of(
    texts, numbers, listed, st.just({"type": "boolean"}), st.just({"type": ["string", "integer"]})
)


@st.composite
def objects(draw: st.DrawFn, inner: Json) -> dict[str, Any]:
    names = draw(st.lists(st.sampled_from(NAMES), min_size=1, max_size=3, unique=True))
    schema: dict[str, Any] = {"type": "object", "properties": {name: draw(inner) for name in names}}
    schema["required"] = draw(st.lists(st.sampled_from(names), unique=True))
    schema["additionalProperties"] = draw(st.sampled_from([False, True, {"type": "string"}]))
    if draw(st.booleans()):
        asked = draw(st.sampled_from(names))
        condition = {
            "properties": {asked: {"enum": draw(st.lists(st.sampled_from(["a", 1, True]), min_size=1))}}
        }
        schema["if"] = {**condition, "required": [asked]} if draw(st.booleans()) else condition
        schema[draw(st.sampled_from(["then", "else"]))] = {"required": [draw(st.sampled_from(names))]}
    if draw(st.booleans()):
        schema["dependentRequired"] = {names[0]: [names[-1]]}
    return schema


def lists(inner: Json) -> Json:
    """A list of listed values holds each once: ticks know no order and no twice."""
    return drawn_lists(inner).map(
        lambda each: {**each, "uniqueItems": True} if "enum" in each["items"] else each
    )


def drawn_lists(inner: Json) -> Json:
    return st.fixed_dictionaries(
        {"type": st.just("array"), "items": inner},
        optional={"minItems": st.integers(1, 2), "maxItems": st.integers(2, 3), "uniqueItems": st.booleans()},
    )


def unions(inner: Json) -> Json:
    return st.builds(
        lambda word, parts: {word: parts},
        st.sampled_from(["oneOf", "anyOf"]),
        st.lists(inner, min_size=2, max_size=3),
    )


schemas: Json = st.recursive(
    scalars, lambda inner: st.one_of(objects(inner), lists(inner), unions(inner)), max_leaves=6
)
values: Json = st.recursive(
    st.one_of(st.sampled_from(WORDS), st.integers(-3, 7), st.sampled_from([0.5, 2.5, True, False])),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3),
        st.dictionaries(st.sampled_from((*NAMES, "z")), inner, min_size=1, max_size=3),
    ),
    max_leaves=6,
)


def near(schema: Any) -> Json:
    """Instances that are often valid."""
    if not isinstance(schema, dict):
        return values
    for word in ("oneOf", "anyOf"):
        if word in schema:
            return st.one_of([near(each) for each in schema[word]])
    if "enum" in schema:
        return st.sampled_from(schema["enum"])
    kind = schema.get("type")
    if kind == "object":
        parts = {name: near(each) for name, each in schema["properties"].items()}
        always = {name: part for name, part in parts.items() if name in schema["required"]}
        maybe = {name: part for name, part in parts.items() if name not in always}
        return st.fixed_dictionaries(always, optional=maybe)
    if kind == "array":
        return st.lists(near(schema["items"]), min_size=1, max_size=3)
    return {"string": st.sampled_from(WORDS), "boolean": st.booleans()}.get(str(kind), st.integers(-3, 7))


def holds_nothing(value: Any) -> bool:
    if isinstance(value, dict):
        return not value or any(map(holds_nothing, value.values()))
    if isinstance(value, list):
        return not value or any(map(holds_nothing, value))
    return value is None or value == ""


@st.composite
def cases(draw: st.DrawFn) -> tuple[Any, Any]:
    schema = draw(objects(schemas))
    return schema, draw(st.one_of(near(schema), near(schema), values))


@settings(max_examples=120, deadline=None, suppress_health_check=list(HealthCheck))
@given(cases())
def test_the_verdict_is_jsonschemas(case: tuple[Any, Any]) -> None:
    schema, instance = case
    imported = import_schema(schema)
    model = parse(imported.document)
    assert lint(model) == ()
    converted = answers_from(imported.shape, instance)
    compiled = compile_view(model, view="internet", status=model.initial_status.key)
    outcome = accept(compiled, {}, converted.answers)
    if holds_nothing(instance):
        return
    assert (outcome.accepted and not converted.problems) is Draft202012Validator(schema).is_valid(instance)
    if outcome.accepted and not converted.problems:
        assert Draft202012Validator(schema).is_valid(instance_from(imported.shape, outcome.answers))


def test_depth_alone_is_no_reason() -> None:
    assert import_schema(nested(25)).document["properties"]
