"""Another session that watches a statement: its locks while it runs, and how it changed the relations."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Mapping
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
# Rows that this transaction read, from the table or from its indexes.
_SHAPES = """
select c.oid::bigint, c.relfilenode::bigint, coalesce(pg_stat_get_xact_numscans(c.oid), 0),
    coalesce(pg_stat_get_xact_tuples_returned(c.oid), 0) + coalesce(
        (select sum(pg_stat_get_xact_tuples_returned(i.indexrelid)) from pg_index i where i.indrelid = c.oid), 0
    )
from pg_class c
where c.oid = any(%s) and c.relkind in ('r', 'm')
"""
_FILES = """
select c.relfilenode::bigint, case when c.relfilenode = any(%s) then 0 else pg_relation_size(c.oid) end
from pg_class c
where c.relfilenode <> 0 and c.oid >= 16384
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
        wal: bytes of write-ahead log; with wal_level minimal, where new files are not logged, their bytes too.
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
        conninfo: how to connect to that database once more.
        weighs: whether bytes matter: it costs two queries a statement.
    """

    def __init__(self, watched: Connection, own: Connection, conninfo: str, *, weighs: bool = False) -> None:
        self.weighs = weighs
        self._watched, self._own, self._conninfo = watched, own, conninfo
        self._pid = watched.info.backend_pid
        self._minimal = own.execute("show wal_level").fetchone() == ("minimal",)

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
        shapes = self._shapes(relations)
        before = self.held()
        files, place = self._files(), self._place()
        started = time.perf_counter()
        run()
        seconds = time.perf_counter() - started
        wal = self._place() - place + self._new_bytes(files)
        seen = Seen(locks=self.held() - before, before=before, seconds=seconds, wal=wal)
        self._compare(seen, shapes)
        return seen

    def watch_alone(self, run: Callable[[], None], relations: Iterable[int], locks: Mapping[int, str]) -> Seen:
        """Run a statement that no transaction may hold, and look at its locks as it goes.

        So that they are seen however fast it is, others stand in its way, one after the other: one whose lock it must
        wait for when it asks for its own, one that writes, for which a concurrent command waits later, one that
        reads what is locked exclusively in the end. Each leaves as soon as the statement waits.

        Args:
            run: runs it.
            relations: of these the files are compared.
            locks: that it is expected to take.
        """
        shapes = self._shapes(relations, committed=True)
        there = {int(oid) for (oid,) in self._own.execute("select oid::bigint from pg_class").fetchall()}
        files, place = self._files(), self._place()
        in_the_way = self._blockers(locks)
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
        try:
            while not ended.wait(_PAUSE):
                found |= self.held()
                if in_the_way and self._own.execute(_WAITS, (self._pid,)).fetchone() == (True,):
                    found |= self.held()
                    in_the_way.pop(0).close()
        finally:
            for blocker in in_the_way:
                blocker.close()
            thread.join()
        seconds = time.perf_counter() - started
        if failure:
            raise failure[0]
        wal = self._place() - place + self._new_bytes(files)
        # What the statement makes itself, a new index, nobody else could have wanted.
        locked = frozenset((oid, mode) for oid, mode in found if oid in there)
        seen = Seen(locks=locked, seconds=seconds, wal=wal, sampled=True)
        self._compare(seen, shapes, committed=True)
        return seen

    def _blockers(self, locks: Mapping[int, str]) -> list[Connection]:
        known = {oid: each for oid, each in self.known(locks).items() if each.kind in ("r", "p")}
        last = {oid for oid in known if locks[oid] == ACCESS_EXCLUSIVE}
        if not known:
            return []
        found = []
        for mode, oids in (("share update exclusive", known), ("row exclusive", known), ("access share", last)):
            if not oids:
                continue
            connection = psycopg.connect(self._conninfo)
            for oid in sorted(oids):
                name = sql.Identifier(*known[oid].label.split(".", 1))
                connection.execute(sql.SQL("lock table {} in {} mode").format(name, sql.SQL(mode)))
            found.append(connection)
        return found

    def _shapes(self, relations: Iterable[int], *, committed: bool = False) -> dict[int, tuple[int, int, int]]:
        """Each relation's file, how often it was scanned, and how many of its rows were read.

        Args:
            relations: which.
            committed: all in all; else by the watched session's transaction.
        """
        if committed:
            self._watched.execute("select pg_stat_force_next_flush()")
            self._own.execute("select pg_stat_clear_snapshot()")
        query = _SHAPES.replace("_xact_", "_") if committed else _SHAPES
        session = self._own if committed else self._watched
        rows = session.execute(query, (list(relations),), prepare=False).fetchall()
        return {int(oid): (int(file), int(scans), int(read)) for oid, file, scans, read in rows}

    def _compare(self, seen: Seen, before: dict[int, tuple[int, int, int]], *, committed: bool = False) -> None:
        for oid, (file, scans, read) in self._shapes(before, committed=committed).items():
            former = before[oid]
            if file != former[0]:
                seen.rewritten.add(oid)
            if scans > former[1]:
                seen.scanned.add(oid)
            if read > former[2]:
                seen.read[oid] = read - former[2]

    def _files(self) -> list[int]:
        if not (self._minimal and self.weighs):
            return []
        return [int(file) for file, _ in self._watched.execute(_FILES, ([],), prepare=False).fetchall()]

    def _new_bytes(self, files: list[int]) -> int:
        if not files:
            return 0
        return sum(int(size) for _, size in self._watched.execute(_FILES, (files,), prepare=False).fetchall())

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
