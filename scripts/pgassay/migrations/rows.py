"""What the tables of a database hold, what is missing from it later, and which tables accept other rows than before."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from importlib import resources
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from pgassay.catalogue import Catalogue, diff
from pgassay.catalogue.tables import Table, TableName, by_need, split_name, tables
from pgassay.migrations.losses import Loss

_WRITTEN = resources.files(__package__).joinpath("written.sql").read_bytes()

Row = Mapping[str, Any]
Rows = Mapping[TableName, Sequence[str]]
"""The rows of each table as JSON texts; two texts are the same exactly if the rows are."""


def hold(connection: psycopg.Connection[Any], names: Iterable[TableName]) -> dict[TableName, list[str]]:
    """The rows of some tables, in one statement.

    Args:
        connection: in autocommit mode; its role sees every row.
        names: of the tables.
    """
    found: dict[TableName, list[str]] = {name: [] for name in names}
    if not found:
        return found
    order = list(found)
    query = sql.SQL(" union all ").join(
        sql.SQL("select {}::integer, to_jsonb(pgassay_row)::text from {} pgassay_row").format(
            sql.Literal(number), sql.Identifier(*name)
        )
        for number, name in enumerate(order)
    )
    with connection.transaction(), connection.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(
            "set local jit = off; set local timezone = 'UTC'; set local extra_float_digits = 1", prepare=False
        )
        for number, text in cursor.execute(query, prepare=False):
            found[order[number]].append(text)
    return found


class Watch:
    """Knows what tables hold, and reads again only those that were written to since, as the server's statistics tell.

    Args:
        connection: the one that writes; in autocommit mode, its role sees every row.
    """

    def __init__(self, connection: psycopg.Connection[Any]) -> None:
        self._connection = connection
        self._rows: dict[TableName, list[str]] = {}
        self._marks: dict[TableName, object] = {}

    def read(self, found: Mapping[TableName, Table], *, whole: bool = False) -> dict[TableName, list[str]]:
        """The rows of some tables.

        Args:
            found: the tables, as they are now.
            whole: read all of them, whatever the statistics say.
        """
        self._connection.execute("select pg_stat_force_next_flush()", prepare=False)
        with self._connection.cursor(row_factory=tuple_row) as cursor:
            written = {(str(schema), str(name)): mark for schema, name, mark in cursor.execute(_WRITTEN)}
        marks: dict[TableName, object] = {name: (written.get(name), table.columns) for name, table in found.items()}
        stale = [
            name
            for name in found
            if whole or written.get(name) is None or name not in self._rows or marks[name] != self._marks.get(name)
        ]
        self._rows = {name: self._rows.get(name, []) for name in found} | hold(self._connection, stale)
        self._marks = marks
        return dict(self._rows)

    def forget(self, names: Iterable[TableName]) -> None:
        """Read these the next time: their values may be others although no row was written."""
        for name in names:
            self._marks.pop(name, None)


def put_back(connection: psycopg.Connection[Any], found: Mapping[TableName, Table], held: Rows) -> None:
    """Put rows that ``hold`` gave into empty tables; those that a table does not take, or whose parents are missing,
    are left out.

    Args:
        connection: as a superuser, in autocommit mode.
        found: the tables, as they are now.
        held: rows of them, or of some that had the same names.
    """
    missing: set[TableName] = set()
    with connection.transaction():
        connection.execute("set local session_replication_role = replica; set local timezone = 'UTC'", prepare=False)
        for table in by_need({name: found[name] for name, texts in held.items() if texts and name in found}):
            if any(key.references in missing for key in table.foreign_keys):
                missing.add(table.name)
                continue
            try:
                with connection.transaction():
                    _put_back(connection, table, held[table.name])
            except psycopg.Error:
                if connection.closed:
                    raise
                missing.add(table.name)


def _put_back(connection: psycopg.Connection[Any], table: Table, texts: Sequence[str]) -> None:
    given = json.loads(texts[0])
    columns = [each for each in table.columns if each.name[2] in given and not each.has("generated")]
    name = sql.Identifier(*table.name)
    insert = sql.SQL(
        "insert into {table} ({columns}) overriding system value "
        "select {columns} from jsonb_populate_recordset(null::{table}, %s::jsonb)"
    ).format(table=name, columns=sql.SQL(", ").join(sql.Identifier(each.name[2]) for each in columns))
    connection.execute(insert, ("[" + ",".join(texts) + "]",), prepare=False)
    for each in columns:
        if each.has("identity") or each.text("default").startswith("nextval("):
            column = sql.Identifier(each.name[2])
            after = sql.SQL(
                "select setval(s, n) from (select pg_get_serial_sequence(%s, %s) s, (select max({}) from {}) n) "
                "where s is not null and n is not null"
            ).format(column, name)
            connection.execute(after, (name.as_string(connection), each.name[2]), prepare=False)


def lost(before: Rows, after: Rows, *, columns: Mapping[TableName, Sequence[str]] | None = None) -> dict[Loss, str]:
    """The columns and tables whose values are not what they were, each with what happened.

    Args:
        before: the rows then.
        after: the rows now.
        columns: the only columns to compare; all that the rows had by default.
    """
    found: dict[Loss, str] = {}
    for name, texts in before.items():
        texts_now = after.get(name)
        if not texts or (texts_now is not None and Counter(texts) == Counter(texts_now)):
            continue
        if texts_now is None:
            found[name] = f"{len(texts)} rows gone with the table"
        elif len(texts_now) != len(texts):
            found[name] = f"{len(texts)} rows before, {len(texts_now)} after"
        else:
            rows, now = ([json.loads(text) for text in each] for each in (texts, texts_now))
            wanted = set(columns.get(name, ())) if columns is not None else set(rows[0])
            found |= _columns_lost(name, rows, now, wanted & set(rows[0]))
    return found


def changed_tables(before: Catalogue, after: Catalogue) -> set[TableName]:
    """The tables that accept other rows than before: new ones, and those with another column or constraint."""
    found = diff(before, after)
    objects = [*found.added, *found.removed, *(each.after for each in found.changed)]
    kinds = ("column", "constraint", "index")
    names = {table for each in objects if each.kind in kinds and (table := each.table)}
    names |= {(each.name[0], each.name[1]) for each in objects if each.kind == "table"}
    types = {each.name for each in objects if each.kind in ("enum", "domain")}
    types |= {each.name[:2] for each in objects if each.kind == "domain constraint"}
    holding = tables(after)
    if types:
        names |= {
            name
            for name, table in holding.items()
            if any(split_name(column.text("type")) in types for column in table.columns)
        }
    return {name for name in names if name in holding}


def new_labels(before: Catalogue, after: Catalogue) -> set[str]:
    """The labels that enums gained."""
    return {
        label
        for enum in after.of_kind("enum")
        for label in enum.texts("labels")
        if (former := before.get(*enum.key)) and label not in former.texts("labels")
    }


def _columns_lost(name: TableName, rows: Sequence[Row], now: Sequence[Row], wanted: Collection[str]) -> dict[Loss, str]:
    found: dict[Loss, str] = {
        (*name, column): trouble for column in sorted(wanted) if (trouble := _changed(column, rows, now))
    }
    if not found and _counted(rows, wanted) != _counted(now, wanted):
        found[name] = "its values stand in other rows"
    return found


def filled(before: Rows, loss: Loss) -> bool:
    """Whether there was something to lose: a row, and in the column a value."""
    rows = before.get((loss[0], loss[1]), ())
    return bool(rows) if len(loss) == 2 else any(json.loads(row).get(loss[2]) is not None for row in rows)


def _changed(column: str, before: Sequence[Row], after: Sequence[Row]) -> str:
    if column not in after[0]:
        return "the column is gone"
    then, now = (Counter(json.dumps(row[column], sort_keys=True) for row in rows) for rows in (before, after))
    if then == now:
        return ""
    gone = next(iter((then - now).elements()))
    come = next(iter((now - then).elements()))
    return f"{_short(gone)} became {_short(come)}"


def _counted(rows: Sequence[Row], columns: Collection[str]) -> Counter[str]:
    return Counter(json.dumps({k: v for k, v in row.items() if k in columns}, sort_keys=True) for row in rows)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:57] + "…"
