"""The command ``pgassay``: parses, calls, prints."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
from collections.abc import Callable, Sequence
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from pgassay import __version__, console
from pgassay.errors import PgassayError, Refused, ServerError

if TYPE_CHECKING:
    from pgassay.server import Development, Throwaway
    from pgassay.settings import Settings

_DESCRIPTION = "Applies hand-written SQL migrations to PostgreSQL and proves them with pgTAP."
_EPILOG = """\
Where PostgreSQL comes from, in this order; the first line of output says which:
  --database-url URL  a server that exists
  --docker            the Docker Compose service (development) or a throwaway container (tests)
  DATABASE_URL        the same as --database-url; from the environment, else from .env
  otherwise           an embedded server in .pg/ of the project, started when it is needed

Exit status: 0 success; 1 a check or a test failed; 2 the input was refused and nothing was run;
3 no usable server; 4 a migration failed; 130 interrupted.

Examples:
  pgassay migrate                      apply what is pending
  pgassay migrate --dry-run            show what would be applied, and the SQL
  pgassay rollback                     undo the last migration
  pgassay new shop add-cart-expiry     begin a migration
  pgassay test shop                    run the pgTAP files of one folder
  pgassay db psql                      a SQL prompt on the development database
"""


# Commands that a module of their own parses and prints: name, help, module, and what its functions are called.
_MODULES = (
    ("verify", "prove that every migration can be rolled back exactly", "pgassay.migrations.verify", ""),
    ("drift", "compare a live database with its migrations", "pgassay.migrations.drift", ""),
    (
        "faults",
        "kill migrator and server after every statement, and see the next run finish",
        "pgassay.deploy.faults",
        "",
    ),
    ("review", "what a branch's migrations do, on one page", "pgassay.deploy.review", ""),
    ("rehearse", "apply migrations on a seeded clone while clients work", "pgassay.deploy.rehearse", ""),
    ("compat", "what the release before cannot do on this schema", "pgassay.deploy.compat", ""),
    ("commute", "whether the migrations of two branches may come in either order", "pgassay.deploy.commute", ""),
    ("adopt", "take over a database whose tables another tool made", "pgassay.migrations.adopt", ""),
    ("snapshot", "write the catalogue of a database as a file", "pgassay.migrations.compare", "_snapshot"),
    ("diff", "compare two databases, snapshots or migrations", "pgassay.migrations.compare", "_diff"),
    (
        "lint",
        "find the locks that the migrations would take, and what is dangerous",
        "pgassay.migrations.lint.command",
        "",
    ),
    ("assay", "weaken every object of the schema, and see which test notices", "pgassay.assay.command", ""),
    ("coverage", "say for every object which assertions notice it", "pgassay.assay.coverage", ""),
    ("locks", "run migrations on a throwaway server and watch what they lock", "pgassay.migrations.locks.command", ""),
    ("audit", "seal the audit log, and verify it against seals kept elsewhere", "pgassay.operations.audit", ""),
    (
        "integrity",
        "check what must hold across tables: balances, references",
        "pgassay.operations.integrity",
        "",
    ),
    ("privacy", "export, erase and purge personal data; rotate keys", "pgassay.operations.privacy", ""),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    words, for_psql = _divide(words)
    args = _parser(words).parse_args(words)
    args.for_psql = for_psql
    try:
        return int(args.run(args))
    except PgassayError as error:
        for id in getattr(error, "done", ()):
            print(f"done: {id}")
        console.note(f"{console.paint('error:', 'red', stream=sys.stderr)} {error}")
        return error.exit_code
    except KeyboardInterrupt:
        console.note("interrupted")
        return 130
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def _divide(words: list[str]) -> tuple[list[str], list[str]]:
    """The words for us, and those behind ``db psql``: argparse would take psql's options for mistaken ones of ours."""
    for place in range(2, len(words) + 1):
        if words[place - 2 : place] == ["db", "psql"] and words[place:] not in (["--help"], ["-h"]):
            return words[:place], words[place + (words[place : place + 1] == ["--"]) :]
    return words, []


