"""What is printed: for people, for consumers of TAP, for CI."""

from __future__ import annotations

import re
import shutil
import subprocess
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgassay.tap import junit, protocol, report, stream
from pgassay.tap.files import TestFile
from pgassay.tap.result import Check, FileResult, Status
from pgassay.tap.source import Fault, Source
from pgassay.tap.suite import SuiteResult

SOURCE = Source(b"begin;\nselect plan(9);\nselect ok(true);\n")


def check(description: str, status: Status = Status.PASSED, reason: str = "", *diagnostics: str) -> Check:
    return Check(
        description=description,
        status=status,
        source=SOURCE,
        statement=2,
        reason=reason,
        diagnostics=diagnostics,
    )


def file(name: str, *checks: Check, **more: object) -> FileResult:
    return FileResult(file=TestFile(name, Path.cwd() / "pgtap" / name), checks=checks, **more)  # type: ignore[arg-type]


EVERYTHING = SuiteResult(
    files=(
        file(
            "shop/cart.sql",
            check("passes"),
            check("fails # 1", Status.FAILED, "", 'Failed test 2: "fails # 1"', "  have: <1>"),
            check("", Status.SKIPPED, "no replica"),
            check("not yet", Status.TODO, "later", "why"),
            check("already", Status.UNEXPECTED, "soon"),
            seconds=0.0421,
            notices=("WARNING:  careful",),
        ),
        file("shop/none.sql", ran=False),
        file("shop/skipped.sql", skipped="no pgvector"),
        file("shop/wrong.sql", faults=(Fault(what="ERROR 42601: oh", line=3, details=("HINT:  look",)),)),
    ),
    seconds=0.5,
    jobs=2,
    seed=99,
)
GOOD = SuiteResult(files=(file("a.sql", check("passes")), file("b.sql", check("passes too"))), seconds=0.1, jobs=1)


def test_a_table_then_failures_then_one_line_that_sums_up() -> None:
    text = report.render(EVERYTHING)
    cart = next(line for line in text.splitlines() if line.startswith("shop/cart.sql"))
    assert cart.split() == ["shop/cart.sql", "5", "1", "1", "2", "42.1", "ms", "FAILED"]
    assert "skipped: no pgvector" in text
    assert "not run" in text
    blocks = text.split("\n\n")
    assert blocks[1:] == [
        'FAILED pgtap/shop/cart.sql:3: fails # 1\n    Failed test 2: "fails # 1"\n      have: <1>\n'.replace(
            "      have", "      have"
        )
        + "    WARNING:  careful",
        "FAILED pgtap/shop/wrong.sql:3: ERROR 42601: oh\n    HINT:  look",
        "UNEXPECTED SUCCESS pgtap/shop/cart.sql:3: already (to do: soon)",
        "FAILED: 4 files, 5 assertions: 2 passed, 1 failed, 1 skipped, 1 to do, 1 unexpected; 1 broken file; "
        "1 file not run (0.50 s, 2 workers, order --shuffle 99)",
    ]


def test_what_passed_is_said_shortly() -> None:
    assert report.render(GOOD).splitlines()[-1] == "passed: 2 files, 2 assertions: 2 passed (0.10 s, 1 worker)"


def test_verbose_says_everything() -> None:
    text = report.render(EVERYTHING, verbose=True)
    for line in (
        "   3  ok  passes",
        "   3  FAILED  fails # 1",
        "   3  to do  not yet (later)",
        "              why",
    ):
        assert f"\n    {line.removeprefix('    ')}" in text or f"\n{line}" in text
    assert "\n          WARNING:  careful" in text
    assert "slowest: shop/cart.sql 42 ms, " in text


def test_an_interrupted_run_says_so() -> None:
    interrupted = SuiteResult(files=(file("a.sql", ran=False),), interrupted=True)
    assert (
        report.render(interrupted)
        .splitlines()[-1]
        .startswith("interrupted: 1 file, 0 assertions: 0 passed; 1 file not run")
    )


TAP = """\
TAP version 13
# order: --shuffle 99
ok 1 - shop/cart.sql: passes
not ok 2 - shop/cart.sql: fails \\# 1
# pgtap/shop/cart.sql:3
# Failed test 2: "fails # 1"
#   have: <1>
ok 3 - shop/cart.sql: an assertion without a description (line 3) # SKIP no replica
not ok 4 - shop/cart.sql: not yet # TODO later
# why
ok 5 - shop/cart.sql: already # TODO soon
# WARNING:  careful
ok 6 - shop/skipped.sql # SKIP no pgvector
not ok 7 - shop/wrong.sql: ERROR 42601: oh
# pgtap/shop/wrong.sql:3
# HINT:  look
1..7
Bail out! 1 of 4 files did not run"""


def test_a_flat_stream_of_tap() -> None:
    assert stream.render(EVERYTHING) == TAP


