"""Values for all columns of a table, chosen so that its checks hold and its foreign keys point somewhere."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Any

import psycopg
from psycopg import sql
from psycopg.rows import tuple_row

from pgassay.catalogue.model import Catalogue
from pgassay.catalogue.tables import Check, ForeignKey, Table
from pgassay.planting import candidates
from pgassay.planting.candidates import Proposal

Connection = psycopg.Connection[Any]
Values = tuple[str | None, ...]

_COMBINATIONS = 1500
_BETWEEN, _NULL = "\x1d", "\x1e"  # separators of groups and of records: no value that is proposed holds one
_ARRAY = sql.SQL(r"(string_to_array(%s, E'\x1d', E'\x1e'))[2:]")  # the first is empty, for an array of one to be one
_KEPT = 120


@dataclass(frozen=True)
class Choice:
    """Columns whose values are chosen together, and what may be chosen."""

    columns: tuple[str, ...]
    values: tuple[Values, ...]


class Chooser:
    """Finds values for the columns of one table.

    Args:
        connection: to the table's database, in a transaction.
        catalogue: knows the types.
        table: which.
        prefer: values that come first where a column takes them.
        later: checks that the table will have; values that satisfy them are preferred.
        held: how many rows the table holds.

    Attributes:
        words: what the server said last when it refused something.
    """

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

    def choices(self) -> Iterator[Choice]:
        """Every column in exactly one choice, every check tried as far as the server can without a row."""
        single = self._filtered()
        parts = []
        for key in self.table.foreign_keys:
            if set(key.columns) <= set(self.names):
                values = tuple(dict.fromkeys(self._of_parent(key)))
                nowhere = [name for name in key.columns if name in self.optional]
                if values or not nowhere:
                    parts.append(Choice(key.columns, values))
                else:  # one NULL is enough for it to point nowhere; its other columns are free
                    parts.append(Choice((nowhere[0],), ((None,),)))
        bound = {column for part in parts for column in part.columns}
        for name in self.names:
            if name not in bound:
                proposed: list[Values] = [(value,) for value in single[name]]
                if name in self.optional:
                    proposed.append((None,))
                parts.append(Choice((name,), tuple(proposed)))
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
            "from unnest({array}) with ordinality as pgassay_values (pgassay_value, pgassay_place) "
            "cross join lateral (select pgassay_value::{type} as {name}) as pgassay_row where {checks} "
            "order by pgassay_place"
        ).format(array=_ARRAY, type=sql.SQL(proposal.type), name=sql.Identifier(name), checks=_all(checks))
        rows = self._try(lambda: self.connection.execute(query, (_array(proposal.values),)).fetchall())
        if rows is not None:
            return [row[0] for row in rows]
        if len(proposal.values) == 1:
            return []
        one_by_one = (replace(proposal, values=(value,)) for value in proposal.values)
        return [value for one in one_by_one for value in self._satisfying(name, one, checks)]

    def _of_parent(self, key: ForeignKey) -> Iterator[Values]:
        """Rows that a foreign key may point at, then the same with NULL in its columns that may be NULL."""
        columns = sql.SQL(", ").join(sql.SQL("{}::text").format(sql.Identifier(name)) for name in key.referenced)
        query = sql.SQL("select {} from {} limit 6").format(columns, sql.Identifier(*key.references))
        with self.connection.cursor(row_factory=tuple_row) as cursor:
            rows = [tuple(row) for row in cursor.execute(query).fetchall()]
        yield from rows
        if set(key.columns) & self.optional:
            for row in rows:
                yield tuple(
                    None if name in self.optional else value for name, value in zip(key.columns, row, strict=True)
                )
        elif not rows:
            self.words = f"{'.'.join(key.references)} holds no row to refer to"

    def _groups(self, parts: Sequence[Choice]) -> list[list[Choice]]:
        """Parts that have a column or a check in common."""
        groups: list[list[Choice]] = []
        for part in parts:
            reach = set(part.columns)
            for check in (*self.table.checks, *self.later):
                if reach & set(check.columns):
                    reach |= set(check.columns)
            touching = [g for g in groups if any(set(other.columns) & reach for other in g)]
            groups = [g for g in groups if g not in touching]
            groups.append([*(each for g in touching for each in g), part])
        return groups

    def _joined(self, group: Sequence[Choice]) -> Choice:
        """The combinations of a group's parts that agree and satisfy the checks on more than one column."""
        columns = tuple(dict.fromkeys(column for part in group for column in part.columns))
        checks = [c for c in self.table.checks if len(c.columns) != 1 and set(c.columns) <= set(columns)]
        checks += [c for c in self.table.checks if len(c.columns) == 1 and self._of_key(c.columns[0], group)]
        later = [c.expression for c in self.later if len(c.columns) != 1 and set(c.columns) <= set(columns)]
        if len(group) == 1 and not checks and not later:
            return group[0]
        if math.prod(len(part.values) for part in group) <= _COMBINATIONS or not checks:
            combined = list(dict.fromkeys(_combinations(group, columns)))
            if checks and combined:
                combined = self._agreeing(columns, combined, [check.expression for check in checks])
        else:
            combined = self._grown(group, columns, checks)
        if later and combined:
            combined = self._agreeing(columns, combined, later) or combined
        random.Random(0).shuffle(combined)  # noqa: S311  (neighbours differ in every column, and always the same way)
        return Choice(columns, tuple(combined))

    def _grown(self, group: Sequence[Choice], columns: Sequence[str], checks: Sequence[Check]) -> list[Values]:
        """Combinations that satisfy all checks, part after part: what breaks one is dropped before the next comes.

        Drawing from all combinations would seldom hit those that satisfy several checks at once.
        """
        left, unchecked = list(group), list(checks)
        bound: tuple[str, ...] = ()
        rows: list[Values] = [()]
        while left and rows:
            part = max(left, key=lambda part: sum(set(c.columns) <= {*bound, *part.columns} for c in unchecked))
            left.remove(part)
            rows, bound = _extended(rows, bound, part)
            due = [check for check in unchecked if set(check.columns) <= set(bound)]
            unchecked = [check for check in unchecked if check not in due]
            if due and rows:
                rows = self._agreeing(bound, rows, [check.expression for check in due])
            if len(rows) > _KEPT:
                rows = random.Random(0).sample(rows, _KEPT)  # noqa: S311
        place = {name: number for number, name in enumerate(bound)}
        return list(dict.fromkeys(tuple(row[place[name]] for name in columns) for row in rows))

    def _of_key(self, column: str, group: Sequence[Choice]) -> bool:
        return any(column in part.columns and len(part.columns) > 1 for part in group) or any(
            column in key.columns for key in self.table.foreign_keys
        )

    def _agreeing(self, columns: Sequence[str], rows: list[Values], checks: Sequence[str]) -> list[Values]:
        names = [sql.Identifier(f"pgassay_{place}") for place in range(len(columns))]
        query = sql.SQL(
            "select pgassay_place from unnest({arrays}) with ordinality as pgassay_rows ({names}, pgassay_place) "
            "cross join lateral (select {casts}) as pgassay_row where {checks} order by 1"
        ).format(
            arrays=sql.SQL(", ").join([_ARRAY] * len(columns)),
            names=sql.SQL(", ").join(names),
            casts=sql.SQL(", ").join(
                sql.SQL("{}::{} as {}").format(source, sql.SQL(self.proposals[name].type), sql.Identifier(name))
                for source, name in zip(names, columns, strict=True)
            ),
            checks=_all(checks),
        )
        arrays = [_array(row[place] for row in rows) for place in range(len(columns))]
        accepted = self._try(lambda: self.connection.execute(query, arrays).fetchall())
        if accepted is None:
            return rows
        if not accepted:
            self.words = "no combination satisfies its checks"
        return [rows[row[0] - 1] for row in accepted]

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
            self.words = first_line(error)
            return None


