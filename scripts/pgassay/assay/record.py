"""Keep the scores: a page for people, and a file that the next run of another schema adds to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from pgassay.assay.report import percent
from pgassay.assay.result import Result, Score
from pgassay.assay.verdict import Status, Verdict
from pgassay.errors import Place, Refused
from pgassay.settings import read_text

PAGE, DATA = "assay-scores.md", "assay-scores.json"

_HEAD = """\
# Scores of the assay

How many mutants of each schema its tests kill, counted by `pgassay assay --record docs`.
[What the words mean](assay.md). A survivor has a written reason in `assay.toml`, or is listed at the end: it names a
test that is missing. Shown are those of the accepted that a test in Python kills: a pgTAP file is one session and one
transaction (`pgassay assay --shown` runs these tests). Those that a run had no time for, or that a sample did not
draw, stand as not run.
"""
_COLUMNS = (
    "mutants",
    "invalid",
    "equivalent",
    "not run",
    "killed",
    "by crash",
    "survived",
    "accepted",
    "shown",
    "score",
)


def write(folder: Path, result: Result) -> tuple[Path, Path]:
    """Replace what is kept of the schemas that a run was about, and write the page.

    Args:
        folder: where the files are.
        result: of a run of whole schemas.

    Raises:
        Refused: what is kept cannot be read, or nothing can be written there.
    """
    page, data = folder / PAGE, folder / DATA
    schemas: dict[str, Any] = dict(_read(data))
    judged = {each.mutant.id for each in result.verdicts}
    others = [Verdict(mutant=each, status=Status.NOT_RUN) for each in result.drawn_from if each.id not in judged]
    for schema in result.by_schema:
        schemas[schema] = _kept(result, [each for each in [*result.verdicts, *others] if each.mutant.schema == schema])
    schemas = {name: schemas[name] for name in sorted(schemas)}
    try:
        folder.mkdir(parents=True, exist_ok=True)
        data.write_text(json.dumps(schemas, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        page.write_text("\n".join(_page(schemas)) + "\n", encoding="utf-8")
    except OSError as error:
        raise Refused(f"{folder}: cannot be written: {error.strerror}") from error
    return page, data


def _read(path: Path) -> Mapping[str, Any]:
    if not path.is_file():
        return {}
    try:
        content: Mapping[str, Any] = json.loads(read_text(path))
    except ValueError:
        raise Refused("not valid JSON", where=Place(path), hint="remove it, and record all schemas anew") from None
    return content


def _kept(result: Result, verdicts: list[Verdict]) -> dict[str, Any]:
    by_kind: dict[str, list[Verdict]] = {}
    for each in verdicts:
        by_kind.setdefault(_kind(each), []).append(each)
    return {
        "server_version": result.server,
        "all": _counts(result.score(verdicts)),
        "kinds": {kind: _counts(result.score(by_kind[kind])) for kind in sorted(by_kind)},
        "survivors": {
            each.mutant.id: each.nearest
            for each in verdicts
            if each.status is Status.SURVIVED and each.mutant.id not in result.accepted
        },
    }


def _kind(verdict: Verdict) -> str:
    """Bodies of functions apart: only behaviour kills a mutant of them."""
    return "function's body" if verdict.mutant.of_body else verdict.mutant.kind


def _counts(score: Score) -> dict[str, Any]:
    return {
        "mutants": score.generated,
        "invalid": score[Status.INVALID],
        "equivalent": score[Status.EQUIVALENT],
        "not run": score[Status.NOT_RUN],
        "killed": score.killed,
        "by crash": score[Status.CRASHED],
        "survived": score[Status.SURVIVED] - score.accepted,
        "accepted": score.accepted,
        "shown": score.shown,
        "score": percent(score.percent),
    }


def _page(schemas: Mapping[str, Any]) -> Iterator[str]:
    yield _HEAD
    yield from _table("schema", {name: kept["all"] for name, kept in schemas.items()})
    for name, kept in schemas.items():
        yield f"\n## {name}, PostgreSQL {kept['server_version'] // 10000}\n"
        yield from _table("kind", kept["kinds"])
    if any(kept["survivors"] for kept in schemas.values()):
        yield "\n## Survivors\n"
        for kept in schemas.values():
            for id, nearest in kept["survivors"].items():
                yield f"* `{id}`" + (f", nearest: {nearest}" if nearest else "")


def _table(what: str, rows: Mapping[str, Mapping[str, Any]]) -> Iterator[str]:
    yield f"| {what} | {' | '.join(_COLUMNS)} |"
    yield "|---|" + "---:|" * len(_COLUMNS)
    for name, counts in rows.items():
        shown = (counts[each] if each == "score" else f"{counts.get(each, 0):,}" for each in _COLUMNS)
        yield f"| {name} | {' | '.join(shown)} |"
