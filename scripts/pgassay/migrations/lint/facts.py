"""What the catalogue says at the moment before a statement; each answer is asked for on the session that replays."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import Any

import psycopg
from psycopg import sql

from pgassay.migrations.lint.reading import unquoted
from pgassay.sql import tokens as sql_tokens

Connection = psycopg.Connection[Any]
Json = Mapping[str, Any]

_CLASSES = {
    "schema": ("pg_namespace", "to_regnamespace({})::oid"),
    "type": ("pg_type", "to_regtype({})::oid"),
    "domain": ("pg_type", "to_regtype({})::oid"),
    "function": ("pg_proc", "to_regprocedure({})::oid"),
    "procedure": ("pg_proc", "to_regprocedure({})::oid"),
    "routine": ("pg_proc", "to_regprocedure({})::oid"),
    "aggregate": ("pg_proc", "to_regprocedure({})::oid"),
    "extension": ("pg_extension", "(select oid from pg_extension where quote_ident(extname) = {})"),
}


@dataclass(frozen=True)
class Column:
    """A column.

    Attributes:
        type: oid of its type.
        mod: the type's modifier, -1 where there is none.
        not_null: whether it refuses NULL.
        number: its place.
        generated: whether it is computed from others.
        identity: whether a sequence of its own fills it.
        collation: oid of its collation, 0 where there is none.
    """

    type: int
    mod: int
    not_null: bool
    number: int
    generated: bool
    identity: bool
    collation: int


@dataclass(frozen=True)
class Relation:
    """A table, view, index or sequence.

    Attributes:
        oid: the server's number for it.
        schema: where it lies.
        name: its name.
        kind: ``r`` table, ``p`` partitioned table, ``v`` view, ``m`` materialised view, ``i``, ``I``, ``S``, ``f``.
        columns: by name.
        constraints: as ``relation.sql`` gives them.
        indexes: likewise.
        raw: all that ``relation.sql`` gives.
    """

    oid: int
    schema: str
    name: str
    kind: str
    columns: Mapping[str, Column]
    constraints: Sequence[Json]
    indexes: Sequence[Json]
    raw: Json

    @property
    def label(self) -> str:
        """Its qualified name."""
        return f"{self.schema}.{self.name}"

    @property
    def children(self) -> Sequence[int]:
        """Oids of its partitions and of the tables that inherit from it, at every depth."""
        return [int(oid) for oid in self.raw["children"]]

    @property
    def family(self) -> tuple[int, ...]:
        """Its own oid and those of its children."""
        return (self.oid, *self.children)

    def constraint(self, name: str) -> Json | None:
        """One of its constraints."""
        return next((each for each in self.constraints if each["name"] == name), None)

    def numbers(self, columns: Iterable[str]) -> list[int]:
        """Places of columns by name; those that are not there are left out."""
        return [self.columns[name].number for name in columns if name in self.columns]


class Facts:
    """Asks the catalogue.

    Args:
        session: the one that replays the migrations; it sees what they have not committed.
        others: another session of the same database; it sees what everybody sees.
    """

    def __init__(self, session: Connection, others: Connection) -> None:
        self.session, self.others = session, others
        self.version = session.info.server_version // 10000

    def relation(self, name: str) -> Relation | None:
        """The relation that a name, as a statement writes it, stands for now."""
        if not name or "(" in name:  # a function, with the types of its arguments
            return None
        (oid,) = self._row("select to_regclass(%(name)s)::oid::bigint", name=name)
        return self.relation_of(int(oid)) if oid else None

    def oids(self, names: Iterable[str]) -> list[int]:
        """The oids of the relations that names stand for; what is not there is left out."""
        found = [self._row("select to_regclass(%(name)s)::oid::bigint", name=name)[0] for name in names if name]
        return [int(oid) for oid in found if oid]

    def qualified(self, name: str) -> str:
        """Schema and name of a relation that a name, as a statement writes it, would be given now."""
        parts = [unquoted(part.text) for part in sql_tokens(name) if part.text != "."]
        if len(parts) == 1:
            parts.insert(0, str(self._row("select current_schema()")[0]))
        return ".".join(parts)

    def relation_of(self, oid: int) -> Relation | None:
        """The relation with an oid."""
        row = self._maybe(query("relation"), oid=oid)
        if row is None:
            return None
        raw: Json = row[0]
        columns = {name: Column(**each) for name, each in raw["columns"].items()}
        return Relation(
            raw["oid"], raw["schema"], raw["name"], raw["kind"], columns, raw["constraints"], raw["indexes"], raw
        )

    def visible(self, oids: Iterable[int]) -> set[int]:
        """Which of these relations other sessions see: those that were there before the transaction."""
        wanted = list(oids)
        if not wanted:
            return set()
        rows = self.others.execute("select oid::bigint from pg_class where oid = any(%s)", (wanted,)).fetchall()
        return {int(oid) for (oid,) in rows}

    def labels(self, oids: Iterable[int]) -> dict[int, str]:
        """Qualified names."""
        rows = self._rows(
            "select c.oid::bigint, n.nspname || '.' || c.relname from pg_class c "
            "join pg_namespace n on n.oid = c.relnamespace where c.oid = any(%(oids)s)",
            oids=list(oids),
        )
        return {int(oid): str(name) for oid, name in rows}

    def gone(self, kind: str, names: Sequence[str], *, cascade: bool) -> set[int]:
        """The relations that are locked when objects are dropped, these among them."""
        starts: list[tuple[str, int, int]] = []
        for name in names:
            table, expression = _CLASSES.get(kind, ("pg_class", "to_regclass({})::oid"))
            text = name
            if table == "pg_proc" and "(" not in name:
                expression = "to_regproc({})::oid"
            row = self._row(f"select ({expression.format('%(name)s')})::bigint", name=text)
            if row[0]:
                starts.append((table, int(row[0]), 0))
        return self.gone_from(starts, cascade=cascade or (kind == "schema" and cascade))

    def gone_from(self, starts: Sequence[tuple[str, int, int]], *, cascade: bool) -> set[int]:
        """The same of objects by catalogue, oid and column number."""
        if not starts:
            return set()
        rows = self._rows(
            query("gone"),
            classes=[self._class(name) for name, _, _ in starts],
            objects=[oid for _, oid, _ in starts],
            columns=[column for _, _, column in starts],
            cascade=cascade,
        )
        return {int(oid) for (oid,) in rows}

    def owned_by(self, roles: Sequence[str]) -> set[int]:
        """The relations that roles own."""
        rows = self._rows(
            "select c.oid::bigint from pg_class c join pg_roles r on r.oid = c.relowner "
            "where r.rolname = any(%(roles)s) and c.relkind in ('r', 'p', 'v', 'm', 'f', 'S')",
            roles=list(roles),
        )
        return {int(oid) for (oid,) in rows}

    def owned_already(self, oid: int, role: str) -> bool:
        """Whether a relation belongs to a role, named as ALTER … OWNER TO names it."""
        known = role if role.lower() in ("current_user", "session_user", "current_role") else None
        expression = known or "%(role)s"
        row = self._row(
            f"select pg_get_userbyid(relowner) = {expression} from pg_class where oid = %(oid)s",
            oid=oid,
            role=unquoted(role),
        )
        return bool(row[0])

    def with_domain(self, name: str) -> set[int]:
        """The tables with a column of a domain."""
        return {int(oid) for (oid,) in self._rows(query("domain"), name=name)}

    def type_of(self, text: str) -> tuple[int, int] | None:
        """Oid and modifier of a type as it is written; None if the server does not know it."""
        query = sql.SQL("select null::{}").format(sql.SQL(text))
        try:
            with self.session.transaction():
                result = self.session.execute(query, prepare=False).pgresult
        except psycopg.Error:
            return None
        assert result is not None  # noqa: S101
        # The server says of a domain's column that it is of the base type.
        oid = self._row("select to_regtype(%(name)s)::oid::bigint", name=text)[0]
        return (int(oid) if oid else result.ftype(0)), result.fmod(0)

    def constrained_domain(self, text: str) -> bool:
        """Whether a type is a domain with a constraint: a column of it is checked row by row when it is added."""
        row = self._row(
            "with recursive d(oid, not_null, base) as ("
            "select oid, typnotnull, typbasetype from pg_type where oid = to_regtype(%(name)s) and typtype = 'd' "
            "union all select t.oid, t.typnotnull, t.typbasetype from pg_type t join d on t.oid = d.base "
            "where t.typtype = 'd') "
            "select coalesce(bool_or(d.not_null or exists (select from pg_constraint k where k.contypid = d.oid)), "
            "false) from d",
            name=text,
        )
        return bool(row[0])

    def type_category(self, oid: int) -> tuple[str, int, bool]:
        """A type's name in pg_catalog (else empty), its base type's oid where it is a domain, and whether it is one."""
        row = self._row(
            "select case when typnamespace = 'pg_catalog'::regnamespace then typname::text else '' end, "
            "typbasetype::bigint, typtype = 'd' from pg_type where oid = %(oid)s",
            oid=oid,
        )
        return str(row[0]), int(row[1]), bool(row[2])

    def coercible(self, before: int, after: int) -> bool:
        """Whether values of a type are, bit for bit, values of another."""
        row = self._row(
            "select exists (select from pg_cast where castsource = %(before)s and casttarget = %(after)s "
            "and castmethod = 'b')",
            before=before,
            after=after,
        )
        return bool(row[0])

    def setting(self, name: str) -> str:
        """A setting of the session as it is now, in the server's own unit."""
        return str(self._row("select setting from pg_settings where name = %(name)s", name=name)[0])

    def volatile(self, names: Sequence[str]) -> bool:
        """Whether any function of one of these names is volatile."""
        if not names:
            return False
        row = self._row(
            "select exists (select from pg_proc p join pg_namespace n on n.oid = p.pronamespace "
            "where p.provolatile = 'v' and p.prokind = 'f' and (p.proname = any(%(names)s) "
            "or n.nspname || '.' || p.proname = any(%(names)s)))",
            names=list(names),
        )
        return bool(row[0])

    def functions(self, names: Sequence[str]) -> dict[int, tuple[str, str, str]]:
        """Functions and procedures by oid: name, language and source; those of extensions left out."""
        rows = self._rows(
            "select p.oid::bigint, p.oid::regprocedure::text, l.lanname, p.prosrc from pg_proc p "
            "join pg_language l on l.oid = p.prolang join pg_namespace n on n.oid = p.pronamespace "
            "where p.prokind in ('f', 'p') and l.lanname in ('sql', 'plpgsql') "
            "and n.nspname not in ('pg_catalog', 'information_schema') "
            "and n.nspname || '.' || p.proname = any(%(names)s) "
            "and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')",
            names=list(names),
        )
        return {int(oid): (str(name), str(language), str(source)) for oid, name, language, source in rows}

    @cache  # noqa: B019  (one instance a replay)
    def _class(self, name: str) -> int:
        return int(self._row("select %(name)s::regclass::oid::bigint", name=name)[0])

    def _rows(self, query: str, **values: Any) -> list[tuple[Any, ...]]:
        return self.session.execute(query.encode(), values, prepare=False).fetchall()

    def _maybe(self, query: str, **values: Any) -> tuple[Any, ...] | None:
        return self.session.execute(query.encode(), values, prepare=False).fetchone()

    def _row(self, query: str, **values: Any) -> tuple[Any, ...]:
        row = self._maybe(query, **values)
        assert row is not None  # noqa: S101
        return row


@cache
def query(name: str) -> str:
    """The text of one of the linter's queries."""
    return resources.files("pgassay.migrations.lint").joinpath(f"{name}.sql").read_text(encoding="utf-8")
