"""TAP as text: what is understood, and that nothing is lost."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgassay.tap.protocol import Assertion, BailOut, Plan, Stream, parse, problems


def one(text: str) -> Assertion:
    """The only assertion of a text."""
    (assertion,) = parse(text).assertions
    return assertion


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("ok", Assertion(number=None, ok=True)),
        ("not ok", Assertion(number=None, ok=False)),
        ("ok 1", Assertion(number=1, ok=True)),
        ("ok 12 - twelve", Assertion(number=12, ok=True, description="twelve")),
        ("ok 12 twelve", Assertion(number=12, ok=True, description="twelve")),
        ("ok - no number", Assertion(number=None, ok=True, description="no number")),
        ("ok 1 - -1 is less than 0", Assertion(number=1, ok=True, description="-1 is less than 0")),
        (r"ok 1 - issue \#12", Assertion(number=1, ok=True, description="issue #12")),
        (r"ok 1 - a \# TODO list", Assertion(number=1, ok=True, description="a # TODO list")),
        (r"ok 1 - C:\dir", Assertion(number=1, ok=True, description=r"C:\dir")),
        ("ok 1 # SKIP", Assertion(number=1, ok=True, directive="skip")),
        ("ok 1 # SKIP no #2", Assertion(number=1, ok=True, directive="skip", reason="no #2")),
        ("ok 1 # skipping it", Assertion(number=1, ok=True, description="# skipping it")),
        (
            "ok 1 - x # todo later",
            Assertion(number=1, ok=True, description="x", directive="todo", reason="later"),
        ),
        ("not ok 1 - x # TODO", Assertion(number=1, ok=False, description="x", directive="todo")),
        ("not ok 1 - x # SKIP y", Assertion(number=1, ok=False, description="x # skip y")),
        ("ok 1\r", Assertion(number=1, ok=True)),
    ],
)
def test_an_assertion(line: str, expected: Assertion) -> None:
    assert one(line) == expected


@pytest.mark.parametrize("line", ["", "okay", "nok 1", "  ok 1", "OK 1", "(1 row)", "TAP version 13", "pragma +strict"])
def test_no_assertion(line: str) -> None:
    assert parse(line).assertions == ()


@pytest.mark.parametrize(
    ("line", "plan"),
    [
        ("1..3", Plan(count=3)),
        ("1..0", Plan(count=0, reason="")),
        ("1..0 # SKIP no pgvector", Plan(count=0, reason="no pgvector")),
        ("1..0 # skipped: no pgvector", Plan(count=0, reason="no pgvector")),
    ],
)
def test_a_plan(line: str, plan: Plan) -> None:
    assert parse(line).plans == (plan,)
    assert parse(line).skipped == plan.reason


@pytest.mark.parametrize("line", ["1..", "0..3", "1..3 tests", "1..-1"])
def test_no_plan(line: str) -> None:
    assert parse(line) == Stream(unknown=(line,))


def test_diagnostics_belong_to_the_assertion_before_them() -> None:
    stream = parse(
        '# first of all\nok 1 - a\nnot ok 2 - b\n# Failed test 2: "b"\n#   have: 1\n#want\n1..2\n# at the end'
    )
    assert stream.assertions[0].diagnostics == ()
    assert stream.assertions[1].diagnostics == ('Failed test 2: "b"', "  have: 1", "want")
    assert stream.diagnostics == ("first of all", "at the end")


def test_what_finish_says_belongs_to_no_assertion() -> None:
    stream = parse("1..1\nnot ok 1 - a\n# Looks like you failed 1 test of 1")
    assert stream.diagnostics == ("Looks like you failed 1 test of 1",)


def test_a_yaml_block_is_kept_as_it_is() -> None:
    assertion = one("not ok 1 - a\n  ---\n  have: 1\n    ok 7 - text\n  ...\n")
    assert assertion.diagnostics == ("---", "have: 1", "  ok 7 - text", "...")


def test_nothing_is_read_after_a_bail_out() -> None:
    stream = parse("1..2\nok 1\n    Bail out! no disk\nnot ok 2")
    assert stream.bail_out == BailOut(reason="no disk", at=2)
    assert len(stream.assertions) == 1
    assert [problem.what for problem in problems(stream)] == ["bailed out: no disk"]


RUNTESTS = """\
# Subtest: shop.test_cart()
    ok 1 - a cart is empty
    not ok 2 - a cart is full
    # Failed test 2: "a cart is full"
    1..2
    # Looks like you failed 1 test of 2
not ok 1 - shop.test_cart
# Failed test 1: "shop.test_cart"
# Subtest: shop.test_order()
    ok 1 - an order is paid
    1..1
ok 2 - shop.test_order
# Subtest: shop.test_user()
    ok 1 - a user is there
    # Test died: P0001: no more
