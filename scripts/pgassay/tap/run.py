"""One file on one connection: send it, understand what comes back, say what is wrong and where."""

from __future__ import annotations

import re
import time
from dataclasses import dataclass

from pgassay.tap import protocol
from pgassay.tap.connection import Connection
from pgassay.tap.files import TestFile
from pgassay.tap.reply import CANCELLED, Message, Reply, Result
from pgassay.tap.result import Check, FileResult, Status
from pgassay.tap.source import Fault, Source, Unreadable

_FINISH_RAISED = re.compile(r"\d+ tests? failed of \d+\Z")
_ALREADY_IN_TRANSACTION = "25001"
_NO_TRANSACTION = "25P01"


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What one run of a file gave, and what it did to its connection.

    Attributes:
        victim: the connection was lost through no fault of the file; it should run again.
        lost: the connection is gone.
        dirty: the database is not what it was.
        silent: the server process died without a word, so that the line is not known.
    """

    result: FileResult
    victim: bool = False
    lost: bool = False
    dirty: bool = False
    silent: bool = False


def run_file(connection: Connection, file: TestFile, *, seconds: float) -> Outcome:
    """Run a file in one transaction that is rolled back.

    Args:
        connection: kept, clean.
        file: what to run.
        seconds: it may take; 0 means no limit.
    """
    try:
        source = Source(file.path.read_bytes())
    except Unreadable as problem:
        return Outcome(result=FileResult(file=file, faults=(problem.fault,)))
    except OSError as error:
        fault = Fault(what=f"cannot be read: {error.strerror}")
        return Outcome(result=FileResult(file=file, faults=(fault,)))
    start = time.perf_counter()
    reply = connection.run(source.sent, seconds=seconds)
    elapsed = time.perf_counter() - start
    return judge(file, source, reply, elapsed, seconds)


class Victim(Exception):
    """The connection was lost through no fault of the file."""


def locate_crash(connection: Connection, file: TestFile, *, seconds: float) -> int | None:
    """Run a file that killed its server process again, one statement at a time.

    Returns:
        The line of the statement at which it dies again; None if it does not.

    Raises:
        Victim: another process's crash came between.
    """
    source = Source(file.path.read_bytes())
    texts = [(statement.text, statement.line) for statement in source.statements]
    for text, line in texts if source.begins else [("begin", 1), *texts]:
        reply = connection.run(text, seconds=seconds)
        if reply.victim:
            raise Victim
        if reply.lost:
            return line
        if reply.error:
            break
    return None


def judge(file: TestFile, source: Source, reply: Reply, seconds: float, limit: float) -> Outcome:
    """The verdict on what a server answered to a file.

    Args:
        file: what was run.
        source: its text, as it was sent.
        reply: the answer.
        seconds: how long it took.
        limit: how long it might take; 0 means no limit.
    """
    results = reply.results[source.added :]
    text, origins = _text(results)
    stream = protocol.parse(text)
    checks = tuple(_check(source, origins, path, leaf) for path, leaf in stream.leaves())
    fault = _error(source, reply, results, limit) if reply.error and not _raised_by_finish(reply, checks) else None
    behind = source.left_behind([result.tag for result in results])
    if fault:
        faults = [_with_progress(fault, stream)]
    elif reply.interrupted:
        faults = []
    else:
        finished = bool(reply.error) or _called(source, results, "finish") or _called(source, results, "runtests")
        faults = _faults(source, results, origins, stream, finished=finished)
    if behind:
        faults.append(behind)
    result = FileResult(
        file=file,
        seconds=seconds,
        checks=checks,
        faults=tuple(faults),
        notices=tuple(_notice(notice) for notice in reply.notices if _interesting(notice)),
        skipped=stream.skipped if not faults else None,
        bailed_out=stream.bail_out is not None,
        ran=not reply.interrupted,
    )
    died_silently = reply.lost and not reply.timed_out and not (reply.error and reply.error.sqlstate)
    return Outcome(
        result=result,
        victim=reply.victim,
        lost=reply.lost or reply.timed_out,
        dirty=behind is not None,
        silent=died_silently and not reply.interrupted,
    )


def _text(results: list[Result]) -> tuple[str, list[int]]:
    """The output of all statements as one text, and for each of its lines the statement it comes from."""
    parts: list[str] = []
    origins: list[int] = []
    for number, result in enumerate(results):
        if result.output is not None:
            parts.append(result.output)
            origins.extend([number] * (result.output.count("\n") + 1))
    return "\n".join(parts), origins


def _check(source: Source, origins: list[int], path: str, leaf: protocol.Assertion) -> Check:
    if leaf.directive == "skip":
        status = Status.SKIPPED
    elif leaf.directive == "todo":
        status = Status.UNEXPECTED if leaf.ok else Status.TODO
    else:
        status = Status.PASSED if leaf.ok else Status.FAILED
    return Check(
        description=path,
        status=status,
        source=source,
        statement=origins[leaf.at],
        reason=leaf.reason,
        diagnostics=leaf.diagnostics,
    )


def _error(source: Source, reply: Reply, results: list[Result], limit: float) -> Fault | None:
    error = reply.error
    if error is None or reply.interrupted:
        return None
    line = source.line_at(error.position) if error.position else source.line(len(results))
    if reply.timed_out and (reply.lost or error.sqlstate == CANCELLED):
        return Fault(what=f"not finished after {limit:g} s: cancelled here", line=line, details=_details(error))
    if reply.lost:
        said = f"{error.sqlstate}: {error.message}" if error.sqlstate else error.message
        return Fault(what=f"the server process died: {said}", line=line)
    return Fault(what=f"{error.severity} {error.sqlstate}: {error.message}", line=line, details=_details(error))


def _details(error: Message) -> tuple[str, ...]:
    return tuple(line for detail in error.details() for line in detail.splitlines())


def _with_progress(fault: Fault, stream: protocol.Stream) -> Fault:
    """The fault, with how far the plan was carried out."""
    if not stream.plans:
        return fault
    ran = f"{len(stream.assertions)} of {stream.plans[0].count} planned assertions ran"
    return Fault(what=fault.what, line=fault.line, details=(*fault.details, ran))


def _faults(
    source: Source, results: list[Result], origins: list[int], stream: protocol.Stream, *, finished: bool
) -> list[Fault]:
    last = len(results)  # a statement that never was: the file's last line counts
    faults = [
        Fault(what=problem.what, line=source.line(last if problem.at is None else origins[problem.at]))
        for problem in protocol.problems(stream)
    ]
    planned = bool(stream.plans and stream.plans[0].count and _called(source, results, "plan"))
    if planned and not finished and not stream.bail_out:
        faults.append(Fault(what="finish() was not called", line=source.line(last)))
    if not stream.plans and not finished and _called(source, results, "no_plan"):
        return [Fault(what="there is no plan: finish() was not called", line=source.line(last))]
    return faults


def _called(source: Source, results: list[Result], function: str) -> bool:
    """Whether the file calls a function of pgTAP: its result bears the name, or else a statement has the word."""
    return any(result.column == function for result in results) or source.says(function) is not None


def _raised_by_finish(reply: Reply, checks: tuple[Check, ...]) -> bool:
    """Whether the error is only ``finish(true)`` saying that assertions failed."""
    error = reply.error
    return (
        error is not None
        and bool(_FINISH_RAISED.match(error.message))
        and any(check.status is Status.FAILED for check in checks)
    )


def _interesting(notice: Message) -> bool:
    return notice.sqlstate not in (_ALREADY_IN_TRANSACTION, _NO_TRANSACTION)


def _notice(notice: Message) -> str:
    return "\n".join([str(notice), *notice.details()])
