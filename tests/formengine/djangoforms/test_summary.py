from formengine.djangoforms import DocumentLabel, render_projection
from formengine.projection import project
from tests.formengine.builders import view
from tests.formengine.djangoforms.browser import Page
from tests.formengine.djangoforms.test_forms import ANSWERS, FIELDS, LABELS


def test_answers_stand_as_people_read_them() -> None:
    html = render_projection(project(view(FIELDS), ANSWERS), "fr", LABELS)
    page = Page(html)
    assert {"18\u202f500,50\u00a0€", "3 juillet 2026", "Oui", "02 40 00 00 12", "1 rue, 44000 Nantes"} <= set(
        page.texts
    )
    assert {"What", "Cost", "Day", "1,00\u00a0€"} <= set(page.texts)
    assert 'href="/documents/1"' in html
    assert "café &lt;b&gt;" in html
    assert page.names == set()


def test_only_pages_with_something_to_edit_lead_to_their_form() -> None:
    pages = [{"key": "one", "title": "One", "items": ["a"]}, {"key": "two", "title": "Two", "items": ["b"]}]
    compiled = view({"a": {}, "b": {}}, {"a": "edit", "b": "read"}, x_pages=pages)
    html = render_projection(project(compiled, {}), "en", change_url=lambda key: f"/pages/{key}")
    assert 'href="/pages/one"' in html
    assert "/pages/two" not in html
    assert "Change" not in render_projection(project(compiled, {}), "en")


def test_what_is_not_answered_says_so() -> None:
    html = render_projection(project(view({"a": {}, "rows": FIELDS["rows"]}), {}), "en", level=3)
    assert html.count("Not answered") == 2
    assert "<h3" in html


def test_what_is_hidden_never_reaches_the_page() -> None:
    compiled = view(FIELDS, {"text": "edit", "rows": "edit", "rows.cost": "hidden"})
    twin = {**ANSWERS, "sum": "7.00", "rows": [{**row, "cost": "9.99"} for row in ANSWERS["rows"]]}
    one, other = (render_projection(project(compiled, answers), "en") for answers in (ANSWERS, twin))
    assert one == other


def test_a_document_without_an_address_is_only_named() -> None:
    compiled = view({"f": {"x-type": "file"}})
    html = render_projection(project(compiled, {"f": ["x"]}), "en", {"x": DocumentLabel("a.pdf", 2048)})
    assert "<a" not in html
    assert "a.pdf" in html
