"""Keep what was rehearsed: one file for machines, one page for people."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pgassay.migrations import records
from pgassay.migrations.history import Migration

if TYPE_CHECKING:
    from pgassay.deploy.rehearse import Rehearsal

_FILE, _PAGE = "rehearsals.json", "rehearsals.md"
_EXPLAINED = ("changing schema", "stricter rule")
_HEAD = """\
# Rehearsals

Each migration applied, as the migrator does it, while clients read, insert, update and delete in all tables that its
context had before it. Written by `make rehearse`, which goes on with what is not recorded here, or was recorded of
other files. [How it is done](decisions/0058-rehearse-with-a-mix-from-the-catalogue.md). The longest wait is the one for
a lock, as the server saw it; the slowest statement is what a client felt, the machine's other load included.

"""


def read(folder: Path) -> dict[str, dict[str, Any]]:
    """The record of a folder by migration; nothing if there is none."""
    return records.read(folder / _FILE)


def knows(
    entries: Mapping[str, Mapping[str, Any]], migration: Migration, *, rows: int, clients: int, limit: float
) -> bool:
    """Whether this file was rehearsed with as many rows and clients, and hurt nobody."""
    entry = entries.get(migration.id)
    return (
        entry is not None
        and entry["file"] == records.digest(migration)
        and entry["rows"] >= rows
        and entry["clients"] >= clients
        and not _hurts(entry, limit)
    )


def write(
    folder: Path,
    history: Sequence[Migration],
    found: Rehearsal,
    *,
    rows: int,
    clients: int,
    limit: float,
) -> Sequence[Path]:
    """Add a rehearsal to a folder's record; what is recorded of migrations that are gone is dropped.

    Args:
        folder: where to.
        history: all migrations there are.
        found: how it went.
        rows: of each table.
        clients: how many there were.
        limit: milliseconds that a client may wait.
    """
    by_id = {migration.id: migration for migration in history}
    entry = asdict(found) | {"file": records.digest(by_id[found.id]), "rows": rows, "clients": clients}
    for name in ("milliseconds", "slowest", "usual"):
        entry[name] = round(entry[name], 1)
    entry["wait"]["milliseconds"] = round(entry["wait"]["milliseconds"], 1)
    entry["rates"] = [round(rate) for rate in entry["rates"]]
    entries = read(folder) | {found.id: entry}
    kept = {id: entries[id] for id in by_id if id in entries}
    path, page = folder / _FILE, folder / _PAGE
    records.write(path, kept)
    page.write_text(_page(kept, len(by_id), limit), encoding="utf-8")
    return path, page


def _page(entries: Mapping[str, Mapping[str, Any]], total: int, limit: float) -> str:
    hurt = [id for id, entry in entries.items() if _hurts(entry, limit)]
    waits = max((entry["wait"]["milliseconds"] for entry in entries.values()), default=0.0)
    parts = [_HEAD, f"{len(entries)} of {total} migrations; the longest wait for a lock was {waits:.0f} ms.\n"]
    if hurt:
        parts.append(f"\nA wait or a statement of more than {limit:.0f} ms, or an error: {', '.join(hurt)}.\n")
    parts.append(
        "\n| migration | rows | clients | took | longest wait for a lock | slowest statement | before it | errors |\n"
    )
    parts.append("|---|---|---|---|---|---|---|---|\n")
    for id, each in entries.items():
        wait = each["wait"]
        lock = f"{wait['milliseconds']:.0f} ms, {wait['mode']} on {wait['relation']}" if wait["mode"] else ""
        errors = "; ".join(f"{sum(kinds.values())} {sort}" for sort, kinds in each["errors"].items())
        times = [f"{each[name]:.0f} ms" for name in ("milliseconds", "slowest", "usual")]
        said = f"failed: {each['failed']}" if each["failed"] else errors
        cells = [id, f"{each['rows']:,}", each["clients"], times[0], lock, times[1], times[2], said]
        parts.append("| " + " | ".join(map(str, cells)) + " |\n")
    return "".join(parts)


def _hurts(entry: Mapping[str, Any], limit: float) -> bool:
    return (
        bool(entry["failed"])
        or max(entry["slowest"], entry["wait"]["milliseconds"]) > limit
        or any(sort not in _EXPLAINED for sort in entry["errors"])
    )
