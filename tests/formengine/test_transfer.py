import json
from pathlib import Path
from random import Random
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.document import document_digest, parse
from formengine.problems import DocumentRefused
from formengine.transfer import export_model, import_model
from tests.formengine.builders import document
from tests.formengine.worlds import world

DRAWN = document({"name": {}, "born": {"x-type": "date", "title": "Née le « … »"}})


def refusal(text: str | bytes) -> tuple[str, tuple[str | int, ...]]:
    with pytest.raises(DocumentRefused) as caught:
        import_model(text)
    return caught.value.problem.code, caught.value.problem.path


def changed(**parts: Any) -> str:
    return json.dumps({**json.loads(export_model(DRAWN)), **parts})


@given(st.randoms(use_true_random=True))
def test_what_is_imported_is_what_was_exported(luck: Random) -> None:
    drawn = world(luck).document
    arrived = import_model(export_model(drawn))
    assert arrived == drawn
    assert list(arrived["properties"]) == list(drawn["properties"])
    assert document_digest(arrived) == document_digest(drawn)
    assert export_model(arrived) == export_model(drawn)


def test_a_file_survives_being_written_otherwise() -> None:
    text = export_model(DRAWN)
    assert import_model(json.dumps(json.loads(text))) == DRAWN
    assert import_model(text.encode()) == DRAWN
    assert "Née" in text


def test_a_model_that_is_none_is_not_exported() -> None:
    with pytest.raises(DocumentRefused):
        export_model({"title": "T"})


@pytest.mark.parametrize(
    ("text", "code", "path"),
    [
        ("", "not_json", ()),
        ("{", "not_json", ()),
        (b"\xff\xfe", "not_json", ()),
        ("[" * 100_000, "too_deep", ()),
        ('{"format": NaN}', "not_finite", ()),
        ("[]", "not_a_model_file", ("format",)),
        ("{}", "not_a_model_file", ("format",)),
        (json.dumps(DRAWN), "not_a_model_file", ("format",)),
        (changed(format=["trivium-model"]), "not_a_model_file", ("format",)),
        (changed(version=2), "unknown_version", ("version",)),
        (changed(version=True), "unknown_version", ("version",)),
        (changed(version="1"), "unknown_version", ("version",)),
        (changed(more=1), "not_known_here", ("more",)),
        (changed(digest="0" * 64), "altered", ("digest",)),
        (changed(digest=None), "altered", ("digest",)),
        (changed(document={**DRAWN, "title": "Other"}), "altered", ("digest",)),
        (changed(document=None), "not_an_object", ("document",)),
        (changed(document={**DRAWN, "x-statuses": []}), "no_status", ("document", "x-statuses")),
        (changed(document={**DRAWN, "title": "\x00"}), "unstorable_text", ("document", "title")),
    ],
)
def test_what_is_no_such_file_is_refused_with_its_place(
    text: str | bytes, code: str, path: tuple[str | int, ...]
) -> None:
    assert refusal(text) == (code, path)


def test_what_is_too_large_is_not_even_read() -> None:
    assert refusal(" " * 20_000_000)[0] == "too_long"


def test_what_was_moved_in_it_is_seen() -> None:
    file = json.loads(export_model(DRAWN))
    file["document"]["properties"] = dict(reversed(file["document"]["properties"].items()))
    assert refusal(json.dumps(file)) == ("altered", ("digest",))


@pytest.mark.parametrize("name", ["subvention-projet", "istanza-mediazione", "scheda-cliente"])
def test_who_takes_part_and_what_is_handed_out_goes_along(name: str) -> None:
    drawn = json.loads((Path(__file__).parents[2] / "fixtures" / f"{name}.json").read_text())
    drawn |= {
        "x-partners": {"address": "open", "keeps": "reply", "reminders": {"before_days": 2}},
        "x-on-behalf": [{"key": "lawyer", "title": "Lawyer", "view": "partner"}],
        "x-parties": [{"key": "other", "title": "Other", "view": "partner"}],
        "x-documents": [
            {"key": "letter", "title": "Letter", "parties": True, "text": "# {{reference}}\n\n“é”"}
        ],
    }
    arrived = import_model(export_model(drawn))
    assert arrived == drawn
    assert parse(arrived) == parse(drawn)
    assert parse(arrived).documents == parse(drawn).documents
