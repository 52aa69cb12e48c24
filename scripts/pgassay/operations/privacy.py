"""Personal data in operation: export, erase and purge what the catalogue of personal data describes; rotate keys.

Everything is decided and recorded by the functions of schema ``privacy``; here they are called, batch by batch where
there are many rows, and what they say is printed. Erasure and purge are plans until ``--yes`` is given.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg import sql

from pgassay import console, options
from pgassay.errors import Refused, ServerError
from pgassay.operations import webhook
from pgassay.settings import Settings

Connection = psycopg.Connection[tuple[Any, ...]]

KEYS = "ENCRYPTION_KEY_"
"""Keys are read from ENCRYPTION_KEY_<ID>, in the environment or in .env."""

_LEGAL_HOLD = "PFP03"
_REMEMBERED = "7 days"


@dataclass(frozen=True)
class Line:
    """What is done to the rows of one table: ``delete``, ``change``, ``mask`` or ``keep``."""

    relation: str
    action: str
    rows: int


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser all that ``run`` reads; the server's own options are not among it."""
    parser.description = "Personal data: export them, erase them, purge what is too old, report, rotate keys."
    actions = parser.add_subparsers(dest="privacy_action", title="actions", metavar="ACTION", required=True)
    subject = "KIND:KEY or KIND:ADDRESS, as shop.user:ada@example.com"

    export = actions.add_parser(
        "export",
        help="print everything the database holds of a person, as JSON",
        description="Print everything the database holds of a person, as JSON. Encrypted values are decrypted with the "
        f"keys in {KEYS}<ID>. The export is recorded.",
    )
    export.add_argument("subject", metavar="SUBJECT", help=subject)
    export.add_argument("--output", type=Path, metavar="FILE", help="write a new file, readable by you alone")

    erase = actions.add_parser(
        "erase",
        help="say what an erasure would do; with --yes, do it",
        description="Say what the erasure of a person would delete, change, mask and keep. With --yes it is done, in "
        "one transaction, and nothing is done if anything that identifies the person would be left.",
    )
    erase.add_argument("subject", metavar="SUBJECT", help=subject)
    erase.add_argument("--yes", action="store_true", help="erase")
    erase.add_argument(
        "--no-scan", action="store_true", help="do not read the whole database to make sure that nothing is left"
    )

    purge = actions.add_parser(
        "purge",
        help="say which rows are past their retention; with --yes, delete them",
        description="Say how many rows of each table are past their retention. With --yes they are deleted in batches; "
        "after an interruption the next run goes on. Rows of people under legal hold stay.",
    )
    purge.add_argument("--yes", action="store_true", help="delete")
    purge.add_argument("--table", metavar="NAME", help="only this one, as shop.leads")
    purge.add_argument("--batch", type=int, default=1000, metavar="ROWS", help="of one transaction (default 1000)")

    actions.add_parser(
        "report",
        help="show what is known of personal data, open requests and legal holds",
        description="Show the catalogue of personal data, its gaps, open requests and legal holds. Exit status 1 if "
        "there is a gap or a request is overdue.",
    )

    rotate = actions.add_parser(
        "rotate-key",
        help="encrypt every encrypted value anew with a key",
        description="Encrypt every value that another key encrypted anew, in batches; after an interruption the next "
        f"run goes on. The new key and the old ones are read from {KEYS}<ID>, in the environment or in .env.",
    )
    rotate.add_argument("key", metavar="ID", help="of the new key, as k2")
    rotate.add_argument("--batch", type=int, default=1000, metavar="ROWS", help="of one transaction (default 1000)")


def run(settings: Settings, args: argparse.Namespace) -> int:
    """Do what ``pgassay privacy`` was asked to do; returns the exit status.

    Raises:
        Refused: the database refused it, and says why; nothing was changed.
    """
    url = webhook.address(settings)
    conninfo = options.development(settings, args).conninfo
    match args.privacy_action:
        case "export":
            _write(export(conninfo, args.subject, keys=keys(settings)), args.output)
        case "erase":
            lines = erase(conninfo, args.subject, dry_run=not args.yes, scan=not args.no_scan)
            _print_lines(lines, done=args.yes)
        case "purge":
            lines = purge(conninfo, dry_run=not args.yes, table=args.table, batch=args.batch)
            _print_lines(lines, done=args.yes)
        case "rotate-key":
            done = rotate(conninfo, args.key, keys=keys(settings), batch=args.batch)
            sys.stdout.write(f"{done} values encrypted with {args.key}; no value needs another key\n")
            return 0
        case _:
            return _report(conninfo)
    if url and (args.privacy_action == "export" or args.yes):
        notify(conninfo, url)
    return 0


