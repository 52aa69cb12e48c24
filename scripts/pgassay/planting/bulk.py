"""Many rows where ``plant`` put a few: copies of them that differ where a key wants it and point at other parents."""

from __future__ import annotations

import itertools
from collections.abc import Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

import psycopg
from psycopg import sql

from pgassay.catalogue.model import Catalogue, Object
from pgassay.catalogue.tables import ForeignKey, Table, TableName, by_need, tables
from pgassay.planting.choices import first_line
from pgassay.planting.rows import plant

_ENOUGH = 0.95  # a few copies meet the rows that they were made from
_WHOLE = ("smallint", "integer", "bigint", "numeric")
_MOMENTS = ("timestamp with time zone", "timestamp without time zone", "date")
_RANGES = {"tstzrange": "tstzrange", "tsrange": "tsrange"}
_TEXTS = (
    "({s}::text || {n}::text)",
    "({n}::text || {s}::text)",
    "md5({s}::text || {n}::text)",
    "regexp_replace({s}::text, '^[a-z]+', 'a' || {n}::text)",
    "upper(substr(md5({s}::text || {n}::text), 1, greatest(length({s}::text), 8)))",
    "lpad({n}::text, greatest(length({s}::text), 7), '0')",
    "left({s}::text, greatest(length({s}::text) - 7, 1)) || lpad({n}::text, 7, '0')",
    "encode(sha256(({s}::text || {n}::text)::bytea), 'hex')",
)
"""Ways to make a text another one, the plainest first: which of them a table's checks take is for the server to say."""


@dataclass(frozen=True)
class Filled:
    """What became of filling.

    Attributes:
        rows: how many rows each table holds.
        short: tables that hold fewer than were wanted, with the reason.
    """

    rows: dict[TableName, int] = field(default_factory=dict)
    short: dict[TableName, str] = field(default_factory=dict)


def fill(
    connection: psycopg.Connection[Any],
    catalogue: Catalogue,
    count: int,
    *,
    only: Collection[str] | None = None,
    skip: Collection[TableName] = (),
    later: Catalogue | None = None,
) -> Filled:
    """Fill the tables that hold fewer rows than wanted, those that others refer to first.

    Triggers are off meanwhile, those of foreign keys among them: the rows point at parents that are there. Indexes that
    hold no rule are put aside and made again when the rows are in: one of vectors takes minutes then, and an hour else.

    Args:
        connection: as a superuser, in autocommit mode.
        catalogue: of its database.
        count: rows for each table.
        only: only tables in these schemas, and those that they refer to.
        skip: tables to leave as they are.
        later: a catalogue to come, whose keys the rows are to obey, too.
    """
    plant(connection, catalogue, later=later)
    done = Filled()
    found = tables(catalogue)
    wanted = _reached(found, only)
    for table in by_need(found):
        if table.name in skip or table.name not in wanted:
            continue
        held = _count(connection, table.name)
        if 0 < held < count:
            with _without_indexes(connection, catalogue, table):
                why = _fill(connection, catalogue, table, count, held, later)
            held = _count(connection, table.name)
            if held < count * _ENOUGH:
                done.short[table.name] = why or "its keys take no more"
        elif not held:
            done.short[table.name] = "it could not be given a row"
        done.rows[table.name] = held
    if done.rows:
        names = sql.SQL(", ").join(sql.Identifier(*name) for name in done.rows)
        connection.execute(sql.SQL("analyze {}").format(names))
    return done


def _reached(found: Mapping[TableName, Table], only: Collection[str] | None) -> set[TableName]:
    """The tables in some schemas and those that they refer to, at any distance."""
    reached = {name for name in found if only is None or name[0] in only}
    todo = list(reached)
    while todo:
        for key in found[todo.pop()].foreign_keys:
            if key.references in found and key.references not in reached:
                reached.add(key.references)
                todo.append(key.references)
    return reached


