"""The command ``pgassay db``: the development server."""

from __future__ import annotations

import argparse
import os
import shutil
from argparse import ArgumentParser, Namespace
from typing import TYPE_CHECKING

from pgassay import options
from pgassay.errors import ServerError

if TYPE_CHECKING:
    from pgassay.settings import Settings


def add_arguments(db: ArgumentParser) -> None:
    """The actions of ``pgassay db``, each with its own arguments."""
    actions = db.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, help, run in (
        ("start", "start it and make the database", _start),
        ("stop", "stop it, and the server for tests", _stop),
        ("status", "say whether it runs and where; exit status 1 if it does not", _status),
        ("url", "print how to connect, without the password", _url),
        ("psql", "a SQL prompt; what follows is passed on to psql", _psql),
        ("logs", "print the end of the server's log", _logs),
        ("reset", "stop the embedded server and delete its databases", _reset),
    ):
        action = actions.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        options.add_common(action, default=argparse.SUPPRESS)
        action.set_defaults(action=run)
        if name == "logs":
            action.add_argument("-n", type=int, default=50, metavar="LINES", help="how many lines (default 50)")
            action.add_argument("-f", "--follow", action="store_true", help="go on as lines are written")
        if name == "reset":
            action.add_argument("--yes", action="store_true", help="do not ask")


def run(settings: Settings, args: Namespace) -> int:
    """Do the action that was named; its exit status."""
    return int(args.action(settings, args))


def _start(settings: Settings, args: Namespace) -> int:
    development = options.development(settings, args)
    print(f"connect: psql '{development.address}'   or: pgassay db psql")
    return 0


def _stop(settings: Settings, args: Namespace) -> int:
    from pgassay import server

    for line in server.stop(settings, docker=args.docker) or ["nothing was running"]:
        print(line)
    return 0


def _status(settings: Settings, args: Namespace) -> int:
    from pgassay import server

    if args.docker or options.is_named(settings, args):
        options.development(settings, args)
        return 0
    cluster = server.development_cluster(settings)
    state = "running" if cluster.running else "stopped"
    print(f"server: embedded PostgreSQL {cluster.installation.version} in {cluster.home}: {state}")
    return 0 if cluster.running else 1


def _url(settings: Settings, args: Namespace) -> int:
    from pgassay import server

    print(server.development(settings, database_url=args.database_url, docker=args.docker).address)
    return 0


def _psql(settings: Settings, args: Namespace) -> int:
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from pgassay import server

    development = server.development(settings, database_url=args.database_url, docker=args.docker)
    # The password goes through the environment, so that it does not stand in the list of processes.
    parts = {name: str(value) for name, value in conninfo_to_dict(development.conninfo).items() if value is not None}
    password = {"PGPASSWORD": parts.pop("password")} if "password" in parts else {}
    program, environment = shutil.which("psql"), dict(os.environ)
    if program is None:
        installation = server.development_cluster(settings).installation
        program = installation.program("psql")
        environment["LD_LIBRARY_PATH"] = installation.environment["LD_LIBRARY_PATH"]
    os.execve(  # noqa: S606
        program, [program, f"--dbname={make_conninfo(**parts)}", *args.for_psql], {**environment, **password}
    )


def _logs(settings: Settings, args: Namespace) -> int:
    from pgassay import server

    if args.docker or options.is_named(settings, args):
        raise ServerError("only the embedded server's log is at hand", hint="for Docker: docker compose logs postgres")
    log = server.development_cluster(settings).log
    if not log.exists():
        raise ServerError(f"there is no log yet: {log}", hint="start the server with `pgassay db start`")
    tail = shutil.which("tail") or "/usr/bin/tail"
    os.execv(tail, [tail, "-n", str(args.n), *(["-F"] if args.follow else []), str(log)])  # noqa: S606


def _reset(settings: Settings, args: Namespace) -> int:
    from pgassay import server

    cluster = server.development_cluster(settings)
    options.confirm(f"Delete every database in {cluster.data}?", yes=args.yes)
    cluster.destroy()
    print(f"deleted {cluster.data}; `pgassay migrate` begins anew")
    return 0
