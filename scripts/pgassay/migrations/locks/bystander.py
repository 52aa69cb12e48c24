"""Another session that watches a statement: its locks while it runs, and how it changed the relations."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from pgassay.migrations.lint.modes import ACCESS_EXCLUSIVE, STRONG

Connection = psycopg.Connection[Any]
Held = frozenset[tuple[int, str]]
"""Oids of relations, each with a mode."""

_LOCKS = """
select l.relation::bigint, l.mode
from pg_locks l
where l.pid = %s and l.locktype = 'relation' and l.mode = any(%s)
    and l.database = (select oid from pg_database where datname = current_database())
"""
_WAITS = "select exists (select from pg_locks where pid = %s and not granted)"
_RELATIONS = """
select c.oid::bigint, c.relkind::text, n.nspname || '.' || c.relname, coalesce(i.indrelid, 0)::bigint
from pg_class c
join pg_namespace n on n.oid = c.relnamespace
left join pg_index i on i.indexrelid = c.oid
where c.oid = any(%s)
"""
_PAUSE = 0.002


@dataclass(frozen=True)
class Known:
    """A relation that sessions see.

    Attributes:
        kind: as ``pg_class.relkind``.
        label: its qualified name.
        table: of an index, the oid of its table; else 0.
    """

    kind: str
    label: str
    table: int


@dataclass
class Seen:
    """What was seen of one statement.

    Attributes:
        locks: that it took and that it did not hold before, none weaker than SHARE UPDATE EXCLUSIVE.
        before: those its transaction held already.
        rewritten: relations that have another file than before.
        read: by table, how many rows were read one after the other.
        scanned: tables that were read from beginning to end.
        wal: bytes of write-ahead log.
        seconds: how long it ran.
        rows: how many rows it wrote.
        sampled: whether the locks were only looked at from time to time, as it ran without a transaction.
    """

    locks: Held = frozenset()
    before: Held = frozenset()
    rewritten: set[int] = field(default_factory=set)
    read: dict[int, int] = field(default_factory=dict)
    scanned: set[int] = field(default_factory=set)
    wal: int = 0
    seconds: float = 0.0
    rows: int = 0
    sampled: bool = False


class Bystander:
    """Watches one session.

    Args:
        watched: that session.
        own: a session in the same database, in autocommit mode.
        blocker: a third one.
    """

    def __init__(self, watched: Connection, own: Connection, blocker: Connection) -> None:
        self._watched, self._own, self._blocker = watched, own, blocker
        self._pid = watched.info.backend_pid

    def known(self, oids: Iterable[int]) -> dict[int, Known]:
        """Those of the relations that other sessions see."""
        rows = self._own.execute(_RELATIONS, (list(oids),)).fetchall()
        return {int(oid): Known(str(kind), str(label), int(table)) for oid, kind, label, table in rows}

    def held(self) -> Held:
        """The strong locks of the watched session, those it waits for among them."""
        rows = self._own.execute(_LOCKS, (self._pid, list(STRONG))).fetchall()
        return frozenset((int(oid), str(mode)) for oid, mode in rows)

    def watch(self, run: Callable[[], None], relations: Iterable[int]) -> Seen:
        """Run a statement inside the watched session's transaction and see what it does.

        Args:
            run: runs it.
            relations: of these the files and the scans are compared.
        """
        oids = list(relations)
        files, scans = self._files(oids), self._scans(oids)
        before = self.held()
        place = self._place()
        started = time.perf_counter()
        run()
        seconds = time.perf_counter() - started
        seen = Seen(locks=self.held() - before, before=before, seconds=seconds, wal=self._place() - place)
        self._compare(seen, oids, files, scans)
        return seen

    def watch_alone(self, run: Callable[[], None], relations: Iterable[int], tables: Iterable[int]) -> Seen:
        """Run a statement that no transaction may hold, and look at its locks as it goes.

        Concurrent commands wait for the transactions that could still write to the table; one such is kept open
        until they do, so that their lock is seen however fast the command is.

        Args:
            run: runs it.
            relations: of these the files are compared.
            tables: on these a writer's lock is held until the statement waits, or has ended.
        """
        oids = list(relations)
        files, scans = self._files(oids), self._scans(oids)
        place = self._place()
        self._block(tables)
        failure: list[BaseException] = []
        ended = threading.Event()

        def work() -> None:
            try:
                run()
            except BaseException as error:
                failure.append(error)
            ended.set()

        found: set[tuple[int, str]] = set()
        started = time.perf_counter()
        thread = threading.Thread(target=work)
        thread.start()
        blocking = True
        while not ended.wait(_PAUSE):
            found |= self.held()
            if blocking and self._own.execute(_WAITS, (self._pid,)).fetchone() == (True,):
                found |= self.held()
                self._blocker.rollback()
                blocking = False
        seconds = time.perf_counter() - started
        thread.join()
        self._blocker.rollback()
        if failure:
            raise failure[0]
        seen = Seen(locks=frozenset(found), seconds=seconds, wal=self._place() - place, sampled=True)
        self._compare(seen, oids, files, scans)
        return seen

    def _block(self, tables: Iterable[int]) -> None:
        for oid in tables:
            known = self.known([oid]).get(oid)
            if known and known.kind in ("r", "p"):
                name = sql.Identifier(*known.label.split(".", 1))
                self._blocker.execute(sql.SQL("lock table {} in row exclusive mode").format(name))

    def _compare(self, seen: Seen, oids: list[int], files: dict[int, int], scans: dict[int, tuple[int, int]]) -> None:
        after = self._files(oids)
        seen.rewritten = {oid for oid, file in files.items() if oid in after and after[oid] != file}
        now = self._scans(oids)
        for oid, (count, rows) in now.items():
            before = scans.get(oid, (0, 0))
            if count > before[0]:
                seen.scanned.add(oid)
            if rows > before[1]:
                seen.read[oid] = rows - before[1]

    def _files(self, oids: list[int]) -> dict[int, int]:
        rows = self._watched.execute(
            "select oid::bigint, relfilenode::bigint from pg_class where oid = any(%s) and relkind in ('r', 'm', 'i')",
            (oids,),
        ).fetchall()
        return {int(oid): int(file) for oid, file in rows}

    def _scans(self, oids: list[int]) -> dict[int, tuple[int, int]]:
        rows = self._watched.execute(
            "select relid::bigint, seq_scan, coalesce(seq_tup_read, 0) + coalesce(idx_tup_fetch, 0) "
            "from pg_stat_xact_all_tables where relid = any(%s)",
            (oids,),
        ).fetchall()
        return {int(oid): (int(count), int(read)) for oid, count, read in rows}

    def _place(self) -> int:
        row = self._own.execute("select (pg_current_wal_insert_lsn() - '0/0')::bigint").fetchone()
        return int(row[0]) if row else 0


def counted(locks: Held, known: dict[int, Known]) -> dict[int, set[str]]:
    """The locks that matter to other sessions: on relations they see.

    Indexes of a table that is locked in ACCESS EXCLUSIVE mode are left out, for nobody gets as far as them; so are
    TOAST tables and catalogues, which are the server's own business.
    """
    closed = {oid for oid, mode in locks if mode == ACCESS_EXCLUSIVE}
    found: dict[int, set[str]] = {}
    for oid, mode in locks:
        relation = known.get(oid)
        if relation is None or relation.kind == "t" or relation.label.startswith(("pg_catalog.", "pg_toast.")):
            continue
        if relation.kind in ("i", "I") and relation.table in closed:
            continue
        found.setdefault(oid, set()).add(mode)
    return found
