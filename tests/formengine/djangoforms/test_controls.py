"""How single inputs are written and read, where a type's own words are not enough."""

from typing import Any

import pytest

from formengine.compiling import CompiledView
from formengine.djangoforms import PageForm, form_class, problem_text, render_projection
from formengine.problems import Problem
from formengine.projection import project
from tests.formengine.builders import asks, field, view
from tests.formengine.djangoforms.browser import Page

OPTIONS = [{"const": "a", "title": "Alpha"}, {"const": "b", "title": "Beta"}]
LONG = [{"const": f"o{number}", "title": f"Option {number}"} for number in range(16)]
ID = "550e8400-e29b-41d4-a716-446655440001"


def form(compiled: CompiledView, data: Any = None, answers: Any = None, **others: Any) -> PageForm:
    return form_class(compiled, "page")(data, answers=answers or {}, **{"language": "en", **others})


class TestOtherWords:
    @pytest.fixture(params=["radios", "select"])
    def one(self, request: pytest.FixtureRequest) -> CompiledView:
        schema = {"x-type": "choice", "oneOf": OPTIONS, "x-other": True, "x-look": request.param}
        return view({"f": schema})

    @pytest.fixture
    def many(self) -> CompiledView:
        return view({"f": {"x-type": "choices", "items": {"oneOf": OPTIONS}, "x-other": True}})

    def test_they_are_stored_and_shown_again(self, one: CompiledView) -> None:
        page = Page(form(one).render())
        sent = form(one, page.post({"f": "_other", "f-other": " Gamma "}))
        assert sent.is_valid(), sent.errors
        assert sent.cleaned_data == {"f": "other: Gamma"}
        again = Page(form(one, None, sent.cleaned_data).render())
        assert {("f", "_other"), ("f-other", "Gamma")} <= set(again.sent)

    def test_they_do_not_count_where_something_else_is_chosen(self, one: CompiledView) -> None:
        page = Page(form(one).render())
        assert form(one, page.post({"f": "a", "f-other": "Gamma"})).submitted == {"f": "a"}

    def test_nothing_written_is_asked_for(self, one: CompiledView) -> None:
        sent = form(one, Page(form(one).render()).post({"f": "_other", "f-other": " "}))
        assert not sent.is_valid()
        assert sent.error_summary == [("f-f", "f: write what the other answer is")]
        shown = Page(sent.render())
        assert {("f", "_other"), ("f-other", "")} <= set(shown.sent)

    def test_beside_boxes_they_are_one_more(self, many: CompiledView) -> None:
        page = Page(form(many).render())
        sent = form(many, page.post({"f": ["a", "_other"], "f-other": "Gamma"}))
        assert sent.is_valid(), sent.errors
        assert sent.cleaned_data == {"f": ["a", "other: Gamma"]}
        again = Page(form(many, None, sent.cleaned_data).render())
        assert {("f", "a"), ("f", "_other"), ("f-other", "Gamma")} <= set(again.sent)

    def test_where_they_are_not_welcome_they_are_no_answer(self) -> None:
        compiled = view({"f": {"x-type": "choice", "oneOf": OPTIONS}})
        sent = form(compiled, Page(form(compiled).render()).post({"f": "_other", "f-other": "Gamma"}))
        assert not sent.is_valid()
        assert sent.submitted == {"f": "_other"}


