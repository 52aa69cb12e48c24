"""Clients that read and write as an application would, and note how long each statement took."""

from __future__ import annotations

import gc
import random
import threading
import time
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, LiteralString

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from pgassay.catalogue import Catalogue
from pgassay.catalogue.tables import Table, TableName, tables
from pgassay.planting.bulk import fresh

Sort = Literal["changing schema", "stricter rule", "gave way", "other"]
_KEYS = 200
_PAUSE = 0.002
_LEAST = 60
_FRESH = 1000  # numbers that make a key another one: small, for some columns are
_PATIENCE = 30.0
_SLOW = "set local statement_timeout = '100ms'"
"""What takes longer while nobody else is at work would say nothing about who waits for whom."""
_WAITS = """
select (extract(epoch from clock_timestamp() - l.waitstart) * 1000)::float8, l.mode,
       coalesce(l.relation::regclass::text, l.locktype)
from pg_catalog.pg_locks l
join pg_catalog.pg_stat_activity a using (pid)
where not l.granted and l.waitstart is not null and a.application_name = %s and a.datname = current_database()
order by 1 desc
limit 1
"""
NAME = "pgassay rehearse"
_OF_USERS = tuple("IJKLMNOPQRSTUVWXYZ")  # SQLSTATE classes that the standard leaves to them; the server has two
_NOTHING: tuple[str, str] | None = None


@dataclass(frozen=True)
class Query:
    """One kind of statement of the mix.

    Attributes:
        sort: ``read``, ``insert``, ``update`` or ``delete``.
        table: its table.
        text: with placeholders for the key, and for a fresh number.
        keys: values of the key that rows have.
    """

    sort: str
    table: TableName
    text: sql.Composed
    keys: Sequence[tuple[Any, ...]]


@dataclass(frozen=True)
class Answer:
    """How one statement went.

    Attributes:
        began: when, by the monotonic clock.
        seconds: until the answer came.
        query: which.
        error: SQLSTATE and message; empty if it went well.
    """

    began: float
    seconds: float
    query: Query
    error: tuple[str, str] | None = None


@dataclass
class Wait:
    """The longest time a client was seen waiting for a lock.

    Attributes:
        milliseconds: how long.
        mode: of the lock it waited for.
        relation: on what.
    """

    milliseconds: float = 0.0
    mode: str = ""
    relation: str = ""


def sort_of(sqlstate: str) -> Sort:
    """What an error comes from: what a changing schema must cause is told from what hurts."""
    if sqlstate[:2] == "42" or sqlstate == "0A000":
        return "changing schema"
    if sqlstate[:2] in ("23", "P0") or (sqlstate[:1] in _OF_USERS and sqlstate[:2] not in ("XX", "HV")):
        return "stricter rule"
    if sqlstate in ("40P01", "40001", "55P03", "57014"):
        return "gave way"
    return "other"


class Mix:
    """The statements that fit a schema as it changes: reads by key and by index, inserts, updates, deletes.

    One that fails before anything has changed is left out, and one that takes long by itself.

    Args:
        schemas: only of tables in these.
        later: a catalogue to come, whose keys the inserts are to obey, too.
    """

    def __init__(self, schemas: Collection[str] | None = None, *, later: Catalogue | None = None) -> None:
        self._schemas, self._later = schemas, later
        self._known: dict[TableName, tuple[object, list[Query]]] = {}

    def of(self, connection: psycopg.Connection[Any], catalogue: Catalogue) -> list[Query]:
        """The mix for a schema.

        Args:
            connection: as the clients will have it, idle; what is tried is rolled back.
            catalogue: of its database; tables that are as they were the last time keep their statements.
        """
        known, self._known = self._known, {}
        for name, table in tables(catalogue).items():
            key = _key(catalogue, table)
            if not key or (self._schemas and name[0] not in self._schemas):
                continue
            state = (table.object, catalogue.by_table.get(name, ()))
            if name not in known or known[name][0] != state or not known[name][1]:
                known[name] = (state, self._made(connection, catalogue, table, key))
            self._known[name] = known[name]
        connection.rollback()
        return [query for _, queries in self._known.values() for query in queries]

    def _made(
        self, connection: psycopg.Connection[Any], catalogue: Catalogue, table: Table, key: Sequence[str]
    ) -> list[Query]:
        columns = sql.SQL(", ").join(map(sql.Identifier, key))
        sample = sql.SQL("select {} from {} limit {}").format(columns, sql.Identifier(*table.name), sql.Literal(_KEYS))
        with connection.cursor(row_factory=tuple_row) as cursor:
            keys = cursor.execute(sample).fetchall()
        return working(connection, list(_queries(catalogue, table, key, keys, self._later))) if keys else []


