"""TAP, the Test Anything Protocol, as pgTAP writes it: text in, typed values out. Nothing here does I/O.

The rules are those of TAP version 13 (testanything.org) and, where that is silent, of ``TAP::Parser``, which
``pg_prove`` uses. Subtests are lines indented by four spaces before the assertion that sums them up
(pgTAP's ``runtests()``, TAP version 14).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

Directive = Literal["todo", "skip"]

_TEST = re.compile(r"(?P<not>not )?ok\b\s*(?P<number>\d+)?\s*(?P<rest>.*)\Z")
_DIRECTIVE = re.compile(
    r"(?P<description>(?:\\.|[^\\])*?)#\s*(?P<directive>skip|todo)\b\s*(?P<reason>.*)\Z", re.IGNORECASE
)
_DASH = re.compile(r"\A-(?:\s+|\Z)")
_PLAN = re.compile(r"1\.\.(?P<count>\d+)\s*(?:#\s*skip\S*\s*(?P<reason>.*))?\Z", re.IGNORECASE)
_BAIL_OUT = re.compile(r"\s*Bail out!\s*(?P<reason>.*)\Z")
_MISCOUNT = re.compile(r"Looks like you planned (\d+) tests? but ran (\d+)\Z")
_SUMMARY = re.compile(r"Looks like you |No tests run!")
_INDENT = " " * 4


@dataclass(frozen=True, kw_only=True)
class Assertion:
    """One result line with all that belongs to it.

    Attributes:
        number: as it was written; None where there was none.
        ok: what the line says, before any directive.
        description: without the directive, ``\\#`` unescaped; may be empty.
        directive: ``todo`` (expected to fail) or ``skip`` (not run).
        reason: of the directive.
        diagnostics: the comment lines after it, without ``# ``, and the lines of a YAML block.
        children: the assertions of its subtest.
        at: index of its line in the text.
    """

    number: int | None
    ok: bool
    description: str = ""
    directive: Directive | None = None
    reason: str = ""
    diagnostics: tuple[str, ...] = ()
    children: tuple[Assertion, ...] = ()
    at: int = 0

    @property
    def passed(self) -> bool:
        """Whether it counts as passed: it is ok, or it was expected to fail."""
        return self.ok or self.directive == "todo"

    def leaves(self, path: str = "") -> Iterator[tuple[str, Assertion]]:
        """The assertions that say something of their own, each with the names that lead to it.

        A subtest is represented by its children, and by itself only when it fails and none of them does.
        """
        name = f"{path} / {self.description}" if path and self.description else path or self.description
        for child in self.children:
            yield from child.leaves(name)
        if not self.children or (not self.passed and all(child.passed for child in self.children)):
            yield name, self


@dataclass(frozen=True, kw_only=True)
class Plan:
    """``1..count``, or ``1..0 # SKIP reason``.

    Attributes:
        count: how many assertions were announced.
        reason: why everything was skipped; None unless it was.
        after: how many assertions came before it.
        at: index of its line in the text.
    """

    count: int
    reason: str | None = None
    after: int = 0
    at: int = 0


@dataclass(frozen=True, kw_only=True)
class BailOut:
    """``Bail out! reason``: the author says that going on is pointless; what follows is not read."""

    reason: str
    at: int = 0


@dataclass(frozen=True, kw_only=True)
class Stream:
    """All that one producer wrote.

    Attributes:
        assertions: those of the outermost level, in order.
        plans: one in a sound stream.
        bail_out: where it stopped, if it did.
        diagnostics: comment lines that belong to no assertion.
        unknown: lines that are not TAP.
    """

    assertions: tuple[Assertion, ...] = ()
    plans: tuple[Plan, ...] = ()
    bail_out: BailOut | None = None
    diagnostics: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()

    @property
    def skipped(self) -> str | None:
        """The reason for which the whole stream was skipped, or None."""
        if len(self.plans) == 1 and self.plans[0].count == 0 and not self.assertions and not self.bail_out:
            return self.plans[0].reason
        return None

    def leaves(self) -> Iterator[tuple[str, Assertion]]:
        """Every assertion that says something of its own, subtests included."""
        for assertion in self.assertions:
            yield from assertion.leaves()


@dataclass(frozen=True, kw_only=True)
class Problem:
    """Something wrong with the stream as a whole; ``at`` is the index of the line that shows it."""

    what: str
    at: int | None = None


def parse(text: str) -> Stream:
    """Read a stream of TAP; anything is accepted, what is not TAP is kept as ``unknown``."""
    return _parse((at, line.removesuffix("\r")) for at, line in enumerate(text.split("\n")))


def problems(stream: Stream) -> list[Problem]:
    """What is wrong with the stream itself, apart from assertions that failed."""
    if stream.bail_out:
        reason = f": {stream.bail_out.reason}" if stream.bail_out.reason else ""
        return [Problem(what=f"bailed out{reason}", at=stream.bail_out.at)]
    found = list(_misnumbered(stream.assertions))
    ran = len(stream.assertions)
    if not stream.plans:
        found.append(Problem(what=f"there is no plan; {_tests(ran)} ran"))
        return found
    plan = stream.plans[0]
    if len(stream.plans) > 1:
        found.append(Problem(what=f"there are {len(stream.plans)} plans, one is right", at=stream.plans[1].at))
    elif 0 < plan.after < ran:
        found.append(Problem(what="the plan must come before all assertions or after them", at=plan.at))
    if plan.count != ran:
        found.append(Problem(what=f"planned {plan.count}, ran {ran}", at=plan.at))
    elif not found:
        found.extend(
            Problem(what=f"finish() counted otherwise: planned {match[1]}, ran {match[2]}")
            for line in stream.diagnostics
            if (match := _MISCOUNT.match(line))
        )
    return found


def _tests(count: int) -> str:
    return "1 assertion" if count == 1 else f"{count} assertions"


def _misnumbered(assertions: Sequence[Assertion]) -> Iterator[Problem]:
    for expected, assertion in enumerate(assertions, 1):
        if assertion.number is not None and assertion.number != expected:
            yield Problem(what=f"assertion number {assertion.number} where {expected} is next", at=assertion.at)
            return  # all that follow are off as well


@dataclass
class _Level:
    """What has been read of one level of nesting."""

    assertions: list[Assertion] = field(default_factory=list)
    plans: list[Plan] = field(default_factory=list)
    diagnostics: list[str] = field(default_factory=list)
    unknown: list[str] = field(default_factory=list)
    nested: list[tuple[int, str]] = field(default_factory=list)
    bail_out: BailOut | None = None
    current: Assertion | None = None
    notes: list[str] = field(default_factory=list)

    def close(self) -> None:
        """Finish the assertion whose diagnostics were being read."""
        if self.current is not None:
            self.assertions.append(_with_notes(self.current, self.notes))
            self.current, self.notes = None, []

    def begin(self, match: re.Match[str], at: int) -> None:
        """Start an assertion; the nested lines before it are its subtest."""
        self.close()
        if not self.nested:
            self.current = _assertion(match, (), at)
            return
        child = _parse(self.nested)
        self.nested = []
        self.current = _assertion(match, child.assertions, at)
        if self.current.ok or any(not assertion.passed for assertion in child.assertions):
            self.notes.extend(child.diagnostics)
        else:
            self.notes.extend(_account(child))


def _parse(lines: Iterable[tuple[int, str]]) -> Stream:
    level = _Level()
    yaml: str | None = None
    for at, line in lines:
        if yaml is not None:  # verbatim until its end
            level.notes.append(line.removeprefix(yaml))
            if line.strip() == "...":
                yaml = None
        elif match := _TEST.match(line):
            level.begin(match, at)
        elif line.startswith("#"):
            _comment(level, line)
        elif match := _BAIL_OUT.match(line):
            level.bail_out = BailOut(reason=match["reason"].strip(), at=at)
            break
        elif line.startswith(_INDENT):
            level.nested.append((at, line.removeprefix(_INDENT)))
        elif match := _PLAN.match(line):
            level.close()
            count, reason = int(match["count"]), match["reason"]
            reason = (reason or "").strip() if count == 0 else None
            level.plans.append(Plan(count=count, reason=reason, after=len(level.assertions), at=at))
        elif level.current is not None and re.match(r"\s+---", line):
            yaml = line[: len(line) - len(line.lstrip())]
            level.notes.append(line.strip())
        elif line and not line.startswith(("TAP version ", "pragma ")):
            level.unknown.append(line)
    level.close()
    if level.nested:  # a subtest that was cut off: what it said must not be lost
        level.diagnostics.extend(_account(_parse(level.nested)))
    return Stream(
        assertions=tuple(level.assertions),
        plans=tuple(level.plans),
        bail_out=level.bail_out,
        diagnostics=tuple(level.diagnostics),
        unknown=tuple(level.unknown),
    )


def _comment(level: _Level, line: str) -> None:
    note = line[2:] if line.startswith("# ") else line[1:]
    if note.startswith("Subtest: "):
        level.close()
    elif level.current is None or _SUMMARY.match(note):
        level.diagnostics.append(note)
    else:
        level.notes.append(note)


def _assertion(match: re.Match[str], children: tuple[Assertion, ...], at: int) -> Assertion:
    description, directive, reason = match["rest"], None, ""
    if "#" in description and (found := _DIRECTIVE.match(description)):
        description, reason = found["description"], found["reason"].strip()
        directive = found["directive"].lower()
    return Assertion(
        number=int(match["number"]) if match["number"] else None,
        ok=not match["not"],
        description=_DASH.sub("", description.strip()).replace("\\#", "#"),
        directive=directive,  # type: ignore[arg-type]
        reason=reason,
        children=children,
        at=at,
    )


def _with_notes(assertion: Assertion, notes: Sequence[str]) -> Assertion:
    if not notes and assertion.ok:
        return assertion
    directive = assertion.directive
    # pgTAP does not escape "#" in descriptions. It tells a real failure from an expected one in its
    # diagnostics, and never writes "not ok" for what it skips: "# todo list" in a description excuses nothing.
    plain_failure = any(re.match(r"Failed test \d+", note) for note in notes)
    if directive and not assertion.ok and (plain_failure or directive == "skip"):
        assertion = replace(
            assertion,
            description=f"{assertion.description} # {directive} {assertion.reason}".strip(),
            directive=None,
            reason="",
        )
    return replace(assertion, diagnostics=tuple(notes)) if notes else assertion


def _account(stream: Stream) -> list[str]:
    """All diagnostics of a subtest, for when its own assertions do not say why it failed."""
    notes = [note for _, assertion in stream.leaves() for note in assertion.diagnostics]
    return [*notes, *stream.diagnostics]
