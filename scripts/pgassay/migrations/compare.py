"""The commands ``pgassay snapshot`` and ``pgassay diff``."""

from __future__ import annotations

import argparse
import json
import sys
from argparse import Namespace
from pathlib import Path

from pgassay.catalogue import render, snapshot
from pgassay.catalogue.difference import diff
from pgassay.migrations import catalogues
from pgassay.settings import Settings


def add_snapshot_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay snapshot``."""
    parser.add_argument("file", nargs="?", type=Path, metavar="FILE", help="where to (default: standard output)")
    parser.add_argument(
        "--of", default=catalogues.LIVE, metavar="A", help="what to take: as A of `pgassay diff` (default: live)"
    )
    _add_schema(parser)


def run_snapshot(settings: Settings, args: Namespace) -> int:
    """Write the catalogue as a file."""
    found = catalogues.catalogue(settings, args.of, args)
    if args.schemas:
        found = found.only(args.schemas)
    if args.file is None:
        sys.stdout.write(snapshot.dumps(found))
    else:
        snapshot.write(found, args.file)
        sys.stdout.write(f"{args.file}: {len(found.objects)} objects, fingerprint {found.fingerprint}\n")
    return 0


def add_diff_arguments(parser: argparse.ArgumentParser) -> None:
    """Arguments of ``pgassay diff``."""
    parser.add_argument("before", metavar="A", help="the first: live, URL, FILE, ID, head or nothing")
    parser.add_argument("after", metavar="B", help="the second")
    parser.add_argument("--json", action="store_true", help="print the difference as JSON")
    parser.add_argument("--roles", action="store_true", help="compare the roles that the objects name, too")
    _add_schema(parser)
    parser.epilog = catalogues.HELP + "\n\nExit status: 0 equal, 1 different."


def run_diff(settings: Settings, args: Namespace) -> int:
    """Print the difference of two catalogues; 0 if there is none, else 1."""
    before = catalogues.catalogue(settings, args.before, args)
    after = catalogues.catalogue(settings, args.after, args)
    if args.schemas:
        before, after = before.only(args.schemas), after.only(args.schemas)
    found = diff(before, after, roles=args.roles)
    if args.json:
        sys.stdout.write(json.dumps(found.to_json(), indent=2, ensure_ascii=False) + "\n")
    elif found:
        sys.stdout.write(render.difference(found) + "\n")
    else:
        sys.stdout.write(f"equal: {len(after.objects)} objects, fingerprint {after.fingerprint}\n")
    return 1 if found else 0


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--schema", action="append", dest="schemas", metavar="NAME", help="only this schema; may be repeated"
    )
