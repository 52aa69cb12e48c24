"""A run as TAP version 13: one flat stream that any consumer reads."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pgassay.tap.report import failures, name_of
from pgassay.tap.result import Check, FileResult, Status
from pgassay.tap.suite import SuiteResult


def render(suite: SuiteResult, *, verbose: bool = False) -> str:
    """The stream: each assertion as ``ok 7 - shop/file.sql: description``, the plan at its end.

    What is wrong with a file as a whole is a ``not ok`` of its own, so that no consumer can miss it; what did
    not run is left out, and ``Bail out!`` says so.

    Args:
        suite: what ran.
        verbose: with what the server said.
    """
    lines = ["TAP version 13"]
    if suite.seed is not None:
        lines.append(f"# order: --shuffle {suite.seed}")
    if suite.unchanged:
        lines.append(f"# {suite.unchanged} files are left out: unchanged since they passed today")
    number = 0
    for result in suite.files:
        for line, details in _results(result):
            number += 1
            verdict, _, rest = line.partition(" - ")
            lines.append(f"{verdict} {number} - {rest}")
            lines.extend(_comment(detail) for detail in details)
        if verbose or not result.ok:
            lines.extend(_comment(line) for notice in result.notices for line in notice.splitlines())
    lines.append(f"1..{number}" if number else "1..0 # SKIP nothing ran")
    if suite.interrupted:
        lines.append("Bail out! interrupted")
    elif suite.not_run:
        lines.append(f"Bail out! {len(suite.not_run)} of {len(suite.files)} files did not run")
    return "\n".join(lines)


def _results(result: FileResult) -> Iterator[tuple[str, list[str]]]:
    """Result lines without their numbers, each with its diagnostics."""
    name = result.file.name
    for check in result.checks:
        details = [str(result.place(check.line)), *check.diagnostics] if check.status is Status.FAILED else []
        if check.status is Status.TODO:
            details = list(check.diagnostics)
        verdict = "not ok" if check.status in (Status.FAILED, Status.TODO) else "ok"
        yield f"{verdict} - {_escape(f'{name}: {name_of(check)}')}{_directive(check)}", details
    if result.skipped is not None:
        yield f"ok - {_escape(name)} # SKIP {_one_line(result.skipped)}".rstrip(), []
    for failure in failures(result):
        if failure.of_file:
            yield f"not ok - {_escape(f'{name}: {failure.what}')}", [str(failure.place), *failure.details]


def _directive(check: Check) -> str:
    match check.status:
        case Status.SKIPPED:
            word = "SKIP"
        case Status.TODO | Status.UNEXPECTED:
            word = "TODO"
        case _:
            return ""
    return f" # {word} {_one_line(check.reason)}".rstrip()


def _escape(text: str) -> str:
    return re.sub(r"(\\*)#", r"\1\1\#", _one_line(text))


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _comment(line: str) -> str:
    return f"# {' '.join(line.splitlines())}".rstrip()