def keys(settings: Settings) -> dict[str, str]:
    """The encryption keys by id, from the environment and ``.env``."""
    names = {name for name in (*os.environ, *(settings.dotenv or {})) if name.startswith(KEYS)}
    found = {name.removeprefix(KEYS).lower(): settings.environment(name) for name in sorted(names)}
    return {id: value[0] for id, value in found.items() if value}


def export(conninfo: str, subject: str, *, keys: Mapping[str, str]) -> dict[str, Any]:
    """Everything the database holds of a person, as ``privacy.export`` gives it.

    Args:
        conninfo: the database.
        subject: the person.
        keys: to decrypt with, by id.
    """
    with _connect(conninfo) as connection, connection.transaction():
        _use(connection, keys)
        row = connection.execute("select privacy.export(%s)", (subject,)).fetchone()
    return dict(row[0]) if row else {}


def erase(conninfo: str, subject: str, *, dry_run: bool = True, scan: bool = True) -> list[Line]:
    """Erase a person, or plan it.

    A refusal because of a legal hold is recorded. After an erasure the statistics of the tables are made anew, for
    they hold samples of values.

    Args:
        conninfo: the database.
        subject: the person.
        dry_run: only plan.
        scan: make sure that nothing is left anywhere.
    """
    with _connect(conninfo) as connection:
        try:
            with connection.transaction():
                rows = connection.execute(
                    "select relation, action, rows from privacy.erase(%s, dry_run => %s, verify => %s)",
                    (subject, dry_run, scan),
                ).fetchall()
        except psycopg.Error as error:
            if error.sqlstate == _LEGAL_HOLD and not dry_run:
                connection.execute(
                    "select privacy.refuse_request(privacy.open_request('erase', kind || ':' || key), %s) "
                    "from privacy.locate(%s)",
                    (error.diag.message_primary, subject),
                )
            raise
        lines = [Line(*row) for row in rows]
        if not dry_run:
            for relation in sorted({line.relation for line in lines if line.action != "keep"}):
                # The name comes quoted from the database.
                connection.execute(sql.SQL("analyze ") + sql.SQL(relation))
    return lines


def purge(conninfo: str, *, dry_run: bool = True, table: str | None = None, batch: int = 1000) -> list[Line]:
    """Delete what is past its retention, batch by batch, or count it.

    Args:
        conninfo: the database.
        dry_run: only count.
        table: only this one.
        batch: rows of one table in one transaction.
    """
    statement = "select relation, rows, held from privacy.purge(%s, %s, %s::regclass, %s)"
    deleted: dict[str, int] = {}
    held: dict[str, int] = {}
    with _connect(conninfo) as connection:
        # A purge that is refused is not entered.
        planned = connection.execute(statement, (True, batch, table, None)).fetchall()
        if dry_run:
            return list(_purged({row[0]: row[1] for row in planned}, {row[0]: row[2] for row in planned}))
        request = connection.execute("select privacy.begin_purge()").fetchone()
        while True:
            rows = connection.execute(statement, (False, batch, table, request[0] if request else None)).fetchall()
            for relation, count, on_hold in rows:
                deleted[relation] = deleted.get(relation, 0) + count
                held[relation] = on_hold
            if not any(count for _, count, _ in rows):
                return list(_purged(deleted, held))


def rotate(conninfo: str, key: str, *, keys: Mapping[str, str], batch: int = 1000) -> int:
    """Encrypt with a key what others encrypted, batch by batch; returns the number of values.

    Args:
        conninfo: the database.
        key: id of the new key.
        keys: the new key and the old ones, by id.
        batch: values of one transaction.

    Raises:
        Refused: the new key is not among them, an old one is missing or wrong; what was done until then is kept.
    """
    if key not in keys:
        unknown = f"key {key} is not known: {KEYS}{key.upper()} is not set"
        raise Refused(
            unknown if _is_id(key) else "this is not the id of a key",
            hint=f"make one with `openssl rand -hex 32`, set {KEYS}<ID> in the environment or in .env, and name its id",
        )
    total = 0
    with _connect(conninfo) as connection:
        while True:
            with connection.transaction():
                _use(connection, keys)
                row = connection.execute(
                    "select relation, column_name, changed, finished from privacy.rotate_batch(%s, %s)", (key, batch)
                ).fetchone()
            if row is None or row[3]:
                return total
            total += row[2]
            console.note(f"{row[0]}.{row[1]}: {row[2]} values ({total} in all)")


