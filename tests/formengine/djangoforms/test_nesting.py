"""Groups in groups, rows in groups, rows in rows: written, read, pressed and refused at any depth."""

import json
from typing import Any

import pytest

from formengine.acceptance import accept
from formengine.compiling import CompiledView
from formengine.djangoforms import PageForm, form_class, render_projection
from formengine.djangoforms.anchors import control_path
from formengine.projection import project
from tests.formengine.builders import asks, view
from tests.formengine.djangoforms.browser import Page

OPTIONS = [{"const": "a", "title": "Alpha"}, {"const": "b", "title": "Beta"}]
LINES = {
    "x-type": "rows",
    "title": "Lines",
    "maxItems": 4,
    "items": {
        "properties": {
            "what": {"x-type": "text", "title": "What"},
            "cost": {"x-type": "money", "title": "Cost"},
            "paid": {"x-type": "yesno", "title": "Paid?"},
            "why": {"x-type": "text", "title": "Why", "x-when": asks(".paid", False)},
            "tags": {
                "x-type": "choices",
                "title": "Tags",
                "items": {"oneOf": OPTIONS},
                "x-when": asks(".paid", True),
            },
        },
        "required": ["what"],
    },
}
FIELDS: dict[str, Any] = {
    "text": {},
    "budget": {
        "x-type": "group",
        "title": "Budget",
        "properties": {
            "name": {"x-type": "text", "title": "Name"},
            "posts": {
                "x-type": "rows",
                "title": "Posts",
                "items": {
                    "properties": {
                        "post": {"x-type": "text", "title": "Post"},
                        "more": {
                            "x-type": "group",
                            "title": "More",
                            "properties": {"note": {"x-type": "text", "title": "Note"}, "lines": LINES},
                        },
                    }
                },
            },
        },
    },
}
LINE = "budget.posts-0-more.lines-0-"
ANSWERS: dict[str, Any] = {
    "text": "t",
    "budget": {
        "name": "n",
        "posts": [
            {
                "_id": "p1",
                "post": "first",
                "more": {
                    "note": "x",
                    "lines": [
                        {"_id": "l1", "what": "pens", "cost": "1.00", "paid": True, "tags": ["a"]},
                        {"_id": "l2", "what": "ink", "paid": False, "why": "later"},
                    ],
                },
            },
            {"_id": "p2", "post": "second"},
        ],
    },
}


def form(compiled: CompiledView, data: Any = None, answers: Any = None, **others: Any) -> PageForm:
    return form_class(compiled, "page")(data, answers=answers or {}, **{"language": "en", **others})


@pytest.fixture
def compiled() -> CompiledView:
    return view(FIELDS, {"*": "edit"})


