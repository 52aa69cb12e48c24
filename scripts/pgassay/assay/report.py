"""What a person reads after an assay: survivors first, then what is redundant, what is accepted, and the score."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pgassay import console
from pgassay.assay.result import Result, Score
from pgassay.assay.shown import Shown
from pgassay.assay.verdict import Status, Verdict

_INVALID_SHOWN = 3


def render(result: Result, *, suggestions: Mapping[str, str] | None = None, verbose: bool = False) -> str:
    """The whole report.

    Args:
        result: of the run.
        suggestions: an assertion for each survivor, by id.
        verbose: with every mutant that is invalid, equivalent or killed by a crash.
    """
    said = suggestions or {}
    blocks = [_survivors(result, said), _findings(result), _accepted(result)]
    crashes = [each for each in result.verdicts if each.status is Status.CRASHED]
    if crashes:
        blocks.append(
            _table(
                "Killed by a crash, not by an assertion",
                crashes,
                lambda each: f"{each.file}:{each.line}: {each.assertion}",
            )
        )
    if verbose:
        for status, what in ((Status.EQUIVALENT, "Equivalent"), (Status.INVALID, "Invalid")):
            chosen = [each for each in result.verdicts if each.status is status]
            blocks.append(_table(what, chosen, lambda each: each.reason) if chosen else "")
    blocks += [_scores("schema", result.by_schema, result), _scores("kind", result.by_kind, None), _sum(result)]
    return "\n\n".join(block for block in blocks if block)


def _survivors(result: Result, suggestions: Mapping[str, str]) -> str:
    blocks = []
    for each in result.survivors:
        lines = [f"{console.paint('SURVIVED', 'red')} {each.mutant.id}", f"    {each.mutant.description}"]
        if each.nearest:
            lines.append(f"    nearest: {each.nearest}")
        if suggestion := suggestions.get(each.mutant.id):
            lines += ["", *(f"        {line}" for line in suggestion.splitlines()), ""]
        blocks.append("\n".join(lines))
    return "\n".join(blocks)


def _findings(result: Result) -> str:
    rows = [(each.label, each.what, each.because) for each in result.findings if each.label not in result.kept]
    blocks = ["Redundant:\n" + console.table(rows, ["object", "finding", "because of"])] if rows else []
    blocks += [
        "\n".join(["Redundant and kept (assay.toml):", *(f"    {name}" for name in entry.objects),
                   f"    because {entry.because}"])
        for entry in dict.fromkeys(result.kept.values())
    ]  # fmt: skip
    return "\n".join(blocks)


def _accepted(result: Result) -> str:
    by_reason: dict[str, list[str]] = {}
    for id, entry in sorted(result.accepted.items()):
        by_reason.setdefault(entry.because, []).append(id)
    blocks = []
    for because, ids in by_reason.items():
        blocks.append("\n".join(["Accepted (assay.toml):", *(f"    {id}" for id in ids), f"    because {because}"]))
    return "\n".join(blocks)


def of_shown(found: Sequence[Shown], *, verbose: bool = False) -> str:
    """What a person reads of accepted mutants and the tests in Python that should kill them.

    Args:
        found: what the tests said.
        verbose: name those that are killed, too.
    """
    alive = [each for each in found if not each.killed]
    lines = [f"killed {each.mutant.id}\n    by {each.entry.shown_by}" for each in found if verbose and each.killed]
    lines += [
        f"{console.paint('NOT SHOWN', 'red')} {each.mutant.id}\n"
        f"    {each.entry.shown_by} passes behind it ({each.entry.place})"
        for each in alive
    ]
    verdict = console.paint("FAILED", "red") if alive else console.paint("passed", "green")
    tests = len({each.entry.shown_by for each in found})
    killed = f"{len(found) - len(alive)} of {len(found)} accepted mutants killed"
    lines.append(f"{verdict}: {killed} by {tests} test{'' if tests == 1 else 's'} in Python")
    return "\n".join(lines)


def _killer(verdict: Verdict) -> str:
    return f"{verdict.file}:{verdict.line}: {verdict.assertion}"


def _table(title: str, verdicts: list[Verdict], said: object) -> str:
    assert callable(said)  # noqa: S101
    return f"{title}:\n" + console.table([(each.mutant.id, said(each)) for each in verdicts], ["mutant", ""])


def _scores(what: str, scores: Mapping[str, Score], result: Result | None) -> str:
    rows = []
    for name, score in scores.items():
        least = result.configuration.least(name) if result else None
        rows.append(
            (
                name,
                score.generated,
                score[Status.INVALID] or "",
                score[Status.EQUIVALENT] or "",
                score[Status.NOT_RUN] or "",
                score[Status.KILLED],
                score[Status.CRASHED] or "",
                score[Status.SURVIVED] - score.accepted or "",
                score.accepted or "",
                percent(score.percent),
                "" if least is None else f"≥ {least:g} %",
            )
        )
    headers = [what, "mutants", "invalid", "equivalent", "not run", "killed", "by crash", "survived", "accepted"]
    headers += ["score", "to reach"]
    shown = [place for place in range(len(headers)) if place in (0, 1, 5, 9) or any(row[place] != "" for row in rows)]
    return console.table(
        [[row[place] for place in shown] for row in rows],
        [headers[place] for place in shown],
        align=["left", *["right"] * (len(shown) - 1)],
    )


def percent(score: float | None) -> str:
    """As people read it. Never rounded up to 100: one survivor among ten thousand is one."""
    return "" if score is None else f"{int(score * 100) / 100:.2f} %"


def _sum(result: Result) -> str:
    score = result.score()
    remembered = sum(1 for each in result.verdicts if each.remembered)
    verdict = console.paint("passed", "green") if result.ok else console.paint("FAILED", "red")
    if result.interrupted:
        verdict = console.paint("interrupted", "yellow")
    lines = [
        f"{console.paint('below the minimum:', 'red')} {schema} has {percent(score_of)}, and needs {least:g} %"
        for schema, score_of, least in result.below
    ]
    ran = score.generated - remembered - score[Status.NOT_RUN]
    rate = f", {ran / result.seconds:.3g} a second" if ran and result.seconds else ""
    shown = f", {score.shown} of them killed by tests in Python" if score.shown else ""
    left = f"; {score[Status.NOT_RUN]} not run" if score[Status.NOT_RUN] else ""
    lines.append(
        f"{verdict}: {score.killed} of {score.valid} mutants killed, {percent(score.percent)}; "
        f"{len(result.survivors)} survived, {score.accepted} accepted with a reason{shown}{left} "
        f"({ran} run in {result.seconds:.1f} s{rate}; {remembered} remembered; "
        f"{result.jobs} worker{'' if result.jobs == 1 else 's'})"
    )
    return "\n".join(lines)
