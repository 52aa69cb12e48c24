"""The catalogue of hot queries: a file each in ``queries/``, its parameters written in its comments.

``-- $1: md5('user' || {n})::uuid`` says with which value the first parameter is measured, for the n-th person; the
rest of the comment says what the query is for. ``pgassay compat`` prepares the same files: what is measured is what a
deployment must not break.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import psycopg
from psycopg.rows import tuple_row

FOLDER = Path(__file__).parents[1] / "queries"
_PARAMETER = re.compile(r"^-- \$(\d+): (.+)$", re.MULTILINE)
_COMMENT = re.compile(r"^--.*\n", re.MULTILINE)


@dataclass(frozen=True)
class Query:
    """A query of an application.

    Attributes:
        context: whose schema it reads.
        what: it is for, as its file is called.
        text: with ``$1`` for a parameter.
        values: expressions in SQL, one for each parameter.
    """

    context: str
    what: str
    text: str
    values: tuple[str, ...]

    def arguments(self, connection: psycopg.Connection[Any], *, person: int = 7) -> tuple[Any, ...]:
        """What its expressions come to for a person; each is a text without a type, so that the query decides."""
        if not self.values:
            return ()
        listed = ", ".join(f"({value.replace('{n}', str(person))})::text" for value in self.values)
        row = connection.cursor(row_factory=tuple_row).execute(f"select {listed}".encode()).fetchone()
        return tuple(row or ())


def read(context: str, *names: str) -> tuple[Query, ...]:
    """The queries of a context, in the order of their names; or those that are named, in that order.

    Raises:
        FileNotFoundError: there is no such query.
        ValueError: the parameters of one are not numbered from 1.
    """
    folder = FOLDER / context
    paths = [folder / f"{name.replace(' ', '_')}.sql" for name in names] or sorted(folder.glob("*.sql"))
    return tuple(_query(context, path) for path in paths)


def _query(context: str, path: Path) -> Query:
    text = path.read_text(encoding="utf-8")
    found = _PARAMETER.findall(text)
    if [int(number) for number, _ in found] != list(range(1, len(found) + 1)):
        raise ValueError(f"{path}: the parameters are not numbered from 1")
    statement = _COMMENT.sub("", text).strip().rstrip(";")
    return Query(context, path.stem.replace("_", " "), statement, tuple(value for _, value in found))