class TestShowing:
    @pytest.mark.parametrize("prefix", ["", "step"])
    def test_what_is_shown_reads_back_as_the_same(self, compiled: CompiledView, prefix: str) -> None:
        page = Page(form(compiled, None, ANSWERS, prefix=prefix).render())
        sent = form(compiled, page.post(), ANSWERS, prefix=prefix)
        assert sent.is_valid(), sent.errors
        assert sent.outcome is not None
        assert sent.outcome.changes == {}
        assert not sent.looks_different

    def test_names_follow_the_whole_path(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, None, ANSWERS).render())
        assert {"budget.name", "budget.posts-0-post", f"{LINE}cost", "budget.posts-0-more.lines-count"} <= (
            page.names
        )
        assert ("budget.posts-0-more.lines-1-_id", "l2") in page.sent
        assert "f-budget-posts-0-more-lines-0-what" in page.labels

    def test_what_is_in_a_row_depends_on_the_row(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, None, ANSWERS).render())
        assert {f"{LINE}tags", "budget.posts-0-more.lines-1-why"} <= page.names
        assert not {f"{LINE}why", "budget.posts-0-more.lines-1-tags"} & page.names

    def test_only_what_rules_ask_about_asks_again(self, compiled: CompiledView) -> None:
        html = form(compiled, None, ANSWERS, refresh_url="/again").render()
        lines = 4  # two stored ones, and the empty one of the second post and of no other
        assert html.count("data-asked") == lines - 1
        assert html.count('hx-trigger="change"') == lines - 1

    def test_legends_get_smaller(self, compiled: CompiledView) -> None:
        html = form(compiled, None, ANSWERS).render()
        assert html.count("govuk-fieldset__legend--m") == 1
        assert html.count("govuk-fieldset__legend--s") == 1

    def test_a_summary_names_groups_and_records(self, compiled: CompiledView) -> None:
        html = render_projection(project(compiled, ANSWERS), "en")
        texts = Page(html).texts
        assert {"Budget – Name", "Budget – Posts", "Posts 1", "More – Note", "€1.00", "later"} <= set(texts)
        assert "<input" not in html

    def test_what_is_only_read_has_no_inputs(self) -> None:
        compiled = view(FIELDS, {"*": "edit", "budget": "read"})
        page = Page(form(compiled, None, ANSWERS).render())
        assert {name for name in page.names if not name.startswith("_")} == {"text"}
        assert {"pens", "€1.00", "later"} <= set(page.texts)

    @pytest.mark.parametrize(
        "raw",
        [None, 5, [], {}, [[]], {"posts": 5}, {"posts": [{"more": []}, 5, {"more": {"lines": [[]]}}]}],
    )
    def test_whatever_a_draft_holds_can_be_shown(self, compiled: CompiledView, raw: Any) -> None:
        form(compiled, None, ANSWERS, typed={"budget": raw}).render().encode()


class TestTyping:
    def test_a_new_row_shows_what_its_answers_lead_to(self, compiled: CompiledView) -> None:
        posted = Page(form(compiled).render()).post({f"{LINE}what": "pens", f"{LINE}paid": "false"})
        sent = form(compiled, posted)
        assert sent.looks_different
        page = Page(sent.render())
        assert f"{LINE}why" in page.names
        assert f"{LINE}tags" not in page.names

    def test_one_slip_stops_no_condition(self, compiled: CompiledView) -> None:
        typed = {f"{LINE}what": "pens", f"{LINE}cost": "a lot", f"{LINE}paid": "true"}
        page = Page(form(compiled, Page(form(compiled).render()).post(typed)).render())
        assert f"{LINE}tags" in page.names
        assert (f"{LINE}cost", "a lot") in page.sent

    def test_a_question_the_answers_lead_to_is_asked_before_it_is_missed(
        self, compiled: CompiledView
    ) -> None:
        posted = Page(form(compiled).render()).post({f"{LINE}what": "pens", f"{LINE}paid": "false"})
        sent = form(compiled, posted)
        assert not sent.is_valid()
        assert sent.error_summary == [
            (
                "f-budget-posts-0-more-lines-0-why",
                "Budget, Posts, row 1, More, Lines, row 1, Why: your answers lead to this question",
            )
        ]
        again = form(compiled, Page(sent.render()).post())
        assert again.is_valid(), again.errors
        assert again.outcome is not None
        stored = again.outcome.answers["budget"]["posts"][0]["more"]["lines"][0]
        assert {key: stored[key] for key in stored if key != "_id"} == {"what": "pens", "paid": False}

    def test_boxes_that_were_not_on_the_page_stay(self, compiled: CompiledView) -> None:
        """The tags of a line lie in wait while it is not paid; that they were not ticked says nothing."""
        stored = json.loads(json.dumps(ANSWERS))
        stored["budget"]["posts"][0]["more"]["lines"][0]["paid"] = False
        page = Page(form(compiled, None, stored).render())
        sent = form(compiled, page.post({f"{LINE}paid": "true"}), stored)
        line = sent.submitted["budget"]["posts"][0]["more"]["lines"][0]
        assert "tags" not in line
        assert (f"{LINE}tags", "a") in Page(sent.render()).sent

    def test_boxes_that_were_on_the_page_and_are_unticked_are_empty(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, None, ANSWERS).render())
        sent = form(compiled, page.post({f"{LINE}tags": ""}), ANSWERS)
        assert sent.is_valid(), sent.errors
        assert sent.outcome is not None
        assert "tags" not in sent.outcome.answers["budget"]["posts"][0]["more"]["lines"][0]

    def test_problems_stand_at_their_input_and_lead_there(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, None, ANSWERS).render())
        sent = form(compiled, page.post({f"{LINE}cost": "x", f"{LINE}what": ""}), ANSWERS)
        assert not sent.is_valid()
        html = sent.render()
        anchors = [anchor for anchor, _text in sent.error_summary]
        assert "f-budget-posts-0-more-lines-0-cost" in anchors
        assert set(anchors) <= set(Page(html).ids)
        assert "f-budget-posts-0-more-lines-0-cost-error" in Page(html).described
        assert sent.error_summary[0][1].startswith("Budget, Posts, row 1, More, Lines, row 1, Cost: ")

    def test_the_place_of_a_problem_is_its_control(self, compiled: CompiledView) -> None:
        path = ("budget", "posts", 0, "more", "lines", 1)
        assert control_path(compiled, (*path, "cost")) == (*path, "cost")
        assert control_path(compiled, path) == path[:-1]
        assert control_path(compiled, ("budget", "gone", "x")) == ("budget",)
        assert control_path(compiled, ("gone", "x")) == ("gone",)
        assert control_path(compiled, ()) == ()


