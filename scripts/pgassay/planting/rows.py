"""Put rows into tables: as many as the schema accepts, in an order that foreign keys allow."""

from __future__ import annotations

import itertools
import random
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from pgassay.catalogue.model import Catalogue
from pgassay.catalogue.tables import Check, ForeignKey, Table, TableName, by_need, tables
from pgassay.planting import candidates
from pgassay.planting.candidates import Proposal

Connection = psycopg.Connection[Any]
Values = tuple[str | None, ...]

ROWS = 3
"""How many rows a table gets: one with every column set, one with the required ones only, one that differs."""
_ATTEMPTS = 8
_COMBINATIONS = 1500
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


@dataclass(frozen=True)
class _Choice:
    """Columns whose values are chosen together, and what may be chosen."""

    columns: tuple[str, ...]
    values: tuple[Values, ...]


def plant(
    connection: Connection,
    catalogue: Catalogue,
    *,
    only: Collection[TableName] | None = None,
    again: bool = False,
    prefer: Collection[str] = (),
    later: Catalogue | None = None,
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
    """
    found = tables(catalogue)
    done = Planted()
    found = {name: table for name, table in tables(catalogue).items() if only is None or name in only}
    held = _held(connection, found)
    chosen = [table for table in by_need(found) if table.columns and (again or not held[table.name])]
    final = tables(later) if later and chosen else {}
    for table in chosen:
        with connection.transaction():
            connection.execute(_SETTINGS.encode(), prepare=False)
            checks = final[table.name].checks if table.name in final else ()
            _Planter(connection, catalogue, table, frozenset(prefer), checks, held[table.name]).run(done)
    return done


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


class _Planter:
    """Fills one table."""

    def __init__(
        self,
        connection: Connection,
        catalogue: Catalogue,
        table: Table,
        prefer: frozenset[str],
        later: Sequence[Check],
        held: int,
    ) -> None:
        self.connection = connection
        self.table = table
        self.held = held
        self.words = ""  # the server's last
        self.columns = [
            column
            for column in table.columns
            if not column.has("generated")
            and not column.has("identity")
            and not column.text("default").startswith("nextval(")
        ]
        self.names = tuple(column.name[2] for column in self.columns)
        now = {check.expression for check in table.checks}
        self.later = [each for each in later if each.expression not in now and set(each.columns) <= set(self.names)]
        self.proposals = {
            column.name[2]: _preferring(candidates.propose(catalogue, table, column, self.later, after=held), prefer)
            for column in self.columns
        }
        self.optional = {
            column.name[2]
            for column in self.columns
            if not column.has("not_null") and not self.proposals[column.name[2]].required
        }

    def run(self, done: Planted) -> None:
        """Insert the rows."""
        try:
            choices = list(self._choices())
        except psycopg.Error as error:
            if not self.held:
                done.failed[self.table.name] = _first_line(error)
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

    def _choices(self) -> Iterator[_Choice]:
        """Every column in exactly one choice, every check tried as far as the server can without a row."""
        single = self._filtered()
        parts = [
            _Choice(key.columns, tuple(self._of_parent(key)))
            for key in self.table.foreign_keys
            if set(key.columns) <= set(self.names)
        ]
        bound = {column for part in parts for column in part.columns}
        for name in self.names:
            if name not in bound:
                values: list[Values] = [(value,) for value in single[name]]
                if name in self.optional:
                    values.append((None,))
                parts.append(_Choice((name,), tuple(values)))
        for group in self._groups(parts):
            yield self._joined(group)

    def _filtered(self) -> dict[str, list[str]]:
        """The proposed values that satisfy the checks on one column alone."""
        found = {}
        for name, proposal in self.proposals.items():
            checks = [c.expression for c in self.table.checks if c.columns == (name,)] + list(proposal.checks)
            later = [c.expression for c in self.later if c.columns == (name,)]
            found[name] = self._satisfying(name, proposal, checks) if checks else list(proposal.values)
            if later and (best := self._satisfying(name, replace(proposal, values=tuple(found[name])), later)):
                found[name] = best
        return found

    def _satisfying(self, name: str, proposal: Proposal, checks: Sequence[str]) -> list[str]:
        query = sql.SQL(
            "select pgassay_value "
            "from unnest(%s::text[]) with ordinality as pgassay_values (pgassay_value, pgassay_place) "
            "cross join lateral (select pgassay_value::{type} as {name}) as pgassay_row where {checks} "
            "order by pgassay_place"
        ).format(type=sql.SQL(proposal.type), name=sql.Identifier(name), checks=_all(checks))
        rows = self._try(lambda: self.connection.execute(query, (list(proposal.values),)).fetchall())
        if rows is not None:
            return [row[0] for row in rows]
        if len(proposal.values) == 1:
            return []
        one_by_one = (replace(proposal, values=(value,)) for value in proposal.values)
        return [value for one in one_by_one for value in self._satisfying(name, one, checks)]

    def _of_parent(self, key: ForeignKey) -> Iterator[Values]:
        """Rows that a foreign key may point at, then nothing where it may point nowhere."""
        columns = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in key.referenced)
        query = sql.SQL("select {} from {} limit 6").format(columns, sql.Identifier(*key.references))
        with self.connection.cursor(row_factory=tuple_row) as cursor:
            for row in cursor.execute(query).fetchall():
                yield tuple(row)
        if set(key.columns) & self.optional:
            yield tuple(None for _ in key.columns)
        else:
            self.words = f"{'.'.join(key.references)} holds no row to refer to"

    def _groups(self, parts: Sequence[_Choice]) -> list[list[_Choice]]:
        """Parts that have a column or a check in common."""
        groups: list[list[_Choice]] = []
        for part in parts:
            reach = set(part.columns)
            for check in (*self.table.checks, *self.later):
                if reach & set(check.columns):
                    reach |= set(check.columns)
            touching = [g for g in groups if any(set(other.columns) & reach for other in g)]
            groups = [g for g in groups if g not in touching]
            groups.append([*(each for g in touching for each in g), part])
        return groups

    def _joined(self, group: Sequence[_Choice]) -> _Choice:
        """The combinations of a group's parts that agree and satisfy the checks on more than one column."""
        columns = tuple(dict.fromkeys(column for part in group for column in part.columns))
        checks = [c.expression for c in self.table.checks if len(c.columns) != 1 and set(c.columns) <= set(columns)]
        checks += [c.expression for c in self.table.checks if len(c.columns) == 1 and self._of_key(c.columns[0], group)]
        later = [c.expression for c in self.later if len(c.columns) != 1 and set(c.columns) <= set(columns)]
        if len(group) == 1 and not checks and not later:
            return group[0]
        combined = list(dict.fromkeys(_combinations(group, columns)))
        if checks and combined:
            combined = self._agreeing(columns, combined, checks)
        if later and combined:
            combined = self._agreeing(columns, combined, later) or combined
        random.Random(0).shuffle(combined)  # noqa: S311  (neighbours differ in every column, and always the same way)
        return _Choice(columns, tuple(combined))

    def _of_key(self, column: str, group: Sequence[_Choice]) -> bool:
        return any(column in part.columns and len(part.columns) > 1 for part in group) or any(
            column in key.columns for key in self.table.foreign_keys
        )

    def _agreeing(self, columns: Sequence[str], rows: list[Values], checks: Sequence[str]) -> list[Values]:
        names = [sql.Identifier(f"pgassay_{place}") for place in range(len(columns))]
        query = sql.SQL(
            "select pgassay_place from unnest({arrays}) with ordinality as pgassay_rows ({names}, pgassay_place) "
            "cross join lateral (select {casts}) as pgassay_row where {checks} order by 1"
        ).format(
            arrays=sql.SQL(", ").join([sql.SQL("%s::text[]")] * len(columns)),
            names=sql.SQL(", ").join(names),
            casts=sql.SQL(", ").join(
                sql.SQL("{}::{} as {}").format(source, sql.SQL(self.proposals[name].type), sql.Identifier(name))
                for source, name in zip(names, columns, strict=True)
            ),
            checks=_all(checks),
        )
        arrays = [[row[place] for row in rows] for place in range(len(columns))]
        accepted = self._try(lambda: self.connection.execute(query, arrays).fetchall())
        if accepted is None:
            return rows
        if not accepted:
            self.words = "no combination satisfies its checks"
        return [rows[row[0] - 1] for row in accepted]

    def _insert(self, choices: Sequence[_Choice], number: int, *, triggers: bool = True) -> bool:
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
            self.words = _first_line(error)
            self.connection.execute("rollback to savepoint planting; release savepoint planting", prepare=False)
            return False
        return True

    def _try(self, act: Callable[[], Any]) -> Any:
        """What ``act`` returns; None, with nothing left behind, if the server refuses."""
        try:
            with self.connection.transaction():
                return act()
        except psycopg.OperationalError:
            if self.connection.closed:
                raise
            return None
        except psycopg.Error as error:
            self.words = _first_line(error)
            return None


def _combinations(group: Sequence[_Choice], columns: Sequence[str]) -> Iterator[Values]:
    """All combinations if they are few, else some: always the same ones."""
    total = 1
    for part in group:
        total *= len(part.values)
    if total <= _COMBINATIONS:
        chosen: Iterator[tuple[Values, ...]] = itertools.product(*(part.values for part in group))
    else:
        fixed = random.Random(0)  # noqa: S311
        chosen = (tuple(fixed.choice(part.values) for part in group) for _ in range(_COMBINATIONS))
    for values in chosen:
        row: dict[str, str | None] = {}
        agree = True
        for part, each in zip(group, values, strict=True):
            for column, value in zip(part.columns, each, strict=True):
                agree = agree and row.setdefault(column, value) == value
        if agree:
            yield tuple(row[column] for column in columns)


def _by_fullness(values: Sequence[Values], *, begin: int, emptiest: bool) -> list[Values]:
    """A few of the values, the fullest first or the emptiest; among equals those from ``begin`` on."""
    sign = -1 if emptiest else 1
    order = sorted(
        range(len(values)),
        key=lambda place: (sign * sum(value is None for value in values[place]), (place - begin) % len(values)),
    )
    return [values[place] for place in order[:_KEPT]]


def _preferring(proposal: Proposal, prefer: frozenset[str]) -> Proposal:
    if not prefer & set(proposal.values):
        return proposal
    return replace(proposal, values=tuple(sorted(proposal.values, key=lambda value: value not in prefer)))


def _all(checks: Sequence[str]) -> sql.Composable:
    return sql.SQL(" and ").join(
        sql.SQL("({}) is not false").format(sql.SQL(check.replace("%", "%%"))) for check in checks
    )


def _first_line(error: psycopg.Error) -> str:
    return f"{str(error).strip().splitlines()[0]} ({error.sqlstate})"
