"""What a person reads after a run: a table, each failure where it happened, one line that sums up."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator
from dataclasses import dataclass

from pgassay.errors import Place
from pgassay.tap.result import Check, FileResult, Status
from pgassay.tap.suite import SuiteResult

_SLOWEST = 3
_MARKS = {
    Status.PASSED: "ok",
    Status.FAILED: "FAILED",
    Status.SKIPPED: "skipped",
    Status.TODO: "to do",
    Status.UNEXPECTED: "unexpected success",
}


@dataclass(frozen=True, kw_only=True)
class Failure:
    """One thing that failed, ready to be printed.

    Attributes:
        place: file and line, clickable.
        what: one line: the assertion's description, or what is wrong with the file.
        details: diagnostics.
        of_file: it is the file that is wrong, not an assertion.
    """

    place: Place
    what: str
    details: tuple[str, ...]
    of_file: bool

    def __str__(self) -> str:
        lines = [f"{self.place}: {self.what}", *(f"    {line}" for line in self.details)]
        return "\n".join(lines)


def failures(result: FileResult) -> Iterator[Failure]:
    """What failed in a file: its assertions in order, then the file itself."""
    for check in result.checks:
        if check.status is Status.FAILED:
            yield Failure(
                place=result.place(check.line),
                what=name_of(check),
                details=check.diagnostics,
                of_file=False,
            )
    for fault in result.faults:
        yield Failure(place=result.place(fault.line), what=fault.what, details=fault.details, of_file=True)


def name_of(check: Check) -> str:
    """What an assertion is called: its description, or its place in the file where it has none."""
    return check.description or f"an assertion without a description (line {check.line})"


def render(suite: SuiteResult, *, verbose: bool = False) -> str:
    """The whole report.

    Args:
        suite: what ran.
        verbose: with every assertion, what the server said, and the slowest files.
    """
    blocks = [_table(suite)]
    if verbose:
        blocks.extend(_everything(result) for result in suite.files if result.ran)
    blocks.extend(block for result in suite.files if (block := _failed(result, verbose=verbose)))
    blocks.extend(_unexpected(suite))
    if verbose and len(suite.files) > 1:
        blocks.append(_slowest(suite))
    blocks.append(_sum(suite))
    return "\n\n".join(block for block in blocks if block)


def _table(suite: SuiteResult) -> str:
    from pgassay.console import paint, table

    if not suite.files:
        return ""
    rows = []
    for result in suite.files:
        style = "dim" if not result.ran else "green" if result.ok else "red"
        failed = result.count(Status.FAILED)
        rows.append(
            (
                paint(result.file.name, style),
                len(result.checks),
                _or_blank(failed),
                _or_blank(result.count(Status.SKIPPED)),
                _or_blank(result.count(Status.TODO, Status.UNEXPECTED)),
                f"{result.seconds * 1000:.1f} ms",
                paint(_verdict(result), style),
            )
        )
    headers = ("file", "assertions", "failed", "skipped", "to do", "time", "")
    return table(rows, headers, align=("left", "right", "right", "right", "right", "right", "left"))


def _or_blank(count: int) -> str:
    return str(count) if count else ""


def _verdict(result: FileResult) -> str:
    if not result.ran:
        return "not run"
    if result.skipped is not None:
        return f"skipped: {result.skipped}" if result.skipped else "skipped"
    return "ok" if result.ok else "FAILED"


def _failed(result: FileResult, *, verbose: bool) -> str:
    from pgassay.console import paint

    lines = [f"{paint('FAILED', 'red')} {failure}" for failure in failures(result)]
    if lines and result.notices and not verbose:
        lines.append(textwrap.indent("\n".join(result.notices), "    "))
    return "\n".join(lines)


def _unexpected(suite: SuiteResult) -> Iterator[str]:
    from pgassay.console import paint

    for result in suite.files:
        for check in result.checks:
            if check.status is Status.UNEXPECTED:
                label = paint("UNEXPECTED SUCCESS", "yellow")
                reason = f" (to do: {check.reason})" if check.reason else ""
                yield f"{label} {result.place(check.line)}: {name_of(check)}{reason}"


def _everything(result: FileResult) -> str:
    lines = [result.file.name]
    for check in result.checks:
        reason = f" ({check.reason})" if check.reason else ""
        lines.append(f"    {check.line:>4}  {_MARKS[check.status]}  {name_of(check)}{reason}")
        if check.status is not Status.FAILED:  # what failed is shown with its diagnostics below
            lines.extend(f"              {line}" for line in check.diagnostics)
    lines.extend(textwrap.indent(notice, "          ") for notice in result.notices)
    return "\n".join(lines)


def _slowest(suite: SuiteResult) -> str:
    slowest = sorted(suite.files, key=lambda result: -result.seconds)[:_SLOWEST]
    return "slowest: " + ", ".join(f"{result.file.name} {result.seconds * 1000:.0f} ms" for result in slowest)


def _sum(suite: SuiteResult) -> str:
    from pgassay.console import paint

    if not suite.files:
        whole = f"{_plural(suite.unchanged, 'file')}, and nothing changed since they passed today"
        return f"{paint('passed', 'green')}: {whole} (without --changed they run again)"
    checks = sum(len(result.checks) for result in suite.files)
    counts = [
        f"{suite.count(Status.PASSED, Status.UNEXPECTED)} passed",
        *(
            f"{count} {label}"
            for label, count in (
                ("failed", suite.count(Status.FAILED)),
                ("skipped", suite.count(Status.SKIPPED)),
                ("to do", suite.count(Status.TODO)),
                ("unexpected", suite.count(Status.UNEXPECTED)),
            )
            if count
        ),
    ]
    files = f"{_plural(len(suite.files), 'file')}, {_plural(checks, 'assertion')}: {', '.join(counts)}"
    broken = sum(bool(result.faults) for result in suite.files)
    if broken:
        files += f"; {_plural(broken, 'broken file')}"
    if suite.unchanged:
        files += f"; {_plural(suite.unchanged, 'file')} unchanged since passing today"
    if suite.not_run:
        files += f"; {_plural(len(suite.not_run), 'file')} not run"
    verdict = paint("passed", "green") if suite.ok else paint("FAILED", "red")
    if suite.interrupted:
        verdict = paint("interrupted", "yellow")
    order = f", order --shuffle {suite.seed}" if suite.seed is not None else ""
    return f"{verdict}: {files} ({suite.seconds:.2f} s, {_plural(suite.jobs, 'worker')}{order})"


def _plural(count: int, word: str) -> str:
    return f"{count} {word}" if count == 1 else f"{count} {word}s"
