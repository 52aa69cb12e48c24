"""The commands as people type them: what they print, how they end, on which server."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from assayed import STRONG, WEAK, Assayed, command
from waiting import until

CHECK = "constraint shop.items.items_price_is_a_bargain"
ALIVE = f"{CHECK}/left-not-valid"
DEBIAN = Path("/usr/lib/postgresql")


def status_of(report: str) -> dict[str, str]:
    """Status by id, from a report as JSON."""
    return {each["id"]: each["status"] for each in json.loads(report)["mutants"]}


def test_an_interrupted_run_ends_with_130_and_the_next_goes_on(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    assayed.test("sleeps.sql", STRONG.replace("select lives_ok", "select pg_sleep(0.1);\nselect lives_ok"))
    words = ["assay", "--database-url", assayed.server.conninfo, "--json", "-j", "1", f"{CHECK}/*", "index *"]
    first = subprocess.Popen(
        [sys.executable, "-m", "pgassay", *words], cwd=assayed.project.root, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, text=True,
    )  # fmt: skip
    kept = assayed.project.settings.state / "assay-files.json"
    until(kept.exists, "the files have run without any mutant")
    with psycopg.connect(assayed.server.conninfo, autocommit=True) as watcher:
        running = "select 1 from pg_stat_activity where state = 'active' and query like %s"
        until(lambda: watcher.execute(running, ("%items_price%pg_sleep%",)).fetchone(), "a file runs behind a mutant")
    first.send_signal(signal.SIGINT)
    report, errors = first.communicate(timeout=60)
    assert (first.returncode, "Traceback" in errors) == (130, False), errors
    before = status_of(report)
    assert "not run" in before.values()
    after = status_of(command(assayed, "assay", "--json", f"{CHECK}/*", "index *").stdout)
    assert {id: after[id] for id, status in before.items() if status != "not run"} == {
        id: status for id, status in before.items() if status != "not run"
    }
    assert "not run" not in after.values()
    assert after == status_of(command(assayed, "assay", "--json", "--fresh", f"{CHECK}/*", "index *").stdout)


def test_an_assertion_is_suggested_beside_its_survivor(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    shown = command(assayed, "assay", "--suggest", f"{CHECK}/*").stdout
    assert f"SURVIVED {ALIVE}" in shown
    assert "select is(" in shown
    suggested = json.loads(command(assayed, "assay", "--suggest", "--json", f"{CHECK}/*").stdout)["suggestions"]
    assert list(suggested) == [ALIVE]
    assayed.test("suggested.sql", f"begin;\nselect plan(1);\n{suggested[ALIVE]}\nselect * from finish();\nrollback;\n")
    assert status_of(command(assayed, "assay", "--json", f"{CHECK}/*").stdout)[ALIVE] == "killed"


def test_coverage_ends_with_1_while_an_object_is_not_noticed(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    whole = command(assayed, "coverage", f"{CHECK}/*", "constraint shop.items.items_pkey/*")
    assert whole.returncode == 0, whole.stderr
    assert whole.stdout.rstrip().endswith("2 of 2 objects are covered by an assertion; 0 are not")
    lacking = command(assayed, "coverage", "--json", f"{CHECK}/*", "index shop.items.items_price_idx/*")
    assert lacking.returncode == 1
    kills = {each["object"]: each["killed"] for each in json.loads(lacking.stdout)}
    assert kills["index shop.items.items_price_idx"] == 0
    assert kills[CHECK] > 10


@pytest.mark.skipif(not list(DEBIAN.glob("*/bin/postgres")), reason="no PostgreSQL but the embedded one")
def test_another_postgresql_judges_the_same(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    assayed.test("weak.sql", WEAK)
    expected = status_of(command(assayed, "assay", "--json", f"{CHECK}/*", "function shop.half*").stdout)
    programs = min(DEBIAN.glob("*/bin/postgres"), key=lambda path: int(path.parts[-3])).parent
    words = ["assay", "--postgres", str(programs), "--json", f"{CHECK}/*", "function shop.half*"]
    other = command(assayed, *words, here=False)
    assert other.returncode == 0, other.stderr
    assert f"in {programs}" in other.stderr or "throwaway" in other.stderr
    assert status_of(other.stdout) == expected
