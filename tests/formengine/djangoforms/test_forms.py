import json
from typing import Any

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from formengine.acceptance import accept
from formengine.compiling import CompiledView
from formengine.djangoforms import DocumentLabel, PageForm, form_class
from formengine.problems import Problem
from formengine.projection import project
from tests.formengine.builders import asks, view
from tests.formengine.djangoforms.browser import Page

OPTIONS = [{"const": "a", "title": "Alpha"}, {"const": "b", "title": "Beta"}]
PARTS = {
    "what": {"x-type": "text", "title": "What"},
    "cost": {"x-type": "money", "title": "Cost"},
    "day": {"x-type": "date", "title": "Day"},
}
FIELDS: dict[str, Any] = {
    "info": {"x-type": "static", "title": "Before you begin", "description": "Have your <papers> ready"},
    "text": {"description": "As on the card"},
    "long": {"x-type": "longtext", "maxLength": 4000},
    "yes": {"x-type": "yesno"},
    "more": {"x-type": "integer", "minimum": 1, "x-when": asks("yes", True)},
    "agree": {"x-type": "accept"},
    "one": {"x-type": "choice", "oneOf": OPTIONS},
    "many": {"x-type": "choices", "items": {"oneOf": OPTIONS}},
    "sum": {"x-type": "money"},
    "day": {"x-type": "date"},
    "mail": {"x-type": "email"},
    "phone": {"x-type": "phone"},
    "where": {"x-type": "address"},
    "bank": {"x-type": "iban"},
    "paper": {"x-type": "file"},
    "group": {"x-type": "group", "properties": PARTS, "required": ["what"]},
    "rows": {"x-type": "rows", "items": {"properties": PARTS, "required": ["what"]}, "maxItems": 3},
}
ANSWERS: dict[str, Any] = {
    "text": "café <b>",
    "long": "one\ntwo",
    "yes": True,
    "more": 1200,
    "agree": True,
    "one": "b",
    "many": ["a", "b"],
    "sum": "18500.50",
    "day": "2026-07-03",
    "mail": "a@b.fr",
    "phone": "+33240000012",
    "where": {"street": "1 rue", "postcode": "44000", "town": "Nantes"},
    "bank": "FR7630099000010000012345601",
    "paper": ["550e8400-e29b-41d4-a716-446655440000"],
    "group": {"what": "x", "cost": "1.00", "day": "2026-01-02"},
    "rows": [{"_id": "r1", "what": "x", "cost": "1.00", "day": "2026-01-02"}, {"_id": "r2", "what": "y"}],
}
LABELS = {ANSWERS["paper"][0]: DocumentLabel("statutes & more.pdf", 184_320, "/documents/1")}
TYPED = {
    "text": "abc",
    "yes": "false",
    "sum": "5",
    "day-day": "3",
    "day-month": "7",
    "day-year": "2026",
    "where-street": "1 rue",
    "where-postcode": "44000",
    "where-town": "Nantes",
    "group.what": "x",
    "rows-0-what": "first",
}


def form(
    compiled: CompiledView, data: QueryDict | None = None, answers: Any = None, **others: Any
) -> PageForm:
    return form_class(compiled, "page")(data, answers=answers or {}, **{"language": "en", **others})


@pytest.fixture
def compiled() -> CompiledView:
    return view(FIELDS, {"*": "edit"})