def _combinations(group: Sequence[Choice], columns: Sequence[str]) -> Iterator[Values]:
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


def _extended(rows: Sequence[Values], bound: tuple[str, ...], part: Choice) -> tuple[list[Values], tuple[str, ...]]:
    """Each row with each value of one more part, where they agree on the columns that both have."""
    shared = [(bound.index(name), place) for place, name in enumerate(part.columns) if name in bound]
    new = [place for place, name in enumerate(part.columns) if name not in bound]
    extended = [
        (*row, *(values[place] for place in new))
        for row in rows
        for values in part.values
        if all(row[here] == values[there] for here, there in shared)
    ]
    return extended, (*bound, *(part.columns[place] for place in new))


def _array(values: Iterable[str | None]) -> str:
    """An array of texts as one text, which takes a tenth of the time that quoting each value does."""
    return _BETWEEN.join(("", *(_NULL if value is None else value for value in values)))


def _preferring(proposal: Proposal, prefer: frozenset[str]) -> Proposal:
    if not prefer & set(proposal.values):
        return proposal
    return replace(proposal, values=tuple(sorted(proposal.values, key=lambda value: value not in prefer)))


def _all(checks: Sequence[str]) -> sql.Composable:
    return sql.SQL(" and ").join(
        sql.SQL("({}) is not false").format(sql.SQL(check.replace("%", "%%"))) for check in checks
    )


def first_line(error: psycopg.Error) -> str:
    """What the server said, in one line."""
    return f"{str(error).strip().splitlines()[0]} ({error.sqlstate})"
