"""A report as JUnit XML, as CI systems read it, and as a page."""

from __future__ import annotations

import html as escaping
import re
import xml.etree.ElementTree as ElementTree

from pgassay.assay.result import Result, Score
from pgassay.assay.verdict import Status, Verdict

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")

_STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem auto; max-width: 70rem; padding: 0 1rem; color: #222 }
table { border-collapse: collapse; margin: 1rem 0 2rem } th, td { padding: .2rem .8rem; text-align: right }
th:first-child, td:first-child { text-align: left } tr + tr { border-top: 1px solid #ddd }
pre { background: #f5f5f5; padding: .6rem; overflow-x: auto } code { font-size: .9em } summary { cursor: pointer }
.survived { border-left: 4px solid #c33; padding-left: .8rem; margin: 1rem 0 } .low { color: #c33; font-weight: bold }
@media (prefers-color-scheme: dark) { body { background: #181818; color: #ddd } pre { background: #262626 }
tr + tr { border-top-color: #444 } a { color: #8bf } }
"""


def junit(result: Result) -> bytes:
    """One testsuite a schema, one testcase a mutant; a survivor without a reason is a failure."""
    root = ElementTree.Element("testsuites", name="pgassay assay")
    for schema, score in result.by_schema.items():
        suite = ElementTree.SubElement(root, "testsuite", name=schema)
        chosen = [each for each in result.verdicts if each.mutant.schema == schema]
        for each in chosen:
            _case(suite, result, each)
        skipped = len(suite.findall("testcase/skipped"))
        failures = score[Status.SURVIVED] - score.accepted
        for name, count in (("tests", len(chosen)), ("failures", failures), ("errors", 0), ("skipped", skipped)):
            suite.set(name, str(count))
    for name in ("tests", "failures", "errors", "skipped"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _case(suite: ElementTree.Element, result: Result, verdict: Verdict) -> None:
    mutant = verdict.mutant
    case = ElementTree.SubElement(suite, "testcase", classname=_clean(mutant.kind), name=_clean(mutant.id))
    accepted = result.accepted.get(mutant.id)
    if verdict.status is Status.SURVIVED and accepted is None:
        failure = ElementTree.SubElement(case, "failure", message=_clean(mutant.description))
        failure.text = _clean(f"{mutant.description}\nnearest test: {verdict.nearest}\n\n{mutant.script}")
    elif verdict.status not in (Status.KILLED, Status.CRASHED):
        reason = f"accepted: {accepted.because}" if accepted else f"{verdict.status.value} {verdict.reason}".strip()
        ElementTree.SubElement(case, "skipped", message=_clean(reason))


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\N{REPLACEMENT CHARACTER}", text)


def html(result: Result) -> bytes:
    """One page that needs nothing else."""
    score = result.score()
    parts = [
        "<!doctype html><html lang='en'><meta charset='utf-8'><meta name='viewport' content='width=device-width'>",
        f"<title>Assay</title><style>{_STYLE}</style><h1>Assay</h1>",
        f"<p>{score.killed} of {score.valid} mutants killed, <b>{_percent(score)}</b>; "
        f"{len(result.survivors)} survived, {score.accepted} accepted with a reason; {score[Status.INVALID]} invalid, "
        f"{score[Status.EQUIVALENT]} equivalent.</p>",
    ]
    if result.survivors:
        parts.append("<h2>Survivors</h2>")
    parts += [
        f"<div class='survived'><b>{_text(each.mutant.description)}</b><br><code>{_text(each.mutant.id)}</code>"
        f"<br>nearest test: {_text(each.nearest)}<details><summary>SQL</summary>"
        f"<pre>{_text(each.mutant.script)}</pre></details></div>"
        for each in result.survivors
    ]
    for title, scores in (("Schemas", result.by_schema), ("Kinds", result.by_kind)):
        parts.append(f"<h2>{title}</h2>{_table(result, scores)}")
    if result.findings:
        rows = "".join(
            f"<li><code>{_text(each.label)}</code>: {_text(each.what)}: <code>{_text(each.because)}</code></li>"
            for each in result.findings
        )
        parts.append(f"<h2>Redundant objects</h2><ul>{rows}</ul>")
    if result.accepted:
        rows = "".join(
            f"<li><code>{_text(id)}</code><br>{_text(entry.because)}</li>"
            for id, entry in sorted(result.accepted.items())
        )
        parts.append(f"<h2>Accepted with a reason</h2><ul>{rows}</ul>")
    parts.append("<h2>Killed</h2><details><summary>each mutant, and the assertion that killed it</summary><table>")
    for each in result.verdicts:
        if each.file:
            where = f"{_text(each.file)}:{each.line}: {_text(each.assertion)}"
            parts.append(f"<tr><td><code>{_text(each.mutant.id)}</code><td style='text-align:left'>{where}")
    parts.append("</table></details></html>\n")
    return "".join(parts).encode()


def _table(result: Result, scores: object) -> str:
    assert isinstance(scores, dict)  # noqa: S101
    rows = ["<tr><th><th>mutants<th>invalid<th>equivalent<th>killed<th>by crash<th>survived<th>accepted<th>score"]
    for name, score in scores.items():
        low = " class='low'" if score[Status.SURVIVED] > score.accepted else ""
        rows.append(
            f"<tr><td>{_text(name)}<td>{score.generated}<td>{score[Status.INVALID]}<td>{score[Status.EQUIVALENT]}"
            f"<td>{score[Status.KILLED]}<td>{score[Status.CRASHED]}<td>{score[Status.SURVIVED] - score.accepted}"
            f"<td>{score.accepted}<td{low}>{_percent(score)}"
        )
    return f"<table>{''.join(rows)}</table>"


def _percent(score: Score) -> str:
    return "" if score.percent is None else f"{int(score.percent * 100) / 100:.2f} %"


def _text(text: str) -> str:
    return escaping.escape(_clean(text))
