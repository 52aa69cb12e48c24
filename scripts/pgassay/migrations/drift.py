"""``pgassay drift``: does the live database equal its migrations?

What the database has recorded as applied is replayed on a throwaway database, and the two catalogues are compared.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from argparse import Namespace
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import psycopg

from pgassay import console, options, server
from pgassay.catalogue import Catalogue, Difference, diff, read, render
from pgassay.catalogue.roles import renamed
from pgassay.errors import Place, Refused, ServerError
from pgassay.migrations import check, history, ledger
from pgassay.migrations.backend import MIGRATION_TABLE, AssayBackend, Target
from pgassay.migrations.findings import Drift, Ignored, classify
from pgassay.migrations.history import Migration
from pgassay.server import Throwaway

if TYPE_CHECKING:
    from pgassay.settings import Settings

EPILOG = """\
What is meant to differ is listed in pyproject.toml, by name (with * and ?), each with its reason:

  [tool.pgassay.drift]
  ignore = [{ object = "index shop.idx_reporting_*", because = "made by hand for the accountants, see wiki" }]

exit status: 0 no drift (migrations that are pending, or still under way to a replica, are none), 1 drift"""

_MIGRATOR = "(migrator)"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay drift``."""
    parser.epilog = EPILOG
    parser.add_argument(
        "--replay-on",
        metavar="SERVER",
        help="where to replay the migrations: a URL (databases are made there), or the bin folder of a PostgreSQL "
        "(default: the embedded server, never the live one)",
    )
    parser.add_argument("--roles", action="store_true", help="compare the roles that the database names, too")
    parser.add_argument("--json", action="store_true", help="print the result as JSON")


