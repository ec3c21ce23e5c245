import json
import os
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.document import parse
from formengine.papers import LONGEST_TEXT, OWN_NAMES, Block, DocumentKind, blocks, field_named, name_of
from formengine.problems import DocumentRefused
from tests.formengine.builders import document, model

NASTY = (
    "{{reference}}",
    "{{ b }} {{a}}",
    "}}{{",
    "{{{{a}}}}",
    "# Not a heading",
    "- not a list\n\n# nor this",
    "\\1 \\g<0> \\g<name>",
    "%(a)s {a} {0} $a ${a}",
    "<script>alert(1)</script>",
    "\u202eabc\u2028\u2029",
    "=cmd|' /C calc'!A0",
)


def kind(text: str, **said: Any) -> DocumentKind:
    (found,) = model({"a": {}}, x_documents=[{"key": "k", "title": "K", "text": text, **said}]).documents
    return found


class TestReading:
    def test_a_kind_says_to_whom_it_goes_and_what_it_says(self) -> None:
        entry = {"key": "decision", "title": "Decision", "parties": True, "scopes": ["legal"], "text": "T"}
        read = model({"a": {}}, x_documents=[entry, {"key": "other"}])
        assert read.documents == (
            DocumentKind("decision", "Decision", True, ("legal",), "T"),
            DocumentKind("other", ""),
        )
        assert (read.document("other"), read.document("gone")) == (read.documents[1], None)

    @pytest.mark.parametrize("value", ["true", 1, None, [True]])
    def test_parties_are_recipients_only_where_it_says_true(self, value: Any) -> None:
        assert not kind("", parties=value).parties

    @pytest.mark.parametrize(
        ("entry", "place", "code", "params"),
        [
            ({"key": "A"}, ("key",), "bad_key", {}),
            ({"key": "a", "title": 1}, ("title",), "not_text", {}),
            ({"key": "a", "scopes": "legal"}, ("scopes",), "not_a_list", {}),
            ({"key": "a", "scopes": [1]}, ("scopes", 0), "not_text", {}),
            ({"key": "a", "text": ["T"]}, ("text",), "not_text", {}),
            (
                {"key": "a", "text": "é" * (LONGEST_TEXT + 1)},
                ("text",),
                "too_long",
                {"most": LONGEST_TEXT},
            ),
        ],
    )
    def test_what_cannot_be_read(self, entry: Any, place: Any, code: str, params: Any) -> None:
        with pytest.raises(DocumentRefused) as found:
            parse(document({"a": {}}, x_documents=[entry]))
        problem = found.value.problem
        assert (problem.path, problem.code, dict(problem.params)) == (
            ("x-documents", 0, *place),
            code,
            params,
        )

    def test_the_longest_text_is_read(self) -> None:
        assert len(kind("x" * LONGEST_TEXT).text) == LONGEST_TEXT


class TestNames:
    @pytest.mark.parametrize(
        ("text", "names"),
        [
            ("", ()),
            ("Nothing", ()),
            ("{{a}} {{ b }} {{a}}", ("a", "b")),
            ("{{group.child}}", ("group.child",)),
            ("{{\n  reference\n}}", ("reference",)),
            ("{{}}", ("",)),
            ("{a} {{a} {{a", ()),
            ("{{{a}}}", ("a",)),
            ("{{a{{b}}", ("b",)),
            ("{{%s}}" % ("x" * 300), ("x" * 300,)),
            ("{{%s}}" % ("x" * 301), ()),
        ],
    )
    def test_what_a_text_names(self, text: str, names: tuple[str, ...]) -> None:
        assert kind(text).names == names

    def test_names_of_its_own_are_filled_in_like_fields(self) -> None:
        text = " ".join(f"{{{{{name}}}}}" for name in OWN_NAMES)
        assert kind(text).names == OWN_NAMES
        assert kind(text).filled({name: name.upper() for name in OWN_NAMES}) == " ".join(OWN_NAMES).upper()

    @pytest.mark.parametrize("hostile", ["{{" * 10_000, "{{" + " " * 19_996, "{" * 20_000, "{{ a" * 5_000])
    def test_no_text_takes_long_to_read(self, hostile: str) -> None:
        """Each opening looks at most so far ahead; a pattern with choices would still be at it tomorrow."""
        assert kind(hostile).names == ()
        assert kind(hostile).filled({}) == hostile