class TestShowing:
    def test_it_is_a_django_form_built_once(self, compiled: CompiledView) -> None:
        assert form_class(compiled, "page") is form_class(compiled, "page")
        shown = form(compiled)
        assert isinstance(shown, forms.Form)
        assert set(shown.fields) == set(FIELDS) - {"info", "more"}
        assert shown.is_valid() is False

    def test_a_page_this_view_lacks_is_a_key_error(self, compiled: CompiledView) -> None:
        with pytest.raises(KeyError):
            form_class(compiled, "moon")

    @pytest.mark.parametrize("language", ["en", "fr", "it", "nl"])
    @pytest.mark.parametrize("prefix", ["", "step"])
    def test_what_is_shown_reads_back_as_the_same(
        self, compiled: CompiledView, language: str, prefix: str
    ) -> None:
        shown = form(compiled, answers=ANSWERS, language=language, documents=LABELS, prefix=prefix)
        sent = form(
            compiled, Page(shown.render()).post(), ANSWERS, language=language, documents=LABELS, prefix=prefix
        )
        assert sent.is_valid(), sent.errors
        assert sent.outcome is not None
        assert sent.outcome.changes == {}
        assert set(sent.submitted) == set(FIELDS) - {"info"}

    @pytest.mark.parametrize("answers", [{}, ANSWERS])
    def test_every_input_has_a_name_an_id_of_its_own_and_a_label(
        self, compiled: CompiledView, answers: Any
    ) -> None:
        page = Page(form(compiled, answers=answers, documents=LABELS).render())
        assert len(page.ids) == len(set(page.ids))
        assert set(page.labels) <= set(page.ids)
        assert set(page.described) <= set(page.ids)
        for name in page.names - {"_seen", "_shape", "paper-kept", "rows-count"}:
            assert (
                "_id" in name
                or name in ("yes", "one", "many", "paper-remove")
                or f"f-{name.replace('.', '-')}" in page.labels
            )

    def test_nothing_typed_is_written_as_markup(self, compiled: CompiledView) -> None:
        html = form(compiled, answers=ANSWERS, documents=LABELS).render()
        assert "<b>" not in html
        assert "<papers>" not in html
        assert 'value="café &lt;b&gt;"' in html
        assert "statutes &amp; more.pdf" in html

    def test_what_may_only_be_read_is_text_without_inputs(self) -> None:
        shown = form(view(FIELDS, {"*": "read", "text": "edit"}), answers=ANSWERS, documents=LABELS)
        page = Page(shown.render())
        assert {name for name in page.names if not name.startswith("_")} == {"text"}
        assert {"Beta", "€18,500.50", "3 July 2026", "Alpha, Beta", "statutes & more.pdf"} <= set(page.texts)
        assert json.loads(dict(page.sent)["_seen"]).keys() == {"text"}

    def test_optional_questions_say_so(self) -> None:
        shown = form(view({"a": {}, "b": {}}, {"a": "edit!", "b": "edit"})).render()
        assert shown.count("(optional)") == 1
        assert shown.count('aria-required="true"') == 1

    def test_inputs_help_to_type(self, compiled: CompiledView) -> None:
        html = form(compiled).render()
        for part in (
            'autocomplete="email"',
            'autocomplete="tel"',
            'autocomplete="postal-code"',
            'inputmode="decimal"',
            'accept=".pdf,.jpg,.jpeg,.png"',
            "PDF, JPG, JPEG, PNG, up to 10 MB",
            "At most 4000 characters",
        ):
            assert part in html

    def test_htmx_asks_again_only_where_an_address_is_given(self, compiled: CompiledView) -> None:
        plain = form(compiled).render()
        assert "hx-" not in plain
        assert plain.count("data-asked") == 1
        lively = form(compiled, refresh_url="/again?a=1&b=2").render()
        assert 'hx-post="/again?a=1&amp;b=2"' in lively
        assert 'hx-target="#form-fields"' in lively
        assert "<script" not in lively
        assert "style=" not in lively

    def test_what_was_typed_before_is_shown_again(self, compiled: CompiledView) -> None:
        typed = {"sum": "a lot", "yes": "true", "day": "2026-02-31", "gone": "x", "rows": [{"what": "new"}]}
        page = Page(form(compiled, typed=typed).render())
        sent = dict(page.sent)
        assert (sent["sum"], sent["day-day"], sent["day-month"], sent["rows-0-what"]) == (
            "a lot",
            "31",
            "2",
            "new",
        )
        assert "more" in page.names

    @pytest.mark.parametrize(
        "raw", [None, 5, [], {}, [[]], [{"what": []}], {"what": 5}, "\ud800", "\x00", [{"_id": {}}]]
    )
    def test_whatever_a_draft_holds_can_be_shown(self, compiled: CompiledView, raw: Any) -> None:
        form(compiled, typed=dict.fromkeys(FIELDS, raw)).render().encode()

    def test_a_long_choice_is_a_list_to_choose_from(self) -> None:
        options = [{"const": str(number), "title": str(number)} for number in range(16)]
        compiled = view({"a": {"x-type": "choice", "oneOf": options}})
        page = Page(form(compiled, answers={"a": "7"}).render())
        assert ("a", "7") in page.sent
        assert "f-a" in page.labels

    def test_the_country_is_asked_where_the_designer_says_so(self) -> None:
        compiled = view({"a": {"x-type": "address", "x-ask-country": True}})
        answers = {"a": {"street": "1", "postcode": "1000", "town": "B", "country": "BE"}}
        assert ("a-country", "BE") in Page(form(compiled, answers=answers).render()).sent
        assert "Belgique" in form(compiled, language="fr").render()


