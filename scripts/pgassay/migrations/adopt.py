"""``pgassay adopt``: take over a live database whose tables another tool made.

The tables lie where that tool put them, ``public`` as a rule. They are compared with what the context's migrations make
up to one that is named; where there is no difference, or every one is accepted by name, they are moved into the
context's schema and the migrations are marked as applied. All of it is rehearsed on a copy of the schema first.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import subprocess
import sys
from argparse import Namespace
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from typing import TYPE_CHECKING, Any

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pgassay import console, options, server
from pgassay.catalogue import Catalogue, Difference, diff, read, render
from pgassay.catalogue.difference import Change
from pgassay.catalogue.model import Object
from pgassay.errors import Refused, ServerError
from pgassay.migrations import adopt_move, history, ledger
from pgassay.migrations.backend import AssayBackend, Target
from pgassay.migrations.history import History, Migration
from pgassay.server import Throwaway

if TYPE_CHECKING:
    from pgassay.settings import Settings

EPILOG = """\
How to:
  pgassay adopt nexus --to nexus-0011                        compare, and say what would be done
  pgassay adopt nexus --to nexus-0011 --accept '*:comment'   … with differences that are meant
  pgassay adopt nexus --to nexus-0011 --accept '*:comment' --yes

A difference is accepted as OBJECT or OBJECT:ATTRIBUTE, as the comparison prints them; * and ? stand for any text:
'column nexus.*.id:default', 'index nexus.users.*'. What is accepted stays as it is in the database, and
`pgassay drift` names it from then on: mend it with a migration.

Without --yes the live database is only read: the move is rehearsed on a copy of its schema, on the server for tests.
With it, what the context depends on is applied, then everything is moved and marked in one transaction. It needs ACCESS
EXCLUSIVE on each table for an instant, and no row is written. Stop the other tool's migrations for good before.

