"""The opinion's form, without a browser and without a database."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from formengine.access import NO_CAP
from formengine.model import Scope, Verdict
from formengine.problems import Problem
from solicitations.forms import OpinionForm
from solicitations.services.replying import LONGEST_REASONS

SCOPE = Scope(
    "technique",
    "Avis technique",
    "partner",
    (Verdict("favorable", "Favorable"), Verdict("reserve", "Sous réserve", reasons_required=True)),
    NO_CAP,
)


def sent(query: str = "", opinion_file: list[SimpleUploadedFile] | None = None) -> OpinionForm:
    return OpinionForm(
        QueryDict(query), MultiValueDict({"opinion_file": opinion_file or []}), scope=SCOPE
    )  # fmt: skip


class TestVerdicts:
    def test_they_are_the_scopes(self) -> None:
        assert [each.title for each in OpinionForm(scope=SCOPE).verdict_choices] == [
            "Favorable",
            "Sous réserve",
        ]

    def test_none_is_chosen_beforehand(self) -> None:
        assert not any(each.is_chosen for each in OpinionForm(scope=SCOPE).verdict_choices)

    def test_the_one_sent_stays_chosen(self) -> None:
        assert [each.is_chosen for each in sent("verdict=reserve").verdict_choices] == [False, True]

    @pytest.mark.parametrize("query", ["", "verdict=", "verdict=inconnu", "verdict=%00", "verdict=Favorable"])
    def test_one_must_be_chosen(self, query: str) -> None:
        form = sent(query)
        assert not form.is_valid()
        assert form.error_summary[0][0] == "id_verdict_0"


class TestReasons:
    @pytest.mark.parametrize("reasons", ["", "   ", "%0D%0A%0D%0A"])
    def test_they_are_asked_for_by_some_verdicts(self, reasons: str) -> None:
        form = sent(f"verdict=reserve&reasons={reasons}")
        assert form.error_summary == [("id_reasons", "Give your reasons: this opinion needs them.")]

    def test_others_do_without(self) -> None:
        assert sent("verdict=favorable").is_valid()

    def test_they_may_be_as_long_as_the_service_takes(self) -> None:
        assert sent(f"verdict=favorable&reasons={'a' * LONGEST_REASONS}").is_valid()

    def test_longer_ones_are_refused_once(self) -> None:
        form = sent(f"verdict=reserve&reasons={'a' * (LONGEST_REASONS + 1)}")
        assert form.error_summary == [("id_reasons", "Shorten your reasons: 8000 characters at most.")]

    def test_a_line_end_is_one_character(self) -> None:
        form = sent("verdict=favorable&reasons=a%0D%0Ab")
        assert form.is_valid()
        assert form.as_verdict.reasons == "a\nb"

    def test_what_no_database_keeps_is_refused(self) -> None:
        assert "reasons" in sent("verdict=favorable&reasons=%00").errors


class TestTheFile:
    def test_it_is_optional(self) -> None:
        form = sent("verdict=favorable")
        assert form.is_valid()
        assert (form.as_verdict.uploads, form.uploads) == ((), [])

    def test_each_goes_to_the_service_as_it_came(self) -> None:
        files = [SimpleUploadedFile("avis.pdf", b"%PDF-1.4"), SimpleUploadedFile("vide.pdf", b"")]
        form = sent("verdict=favorable", opinion_file=files)
        assert form.is_valid()
        assert [(each.name, each.size) for each in form.uploads] == [("avis.pdf", 8), ("vide.pdf", 0)]

    def test_what_is_wrong_with_one_is_said_by_its_name(self) -> None:
        form = sent("verdict=favorable")
        form.add_file_problems("vide.pdf", [Problem(("opinion_file",), "file_empty")])
        assert form.error_summary == [
            ("id_opinion_file", "vide.pdf: This file is empty. Choose another one.")
        ]

    @pytest.mark.parametrize("kept", ["", "x", "%00", "0" * 100])
    def test_an_id_that_is_none_is_let_go(self, kept: str) -> None:
        assert sent(f"verdict=favorable&opinion_document={kept}").sent_documents == ()


@pytest.mark.parametrize(
    ("problem", "text"),
    [
        (Problem(("reasons",), "required"), "Give your reasons: this opinion needs them."),
        (Problem(("reasons",), "too_long"), "Shorten your reasons: 8000 characters at most."),
        (Problem(("verdict",), "required"), "Choose your opinion."),
        (Problem(("opinion_file",), "file_kind"), "Files of this kind cannot be joined."),
        (Problem(("opinion_file",), "file_too_large", {"most_mb": 10}), "This file is larger than 10 MB."),
        (Problem(("opinion_file",), "file_lies"), "What is in this file is not what its name says."),
        (Problem(("opinion_file",), "not_a_document"), "The file could not be found again."),
        (Problem((), "unheard_of"), "Please check your reply."),
    ],
)
def test_what_the_service_refuses_is_said_at_its_field(problem: Problem, text: str) -> None:
    form = sent("verdict=favorable")
    assert form.is_valid()
    form.add_problems([problem])
    ((anchor, said),) = form.error_summary
    assert said.startswith(text)
    assert anchor == {"verdict": "id_verdict_0", "": "main-content"}.get(
        "".join(map(str, problem.path)), f"id_{''.join(map(str, problem.path))}"
    )
