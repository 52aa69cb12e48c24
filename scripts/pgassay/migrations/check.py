"""What is refused before anything runs, each with its file and line.

These are the ways in which yoyo, or PostgreSQL through yoyo, goes wrong without a word: a header that is not
read, a BEGIN that splits a migration in two, a rollback that does nothing and succeeds, an applied file that
was edited.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import pairwise
from pathlib import Path

from pgassay import sql
from pgassay.errors import Place
from pgassay.migrations.history import Migration, Problem
from pgassay.migrations.ledger import Entry

_TRANSACTION_CONTROL = {
    "begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release", "prepare",
}  # fmt: skip
# What somebody who wants to write a header writes, in every case and with the slips that were seen. A name of a
# migration holds a digit, a hyphen or an underscore, and that tells a header from a sentence that begins alike.
_NAMES = r"[\w.]*[\d_-][\w.-]*(?:[\s,]+[\w.]*[\d_-][\w.-]*)*"
# Only with one of these can a statement be refused.
_REFUSABLE = re.compile(
    rf"\\|\b(?:{'|'.join(sorted(_TRANSACTION_CONTROL | {'copy', 'set', 'reset', 'concurrently'}))})\b", re.IGNORECASE
)
_HEADER_WORD = re.compile("dep|tra", re.IGNORECASE)
_HEADER_LIKE = re.compile(
    rf"""^[\s*#-]*(?:
        (?P<depends>dep(?:en|ne|nd)[a-z]*(?:[ _-]on)?\s*[:=]|dep(?:en|ne|nd)[a-z]*s) \s* {_NAMES}
      | (?P<transactional>(?:no[ _-]?)?tra[a-z]*act?ion[a-z]*\s*[:=]?) \s* (?:true|false|yes|no|on|off|none|[01])
      | (?P<word>transactional)\s*[:=]\s*\w*
    )[\s;.*/]*$""",
    re.IGNORECASE | re.VERBOSE,
)


def against_ledger(migrations: Iterable[Migration], applied: Mapping[str, Entry]) -> Iterator[Problem]:
    """Applied files that changed or are gone, and pending ones that come too late."""
    highest: dict[str, Migration] = {}
    known = set()
    for migration in migrations:
        known.add(migration.id)
        if entry := applied.get(migration.id):
            yield from _changed(migration, entry)
            if migration.number >= highest.get(migration.context, migration).number:
                highest[migration.context] = migration
    for migration in migrations:
        last = highest.get(migration.context)
        if last and migration.id not in applied and migration.number < last.number:
            yield Problem(
                migration.place(),
                f"out of order: its number is lower than that of {last.id}, which is applied",
                "give it the next number and make it depend on the last one",
            )
    for id, entry in applied.items():
        if id not in known:
            yield Problem(
                Place(Path(f"{id}.sql")),
                f"was applied on {entry.applied_at:%Y-%m-%d} and its file is gone",
                "restore the file from version control",
            )


def _changed(migration: Migration, entry: Entry) -> Iterator[Problem]:
    hint = "restore the file from version control; a mistake is mended by the next migration"
    if entry.checksum and entry.checksum != migration.checksum:
        yield Problem(migration.place(), f"was changed after it was applied on {entry.applied_at:%Y-%m-%d}", hint)
    if entry.rollback_checksum and entry.rollback_checksum != migration.rollback_checksum:
        yield Problem(
            Place(migration.rollback_path),
            f"was {'changed' if migration.rollback_text is not None else 'deleted'} after {migration.id} was "
            f"applied on {entry.applied_at:%Y-%m-%d}",
            hint,
        )


def files(migrations: Sequence[Migration]) -> Iterator[Problem]:
    """What is wrong inside the files of these migrations."""
    for migration in migrations:
        yield from _of_one(migration)


@lru_cache(maxsize=4096)
def _of_one(migration: Migration) -> tuple[Problem, ...]:
    """The problems of one migration; a process that migrates many databases need not look at a file twice."""
    return (
        *_unreadable(migration.text, migration.path),
        *_headers(migration),
        *([Problem(migration.place(), "there is no statement in it")] if _is_empty(migration.text) else []),
        *_statements(migration.text, migration.path, migration),
        *rollbacks([migration]),
    )


def rollbacks(migrations: Sequence[Migration]) -> Iterator[Problem]:
    """What is wrong inside the rollbacks of these migrations."""
    for migration in migrations:
        text, path = migration.rollback_text, migration.rollback_path
        if text is None:
            yield Problem(
                Place(path),
                "the rollback is missing",
                "write what restores the state before; what cannot be restored raises an exception with the reason",
            )
            continue
        yield from _unreadable(text, path)
        yield from _ignored_headers(text, path, read=())
        yield from _statements(text, path, migration)
        if _is_empty(text):
            yield Problem(
                Place(path),
                "the rollback does nothing: it would be taken for done and leave everything in place",
                "write what restores the state before, or raise an exception with the reason why nothing can",
            )


def _is_empty(text: str) -> bool:
    return all(token.kind == "comment" or token.text == ";" for token in sql.tokens(text))


def _unreadable(text: str, path: Path) -> Iterator[Problem]:
    if text.startswith("\ufeff"):
        yield Problem(
            Place(path),
            "begins with a byte order mark, which hides the header and is a syntax error to the server",
            "save it as UTF-8 without a BOM",
        )
    if token := sql.left_open(text):
        line = sql.Lines(text).at(token.start)[0]
        what = {"comment": "comment", "identifier": "quoted name"}.get(token.kind, "string")
        yield Problem(Place(path, line), f"the {what} that begins here is never closed: {token.text[:20].strip()}")


def _headers(migration: Migration) -> Iterator[Problem]:
    read = [line for _, _, line in migration.directives]
    yield from _ignored_headers(migration.text, migration.path, read=read)
    for name, value, line in migration.directives:
        if name == "transactional" and value.lower() not in ("true", "false"):
            yield Problem(Place(migration.path, line), f"transactional is true or false, not {value!r}")


def _ignored_headers(text: str, path: Path, *, read: Sequence[int]) -> Iterator[Problem]:
    if not _HEADER_WORD.search(text):
        return
    lines = sql.Lines(text)
    for token in sql.tokens(text):
        if token.kind != "comment":
            continue
        for offset, line in enumerate(token.text.removeprefix("/*").split("\n")):
            number = lines.at(token.start)[0] + offset
            if number not in read and _HEADER_LIKE.match(line):
                yield Problem(
                    Place(path, number),
                    f"this header would be ignored: {line.strip()!r}",
                    "write it in lower case as '-- depends: …' or '-- transactional: false', in '--' lines above the "
                    "first statement of the file that makes the change",
                )


def _statements(text: str, path: Path, migration: Migration) -> Iterator[Problem]:
    if not _REFUSABLE.search(text):  # spares most of a thousand small files the lexer
        return
    for statement in sql.split(text):
        words = statement.words
        first = words[0] if words else ""
        place = Place(path, statement.line)
        if meta := next((token for token in statement.tokens if token.kind == "meta"), None):
            yield Problem(place, f"a psql meta-command: {meta.text.strip()}", "only SQL can be sent to the server")
        if first in _TRANSACTION_CONTROL and (first != "prepare" or words[1:2] == ("transaction",)):
            yield Problem(
                place,
                f"{' '.join(words[:2]).upper()}: a migration is one transaction already",
                "remove it; what must not run in a transaction goes into a file with '-- transactional: false'",
            )
        if first == "copy" and _outside_parentheses(statement, "from", "stdin"):
            yield Problem(place, "COPY FROM STDIN: there is no input to read", "insert the rows with INSERT … VALUES")
        if first == "copy" and _outside_parentheses(statement, "to", "stdout"):
            yield Problem(place, "COPY TO STDOUT: there is nobody to read it", "leave it out")
        if first in ("set", "reset") and not migration.transactional:
            yield Problem(
                place,
                f"{first.upper()}: in a file that is not one transaction, every statement runs on its own",
                "qualify names instead of setting search_path; put what needs the setting into a transactional file",
            )
        yield from _concurrent(statement, place, migration)


def _outside_parentheses(statement: sql.Statement, *wanted: str) -> bool:
    """Whether these words follow each other in a statement, outside of every parenthesis."""
    depth, words = 0, []
    for token in statement.tokens:
        depth += (token.text == "(") - (token.text == ")")
        if depth == 0 and token.kind == "word":
            words.append(token.text.lower())
    return any(tuple(pair) == wanted for pair in pairwise(words))


def _concurrent(statement: sql.Statement, place: Place, migration: Migration) -> Iterator[Problem]:
    words = statement.words
    detaches = words[:2] == ("alter", "table") and "detach" in words and words[-1] == "concurrently"
    builds = words[:1] in (("create",), ("drop",), ("reindex",)) and "concurrently" in words[:6]
    if not (builds or detaches):
        return
    if migration.transactional:
        yield Problem(
            place,
            "CONCURRENTLY cannot run inside a transaction",
            "move it to a migration of its own that begins with '-- transactional: false'",
        )
    if words[0] == "create" and words[words.index("concurrently") + 1 :][:1] == ("on",):
        named = next(token for token in statement.tokens if token.text.lower() == "concurrently")
        after = statement.tokens[statement.tokens.index(named) + 1]
        if after.kind == "word":
            yield Problem(place, "the index has no name", "name it, so that a broken build can be found and rebuilt")
    after_it = words[words.index("concurrently") + 1 :]
    if after_it[:2] == ("if", "exists") or after_it[:3] == ("if", "not", "exists"):
        yield Problem(
            place,
            f"{' '.join(after_it[: after_it.index('exists') + 1]).upper()} with CONCURRENTLY passes over an index "
            "that a broken build left invalid",
            "leave it out: a broken build is found and rebuilt by the next run",
        )