def fresh(
    catalogue: Catalogue,
    table: Table,
    *,
    source: str,
    number: str,
    variant: int = 0,
    parents: bool = False,
    later: Catalogue | None = None,
) -> dict[str, str]:
    """For each column that may be written an expression: a source row's value, or another where a key wants it.

    Args:
        catalogue: knows the keys.
        table: whose columns.
        source: alias of the source row.
        number: an expression that differs from row to row.
        variant: which way to make a text another one.
        parents: whether another parent is enough to make a key another one.
        later: knows keys that are to come.
    """
    written = [column for column in table.columns if _is_written(column)]
    found = {each.name[2]: f"{source}.{_quoted(each.name[2])}" for each in written}
    referring = {name for key in table.foreign_keys for name in key.columns}
    changed: set[str] = set()
    for columns in _keys(catalogue, table, later):
        if not set(columns) <= found.keys():
            continue  # one of them makes itself
        if parents and referring & set(columns):
            continue
        if changed & set(columns):
            continue  # another key made one of them another one
        candidates = [name for name in columns if name not in referring] or list(columns)
        chosen = min(candidates, key=lambda name: _rank(table.column(name)))
        if made := _another(table, table.column(chosen), found[chosen], number, variant):
            found[chosen] = made
            changed.add(chosen)
    return found


def variants() -> int:
    """How many ways there are to make a text another one."""
    return len(_TEXTS)


@contextmanager
def _without_indexes(connection: psycopg.Connection[Any], catalogue: Catalogue, table: Table) -> Iterator[None]:
    """Drop the indexes of a table that hold no rule; make them again, unless the filling breaks off."""
    aside = [each for each in catalogue.by_table.get(table.name, ()) if _is_plain(each)]
    for index in aside:
        connection.execute(sql.SQL("drop index {}").format(sql.Identifier(index.name[0], index.name[2])))
    yield
    if not aside:
        return
    # As much memory as it needs, but none that is shared: a container has little of that.
    connection.execute("set maintenance_work_mem = '1GB'; set max_parallel_maintenance_workers = 0")
    for index in aside:
        connection.execute(index.text("definition").encode())
        if index.has("comment"):
            name = sql.Identifier(index.name[0], index.name[2])
            connection.execute(sql.SQL("comment on index {} is {}").format(name, index.text("comment")))
    connection.execute("reset maintenance_work_mem; reset max_parallel_maintenance_workers")


def _is_plain(each: Object) -> bool:
    """Whether it is an index that its definition and its comment make again as it was."""
    return (
        each.kind == "index"
        and not any(each.has(what) for what in ("unique", "constraint", "invalid", "parent", "clustered", "statistics"))
        and " ON ONLY " not in each.text("definition")
    )


def _fill(
    connection: psycopg.Connection[Any],
    catalogue: Catalogue,
    table: Table,
    count: int,
    held: int,
    later: Catalogue | None,
) -> str:
    """Insert copies; why the last way was refused, if all were."""
    why, total = "", 0
    ways = itertools.product((min(held, 3), 1), (True, False), range(variants()))
    for sources, parents, variant in ways:
        values = fresh(catalogue, table, source="s", number="(g.n + 10)", variant=variant, parents=parents, later=later)
        query = _insert(catalogue, table, values, count, sources)
        try:
            with connection.transaction():
                connection.execute("set local session_replication_role = replica; set local search_path = ''")
                total += connection.execute(query.encode(), prepare=False).rowcount
        except psycopg.Error as error:
            if connection.closed:
                raise
            why = first_line(error)
            continue
        if total >= count * _ENOUGH:
            return ""
    return why


