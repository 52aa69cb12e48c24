"""What the load came to, as tables for a terminal and for a page."""

from __future__ import annotations

import os
import platform
import statistics
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from benchmarks.load_clients import Came, Hot
from benchmarks.measure import Promise
from pgassay import console

BEGINS, ENDS = "<!-- figures: written by python -m benchmarks.load -->", "<!-- end of figures -->"
_SIZES = """
with parts as (
    select c.oid, coalesce(i.inhparent::regclass::text, c.oid::regclass::text) as relation
    from pg_class as c
    left join pg_inherits as i on i.inhrelid = c.oid
    where c.relnamespace = 'learn'::regnamespace and c.relkind in ('r', 'm')
)
select relation, sum(pg_table_size(oid))::bigint, sum(pg_indexes_size(oid))::bigint,
       max(pg_table_size(oid) + pg_indexes_size(oid))::bigint
from parts
group by relation
order by sum(pg_total_relation_size(oid)) desc
"""
_LEVELS = """
select max((extensions.bt_metap(i.indexrelid::regclass::text)).level) + 1
from pg_index as i
join pg_inherits as h on h.inhrelid = i.indrelid and h.inhparent = 'learn.learning_analytics'::regclass
"""


@dataclass(frozen=True)
class Timed:
    """Milliseconds of one query."""

    what: str
    p50: float
    p95: float
    slowest: float


@dataclass(frozen=True)
class Size:
    """Bytes of a table with all its partitions: rows, indexes, and the largest partition with its indexes."""

    relation: str
    rows: int
    indexes: int
    largest: int


@dataclass(frozen=True)
class Stage:
    """A platform of one size, measured."""

    version: str
    users: int
    events: int
    seconds: float
    timed: Sequence[Timed]
    sizes: Sequence[Size]
    levels: int
    """Of the highest B-tree of a month of events."""


def sizes(connection: psycopg.Connection[tuple[object, ...]]) -> list[Size]:
    """The largest tables of learn."""
    rows = connection.execute(_SIZES.encode()).fetchall()
    return [Size(str(name), *(int(str(value)) for value in values)) for name, *values in rows]


def levels(connection: psycopg.Connection[tuple[object, ...]]) -> int:
    """Pages from the root to a leaf of the highest B-tree of a month of events, both counted."""
    connection.execute("create extension if not exists pageinspect with schema extensions")
    row = connection.execute(_LEVELS.encode()).fetchone()
    return int(str(row[0])) if row else 0


def timings(stage: Stage, *, limit: float) -> str:
    """Of every query, for a terminal."""
    rows = [
        (
            one.what, f"{one.p50:.2f}", f"{one.p95:.2f}", f"{one.slowest:.2f}",
            console.paint("yes", "green") if one.p95 <= limit else console.paint("NO", "red"),
        )
        for one in stage.timed
    ]  # fmt: skip
    headings = ["query", "median ms", "p95 ms", "slowest ms", f"≤ {limit:g}"]
    return console.table(rows, headings, align=("left", "right", "right", "right", "left"))


def shares(hottest: Iterable[Hot]) -> str:
    """What the server spent its time on, for a terminal."""
    headings = ["query", "calls", "ms each", "share"]
    return console.table(_spent(hottest), headings, align=("left", "right", "right", "right"))


def ratios(promises: Sequence[Promise]) -> str:
    """What row security costs, for a terminal."""
    table = console.table(_compared(promises), ["query", "on : off", ""], align=("left", "right", "left"))
    return f"{table}\n{_within(promises)}"


def record(
    page: Path,
    stages: Sequence[Stage],
    *,
    proof: str,
    came: Came | None,
    hottest: Sequence[Hot],
    promises: Sequence[Promise],
) -> None:
    """Write the figures between the marks of a page.

    Raises:
        ValueError: it has no marks.
    """
    before, begins, rest = page.read_text().partition(BEGINS)
    _, ends, after = rest.partition(ENDS)
    if not begins or not ends:
        raise ValueError(f"{page} does not say where the figures go: {BEGINS} … {ENDS}")
    parts = [_filled(stages, proof), _times(*stages), _tables(*stages)]
    if came:
        headings = ["query", "calls", "ms of the server each", "share of its time"]
        parts += [f"{came.said}.", _page(headings, _spent(hottest))]
    if promises:
        parts += [
            f"Row security on : off for the first ten of these, prepared, over a socket: {_within(promises)}.",
            _page(["query", "on : off", ""], _compared(promises)),
        ]
    page.write_text(before + begins + "\n" + "\n\n".join(parts) + "\n" + ends + after)


def _filled(stages: Sequence[Stage], proof: str) -> str:
    few, many = stages
    return (
        f"{platform.system()}, {platform.machine()}, {os.cpu_count()} processors, PostgreSQL {many.version}. "
        f"{many.users:,} people and {few.events:,} events were filled in {few.seconds:.0f} s, then "
        f"{many.events:,} events in {many.seconds:.0f} s. {proof}. The highest B-tree of a month "
        f"of events has {few.levels} levels at first, "
        f"{many.levels} then."
    )


def _times(few: Stage, many: Stage) -> str:
    return _page(
        ["query", f"{few.events:,} events: median ms", "p95", f"{many.events:,} events: median ms", "p95", "slowest"],
        [
            (a.what, f"{a.p50:.2f}", f"{a.p95:.2f}", f"{b.p50:.2f}", f"{b.p95:.2f}", f"{b.slowest:.2f}")
            for a, b in zip(few.timed, many.timed, strict=True)
        ],
    )


def _tables(few: Stage, many: Stage) -> str:
    before = {size.relation: (size.rows, size.indexes) for size in few.sizes}
    return _page(
        [
            "table",
            f"{few.events:,} events: MB",
            "indexes",
            f"{many.events:,} events: MB",
            "indexes",
            "largest partition",
        ],
        [
            (now.relation, *map(_mega, (*before.get(now.relation, (0, 0)), now.rows, now.indexes, now.largest)))
            for now in many.sizes[:10]
        ],
    )


def _spent(hottest: Iterable[Hot]) -> list[tuple[str, ...]]:
    return [
        (one.query.what, f"{one.calls:,}", f"{one.milliseconds / max(one.calls, 1):.2f}", f"{one.share:.1%}")
        for one in hottest
    ]


def _compared(promises: Iterable[Promise]) -> list[tuple[str, ...]]:
    return [(one.what.partition(":")[0], f"{one.figure:.2f}", one.basis) for one in promises]


def _within(promises: Sequence[Promise]) -> str:
    kept, median = sum(one.kept for one in promises), statistics.median(one.figure for one in promises)
    return f"{kept} of {len(promises)} within {promises[0].limit:g}; the median of them is {median:.2f}"


def _page(headings: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [headings, ["---"] * len(headings), *rows]
    return "\n".join("| " + " | ".join(line) + " |" for line in lines)


def _mega(size: int) -> str:
    return f"{size / 2**20:,.0f}"