exit status: 0 adopted, or ready to be; 1 differences that nobody accepted; 2 it cannot be adopted"""

_SECONDS = 600
_LOCK_TIMEOUT = "5s"


@dataclass(frozen=True, kw_only=True)
class Plan:
    """What adopting a database would do.

    Attributes:
        context: the context.
        source: schema where the tables are.
        needed: migrations of other contexts that must be applied first, in order.
        marked: migrations of the context that would be marked as applied.
        moved: what would be moved, as ``table users``.
        left: what is in the source schema and stays there.
        differences: what differs from the migrations and nobody accepted.
        accepted: what differs and was accepted.
        needless: patterns that accept nothing.
        grants: roles that hold privileges on what is moved, which they keep.
        fingerprint: of the source schema when it was looked at.
        expected: what the migrations make of the context's schema.
        extensions: those that they install, each with its schema.
    """

    context: str
    source: str
    needed: tuple[Migration, ...]
    marked: tuple[Migration, ...]
    moved: tuple[str, ...]
    left: tuple[str, ...]
    differences: Difference
    accepted: Difference
    needless: tuple[str, ...]
    grants: tuple[str, ...]
    fingerprint: str = field(repr=False)
    expected: Catalogue = field(repr=False)
    extensions: Mapping[str, str] = field(repr=False)

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "context": self.context,
            "source": self.source,
            "apply": [each.id for each in self.needed],
            "mark": [each.id for each in self.marked],
            "move": list(self.moved),
            "leave": list(self.left),
            "differences": self.differences.to_json(),
            "accepted": self.accepted.to_json(),
            "needless": list(self.needless),
            "grants": list(self.grants),
        }


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay adopt``."""
    parser.epilog = EPILOG
    parser.add_argument("context", metavar="CONTEXT", help="the context that the tables belong to, as nexus")
    parser.add_argument("--to", required=True, metavar="ID", help="the migration after which the tables look like this")
    parser.add_argument("--from", dest="source", default="public", metavar="SCHEMA", help="where they are (public)")
    parser.add_argument(
        "--accept", action="append", default=[], metavar="NAME", help="a difference that is meant; may be repeated"
    )
    parser.add_argument("--yes", action="store_true", help="do it")
    parser.add_argument("--json", action="store_true", help="print the plan as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Plan, print, and with ``--yes`` adopt; returns the exit status.

    Raises:
        Refused: it cannot be adopted.
        ServerError: a server cannot be reached.
    """
    live = options.development(settings, args)
    where = server.throwaway(settings)
    found = plan(
        settings, live.conninfo, where, context=args.context, to=args.to, source=args.source, accept=args.accept
    )
    if args.yes and not found.differences:
        adopt(settings, live.conninfo, found)
    if args.json:
        sys.stdout.write(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report(found, done=args.yes) + "\n")
    return 1 if found.differences else 0


def plan(
    settings: Settings,
    conninfo: str,
    where: Throwaway,
    *,
    context: str,
    to: str,
    source: str = "public",
    accept: Sequence[str] = (),
) -> Plan:
    """Rehearse on a copy of the schema. Nothing in the live database is changed.

    Args:
        settings: the project's.
        conninfo: the live database.
        where: the server on which it is rehearsed.
        context: the context that takes the tables over; its schema has the same name.
        to: the migration after which the tables look as they do; an id or its beginning.
        source: schema where they are.
        accept: differences that are meant, see ``EPILOG``.

    Raises:
        Refused: the context is there already, or nothing is there to adopt.
        ServerError: a server cannot be reached.
    """
    needed, marked = _closure(history.read(settings), context, to)
    live, entries = _look(conninfo)
    if known := sorted(entries & {each.id for each in marked}):
        raise Refused(f"{known[-1]} is recorded as applied", hint="what is left to do is `pgassay migrate`")
    if live.get("schema", context):
        raise Refused(f"there is a schema {context} already", hint="rename it: what it holds is not looked at")
    mine = live.only([source])
    if not mine.of_kind("table"):
        raise Refused(f"there is no table in schema {source}", hint="--from names the schema where they are")
    with _database(where) as replayed, _database(where) as copied:
        expected = _apply(settings, replayed, [*needed, *marked]).only([context])
        extensions = _extensions(replayed)
        _copy(settings, conninfo, copied)
        _apply(settings, copied, needed)
        with psycopg.connect(copied) as connection:
            move = adopt_move.move(connection, source=source, expected=expected, extensions=extensions)
            actual = read(connection).only([context])
            connection.rollback()
    differences, accepted, needless = _judge(diff(expected, actual), accept)
    return Plan(
        context=context,
        source=source,
        needed=tuple(each for each in needed if each.id not in entries),
        marked=marked,
        moved=move.moved,
        left=move.left,
        differences=differences,
        accepted=accepted,
        needless=needless,
        grants=_grantees(mine),
        fingerprint=mine.fingerprint,
        expected=expected,
        extensions=extensions,
    )


def adopt(settings: Settings, conninfo: str, found: Plan) -> None:
    """Do what a plan without differences says, the move and the marks in one transaction.

    Raises:
        Refused: the database is not as it was when the plan was made, or a table is in use for too long.
    """
    if found.differences:
        raise Refused("there are differences that nobody accepted", hint="pgassay adopt without --yes names them")
    with AssayBackend(Target(settings, conninfo)) as backend, backend.lock():
        backend.verify(history.read(settings))
        for _ in backend.run(found.needed, "apply"):
            pass
        connection = backend.connection
        try:
            with connection.transaction():
                connection.execute(f"set local lock_timeout = '{_LOCK_TIMEOUT}'".encode())
                if read(connection).only([found.source]).where(_is_foreign).fingerprint != found.fingerprint:
                    raise Refused(f"schema {found.source} has changed since it was compared", hint="start again")
                adopt_move.move(connection, source=found.source, expected=found.expected, extensions=found.extensions)
                for migration in found.marked:
                    connection.execute(ledger.mark(migration, operation="mark", milliseconds=0).encode())
        except psycopg.errors.LockNotAvailable:
            raise Refused(
                f"a table of schema {found.source} was in use for more than {_LOCK_TIMEOUT}; nothing was moved",
                hint="stop the application, or try again when it is quiet",
            ) from None


def report(found: Plan, *, done: bool) -> str:
    """A plan for people."""
    parts = []
    did = done and not found.differences
    parts.append(
        f"{'moved' if did else 'would move'} {len(found.moved)} objects from {found.source} to {found.context}, "
        f"{'applied' if did else 'apply'} {len(found.needed)} migrations of other contexts first, and "
        f"{'marked' if did else 'mark'} {found.marked[0].id} to {found.marked[-1].id}"
    )
    if found.left:
        parts.append(f"left in {found.source}: {', '.join(found.left)}")
    if found.grants:
        parts.append(f"keep their privileges: {', '.join(found.grants)}")
    if found.accepted:
        parts.append(f"accepted: {len(found.accepted)} differences")
    if found.needless:
        parts.append(
            f"{console.paint('note:', 'yellow')} nothing differs that is accepted as: " + ", ".join(found.needless)
        )
    if found.differences:
        parts.append("What the migrations make (-), and what is there (+):\n\n" + render.difference(found.differences))
        parts.append(f"{len(found.differences)} differences: mend them, or accept each with --accept")
    elif not done:
        parts.append("ready: --yes does it")
    return "\n\n".join(parts)


def _judge(found: Difference, accept: Sequence[str]) -> tuple[Difference, Difference, tuple[str, ...]]:
    """What nobody accepted, what somebody did, and the patterns that accept nothing."""
    used: set[str] = set()

    def accepted(name: str) -> bool:
        matching = {pattern for pattern in accept if fnmatchcase(name, pattern)}
        used.update(matching)
        return bool(matching)

    def change(each: Change) -> bool:
        # Every attribute is asked for, so that each pattern that accepts something is used.
        left = [name for name in each.attributes if not accepted(f"{each.label}:{name}")]
        return not left or accepted(each.label)

    added = {each: accepted(each.label) for each in found.added}
    removed = {each: accepted(each.label) for each in found.removed}
    changed = [(each, change(each)) for each in found.changed]

    def part(*, verdict: bool) -> Difference:
        return Difference(
            added=tuple(each for each, good in added.items() if good is verdict),
            removed=tuple(each for each, good in removed.items() if good is verdict),
            changed=tuple(each for each, good in changed if good is verdict),
        )

    return part(verdict=False), part(verdict=True), tuple(each for each in accept if each not in used)


def _closure(project: History, context: str, to: str) -> tuple[tuple[Migration, ...], tuple[Migration, ...]]:
    """The migrations of other contexts that those up to ``to`` need, and these."""
    history.refuse(project.problems)
    project.only([context])
    last = project.find(to)
    if last.context != context:
        raise Refused(f"{last.id} is of context {last.context}, not {context}")
    wanted = {last.id}
    for migration in reversed(project.migrations):
        if migration.id in wanted:
            wanted.update(migration.depends)
    closure = [each for each in project.migrations if each.id in wanted]
    return (
        tuple(each for each in closure if each.context != context),
        tuple(each for each in closure if each.context == context),
    )


def _look(conninfo: str) -> tuple[Catalogue, set[str]]:
    """The live catalogue without privileges of a migrator's own tables, and the recorded migrations."""
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute("set default_transaction_read_only = on")
            connection.execute("set search_path = public")
            return read(connection).where(_is_foreign), set(ledger.entries(connection))
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ServerError(f"no catalogue from {server.address(conninfo)}: {reason}") from None


def _is_foreign(each: Object) -> bool:
    """Whether it may belong to what is adopted; the schema itself does not."""
    return each.kind != "schema" or each.name[0] != "public"


def _grantees(catalogue: Catalogue) -> tuple[str, ...]:
    """The roles that hold privileges on tables, their owners aside."""
    found = set()
    for each in catalogue.of_kind("table"):
        found |= {text.split("=")[0].split(":")[0].split(" ")[0] for text in each.texts("privileges")}
        found.discard(each.text("owner"))
    return tuple(sorted(found))


def _extensions(conninfo: str) -> dict[str, str]:
    """The extensions of a database, and the schema of each."""
    with psycopg.connect(conninfo) as connection:
        rows = connection.execute(
            "select extname, extnamespace::regnamespace::text from pg_extension where extname <> 'plpgsql'"
        )
        return {str(name): str(schema) for name, schema in rows}


@contextmanager
def _database(where: Throwaway) -> Iterator[str]:
    conninfo = where.clone()
    try:
        yield conninfo
    finally:
        where.drop(conninfo)


def _apply(settings: Settings, conninfo: str, migrations: Sequence[Migration]) -> Catalogue:
    """Apply migrations to a throwaway database; its catalogue then."""
    with AssayBackend(Target(settings, conninfo)) as backend, backend.lock():
        for _ in backend.run(migrations, "apply"):
            pass
        return read(backend.connection)


def _copy(settings: Settings, conninfo: str, into: str) -> None:
    """Copy the schema of a database, without owners and privileges: its roles are not on the other server."""
    dump = _program(settings, "pg_dump", ["--schema-only", "--no-owner", "--no-privileges"], conninfo)
    with psycopg.connect(into, autocommit=True) as connection:
        if b"CREATE SCHEMA public;" in dump:
            connection.execute("drop schema public")
    _program(settings, "psql", ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-"], into, text=dump)


def _program(settings: Settings, name: str, arguments: Sequence[str], conninfo: str, *, text: bytes = b"") -> bytes:
    """Run a program of PostgreSQL on a database: the embedded server's own, else the system's."""
    parts = {key: str(value) for key, value in conninfo_to_dict(conninfo).items() if value is not None}
    password = parts.pop("password", None)
    try:
        installation = server.throwaway_cluster(settings).installation
        path, extra = installation.program(name), dict(installation.environment)
    except (ServerError, OSError):
        found = shutil.which(name)
        if found is None:
            raise ServerError(f"{name} is not installed", hint="install PostgreSQL's client programs") from None
        path, extra = found, {}
    environment = {**os.environ, **extra, **({"PGPASSWORD": password} if password else {})}
    done = subprocess.run(
        [path, *arguments, f"--dbname={make_conninfo(**parts)}"],
        input=text,
        capture_output=True,
        check=False,
        timeout=_SECONDS,
        env=environment,
    )
    if done.returncode:
        said = done.stderr.decode(errors="replace").strip().splitlines() or ["it gave no reason"]
        raise ServerError(f"{name}: {next((line for line in said if 'ERROR' in line or 'error' in line), said[-1])}")
    return done.stdout