def run(settings: Settings, args: Namespace) -> int:
    """Examine the live database and print; 0 if it equals its migrations, else 1."""
    ignores = ignore_list(settings.project / "pyproject.toml")
    live = options.development(settings, args)
    where = _replay_server(settings, args.replay_on)
    found = examine(settings, live.conninfo, where, ignores=ignores, roles=args.roles)
    if args.json:
        sys.stdout.write(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n")
    else:
        sys.stdout.write(report(found) + "\n")
    return 1 if found else 0


def examine(
    settings: Settings,
    conninfo: str,
    where: Throwaway,
    *,
    ignores: Sequence[Ignored] = (),
    roles: bool = False,
) -> Drift:
    """Compare a live database with its migrations. Nothing in it is changed.

    Args:
        settings: the project's.
        conninfo: the live database.
        where: the server on which the migrations are replayed.
        ignores: what is meant to differ.
        roles: compare roles, too.

    Raises:
        ServerError: the database cannot be reached.
        MigrationFailed: a recorded migration cannot be replayed.
    """
    project = history.read(settings)
    found = Drift()
    try:
        with psycopg.connect(conninfo, autocommit=True) as connection:
            connection.execute("set default_transaction_read_only = on")
            connection.execute("set search_path = public")  # where the migrators keep their record
            entries = ledger.entries(connection)
            under_way = {id: (direction, done) for id, direction, done in ledger.interrupted(connection)}
            live = renamed(read(connection), _migrator(connection), _MIGRATOR)
            replica = _replica(connection)
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        raise ServerError(f"no catalogue from {server.address(conninfo)}: {reason}") from None
    found.applied = len(entries)
    found.troubles += [str(problem) for problem in check.against_ledger(project.migrations, entries)]
    applied = [migration for migration in project.migrations if migration.id in entries]
    half = {m: under_way[m.id][0] for m in project.migrations if m.id in under_way}
    pending = [m for m in project.migrations if m.id not in entries and m.id not in under_way]
    for migration, direction in half.items():
        done = under_way[migration.id][1]
        what = "applied" if direction == "apply" else "rolled back"
        found.troubles.append(f"{migration.id} is half {what}: {done} of its statements are done, then it was stopped")
    _say_pending(found, pending, replica)
    expected, with_half, complete = _replayed(settings, where, applied, half, pending)
    if expected.server_version // 10000 != live.server_version // 10000:
        found.notes.append(
            f"the live server is PostgreSQL {live.server_version // 10000}, the replay ran on "
            f"{expected.server_version // 10000}: some definitions are worded otherwise; --replay-on names another"
        )
    classify(found, diff(expected, live, roles=roles, restored=True), live, with_half, complete, ignores)
    return found


def report(found: Drift) -> str:
    """What was found, for people."""
    parts = [f"{console.paint('trouble:', 'red')} {text}" for text in found.troubles]
    parts += [f"{console.paint('note:', 'yellow')} {text}" for text in found.notes]
    if found.findings:
        rows = [(each.label, each.what) for each in found.findings]
        parts.append(console.table(rows, ["object", "what happened"]))
        parts.append("What its migrations make (-), and what is there (+):")
        merged = Difference(
            added=tuple(o for each in found.findings for o in each.difference.added),
            removed=tuple(o for each in found.findings for o in each.difference.removed),
            changed=tuple(o for each in found.findings for o in each.difference.changed),
        )
        parts.append(render.difference(merged))
    if found.ignored:
        known = [(each.label, each.what, because) for each, because in found.ignored]
        parts.append("Ignored:\n" + console.table(known, ["object", "what happened", "because"]))
    if found.needless:
        names = ", ".join(each.object for each in found.needless)
        parts.append(f"{console.paint('note:', 'yellow')} nothing differs any more that is ignored as: {names}")
    count = len(found.findings) + len(found.troubles)
    parts.append(
        f"drift: {count} finding{'' if count == 1 else 's'}"
        if found
        else f"no drift: the database equals its {found.applied} applied migrations"
    )
    return "\n\n".join(parts)


def ignore_list(path: Path) -> list[Ignored]:
    """``[tool.pgassay.drift] ignore`` of a pyproject.toml.

    Raises:
        Refused: an entry has no reason, or no object.
    """
    if not path.is_file():
        return []
    section = tomllib.loads(path.read_text(encoding="utf-8")).get("tool", {}).get("pgassay", {}).get("drift", {})
    found = []
    for entry in section.get("ignore", []):
        name, because = (str(entry.get(key, "")).strip() for key in ("object", "because"))
        if not name or not because or set(entry) - {"object", "because"}:
            raise Refused(
                f"[tool.pgassay.drift] ignore: an entry names its object and the reason, not {entry}",
                where=Place(path),
                hint='write { object = "index shop.idx_x", because = "…" }',
            )
        found.append(Ignored(name, because))
    return found


def _replay_server(settings: Settings, named: str | None) -> Throwaway:
    """Where migrations are replayed; never beside the live database unless that is asked for."""
    if named and "://" in named:
        return server.throwaway(settings, database_url=named)
    cluster = server.throwaway_cluster(settings, programs=Path(named) if named else None)
    cluster.start()
    return Throwaway(cluster.conninfo(), f"PostgreSQL {cluster.installation.version}, throwaway, in {cluster.home}")


def _migrator(connection: psycopg.Connection[Any]) -> str:
    """The role that applied the migrations: the owner of yoyo's table."""
    row = connection.execute(
        "select pg_get_userbyid(relowner) from pg_class where oid = to_regclass(%s)", (MIGRATION_TABLE,)
    ).fetchone()
    return str(row[0]) if row else connection.info.user


def _replica(connection: psycopg.Connection[Any]) -> str | None:
    """How far a replica is, in words; None for a primary."""
    row = connection.execute(
        "select pg_is_in_recovery(), pg_last_xact_replay_timestamp()::timestamptz(0)::text, "
        "case when pg_is_in_recovery() then pg_wal_lsn_diff(pg_last_wal_receive_lsn(), pg_last_wal_replay_lsn()) end, "
        "case when pg_is_in_recovery() then pg_is_wal_replay_paused() end"
    ).fetchone()
    if row is None or not row[0]:
        return None
    behind = f"{int(row[2])} bytes received and not yet replayed" if row[2] else "all it received is replayed"
    paused = ", replay is paused" if row[3] else ""
    return f"last transaction replayed at {row[1] or 'an unknown time'}, {behind}{paused}"


def _say_pending(found: Drift, pending: Sequence[Migration], replica: str | None) -> None:
    count = "1 migration" if len(pending) == 1 else f"{len(pending)} migrations"
    names = ", ".join(migration.id for migration in pending[:5]) + (" …" if len(pending) > 5 else "")
    if replica and pending:
        found.notes.append(f"a lagging replica ({replica}): {count} not there yet, perhaps still on the way: {names}")
    elif replica:
        found.notes.append(f"a replica ({replica})")
    elif pending:
        found.notes.append(f"pending: {count} not applied yet: {names}")


def _replayed(
    settings: Settings,
    where: Throwaway,
    applied: Sequence[Migration],
    half: Mapping[Migration, ledger.Direction],
    pending: Sequence[Migration],
) -> tuple[Catalogue, Catalogue, Catalogue]:
    """The catalogues that the applied migrations make, these with the half-done ones finished, and all of them."""
    conninfo = where.clone()
    try:
        with AssayBackend(Target(settings, conninfo)) as backend, backend.lock():
            own = _migrator(backend.connection)

            def catalogue(migrations: Sequence[Migration], direction: ledger.Direction = "apply") -> Catalogue:
                for _ in backend.run(migrations, direction):
                    pass
                return renamed(read(backend.connection), own, _MIGRATOR)

            expected = finished = complete = catalogue(applied)
            back = [migration for migration, direction in half.items() if direction == "rollback"]
            forth = [migration for migration in half if migration not in back]
            if back:
                finished = catalogue(back[::-1], "rollback")
                catalogue(back)
            if forth:
                finished = catalogue(forth)
            if forth or pending:
                complete = catalogue(pending)
    finally:
        where.drop(conninfo)
    return expected, finished, complete
