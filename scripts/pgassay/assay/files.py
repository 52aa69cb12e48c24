"""Test files as the assay sends them, and what it knows of each."""

from __future__ import annotations

import hashlib
import itertools
import re
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import ClassVar

from pgassay.assay.session import BEGIN
from pgassay.errors import PgassayError
from pgassay.sql import Statement
from pgassay.tap.files import TestFile
from pgassay.tap.reply import Reply
from pgassay.tap.source import Source, Unreadable

_WORD = re.compile(r"\w+")
_ASSERTIONS = 4
"""How many of them are sent at once."""


class Red(PgassayError):
    """The test files fail, or waver, without any mutant: what they say about one could not be believed."""

    exit_code: ClassVar[int] = 1


class Mutated(Source):
    """A file's text, made to be sent behind a mutant's statements in one transaction."""

    prefix = ""
    count = 0

    @classmethod
    def of(
        cls,
        source: Source,
        statements: Sequence[str],
        *,
        begin: Sequence[str] = BEGIN,
        only: Sequence[Statement] | None = None,
    ) -> Mutated:
        """The text of ``source`` behind some statements.

        Args:
            source: the file's.
            statements: what is done first.
            begin: what begins the transaction; nothing if it has begun.
            only: those of the file that are sent, and rolled back if the transaction begins here; None for the whole
                text.
        """
        made = cls.__new__(cls)
        made.__dict__.update(source.__dict__)
        made.prefix = "".join(f"{statement}\n;" for statement in (*begin, *statements))
        made.count = len(statements) + len(begin)
        if only is not None:
            made.text = "".join(f"{each.text};\n" for each in only) + ("rollback" if begin else "")
            made.__dict__["statements"] = list(only)
        return made

    def pieces(self, assertions: Collection[int]) -> list[str]:
        """What is sent, in pieces of a few assertions: after one that fails the rest need not run.

        Args:
            assertions: numbers of the statements that assert something.
        """
        following = [number + 1 for number in sorted(assertions)[:-1]]
        ends = [self.statements[number].start for number in following if number < len(self.statements)]
        places = [0, *ends[_ASSERTIONS - 1 :: _ASSERTIONS], len(self.text)]
        first, *parts = [self.text[place:end] for place, end in itertools.pairwise(places)]
        return [self.prefix + first, *parts]

    @property
    def sent(self) -> str:
        """The text for the server: the file's own BEGIN does no harm."""
        return self.prefix + self.text

    @property
    def added(self) -> int:
        """How many statements come before those of the file."""
        return self.count


@dataclass(frozen=True)
class Prepared:
    """A test file, read once.

    Attributes:
        file: where it is.
        source: its text.
        digest: of its text.
    """

    file: TestFile
    source: Source
    digest: str

    @cached_property
    def words(self) -> frozenset[str]:
        """The names that it mentions."""
        return frozenset(_WORD.findall(self.source.text))

    @property
    def name(self) -> str:
        """How reports know it."""
        return self.file.name

    def as_far_as(self, line: int) -> str:
        """Digest of the statements up to the one that begins on a line, how many assertions are planned aside.

        It is all that a failure there depends on: a file goes no further than its first.
        """
        return self._prefixes.get(line, self.digest)

    def line_of(self, prefix: str) -> int | None:
        """The line up to which the statements have a digest; None if none do any more."""
        return self._lines.get(prefix)

    @cached_property
    def _lines(self) -> Mapping[str, int]:
        return {digest: line for line, digest in self._prefixes.items()}

    @cached_property
    def _prefixes(self) -> Mapping[int, str]:
        found, text = {}, hashlib.sha256()
        for each in self.source.statements:
            if each.words[:2] != ("select", "plan"):
                text.update(f"{each.text};".encode())
            found[each.line] = text.hexdigest()[:16]
        return found


@dataclass(frozen=True)
class Known:
    """What is known of a file that passes without any mutant.

    Attributes:
        said: digest of what it said, statement by statement.
        assertions: numbers of the statements that assert something.
        touched: relations and functions, as ``schema.name``.
        written: how many rows it writes into each relation.
        alone: numbers of those that can be asked alone.
        seconds: how long it takes.
    """

    said: str
    assertions: frozenset[int]
    touched: frozenset[str]
    written: Mapping[str, int] = field(default_factory=dict)
    alone: Sequence[int] = ()
    seconds: float = 0.0

    @property
    def rows(self) -> int:
        """How many rows it writes, temporary ones and the catalogue's aside."""
        return sum(count for name, count in self.written.items() if not name.startswith("pg_"))


def said(reply: Reply, source: Source) -> str:
    """Digest of what a file said, statement by statement."""
    outputs = [result.output for result in reply.results[source.added :]]
    return digest(repr(outputs).encode())


def digest(data: bytes) -> str:
    """Of a text or an answer."""
    return hashlib.sha256(data).hexdigest()[:16]


def prepare(files: Iterable[TestFile]) -> list[Prepared]:
    """Read the files.

    Raises:
        Red: one cannot be read as a test.
    """
    found = []
    for file in files:
        data = file.path.read_bytes()
        try:
            source = Source(data)
        except Unreadable as problem:
            raise Red(f"{file.name}:{problem.fault.line}: {problem.fault.what}") from None
        found.append(Prepared(file, source, digest(data)))
    return found
