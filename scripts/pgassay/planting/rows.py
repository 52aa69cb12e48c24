"""Put rows into tables: as many as the schema accepts, in an order that foreign keys allow."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

import psycopg
from psycopg import sql

from pgassay.catalogue.model import Catalogue
from pgassay.catalogue.tables import Table, TableName, by_need, tables
from pgassay.planting.choices import Choice, Chooser, Connection, Values, first_line

ROWS = 3
"""How many rows a table gets: one with every column set, one with the required ones only, one that differs."""
_ATTEMPTS = 8
_KEPT = 12
_TRIGGERS_ON = "set local session_replication_role = origin"
_SETTINGS = """
set local search_path = '';
set local datestyle = 'ISO';
set local intervalstyle = 'postgres';
set local timezone = 'UTC';
set local extra_float_digits = 1;
set local bytea_output = 'hex';
"""


@dataclass(frozen=True)
class Planted:
    """What became of planting.

    Attributes:
        rows: how many rows each table was given.
        past_triggers: tables whose own triggers refused every row, so that they were switched off for it.
        failed: tables that hold no row because the server accepted none, with its last words.
    """

    rows: dict[TableName, int] = field(default_factory=dict)
    past_triggers: list[TableName] = field(default_factory=list)
    failed: dict[TableName, str] = field(default_factory=dict)


def plant(
    connection: Connection,
    catalogue: Catalogue,
    *,
    only: Collection[TableName] | None = None,
    again: bool = False,
    prefer: Collection[str] = (),
    later: Catalogue | None = None,
    refused: dict[TableName, object] | None = None,
    held: Mapping[TableName, int] | None = None,
) -> Planted:
    """Put rows into the tables that hold none.

    Values are proposed from types, checks and foreign keys; whatever the server refuses is tried otherwise, a bounded
    number of times. The same catalogue gives the same rows.

    Args:
        connection: as a superuser, in autocommit mode.
        catalogue: of its database.
        only: these tables alone; all of them by default.
        again: also into tables that hold rows already.
        prefer: values that come first where a column takes them, as new labels of an enum.
        later: where the history ends: values that its checks take, too, are preferred.
        refused: what is remembered from call to call of one caller: tables that took no row. They are tried again only
            when their definition has changed, or another table has come to hold rows.
        held: how many rows each table holds, where that is known.
    """
    found = tables(catalogue)
    done = Planted()
    wanted = {name: table for name, table in found.items() if only is None or name in only}
    if held is None:
        held = _held(connection, found)
    chosen = [table for table in by_need(wanted) if table.columns and (again or not held[table.name])]
    final = tables(later) if later and chosen else {}
    memory = refused if refused is not None else {}
    holding = {name for name, count in held.items() if count}
    for table in chosen:
        state = (table, frozenset(key.references for key in table.foreign_keys if key.references in holding))
        if memory.get(table.name) == state:
            continue
        _plant_one(connection, catalogue, table, done, prefer, final, held[table.name])
        if table.name in done.failed:
            # Perhaps its checks want rows that have something in common, as two children of one parent.
            parents = sorted({key.references for key in table.foreign_keys} & holding - {table.name})
            for parent in parents:
                _plant_one(connection, catalogue, found[parent], Planted(), prefer, final, held[parent] or ROWS)
            if parents:
                _plant_one(connection, catalogue, table, done, prefer, final, held[table.name])
        if table.name in done.failed:
            memory[table.name] = state
        elif table.name in done.rows:
            holding.add(table.name)
    return done


def _plant_one(
    connection: Connection,
    catalogue: Catalogue,
    table: Table,
    done: Planted,
    prefer: Collection[str],
    final: Mapping[TableName, Table],
    held: int,
) -> None:
    """Plant in one table, as far as it goes."""
    done.failed.pop(table.name, None)
    checks = final[table.name].checks if table.name in final else ()
    with connection.transaction():
        connection.execute(_SETTINGS.encode(), prepare=False)
        _Planter(connection, catalogue, table, frozenset(prefer), checks, held).run(done)


def _held(connection: Connection, names: Collection[TableName]) -> dict[TableName, int]:
    """How many rows tables hold, counted up to a thousand."""
    order = list(names)
    if not order:
        return {}
    query = sql.SQL(" union all ").join(
        sql.SQL("select {}::integer, (select count(*) from (select from {} limit 1000) as pgassay_rows)").format(
            sql.Literal(number), sql.Identifier(*name)
        )
        for number, name in enumerate(order)
    )
    return {order[number]: count for number, count in connection.execute(query, prepare=False)}


def _name(table: Table) -> sql.Identifier:
    return sql.Identifier(*table.name)


class _Planter(Chooser):
    """Fills one table."""

    def run(self, done: Planted) -> None:
        """Insert the rows."""
        try:
            choices = list(self.choices())
        except psycopg.Error as error:
            if not self.held:
                done.failed[self.table.name] = first_line(error)
            return
        if missing := next((choice for choice in choices if not choice.values), None):
            if self.held:
                return
            done.failed[self.table.name] = f"no value is known for {', '.join(missing.columns)}" + (
                f": {self.words}" if self.words else ""
            )
            return
        count = sum(self._insert(choices, number) for number in range(ROWS))
        if not count and self._insert(choices, 0, triggers=False):
            done.past_triggers.append(self.table.name)
            count = 1
        if count:
            done.rows[self.table.name] = count
        elif not self.held:
            done.failed[self.table.name] = self.words

    def _insert(self, choices: Sequence[Choice], number: int, *, triggers: bool = True) -> bool:
        """Insert the row of this number: 0 as full as can be, 1 as empty as can be, others in between."""
        begin = self.held + number
        ordered = [_by_fullness(choice.values, begin=begin, emptiest=number == 1) for choice in choices]
        for attempt in range(_ATTEMPTS):
            row: dict[str, str | None] = {}
            for choice, values in zip(choices, ordered, strict=True):
                row.update(zip(choice.columns, values[attempt % len(values)], strict=True))
            if self._insert_row(row, triggers=triggers):
                return True
        return False

    def _insert_row(self, row: Mapping[str, str | None], *, triggers: bool) -> bool:
        """Insert, constraints that wait for the end included; one message, nothing left behind if it is refused."""
        insert = sql.SQL("insert into {} default values").format(_name(self.table))
        if row:
            insert = sql.SQL("insert into {} ({}) values ({})").format(
                _name(self.table),
                sql.SQL(", ").join(map(sql.Identifier, row)),
                sql.SQL(", ").join(map(sql.Literal, row.values())),
            )
        before = "" if triggers else "set local session_replication_role = replica;"
        after = "set constraints all immediate" if triggers else _TRIGGERS_ON
        message = sql.SQL("savepoint planting; {} {}; {}; release savepoint planting").format(
            sql.SQL(before), insert, sql.SQL(after)
        )
        try:
            self.connection.execute(message, prepare=False)
        except psycopg.Error as error:
            if self.connection.closed:
                raise
            self.words = first_line(error)
            self.connection.execute("rollback to savepoint planting; release savepoint planting", prepare=False)
            return False
        return True


def _by_fullness(values: Sequence[Values], *, begin: int, emptiest: bool) -> list[Values]:
    """A few of the values, the fullest first or the emptiest; among equals those from ``begin`` on."""
    sign = -1 if emptiest else 1
    order = sorted(
        range(len(values)),
        key=lambda place: (sign * sum(value is None for value in values[place]), (place - begin) % len(values)),
    )
    return [values[place] for place in order[:_KEPT]]
