"""The files of ``broken/`` and what is expected of each; its first comment says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pgassay.server import cache_folder
from pgassay.server.extensions import install_pgtap
from pgassay.settings import Settings
from pgassay.tap.files import TestFile

BROKEN = Path(__file__).parent / "broken"
TIMEOUT = 0.5
"""Seconds; what ``never_ends`` is cancelled after."""

_FAILS = re.compile(r"-- fails (?P<line>\d+): (?P<what>.+)\n")
_PG_PROVE = re.compile(r"^-- pg_prove (?P<verdict>agrees|passes|fails|hangs)(?:: (?P<reason>.+))?\n", re.MULTILINE)

GOOD = b"select plan(1);\nselect ok(true, 'one');\nselect * from finish();\nrollback;\n"

# What an editor or git would change, and what has no room for a comment.
BYTES = {
    "empty": (b"", "-- fails 1: there is no plan; 0 assertions ran\n-- pg_prove agrees\n"),
    "only_comments": (
        b"-- one\n/* two\n /* three */ */\n",
        "-- fails 1: there is no plan; 0 assertions ran\n-- pg_prove agrees\n",
    ),
    "byte_order_mark": (b"\xef\xbb\xbfbegin;\n" + GOOD, "-- passes\n-- pg_prove agrees\n"),
    "windows_line_ends": ((b"begin;\n" + GOOD).replace(b"\n", b"\r\n"), "-- passes\n-- pg_prove agrees\n"),
    "windows_line_ends_and_a_failure": (
        b"begin;\n\nselect plan(1);\n-- comment\nselect ok(false, 'one');\nselect * from finish();\n".replace(
            b"\n", b"\r\n"
        ),
        "-- fails 5: one\n-- pg_prove agrees\n",
    ),
    "not_utf8": (
        b"begin;\n-- caf\xe9\n" + GOOD,
        "-- fails 2: not UTF-8: byte 0xe9\n-- pg_prove passes: in a comment\n",
    ),
    "zero_byte": (
        b"begin;\n" + GOOD.replace(b"one", b"\0"),
        "-- fails 3: there is a zero byte in the file\n-- pg_prove agrees\n",
    ),
}


@dataclass(frozen=True)
class Case:
    """One file and what is expected of it.

    Attributes:
        line: at which it fails; None when it passes.
        what: the first failure says.
        pg_prove: ``agrees``, ``passes``, ``fails`` or ``hangs``.
        reason: why pg_prove thinks otherwise.
    """

    file: TestFile
    line: int | None
    what: str
    pg_prove: str
    reason: str


def read_case(path: Path, header: str) -> Case:
    """The case of a file, from the comments at its head."""
    fails, pg_prove = _FAILS.match(header), _PG_PROVE.search(header)
    assert pg_prove, f"{path}: what does pg_prove say?"
    assert fails or header.startswith("-- passes\n"), f"{path}: what is expected?"
    line, what = (int(fails["line"]), fails["what"]) if fails else (None, "")
    return Case(TestFile(path.name, path), line, what, pg_prove["verdict"], pg_prove["reason"] or "")


NAMES = sorted([*(path.stem for path in BROKEN.glob("*.sql")), *BYTES])


@dataclass(frozen=True)
class SqlFile:
    """Writes test files into a folder."""

    folder: Path

    def __call__(self, text: str, name: str = "test.sql") -> TestFile:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return TestFile(name, path)


def build_template(settings: Settings, conninfo: str) -> None:
    """pgTAP, and a table in which rows show that somebody committed."""
    with psycopg.connect(conninfo, autocommit=True) as connection:
        install_pgtap(connection, cache_folder(settings))
        connection.execute("create table public.witnesses (id int generated always as identity)")
        connection.execute("grant usage on schema pgtap to public")