class TestPosting:
    def test_it_is_valid_when_the_engine_accepts(self, compiled: CompiledView) -> None:
        sent = form(compiled, Page(form(compiled).render()).post(TYPED))
        assert sent.is_valid(), sent.errors
        assert sent.outcome is not None
        changes = sent.outcome.changes
        assert {key: changes[key] for key in ("text", "yes", "sum", "day")} == {
            "text": "abc",
            "yes": False,
            "sum": "5.00",
            "day": "2026-07-03",
        }
        assert changes["group"] == {"what": "x"}
        assert [row["what"] for row in changes["rows"]] == ["first"]
        assert sent.cleaned_data["sum"] == "5.00"
        assert accept(compiled, {}, sent.submitted, seen=sent.seen, page="page").changes == changes

    def test_problems_stand_at_their_input_and_lead_there(self) -> None:
        compiled = view(FIELDS, {"*": "edit!"})
        typed = {"yes": "true", "sum": "x", "day-day": "31", "day-month": "2", "day-year": "2026",
                 "where-street": "1", "group.cost": "x", "rows-0-cost": "1", "mail": "@"}  # fmt: skip
        sent = form(compiled, Page(form(compiled).render()).post(typed))
        assert not sent.is_valid()
        html = sent.render()
        ids = set(Page(html).ids)
        anchors = [anchor for anchor, _text in sent.error_summary]
        assert set(anchors) <= ids
        assert {"f-day-day", "f-where-postcode", "f-where-town", "f-group-cost", "f-rows-0-what"} <= set(
            anchors
        )
        assert ("f-sum", "sum: enter an amount, such as 1250.50") in sent.error_summary
        assert "f-sum-error" in Page(html).described
        assert 'value="x"' in html
        assert set(sent.errors) >= {"sum", "day", "rows"}

    def test_a_question_the_answers_lead_to_is_asked_before_it_is_missed(self) -> None:
        compiled = view(FIELDS, {"*": "edit", "more": "edit!"})
        sent = form(compiled, Page(form(compiled).render()).post(yes="true"))
        assert not sent.is_valid()
        assert sent.error_summary == [("f-more", "more: your answers lead to this question")]
        again = form(compiled, Page(sent.render()).post())
        assert not again.is_valid()
        assert again.error_summary == [("f-more", "more: enter an answer")]
        last = form(compiled, Page(again.render()).post(more="3"))
        assert last.is_valid(), last.errors

    def test_an_optional_one_may_then_be_left_out(self, compiled: CompiledView) -> None:
        sent = form(compiled, Page(form(compiled).render()).post(yes="true"))
        assert not sent.is_valid()
        assert form(compiled, Page(sent.render()).post()).is_valid()

    def test_an_unticked_box_takes_the_answer_away(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, answers=ANSWERS, documents=LABELS).render())
        sent = form(compiled, page.post({"agree": None, "many": None}), ANSWERS, documents=LABELS)
        assert sent.is_valid(), sent.errors
        assert sent.outcome is not None
        assert sent.outcome.changes == {"agree": None, "many": None}

    def test_a_field_that_was_not_on_the_page_is_left_alone(self, compiled: CompiledView) -> None:
        sent = form(compiled, QueryDict("text=new"), ANSWERS, documents=LABELS)
        assert sent.submitted == {"text": "new"}

    def test_a_box_for_one_date_may_be_sent_whole(self, compiled: CompiledView) -> None:
        assert form(compiled, QueryDict("day=2026-07-03")).submitted == {"day": "2026-07-03"}

    @pytest.mark.parametrize(
        ("typed", "raw"),
        [(("", "", ""), ""), (("3", "", "2026"), "2026--03"), (("3", "mars", "2026"), "2026-mars-03"),
         (("03", "07", "2026"), "2026-07-03"), (("1-2", "3", "2026"), "2026-03-1 2")],
    )  # fmt: skip
    def test_a_date_half_typed_stays_as_it_was(
        self, compiled: CompiledView, typed: tuple[str, str, str], raw: str
    ) -> None:
        names = ("day-day", "day-month", "day-year")
        sent = form(compiled, Page(form(compiled).render()).post(dict(zip(names, typed, strict=True))))
        assert sent.submitted["day"] == raw
        shown = dict(Page(sent.render()).sent)
        assert shown["day-year"] == typed[2]

    @pytest.mark.parametrize(
        "seen",
        [None, "", "x", "[]", "5", "[" * 10_000, '{"text": []}', '{"text": {"a": 1}, "x": 1}', "{" * 300_000],
    )
    def test_a_garbled_memory_of_the_page_loses_nothing_of_others(
        self, compiled: CompiledView, seen: str | None
    ) -> None:
        page = Page(form(compiled, answers={"text": "old"}).render())
        sent = form(compiled, page.post({"_seen": seen, "text": "mine"}), {"text": "theirs"})
        assert not sent.is_valid()
        assert [conflict.key for conflict in sent.conflicts] == ["text"]

    def test_a_conflict_is_shown_and_the_second_try_is_meant(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, answers={"text": "old"}).render())
        sent = form(compiled, page.post(text="mine"), {"text": "theirs"})
        assert not sent.is_valid()
        assert sent.error_summary[0][0] == "f-text"
        again = form(compiled, Page(sent.render()).post(), {"text": "theirs"})
        assert again.is_valid(), again.errors
        assert again.outcome is not None
        assert again.outcome.changes == {"text": "mine"}

    def test_problems_found_later_are_shown_as_well(self, compiled: CompiledView) -> None:
        sent = form(compiled, Page(form(compiled).render()).post(TYPED))
        assert sent.is_valid()
        sent.add_problems((Problem(("sum",), "required"),))
        assert sent.error_summary == [("f-sum", "sum: enter an answer")]
        assert not sent.is_valid()

    def test_problems_found_before_do_not_stop_the_engine_from_judging(self, compiled: CompiledView) -> None:
        sent = form(compiled, Page(form(compiled).render()).post(sum="x"))
        sent.add_problems((Problem(("paper",), "file_lies"),))
        assert [anchor for anchor, _text in sent.error_summary] == ["f-paper"]
        assert not sent.is_valid()
        assert [anchor for anchor, _text in sent.error_summary] == ["f-sum", "f-paper"]
        sent.add_problems((Problem(("paper",), "file_lies"),))
        assert len(sent.error_summary) == 2

    def test_a_draft_is_judged_by_its_values_only(self) -> None:
        compiled = view(FIELDS, {"*": "edit!"})
        assert form(compiled, Page(form(compiled).render()).post(), complete=False).is_valid()
        assert not form(compiled, Page(form(compiled).render()).post(sum="x"), complete=False).is_valid()


