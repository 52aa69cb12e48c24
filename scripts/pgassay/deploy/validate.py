"""Look at a live database without leaving a trace: integrity checks, and the pgTAP files that are marked as safe."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import psycopg

from pgassay import server, sql
from pgassay.errors import Place, Refused
from pgassay.server import extensions
from pgassay.settings import Settings
from pgassay.tap import files
from pgassay.tap.connection import Connection
from pgassay.tap.files import TestFile
from pgassay.tap.result import FileResult, Status
from pgassay.tap.run import judge
from pgassay.tap.source import Source

MARK = re.compile(r"^--\s*pgassay:\s*live\s*$", re.MULTILINE)
_CONTROL = frozenset({"begin", "start", "commit", "end", "rollback", "abort", "prepare", "savepoint", "release"})
_SAVEPOINT = "pgassay_live"
_SECONDS = 60.0
_INVALID = """
select format('index %I.%I is not valid: an interrupted build left it', n.nspname, c.relname)
from pg_catalog.pg_index i
join pg_catalog.pg_class c on c.oid = i.indexrelid
join pg_catalog.pg_namespace n on n.oid = c.relnamespace
where not (i.indisvalid and i.indisready) and c.relkind = 'i'
order by 1
"""


@dataclass(frozen=True)
class Verdict:
    """What a look at a live database gave.

    Attributes:
        checks: how many integrity checks ran.
        files: how many pgTAP files.
        assertions: how many assertions in them.
        problems: what was found.
    """

    checks: int
    files: int
    assertions: int
    problems: tuple[str, ...] = ()


def validate(settings: Settings, conninfo: str, *, checks: Path | None, before: bool = False) -> Verdict:
    """Run everything that may run on a live database; all of it is rolled back.

    Args:
        settings: the project's.
        conninfo: of the database, as a user that may create a schema in it.
        checks: folder of integrity checks: SQL files, each a query that gives one row for each violation; None for
            those alone that are built in.
        before: whether the migrations that these files belong to are not applied yet: then only violations count, no
            errors, and no pgTAP file runs, for it may speak of what is not there.

    Raises:
        Refused: a file that is marked as safe is not one transaction that is rolled back.
        ServerError: the database cannot be reached.
    """
    problems = list(_invalid(conninfo))
    own = sorted(checks.glob("*.sql")) if checks and checks.is_dir() else []
    problems += [problem for path in own for problem in _check(settings, conninfo, path, before=before)]
    marked = [file for file in _tests(settings) if not before and MARK.search(_header(file.path))]
    results = list(_live(settings, conninfo, marked)) if marked else []
    for result in results:
        problems += [f"{result.file.name}:{fault.line}: {fault.what}" for fault in result.faults]
        problems += [
            f"{result.file.name}:{check.line}: {check.description}"
            for check in result.checks
            if check.status is Status.FAILED
        ]
    return Verdict(1 + len(own), len(marked), sum(len(result.checks) for result in results), tuple(problems))


def _tests(settings: Settings) -> list[TestFile]:
    return files.find(settings) if settings.pgtap.is_dir() else []


def _header(path: Path) -> str:
    """The comment that a file begins with."""
    lines = []
    for line in path.read_text(encoding="utf-8-sig").splitlines():
        if line.strip() and not line.lstrip().startswith("--"):
            break
        lines.append(line.strip())
    return "\n".join(lines)


def _invalid(conninfo: str) -> list[str]:
    with psycopg.connect(conninfo) as connection:
        return [str(row[0]) for row in connection.execute(_INVALID)]


def _check(settings: Settings, conninfo: str, path: Path, *, before: bool) -> Iterator[str]:
    """The violations that one check gives, the first few of them; or why it cannot run."""
    with psycopg.connect(conninfo) as connection:
        connection.read_only = True
        try:
            connection.execute("select set_config('lock_timeout', %s, true)", (settings.lock_timeout,))
            found = connection.execute(path.read_bytes()).fetchmany(4)
        except psycopg.Error as error:
            if not before:
                yield f"{path.name}: {str(error).strip().splitlines()[0]}"
            return
    for row in found[:3]:
        yield f"{path.name}: " + ", ".join(str(value) for value in row)
    if len(found) > 3:
        yield f"{path.name}: and more"


def _live(settings: Settings, conninfo: str, marked: Sequence[TestFile]) -> Iterator[FileResult]:
    """Files in one transaction that installs pgTAP and the helpers and is rolled back, a savepoint for each."""
    ready = [(file, _transformed(file)) for file in marked]
    connection = Connection(conninfo)
    try:
        _must(connection, f"begin; set local lock_timeout = '{settings.lock_timeout}'")
        _must(connection, "set local idle_in_transaction_session_timeout = '5min'")
        for statement in _preparation(settings, conninfo):
            _must(connection, statement)
        for file, source in ready:
            started = time.perf_counter()
            reply = connection.run(source.sent, seconds=_SECONDS)
            yield judge(file, source, reply, time.perf_counter() - started, _SECONDS).result
            if reply.lost:
                break
            if reply.error:
                _must(connection, f"rollback to {_SAVEPOINT}")
        connection.run("rollback", seconds=_SECONDS)
    finally:
        connection.close()


def _preparation(settings: Settings, conninfo: str) -> Iterator[str]:
    """What puts pgTAP and the helpers where the files look for them."""
    with psycopg.connect(conninfo) as connection:
        there = connection.execute("select from pg_namespace where nspname = 'pgtap'").fetchone()
        offered = connection.execute("select from pg_available_extensions where name = 'pgtap'").fetchone()
    if there is None:
        yield f"create schema {extensions.SCHEMA}"
        if offered is not None:
            yield f"create extension pgtap with schema {extensions.SCHEMA}"
        else:
            yield f"set local search_path = {extensions.SCHEMA}"
            yield extensions.pgtap_script(server.cache_folder(settings))[1]
            yield "set local search_path = pgtap, test, public"
    if settings.helpers.is_dir():
        yield from (path.read_text(encoding="utf-8-sig") for path in sorted(settings.helpers.rglob("*.sql")))
    yield f"grant usage on schema {extensions.SCHEMA} to public"
    yield "do $$ begin grant usage on schema test to public; exception when invalid_schema_name then end $$"


def _transformed(file: TestFile) -> Source:
    """A file whose transaction is a savepoint of ours.

    Raises:
        Refused: it is not one transaction that is rolled back.
    """
    text = Source(file.path.read_bytes()).text
    statements = sql.split(text)
    controlling = [each for each in statements if each.words and each.words[0] in _CONTROL]
    if (
        len(controlling) != 2
        or controlling[0] is not statements[0]
        or controlling[1] is not statements[-1]
        or controlling[0].words[0] not in ("begin", "start")
        or controlling[1].words != ("rollback",)
    ):
        raise Refused(
            "is marked as safe for a live database, and is not one transaction that is rolled back",
            where=Place(file.path, controlling[0].line if controlling else 1),
            hint="let it begin with `begin;`, end with `rollback;`, and have no other BEGIN, COMMIT or SAVEPOINT",
        )
    first, last = statements[0], statements[-1]
    middle = text[first.start + len(first.text) : last.start]
    changed = f"{text[: first.start]}savepoint {_SAVEPOINT}{middle}rollback to {_SAVEPOINT};"
    return Source(changed.encode())


def _must(connection: Connection, text: str) -> None:
    reply = connection.run(text, seconds=_SECONDS)
    if reply.error:
        raise Refused(f"pgTAP cannot be put into a transaction of the live database: {reply.error.message}")
