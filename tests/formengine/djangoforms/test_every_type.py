"""Every registered field type, written and read back: what a type says of itself has to suffice."""

from typing import Any

import pytest

from formengine.compiling import CompiledView
from formengine.djangoforms import DocumentLabel, form_class, render_projection
from formengine.djangoforms.words import PARTS
from formengine.fieldtypes import field_type, known_types
from formengine.projection import project
from tests.formengine.builders import field, view
from tests.formengine.djangoforms.browser import Page
from tests.formengine.fieldtypes.samples import SAMPLES

NAMES = [each.name for each in known_types()]
ANSWERED = [name for name in NAMES if SAMPLES[name][1] is not None]
GARBAGE: list[Any] = [
    None, 5, True, "", "x", "-", "2026-13", "T", "P", "a/b", [], {}, [[]], [{"what": []}], {"what": 5},
    "\ud800", "\x00", [{"_id": {}}], {"from": [], "to": {}}, {"name": 5, "strokes": "["}, {"lat": None},
    {"first": [], "second": 1},
]  # fmt: skip
LABELS = {SAMPLES["file"][1][0]: DocumentLabel("a.pdf", 100, "/a")}
LINKED = ((SAMPLES["dossier_link"][1], "2026-00001"),)
WRAPS = ["alone", "in a group", "in rows", "deep"]


def nested(schema: Any, value: Any, wrap: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """A document's fields and stored answers: the sample as field `f`, alone or inside others."""
    fields: dict[str, Any] = {"f": {"title": "F", **schema}}
    answers = {} if value is None else {"f": value}
    group = {"x-type": "group", "title": "G"}
    rows = {"x-type": "rows", "title": "R"}
    if wrap in ("in a group", "deep"):
        fields = {"g": {**group, "properties": fields}}
        answers = {"g": answers} if answers else {}
    if wrap in ("in rows", "deep"):
        fields = {"r": {**rows, "items": {"properties": fields}}}
        answers = {"r": [{"_id": "one", **answers}]} if answers else {}
    if wrap == "deep":
        fields = {"a": {**group, "properties": {"o": {**rows, "items": {"properties": fields}}}}}
        answers = {"a": {"o": [{"_id": "two", **answers}]}} if answers else {}
    return fields, answers


def sample(name: str, wrap: str, rule: str = "edit") -> tuple[CompiledView, dict[str, Any]]:
    schema, value = SAMPLES[name]
    fields, answers = nested({**schema, "x-type": name}, value, wrap)
    return view(fields, {"*": rule}), answers


def shown(compiled: CompiledView, data: Any = None, answers: Any = None, **others: Any) -> Any:
    offers = dict.fromkeys(paths_of(compiled, "dossier_link"), LINKED)
    return form_class(compiled, "page")(
        data, answers=answers or {}, documents=LABELS, offers=offers, **{"language": "en", **others}
    )


def paths_of(compiled: CompiledView, name: str) -> list[str]:
    everything = (inner for each in compiled.by_key.values() for inner in each.walk())
    return [each.field.path for each in everything if each.field.type == name]


@pytest.mark.parametrize("language", ["en", "fr"])
@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_written_reads_back_as_the_same(name: str, wrap: str, language: str) -> None:
    compiled, answers = sample(name, wrap)
    page = Page(shown(compiled, None, answers, language=language, prefix="p").render())
    sent = shown(compiled, page.post(), answers, language=language, prefix="p")
    assert sent.is_valid(), sent.errors
    assert sent.outcome.changes == {}
    assert not sent.looks_different


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("name", ANSWERED)
def test_what_one_page_says_another_stores(name: str, wrap: str) -> None:
    """The inputs themselves carry the answer: posted to an empty dossier, it is there."""
    if name == "file" or field_type(name).control == "hidden":
        return  # a document has to be somebody's; what is not asked for is not sent
    compiled, answers = sample(name, wrap)
    posted = Page(shown(compiled, None, answers).render()).post({"_seen": "{}"})
    stored = shown(compiled, posted)
    assert stored.is_valid(), stored.errors
    assert without_ids(stored.outcome.answers) == without_ids(answers)


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("name", ANSWERED)
def test_what_may_only_be_read_has_no_inputs(name: str, wrap: str) -> None:
    compiled, answers = sample(name, wrap, "read")
    page = Page(shown(compiled, None, answers).render())
    assert {each for each in page.names if not each.startswith("_")} == set()
    assert page.buttons == []
    if SAMPLES[name][1] is not None:
        html = render_projection(project(compiled, answers), "en", LABELS)
        assert "Not answered" not in html
        assert "<input" not in html


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("name", NAMES)
def test_every_input_has_an_id_of_its_own_and_a_label(name: str, wrap: str) -> None:
    compiled, answers = sample(name, wrap)
    for given in ({}, answers):
        page = Page(shown(compiled, None, given).render())
        assert len(page.ids) == len(set(page.ids))
        assert set(page.labels) <= set(page.ids)
        assert set(page.described) <= set(page.ids)
        assert page.unnamed == []


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("name", ANSWERED)
def test_what_is_missing_is_led_to(name: str, wrap: str) -> None:
    """Every required field that is left empty has a problem whose link leads to an input of the page."""
    if field_type(name).control == "hidden" or (name == "file" and wrap != "alone"):
        return  # `lint` says that nobody can give these
    schema, _value = SAMPLES[name]
    fields, _answers = nested({**schema, "x-type": name, "x-required": True}, None, wrap)
    compiled = view(fields, {"*": "edit!"})
    sent = shown(compiled, Page(shown(compiled).render()).post())
    assert not sent.is_valid()
    ids = Page(sent.render()).ids
    assert sent.error_summary
    for anchor, text in sent.error_summary:
        assert anchor in ids
        assert text


@pytest.mark.parametrize("raw", GARBAGE, ids=repr)
@pytest.mark.parametrize("name", ANSWERED)
def test_whatever_a_draft_holds_can_be_shown(name: str, raw: Any) -> None:
    for wrap in ("alone", "in a group", "in rows"):
        compiled, answers = sample(name, wrap)
        typed = {"alone": {"f": raw}, "in a group": {"g": {"f": raw}}, "in rows": {"r": [{"f": raw}, raw]}}[
            wrap
        ]
        shown(compiled, None, answers, typed=typed).render().encode()


@pytest.mark.parametrize("name", NAMES)
def test_the_codes_of_parts_have_words(name: str) -> None:
    kind = field_type(name)
    codes = {part.label for part in kind.parts(field(name, **SAMPLES[name][0]))}
    assert {code for code in codes if code.replace("_", "").islower() and code.isascii()} <= set(PARTS)


def without_ids(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: without_ids(each) for key, each in value.items() if key != "_id"}
    return [without_ids(each) for each in value] if isinstance(value, list) else value


@pytest.mark.parametrize("wrap", WRAPS)
@pytest.mark.parametrize("name", [name for name in NAMES if field_type(name).control == "hidden"])
def test_what_is_never_asked_is_never_written(name: str, wrap: str) -> None:
    for rule in ("edit", "read"):
        compiled, answers = sample(name, wrap, rule)
        html = shown(compiled, None, answers).render()
        assert "f-f" not in html
        assert ">F<" not in html
        assert ">F<" not in render_projection(project(compiled, answers), "en")