class TestForgery:
    RULES = {"*": "edit", "text": "read", "sum": "hidden", "rows.cost": "read", "group.cost": "hidden"}

    @pytest.mark.parametrize(
        "name",
        ["text", "sum", "gone", "info", "rows-0-cost", "rows-7-cost", "rows-0-gone", "group.cost",
         "group.gone", "rows-0-day2-day", "text-day", "sum-kept", "sum-street"],
    )  # fmt: skip
    def test_an_input_this_page_does_not_offer_is_noticed(self, name: str) -> None:
        compiled = view(FIELDS, self.RULES)
        page = Page(form(compiled, answers=ANSWERS).render())
        sent = form(compiled, page.post({name: "x"}), ANSWERS, documents=LABELS)
        assert not sent.is_valid()
        assert sent.is_forged
        assert accept(compiled, ANSWERS, sent.submitted).forbidden

    @pytest.mark.parametrize(
        "name",
        ["csrfmiddlewaretoken", "idempotency_key", "do", "next", "_go", "step-current_step", "a.b.c-d"],
    )
    def test_other_inputs_of_the_surface_are_not(self, compiled: CompiledView, name: str) -> None:
        sent = form(compiled, Page(form(compiled).render()).post({name: "x"}))
        assert sent.is_valid(), sent.errors

    def test_with_a_prefix_only_its_own_inputs_count(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, prefix="step").render())
        assert form(compiled, page.post(gone="x"), prefix="step").is_valid()
        assert not form(compiled, page.post({"step-gone": "x"}), prefix="step").is_valid()

    def test_hidden_and_unknown_inputs_are_answered_alike(self) -> None:
        compiled = view(FIELDS, self.RULES)
        page = Page(form(compiled).render())
        one, other = (form(compiled, page.post({name: "x"})) for name in ("sum", "gone"))
        assert not one.is_valid()
        assert not other.is_valid()
        assert one.error_summary[0][1].replace("sum", "gone") == other.error_summary[0][1]


