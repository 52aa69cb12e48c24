"""Which files run, and in which order."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from pgassay import tap
from pgassay.errors import Refused
from pgassay.settings import Settings
from pgassay.tap import state
from pgassay.tap.files import TestFile, is_test
from pgassay.tap.keyword import chooser
from pgassay.tap.result import FileResult
from pgassay.tap.source import Fault
from pgassay.tap.suite import order

FILES = (
    "helpers/01_actor.sql",
    "nexus/one.sql",
    "shop/cart.sql",
    "shop/deep/cart_expiry.sql",
    "shop/notes.md",
)


@pytest.fixture
def here(tmp_path: Path) -> Settings:
    """Settings of a project with some test files."""
    for name in FILES:
        path = tmp_path / "pgtap" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("")
    (tmp_path / "empty").mkdir()
    paths = {name: tmp_path / name for name in ("pgtap", "migrations", "seeds")}
    return Settings(project=tmp_path, helpers=tmp_path / "pgtap/helpers", **paths)


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], ["nexus/one.sql", "shop/cart.sql", "shop/deep/cart_expiry.sql"]),
        (["pgtap/shop"], ["shop/cart.sql", "shop/deep/cart_expiry.sql"]),
        (["shop"], ["shop/cart.sql", "shop/deep/cart_expiry.sql"]),
        (["pgtap/shop/cart.sql"], ["shop/cart.sql"]),
        (["./pgtap/nexus/../shop/cart.sql"], ["shop/cart.sql"]),
        (["shop/cart.sql"], ["shop/cart.sql"]),
        (["shop/cart"], ["shop/cart.sql"]),
        (["shop/*"], ["shop/cart.sql", "shop/deep/cart_expiry.sql"]),
        (["pgtap/*/cart*"], ["shop/cart.sql"]),
        (["**/*cart*.sql"], ["shop/cart.sql", "shop/deep/cart_expiry.sql"]),
        (["shop/deep", "nexus", "nexus/one.sql"], ["nexus/one.sql", "shop/deep/cart_expiry.sql"]),
    ],
)
def test_names_choose_files(here: Settings, names: list[str], expected: list[str]) -> None:
    assert [file.name for file in tap.select(here, names, folder=here.project)] == expected


def test_an_absolute_name_is_taken_from_anywhere(here: Settings) -> None:
    (file,) = tap.select(here, [str(here.pgtap / "shop/cart.sql")], folder=Path("/"))
    assert file == TestFile("shop/cart.sql", here.pgtap / "shop/cart.sql")


def test_a_file_outside_the_folder_of_tests_may_be_named(here: Settings) -> None:
    (here.project / "scratch.sql").write_text("")
    (file,) = tap.select(here, ["scratch.sql"], folder=here.project)
    assert file.name == "scratch.sql"


@pytest.mark.parametrize(
    ("name", "what"),
    [
        ("shop/chart", "no test file matches 'shop/chart'"),
        ("shop/*.md", r"no test file matches 'shop/\*.md'"),
        ("pgtap/helpers/01_actor.sql", "is a helper, not a test"),
        ("helpers", "is a helper, not a test"),
        ("empty", "there are no test files .* in empty"),
    ],
)
def test_a_name_that_matches_nothing_is_refused(here: Settings, name: str, what: str) -> None:
    with pytest.raises(Refused, match=what):
        tap.select(here, ["shop/cart.sql", name], folder=here.project)


def test_a_project_without_tests_is_refused(here: Settings) -> None:
    with pytest.raises(Refused, match="there is no folder"):
        tap.select(replace(here, pgtap=here.project / "nowhere"))


def test_words_that_leave_nothing_are_refused(here: Settings) -> None:
    with pytest.raises(Refused, match="no test file matches -k 'refund'"):
        tap.select(here, keyword="refund")


def test_helpers_are_no_tests(here: Settings) -> None:
    assert [name for name in FILES if is_test(here, here.pgtap / name)] == [
        "nexus/one.sql",
        "shop/cart.sql",
        "shop/deep/cart_expiry.sql",
    ]


@pytest.mark.parametrize(
    ("words", "chosen"),
    [
        ("cart", True),
        ("CART", True),
        ("refund", False),
        ("not cart", False),
        ("not not cart", True),
        ("cart and expiry", False),
        ("cart and not expiry", True),
        ("expiry or cart", True),
        ("refund and cart or cart", True),
        ("refund and (cart or cart)", False),
        ("not (refund or expiry)", True),
        ("shop/cart.sql", True),
    ],
)
def test_words_choose(words: str, chosen: bool) -> None:
    assert chooser(words)("shop/cart.sql") is chosen


@pytest.mark.parametrize("words", ["", "and", "cart and", "(cart", "cart)", "cart expiry", "not", "()", "or cart"])
def test_words_that_make_no_sense_are_refused(words: str) -> None:
    with pytest.raises(Refused, match="makes no sense"):
        chooser(words)


FOUR = [TestFile(f"{name}.sql", Path(f"/{name}.sql")) for name in "abcd"]
LAST = {
    "a.sql": state.Remembered(1.0, failed=False),
    "b.sql": state.Remembered(3.0, failed=False),
    "c.sql": state.Remembered(2.0, failed=True),
}


def names(files: list[TestFile]) -> str:
    return "".join(file.name[0] for file in files)


def test_what_never_ran_comes_first_and_then_the_longest() -> None:
    assert names(order(FOUR, LAST)) == "dbca"


def test_what_failed_comes_first_when_asked_for() -> None:
    assert names(order(FOUR, LAST, failed_first=True)) == "cdba"


def test_a_seed_repeats_its_order() -> None:
    orders = {names(order(FOUR, LAST, seed=seed)) for seed in range(50)}
    assert len(orders) > 10
    assert names(order(FOUR, LAST, seed=7)) == names(order(FOUR, {}, seed=7))
    assert names(order(FOUR, LAST, seed=7, failed_first=True))[0] == "c"


def test_results_are_remembered(here: Settings) -> None:
    cart = TestFile("shop/cart.sql", here.pgtap / "shop/cart.sql")
    gone = TestFile("shop/gone.sql", here.pgtap / "shop/gone.sql")
    broken = FileResult(file=cart, seconds=0.5, faults=(Fault(what="x"),))
    state.write(here, [broken, FileResult(file=gone, seconds=1)])
    state.write(here, [FileResult(file=TestFile("nexus/one.sql", here.pgtap / "nexus/one.sql"), ran=False)])
    assert state.read(here) == {"shop/cart.sql": state.Remembered(0.5, failed=True)}
    assert [path.name for path in here.state.iterdir()] == ["tap.json"]


@pytest.mark.parametrize("content", ["", "{", "[]", '{"files": 1}', '{"files": {"a": {}}}', '{"files": {"a": 1}}'])
def test_a_corrupt_memory_is_no_memory(here: Settings, content: str) -> None:
    here.state.mkdir()
    (here.state / "tap.json").write_text(content)
    assert state.read(here) == {}
    state.write(here, [])
    assert state.read(here) == {}
