"""Does a suggested assertion kill its survivor, and does coverage name the assertion that does?"""

from __future__ import annotations

import pytest

from assayed import STRONG, WEAK, Assayed
from pgassay.assay import run as module
from pgassay.assay.coverage import cover, render, to_json
from pgassay.assay.suggest import suggest
from pgassay.assay.verdict import Status

CHECK = "constraint shop.items.items_price_is_a_bargain"


def test_every_survivor_gets_an_assertion_that_kills_it(assayed: Assayed) -> None:
    """The assertions, put into a file, leave no survivor: nothing but the catalogue and calls were needed."""
    assayed.test("weak.sql", WEAK)
    choice = module.Choice(jobs=2)
    result, prepared = module.run(assayed.project.settings, assayed.server, choice)
    assert len(result.survivors) > 50
    found = suggest(assayed.server, prepared.template, prepared.facts, result.survivors)
    assert [each.mutant.id for each in result.survivors if each.mutant.id not in found] == []
    text = "begin;\nselect plan({});\n{}\nselect * from finish();\nrollback;\n"
    assertions = list(dict.fromkeys(found.values()))
    assayed.test("suggested.sql", text.format(len(assertions), "\n".join(assertions)))
    after = assayed.run()
    assert [each.mutant.id for each in after.survivors] == []


def test_a_function_is_told_from_its_mutant_by_a_call(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    choice = module.Choice(patterns=("function shop.half(integer)/body:-constant-moved/2-→-3",), jobs=1)
    result, prepared = module.run(assayed.project.settings, assayed.server, choice)
    (assertion,) = suggest(assayed.server, prepared.template, prepared.facts, result.survivors).values()
    assert assertion.startswith('select is(\n    ("shop"."half"(')
    assert "function shop.half(integer) gives this for that" in assertion


def test_a_refusal_is_suggested_with_sqlstate_and_message(assayed: Assayed) -> None:
    assayed.test("weak.sql", WEAK)
    choice = module.Choice(patterns=("function shop.half(integer)/body:-raise-removed*",), jobs=1)
    result, prepared = module.run(assayed.project.settings, assayed.server, choice)
    (assertion,) = suggest(assayed.server, prepared.template, prepared.facts, result.survivors).values()
    assert assertion.startswith("select throws_ok(")
    assert "'SH001', 'an amount of -1'" in assertion


def test_coverage_names_the_assertion_and_what_nobody_notices(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    covered = cover(assayed.run(f"{CHECK}/*", "index *", "constraint shop.items.items_pkey/*"))
    assert covered["index shop.items.items_price_idx"].kills == {}
    assert ("strong.sql", 6, "nothing is for less") in covered[CHECK].kills
    assert next(iter(covered["constraint shop.items.items_pkey"].kills)) == ("strong.sql", 8, "an id stands once")
    text = render(covered)
    assert text.startswith("No assertion notices these:")
    assert text.endswith("2 of 5 objects are covered by an assertion; 3 are not")
    entry = next(each for each in to_json(covered) if each["object"] == CHECK)
    assert entry["killed"] + entry["survived"] == entry["mutants"]


@pytest.mark.parametrize("kind", ["index", "column", "table"])
def test_kinds_can_be_chosen(assayed: Assayed, kind: str) -> None:
    assayed.test("strong.sql", STRONG)
    result = assayed.run(kinds=(kind,))
    assert {each.mutant.kind for each in result.verdicts} == {kind}
    assert not any(each.status is Status.NOT_RUN for each in result.verdicts)


def test_a_redundant_index_is_a_finding(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    findings = [(each.label, each.because) for each in assayed.run("index *").findings]
    assert findings == [("index shop.items.items_price_idx", "index shop.items.items_price_note_idx")]
