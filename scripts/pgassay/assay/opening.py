"""The opening of a test file: what it does before it first calls a function, done once for many mutants of its body.

What the body of a PL/pgSQL function says matters to nobody before it is called, except to those who read bodies. So the
statements before the first that calls it are run once, and each mutant is made behind them, in a savepoint that is
rolled back. The rest of the file then says what it would have said had the mutant been there from the beginning. That
the rest says behind a savepoint what it says without one is shown once for each opening, before any mutant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from pgassay.assay.files import Known, Mutated, Prepared, said
from pgassay.assay.session import BEGIN, STATEMENTS, Session
from pgassay.tap.reply import Reply, Result
from pgassay.tap.source import Source

_SAVEPOINT = "pgassay_opening"
_UNDO = f"rollback to savepoint {_SAVEPOINT}"
# Assertions are numbered by a sequence, which no rollback sets back.
_STATE = "select last_value, is_called, quote_ident(current_setting('role')) from pg_temp.__tresults___numb_seq"
# What ends a transaction, or what a rollback to a savepoint does not undo.
_ENDING = frozenset(
    {"abort", "begin", "commit", "deallocate", "discard", "end", "listen", "prepare", "rollback", "start"}
)
_LASTING = frozenset(
    {"pg_advisory_lock", "pg_advisory_lock_shared", "pg_try_advisory_lock", "pg_try_advisory_lock_shared"}
)
_SERVES = 100
"""How many mutants one opening serves: what they leave behind in its transaction is taken away only with it."""
_SECONDS = 30.0

_CALLED = """
;
select p.pronamespace::regnamespace || '.' || p.proname as pgassay_called
from pg_catalog.pg_proc as p
where p.oid = any ('{{{oids}}}') and pg_catalog.pg_stat_get_xact_function_calls(p.oid) > 0;
"""
# Who catches errors is counted, but not who raised them; a plan calls nothing of the schema's.
_OIDS = """
select string_agg(p.oid::text, ','), string_agg(distinct p.pronamespace::regnamespace || '.' || p.proname, ',')
    filter (where p.prosrc ~* '\\mexception\\s+when\\M')
from pg_catalog.pg_proc as p
join pg_catalog.pg_language as l on l.oid = p.prolang
where l.lanname = 'plpgsql'
  and p.proname not in ('plan', 'no_plan')
  and (p.pronamespace::regnamespace || '.' || p.proname = any ('{{{names}}}') or p.prosrc ~* '\\mexception\\s+when\\M')