def notify(conninfo: str, url: str) -> None:
    """Tell the webhook of what was done and not yet told; what is not delivered is tried again with the next message.

    The message holds no personal data: what was done to which kind of person, the receipt's id and its counters.
    """
    with _connect(conninfo) as connection:
        waiting = connection.execute(
            "select id, action, subject_kind, status, counters from privacy.requests "
            "where finished_at > now() - %s::interval and notified_at is null order by finished_at",
            (_REMEMBERED,),
        ).fetchall()
        for id, action, kind, status, counters in waiting:
            rows = [f"{name} {what} {n}" for name, each in sorted((counters or {}).items()) for what, n in each.items()]
            of = f" of a {kind}" if kind else ""
            text = f"privacy: {action}{of} {status}, receipt {id}: {', '.join(rows) or 'nothing'}"
            if not webhook.send(url, text):
                return
            connection.execute("update privacy.requests set notified_at = clock_timestamp() where id = %s", (id,))


def _report(conninfo: str) -> int:
    with _connect(conninfo) as connection:
        tables = connection.execute(
            "select format('%I.%I', t.table_schema, t.table_name), "
            "count(*) filter (where c.category <> 'none'), "
            "coalesce(string_agg(distinct c.category, ', ') filter (where c.category <> 'none'), ''), "
            "coalesce(t.retention::text, 'as long as the person') "
            "from privacy.tables as t left join privacy.columns as c using (table_schema, table_name) "
            "group by t.table_schema, t.table_name, t.retention order by 1"
        ).fetchall()
        due = connection.execute(
            "select id::text, action, subject_kind, to_char(due_at, 'YYYY-MM-DD'), overdue from privacy.due_requests"
        ).fetchall()
        holds = connection.execute(
            "select id, subject_kind, to_char(placed_at, 'YYYY-MM-DD'), reason from privacy.holds "
            "where released_at is null order by id"
        ).fetchall()
        gaps = connection.execute("select relation, coalesce(column_name, ''), gap from privacy.gaps()").fetchall()
    sections: list[str] = [console.table(tables, ["table", "personal columns", "categories", "kept for"])]
    if due:
        rows = [(*row[:4], console.paint("overdue", "red") if row[4] else "open") for row in due]
        sections.append(console.table(rows, ["request", "asks for", "person", "due", "state"]))
    else:
        sections.append("no request is open")
    if holds:
        sections.append(console.table(holds, ["hold", "person", "since", "reason"]))
    else:
        sections.append("nobody is under legal hold")
    if gaps:
        sections.append(console.table(gaps, ["table", "column", "gap"]))
    else:
        sections.append("every column reachable from a person is classified")
    sys.stdout.write("\n\n".join(sections) + "\n")
    return 1 if gaps or any(row[4] for row in due) else 0


def _purged(deleted: Mapping[str, int], held: Mapping[str, int]) -> Iterator[Line]:
    for relation in sorted({*deleted, *held}):
        if count := deleted.get(relation):
            yield Line(relation, "delete", count)
        if count := held.get(relation):
            yield Line(relation, "keep: legal hold", count)


def _print_lines(lines: Iterable[Line], *, done: bool) -> None:
    rows = [(line.relation, line.action, line.rows) for line in lines]
    if rows:
        sys.stdout.write(console.table(rows, ["table", "done" if done else "would", "rows"]) + "\n")
    else:
        sys.stdout.write("there was nothing to do\n" if done else "there is nothing to do\n")
    if not done:
        console.note("nothing was changed; --yes does it")


def _write(data: Mapping[str, Any], path: Path | None) -> None:
    text = json.dumps(data, ensure_ascii=False, indent=2, sort_keys=True) + "\n"
    if path is None:
        sys.stdout.write(text)
        return
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}", hint="name a file that does not exist") from None
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)


def _use(connection: Connection, keys: Mapping[str, str]) -> None:
    """Make keys known for this transaction; none is for new values."""
    for id, key in keys.items():
        connection.execute("select privacy.use_key(%s, %s, for_new_values => false)", (id, key))


def _is_id(text: str) -> bool:
    """Whether this may be printed: a key in the place of its id must not be."""
    return re.fullmatch("[a-z][a-z0-9_]{0,30}", text) is not None


@contextmanager
def _connect(conninfo: str) -> Iterator[Connection]:
    """A connection in autocommit; what the database refuses becomes an error for people."""
    try:
        with psycopg.connect(conninfo, autocommit=True, application_name="pgassay privacy") as connection:
            yield connection
    except (psycopg.errors.UndefinedFunction, psycopg.errors.UndefinedTable, psycopg.errors.InvalidSchemaName) as error:
        message = error.diag.message_primary or str(error)
        raise Refused(
            message, hint="is the table's name right, and are the migrations of platform applied? `pgassay status` says"
        ) from None
    except psycopg.Error as error:
        if error.sqlstate is None:
            raise ServerError(str(error).strip()) from None
        raise Refused(error.diag.message_primary or str(error), hint=error.diag.message_hint) from None
