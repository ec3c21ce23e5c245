"""Figures as a table to read."""

from collections.abc import Sequence

from benchmarks.measuring import Figure

HEAD = ("", "CPU ms", "mark", "SQL", "mark", "p50 ms", "p95 ms", "bytes", "peak MB", "mark", "ratio", "")


def table(figures: Sequence[Figure]) -> str:
    rows = [HEAD, *map(cells, figures)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    return "\n".join(
        "  ".join([row[0].ljust(widths[0]), *(c.rjust(w) for c, w in zip(row[1:], widths[1:], strict=True))])
        for row in rows
    )


def cells(figure: Figure) -> tuple[str, ...]:
    return (
        figure.name,
        f"{figure.cpu_ms:.2f}",
        "" if figure.mark is None else f"{figure.mark:g}",
        str(figure.sql),
        "" if figure.mark_sql is None else str(figure.mark_sql),
        f"{figure.p50_ms:.2f}",
        f"{figure.p95_ms:.2f}",
        f"{figure.bytes:,}",
        f"{figure.peak_mb:.2f}",
        "" if figure.mark_mb is None else f"{figure.mark_mb:g}",
        f"{figure.ratio:.1f}",
        "MISSED" if figure.missed else "",
    )
