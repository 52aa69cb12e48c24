"""Keep what was survived: one file for machines, one page for people; what stands there need not be done again."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pgassay.migrations import records
from pgassay.migrations.history import Migration
from pgassay.migrations.ledger import Direction

if TYPE_CHECKING:
    from pgassay.deploy.killing import Ordeal, Victim

_VICTIMS = ("migrator", "server")
_WHILE: dict[Direction, str] = {"apply": "applied", "rollback": "rolled back"}
_FILE, _PAGE = "faults.json", "faults.md"
_HEAD = """\
# Kills that were survived

The migrator, and separately the server, killed with `kill -9` after every statement of every migration, those of the
records and of the locks among them; then the next run, which has to finish, and catalogue, rows and records, which have
to be those of a run that nobody disturbed. Written by `make test-faults`, which does what is not recorded here, or was
recorded of other files. [How it is done](decisions/0055-a-wire-that-can-be-cut.md).

"""


@dataclass(frozen=True)
class Record:
    """What is known from earlier runs.

    Attributes:
        entries: by migration's id.
    """

    entries: Mapping[str, Mapping[str, Any]]

    def knows(self, migration: Migration, victims: Collection[Victim], directions: Collection[Direction]) -> bool:
        """Whether these files have been through it, and all kills were survived."""
        entry = self.entries.get(migration.id, {})
        return entry.get("files") == records.digest(migration, rollback=True) and all(
            entry.get(direction, {}).get("with_rows") is not None
            and all(entry[direction].get(victim) == entry[direction]["boundaries"] for victim in victims)
            for direction in directions
        )

    def counts(self, direction: Direction) -> tuple[int, int, dict[str, int]]:
        """How many migrations, boundaries, and kills that were survived by victim."""
        done = [entry[direction] for entry in self.entries.values() if direction in entry]
        kills = {victim: sum(each.get(victim, 0) for each in done) for victim in _VICTIMS}
        return len(done), sum(each["boundaries"] for each in done), kills


def read(folder: Path) -> Record:
    """What a folder's record says; nothing if there is none."""
    return Record(records.read(folder / _FILE))


def write(
    folder: Path, history: Sequence[Migration], ordeals: Iterable[Ordeal], victims: Collection[Victim]
) -> Sequence[Path]:
    """Add ordeals to a folder's record; what is recorded of migrations that are gone is dropped.

    Args:
        folder: where to.
        history: all migrations there are.
        ordeals: what they went through.
        victims: who was killed in each of them.
    """
    entries = {id: dict(entry) for id, entry in read(folder).entries.items()}
    files = {migration.id: records.digest(migration, rollback=True) for migration in history}
    for ordeal in ordeals:
        entry = entries.get(ordeal.id, {})
        if entry.get("files") != files[ordeal.id]:
            entry = {"files": files[ordeal.id]}
        former = entry.get(ordeal.direction, {})
        found = former if former.get("boundaries") == ordeal.boundaries else {}
        found = {**found, "boundaries": ordeal.boundaries, "with_rows": ordeal.with_rows}
        for victim in victims:
            found[victim] = ordeal.boundaries - sum(fault.victim == victim for fault in ordeal.faults)
        entries[ordeal.id] = {**entry, ordeal.direction: found}
    kept = {migration.id: entries[migration.id] for migration in history if migration.id in entries}
    path, page = folder / _FILE, folder / _PAGE
    records.write(path, kept)
    page.write_text(_page(Record(kept), files), encoding="utf-8")
    return path, page


def _page(record: Record, files: Mapping[str, str]) -> str:
    parts = [_HEAD, "| while | migrations | boundaries | migrator killed, survived | server killed, survived |\n"]
    parts.append("|---|---|---|---|---|\n")
    for direction, words in _WHILE.items():
        count, boundaries, kills = record.counts(direction)
        if count:
            parts.append(f"| {words} | {count} | {boundaries:,} | {kills['migrator']:,} | {kills['server']:,} |\n")
    if missing := sum(record.entries.get(id, {}).get("files") != digest for id, digest in files.items()):
        parts.append(f"\nOf {len(files)} migrations, {missing} are still to be done: the next run goes on with them.\n")
    ordeals = {f"{id} ({d})": entry[d] for id, entry in record.entries.items() for d in _WHILE if d in entry}
    lost = [name for name, each in ordeals.items() if any(each.get(v, 1e9) < each["boundaries"] for v in _VICTIMS)]
    empty = [name for name, each in ordeals.items() if not each["with_rows"]]
    if lost:
        parts.append(f"\nNot every kill was survived: {', '.join(lost)}.\n")
    if empty:
        parts.append(
            "\nOn empty tables, for it stops where there are rows, or its rollback does: " + ", ".join(empty) + ".\n"
        )
    parts.append("\n| migration | boundaries | migrator | server |\n|---|---|---|---|\n")
    for id, entry in record.entries.items():
        if each := entry.get("apply"):
            parts.append(f"| {id} | {each['boundaries']} | {each.get('migrator', '')} | {each.get('server', '')} |\n")
    return "".join(parts)