def _insert(catalogue: Catalogue, table: Table, values: dict[str, str], count: int, sources: int) -> str:
    name = _qualified(table)
    joins = []
    for place, key in enumerate(_apart(table)):
        parent = ".".join(_quoted(part) for part in key.references)
        picked = ", ".join(_quoted(column) for column in key.referenced)
        joins.append(
            # The count stands apart, so that the join can be hashed.
            f"join (select row_number() over () - 1 as n, {picked} from {parent}) p{place} "
            f"on p{place}.n = (g.n + {place}) % (select greatest(count(*), 1) from {parent})"
        )
        for column, referenced in zip(key.columns, key.referenced, strict=True):
            if column in values:
                own = f"s.{_quoted(column)}"
                values[column] = f"case when {own} is null then null else p{place}.{_quoted(referenced)} end"
    types = {column.name[2]: column.text("type") for column in table.columns}
    selected = ", ".join(f"({expression})::{types[column]}" for column, expression in values.items())
    columns = ", ".join(_quoted(column) for column in values)
    arbitrated = not any(
        each.kind == "constraint" and each.has("deferrable") for each in catalogue.by_table.get(table.name, ())
    )
    return (
        f"insert into {name} ({columns}) overriding system value select {selected} "
        f"from generate_series(0, {count - 1}) as g(n) "
        f"join (select row_number() over () - 1 as k, t.* from {name} t limit {sources}) s on s.k = g.n % {sources} "
        f"{' '.join(joins)} {'on conflict do nothing' if arbitrated else ''}"
    )


def _apart(table: Table) -> list[ForeignKey]:
    """The foreign keys that share no column with another and lead elsewhere."""
    return [
        key
        for key in table.foreign_keys
        if key.references != table.name
        and not any(set(key.columns) & set(other.columns) for other in table.foreign_keys if other is not key)
    ]


def _keys(catalogue: Catalogue, table: Table, later: Catalogue | None) -> Iterator[Sequence[str]]:
    """The columns of each key: primary, unique, exclusion, unique index; one of expressions alone has none."""
    objects = [each for known in (catalogue, later) if known for each in known.by_table.get(table.name, ())]
    for each in dict.fromkeys(objects):
        constraint = each.kind == "constraint" and each.text("type") in ("primary key", "unique", "exclusion")
        names = [name for name in each.texts("columns") if name in table.column_names]
        if names and (constraint or (each.kind == "index" and each.text("definition").startswith("CREATE UNIQUE"))):
            yield names


def _is_written(column: Object) -> bool:
    return not (column.has("generated") or column.has("identity") or column.text("default").startswith("nextval("))


def _rank(column: Object) -> int:
    """Which column of a key is made another one: the least likely to break a check first."""
    type = column.text("type")
    order: Mapping[str, int] = {"uuid": 0, "bigint": 1, "text": 2, "integer": 3, **dict.fromkeys(_RANGES, 1)}
    return order.get(type.partition("(")[0], 5 if type in _MOMENTS else 4)


def _another(table: Table, column: Object, value: str, number: str, variant: int) -> str:
    type = column.text("type").partition("(")[0]
    if type == "uuid":
        return "gen_random_uuid()"
    if type in _WHOLE:
        name = _quoted(column.name[2])
        return f"((select coalesce(max(m.{name}), 0) from {_qualified(table)} m) + {number})"
    if type in _MOMENTS:
        return (
            f"({value} + {number} * interval '1 day')" if type == "date" else f"({value} + {number} * interval '1 s')"
        )
    if type in _RANGES:
        shift = f"{number} * (upper({value}) - lower({value}))"
        return f"{_RANGES[type]}(lower({value}) + {shift}, upper({value}) + {shift}, '[)')"
    if type in ("text", "character varying", "character") or type.endswith("citext"):
        return _TEXTS[variant].format(s=value, n=number)
    return ""


def _count(connection: psycopg.Connection[Any], name: TableName) -> int:
    row = connection.execute(sql.SQL("select count(*) from {}").format(sql.Identifier(*name))).fetchone()
    return int(row[0]) if row else 0


def _qualified(table: Table) -> str:
    return ".".join(_quoted(part) for part in table.name)


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
