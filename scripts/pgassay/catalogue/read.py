"""Read a database's catalogue: all of it in one snapshot."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from functools import cache
from importlib import resources
from typing import Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo
from psycopg.pq import TransactionStatus
from psycopg.rows import tuple_row

from pgassay.catalogue import model, privileges
from pgassay.catalogue.model import Catalogue, Object

_SNAPSHOT = "set transaction isolation level repeatable read, read only;"
# With an empty search_path the server writes every name in full; the others fix how it writes constants.
_SETTINGS = """
set local search_path = '';
set local datestyle = 'ISO';
set local intervalstyle = 'postgres';
set local timezone = 'UTC';
set local bytea_output = 'hex';
set local extra_float_digits = 1;
set local quote_all_identifiers = off;
set local standard_conforming_strings = on;
set local jit = off;
"""
_OF_SCHEMAS = "select set_config('pgassay.schemas', %s, true)"
# What the queries give that read only the schemas that are asked for.
_READ_BY_SCHEMA = frozenset(
    {
        "aggregate", "attribute", "column", "constraint", "foreign table", "function", "index", "materialized view",
        "policy", "procedure", "rule", "sequence", "statistics", "table", "trigger", "view",
    }
)  # fmt: skip
_QUERIES = ("relations", "routines", "types", "database", "operators")
_UNORDERED = ("options", "toast_options", "foreign_options", "settings")
_BYTES_OF_A_NAME = 63
_SECRETS = ("password", "sslpassword", "passfile")


def read(
    connection: psycopg.Connection[Any], *, schemas: Collection[str] | None = None, rest: Catalogue | None = None
) -> Catalogue:
    """Read the schema of the database behind ``connection``.

    Objects that belong to an extension are left out, for the extension stands for them; so are yoyo's tables and
    ours beside them. Where a transaction is open, its own uncommitted changes are seen. Nothing is changed, no
    setting either. Subscriptions are read only for a superuser, as the server demands.

    Args:
        connection: idle or in a transaction.
        schemas: only what lies in these.
        rest: an earlier catalogue of the same database that is believed for the tables and functions of all other
            schemas; the result is whole, and the reading much quicker.
    """
    idle = connection.info.transaction_status == TransactionStatus.IDLE
    superuser = connection.info.parameter_status("is_superuser") == "on"
    version = connection.info.server_version
    rows: list[str] = []
    with connection.transaction(force_rollback=True), connection.cursor(row_factory=tuple_row) as cursor:
        cursor.execute(((_SNAPSHOT if idle else "") + _SETTINGS).encode(), prepare=False)
        if schemas is not None:
            cursor.execute(_OF_SCHEMAS, (list(schemas),), prepare=False)
        for name in (*_QUERIES, *(("subscriptions",) if superuser else ())):
            rows += [row for (row,) in cursor.execute(_text(name))]
        roles = [row for (row,) in cursor.execute(_text("roles"))]
    found = model.of(version, _objects(rows, version), _objects(roles, version))
    if schemas is None:
        return found
    if rest is None:
        return found.only(schemas)
    kept = [each for each in rest.objects if each.kind in _READ_BY_SCHEMA and each.schema not in schemas]
    return model.of(version, [*found.objects, *kept], found.roles)


@cache
def _text(name: str) -> bytes:
    return resources.files(__package__).joinpath(f"{name}.sql").read_bytes()


_ROWS_KEPT = 100_000
_made: dict[tuple[int, str], Object] = {}


def _objects(rows: Sequence[str], version: int) -> list[Object]:
    """Make the objects. One that was read before is the same value: databases of one project have most in common."""
    global _made
    if len(_made) > _ROWS_KEPT:
        _made = {}
    made = _made  # other threads may replace it
    new = [row for row in rows if (version, row) not in made]
    for row, (kind, name, attributes) in zip(new, json.loads("[" + ",".join(new) + "]"), strict=True):
        made[version, row] = _object(kind, name, attributes, version)
    return [made[version, row] for row in rows]


def _object(kind: str, name: list[str], attributes: dict[str, Any], version: int) -> Object:
    """Finish one: its access list readable, options sorted, no password."""
    if "acl" in attributes:
        _name_privileges(kind, name, attributes, version)
    for option in _UNORDERED:
        if isinstance(options := attributes.get(option), list):
            options.sort()
    if kind == "subscription":
        parts = conninfo_to_dict(attributes["connection"])
        attributes["connection"] = make_conninfo("", **{k: v for k, v in parts.items() if k not in _SECRETS})
    if kind == "column" and attributes["not_null_constraint"] == _usual_name(name[1], name[2]):
        del attributes["not_null_constraint"]
    return Object.of(kind, name, attributes)


def _name_privileges(kind: str, name: list[str], attributes: dict[str, Any], version: int) -> None:
    owner = attributes.get("owner", "")
    code = attributes.pop("code", None) or privileges.CODES[kind]
    attributes["privileges"] = list(
        privileges.readable(
            attributes.pop("acl"),
            owner=owner,
            code=code,
            server_version=version,
            additions=code == "c" or (kind == "default privileges" and name[1] != ""),
        )
    )
    if kind in ("database", "default privileges", "privileges"):
        del attributes["owner"]


def _usual_name(table: str, column: str, suffix: str = "not_null") -> str:
    """The name that the server gives to a NOT NULL (makeObjectName in its source): the longer part is cut to fit."""
    parts = [table.encode(), column.encode()]
    room = _BYTES_OF_A_NAME - len(suffix) - 2
    while len(parts[0]) + len(parts[1]) > room:
        longer = 0 if len(parts[0]) > len(parts[1]) else 1
        parts[longer] = parts[longer][:-1]
    return "_".join([*(part.decode(errors="ignore") for part in parts), suffix])
