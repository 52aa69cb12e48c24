"""The options that every command takes, and the servers that they name."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from pgassay import console
from pgassay.errors import Refused

if TYPE_CHECKING:  # the parser is built for every command: it loads no driver
    from pgassay.server import Development, Throwaway
    from pgassay.settings import Settings


def add_common(parser: argparse.ArgumentParser, *, default: object) -> None:
    """The options that every command takes, before or after its name."""
    parser.add_argument(
        "--project", type=Path, metavar="DIR", default=default, help="the repository to work on (default: here)"
    )
    parser.add_argument(
        "--database-url", metavar="URL", default=default, help="use this server (postgresql://USER@HOST:PORT/DATABASE)"
    )
    parser.add_argument("--docker", action="store_true", default=default or False, help="use Docker")


def development(settings: Settings, args: argparse.Namespace) -> Development:
    """The development database that the options name; says beside the result where it is."""
    from pgassay import server

    found = server.development(settings, database_url=args.database_url, docker=args.docker)
    console.note(f"server: {found.origin}")
    return found


def throwaway(settings: Settings, args: argparse.Namespace, *, programs: Path | None = None) -> Throwaway:
    """The server for tests that the options name; says beside the result where it is.

    Args:
        settings: the project's.
        args: what was asked for.
        programs: bin folder of the PostgreSQL to run instead of the embedded one.
    """
    from pgassay import server

    found = server.throwaway(settings, database_url=args.database_url, docker=args.docker, programs=programs)
    console.note(f"server: {found.origin}")
    return found


def is_named(settings: Settings, args: argparse.Namespace) -> bool:
    """Whether the database is one that a URL names, and so not ours to fill or to drop."""
    from pgassay import server

    return server.named_url(settings, database_url=args.database_url, docker=args.docker) is not None


def confirm(question: str, *, yes: bool) -> None:
    """Go on only after a yes, from ``--yes`` or from whoever sits at the terminal.

    Raises:
        Refused: the answer was not yes, or there is nobody to ask.
    """
    if yes:
        return
    if not sys.stdin.isatty():
        raise Refused(f"{question} There is nobody to ask.", hint="add --yes")
    if input(f"{question} [y/N] ").strip().lower() not in ("y", "yes"):
        raise Refused("nothing was changed")