class TestLists:
    def test_the_designer_may_want_radios_or_a_list(self) -> None:
        for look, tag in (("radios", "<input class"), ("select", "<select"), ("auto", "<select")):
            html = form(view({"f": {"x-type": "choice", "oneOf": LONG, "x-look": look}})).render()
            assert tag in html
            assert ("<select" in html) is (tag == "<select")

    def test_only_a_long_list_can_be_searched(self) -> None:
        for options, searched in ((OPTIONS, False), (LONG, True)):
            compiled = view({"f": {"x-type": "choice", "oneOf": options, "x-look": "select"}})
            assert ("data-search" in form(compiled).render()) is searched

    def test_titles_are_no_markup(self) -> None:
        hostile = [{"const": '"><b>', "title": "<script>"}]
        compiled = view({"f": {"x-type": "choice", "oneOf": hostile, "x-look": "select"}})
        page = Page(form(compiled, None, {"f": '"><b>'}).render())
        assert ("f", '"><b>') in page.sent
        assert "<script" not in form(compiled).render()

    def test_what_a_surface_offers_is_chosen_by_title(self) -> None:
        compiled = view({"f": {"x-type": "dossier_link"}})
        offers = {"f": ((ID, "2026-00001"),)}
        page = Page(form(compiled, offers=offers).render())
        assert "2026-00001" in page.texts
        sent = form(compiled, page.post(f=ID), offers=offers)
        assert sent.is_valid(), sent.errors
        html = render_projection(project(compiled, {"f": ID}), "en", offers=offers)
        assert "2026-00001" in html
        assert ID not in html

    def test_what_it_offers_no_more_stays(self) -> None:
        compiled = view({"f": {"x-type": "dossier_link"}})
        page = Page(form(compiled, None, {"f": ID}, offers={"f": ()}).render())
        assert ("f", ID) in page.sent
        assert form(compiled, page.post(), {"f": ID}, offers={"f": ()}).is_valid()

    def test_what_it_never_offered_is_refused(self) -> None:
        compiled = view({"f": {"x-type": "dossier_link"}})
        sent = form(compiled, Page(form(compiled).render()).post(f=ID), offers={"f": ()})
        assert not sent.is_valid()


class TestBesideTheInput:
    def test_at_the_desk_a_browser_fills_in_nobodys_own_data(self) -> None:
        views = {
            "internet": {"surface": "desk", "rules": {"*": "edit"}},
            "crm": {"surface": "desk", "rules": {"*": "read"}},
            "partner": {"surface": "portal", "rules": {}},
        }
        fields = {"mail": {"x-type": "email"}, "born": {"x-type": "date", "x-autocomplete": "bday"}}
        html = form(view(fields, x_views=views)).render()
        assert html.count('autocomplete="off"') == 4
        assert "bday" not in html
        assert 'autocomplete="bday-day"' in form(view(fields)).render()

    def test_units_and_currencies_stand_beside(self) -> None:
        compiled = view(
            {"a": {"x-type": "integer", "x-unit": "km"}, "b": {"x-type": "money", "x-currency": "CHF"}}
        )
        assert {"km", "CHF"} <= set(Page(form(compiled).render()).texts)

    def test_a_part_that_may_be_left_out_says_so(self) -> None:
        schema = {"x-type": "address", "x-ask-country": True}
        assert form(view({"f": schema}, {"f": "edit!"})).render().count("(optional)") == 1
        assert form(view({"f": schema})).render().count("(optional)") == 1

    def test_a_text_to_agree_to_stands_before_its_box(self) -> None:
        compiled = view({"f": {"x-type": "consent", "x-text": "Do **not** <run>", "x-version": "1"}})
        html = form(compiled).render()
        assert "Do <strong>not</strong> &lt;run&gt;" in html
        assert html.index("&lt;run&gt;") < html.index('type="checkbox"')

    def test_a_text_to_read_has_its_look(self) -> None:
        looks = {"heading": "govuk-heading-m", "info": "portal-callout", "warning": "govuk-warning-text"}
        for look, mark in looks.items():
            text = "One [link](https://example.org)\n\n- a\n- b"
            schema = {"x-type": "static", "title": "T", "description": text, "x-look": look}
            html = form(view({"a": {}, "f": schema})).render()
            assert mark in html
            assert (
                '<a class="govuk-link" href="https://example.org" rel="noopener noreferrer">link</a>' in html
            )
            assert "<li>a</li>" in html

    def test_a_drawn_signature_is_seen_where_it_is_read(self) -> None:
        answers = {"f": {"method": "drawn", "strokes": [[[1, 2], [3, 4]]]}}
        compiled = view({"f": {"x-type": "signature"}}, {"f": "read"})
        for html in (
            form(compiled, None, answers).render(),
            render_projection(project(compiled, answers), "en"),
        ):
            assert 'd="M1 2 L3 4' in html

    def test_a_wide_table_can_be_moved_with_the_keyboard(self) -> None:
        parts = {key: {"x-type": "text", "title": key} for key in "abcd"}
        compiled = view({"r": {"x-type": "rows", "items": {"properties": parts}}}, {"r": "read"})
        html = render_projection(project(compiled, {"r": [{"_id": "1", "a": "x"}]}), "en")
        assert 'role="region" tabindex="0"' in html

    def test_what_is_not_there_in_a_row_leaves_its_cell_empty(self) -> None:
        parts = {"a": {"x-type": "yesno"}, "b": {"x-type": "text", "x-when": asks(".a", True)}}
        compiled = view({"r": {"x-type": "rows", "items": {"properties": parts}}}, {"r": "read"})
        answers = {"r": [{"_id": "1", "a": True, "b": "x"}, {"_id": "2", "a": False}]}
        html = render_projection(project(compiled, answers), "en")
        assert '<td class="govuk-table__cell"></td>' in html
        assert "Not answered" not in html

    def test_keys_that_end_like_other_ids_have_an_id_of_their_own(self) -> None:
        parts = {"hint": {"x-type": "text", "title": "H"}, "error": {"x-type": "text", "title": "E"}}
        compiled = view({"g": {"x-type": "group", "description": "help", "properties": parts}})
        page = Page(form(compiled).render())
        assert len(page.ids) == len(set(page.ids))


