"""Measuring one thing many times, and what is written down of it."""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, replace
from statistics import median, quantiles
from time import perf_counter, process_time
from typing import Any

from django.db import connection

from benchmarks.browser import Answer

ROUNDS = 5
Request = Callable[[], Answer]


@dataclass(frozen=True)
class Mark:
    """What a figure must not pass: CPU milliseconds, and SQL queries where they are limited."""

    cpu_ms: float
    sql: int | None = None


@dataclass(frozen=True)
class Figure:
    """`peak_mb` is what one request allocates at its highest, or what a value keeps; `ratio` is CPU against
    the trivial view's, or another figure's."""

    name: str
    cpu_ms: float
    sql: int
    p50_ms: float
    p95_ms: float
    bytes: int
    peak_mb: float
    ratio: float = 1.0
    mark: float | None = None
    mark_sql: int | None = None
    mark_mb: float | None = None

    @property
    def missed(self) -> bool:
        too_slow = self.mark is not None and self.cpu_ms > self.mark
        too_large = self.mark_mb is not None and self.peak_mb > self.mark_mb
        return too_slow or too_large or (self.mark_sql is not None and self.sql > self.mark_sql)

    def against(self, trivial: "Figure") -> "Figure":
        return replace(self, ratio=round(self.cpu_ms / trivial.cpu_ms, 1))

    def as_row(self) -> dict[str, Any]:
        return asdict(self)


def measure(
    name: str,
    prepare: Callable[[], Request],
    *,
    expected: int,
    repeats: int = 40,
    mark: Mark | None = None,
) -> Figure:
    """Prepare a request and send it: once for its queries, once for its memory, then ROUNDS times `repeats`.

    Only the sending counts. The CPU figure is the best round's median: other work on the machine only ever
    adds. Raises AssertionError where an answer is not the expected one: nobody measures an error page.
    """
    sizes = set()
    for _warm_up in range(3):
        check(prepare()(), expected)
    request = prepare()
    with counted() as seen:
        check(request(), expected)
    request = prepare()
    with traced() as high:
        check(request(), expected)
        peak = high()
    gc.collect()
    gc.freeze()
    cpu: list[float] = []
    wall: list[float] = []
    for _round in range(ROUNDS):
        answers = [check(prepare()(), expected) for _repeat in range(repeats)]
        cpu.append(median(each.cpu for each in answers))
        wall.extend(each.wall for each in answers)
        sizes.add(len(answers[-1].body))
    gc.unfreeze()
    return Figure(
        name,
        round(min(cpu), 2),
        len(seen),
        round(median(wall), 2),
        round(quantiles(wall, n=20)[-1], 2),
        max(sizes),
        round(peak, 2),
        mark=mark.cpu_ms if mark else None,
        mark_sql=mark.sql if mark else None,
    )


def measure_call(
    name: str, call: Callable[[], object], *, mark: Mark, most_mb: float | None = None, repeats: int = 20
) -> Figure:
    """A function without a page: the best round's median. `peak_mb`: what the value it returns keeps."""
    call()
    gc.collect()
    tracemalloc.start()
    value = call()
    gc.collect()
    kept = tracemalloc.get_traced_memory()[0] / 1_000_000
    tracemalloc.stop()
    del value
    cpu: list[float] = []
    wall: list[float] = []
    for _round in range(ROUNDS):
        spent = []
        for _repeat in range(repeats):
            begun, at = process_time(), perf_counter()
            call()
            spent.append((process_time() - begun) * 1_000)
            wall.append((perf_counter() - at) * 1_000)
        cpu.append(median(spent))
    return Figure(
        name,
        round(min(cpu), 2),
        0,
        round(median(wall), 2),
        round(quantiles(wall, n=20)[-1], 2),
        0,
        round(kept, 2),
        mark=mark.cpu_ms,
        mark_mb=most_mb,
    )


def check(answer: Answer, expected: int) -> Answer:
    assert answer.status == expected, f"{answer.status} instead of {expected}: {answer.text[:2000]}"
    return answer


@contextmanager
def counted() -> Iterator[list[str]]:
    """Every statement that is sent, savepoints too. Not BEGIN, which only SQLite sends as a statement."""
    seen: list[str] = []

    def count(execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        if not sql.startswith("BEGIN"):
            seen.append(sql)
        return execute(sql, params, many, context)

    with connection.execute_wrapper(count):
        yield seen


@contextmanager
def traced() -> Iterator[Callable[[], float]]:
    gc.collect()
    tracemalloc.start()
    try:
        yield lambda: tracemalloc.get_traced_memory()[1] / 1_000_000
    finally:
        tracemalloc.stop()
