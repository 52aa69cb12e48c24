"""Keep lock traces: one file a server version, and a table of what makes anybody wait."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from pgassay.migrations import records
from pgassay.migrations.locks.measure import Measured, Report

_REFUSED = "rows refused"
_HEAD = """\
# Lock traces

What each released migration locked when it was run, and what that would have meant for a running system. Written by
`make locks`; the files `locks-<version>.json` hold the same of each PostgreSQL, and the statements for which nobody
waits.

Shown are the statements for which readers or writers would have waited, on the newest version that was traced. The
column of work says whether that of a statement grows with its table, judged by rows read and log written; where it was
measured, the last columns have the rows of the tables, and the time and the log at each of these sizes. "Rows refused"
says that the migration looks for rows that must not be, and took the copies of one row for such.

{traced}

| migration | line | who waits | locks | table | work | rows | ms | WAL kB |
|---|---|---|---|---|---|---|---|---|
"""


def write(folder: Path, found: Mapping[int, Sequence[Report]], *, known: Collection[str]) -> Iterator[Path]:
    """Write the traces beside those of other migrations that are there already.

    Args:
        folder: where to.
        found: by major version of the server.
        known: ids of all migrations; traces of others are dropped.
    """
    for major, reports in found.items():
        path = folder / f"locks-{major}.json"
        history = {id: entries for id, entries in records.read(path).items() if id in known}
        for each in reports:
            former = {_key(entry): entry for entry in history.get(each.migration.id, ())}
            entries = [_entry(one, refused=bool(each.refused)) for one in each.statements if _noted(one)]
            for entry in entries:  # what was measured once stays known when only the locks are traced again
                for name in ("growth", "runs"):
                    entry[name] = entry[name] or former.get(_key(entry), {}).get(name)
            history[each.migration.id] = entries
        records.write(path, history)
        yield path
    newest = max(folder.glob("locks-*.json"), key=lambda path: int(path.stem.removeprefix("locks-")))
    page = folder / "locks.md"
    page.write_text(
        _HEAD.format(traced="\n".join(_traced(folder))) + "".join(_rows(records.read(newest))), encoding="utf-8"
    )
    yield page


def _traced(folder: Path) -> Iterator[str]:
    """Which migrations were traced on which server, context by context: one that lacks an extension holds not all."""
    for path in sorted(folder.glob("locks-*.json")):
        history = records.read(path)
        counts = Counter(id.partition("-")[0] for id in history)
        said = ", ".join(f"{count} of {context}" for context, count in sorted(counts.items()))
        known = measured({id: entries for id, entries in history.items() if entries})
        refused = {id for id in known if any(entry["growth"] == _REFUSED for entry in history[id])}
        grown = f"; growth measured of {len(known - refused)}" if known - refused else ""
        grown += f"; rows refused by {len(refused)}" if refused else ""
        yield f"* PostgreSQL {path.stem.removeprefix('locks-')}: {said}{grown}"


def _key(entry: Mapping[str, Any]) -> tuple[Any, ...]:
    return (entry["line"], entry["statement"])


def _noted(measured: Measured) -> bool:
    return bool(measured.trace.locks or measured.trace.rewritten)


def _entry(measured: Measured, *, refused: bool) -> dict[str, Any]:
    entry = measured.trace.to_json()
    for name in ("migration", "differences"):
        del entry[name]
    runs = zip(measured.sizes, measured.seconds, measured.wal, measured.read, strict=True)
    return entry | {
        "growth": _REFUSED if refused else measured.growth or None,
        "runs": [[size, round(seconds * 1000, 1), wal, rows] for size, seconds, wal, rows in runs] or None,
    }


def measured(history: Mapping[str, Sequence[Mapping[str, Any]]]) -> set[str]:
    """The migrations that nobody need measure again: those of whose statements the growth is known."""
    return {id for id, entries in history.items() if all(entry["growth"] for entry in entries)}


def _rows(history: Mapping[str, Sequence[Mapping[str, Any]]]) -> Iterator[str]:
    for id, entries in history.items():
        for entry in entries:
            if entry["blocks"]:
                locks = "<br>".join(f"{name}: {mode}" for name, mode in entry["locks"].items())
                does = "rewritten" if entry["rewritten"] else "read" if entry["scanned"] else ""
                waits = ", ".join(entry["blocks"])
                runs = entry.get("runs") or ()
                rows = " → ".join(f"{size:,}" for size, *_ in runs)
                times = " → ".join(f"{ms:.0f}" if ms >= 9.5 else f"{ms}" for _, ms, *_ in runs)
                wal = " → ".join(f"{bytes / 1024:.0f}" for _, _, bytes, _ in runs)
                cells = [id, entry["line"], waits, locks, does, entry["growth"] or "", rows, times, wal]
                yield "| " + " | ".join(map(str, cells)) + " |\n"