class TestRows:
    def test_each_button_names_its_rows(self, compiled: CompiledView) -> None:
        buttons = Page(form(compiled, None, ANSWERS).render()).buttons
        assert ("row-add", "budget.posts") in buttons
        assert ("row-remove", "budget.posts:1") in buttons
        assert ("row-add", "budget.posts-0-more.lines") in buttons
        assert ("row-remove", "budget.posts-0-more.lines:1") in buttons

    def press(
        self, compiled: CompiledView, button: str, value: str, answers: Any = None, **typed: str
    ) -> Page:
        page = Page(form(compiled, None, answers).render())
        assert (button, value) in page.buttons
        sent = form(compiled, page.post({button: value, **typed}), answers)
        assert sent.looks_different
        return Page(sent.render())

    def count(self, page: Page, name: str) -> str:
        return dict(page.sent)[f"{name}-count"]

    def test_an_inner_row_is_added(self, compiled: CompiledView) -> None:
        page = self.press(compiled, "row-add", "budget.posts-0-more.lines", ANSWERS)
        assert self.count(page, "budget.posts-0-more.lines") == "3"
        assert self.count(page, "budget.posts") == "2"
        assert self.count(page, "budget.posts-1-more.lines") == "1"

    def test_an_inner_row_is_added_where_nothing_has_been_typed(self, compiled: CompiledView) -> None:
        page = self.press(compiled, "row-add", "budget.posts-0-more.lines")
        assert self.count(page, "budget.posts-0-more.lines") == "2"
        assert self.count(page, "budget.posts") == "1"
        again = form(compiled, page.post({"row-add": "budget.posts-0-more.lines"}))
        assert self.count(Page(again.render()), "budget.posts-0-more.lines") == "3"

    def test_no_more_than_the_designer_allows(self, compiled: CompiledView) -> None:
        page = Page(form(compiled).render())
        for _ in range(5):
            page = Page(form(compiled, page.post({"row-add": "budget.posts-0-more.lines"})).render())
        assert self.count(page, "budget.posts-0-more.lines") == "4"
        assert ("row-add", "budget.posts-0-more.lines") not in page.buttons

    def test_an_inner_row_is_removed(self, compiled: CompiledView) -> None:
        page = self.press(compiled, "row-remove", "budget.posts-0-more.lines:0", ANSWERS)
        assert ("budget.posts-0-more.lines-0-_id", "l2") in page.sent
        saved = form(compiled, page.post(), ANSWERS)
        assert saved.is_valid(), saved.errors
        assert saved.outcome is not None
        lines = saved.outcome.answers["budget"]["posts"][0]["more"]["lines"]
        assert [line["_id"] for line in lines] == ["l2"]

    def test_an_outer_row_is_removed_with_all_that_is_in_it(self, compiled: CompiledView) -> None:
        page = self.press(compiled, "row-remove", "budget.posts:0", ANSWERS)
        assert ("budget.posts-0-_id", "p2") in page.sent
        saved = form(compiled, page.post(), ANSWERS)
        assert saved.outcome is None
        assert saved.is_valid(), saved.errors
        assert [row["_id"] for row in saved.cleaned_data["budget"]["posts"]] == ["p2"]

    def test_rows_that_are_emptied_go(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, None, ANSWERS).render())
        line = "budget.posts-0-more.lines-1-"
        empty: dict[str, Any] = {f"{line}what": "", f"{line}paid": None, f"{line}why": "", f"{line}cost": ""}
        sent = form(compiled, page.post(empty), ANSWERS)
        assert sent.is_valid(), sent.errors
        assert len(sent.cleaned_data["budget"]["posts"][0]["more"]["lines"]) == 1

    @pytest.mark.parametrize(
        "value",
        ["gone", "budget.gone", "budget.posts:x", "budget.posts:99999", ":1", "budget.posts-9-more.lines:0"],
    )
    def test_a_button_nobody_offered_does_nothing(self, compiled: CompiledView, value: str) -> None:
        page = Page(form(compiled, None, ANSWERS).render())
        for button in ("row-add", "row-remove"):
            sent = form(compiled, page.post({button: value}), ANSWERS)
            assert sent.is_valid(), sent.errors
            assert sent.outcome is not None
            assert sent.outcome.changes == {}

    def test_more_rows_than_anybody_types_are_not_read(self, compiled: CompiledView) -> None:
        typed = {"budget.posts-count": "9999"} | {
            f"budget.posts-{number}-more.lines-count": "9999" for number in range(200)
        }
        sent = form(compiled, Page(form(compiled).render()).post(typed))
        sent.render()


