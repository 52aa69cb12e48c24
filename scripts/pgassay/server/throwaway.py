"""Databases for tests: a template is built once, and every test works on a clone of its own.

Nothing here ever touches the development database.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

_PREFIX = "pgassay_"
_TEMPLATES_KEPT = 4


@dataclass(frozen=True)
class Throwaway:
    """A server on which databases may be made and dropped at will.

    Attributes:
        conninfo: how to reach its database ``postgres``, as a user that may create databases.
        origin: where the server comes from, for people; no password in it.
    """

    conninfo: str = field(repr=False)
    origin: str
    _recipes: dict[str, tuple[str, Callable[[str], None]]] = field(default_factory=dict, repr=False, compare=False)

    def __reduce__(self) -> tuple[type[Throwaway], tuple[str, str]]:
        # How templates are built is known to this process alone.
        return Throwaway, (self.conninfo, self.origin)

    def template(self, key: str, build: Callable[[str], None]) -> str:
        """The template for ``key``, built now unless it exists.

        Concurrent callers wait for the one that builds; a build that fails or is killed leaves no template.

        Args:
            key: names what the template is made from; any text.
            build: fills a database, given how to connect to it; it must close its connections.

        Returns:
            The template's name.
        """
        digest = hashlib.sha256(key.encode()).hexdigest()[:16]
        name = f"{_PREFIX}template_{digest}"
        self._recipes[name] = (key, build)
        with self._connect() as connection:
            if self._exists(connection, name):
                self._mark_used(connection, name)
                return name
            # Polled, not waited for: a waiting statement would hold a snapshot that concurrent index
            # builds inside the template must wait for.
            while not self._lock(connection, digest):
                time.sleep(0.05)
            if self._exists(connection, name):
                return name
            draft = f"{name}_new"
            self._drop(connection, draft)
            connection.execute(sql.SQL("create database {} template template0").format(sql.Identifier(draft)))
            try:
                build(self.conninfo_of(draft))
            except BaseException:
                self._drop(connection, draft)
                raise
            self._rename(connection, draft, name)
            self._mark_used(connection, name)
            self._forget_old_templates(connection, keep=name)
        return name

    def clone(self, template: str = "template0") -> str:
        """Make a database from a template and return how to connect to it.

        A template of ours that others pushed out meanwhile is built again.
        """
        name = self._new_name()
        clone = sql.SQL("create database {} template {}").format(sql.Identifier(name), sql.Identifier(template))
        with self._connect() as connection:
            try:
                connection.execute(clone)
            except psycopg.errors.InvalidCatalogName:
                if template not in self._recipes:
                    raise
                self.template(*self._recipes[template])
                connection.execute(clone)
        return self.conninfo_of(name)

    def take(self, template: str) -> tuple[str, int]:
        """A clone for transactions that are all rolled back: one that was given back, else a new one.

        Returns:
            How to connect to it, and how many uses ``give_back`` was told of.
        """
        kept = f"^{_PREFIX}kept_{template.rpartition('_')[2]}_[0-9]+_[0-9a-f]{{8}}$"
        name = self._new_name()
        with self._connect() as connection:
            for (former,) in connection.execute(
                "select datname from pg_database where datname ~ %s", (kept,)
            ).fetchall():
                # Whoever renames it first has it.
                with contextlib.suppress(psycopg.errors.InvalidCatalogName, psycopg.errors.ObjectInUse):
                    self._rename(connection, str(former), name)
                    return self.conninfo_of(name), int(str(former).split("_")[3])
        return self.clone(template), 0

    def give_back(self, conninfo: str, template: str, *, uses: int) -> None:
        """Keep a clone that ``take`` gave, in which nothing was committed, for the next run.

        Args:
            conninfo: of the clone; nobody may be connected to it any more.
            template: that it was made from.
            uses: how often it was used, all in all.
        """
        former = str(conninfo_to_dict(conninfo)["dbname"])
        name = f"{_PREFIX}kept_{template.rpartition('_')[2]}_{uses}_{secrets.token_hex(4)}"
        with self._connect() as connection:
            try:
                self._rename(connection, former, name)
            except psycopg.errors.ObjectInUse:  # its last session is still on its way out
                self._drop(connection, former)

    def sweep(self) -> None:
        """Drop the clones of processes that were killed."""
        with self._connect() as connection:
            for name in self._dead(connection):
                self._drop(connection, name)

    def drop(self, conninfo: str) -> None:
        """Drop a database that ``clone`` made, with whoever is connected to it."""
        name = str(conninfo_to_dict(conninfo)["dbname"])
        if not name.startswith(_PREFIX):
            raise ValueError(f"{name} is not a throwaway database")
        with self._connect() as connection:
            self._drop(connection, name)

    def conninfo_of(self, database: str) -> str:
        """How to connect to one of this server's databases."""
        return make_conninfo(self.conninfo, dbname=database)

    def _connect(self) -> psycopg.Connection[tuple[object, ...]]:
        return psycopg.connect(self.conninfo, autocommit=True)

    @staticmethod
    def _exists(connection: psycopg.Connection[tuple[object, ...]], name: str) -> bool:
        return connection.execute("select from pg_database where datname = %s", (name,)).fetchone() is not None

    @staticmethod
    def _drop(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
        connection.execute(sql.SQL("drop database if exists {} with (force)").format(sql.Identifier(name)))

    @staticmethod
    def _rename(connection: psycopg.Connection[tuple[object, ...]], former: str, name: str) -> None:
        # Unlike CREATE DATABASE, it may be lost in a crash, and throwaway servers commit without waiting.
        connection.execute("set synchronous_commit = on")
        connection.execute(
            sql.SQL("alter database {} rename to {}").format(sql.Identifier(former), sql.Identifier(name))
        )

    @staticmethod
    def _new_name() -> str:
        return f"{_PREFIX}{_machine()}_{os.getpid()}_{secrets.token_hex(4)}"

    @staticmethod
    def _lock(connection: psycopg.Connection[tuple[object, ...]], digest: str) -> bool:
        row = connection.execute("select pg_try_advisory_lock(%s)", (int(digest[:15], 16),)).fetchone()
        return row == (True,)

    @staticmethod
    def _mark_used(connection: psycopg.Connection[tuple[object, ...]], name: str) -> None:
        # Whoever marks it at the same moment says the same.
        with contextlib.suppress(psycopg.errors.InternalError_, psycopg.errors.InvalidCatalogName):
            connection.execute(
                sql.SQL("comment on database {} is {}").format(sql.Identifier(name), sql.Literal(str(time.time_ns())))
            )

    def _forget_old_templates(self, connection: psycopg.Connection[tuple[object, ...]], *, keep: str) -> None:
        """Drop all but the templates used last, drafts nobody builds on, clones that are kept or have no process."""
        old = connection.execute(
            "select datname from pg_database where datname ~ %s and datname <> %s "
            "order by coalesce(shobj_description(oid, 'pg_database'), '0')::bigint desc offset %s",
            (f"^{_PREFIX}template_[0-9a-f]{{16}}$", keep, _TEMPLATES_KEPT - 1),
        ).fetchall()
        drafts = connection.execute(
            "select datname from pg_database where datname ~ %s", (f"^{_PREFIX}template_[0-9a-f]{{16}}_new$",)
        ).fetchall()
        # Kept clones of the templates that stay are given up with the others: they come back with the next run.
        kept = connection.execute(
            "select datname from pg_database where datname ~ %s", (f"^{_PREFIX}kept_[0-9a-f]{{16}}_",)
        ).fetchall()
        left = [row for row in drafts if self._lock(connection, str(row[0]).split("_")[2])]
        for (name,) in (*old, *left, *kept):
            self._drop(connection, str(name))
        for name in self._dead(connection):
            self._drop(connection, name)

    @staticmethod
    def _dead(connection: psycopg.Connection[tuple[object, ...]]) -> list[str]:
        """The clones of this machine whose process is gone."""
        clones = connection.execute(
            "select datname from pg_database where datname ~ %s", (f"^{_PREFIX}{_machine()}_[0-9]+_[0-9a-f]{{8}}$",)
        ).fetchall()
        return [str(name) for (name,) in clones if not alive(int(str(name).split("_")[2]))]


@cache
def _machine() -> str:
    """Where a process id means something: other machines, and containers, may make clones on the same server."""
    namespace = Path("/proc/self/ns/pid")
    place = f"{socket.gethostname()} {namespace.stat().st_ino if namespace.exists() else ''}"
    return hashlib.sha256(place.encode()).hexdigest()[:6]


def alive(pid: int) -> bool:
    """Whether a process is there."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