"""
_CATCHES = re.compile(r"\bexception\s+when\b", re.IGNORECASE)


def first_calls(connection: Session, file: Prepared, known: Known) -> Mapping[str, int]:
    """With which statement a file may first call each PL/pgSQL function; none if it cannot be opened.

    The server does not count a call that raises an error: from the first statement that catches one on, any function
    may have been called.

    Args:
        connection: to a clone, clean, of a superuser: others cannot let calls be counted.
        file: that passes.
        known: of it.
    """
    if not connection.superuser or not _can_be_opened(file.source):
        return {}
    quoted = ",".join('"' + name.replace("'", "''").replace('"', '\\"') + '"' for name in sorted(known.touched))
    oids, _, names = (connection.run(_OIDS.format(names=quoted), seconds=_SECONDS).results[0].output or "|").partition(
        "|"
    )
    if not oids:
        return {}
    catching = set(names.split(","))
    connection.run("select pg_catalog.pg_stat_force_next_flush()", seconds=_SECONDS)  # calls of the file before it
    called = _CALLED.format(oids=oids)
    text = "".join(f"{each.text}{called}" for each in file.source.statements[:-1])
    reply = connection.run(f"{BEGIN}set local track_functions = 'all';{text}rollback", seconds=_SECONDS)
    if not connection.clean():
        connection.reopen()
    found: dict[str, int] = {}
    caught = next((n for n, each in enumerate(file.source.statements) if _CATCHES.search(each.text)), None)
    answers = [each.output or "" for each in reply.results if each.column == "pgassay_called"]
    for number, answer in enumerate(answers):
        called_here = answer.splitlines()
        if caught is None and catching.intersection(called_here):
            caught = number
        for name in called_here:
            found.setdefault(name, number)
    most = len(file.source.statements) if caught is None else caught
    return {name: min(number, most) for name, number in found.items() if name not in catching}


def _can_be_opened(source: Source) -> bool:
    """Whether a file is one transaction, and whatever it does can be undone by a savepoint."""
    first, *inner, last = source.statements
    return (
        source.begins
        and last.words == ("rollback",)
        and all(each.words[:1] and each.words[0] not in _ENDING and not _LASTING & set(each.words) for each in inner)
        and not any(word in each.text for each in inner for word in _LASTING)
        and first.words[0] in ("begin", "start")
    )


@dataclass
class Opening:
    """A transaction in which the opening of a file has run.

    Attributes:
        connection: that holds it.
        file: the file.
        start: number of the first statement that is left.
        results: of those that have run.
        number: arguments of setval() for the sequence that numbers assertions.
        role: that the file has taken.
        served: how many mutants were made behind it.
    """

    connection: Session
    file: Prepared
    start: int
    results: list[Result]
    number: str
    role: str
    served: int = 0

    @classmethod
    def of(cls, connection: Session, file: Prepared, start: int) -> Opening | None:
        """Run the statements of a file before one of them; None if they do not go as they should.

        Args:
            connection: to a clone, clean.
            file: that passes.
            start: number of the statement.
        """
        text = file.source.text[: file.source.statements[start].start]
        reply = connection.run(f"{BEGIN}{text};savepoint {_SAVEPOINT};{_STATE}", seconds=_SECONDS)
        if reply.error is not None or reply.lost or len(reply.results) != STATEMENTS + start + 2:
            return None
        value, called, role = (reply.results[-1].output or "").split("|", 2)
        return cls(connection, file, start, reply.results[:-2], f"{value}, '{called}'", role)

    def serves(self, file: Prepared, start: int) -> bool:
        """Whether it is this one, and not used up."""
        return (self.file.name, self.start) == (file.name, start) and self.served < _SERVES

    def behind(self, source: Mutated, known: Known, *, seconds: float) -> Reply | None:
        """Make a mutant, and run the rest of the file.

        Args:
            source: the file's text behind the mutant's statements.
            known: of the file.
            seconds: after which it is cancelled.

        Returns:
            What the server would have answered to the whole text of ``source``; None if it did not come to that.
        """
        self.served += 1
        undo = f"{_UNDO};select pg_catalog.setval('pg_temp.__tresults___numb_seq', {self.number});set local role none;"
        made = f"{undo}{source.prefix.removeprefix(BEGIN)}set local role {self.role}"
        reply = self.connection.run(made, seconds=seconds)
        if reply.error is not None or len(reply.results) < source.added - STATEMENTS + 4:
            return None
        begun = [*self.results[:STATEMENTS], *reply.results[3:-1], *self.results[STATEMENTS:]]
        reply = self.connection.pieces(self._rest(source, known), seconds=seconds)
        error = reply.error
        if error is not None and error.position is not None:
            shift = len(source.prefix) + source.statements[self.start].start
            error = replace(error, position=error.position + shift)
        return replace(reply, results=begun + reply.results, error=error)

    def is_sound(self, known: Known, *, seconds: float) -> bool:
        """Whether the rest of the file says without any mutant what it says in the whole file.

        Args:
            known: of the file.
            seconds: it may take.
        """
        source = Mutated.of(self.file.source, ())
        reply = self.behind(source, known, seconds=seconds)
        return reply is not None and reply.error is None and not reply.lost and said(reply, source) == known.said

    def _rest(self, source: Mutated, known: Known) -> Iterable[str]:
        *parts, last = source.pieces(known.assertions, start=self.start)
        end = source.statements[-1].start - len(source.text)
        return [*parts, f"{last[:end]}{_UNDO}"]
