"""Every rule has a page; its bad examples are found, its good ones are not, and the lock trace agrees with both."""

from __future__ import annotations

import pytest

from laboratory import Laboratory, Page, read_page
from pgassay.migrations.lint.rules import RULES
from toy import ROOT

PAGES = ROOT / "docs/lint"
# The allowances have a test of their own: they are no matter of one statement.
EXAMPLES = sorted(set(RULES) - {"allowance"})
FOREIGN = {"idle-timeout", "open-transaction"}


def page(rule: str) -> Page:
    return read_page(PAGES / f"{rule}.md")


def test_every_rule_has_a_page_and_every_page_a_rule() -> None:
    pages = {path.stem for path in PAGES.glob("*.md")} - {"README", "compared-with-squawk"}
    assert pages == set(RULES)


def test_the_index_lists_every_rule_with_what_it_finds() -> None:
    index = (PAGES / "README.md").read_text()
    for rule in RULES.values():
        assert f"| [{rule.id}]({rule.id}.md) | {rule.level} | {rule.what} |" in index


@pytest.mark.parametrize("rule", EXAMPLES)
def test_each_bad_example_is_found(rule: str, laboratory: Laboratory) -> None:
    for text in page(rule).bad:
        outcome = laboratory.try_out(page(rule).before, text, foreign=rule in FOREIGN)
        assert rule in outcome.rules, text
        assert not outcome.differences


@pytest.mark.parametrize("rule", EXAMPLES)
def test_no_good_example_is_found(rule: str, laboratory: Laboratory) -> None:
    outcome = laboratory.try_out(page(rule).before, *page(rule).good, foreign=rule in FOREIGN)
    assert rule not in outcome.rules
    assert not outcome.differences