class TestRows:
    def test_a_row_is_added_without_judging(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, answers=ANSWERS, documents=LABELS).render())
        sent = form(compiled, page.post({"row-add": "rows", "sum": "x"}), ANSWERS, documents=LABELS)
        assert sent.row_action is not None
        assert (sent.row_action.kind, sent.row_action.key) == ("add", "rows")
        again = Page(sent.render())
        assert dict(again.sent)["rows-count"] == "3"
        assert dict(again.sent)["sum"] == "x"
        assert "row-add" not in [name for name, _value in again.buttons]

    def test_a_row_is_removed_and_the_others_stay(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, answers=ANSWERS, documents=LABELS).render())
        sent = form(
            compiled, page.post({"row-remove": "rows:0", "rows-1-what": "z"}), ANSWERS, documents=LABELS
        )
        assert [(row["_id"], row["what"]) for row in sent.submitted["rows"]] == [("r2", "z")]
        last = form(compiled, Page(sent.render()).post(), ANSWERS, documents=LABELS)
        assert last.is_valid(), last.errors
        assert last.outcome is not None
        assert last.outcome.changes == {"rows": [{"_id": "r2", "what": "z"}]}

    def test_a_row_that_was_emptied_goes_one_never_filled_is_not_there(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, answers=ANSWERS, documents=LABELS).render())
        emptied = dict.fromkeys(
            ["rows-0-what", "rows-0-cost", "rows-0-day-day", "rows-0-day-month", "rows-0-day-year"], ""
        )
        sent = form(compiled, page.post(emptied), ANSWERS, documents=LABELS)
        assert [row["_id"] for row in sent.submitted["rows"]] == ["r2"]
        assert form(compiled, Page(form(compiled).render()).post()).submitted["rows"] == []

    @pytest.mark.parametrize("count", ["x", "-1", "99999", "", "9" * 40, "١"])
    def test_a_garbled_count_is_no_rows(self, compiled: CompiledView, count: str) -> None:
        page = Page(form(compiled).render())
        assert "rows" not in form(compiled, page.post({"rows-count": count})).submitted

    def test_more_rows_than_allowed_are_a_problem_not_a_flood(self, compiled: CompiledView) -> None:
        typed = {"rows-count": "9999", **{f"rows-{number}-what": "x" for number in range(50)}}
        sent = form(compiled, Page(form(compiled).render()).post(typed))
        assert len(sent.submitted["rows"]) == 4
        assert not sent.is_valid()
        assert sent.error_summary[0][1] == "rows: keep at most 3 rows"

    def test_a_row_somebody_else_removed_does_not_come_back(self, compiled: CompiledView) -> None:
        page = Page(form(compiled, answers=ANSWERS, documents=LABELS).render())
        meanwhile = {**ANSWERS, "rows": ANSWERS["rows"][1:]}
        sent = form(compiled, page.post(text="new"), meanwhile, documents=LABELS)
        assert sent.is_valid(), sent.errors
        assert sent.outcome is not None
        assert sent.outcome.changes == {"text": "new"}

    def test_children_only_read_are_shown_in_their_row(self) -> None:
        compiled = view(FIELDS, {"rows": "edit", "rows.cost": "read", "rows.day": "hidden"})
        page = Page(form(compiled, answers=ANSWERS).render())
        assert "€1.00" in page.texts
        assert not {"rows-0-cost", "rows-0-day-day"} & page.names


