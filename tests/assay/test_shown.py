"""What assay.toml says a test in Python kills: does it?"""

from __future__ import annotations

from pathlib import Path

import pytest

from assayed import WEAK, Assayed, command
from pgassay.assay import shown
from pgassay.assay.configuration import Accepted
from pgassay.assay.run import Choice, prepare
from pgassay.errors import Place, Refused

GONE = "constraint shop.items.items_price_is_a_bargain/removed"
SLOW = "index shop.items.items_price_idx/dropped"
TEST = """
import psycopg
import pytest
from pathlib import Path
from pgassay import server, settings
from pgassay.tap import template


def test_nothing_is_dear():
    project = settings.load(Path.cwd())
    throwaway = server.throwaway(project)
    conninfo = throwaway.clone(template.ensure(project, throwaway))
    with psycopg.connect(conninfo) as connection, pytest.raises(psycopg.errors.CheckViolation):
        connection.execute("insert into shop.items values (1, 500)")
    throwaway.drop(conninfo)
"""


def _entry(mutant: str, test: str = "test_prices.py") -> str:
    return f'[[accepted]]\nmutants = ["{mutant}"]\nbecause = "it is another session"\nshown-by = "{test}"\n'


def test_a_test_in_python_is_to_kill_what_it_is_named_for(assayed: Assayed) -> None:
    root: Path = assayed.project.root
    assayed.test("weak.sql", WEAK)
    (root / "test_prices.py").write_text(TEST)
    (root / "assay.toml").write_text(_entry(GONE) + _entry(SLOW))
    found = command(assayed, "assay", "--shown", "-v", here=False)
    assert found.returncode == 1, found.stderr
    assert f"killed {GONE}\n    by test_prices.py" in found.stdout
    assert f"NOT SHOWN {SLOW}\n    test_prices.py passes behind it (" in found.stdout
    assert "assay.toml:5)" in found.stdout
    assert "FAILED: 1 of 2 accepted mutants killed by 1 test in Python" in found.stdout
    found = command(assayed, "assay", "--shown", GONE, here=False)
    assert (found.returncode, found.stdout.count("\n")) == (0, 1), found.stderr


def test_a_test_that_is_red_by_itself_shows_nothing(assayed: Assayed) -> None:
    settings, server = assayed.project.settings, assayed.server
    (settings.project / "test_red.py").write_text("def test_it():\n    assert False\n")
    ready = prepare(settings, server, Choice(patterns=(GONE,)))
    try:
        (mutant,) = ready.mutants
        for test, said in (("test_red.py", "fails without any mutant"), ("test_gone.py", "cannot be run: ERROR: file")):
            entry = Accepted((GONE,), "it is another session", (), test, Place(Path("assay.toml")))
            with pytest.raises(Refused, match=f"assay.toml:1: {test} {said}"):
                shown.show(settings, server, ready.source, [(mutant, entry)], jobs=1)
    finally:
        ready.close(server)


def test_another_server_is_not_what_the_tests_run_on(assayed: Assayed) -> None:
    found = command(assayed, "assay", "--shown")
    assert found.returncode == 2
    assert "--shown runs the project's own tests" in found.stderr
