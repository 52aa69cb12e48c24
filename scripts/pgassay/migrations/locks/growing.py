"""Make tables larger: copies of a row that was planted, different where a unique index demands it.

Values are made from the row's number alone, in the same way in every table, so that a copy of a row that refers to
another refers to the copy with the same number. Checks and unique indexes are obeyed; triggers and the checks of
references are switched off, as in a restore.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Any

import psycopg
from psycopg import sql

from pgassay.catalogue import Catalogue
from pgassay.catalogue.tables import Table, TableName, by_need, tables
from pgassay.planting.rows import plant

Connection = psycopg.Connection[Any]

# The value of a row's number, by the beginning of the type's name.
_VALUES: Sequence[tuple[tuple[str, ...], str]] = (
    (("uuid",), "('00000000-0000-4000-8000-' || lpad(to_hex(n), 12, '0'))::uuid"),
    (("bigint", "numeric", "integer", "double precision", "real"), "1000000 + n"),
    (("smallint",), "(n % 32000)::smallint"),
    (("timestamp",), "timestamptz '2001-01-01 00:00+00' + n * interval '1 minute'"),
    (("date",), "date '2001-01-01' + n::integer"),
    (("bytea",), "decode(lpad(to_hex(n), 64, '0'), 'hex')"),
)
# A text may have to look like something: several ways are tried.
_TEXTS = (
    "'grown' || n",
    "'grown' || n || '@example.org'",
    "{base} || n",
    "n || {base}",
    "overlay({base} placing lpad(n::text, 7, '0') from greatest(length({base}) - 6, 1))",
    "md5(n::text)",
    "encode(sha256(n::text::bytea), 'hex')",
)
_UNIQUE = """
select i.indrelid::regclass::oid::bigint, array(
    select a.attname::text
    from unnest((i.indkey::smallint[])[0:i.indnkeyatts - 1]) with ordinality key (number, place)
    join pg_attribute a on a.attrelid = i.indrelid and a.attnum = key.number
    order by key.place
)
from pg_index i
where i.indrelid = %s::regclass and (i.indisunique or i.indisexclusion)
"""


def grow(connection: Connection, catalogue: Catalogue, names: Collection[TableName], size: int) -> dict[TableName, str]:
    """Give tables, and those they refer to, this many rows.

    Args:
        connection: a superuser's, in autocommit mode.
        catalogue: of its database.
        names: of the tables.
        size: how many rows; tables that hold more keep them.

    Returns:
        The tables that could not be made larger, each with the server's last words.
    """
    found = tables(catalogue)
    needed = _needed(found, names)
    plant(connection, catalogue, only=needed)
    failed: dict[TableName, str] = {}
    for table in by_need({name: found[name] for name in needed}):
        if trouble := _grow(connection, table, size):
            failed[table.name] = trouble
    for name in needed:
        connection.execute(sql.SQL("analyze {}").format(sql.Identifier(*name)))
    return failed


def _needed(found: Mapping[TableName, Table], names: Collection[TableName]) -> set[TableName]:
    """The tables, and those that they refer to, at any distance."""
    needed: set[TableName] = set()
    waiting = [name for name in names if name in found]
    while waiting:
        name = waiting.pop()
        if name not in needed:
            needed.add(name)
            waiting += [key.references for key in found[name].foreign_keys if key.references in found]
    return needed


def _grow(connection: Connection, table: Table, size: int) -> str:
    """Copy the first row of a table; why not, where that fails."""
    name = sql.Identifier(*table.name)
    row = connection.execute(sql.SQL("select count(*) from (select from {} limit 1) x").format(name)).fetchone()
    if not row or not row[0]:
        return "it could not be given a first row"
    keys = [columns for _, columns in connection.execute(_UNIQUE, (name.as_string(connection),)).fetchall()]
    varied = _varied(table, keys)
    if varied is None:
        return "nothing in a unique index of it can be varied"
    columns = [each.name[2] for each in table.columns if not each.has("generated")]
    words = ""
    for style in _TEXTS:
        query = sql.SQL(
            "insert into {} ({}) overriding system value select {} from (select * from {} limit 1) base, "
            "generate_series(1, {}) n on conflict do nothing"
        ).format(
            name,
            sql.SQL(", ").join(map(sql.Identifier, columns)),
            sql.SQL(", ").join(_value(table, column, varied, style) for column in columns),
            name,
            sql.Literal(size),
        )
        try:
            with connection.transaction():
                connection.execute("set local session_replication_role = replica")
                written = connection.execute(query, prepare=False).rowcount
        except psycopg.Error as error:
            words = str(error).splitlines()[0]
            continue
        if written >= size - 10:
            return ""
        words = f"only {written} of {size} rows differ where a unique index demands it"
    return words


def _varied(table: Table, keys: Sequence[Sequence[str]]) -> set[str] | None:
    """Columns, at least one of each unique index, whose values follow the row's number; None if one has none."""
    references = {column for key in table.foreign_keys for column in key.columns}
    varied: set[str] = set()
    for key in sorted(keys, key=len):
        if varied & set(key):
            continue
        possible = [column for column in key if _expression(table.column(column).text("type"))]
        if not possible:
            if key:
                return None
            continue
        varied.add(next((column for column in possible if column not in references), possible[0]))
    return varied


def _value(table: Table, column: str, varied: Collection[str], style: str) -> sql.Composable:
    base = sql.SQL("base.{}").format(sql.Identifier(column))
    if column not in varied:
        return base
    type = table.column(column).text("type")
    expression = _expression(type)
    if expression == "text":
        expression = style
    return sql.SQL("({})::{}").format(
        sql.SQL(expression.replace("{", "{{").replace("}", "}}").replace("{{base}}", "{base}")).format(base=base),
        sql.SQL(type),
    )


def _expression(type: str) -> str:
    """How a value is made from n; ``text`` where there are several ways, empty where there is none."""
    for names, expression in _VALUES:
        if type.startswith(names):
            return expression
    return "text" if type.startswith(("text", "character varying", "character(")) or "citext" in type else ""
