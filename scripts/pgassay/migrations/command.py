"""The commands that change and show a database's migrations: migrate, rollback, status, check, new, seed, reset."""

from __future__ import annotations

from argparse import ArgumentParser
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from pgassay import console, options
from pgassay.errors import Refused

if TYPE_CHECKING:  # the parser is built for every command: it loads no driver
    from argparse import Namespace

    from pgassay.settings import Settings


def add_migrate_arguments(migrate: ArgumentParser) -> None:
    """The arguments of ``pgassay migrate``."""
    migrate.add_argument("--to", metavar="ID", help="apply up to this one; the beginning of an id is enough")
    _add_contexts(migrate)
    migrate.add_argument("--dry-run", action="store_true", help="print the plan and its SQL, change nothing")
    guard = migrate.add_argument_group(
        "guarded",
        "A backup that was restored elsewhere first; then apply; then validate; and back, where that fails.\n"
        "[tool.pgassay.guard] in pyproject.toml may hold backups, keep, checks and restore-on.",
    )
    guard.add_argument("--guard", action="store_true", help="do so, and say at the end what was done and what remains")
    guard.add_argument("--backups", type=Path, metavar="DIR", help="where backups are kept (default: backups)")
    guard.add_argument("--keep", type=int, metavar="N", help="how many of a database (default: 5)")
    guard.add_argument("--restore-on", metavar="URL", help="where a backup is restored (default: a server of our own)")


def run_migrate(settings: Settings, args: Namespace) -> int:
    """Apply what is pending, guarded if asked for; 0 unless a guarded deploy did not stay."""
    from pgassay.migrations import runner

    development = options.development(settings, args)
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


def add_rollback_arguments(rollback: ArgumentParser) -> None:
    """The arguments of ``pgassay rollback``."""
    which = rollback.add_mutually_exclusive_group()
    which.add_argument("-n", type=int, metavar="COUNT", help="how many (default 1)")
    which.add_argument("--to", metavar="ID", help="undo everything that comes after this one")
    which.add_argument("--all", action="store_true", help="undo all of them")
    _add_contexts(rollback)
    rollback.add_argument("--dry-run", action="store_true", help="print the plan and its SQL, change nothing")


def run_rollback(settings: Settings, args: Namespace) -> int:
    """Undo migrations, the last one first."""
    from pgassay.migrations import runner

    development = options.development(settings, args)
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


def run_status(settings: Settings, args: Namespace) -> int:
    """Print every migration with its state, then what is wrong; 1 if anything is."""
    from pgassay.migrations import runner

    development = options.development(settings, args)
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


def run_check(settings: Settings, args: Namespace) -> int:
    """Print what is wrong with the files; 1 if anything is."""
    from pgassay.migrations import check, history

    project = history.read(settings)
    print(f"{len(project.migrations)} migrations in {len(project.contexts)} contexts: {', '.join(project.contexts)}")
    return _print_problems([*project.problems, *check.files(project.migrations)])


def add_new_arguments(new: ArgumentParser) -> None:
    """The arguments of ``pgassay new``."""
    new.add_argument("context", help="the context's folder, as shop")
    new.add_argument("slug", nargs="+", help="the change in a few words, as add-cart-expiry")
    new.add_argument("--concurrent", action="store_true", help="for what cannot run in a transaction")


def run_new(settings: Settings, args: Namespace) -> int:
    """Write the pair of files and print where they are."""
    from pgassay.migrations.new import new

    for path in new(settings, args.context, " ".join(args.slug), concurrent=args.concurrent):
        print(path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path)
    return 0


def add_seed_arguments(seed: ArgumentParser) -> None:
    """The arguments of ``pgassay seed``."""
    seed.add_argument("names", nargs="*", metavar="NAME", help="files in the seeds folder; all by default")
    seed.add_argument("--yes", action="store_true", help="also into a database that DATABASE_URL names")


def run_seed(settings: Settings, args: Namespace) -> int:
    """Load development data and print how many rows were written."""
    from pgassay.migrations.seed import seed

    if options.is_named(settings, args) and not args.yes:
        raise Refused(
            "the database is one that you named, and seeds are development data",
            hint="add --yes if that is what you want",
        )
    development = options.development(settings, args)
    for done in seed(settings, development.conninfo, args.names):
        print(f"{done.path.stem}: {done.rows} rows written")
    return 0


def add_reset_arguments(reset: ArgumentParser) -> None:
    """The arguments of ``pgassay reset``."""
    reset.add_argument("--yes", action="store_true", help="do not ask")


def run_reset(settings: Settings, args: Namespace) -> int:
    """Drop the development database, migrate and seed it."""
    import psycopg
    from psycopg import sql
    from psycopg.conninfo import make_conninfo

    from pgassay.migrations import runner
    from pgassay.migrations.seed import seed

    if options.is_named(settings, args):
        raise Refused(
            "reset drops the database, and this one is not ours: DATABASE_URL or --database-url names it",
            hint="unset DATABASE_URL to reset the embedded development database",
        )
    options.confirm(f"Drop the development database {settings.database} and make it anew?", yes=args.yes)
    development = options.development(settings, args)
    name = sql.Identifier(settings.database)
    with psycopg.connect(make_conninfo(development.conninfo, dbname="postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("drop database {} with (force)").format(name))
        connection.execute(sql.SQL("create database {}").format(name))
    applied = runner.migrate(settings, development.conninfo)
    rows = sum(done.rows for done in seed(settings, development.conninfo))
    print(f"applied {len(applied)} migrations, wrote {rows} rows")
    return 0


def _add_contexts(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--context", action="append", dest="contexts", metavar="NAME", help="only this context; may be repeated"
    )


def _print_plan(files: Sequence[tuple[Path, str]], verb: str) -> int:
    print(f"would {verb} {len(files)} migration{'' if len(files) == 1 else 's'}")
    for path, text in files:
        print(console.paint(f"\n-- {path}", "bold"))
        print(text.rstrip())
    return 0


def _print_problems(problems: Sequence[object]) -> int:
    for problem in problems:
        print(f"{console.paint('problem:', 'red')} {problem}")
    return 1 if problems else 0