def working(connection: psycopg.Connection[Any], queries: Sequence[Query], *, writing: bool = False) -> list[Query]:
    """Those of the statements that work here, too; what is tried is rolled back.

    Args:
        connection: as the clients will have it, idle.
        queries: the statements.
        writing: leave out inserts that add no row for a key that is here: elsewhere it may not be.
    """
    return [query for query in queries if _works(connection, query, writing=writing)]


def mix(connection: psycopg.Connection[Any], catalogue: Catalogue) -> list[Query]:
    """The mix for a schema that is looked at once."""
    return Mix().of(connection, catalogue)


def _works(connection: psycopg.Connection[Any], query: Query, *, writing: bool) -> bool:
    try:
        with connection.transaction(force_rollback=True):
            connection.execute(_SLOW)
            done = connection.execute(query.text, [*([_FRESH] if query.sort == "insert" else []), *query.keys[0]])
    except psycopg.Error:
        return False
    return not (writing and query.sort.startswith("insert") and not done.rowcount)


def _queries(
    catalogue: Catalogue,
    table: Table,
    key: Sequence[str],
    keys: Sequence[tuple[Any, ...]],
    later: Catalogue | None,
) -> Iterator[Query]:
    name = sql.Identifier(*table.name)
    where = sql.SQL(" and ").join(sql.SQL("{} = %s").format(sql.Identifier(column)) for column in key)

    def query(sort: str, text: LiteralString, *parts: sql.Composable) -> Query:
        return Query(sort, table.name, sql.SQL(text).format(*parts), keys)

    yield query("read", "select * from {} where {}", name, where)
    for index in catalogue.by_table.get(table.name, ()):
        columns = index.texts("columns")
        if index.kind == "index" and index.text("method") == "btree" and columns and columns[0] in table.column_names:
            own = sql.Identifier(columns[0])
            text: LiteralString = "select * from {} where {} = (select {} from {} where {}) limit 20"
            yield query("read", text, name, own, own, name, where)
    referring = {column for each in table.foreign_keys for column in each.columns}
    for column in table.columns:
        if column.name[2] not in {*key, *referring} and not column.has("generated") and not column.has("identity"):
            own = sql.Identifier(column.name[2])
            yield query("update", "update {} set {} = {} where {}", name, own, own, where)
            break
    values = fresh(catalogue, table, source="s", number="%s::bigint", variant=1, later=later)
    numbers = sum(value.count("%s") for value in values.values())
    if numbers <= 1:  # one number is given
        yield query(
            "insert" if numbers else "insert alone",
            "insert into {} ({}) select {} from {} s where {} {} returning {}",
            name,
            sql.SQL(", ").join(map(sql.Identifier, values)),
            sql.SQL(", ").join(sql.SQL(value) for value in values.values()),
            name,
            where,
            sql.SQL("" if _deferrable(catalogue, table) else "on conflict do nothing"),
            sql.SQL(", ").join(map(sql.Identifier, key)),
        )
        yield query("delete", "delete from {} where {}", name, where)


def _deferrable(catalogue: Catalogue, table: Table) -> bool:
    return any(each.kind == "constraint" and each.has("deferrable") for each in catalogue.by_table.get(table.name, ()))


def _key(catalogue: Catalogue, table: Table) -> tuple[str, ...]:
    for each in catalogue.by_table.get(table.name, ()):
        if each.kind == "constraint" and each.text("type") == "primary key":
            return each.texts("columns")
    return ()


