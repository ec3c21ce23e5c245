"""The figures of `make bench`: what counts as missed, what is written, and what is counted."""

import json

import pytest
from django.db import connection

from benchmarks.browser import Answer
from benchmarks.measuring import Figure, Mark, check, counted, measure, measure_call
from benchmarks.requests import inputs
from benchmarks.table import table

NAMES = {
    "name",
    "cpu_ms",
    "sql",
    "p50_ms",
    "p95_ms",
    "bytes",
    "peak_mb",
    "ratio",
    "mark",
    "mark_sql",
    "mark_mb",
}


def figure(cpu: float = 10.0, sql: int = 5, mark: float | None = None, mark_sql: int | None = None) -> Figure:
    return Figure("page", cpu, sql, 11.0, 12.0, 40_000, 0.4, mark=mark, mark_sql=mark_sql)


def test_a_figure_without_a_mark_is_never_missed() -> None:
    assert not figure().missed


@pytest.mark.parametrize(("cpu", "sql", "missed"), [(10, 5, False), (10.1, 5, True), (10, 6, True)])
def test_a_mark_is_missed_by_time_or_by_queries(cpu: float, sql: int, missed: bool) -> None:
    assert figure(cpu, sql, mark=10, mark_sql=5).missed is missed


def test_the_ratio_is_against_the_trivial_view() -> None:
    assert figure(cpu=10).against(figure(cpu=0.25)).ratio == 40


def test_what_is_written_has_every_name() -> None:
    assert set(json.loads(json.dumps(figure().as_row()))) == NAMES


def test_the_table_says_what_was_missed() -> None:
    _head, met, missed = table([figure(mark=10), figure(mark=9)]).splitlines()
    assert "MISSED" in missed
    assert "MISSED" not in met


def test_a_value_may_be_too_large_to_keep() -> None:
    found = measure_call("list", lambda: list(range(100_000)), mark=Mark(10_000), most_mb=0.1, repeats=2)
    assert found.peak_mb > 1
    assert found.missed


@pytest.mark.django_db
def test_a_measure_counts_queries_and_bytes() -> None:
    def request() -> Answer:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
        return Answer(200, "", b"four", 1.5, 2.0)

    found = measure("page", lambda: request, expected=200, repeats=4, mark=Mark(15, 1))
    assert (found.cpu_ms, found.sql, found.bytes, found.mark, found.mark_sql) == (1.5, 1, 4, 15, 1)


def test_an_unexpected_answer_is_not_measured() -> None:
    with pytest.raises(AssertionError, match="500 instead of 200"):
        check(Answer(500, "", b"", 1, 1), 200)


@pytest.mark.django_db
def test_savepoints_count_as_queries() -> None:
    with counted() as seen, connection.cursor() as cursor:
        cursor.execute("SAVEPOINT here")
        cursor.execute("RELEASE here")
    assert len(seen) == 2


def test_only_the_form_with_a_key_is_sent_back() -> None:
    html = """<form><input name="language" value="fr"></form>
    <form><input type="hidden" name="csrfmiddlewaretoken" value="t"><input name="idempotency_key" value="k">
    <input type="radio" name="yes" value="1"><input type="radio" name="yes" value="2" checked>
    <textarea name="why">One &amp; two</textarea><input type="file" name="paper">
    <button name="do">x</button></form>"""
    assert inputs(html) == [("idempotency_key", "k"), ("yes", "2"), ("why", "One & two")]
