import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.fieldtypes import field_type
from formengine.problems import Unacceptable
from tests.formengine.builders import field, taken

KIND = field_type("url")


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("https://example.org", "https://example.org"),
        ("HTTP://Example.ORG/", "http://example.org"),
        (" www.example.org ", "https://www.example.org"),
        ("example.org/a b", None),
        ("example.org/a?b=c#d", "https://example.org/a?b=c#d"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("https://example.org:8080/a", "https://example.org:8080/a"),
        ("http://example.org?q=1", "http://example.org?q=1"),
        ("https://mairie-évry.fr/à", "https://xn--mairie-vry-h7a.fr/%C3%A0"),
        ("https://例え.jp", "https://xn--r8jz45g.jp"),
        ("https://example.org/100%", "https://example.org/100%25"),
        ("https://example.org/a%20b", "https://example.org/a%20b"),
        ("https://example.org./", "https://example.org"),
        ("", None),
        (None, None),
    ],
)
def test_addresses_are_stored_as_programs_read_them(raw: object, expected: object) -> None:
    assert taken("url", raw) == (expected if expected or not raw else "<not_a_url>")


@pytest.mark.parametrize(
    "raw",
    [
        *("ftp://example.org", "javascript:alert(1)", "javascript://example.org/%0aalert(1)"),
        *("data:text/html,x", "mailto:a@example.org", "file:///etc/passwd", "//example.org"),
        *("https:/example.org", "https://", "https://ann:secret@example.org", "https://ann@example.org"),
        *("https://example.org\\@evil.org", "http://localhost", "http://127.0.0.1", "http://0x7f.1"),
        *("http://127.0.0.0x1", "http://[::1]/", "http://１２７.０.０.１", "http://-a.fr", "http://a..fr"),
        *("http://a_b.fr", "http://a.fr:0", "http://a.fr:99999", "http://a.fr:x", "x", "http://<b>.fr"),
        *("http://" + "a" * 64 + ".fr", "http://" + "a." * 200 + "fr", "http://a.fr/\tb"),
        *("http://a.fr/\u2028b", "http://a.fr\n.b.fr"),
    ],
)  # fmt: skip
def test_anything_else_is_no_web_address(raw: str) -> None:
    assert taken("url", raw) == "<not_a_url>"


@pytest.mark.parametrize(
    ("raw", "code"),
    [
        (5, "not_text"),
        ([], "not_text"),
        ({}, "not_text"),
        ("http://a.fr/\x00", "unstorable_text"),
        ("http://a.fr/\ud800", "unstorable_text"),
        ("http://a.fr/" + "a" * 2_000, "too_long"),
        ("http://a.fr/" + "é" * 500, "too_long"),
    ],
)
def test_what_cannot_be_stored_is_refused(raw: object, code: str) -> None:
    assert taken("url", raw) == f"<{code}>"


@pytest.mark.parametrize(
    "value",
    [
        5,
        "x",
        "example.org",
        "javascript:alert(1)",
        "http://a.fr/\ud800",
        "http://a.fr/é",
        "http://A.fr",
        [],
        {},
    ],
)
def test_what_it_would_not_have_stored_is_a_problem_and_can_be_shown(value: object) -> None:
    one = field("url")
    assert [each.code for each in KIND.problems(value, one)] == ["not_a_url"]
    assert isinstance(KIND.display(value, one, "fr"), str)


def test_names_are_shown_in_their_own_letters_where_these_lead_back_to_them() -> None:
    one = field("url")
    assert KIND.display("https://xn--mairie-vry-h7a.fr/a", one, "fr") == "https://mairie-évry.fr/a"
    assert KIND.display("https://xn--a.fr", one, "fr") == "https://xn--a.fr"
    assert KIND.cell("https://xn--mairie-vry-h7a.fr", one) == "https://xn--mairie-vry-h7a.fr"
    for language in ("en", "fr", "it", "nl"):
        assert KIND.display("https://example.org/a", one, language) == "https://example.org/a"


@given(st.text(max_size=200))
def test_what_it_stores_it_takes_shows_and_reads_back_as_the_same(rest: str) -> None:
    one = field("url")
    for raw in (rest, f"https://a.fr/{rest}", f"https://{rest}.fr"):
        try:
            stored = KIND.normalise(raw, one)
        except Unacceptable:
            continue
        if stored is not None:
            assert KIND.problems(stored, one) == ()
            assert KIND.normalise(stored, one) == stored
            assert KIND.normalise(KIND.typed(stored, one, "fr"), one) == stored


def test_a_foreign_validator_agrees() -> None:
    schema = KIND.json_schema(field("url"))
    check = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
    check.validate("https://xn--mairie-vry-h7a.fr/%C3%A0?a=b#c")
    for wrong in ("ftp://a.fr", "a.fr", 5):
        with pytest.raises(jsonschema.ValidationError):
            check.validate(wrong)


def test_it_is_asked_for_with_the_keyboard_of_addresses() -> None:
    assert KIND.attributes(field("url")) == {"inputmode": "url", "spellcheck": "false"}
    assert KIND.attributes(field("url", x_autocomplete="url"))["autocomplete"] == "url"
    assert KIND.operand("https://a.fr", field("url")) == "https://a.fr"