def _parser(words: Sequence[str]) -> argparse.ArgumentParser:
    """The parser for the command among ``words``; with all commands, but not their arguments, if there is none."""
    parser = argparse.ArgumentParser(
        prog="pgassay",
        description=_DESCRIPTION,
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
    )
    parser.add_argument("--version", action="version", version=f"pgassay {__version__}")
    _common(parser, default=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    named = [command for command in _COMMANDS if command.name in words]
    for command in named or _COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.help,
            description=command.help[0].upper() + command.help[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        _common(sub, default=argparse.SUPPRESS)
        sub.set_defaults(run=command.run)
        if named:
            command.add_arguments(sub)
    return parser


def _add_migrate(migrate: argparse.ArgumentParser) -> None:
    migrate.add_argument("--to", metavar="ID", help="apply up to this one; the beginning of an id is enough")
    _add_contexts(migrate)
    migrate.add_argument("--dry-run", action="store_true", help="print the plan and its SQL, change nothing")
    guard = migrate.add_argument_group(
        "guarded",
        "A backup that was restored elsewhere first; then apply; then validate; and back, where that fails. "
        "[tool.pgassay.guard] in pyproject.toml may hold backups, keep, checks and restore-on.",
    )
    guard.add_argument("--guard", action="store_true", help="do so, and say at the end what was done and what remains")
    guard.add_argument("--backups", type=Path, metavar="DIR", help="where backups are kept (default: backups)")
    guard.add_argument("--keep", type=int, metavar="N", help="how many of a database (default: 5)")
    guard.add_argument("--restore-on", metavar="URL", help="where a backup is restored (default: a server of our own)")


def _add_rollback(rollback: argparse.ArgumentParser) -> None:
    which = rollback.add_mutually_exclusive_group()
    which.add_argument("-n", type=int, metavar="COUNT", help="how many (default 1)")
    which.add_argument("--to", metavar="ID", help="undo everything that comes after this one")
    which.add_argument("--all", action="store_true", help="undo all of them")
    _add_contexts(rollback)
    rollback.add_argument("--dry-run", action="store_true", help="print the plan and its SQL, change nothing")


def _add_new(new: argparse.ArgumentParser) -> None:
    new.add_argument("context", help="the context's folder, as shop")
    new.add_argument("slug", nargs="+", help="the change in a few words, as add-cart-expiry")
    new.add_argument("--concurrent", action="store_true", help="for what cannot run in a transaction")


def _add_seed(seed: argparse.ArgumentParser) -> None:
    seed.add_argument("names", nargs="*", metavar="NAME", help="files in the seeds folder; all by default")
    seed.add_argument("--yes", action="store_true", help="also into a database that DATABASE_URL names")


def _add_reset(reset: argparse.ArgumentParser) -> None:
    reset.add_argument("--yes", action="store_true", help="do not ask")


def _add_matrix(matrix: argparse.ArgumentParser) -> None:
    matrix.add_argument("files", nargs="*", metavar="FILE", help="as for test; default: everything")
    matrix.add_argument("--only", type=int, action="append", metavar="MAJOR", help="this version; may be repeated")


def _common(parser: argparse.ArgumentParser, *, default: object) -> None:
    """The options that every command takes, before or after its name."""
    parser.add_argument(
        "--project", type=Path, metavar="DIR", default=default, help="the repository to work on (default: here)"
    )
    parser.add_argument(
        "--database-url", metavar="URL", default=default, help="use this server (postgresql://USER@HOST:PORT/DATABASE)"
    )
    parser.add_argument("--docker", action="store_true", default=default or False, help="use Docker")


def _run_module(module: str, function: str, args: argparse.Namespace) -> int:
    return int(getattr(import_module(module), function)(_settings(args), args))


def _add_contexts(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--context", action="append", dest="contexts", metavar="NAME", help="only this context; may be repeated"
    )


def _add_test(parser: argparse.ArgumentParser) -> None:
    from pgassay.tap import arguments

    arguments.add_arguments(parser)
    parser.add_argument(
        "--postgres", type=Path, metavar="BIN", help="run another PostgreSQL, as /usr/lib/postgresql/17/bin"
    )


def _add_db(db: argparse.ArgumentParser) -> None:
    actions = db.add_subparsers(title="actions", metavar="ACTION", required=True)
    for name, help, run in (
        ("start", "start it and make the database", _db_start),
        ("stop", "stop it, and the server for tests", _db_stop),
        ("status", "say whether it runs and where; exit status 1 if it does not", _db_status),
        ("url", "print how to connect, without the password", _db_url),
        ("psql", "a SQL prompt; what follows is passed on to psql", _db_psql),
        ("logs", "print the end of the server's log", _db_logs),
        ("reset", "stop the embedded server and delete its databases", _db_reset),
    ):
        action = actions.add_parser(name, help=help, description=help[0].upper() + help[1:] + ".")
        _common(action, default=argparse.SUPPRESS)
        action.set_defaults(run=run)
        if name == "logs":
            action.add_argument("-n", type=int, default=50, metavar="LINES", help="how many lines (default 50)")
            action.add_argument("-f", "--follow", action="store_true", help="go on as lines are written")
        if name == "reset":
            action.add_argument("--yes", action="store_true", help="do not ask")


def _settings(args: argparse.Namespace) -> Settings:
    from pgassay import settings

    return settings.load(args.project)


def _open(args: argparse.Namespace, settings: Settings) -> Development:
    """The development database; says where it is."""
    from pgassay import server

    development = server.development(settings, database_url=args.database_url, docker=args.docker)
    print(f"server: {development.origin}", flush=True)
    return development


def _is_named(args: argparse.Namespace, settings: Settings) -> bool:
    """Whether the database is one that a URL names, and so not ours to fill or to drop."""
    from pgassay import server

    return server.named_url(settings, database_url=args.database_url, docker=args.docker) is not None


def _migrate(args: argparse.Namespace) -> int:
    from pgassay.migrations import runner

    settings = _settings(args)
    development = _open(args, settings)
    if args.guard and not args.dry_run:
        from pgassay.deploy import guard

        done = guard.deploy(
            settings, development.conninfo, guard.of(settings, args), to=args.to, contexts=args.contexts
        )
        print(guard.report(done, development.conninfo))
        return done.exit_code
    states = runner.migrate(settings, development.conninfo, to=args.to, contexts=args.contexts, dry_run=args.dry_run)
    if args.dry_run:
        return _print_plan([(state.migration.path, state.migration.text) for state in states], "apply")
    if states:
        rows = [(state.migration.context, state.migration.id, f"{state.milliseconds} ms") for state in states]
        print(console.table(rows, ["context", "applied", "time"], align=("left", "left", "right")))
    else:
        print("nothing to apply: the database is up to date")
    print(f"connect: psql '{development.address}'   or: pgassay db psql")
    return 0


def _rollback(args: argparse.Namespace) -> int:
    from pgassay.migrations import runner

    settings = _settings(args)
    development = _open(args, settings)
    count = None if args.all or args.to else (1 if args.n is None else args.n)
    if count is not None and count < 1:
        raise Refused(f"-n {count}: the count is at least 1")
    undone = runner.roll_back(
        settings, development.conninfo, count=count, to=args.to, contexts=args.contexts, dry_run=args.dry_run
    )
    if args.dry_run:
        return _print_plan([(each.rollback_path, each.rollback_text or "") for each in undone], "roll back")
    for migration in undone:
        print(f"rolled back {migration.id}")
    if not undone:
        print("nothing to roll back")
    return 0


def _print_plan(files: Sequence[tuple[Path, str]], verb: str) -> int:
    print(f"would {verb} {len(files)} migration{'' if len(files) == 1 else 's'}")
    for path, text in files:
        print(console.paint(f"\n-- {path}", "bold"))
        print(text.rstrip())
    return 0


def _status(args: argparse.Namespace) -> int:
    from pgassay.migrations import runner

    settings = _settings(args)
    development = _open(args, settings)
    states, problems = runner.status(settings, development.conninfo)
    styles = {"applied": "green", "pending": "yellow", "interrupted": "red"}
    rows = [
        (
            state.migration.context,
            state.migration.id,
            console.paint(state.state, styles[state.state]),
            f"{state.applied_at:%Y-%m-%d %H:%M:%S}" if state.applied_at else "",
            f"{state.milliseconds} ms" if state.milliseconds is not None else "",
        )
        for state in states
    ]
    print(
        console.table(
            rows, ["context", "migration", "state", "applied (UTC)", "time"], align=("left",) * 4 + ("right",)
        )
    )
    return _print_problems(problems)


def _check(args: argparse.Namespace) -> int:
    from pgassay.migrations import check, history

    project = history.read(_settings(args))
    print(f"{len(project.migrations)} migrations in {len(project.contexts)} contexts: {', '.join(project.contexts)}")
    return _print_problems([*project.problems, *check.files(project.migrations)])


def _print_problems(problems: Sequence[object]) -> int:
    for problem in problems:
        print(f"{console.paint('problem:', 'red')} {problem}")
    return 1 if problems else 0


def _new(args: argparse.Namespace) -> int:
    from pgassay.migrations.new import new

    settings = _settings(args)
    for path in new(settings, args.context, " ".join(args.slug), concurrent=args.concurrent):
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    return 0


def _seed(args: argparse.Namespace) -> int:
    from pgassay.migrations.seed import seed

    settings = _settings(args)
    if _is_named(args, settings) and not args.yes:
        raise Refused(
            "the database is one that you named, and seeds are development data",
            hint="add --yes if that is what you want",
        )
    development = _open(args, settings)
    for done in seed(settings, development.conninfo, args.names):
        print(f"{done.path.stem}: {done.rows} rows written")
    return 0


def _reset(args: argparse.Namespace) -> int:
    import psycopg
    from psycopg import sql
    from psycopg.conninfo import make_conninfo

    from pgassay.migrations import runner
    from pgassay.migrations.seed import seed

    settings = _settings(args)
    if _is_named(args, settings):
        raise Refused(
            "reset drops the database, and this one is not ours: DATABASE_URL or --database-url names it",
            hint="unset DATABASE_URL to reset the embedded development database",
        )
    _confirm(f"Drop the development database {settings.database} and make it anew?", yes=args.yes)
    development = _open(args, settings)
    name = sql.Identifier(settings.database)
    with psycopg.connect(make_conninfo(development.conninfo, dbname="postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(name))
        connection.execute(sql.SQL("create database {}").format(name))
    applied = runner.migrate(settings, development.conninfo)
    rows = sum(done.rows for done in seed(settings, development.conninfo))
    print(f"applied {len(applied)} migrations, wrote {rows} rows")
    return 0


def _test(args: argparse.Namespace) -> int:
    from pgassay.tap import arguments

    settings = _settings(args)
    return arguments.run(settings, lambda: _throwaway(args, settings), args)


def _matrix(args: argparse.Namespace) -> int:
    from pgassay.tap import matrix, report

    rows: list[tuple[object, ...]] = []
    ok = True
    for entry in matrix.run(_settings(args), args.files, majors=args.only):
        ok = ok and entry.ok
        left_out = "; ".join(f"{context} (no {', '.join(sorted(names))})" for context, names in entry.lacking.items())
        if entry.result is None:
            rows.append((entry.version, entry.programs, "", "", left_out, console.paint("UNUSABLE", "red")))
            console.note(f"PostgreSQL {entry.version}: {entry.trouble}")
            continue
        if not entry.ok:
            print(f"PostgreSQL {entry.version} in {entry.programs}")
            print(report.render(entry.result))
        verdict = console.paint("ok", "green") if entry.ok else console.paint("FAILED", "red")
        checks = sum(len(file.checks) for file in entry.result.files)
        rows.append((entry.version, entry.programs, len(entry.result.files), checks, left_out, verdict))
    print(console.table(rows, ["PostgreSQL", "programs", "files", "assertions", "left out", ""]))
    return 0 if ok else 1


def _throwaway(args: argparse.Namespace, settings: Settings) -> Throwaway:
    """The server for tests; says where it is, beside a stream of TAP."""
    from pgassay import server

    throwaway = server.throwaway(settings, database_url=args.database_url, docker=args.docker, programs=args.postgres)
    line = f"server: {throwaway.origin}"
    if args.format == "tap":
        console.note(line)
    else:
        print(line, flush=True)
    return throwaway


def _confirm(question: str, *, yes: bool) -> None:
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused(f"{question} There is nobody to ask.", hint="add --yes")
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise Refused("nothing was changed")


def _db_start(args: argparse.Namespace) -> int:
    development = _open(args, _settings(args))
    print(f"connect: psql '{development.address}'   or: pgassay db psql")
    return 0


def _db_stop(args: argparse.Namespace) -> int:
    from pgassay import server

    for line in server.stop(_settings(args), docker=args.docker) or ["nothing was running"]:
        print(line)
    return 0


def _db_status(args: argparse.Namespace) -> int:
    from pgassay import server

    settings = _settings(args)
    if args.docker or _is_named(args, settings):
        _open(args, settings)
        return 0
    cluster = server.development_cluster(settings)
    state = "running" if cluster.running else "stopped"
    print(f"server: embedded PostgreSQL {cluster.installation.version} in {cluster.home}: {state}")
    return 0 if cluster.running else 1


def _db_url(args: argparse.Namespace) -> int:
    from pgassay import server

    print(server.development(_settings(args), database_url=args.database_url, docker=args.docker).address)
    return 0


def _db_psql(args: argparse.Namespace) -> int:
    from psycopg.conninfo import conninfo_to_dict, make_conninfo

    from pgassay import server

    settings = _settings(args)
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


def _db_logs(args: argparse.Namespace) -> int:
    from pgassay import server

    settings = _settings(args)
    if args.docker or _is_named(args, settings):
        raise ServerError("only the embedded server's log is at hand", hint="for Docker: docker compose logs postgres")
    log = server.development_cluster(settings).log
    if not log.exists():
        raise ServerError(f"there is no log yet: {log}", hint="start the server with `pgassay db start`")
    tail = shutil.which("tail") or "/usr/bin/tail"
    os.execv(tail, [tail, "-n", str(args.n), *(["-F"] if args.follow else []), str(log)])  # noqa: S606


def _db_reset(args: argparse.Namespace) -> int:
    from pgassay import server

    settings = _settings(args)
    cluster = server.development_cluster(settings)
    _confirm(f"Delete every database in {cluster.data}?", yes=args.yes)
    cluster.destroy()
    print(f"deleted {cluster.data}; `pgassay migrate` begins anew")
    return 0


class _Command(NamedTuple):
    """What the parser knows of a command; its arguments are added only when it is the one that runs."""

    name: str
    help: str
    run: Callable[[argparse.Namespace], int]
    add_arguments: Callable[[argparse.ArgumentParser], object]


def _of_module(name: str, help: str, module: str, prefix: str) -> _Command:
    def add_arguments(parser: argparse.ArgumentParser) -> None:
        getattr(import_module(module), f"add{prefix}_arguments")(parser)

    return _Command(name, help, partial(_run_module, module, f"run{prefix}"), add_arguments)


def _nothing(_: argparse.ArgumentParser) -> None:
    """A command without arguments of its own."""


_COMMANDS = (
    _Command("migrate", "apply pending migrations", _migrate, _add_migrate),
    _Command("rollback", "undo migrations, the last one first", _rollback, _add_rollback),
    _Command("status", "show every migration and what is wrong with any", _status, _nothing),
    _Command("check", "check the migration files; needs no server", _check, _nothing),
    _Command("new", "begin a migration: write the pair of files with its header", _new, _add_new),
    _Command("seed", "load development data; running it again changes nothing", _seed, _add_seed),
    _Command("reset", "drop the development database, then migrate and seed it anew", _reset, _add_reset),
    _Command("test", "run the pgTAP files on throwaway databases", _test, _add_test),
    _Command(
        "matrix", "run the pgTAP files on every PostgreSQL from 15 up that this machine has", _matrix, _add_matrix
    ),
    *(_of_module(*row) for row in _MODULES),
    _Command("db", "the development server", _db_status, _add_db),
)
