"""The test files without any mutant: run twice, in two orders, and watched for what they touch."""

from __future__ import annotations

import copy
import hashlib
import queue
import re
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import ClassVar

from pgassay.assay.session import BEGIN, STATEMENTS, Session
from pgassay.errors import PgassayError
from pgassay.tap.connection import Connection
from pgassay.tap.files import TestFile
from pgassay.tap.reply import Reply
from pgassay.tap.result import FileResult, Status
from pgassay.tap.run import judge
from pgassay.tap.source import Source, Unreadable
from pgassay.tap.template import Server

_TOUCHED = """
select 'relation' as pgassay_touched, schemaname, relname from pg_catalog.pg_stat_xact_user_tables
where seq_scan + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del > 0
union all
select 'function', schemaname, funcname from pg_catalog.pg_stat_xact_user_functions;
"""
_WORD = re.compile(r"\w+")
# It takes a transaction id, as any mutant does: a file that minds would not be judged fairly.
_NOTHING = "select pg_catalog.pg_current_xact_id()"


class Red(PgassayError):
    """The test files fail, or waver, without any mutant: what they say about one could not be believed."""

    exit_code: ClassVar[int] = 1


class Mutated(Source):
    """A file's text, made to be sent behind a mutant's statements in one transaction."""

    prefix = ""
    count = 0

    @classmethod
    def of(cls, source: Source, statements: Sequence[str], *, until: int | None = None) -> Mutated:
        """The text of ``source`` behind some statements.

        Args:
            source: the file's.
            statements: what is done first.
            until: the line whose statement is the last one to be sent; None for the whole text.
        """
        made = cls.__new__(cls)
        made.__dict__.update(source.__dict__)
        made.prefix = BEGIN + "".join(f"{statement}\n;" for statement in statements)
        made.count = len(statements) + STATEMENTS
        if until is not None:
            last = next((each for each in reversed(source.statements) if each.line <= until), None)
            if last is not None:
                made.text = source.text[: last.start + len(last.text)]
        return made

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


@dataclass(frozen=True)
class Known:
    """What is known of a file that passes without any mutant.

    Attributes:
        said: digest of what it said, statement by statement.
        assertions: numbers of the statements that assert something.
        touched: relations and functions, as ``schema.name``.
    """

    said: str
    assertions: frozenset[int]
    touched: frozenset[str]


def said(reply: Reply, source: Source) -> str:
    """Digest of what a file said, statement by statement."""
    outputs = [result.output for result in reply.results[source.added :]]
    return hashlib.sha256(repr(outputs).encode()).hexdigest()[:24]


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
        found.append(Prepared(file, source, hashlib.sha256(data).hexdigest()[:16]))
    return found


def examine(
    server: Server,
    template: str,
    files: Sequence[Prepared],
    *,
    jobs: int,
    seconds: float,
    step: Callable[[], object] = lambda: None,
) -> Mapping[str, Known]:
    """Run the files twice, in two orders; the second time behind a statement that changes nothing.

    Args:
        server: that clones are made on.
        template: of the clones.
        files: what to run.
        jobs: workers, each with a clone.
        seconds: each file may take.
        step: called after each file.

    Raises:
        Red: a file fails, or says one thing first and another thing then.
    """
    clones = [server.take(template)[0] for _ in range(max(1, min(jobs, len(files))))]
    try:
        first = _pass(clones, files, seconds, step, watched=True)
        second = _pass(clones, files[::-1], seconds, step, watched=False)
    finally:
        for clone in clones:
            server.drop(clone)
    failing, wavering = [], []
    for file in files:
        one, other = first[file.name][0], second[file.name][0]
        if not one.ok and not other.ok:
            failing.append(_said(one))
        elif not one.ok or not other.ok or _assertions(one) != _assertions(other):
            wavering.append(_said(other if one.ok else one))
    if failing or wavering:
        parts = []
        if failing:
            parts.append("these fail without any mutant:\n" + "\n".join(f"    {each}" for each in failing))
        if wavering:
            parts.append(
                "these waver: they say one thing alone and another in the other order or behind a mutant:\n"
                + "\n".join(f"    {each}" for each in wavering)
            )
        raise Red("the test files cannot judge a mutant; " + "\n".join(parts), hint="make `pgassay test` pass first")
    return {name: known for name, (_, known) in first.items()}


def _said(result: FileResult) -> str:
    failed = [check for check in result.checks if check.status is Status.FAILED]
    what = failed[0].description if failed else result.faults[0].what if result.faults else "other assertions ran"
    line = failed[0].line if failed else result.faults[0].line if result.faults else 1
    return f"{result.place(line)}: {what}"


def _assertions(result: FileResult) -> list[tuple[str, Status]]:
    return [(check.description, check.status) for check in result.checks]


def _pass(
    clones: Sequence[str], files: Sequence[Prepared], seconds: float, step: Callable[[], object], *, watched: bool
) -> dict[str, tuple[FileResult, Known]]:
    waiting: queue.SimpleQueue[Prepared] = queue.SimpleQueue()
    for file in files:
        waiting.put(file)
    found: dict[str, tuple[FileResult, Known]] = {}
    troubles: list[Exception] = []

    def work(conninfo: str) -> None:
        try:
            connection = Session(conninfo)
            while not troubles:
                try:
                    file = waiting.get_nowait()
                except queue.Empty:
                    break
                found[file.name] = _run(connection, file, seconds, watched=watched)
                step()
            connection.close()
        except Exception as error:
            troubles.append(error)

    threads = [threading.Thread(target=work, args=(clone,), daemon=True) for clone in clones]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if troubles:
        raise troubles[0]
    return found


def _run(connection: Connection, file: Prepared, seconds: float, *, watched: bool) -> tuple[FileResult, Known]:
    source: Source = file.source
    if watched:
        connection.run("select pg_catalog.pg_stat_force_next_flush()", seconds=seconds)
        source = _watched(file.source, functions=connection.superuser)
    else:
        source = Mutated.of(file.source, [_NOTHING])
    reply = connection.run(source.sent, seconds=seconds)
    touched = _taken(reply) if watched else frozenset()
    outcome = judge(file.file, source, reply, 0.0, seconds)
    if outcome.lost or not connection.clean():
        connection.reopen()
    known = Known(
        said=said(reply, source),
        assertions=frozenset(check.statement for check in outcome.result.checks),
        touched=touched,
    )
    return outcome.result, known


def _watched(source: Source, *, functions: bool) -> Mutated:
    """The text with a question before its end: what was touched?"""
    made = Mutated.of(source, ["set local track_functions = 'all'"] if functions else [])
    last = source.statements[-1] if source.statements else None
    if last is not None and last.words[:1] in (("rollback",), ("abort",)):
        made = copy.copy(made)
        made.text = source.text[: last.start] + _TOUCHED + source.text[last.start :]
        made.__dict__.pop("statements", None)
    return made


def _taken(reply: Reply) -> frozenset[str]:
    """What was touched, taken out of the answer."""
    for place, result in enumerate(reply.results):
        if result.column == "pgassay_touched":
            del reply.results[place]
            rows = (line.split("|") for line in (result.output or "").splitlines())
            return frozenset(".".join(row[1:3]) for row in rows)
    return frozenset()
