"""The test files without any mutant: run twice, in two orders, and watched for what they touch."""

from __future__ import annotations

import copy
import queue
import threading
import time
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import replace
from functools import partial
from typing import TypeVar

from pgassay.assay.alone import ask
from pgassay.assay.files import Known, Mutated, Prepared, Red, said
from pgassay.assay.session import Session
from pgassay.tap.reply import Reply
from pgassay.tap.result import FileResult, Status
from pgassay.tap.run import judge
from pgassay.tap.source import Source
from pgassay.tap.template import Server

T = TypeVar("T")

_TOUCHED = """
select 'relation' as pgassay_touched, schemaname, relname, n_tup_ins + n_tup_upd + n_tup_del
from pg_catalog.pg_stat_xact_user_tables
where seq_scan + coalesce(idx_scan, 0) + n_tup_ins + n_tup_upd + n_tup_del > 0
union all
select 'relation', schemaname, relname, n_tup_ins + n_tup_upd + n_tup_del
from pg_catalog.pg_stat_xact_sys_tables
where n_tup_ins + n_tup_upd + n_tup_del > 0
union all
select 'function', schemaname, funcname, 0 from pg_catalog.pg_stat_xact_user_functions;
"""
_SYSTEM = ("pg_catalog.", "pg_toast.")
# It takes a transaction id, as any mutant does: a file that minds would not be judged fairly.
_NOTHING = "select pg_catalog.pg_current_xact_id()"


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
        first = _pass(clones, files, partial(_watch, seconds=seconds), step)
        counted = {name: known.assertions for name, (_, known) in first.items()}
        second = _pass(clones, files[::-1], lambda on, file: _behind(on, file, seconds, counted[file.name]), step)
        if all(first[file.name][0].ok for file in files):
            known = {name: known for name, (_, known) in first.items()}
            whole = _pass(clones, files, lambda connection, file: _parted(connection, file, known[file.name]), step)
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
    return whole


def _parted(connection: Session, file: Prepared, known: Known) -> Known:
    """What is known of a file, and which parts of it can run without the others."""
    return replace(known, alone=ask(connection, file, known))


def _said(result: FileResult) -> str:
    failed = [check for check in result.checks if check.status is Status.FAILED]
    what = failed[0].description if failed else result.faults[0].what if result.faults else "other assertions ran"
    line = failed[0].line if failed else result.faults[0].line if result.faults else 1
    return f"{result.place(line)}: {what}"


def _assertions(result: FileResult) -> list[tuple[str, Status]]:
    return [(check.description, check.status) for check in result.checks]


def _pass(
    clones: Sequence[str],
    files: Sequence[Prepared],
    run: Callable[[Session, Prepared], T],
    step: Callable[[], object],
) -> dict[str, T]:
    waiting: queue.SimpleQueue[Prepared] = queue.SimpleQueue()
    for file in files:
        waiting.put(file)
    found: dict[str, T] = {}
    troubles: list[Exception] = []

    def work(conninfo: str) -> None:
        try:
            connection = Session(conninfo)
            while not troubles:
                try:
                    file = waiting.get_nowait()
                except queue.Empty:
                    break
                found[file.name] = run(connection, file)
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


def _watch(connection: Session, file: Prepared, *, seconds: float) -> tuple[FileResult, Known]:
    connection.run("select pg_catalog.pg_stat_force_next_flush()", seconds=seconds)
    return _run(connection, file, _watched(file.source, functions=connection.superuser), seconds)


def _behind(
    connection: Session, file: Prepared, seconds: float, assertions: Collection[int]
) -> tuple[FileResult, Known]:
    return _run(connection, file, Mutated.of(file.source, [_NOTHING]), seconds, assertions)


def _run(
    connection: Session, file: Prepared, source: Mutated, seconds: float, assertions: Collection[int] = ()
) -> tuple[FileResult, Known]:
    start = time.perf_counter()
    reply = connection.pieces(source.pieces(assertions), seconds=seconds)
    took = time.perf_counter() - start
    rows = _taken(reply)
    outcome = judge(file.file, source, reply, 0.0, seconds)
    if outcome.lost or not connection.clean():
        connection.reopen()
    known = Known(
        said=said(reply, source),
        assertions=frozenset(check.statement for check in outcome.result.checks),
        touched=frozenset(name for name, _ in rows if not name.startswith(_SYSTEM)),
        written={name: count for name, count in rows if count},
        seconds=took,
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


def _taken(reply: Reply) -> list[tuple[str, int]]:
    """What was touched, and how many rows were written there, taken out of the answer."""
    for place, result in enumerate(reply.results):
        if result.column == "pgassay_touched":
            del reply.results[place]
            rows = (line.split("|") for line in (result.output or "").splitlines())
            return [(".".join(row[1:3]), int(row[3])) for row in rows]
    return []
