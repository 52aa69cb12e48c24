"""An assertion for each survivor, shown to pass without the mutant and to fail with it."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import psycopg

from pgassay import console
from pgassay.assay import calls, expectations
from pgassay.assay.facts import Facts
from pgassay.assay.files import Mutated
from pgassay.assay.mutant import Mutant, literal
from pgassay.assay.session import Session
from pgassay.assay.verdict import Verdict
from pgassay.catalogue import diff, read
from pgassay.tap.files import TestFile
from pgassay.tap.result import Status
from pgassay.tap.run import judge
from pgassay.tap.source import Source
from pgassay.tap.template import Server

_SECONDS = 10.0


def suggest(server: Server, template: str, facts: Facts, survivors: Sequence[Verdict]) -> Mapping[str, str]:
    """Assertions by the ids of the mutants that they kill. What none was found for is left out.

    Args:
        server: that a clone is made on.
        template: of the clone.
        facts: of the database without any mutant.
        survivors: the verdicts.
    """
    found: dict[str, str] = {}
    if not survivors:
        return found
    conninfo = server.clone(template)
    try:
        tests = Session(conninfo)
        with (
            psycopg.connect(conninfo, autocommit=True) as connection,
            console.bar(len(survivors), unit="survivor", label="suggesting") as step,
        ):
            for each in survivors:
                for assertion in _candidates(connection, facts, each.mutant):
                    if kills(tests, each.mutant, assertion):
                        found[each.mutant.id] = assertion
                        break
                step()
        tests.close()
    finally:
        server.drop(conninfo)
    return found


def kills(connection: Session, mutant: Mutant, assertion: str) -> bool:
    """Whether an assertion passes without a mutant and fails with it."""
    source = Source(f"begin;\nselect plan(1);\n{assertion}\nselect * from finish();\nrollback;\n".encode())
    file = TestFile("suggestion.sql", Path("suggestion.sql"))
    verdicts = []
    for sent in (Mutated.of(source, ()), Mutated.of(source, mutant.make)):
        outcome = judge(file, sent, connection.run(sent.sent, seconds=_SECONDS), 0.0, _SECONDS)
        if outcome.lost or not connection.clean():
            connection.reopen()
        verdicts.append([check.status for check in outcome.result.checks])
    return verdicts == [[Status.PASSED], [Status.FAILED]]


def _candidates(connection: psycopg.Connection[Any], facts: Facts, mutant: Mutant) -> Iterator[str]:
    of = facts.whole.by_key.get(mutant.object)
    if of is not None and mutant.kind == "function" and (told := calls.telling(connection, of, mutant)):
        call, answer, sqlstate, message = told
        if sqlstate:
            yield (
                f"select throws_ok(\n    {_dollars(f'select {call}')},\n    '{sqlstate}', {literal(message)},\n"
                f"    {literal(f'{of.label} refuses it')}\n);"
            )
        else:
            wanted = "null::text" if answer is None else literal(answer)
            yield (
                f"select is(\n    ({call})::text,\n    {wanted},\n    {literal(f'{of.label} gives this for that')}\n);"
            )
    with connection.transaction(force_rollback=True):
        for statement in mutant.make:
            connection.execute(statement.encode())
        changed = diff(facts.whole, read(connection))
    for change in changed.changed:
        for attribute in change.attributes:
            if query := expectations.question(change.before, attribute):
                yield from _pinned(connection, query, f"{change.label}: its {attribute.replace('_', ' ')} is this")
    for each in changed.removed:
        if query := expectations.presence(each):
            yield from _pinned(connection, query, f"there is {each.label}")
    for each in changed.added:
        if query := expectations.presence(each):
            yield from _pinned(connection, query, f"there is no {each.label}")


def _pinned(connection: psycopg.Connection[Any], query: str, description: str) -> Iterator[str]:
    """An assertion that the answer to a query is what it is now."""
    try:
        with connection.transaction(force_rollback=True):
            connection.execute("set local search_path = pgtap, test, public")
            row = connection.execute(query.encode()).fetchone()
    except psycopg.Error:
        return
    answer = "null::text" if row is None or row[0] is None else literal(str(row[0]))
    body = textwrap.indent(f"({query}),\n{answer},\n{literal(description)}", "    ")
    yield f"select is(\n{body}\n);"


def _dollars(text: str) -> str:
    return f"$${text}$$" if "$$" not in text else f"$call${text}$call$"