class TestSaying:
    def test_a_part_is_named_by_its_word(self) -> None:
        where = field("map", title="Where")
        assert problem_text(Problem(("f", "lat"), "required"), where, "en").startswith("Where, latitude")

    def test_a_line_of_a_list_is_named_by_its_number(self) -> None:
        where = field("map", title="Where", x_shape="area")
        assert problem_text(Problem(("f", 2, "lat"), "not_degrees"), where, "en").startswith(
            "Where, line 3: "
        )

    def test_a_part_nobody_can_name_is_left_out(self) -> None:
        assert problem_text(Problem(("f", "gone"), "required"), field("address", title="F"), "en").startswith(
            "F: "
        )

    def test_a_day_inside_an_answer_is_written_out(self) -> None:
        problem = Problem(("f", "from"), "too_early", {"least": "2026-07-03"})
        assert "3 July 2026" in problem_text(problem, field("period", title="F"), "en")


class TestWhatComesAnew:
    def test_a_group_that_comes_inside_a_group_is_asked_as_a_whole(self) -> None:
        inner = {"x-type": "group", "title": "I", "properties": {"b": {"x-type": "text", "title": "B"}}}
        fields = {
            "g": {
                "x-type": "group",
                "title": "G",
                "properties": {
                    "a": {"x-type": "yesno", "title": "A"},
                    "i": {**inner, "x-when": asks(".a", True)},
                },
            }
        }
        compiled = view(fields)
        sent = form(compiled, Page(form(compiled).render()).post({"g.a": "true"}))
        assert not sent.is_valid()
        assert sent.error_summary == [("f-g-i-b", "G, I: your answers lead to this question")]
        assert form(compiled, Page(sent.render()).post()).is_valid()

    def test_a_page_without_its_shape_is_judged_by_its_fields(self) -> None:
        compiled = view({"a": {"x-type": "yesno"}, "b": {"x-when": asks("a", True)}})
        page = Page(form(compiled).render())
        assert not form(compiled, page.post({"_shape": None})).looks_different
        assert form(compiled, page.post({"_shape": None, "a": "true"})).looks_different