PERL = """
use TAP::Parser;
my $parser = TAP::Parser->new({ tap => join '', <STDIN> });
while (my $result = $parser->next) {
    next unless $result->is_test;
    print join '|', (map { $_ ? 1 : 0 } $result->is_ok, $result->is_actual_ok, $result->has_skip, $result->has_todo),
        $result->description;
    print "\\n";
}
print 'errors: ', join(', ', $parser->parse_errors), "; failed: ", join(', ', $parser->failed), "\\n";
"""


def tap_parser_lacks() -> bool:
    perl = shutil.which("perl")
    return not perl or subprocess.run([perl, "-MTAP::Parser", "-e1"], capture_output=True, check=False).returncode != 0


@pytest.mark.skipif(tap_parser_lacks(), reason="perl has no TAP::Parser")
def test_perl_reads_the_same_stream() -> None:
    tap = TAP.partition("Bail out!")[0]
    read = subprocess.run(["perl", "-e", PERL], input=tap, capture_output=True, text=True, check=True).stdout
    assert read.splitlines() == [
        "1|1|0|0|- shop/cart.sql: passes",
        r"0|0|0|0|- shop/cart.sql: fails \# 1",
        "1|1|1|0|- shop/cart.sql: an assertion without a description (line 3)",
        "1|0|0|1|- shop/cart.sql: not yet",
        "1|1|0|1|- shop/cart.sql: already",
        "1|1|1|0|- shop/skipped.sql",
        "0|0|0|0|- shop/wrong.sql: ERROR 42601: oh",
        "errors: ; failed: 2, 7",
    ]


def test_nothing_at_all_is_valid_tap() -> None:
    text = stream.render(SuiteResult(files=(file("a.sql", ran=False),), interrupted=True))
    assert text.splitlines()[1:] == ["1..0 # SKIP nothing ran", "Bail out! interrupted"]


anything = st.text(max_size=40)


@given(st.lists(st.tuples(anything, st.sampled_from(Status), anything, anything), max_size=4))
def test_no_text_breaks_the_stream(written: list[tuple[str, Status, str, str]]) -> None:
    checks = [check(description, status, reason, diagnostic) for description, status, reason, diagnostic in written]
    suite = SuiteResult(files=(file("a.sql", check("first"), *checks),))
    read = protocol.parse(stream.render(suite))
    assert protocol.problems(read) == []
    assert [(leaf.passed, leaf.directive) for _, leaf in read.leaves()][1:] == [
        (status is not Status.FAILED, {"skipped": "skip", "to do": "todo"}.get(label))
        for (_, status, _, _), label in zip(
            written,
            ["to do" if item[1] in (Status.TODO, Status.UNEXPECTED) else item[1].value for item in written],
            strict=True,
        )
    ]


def test_junit_tells_failures_errors_and_skips_apart() -> None:
    root = ElementTree.fromstring(junit.render(EVERYTHING))  # noqa: S314  (our own)
    assert {name: root.get(name) for name in ("tests", "failures", "errors", "skipped", "time")} == {
        "tests": "8",
        "failures": "1",
        "errors": "1",
        "skipped": "4",
        "time": "0.500",
    }
    cart = root.find("testsuite[@name='shop/cart.sql']")
    assert cart is not None
    assert [case.get("name") for case in cart.findall("testcase")] == [
        "1 - passes",
        "2 - fails # 1",
        "3 - an assertion without a description (line 3)",
        "4 - not yet",
        "5 - already",
    ]
    failure = cart.find("testcase/failure")
    assert failure is not None
    assert failure.get("message") == "fails # 1"
    assert failure.text == 'pgtap/shop/cart.sql:3\nFailed test 2: "fails # 1"\n  have: <1>'
    case = cart.find("testcase")
    assert case is not None
    assert case.attrib == {
        "classname": "shop.cart",
        "name": "1 - passes",
        "file": "pgtap/shop/cart.sql",
        "line": "3",
    }
    assert [element.text for element in cart.findall("system-out")] == ["WARNING:  careful"]
    error = root.find("testsuite[@name='shop/wrong.sql']/testcase/error")
    assert error is not None
    assert error.get("message") == "ERROR 42601: oh"


@given(anything, anything)
def test_no_text_breaks_the_xml(description: str, diagnostic: str) -> None:
    suite = SuiteResult(files=(file("a.sql", check(description, Status.FAILED, "", diagnostic)),))
    root = ElementTree.fromstring(junit.render(suite))  # noqa: S314  (our own)
    failure = root.find("testsuite/testcase/failure")
    assert failure is not None
    printable = re.sub("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", "\ufffd", diagnostic)
    assert (failure.text or "").partition("\n")[2].split() == printable.split()


def test_junit_makes_the_folder(tmp_path: Path) -> None:
    junit.write(GOOD, tmp_path / "deep" / "results.xml")
    assert ElementTree.parse(tmp_path / "deep" / "results.xml").getroot().get("tests") == "2"  # noqa: S314  (our own)