@dataclass
class Clients:
    """Clients at work, each with a connection of its own; a context manager that stops them.

    Python collects no garbage meanwhile: that would stop all of them, for a third of a second after some minutes, and
    look as if the server had.

    Attributes:
        conninfo: of the database.
        count: how many clients.
        queries: the mix; may be exchanged while they work.
        answers: every statement so far.
        longest: the longest wait for a lock since it was last taken.
    """

    conninfo: str
    count: int
    queries: list[Query]
    answers: list[Answer] = field(default_factory=list)
    longest: Wait = field(default_factory=Wait)
    lost: list[str] = field(default_factory=list)

    def __enter__(self) -> Clients:
        self._collects = gc.isenabled()
        gc.disable()
        self._stop = threading.Event()
        self._threads = [threading.Thread(target=self._work, args=(number,)) for number in range(self.count)]
        self._threads.append(threading.Thread(target=self._watch))
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._stop.set()
        for thread in self._threads:
            thread.join()
        if self._collects:
            gc.enable()

    def pause(self, seconds: float) -> None:
        """Let them work for a while, and at least for so many statements that each sort is among them."""
        enough = len(self.answers) + _LEAST * self.count
        self._stop.wait(seconds)
        patience = time.monotonic() + _PATIENCE
        while len(self.answers) < enough and not self.lost and time.monotonic() < patience:
            self._stop.wait(_PAUSE)

    def take_longest(self) -> Wait:
        """The longest wait for a lock since this was last asked."""
        longest, self.longest = self.longest, Wait()
        return longest

    def _work(self, number: int) -> None:
        chance = random.Random(number)  # noqa: S311  (a mix of statements, not a secret)
        made: list[tuple[Query, tuple[Any, ...]]] = []
        try:
            connection = psycopg.connect(self.conninfo, autocommit=True, application_name=NAME, row_factory=tuple_row)
        except psycopg.Error as error:
            self.lost.append(str(error))
            return
        with connection:
            while not self._stop.is_set():
                queries = self.queries
                query = chance.choices(queries, [_WEIGHTS[each.sort] for each in queries])[0]
                values: list[Any] = list(chance.choice(query.keys))
                if query.sort == "insert":
                    values = [chance.randrange(1, _FRESH), *values]
                elif query.sort == "delete":
                    mine = next((each for each in made if each[0].table == query.table), None)
                    if mine is None:
                        continue
                    made.remove(mine)
                    values = list(mine[1])
                began, said = time.monotonic(), _NOTHING
                try:
                    cursor = connection.execute(query.text, values)
                    if query.sort.startswith("insert") and (row := cursor.fetchone()) and len(made) < _KEYS:
                        made.append((query, tuple(row)))
                except psycopg.Error as trouble:
                    said = (trouble.sqlstate or "", str(trouble).strip().splitlines()[0])
                    if connection.closed:
                        self.lost.append(said[1])
                        return
                self.answers.append(Answer(began, time.monotonic() - began, query, said))
                self._stop.wait(_PAUSE)

    def _watch(self) -> None:
        """Look who waits for a lock, as often as can be."""
        with psycopg.connect(self.conninfo, autocommit=True, application_name=f"{NAME}: watch") as connection:
            while not self._stop.is_set():
                row = connection.execute(_WAITS, (NAME,)).fetchone()
                if row and row[0] > self.longest.milliseconds:
                    self.longest = Wait(*row)
                self._stop.wait(_PAUSE)


_WEIGHTS = {"read": 8, "update": 4, "insert": 3, "insert alone": 3, "delete": 1}


def errors(answers: Sequence[Answer], *, usual: Sequence[Answer]) -> Counter[tuple[Sort, str]]:
    """How often which error came, by where it comes from; those that came before, too, are the mix's own.

    Args:
        answers: while and after a migration.
        usual: before it.
    """
    known = {each.error for each in usual}
    return Counter(
        (sort_of(each.error[0]), f"{each.error[1]} ({each.error[0]})")
        for each in answers
        if each.error and each.error not in known
    )