class TestFiles:
    PDF = b"%PDF-1.7 something"

    def files(self, *named: tuple[str, bytes]) -> MultiValueDict[str, Any]:
        return MultiValueDict({"paper": [SimpleUploadedFile(name, content) for name, content in named]})

    def sent(self, compiled: CompiledView, *named: tuple[str, bytes], **others: Any) -> PageForm:
        answers = others.pop("answers", {})
        page = Page(form(compiled, answers=answers, documents=LABELS).render())
        typed = others.pop("typed", {})
        return form_class(compiled, "page")(
            page.post(typed), self.files(*named), answers=answers, language="en", documents=LABELS
        )

    def test_an_upload_waits_for_its_id(self) -> None:
        compiled = view({"paper": {"x-type": "file"}}, {"paper": "edit!"})
        sent = self.sent(compiled, ("a.pdf", self.PDF))
        (upload,) = sent.uploads
        assert (upload.key, upload.file.read()) == ("paper", self.PDF)
        sent.add_document("paper", "550e8400-e29b-41d4-a716-446655440009", DocumentLabel("a.pdf", 18))
        assert sent.uploads == ()
        assert sent.is_valid(), sent.errors
        assert sent.submitted == {"paper": ["550e8400-e29b-41d4-a716-446655440009"]}
        assert "a.pdf" in sent.render()

    def test_a_preview_stores_nothing_and_is_content(self) -> None:
        compiled = view({"paper": {"x-type": "file"}}, {"paper": "edit!"})
        assert self.sent(compiled, ("a.pdf", self.PDF)).is_valid()
        assert not self.sent(compiled).is_valid()

    def test_an_upload_that_will_not_do_is_a_problem(self) -> None:
        compiled = view({"paper": {"x-type": "file"}})
        for name, content, text in (
            ("a.exe", b"MZ", "paper: choose a file of this kind: PDF, JPG, JPEG, PNG"),
            (
                "a.pdf",
                b"<html>",
                "paper: what is in this file is not what its name says. Save it anew and add it again",
            ),
        ):
            sent = self.sent(compiled, (name, content))
            assert sent.uploads == ()
            assert not sent.is_valid()
            assert ("f-paper", text) in sent.error_summary

    def test_a_stored_one_stays_is_removed_or_replaced(self) -> None:
        compiled = view({"paper": {"x-type": "file"}})
        stored = {"paper": ANSWERS["paper"]}
        assert self.sent(compiled, answers=stored).submitted == stored
        removed = self.sent(compiled, answers=stored, typed={"paper-remove": ANSWERS["paper"]})
        assert removed.is_valid()
        assert removed.outcome is not None
        assert removed.outcome.changes == {"paper": None}
        replaced = self.sent(compiled, ("a.pdf", self.PDF), answers=stored)
        replaced.add_document("paper", "550e8400-e29b-41d4-a716-446655440009")
        assert replaced.submitted == {"paper": ["550e8400-e29b-41d4-a716-446655440009"]}
        assert "a.pdf" in replaced.render()

    def test_somebody_elses_document_is_not_attached(self) -> None:
        compiled = view({"paper": {"x-type": "file"}})
        sent = self.sent(compiled, typed={"paper-kept": "550e8400-e29b-41d4-a716-446655440009"})
        assert not sent.is_valid()


def test_formtools_finds_what_it_needs() -> None:
    compiled = view(FIELDS)
    step = form_class(compiled, "page")(
        data=None, files=None, prefix="page", initial={}, answers={}, language="en"
    )
    assert step.prefix == "page"
    posted = Page(step.render()).post({"page-text": "x"})
    sent = form_class(compiled, "page")(
        data=posted, files=None, prefix="page", initial=None, answers={}, language="en"
    )
    assert sent.is_valid(), sent.errors
    assert sent["text"].html_name == "page-text"
    assert sent["text"].data == "x"


def test_what_is_hidden_never_reaches_the_page() -> None:
    compiled = view(FIELDS, {"text": "edit", "rows": "edit", "rows.cost": "hidden"})
    one = form(compiled, answers=ANSWERS).render()
    twin = {
        "text": ANSWERS["text"],
        "rows": [{**row, "cost": "9.99"} for row in ANSWERS["rows"]],
        "sum": "7.00",
    }
    assert form(compiled, answers=twin).render() == one
    assert project(compiled, twin).token == project(compiled, ANSWERS).token
