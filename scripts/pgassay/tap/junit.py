"""A run as JUnit XML, as CI systems read it: one testsuite a file, one testcase an assertion."""

from __future__ import annotations

import re
import xml.etree.ElementTree as ElementTree
from pathlib import Path

from pgassay.tap.report import Failure, failures, name_of
from pgassay.tap.result import FileResult, Status
from pgassay.tap.suite import SuiteResult

# What XML 1.0 cannot hold, not even escaped.
_FORBIDDEN = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def write(suite: SuiteResult, path: Path) -> None:
    """Write the file, its folder made if need be."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(render(suite))


def render(suite: SuiteResult) -> bytes:
    """The document."""
    root = ElementTree.Element("testsuites", name="pgassay", time=f"{suite.seconds:.3f}")
    totals = [_add_file(root, result) for result in suite.files]
    for number, name in enumerate(("tests", "failures", "errors", "skipped")):
        root.set(name, str(sum(total[number] for total in totals)))
    ElementTree.indent(root)
    document: bytes = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
    return document


def _add_file(root: ElementTree.Element, result: FileResult) -> tuple[int, int, int, int]:
    element = ElementTree.SubElement(root, "testsuite", name=_clean(result.file.name), time=f"{result.seconds:.3f}")
    for number, check in enumerate(result.checks, 1):
        case = _add_case(element, result, f"{number} - {name_of(check)}", check.line)
        if check.status is Status.FAILED:
            _add_verdict(
                case,
                "failure",
                name_of(check),
                "\n".join([str(result.place(check.line)), *check.diagnostics]),
            )
        elif check.status in (Status.SKIPPED, Status.TODO):
            _add_verdict(case, "skipped", check.reason or check.status.value, "")
        elif check.status is Status.UNEXPECTED:
            ElementTree.SubElement(case, "system-out").text = _clean(f"unexpected success, to do: {check.reason}")
    broken = [failure for failure in failures(result) if failure.of_file]
    for failure in broken:
        _add_broken(element, result, failure)
    unfit = result.skipped if result.ran else "not run"
    if unfit is not None:
        case = _add_case(element, result, "<file>", 1)
        _add_verdict(case, "skipped", unfit, "")
    if result.notices:
        ElementTree.SubElement(element, "system-out").text = _clean("\n".join(result.notices))
    counts = (
        len(element.findall("testcase")),
        result.count(Status.FAILED),
        len(broken),
        len(element.findall("testcase/skipped")),
    )
    for name, count in zip(("tests", "failures", "errors", "skipped"), counts, strict=True):
        element.set(name, str(count))
    return counts


def _add_case(element: ElementTree.Element, result: FileResult, name: str, line: int) -> ElementTree.Element:
    return ElementTree.SubElement(
        element,
        "testcase",
        classname=_clean(result.file.name.removesuffix(".sql").replace("/", ".")),
        name=_clean(name),
        file=_clean(str(result.place(line).path)),
        line=str(line),
    )


def _add_broken(element: ElementTree.Element, result: FileResult, failure: Failure) -> None:
    case = _add_case(element, result, "<file>", failure.place.line)
    _add_verdict(case, "error", failure.what, "\n".join([str(failure.place), *failure.details]))


def _add_verdict(case: ElementTree.Element, kind: str, message: str, text: str) -> None:
    ElementTree.SubElement(case, kind, message=_clean(message)).text = _clean(text) or None


def _clean(text: str) -> str:
    return _FORBIDDEN.sub("\ufffd", text)
