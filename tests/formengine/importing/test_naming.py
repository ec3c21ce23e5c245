import pytest

from formengine.importing.naming import key_for, readable, title_for
from formengine.parts import is_key


@pytest.mark.parametrize(
    ("name", "key"),
    [
        ("dateOfBirth", "date_of_birth"),
        ("first_name", "first_name"),
        ("x-y", "x_y"),
        ("URLPath", "url_path"),
        ("Größe", "groe"),
        ("2nd line", "field_2nd_line"),
        ("", "field"),
        ("id", "id_field"),
        ("__proto__", "proto"),
        ("constructor", "constructor_field"),
        ("csrfmiddlewaretoken", "csrfmiddlewaretoken_field"),
        ("a" * 60, "a" * 40),
        ("日本", "field"),
    ],
)
def test_a_key_reads_like_its_name(name: str, key: str) -> None:
    assert key_for(name, ()) == key
    assert is_key(key)


def test_a_key_that_is_taken_gets_a_number() -> None:
    assert key_for("a", {"a", "a_2"}) == "a_3"
    assert len(key_for("b" * 40, {"b" * 40})) == 40


@pytest.mark.parametrize(
    ("name", "title"),
    [("dateOfBirth", "Date of birth"), ("VAT_number", "VAT number"), ("a", "A"), ("", "…")],
)
def test_a_title_reads_like_its_name(name: str, title: str) -> None:
    assert title_for(name) == title


def test_help_loses_tags_and_control_characters() -> None:
    assert readable("<p>Say <b>why</b>\x07</p>", most=100) == "Say why"
    assert readable("a" * 20, most=10) == "a" * 9 + "…"
    assert readable(5, most=10) == ""
