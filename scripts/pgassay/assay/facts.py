"""What mutants are made from: the catalogue, and what the server alone can write."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import psycopg

from pgassay.assay.mutant import literal, quoted
from pgassay.catalogue import Catalogue, Object, read
from pgassay.catalogue.model import Key
from pgassay.catalogue.privileges import parse

_FUNCTIONS = """
    select n.nspname, p.proname, (
            select coalesce(string_agg(format_type(t, null), ', ' order by place), '')
            from unnest(p.proargtypes) with ordinality a (t, place)
        ), pg_get_functiondef(p.oid)
    from pg_catalog.pg_proc p
    join pg_catalog.pg_namespace n on n.oid = p.pronamespace
    join pg_catalog.pg_language l on l.oid = p.prolang
    where n.nspname = any (%s) and p.prokind in ('f', 'p') and l.lanname in ('sql', 'plpgsql')
"""
_MAPPINGS = """
    select n.nspname, c.cfgname, t.alias
    from pg_catalog.pg_ts_config c
    join pg_catalog.pg_namespace n on n.oid = c.cfgnamespace
    cross join lateral (
        select distinct k.alias
        from pg_catalog.pg_ts_config_map m, pg_catalog.ts_token_type(c.cfgparser) k
        where m.mapcfg = c.oid and k.tokid = m.maptokentype
    ) t
    where n.nspname = any (%s)
    order by 1, 2, 3
"""
_OF_A_SETTING = re.compile(r"\b(?:set_config|current_setting)\s*\(\s*'(\w+\.\w+)'")


@dataclass(frozen=True, kw_only=True)
class Facts:
    """One database, as the generators of mutants see it.

    Attributes:
        whole: its catalogue.
        schemas: whose objects are weakened; what lies in no schema is weakened, too.
        definitions: of each function in SQL or PL/pgSQL, as the server writes them.
        mappings: token types that each text search configuration maps.
        tools: names of pgTAP's functions.
    """

    whole: Catalogue
    schemas: frozenset[str]
    definitions: Mapping[Key, str] = field(default_factory=dict)
    mappings: Mapping[tuple[str, str], tuple[str, ...]] = field(default_factory=dict)
    tools: frozenset[str] = frozenset()

    @cached_property
    def catalogue(self) -> Catalogue:
        """The objects that are weakened: neither helpers nor what is copied from a parent table."""
        return self.whole.where(lambda each: each.schema is None or each.schema in self.schemas)

    @cached_property
    def settings(self) -> frozenset[str]:
        """Names of the settings that functions read and write, the server's own left out."""
        return frozenset(name for text in self.definitions.values() for name in _OF_A_SETTING.findall(text))

    @cached_property
    def partitions(self) -> frozenset[tuple[str, str]]:
        """Tables that are partitions; what hangs on them is their parent's."""
        tables = self.catalogue.of_kind("table")
        return frozenset((each.name[0], each.name[1]) for each in tables if each.has("partition_of"))

    def columns(self, table: tuple[str, str]) -> list[Object]:
        """The columns of a table, in order."""
        members = [each for each in self.catalogue.by_table.get(table, ()) if each.kind == "column"]
        return sorted(members, key=lambda each: int(each.text("position")))

    def on_tables(self, kind: str) -> list[Object]:
        """The objects of a kind that hang on tables, those of partitions left out."""
        return [each for each in self.catalogue.of_kind(kind) if each.table not in self.partitions]

    @cached_property
    def weakest(self) -> Mapping[str, str]:
        """For each schema, the role that may do least in it and yet may use it."""
        held: dict[str, dict[str, int]] = {}
        for each in self.catalogue.objects:
            if each.schema is None or each.kind == "schema":
                continue
            for entry in each.texts("privileges"):
                privilege = parse(entry)
                if not privilege.lacks and privilege.grantee != "PUBLIC":
                    count = held.setdefault(each.schema, {})
                    count[privilege.grantee] = count.get(privilege.grantee, 0) + 1
        users: dict[str, list[str]] = {}
        for each in self.catalogue.of_kind("schema"):
            for entry in each.texts("privileges"):
                privilege = parse(entry)
                if privilege.privilege == "USAGE" and privilege.grantee != "PUBLIC":
                    users.setdefault(each.name[0], []).append(privilege.grantee)
        return {
            schema: min(sorted(roles), key=lambda role: (held.get(schema, {}).get(role, 0), role))
            for schema, roles in users.items()
        }


def gather(connection: psycopg.Connection[Any], *, leave_out: Collection[str]) -> Facts:
    """Read a database.

    Args:
        connection: idle or in a transaction.
        leave_out: schemas that hold tools of the tests, not what they test.
    """
    whole = read(connection)
    schemas = [each.name[0] for each in whole.of_kind("schema") if each.name[0] not in leave_out]
    with connection.transaction(force_rollback=True):
        connection.execute("set local search_path = ''")
        rows = connection.execute(_FUNCTIONS, (schemas,)).fetchall()
        kinds = {each.name: each.kind for each in whole.of_kind("function", "procedure")}
        definitions: dict[Key, str] = {
            (kinds[schema, name, types], schema, name, types): text
            for schema, name, types, text in rows
            if (schema, name, types) in kinds
        }
        tools = connection.execute(
            "select p.proname from pg_catalog.pg_proc p join pg_catalog.pg_depend d on d.objid = p.oid "
            "join pg_catalog.pg_extension e on e.oid = d.refobjid where e.extname = 'pgtap' and d.deptype = 'e'"
        ).fetchall()
        mappings: dict[tuple[str, str], list[str]] = {}
        for schema, name, alias in connection.execute(_MAPPINGS, (schemas,)).fetchall():
            mappings.setdefault((schema, name), []).append(alias)
    return Facts(
        whole=whole,
        schemas=frozenset(schemas),
        definitions=definitions,
        mappings={name: tuple(aliases) for name, aliases in mappings.items()},
        tools=frozenset(str(name) for (name,) in tools),
    )


def commented(of: Object) -> list[str]:
    """The statement that gives an object that was made anew its comment back, if it had one."""
    said = of.text("comment")
    return [f"comment on {target(of)} is {literal(said)}"] if said else []


def target(of: Object) -> str:
    """An object as COMMENT ON names it."""
    kind, name = of.kind, of.name
    if kind in ("constraint", "policy", "trigger", "rule"):
        return f"{kind} {quoted(name[2])} on {quoted(*name[:2])}"
    if kind == "domain constraint":
        return f"constraint {quoted(name[2])} on domain {quoted(*name[:2])}"
    if kind in ("function", "procedure"):
        return f"{kind} {quoted(*name[:2])}({name[2]})"
    if kind == "index":
        return f"index {quoted(name[0], name[2])}"
    if kind in ("enum", "domain", "composite type", "range type", "base type"):
        return f"{'domain' if kind == 'domain' else 'type'} {quoted(*name)}"
    return f"{kind} {quoted(*name)}"


def fingerprint(connection: psycopg.Connection[Any]) -> str:
    """Of the catalogue, and of what mutants change that is not in it."""
    rows = connection.execute(
        "select c.oid::regconfig::text, m.maptokentype, m.mapdict::regdictionary::text "
        "from pg_catalog.pg_ts_config_map m join pg_catalog.pg_ts_config c on c.oid = m.mapcfg "
        "where c.oid >= 16384 order by 1, 2, m.mapseqno"
    ).fetchall()
    return f"{read(connection).fingerprint} {rows}"
