"""The command ``pgassay``: parses, calls, prints."""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib import import_module
from types import ModuleType

from pgassay import __version__, console, options, settings
from pgassay.errors import PgassayError

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


@dataclass(frozen=True)
class _Command:
    """A command; the module that knows its arguments and runs it is loaded only when it is the one that was named.

    Attributes:
        name: as it is typed.
        help: what it does, in a few words.
        module: below ``pgassay``, which has ``add_arguments`` (where it takes any) and ``run``.
        part: what these are called by where a module has several commands: ``add_status_arguments``, ``run_status``.
    """

    name: str
    help: str
    module: str
    part: str = ""

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        """Give the command's parser what it takes beside the options of every command."""
        if add := getattr(self._module(), f"add{self.part}_arguments", None):
            add(parser)

    def run(self, args: argparse.Namespace) -> int:
        """Do it; the exit status."""
        return int(getattr(self._module(), f"run{self.part}")(settings.load(args.project), args))

    def _module(self) -> ModuleType:
        return import_module(f"pgassay.{self.module}")


_COMMANDS = (
    _Command("migrate", "apply pending migrations", "migrations.command", "_migrate"),
    _Command("rollback", "undo migrations, the last one first", "migrations.command", "_rollback"),
    _Command("status", "show every migration and what is wrong with any", "migrations.command", "_status"),
    _Command("check", "check the migration files; needs no server", "migrations.command", "_check"),
    _Command("new", "begin a migration: write the pair of files with its header", "migrations.command", "_new"),
    _Command("seed", "load development data; running it again changes nothing", "migrations.command", "_seed"),
    _Command("reset", "drop the development database, then migrate and seed it anew", "migrations.command", "_reset"),
    _Command("test", "run the pgTAP files on throwaway databases", "tap.command"),
    _Command(
        "matrix", "run the pgTAP files on every PostgreSQL from 15 up that this machine has", "tap.command", "_matrix"
    ),
    _Command("verify", "prove that every migration can be rolled back exactly", "migrations.verify"),
    _Command("drift", "compare a live database with its migrations", "migrations.drift"),
    _Command("faults", "kill migrator and server after every statement, and see the next run finish", "deploy.faults"),
    _Command("review", "what a branch's migrations do, on one page", "deploy.review"),
    _Command("rehearse", "apply migrations on a seeded clone while clients work", "deploy.rehearse"),
    _Command("compat", "what the release before cannot do on this schema", "deploy.compat"),
    _Command("commute", "whether the migrations of two branches may come in either order", "deploy.commute"),
    _Command("adopt", "take over a database whose tables another tool made", "migrations.adopt"),
    _Command("snapshot", "write the catalogue of a database as a file", "migrations.compare", "_snapshot"),
    _Command("diff", "compare two databases, snapshots or migrations", "migrations.compare", "_diff"),
    _Command("lint", "find the locks that the migrations would take, and what is dangerous", "migrations.lint.command"),
    _Command("assay", "weaken every object of the schema, and see which test notices", "assay.command"),
    _Command("coverage", "say for every object which assertions notice it", "assay.coverage"),
    _Command("locks", "run migrations on a throwaway server and watch what they lock", "migrations.locks.command"),
    _Command("audit", "seal the audit log, and verify it against seals kept elsewhere", "operations.audit"),
    _Command("integrity", "check what must hold across tables: balances, references", "operations.integrity"),
    _Command("privacy", "export, erase and purge personal data; rotate keys", "operations.privacy"),
    _Command("partitions", "watch partitions by time, and retire what is too old", "operations.partitions"),
    _Command("db", "the development server", "server.command"),
)


def main(argv: Sequence[str] | None = None) -> int:
    """Run the command; returns the exit status."""
    words = list(sys.argv[1:] if argv is None else argv)
    words, for_psql = _divide(words)
    args = _parser(words).parse_args(words)
    args.for_psql = for_psql
    try:
        return int(args.command.run(args))
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
    options.add_common(parser, default=None)
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    named = [command for command in _COMMANDS if command.name in words]
    for command in named or _COMMANDS:
        sub = commands.add_parser(
            command.name,
            help=command.help,
            description=command.help[0].upper() + command.help[1:] + ".",
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        options.add_common(sub, default=argparse.SUPPRESS)
        sub.set_defaults(command=command)
        if named:
            command.add_arguments(sub)
    return parser
