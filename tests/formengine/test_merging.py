from typing import Any

from formengine.merging import Clash, fingerprint, merge_value, seen_of
from tests.formengine.builders import field

ROWS = field("rows", items={"properties": {"a": {"x-type": "text"}}})
TEXT = field("text")


def rows(*pairs: tuple[str, str]) -> list[dict[str, str]]:
    return [{"_id": row_id, "a": text} for row_id, text in pairs]


def merged(stored: Any, base: Any, mine: Any) -> Any:
    return merge_value(ROWS, stored, seen_of(ROWS, base), mine)


def test_nothing_and_emptiness_have_one_fingerprint_and_no_is_not_nothing() -> None:
    assert {fingerprint(value) for value in (None, "", [], {})} == {""}
    assert fingerprint(False) != ""
    assert len(fingerprint("x")) == 12
    assert fingerprint(0) != ""


def test_what_this_writer_left_alone_stays_as_stored() -> None:
    assert merge_value(TEXT, "theirs", fingerprint("base"), "base") == "theirs"
    assert merge_value(TEXT, None, fingerprint("base"), "base") is None


def test_what_others_left_alone_becomes_mine() -> None:
    assert merge_value(TEXT, "base", fingerprint("base"), "mine") == "mine"
    assert merge_value(TEXT, "base", fingerprint("base"), None) is None


def test_the_same_change_twice_is_no_clash_and_two_changes_are() -> None:
    assert merge_value(TEXT, "same", fingerprint("base"), "same") == "same"
    assert merge_value(TEXT, "theirs", fingerprint("base"), "mine") == Clash()


def test_what_is_not_said_was_seen_empty() -> None:
    seen: Any
    for seen in (None, {}, 5, ["x"]):
        assert merge_value(TEXT, None, seen, "mine") == "mine"
        assert merge_value(TEXT, "theirs", seen, "mine") == Clash()


def test_rows_are_merged_one_by_one() -> None:
    base = rows(("1", "x"), ("2", "y"))
    theirs, mine = rows(("1", "x!"), ("2", "y")), rows(("1", "x"), ("2", "y!"))
    assert merged(theirs, base, mine) == rows(("1", "x!"), ("2", "y!"))


def test_rows_added_by_both_are_both_there() -> None:
    base = rows(("1", "x"))
    assert merged(rows(("1", "x"), ("t", "t")), base, rows(("1", "x"), ("m", "m"))) == rows(
        ("1", "x"), ("m", "m"), ("t", "t")
    )


def test_a_row_taken_away_is_gone_unless_somebody_worked_on_it() -> None:
    base = rows(("1", "x"), ("2", "y"))
    assert merged(base, base, rows(("2", "y"))) == rows(("2", "y"))
    assert merged(rows(("2", "y")), base, base) == rows(("2", "y"))
    assert merged(rows(("1", "x!"), ("2", "y")), base, rows(("2", "y"))) == Clash()
    assert merged(rows(("2", "y")), base, rows(("1", "x!"), ("2", "y"))) == Clash()
    assert merged(None, rows(("1", "x")), rows(("1", "x"))) is None


def test_the_order_is_that_of_who_changed_something() -> None:
    base, turned = rows(("1", "x"), ("2", "y")), rows(("2", "y"), ("1", "x"))
    assert merged(base, base, turned) == turned
    assert merged(turned, base, base) == turned
