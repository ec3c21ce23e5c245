"""Files that may be named by who sends them: inputs beside each, and what comes back of them."""

from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from formengine.compiling import CompiledView
from formengine.djangoforms import DocumentLabel, PageForm, form_class, render_projection
from formengine.projection import project
from tests.formengine.builders import view
from tests.formengine.djangoforms.browser import Page

ONE, TWO = "550e8400-e29b-41d4-a716-446655440000", "550e8400-e29b-41d4-a716-446655440001"
LABELS = {
    ONE: DocumentLabel("a <b>.pdf", 184_320, "/documents/1", "Statutes & more"),
    TWO: DocumentLabel("b.pdf", 18),
}
STORED = {"paper": [ONE, TWO]}
PDF = b"%PDF-1.7\n1 0 obj"


@pytest.fixture
def compiled() -> CompiledView:
    return view({"paper": {"x-type": "file", "x-max-files": 5, "x-own-label": True}})


def shown(compiled: CompiledView, **others: Any) -> PageForm:
    return form_class(compiled, "page")(answers=STORED, documents=LABELS, language="en", **others)


def posted(form: PageForm, typed: dict[str, str], *files: tuple[str, bytes], refresh: str = "") -> PageForm:
    """What a browser sends back after somebody typed into the page."""
    data: QueryDict = Page(form.render()).post().copy()
    for name, value in typed.items():
        data[name] = value
    sent = MultiValueDict({"paper": [SimpleUploadedFile(*file) for file in files]}) if files else None
    return type(form)(
        data, sent, answers=STORED, documents=form.documents, language="en", refresh_url=refresh
    )


def test_each_file_has_an_input_with_its_name(compiled: CompiledView) -> None:
    page = Page(shown(compiled).render())
    sent = dict(page.sent)
    assert sent[f"paper-label-{ONE}"] == "Statutes & more"
    assert sent[f"paper-label-{TWO}"] == ""
    assert sent["paper-label"] == ""
    assert page.unnamed == []
    assert len(page.ids) == len(set(page.ids))


def test_where_they_are_not_asked_for_there_are_none() -> None:
    compiled = view({"paper": {"x-type": "file", "x-max-files": 5}})
    form = shown(compiled)
    assert not [name for name in Page(form.render()).names if "label" in name]
    sent = posted(form, {f"paper-label-{ONE}": "x", "paper-label": "y"})
    assert sent.is_valid()
    assert sent.submitted == STORED


def test_what_is_typed_comes_with_the_ids(compiled: CompiledView) -> None:
    sent = posted(shown(compiled), {f"paper-label-{TWO}": "  Accounts\n"})
    assert sent.is_valid()
    assert sent.submitted["paper"] == [
        {"id": ONE, "label": "Statutes & more"},
        {"id": TWO, "label": "Accounts"},
    ]
    assert sent.outcome is not None
    assert not sent.outcome.changes


def test_it_is_shown_again_also_from_a_draft(compiled: CompiledView) -> None:
    sent = posted(shown(compiled), {f"paper-label-{TWO}": "Accounts"})
    for again in (sent, shown(compiled, typed=sent.submitted)):
        assert dict(Page(again.render()).sent)[f"paper-label-{TWO}"] == "Accounts"


def test_a_removed_one_is_gone_name_and_all(compiled: CompiledView) -> None:
    sent = posted(shown(compiled), {"paper-remove": ONE})
    assert [each["id"] for each in sent.submitted["paper"]] == [TWO]


def test_an_upload_comes_with_its_name(compiled: CompiledView) -> None:
    sent = posted(shown(compiled), {"paper-label": "Plan"}, ("c.pdf", PDF), ("d.pdf", PDF))
    assert [upload.label for upload in sent.uploads] == ["Plan", "Plan"]
    sent.add_document("paper", "550e8400-e29b-41d4-a716-446655440002")
    sent.add_document("paper", "550e8400-e29b-41d4-a716-446655440003")
    assert sent.is_valid(), sent.errors
    page = dict(Page(sent.render()).sent)
    assert page["paper-label-550e8400-e29b-41d4-a716-446655440003"] == "Plan"
    assert page["paper-label"] == ""


def test_the_name_of_a_file_that_was_refused_is_typed_once(compiled: CompiledView) -> None:
    sent = posted(shown(compiled), {"paper-label": "Plan"}, ("c.exe", b"MZ"))
    assert not sent.is_valid()
    assert dict(Page(sent.render()).sent)["paper-label"] == "Plan"


def test_what_is_typed_beside_a_chosen_file_outlives_a_refresh(compiled: CompiledView) -> None:
    html = shown(compiled, refresh_url="/refresh").render()
    assert html.count("hx-preserve") == 2


def test_names_for_files_that_can_only_be_read_are_refused() -> None:
    for rule in ({"paper": "read"}, {}):
        compiled = view(
            {"paper": {"x-type": "file", "x-own-label": True}, "text": {}}, {"text": "edit", **rule}
        )
        form = shown(compiled)
        for name in (f"paper-label-{ONE}", "paper-label"):
            sent = posted(form, {name: "Mine"})
            assert not sent.is_valid()
            assert sent.is_forged, name


def test_they_are_read_with_their_names(compiled: CompiledView) -> None:
    html = render_projection(project(compiled, STORED), "en", LABELS)
    assert "Statutes &amp; more – a &lt;b&gt;.pdf" in html
    assert ">b.pdf<" not in html
    assert "b.pdf" in html