class TestForgery:
    RULES = {
        "*": "edit",
        "budget.name": "read",
        "budget.posts.more.lines.cost": "hidden",
        "budget.posts.post": "read",
    }

    @pytest.mark.parametrize(
        "name",
        ["budget.name", f"{LINE}cost", "budget.posts-0-more.lines-7-gone", "budget.gone.x", "gone-0-x.y",
         "budget.posts-3-post", "budget.posts-0-more.gone", "gone.posts-0-x", "budget.posts-0-gone-day"],
    )  # fmt: skip
    def test_an_input_this_page_does_not_offer_is_noticed(self, name: str) -> None:
        compiled = view(FIELDS, self.RULES)
        page = Page(form(compiled, None, ANSWERS).render())
        sent = form(compiled, page.post({name: "x"}), ANSWERS)
        assert not sent.is_valid()
        assert sent.is_forged
        assert accept(compiled, ANSWERS, sent.submitted).forbidden

    @pytest.mark.parametrize(
        "name", ["budget.posts-0-_id", f"{LINE}paid", "budget.posts-count", "a.b-99999-c"]
    )
    def test_an_input_it_offers_is_not(self, name: str) -> None:
        compiled = view(FIELDS, self.RULES)
        page = Page(form(compiled, None, ANSWERS).render())
        sent = form(compiled, page.post({name: "x"}), ANSWERS)
        assert not sent.is_forged

    def test_what_is_hidden_never_reaches_the_page(self) -> None:
        compiled = view(FIELDS, self.RULES)
        twin = json.loads(json.dumps(ANSWERS))
        twin["budget"]["posts"][0]["more"]["lines"][0]["cost"] = "9.99"
        one, other = (form(compiled, None, answers).render() for answers in (ANSWERS, twin))
        assert one == other
        one, other = (render_projection(project(compiled, answers), "en") for answers in (ANSWERS, twin))
        assert one == other
