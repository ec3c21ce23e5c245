import pytest
from hypothesis import given
from hypothesis import strategies as st

from formengine.document import parse
from formengine.reference_lists import (
    MOST_BYTES,
    MOST_ROWS,
    Entry,
    KeptList,
    freeze,
    lists_of,
    read_list,
)
from tests.formengine.builders import document

TOWNS = (Entry("44109", "Nantes"), Entry("44162", "Saint-Herblain"), Entry("35238", "Rennes, Îlle"))
WRITTEN = 'code{0}name\r\n44109{0}Nantes\r\n44162{0} Saint-Herblain \r\n\r\n35238{0}"Rennes, Îlle"\r\n'


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_what_spreadsheets_write_is_read(separator: str, encoding: str) -> None:
    found = read_list(WRITTEN.format(separator).encode(encoding))
    assert found.problems == ()
    assert found.entries == TOWNS
    assert found.separator == separator
    assert found.encoding == ("utf-8-sig" if encoding == "utf-8" else encoding)


def test_quoted_cells_may_hold_signs_and_lines() -> None:
    found = read_list('value;title;more\na;"A; ""a""\nb";x\n')
    assert found.entries == (Entry("a", 'A; "a" b'),)


def test_one_column_is_value_and_title_at_once() -> None:
    assert read_list("Nantes\nRennes\n", header=False).entries == (
        Entry("Nantes", "Nantes"),
        Entry("Rennes", "Rennes"),
    )


def test_the_same_row_twice_is_one_entry_and_a_value_with_two_titles_is_a_problem() -> None:
    assert read_list("a;A\na;A\n", header=False).entries == (Entry("a", "A"),)
    found = read_list("a;A\nb;B\na;C\n", header=False)
    assert [(each.path, each.code, dict(each.params)) for each in found.problems] == [
        ((3,), "list_twice", {"value": "a"})
    ]
    assert found.entries == ()


@pytest.mark.parametrize(
    ("content", "path", "code"),
    [
        ("", (), "list_empty"),
        ("value;title\n", (), "list_empty"),
        (" \n\n", (), "list_empty"),
        (b"\x00\x01", (), "list_not_text"),
        ("v;t\n;A\n", (2,), "list_no_value"),
        ('v;t\na;"A\n', (2,), "list_not_csv"),
        ('v;t\na;"A"x\n', (2,), "list_not_csv"),
        ("v;t\n" + "x" * 101 + ";A", (2,), "list_too_wide"),
        ("v;t\na;" + "x" * 301, (2,), "list_too_wide"),
        ("v;t\na;" + "x" * 200_000, (1,), "list_not_csv"),
        ("x" * (MOST_BYTES + 1), (), "list_too_large"),
        ("\ud800", (), "list_not_text"),
        ("\n".join(str(n) for n in range(MOST_ROWS + 2)), (), "list_too_long"),
        (b"\x81\x8d", (), "list_not_text"),
        ("\n".join(f"{n};{'x' * 200}" for n in range(5_000)), (), "list_too_large"),
        (b"\xff\xfe\x00", (), "list_not_text"),
    ],
)
def test_a_list_that_cannot_be_kept_says_why(content: bytes | str, path: tuple[int, ...], code: str) -> None:
    (problem, *_others) = read_list(content).problems
    assert problem.code == code
    assert code == "list_not_csv" or problem.path == path


def test_not_every_problem_is_repeated() -> None:
    assert len(read_list("v;t\n" + ";A\n" * 1_000).problems) == 50


@given(st.one_of(st.binary(max_size=300), st.text(max_size=300)), st.booleans())
def test_nothing_raises(content: bytes | str, header: bool) -> None:
    found = read_list(content, header=header)
    assert bool(found.entries) is not bool(found.problems)


def test_a_document_holds_the_entries_it_is_published_with() -> None:
    reference = {"x-type": "reference", "title": "Town", "x-list": "towns", "x-entries": [["old", "Old"]]}
    drawn = document(
        {
            "town": reference,
            "lost": {"x-type": "reference", "x-list": "nowhere", "x-entries": [["old", "Old"]]},
            "home": {"x-type": "group", "properties": {"town": reference}},
            "stays": {"x-type": "rows", "items": {"type": "object", "properties": {"town": reference}}},
        }
    )
    frozen = freeze(drawn, {"towns": KeptList("2", TOWNS)})
    entries = [["44109", "Nantes"], ["44162", "Saint-Herblain"], ["35238", "Rennes, Îlle"]]
    fields = frozen["properties"]
    for holder in (fields, fields["home"]["properties"], fields["stays"]["items"]["properties"]):
        assert holder["town"]["x-entries"] == entries
        assert holder["town"]["x-list-version"] == "2"
    assert fields["lost"] == drawn["properties"]["lost"]
    assert drawn["properties"]["town"]["x-entries"] == [["old", "Old"]]
    assert lists_of(drawn) == {"towns", "nowhere"}
    assert parse(frozen).fields["town"].type == "reference"


@pytest.mark.parametrize(
    "properties", [None, 5, {"a": 5}, {"a": {"x-type": "rows", "items": 5}}, {"a": {"x-type": "group"}}]
)
def test_what_is_no_document_is_left_as_it_is(properties: object) -> None:
    assert freeze({"properties": properties}, {}) == {"properties": properties}
    assert freeze({}, {}) == {}
    assert lists_of({"properties": properties}) == frozenset()