not ok 3 - shop.test_user
# Failed test 3: "shop.test_user"
1..3
# Looks like you failed 2 tests of 3"""


def test_subtests_are_represented_by_their_children() -> None:
    stream = parse(RUNTESTS)
    assert problems(stream) == []
    assert [(name, leaf.ok) for name, leaf in stream.leaves()] == [
        ("shop.test_cart / a cart is empty", True),
        ("shop.test_cart / a cart is full", False),
        ("shop.test_order / an order is paid", True),
        ("shop.test_user / a user is there", True),
        ("shop.test_user", False),
    ]
    died = list(stream.leaves())[-1][1]
    assert died.diagnostics == ("Test died: P0001: no more", 'Failed test 3: "shop.test_user"')


def test_subtests_nest() -> None:
    stream = parse("        ok 1 - deep\n        1..1\n    ok 1 - middle\n    1..1\nok 1 - top\n1..1")
    assert [name for name, _ in stream.leaves()] == ["top / middle / deep"]
    assert problems(stream) == []


def test_a_subtest_that_was_cut_off_is_not_lost() -> None:
    stream = parse("1..1\n# Subtest: t()\n    not ok 1 - a\n    # why\n    # No tests run!")
    assert stream.diagnostics == ("why", "No tests run!")


def test_every_line_knows_its_place() -> None:
    stream = parse(RUNTESTS)
    assert [(assertion.at, [child.at for child in assertion.children]) for assertion in stream.assertions] == [
        (6, [1, 2]),
        (11, [9]),
        (15, [13]),
    ]


@pytest.mark.parametrize(
    ("text", "what"),
    [
        ("", ["there is no plan; 0 assertions ran"]),
        ("ok 1", ["there is no plan; 1 assertion ran"]),
        ("1..2\nok 1\nok 2", []),
        ("ok 1\nok 2\n1..2", []),
        ("1..2\nok\nok", []),
        ("1..0 # SKIP x", []),
        ("1..0 # SKIP x\nok 1", ["planned 0, ran 1"]),
        ("1..3\nok 1\nok 2", ["planned 3, ran 2"]),
        ("1..1\nok 1\nok 2", ["planned 1, ran 2"]),
        ("1..2\nok 1\n1..2\nok 2", ["there are 2 plans, one is right"]),
        ("ok 1\n1..2\nok 2", ["the plan must come before all assertions or after them"]),
        ("1..3\nok 1\nok 3\nok 2", ["assertion number 3 where 2 is next"]),
        ("1..2\nok 1\nok 1", ["assertion number 1 where 2 is next"]),
        (
            "1..2\nok 1\n# Looks like you planned 2 tests but ran 1\nok 2",
            ["finish() counted otherwise: planned 2, ran 1"],
        ),
        ("1..1\nnot ok 1 # TODO x", []),
    ],
)
def test_problems(text: str, what: list[str]) -> None:
    assert [problem.what for problem in problems(parse(text))] == what


descriptions = st.text(st.characters(exclude_characters="\n\r#\\", exclude_categories=["Cs"]), max_size=30).map(
    lambda text: text.strip().lstrip("-0123456789 ").strip()
)
results = st.tuples(st.booleans(), descriptions, st.sampled_from([None, "todo", "skip"]), descriptions)


@given(st.lists(results))
def test_what_was_written_is_read(written: list[tuple[bool, str, str | None, str]]) -> None:
    lines = [f"1..{len(written)}"]
    for number, (ok, description, directive, reason) in enumerate(written, 1):
        verdict = "ok" if ok or directive == "skip" else "not ok"
        lines.append(f"{verdict} {number} - {description}" + (f" # {directive} {reason}" if directive else ""))
    stream = parse("\n".join(lines))
    assert problems(stream) == []
    assert [
        (assertion.ok, assertion.description, assertion.directive, assertion.reason) for assertion in stream.assertions
    ] == [
        (ok or directive == "skip", description, directive, reason if directive else "")
        for ok, description, directive, reason in written
    ]


@given(st.text())
def test_any_text_is_read(text: str) -> None:
    stream = parse(text)
    problems(stream)
    places = [assertion.at for assertion in stream.assertions]
    assert places == sorted(places)
    assert all(0 <= at <= text.count("\n") for at in places)


pieces = st.sampled_from(
    [
        "ok 1",
        "not ok 2 - x",
        "ok # SKIP",
        "    ok 1",
        "    1..1",
        "# x",
        "1..1",
        "Bail out!",
        "  ---",
        "  ...",
        "text",
    ]
)


@given(st.lists(pieces))
def test_every_failure_at_the_top_is_a_failing_leaf(lines: list[str]) -> None:
    stream = parse("\n".join(lines))
    failing = sum(not assertion.passed for assertion in stream.assertions)
    assert sum(not leaf.passed for _, leaf in stream.leaves()) >= failing
