"""A run as people start it: what it remembers, accepts, refuses, writes, and leaves when it is killed."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from pathlib import Path

import psycopg
import pytest

from assayed import SCHEMA, STRONG, WEAK, Assayed, command, ids
from pgassay.assay import run as module
from pgassay.assay.configuration import Outdated
from pgassay.assay.verdict import Status
from pgassay.errors import Refused
from pgassay.server import Throwaway
from pgassay.tap import select
from waiting import until

CHECK = "constraint shop.items.items_price_is_a_bargain"
ALIVE = f"{CHECK}/left-not-valid"
COUNTS = ("mutants", "invalid", "equivalent", "not run", "killed", "by crash", "survived", "accepted")
OTHER = {"server_version": 180001, "all": {**dict.fromkeys(COUNTS, 1), "score": "50.00 %"}, "kinds": {}}


def test_what_was_found_is_remembered_until_something_changes(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    assayed.test("weak.sql", WEAK)
    first = assayed.run(f"{CHECK}/*", "function shop.half*")
    second = assayed.run(f"{CHECK}/*", "function shop.half*")
    assert all(each.remembered for each in second.verdicts)
    assert second.to_json() == first.to_json()
    assayed.test("weak.sql", WEAK.replace("half of four is two", "half of four is two, still"))
    third = assayed.run(f"{CHECK}/*", "function shop.half*")
    again = {each.mutant.id for each in third.verdicts if not each.remembered}
    killed_by_it = {each.mutant.id for each in first.verdicts if (each.file, each.line) == ("weak.sql", 5)}
    assert killed_by_it
    assert again == killed_by_it | ids(first, Status.SURVIVED)
    assert [each.status for each in third.verdicts] == [each.status for each in first.verdicts]


def test_what_is_added_behind_a_killer_changes_nothing(assayed: Assayed) -> None:
    """A file goes no further than its first failure; what killed goes on killing."""
    assayed.test("strong.sql", STRONG)
    assayed.test("weak.sql", WEAK)
    first = assayed.run(f"{CHECK}/*", "function shop.half*")
    more = "select is(shop.half(6), 3, 'half of six is three');\nselect * from finish"
    assayed.test("weak.sql", WEAK.replace("plan(2)", "plan(3)").replace("select * from finish", more))
    second = assayed.run(f"{CHECK}/*", "function shop.half*")
    assert {each.mutant.id for each in second.verdicts if not each.remembered} == ids(first, Status.SURVIVED)
    assert [each.status for each in second.verdicts] == [each.status for each in first.verdicts]


def test_a_killer_may_move(assayed: Assayed) -> None:
    """A comment before it changes nothing but its line."""
    assayed.test("strong.sql", STRONG)
    first = assayed.run(f"{CHECK}/*")
    assayed.test("strong.sql", STRONG.replace("select plan", "-- What an item\n-- may cost.\nselect plan"))
    second = assayed.run(f"{CHECK}/*")
    assert {each.mutant.id for each in second.verdicts if not each.remembered} == ids(first, Status.SURVIVED)
    lines = [[each.line for each in run.verdicts if each.status is Status.KILLED] for run in (first, second)]
    assert lines[0]
    assert lines[1] == [line + 2 for line in lines[0]]


def test_what_other_helpers_changed_is_judged_anew(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    first = assayed.run(f"{CHECK}/*")
    assayed.project.settings.helpers.mkdir(parents=True)
    (assayed.project.settings.helpers / "one.sql").write_text("create schema helpers;")
    for limit in (1e-9, 0.0):  # what a run did not come to is not taken for judged
        second = assayed.run(f"{CHECK}/*", limit=limit)
        assert not any(each.remembered for each in second.verdicts)
    assert [each.status for each in second.verdicts] == [each.status for each in first.verdicts]


def test_a_new_test_is_tried_on_the_survivors(assayed: Assayed) -> None:
    assayed.test("weak.sql", WEAK)
    assert ALIVE in ids(assayed.run(f"{CHECK}/*"), Status.SURVIVED)
    assayed.test("strong.sql", STRONG)
    assert ids(assayed.run(f"{CHECK}/*"), Status.SURVIVED) == {ALIVE}


def test_a_change_of_the_schema_is_noticed(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    before = assayed.run(f"{CHECK}/*")
    up = "alter table shop.items add constraint items_price_is_small check (price < 200);"
    assayed.project.migration("toy-0002-small", up, "alter table shop.items drop constraint items_price_is_small;")
    after = assayed.run("constraint shop.items.items_price*")
    assert not any(each.remembered for each in after.verdicts)
    assert len(after.verdicts) > len(before.verdicts)


def test_a_run_that_is_cut_short_goes_on(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    whole = assayed.run(f"{CHECK}/*", fresh=True)
    cut = assayed.run(f"{CHECK}/*", fresh=True, limit=1e-9)
    assert Status.NOT_RUN in {each.status for each in cut.verdicts}
    assert assayed.run(f"{CHECK}/*").to_json() == whole.to_json()


def test_an_exhaustive_run_finds_the_same(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    assayed.test("weak.sql", WEAK)
    assayed.test("other.sql", "begin;\nselect plan(1);\nselect pass('it is');\nselect * from finish();\nrollback;\n")
    usual = assayed.run("constraint *", "function *", fresh=True)
    exhaustive = assayed.run("constraint *", "function *", fresh=True, exhaustive=True)
    assert [each.status for each in usual.verdicts] == [each.status for each in exhaustive.verdicts]


def test_a_survivor_is_accepted_only_with_a_reason_that_is_printed(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    path = assayed.project.root / "assay.toml"
    path.write_text(f'[[accepted]]\nmutants = ["{ALIVE}"]\n')
    with pytest.raises(Refused, match=r"assay.toml:1: an entry names its mutants and the reason"):
        assayed.run(f"{CHECK}/*")
    path.write_text(f'[[accepted]]\nmutants = ["{ALIVE}"]\nbecause = "the table is empty when it is made"\n')
    shown = command(assayed, "assay", f"{CHECK}/*")
    assert shown.returncode == 0, shown.stderr
    assert f"{ALIVE}\n    because the table is empty when it is made" in shown.stdout
    assert "0 survived, 1 accepted" in shown.stdout


def test_an_entry_that_is_not_true_any_more_is_an_error(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    path = assayed.project.root / "assay.toml"
    path.write_text(f'[[accepted]]\nmutants = ["{CHECK}/removed"]\nbecause = "it was so once"\n')
    with pytest.raises(Outdated, match=r"assay.toml:1: .*/removed: killed by strong.sql:5"):
        assayed.run(f"{CHECK}/*")
    path.write_text('[[accepted]]\nmutants = ["index shop.gone/dropped"]\nbecause = "it was so once"\n')
    assayed.run(f"{CHECK}/*")  # the part that was run says nothing about it
    with pytest.raises(Outdated, match="there is no such mutant"):
        assayed.run()


def test_an_entry_is_refused_before_anything_runs(assayed: Assayed) -> None:
    """What is remembered, and which mutants there are, is known at once: nothing is run to find it."""
    assayed.test("strong.sql", STRONG)
    assayed.run(f"{CHECK}/*")
    path = assayed.project.root / "assay.toml"
    for pattern, choice, said in (
        (f"{CHECK}/removed", (f"{CHECK}/*",), "killed by strong.sql:5"),
        ("index shop.gone/dropped", (), "there is no such mutant"),
        ("index shop.gone/*", (), "there is no such mutant"),
    ):
        path.write_text(f'[[accepted]]\nmutants = ["{pattern}"]\nbecause = "it was so once"\n')
        with pytest.raises(Outdated, match=said):
            assayed.run(*choice, limit=1e-9)


def test_scores_are_kept_schema_by_schema(assayed: Assayed) -> None:
    """A run of one schema leaves what is kept of the others; a part of a schema is not kept."""
    assayed.test("weak.sql", WEAK)
    shown = command(assayed, "assay", "--record", "kept", f"{CHECK}/*")
    assert (shown.returncode, "whole schemas" in shown.stderr) == (2, True)
    folder = assayed.project.root / "kept"
    folder.mkdir()
    (folder / "assay-scores.json").write_text(
        json.dumps({"other": {**OTHER, "survivors": {"index other.i/dropped": ""}}})
    )
    assert command(assayed, "assay", "--record", "kept", "--schema-only", "shop").returncode == 0
    kept = json.loads((folder / "assay-scores.json").read_text())
    result = assayed.run(again=False)
    score = result.by_schema["shop"]
    assert set(kept) == {"other", "shop"}
    assert kept["shop"]["all"]["mutants"] == score.generated
    assert kept["shop"]["all"]["survived"] == score[Status.SURVIVED] == len(kept["shop"]["survivors"])
    assert sum(each["killed"] for each in kept["shop"]["kinds"].values()) == score.killed
    page = (folder / "assay-scores.md").read_text()
    assert "\n* `index other.i/dropped`\n" in page
    assert f"\n* `{ALIVE}`, nearest: weak.sql\n" in page


def test_what_is_redundant_stays_only_with_a_reason(assayed: Assayed) -> None:
    """The index of the price alone does what the beginning of the other does."""
    assayed.test("strong.sql", STRONG)
    name = "index shop.items.items_price_idx"
    assert [each.label for each in assayed.run(f"{CHECK}/removed").findings] == [name]
    path = assayed.project.root / "assay.toml"
    path.write_text(f'[[redundant]]\nobjects = ["{name}"]\nbecause = "it is smaller"\n')
    shown = command(assayed, "assay", f"{CHECK}/removed").stdout
    assert f"Redundant and kept (assay.toml):\n    {name}\n    because it is smaller" in shown
    path.write_text(path.read_text().replace("items_price_idx", "items_pkey"))
    with pytest.raises(Outdated, match=r"not redundant:\n  .*assay.toml:1: index shop.items.items_pkey"):
        assayed.run(f"{CHECK}/removed")


def test_a_kind_that_the_schema_does_not_have_is_no_mistake(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    none = command(assayed, "assay", "--kind", "exclusion")
    assert (none.returncode, none.stdout) == (0, "no mutant is of this choice: there is nothing to run\n"), none.stderr
    unknown = command(assayed, "assay", "--kind", "exclusions")
    assert unknown.returncode == 2
    assert "there is no kind of mutant 'exclusions'" in unknown.stderr


def test_only_what_a_branch_changes_is_run(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    for words in (["init", "-q"], ["add", "."], ["-c", "user.name=a", "-c", "user.email=a@b", "commit", "-qm", "one"]):
        subprocess.run(["git", *words], cwd=assayed.project.root, check=True)
    up = "alter table shop.items add constraint items_price_is_small check (price < 200);"
    assayed.project.migration("toy-0002-small", up, "alter table shop.items drop constraint items_price_is_small;")
    assayed.project.migration(
        "toy-0003-volatile", "alter function shop.half volatile;", "alter function shop.half immutable;"
    )
    objects = {each.mutant.object for each in assayed.run(since="HEAD").verdicts}
    assert objects == {
        ("constraint", "shop", "items", "items_price_is_small"), ("function", "shop", "half", "integer"),
    }  # fmt: skip


def test_a_schema_below_its_minimum_fails(assayed: Assayed) -> None:
    assayed.test("weak.sql", WEAK)
    pyproject = assayed.project.root / "pyproject.toml"
    pyproject.write_text(pyproject.read_text() + "[tool.pgassay.assay]\nminimum = { shop = 100 }\n")
    failed = command(assayed, "assay", f"{CHECK}/*")
    assert failed.returncode == 1
    assert "below the minimum: shop has" in failed.stdout
    pyproject.write_text(pyproject.read_text().replace("100", "10"))
    assert command(assayed, "assay", f"{CHECK}/*").returncode == 0


def test_the_report_can_be_read_by_programs(assayed: Assayed, tmp_path: Path) -> None:
    assayed.test("weak.sql", WEAK)
    files = ("--junit", str(tmp_path / "out/junit.xml"), "--html", str(tmp_path / "out/page.html"))
    done = command(assayed, "assay", "--json", *files, f"{CHECK}/*")
    content = json.loads(done.stdout)
    alive = [each["id"] for each in content["mutants"] if each["status"] == "survived"]
    assert ALIVE in alive
    assert content["score"]["survived"] == len(alive)
    root = ElementTree.parse(tmp_path / "out/junit.xml").getroot()  # noqa: S314  (our own)
    assert (root.get("tests"), root.get("failures")) == (str(len(content["mutants"])), str(len(alive)))
    assert "Survivors" in (tmp_path / "out/page.html").read_text()


def test_a_schema_file_does_instead_of_migrations(assayed: Assayed, tmp_path: Path) -> None:
    assayed.test("strong.sql", STRONG)
    schema = tmp_path / "schema.sql"
    schema.write_text(SCHEMA.replace("price <= 100", "price <= 100 and id <> 13"))
    done = command(assayed, "assay", "--schema", str(schema), "--list", f"{CHECK}/*")
    assert f"{CHECK}/constant-moved/13-→-14" in done.stdout.splitlines(), done.stderr
    broken = tmp_path / "broken.sql"
    broken.write_text("create table a (id integer);\ncreate tabel b ();\n")
    refused = command(assayed, "assay", "--schema", str(broken))
    assert refused.returncode == 2
    assert 'syntax error at or near "tabel"' in refused.stderr


def test_a_folder_of_tests_and_a_schema_file_are_enough(assayed: Assayed, tmp_path: Path) -> None:
    """No migrations, no pyproject.toml: a repository that another tool migrates."""
    (tmp_path / "pgtap").mkdir()
    (tmp_path / "pgtap" / "strong.sql").write_text(STRONG)
    (tmp_path / "schema.sql").write_text(SCHEMA)
    words = ["assay", "--project", str(tmp_path), "--schema", str(tmp_path / "schema.sql"), f"{CHECK}/*"]
    done = command(assayed, *words)
    assert done.returncode == 0, done.stderr
    assert f"SURVIVED {ALIVE}" in done.stdout
    assert "; 1 survived" in done.stdout


def test_a_database_does_instead_of_migrations(assayed: Assayed, database: str) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        connection.execute(SCHEMA.encode())
    assayed.test("strong.sql", STRONG)
    parts = psycopg.conninfo.conninfo_to_dict(database)
    url = f"postgresql://{parts['user']}@/{parts['dbname']}?host={parts['host']}&port={parts['port']}"
    result = assayed.run(f"{CHECK}/*", schema_of=url)
    assert ids(result, Status.SURVIVED) == {ALIVE}


def test_a_killed_run_leaves_nothing(assayed: Assayed) -> None:
    assayed.test("strong.sql", STRONG)
    assayed.test("sleeps.sql", STRONG.replace("select lives_ok", "select pg_sleep(0.2);\nselect lives_ok"))
    assayed.run(f"{CHECK}/removed")  # the template is there
    words = ["assay", "--database-url", assayed.server.conninfo, "--fresh"]
    process = subprocess.Popen(
        [sys.executable, "-m", "pgassay", *words], cwd=assayed.project.root, stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    mine = f"_{process.pid}_"
    until(lambda: any(mine in name for name in databases(assayed.server)), "the run has a clone")
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    assayed.server.sweep()
    assert not [name for name in databases(assayed.server) if mine in name]


def databases(server: Throwaway) -> set[str]:
    """The names of all databases."""
    with psycopg.connect(server.conninfo) as connection:
        return {str(name) for (name,) in connection.execute("select datname from pg_database").fetchall()}


def test_a_run_outlives_its_template(assayed: Assayed) -> None:
    """Other runs give up old templates while a long one is under way."""
    assayed.test("strong.sql", STRONG)
    choice = module.Choice(patterns=(f"{CHECK}/*",), jobs=2)
    prepared = module.prepare(assayed.project.settings, assayed.server, choice)
    with psycopg.connect(assayed.server.conninfo, autocommit=True) as connection:
        connection.execute(f'drop database "{prepared.template}"'.encode())
    tests = select(assayed.project.settings)
    result = module.judge(assayed.project.settings, assayed.server, choice, prepared, tests)
    prepared.close(assayed.server)
    assert ids(result, Status.SURVIVED) == {ALIVE}