def test_a_field_is_told_from_a_name_of_the_texts_own() -> None:
    assert [field_named(each) for each in ("title", ".title", "name", "group.title")] == [
        "",
        "title",
        "name",
        "group.title",
    ]
    for path in ("title", "name", "group.title", *OWN_NAMES):
        assert field_named(name_of(path)) == path


class TestFillingIn:
    def test_what_is_missing_stays_empty(self) -> None:
        assert kind("Dear {{a}}, {{ b }}!").filled({"a": "Ada"}) == "Dear Ada, !"

    @pytest.mark.parametrize("nasty", NASTY)
    def test_a_value_is_never_read_as_a_text(self, nasty: str) -> None:
        values = {"a": nasty, "b": "SECRET", "reference": "SECRET"}
        assert kind("<{{a}}>").filled(values) == f"<{nasty}>"
        assert kind("{{a}}{{a}}").filled(values) == nasty * 2

    def test_two_values_do_not_make_a_name_together(self) -> None:
        values = {"a": "{{refer", "b": "ence}}", "reference": "SECRET"}
        assert kind("{{a}}{{b}}").filled(values) == "{{reference}}"
        assert kind("{{{a}}}").filled({"a": "{reference}", "reference": "SECRET"}) == "{{reference}}"

    @given(st.text(max_size=60), st.text(max_size=60))
    def test_whatever_is_filled_in_stands_there_as_it_is(self, before: str, value: str) -> None:
        plain = before.replace("{", "").replace("}", "")
        drawn = DocumentKind("k", "K", text=f"{plain}{{{{a}}}}{plain}")
        assert drawn.filled({"a": value}) == f"{plain}{value}{plain}"

    @given(st.text(alphabet="{}ab. \n", max_size=200))
    def test_only_what_is_named_is_filled_in(self, text: str) -> None:
        drawn = DocumentKind("k", "K", text=text)
        left = drawn.filled(dict.fromkeys(drawn.names, "*"))
        assert len(left) <= len(text)
        assert drawn.filled({name: f"{{{{{name}}}}}" for name in drawn.names}).count("{{") == text.count("{{")


class TestBlocks:
    @pytest.mark.parametrize(
        ("text", "read"),
        [
            ("", []),
            (" \n \n\n", []),
            ("One", [("paragraph", ("One",))]),
            ("One\ntwo\r\n\r\nThree", [("paragraph", ("One", "two")), ("paragraph", ("Three",))]),
            ("# Title\nText", [("heading", ("Title",)), ("paragraph", ("Text",))]),
            ("# One\n# Two", [("heading", ("One",)), ("heading", ("Two",))]),
            (
                "Text\n- a\n- b\nText",
                [("paragraph", ("Text",)), ("list", ("a", "b")), ("paragraph", ("Text",))],
            ),
            ("#no\n-no", [("paragraph", ("#no", "-no"))]),
            ("# ", []),
            ("\n\n\n# A\n \n\t\n- b\n\n", [("heading", ("A",)), ("list", ("b",))]),
        ],
    )
    def test_what_a_text_is_made_of(self, text: str, read: list[tuple[str, tuple[str, ...]]]) -> None:
        assert list(blocks(text)) == [Block(kind, lines) for kind, lines in read]

    @given(st.text(alphabet="# -ab\n\r\t", max_size=200))
    def test_nothing_that_can_be_read_is_lost(self, text: str) -> None:
        lines = [line for block in blocks(text) for line in block.lines]
        kept = [letter for letter in text if letter in "ab"]
        assert [letter for line in lines for letter in line if letter in "ab"] == kept
        assert all(block.lines for block in blocks(text))
        assert all(len(block.lines) == 1 for block in blocks(text) if block.kind == "heading")

    def test_naughty_strings_are_laid_out(self) -> None:
        folder = Path(os.environ.get("TRIVIUM_TEST_DATA") or Path(__file__).parents[3] / "shared" / "data")
        path = folder / "blns.json"
        if not path.is_file():
            pytest.skip(f"no {path}: set TRIVIUM_TEST_DATA to the folder of forms and cases")
        for raw in json.loads(path.read_text(encoding="utf-8")):
            filled = kind("# {{a}}\n\n{{a}}").filled({"a": raw})
            assert filled == f"# {raw}\n\n{raw}"
            assert all(block.kind in ("heading", "paragraph", "list") for block in blocks(filled))
