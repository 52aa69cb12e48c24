"""After every statement the migrator, or its server, is killed; what is not survived is found."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from pgassay import cli, server
from pgassay.deploy.faults import inflict
from toy import Project
from waiting import until

TWICE = """
create procedure add_one() language plpgsql as $$
begin
    update counts set n = n + 1;
    commit;
end $$;
"""


@pytest.fixture
def counted(project: Project) -> Project:
    """A project whose first migration makes a table and a procedure that commits by itself."""
    project.migration(
        "toy-0001-a", f"create table counts (n int not null);{TWICE}", "drop procedure add_one; drop table counts;"
    )
    return project


def test_whoever_is_killed_after_whichever_statement_the_next_run_finishes(counted: Project) -> None:
    counted.migration(
        "toy-0002-b",
        "-- depends: toy-0001-a\n-- transactional: false\n"
        "create index concurrently counts_n_idx on counts (n);\nupdate counts set n = n + 1;",
        "drop index concurrently counts_n_idx;",
    )
    (found,) = inflict(counted.settings, {"toy-0002-b"}, jobs=1)
    assert (found.faults, found.with_rows) == ([], True)
    assert found.boundaries > 2 + 1, "the statements of the records count, too"
    assert found.kills == 2 * found.boundaries


def test_a_rollback_is_finished_too(counted: Project) -> None:
    ordeals = inflict(counted.settings, {"toy-0001-a"}, jobs=1, victims=("migrator",), directions=("rollback",))
    assert [(each.direction, each.faults) for each in ordeals] == [("rollback", [])]


def test_a_step_that_commits_before_its_record_and_counts_twice_is_found(
    counted: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    counted.migration("toy-0002-b", "-- depends: toy-0001-a\n-- transactional: false\ncall add_one();")
    status = cli.main(["--project", str(counted.root), "faults", "toy-0002", "--kill", "migrator", "-j1"])
    said = capsys.readouterr().out
    assert status == 1
    assert "migrator killed after" in said
    assert "call add_one()" in said
    assert "the rows are others: public.counts.n" in said


def test_another_server_than_its_own_is_refused(counted: Project, capsys: pytest.CaptureFixture[str]) -> None:
    status = cli.main(["--project", str(counted.root), "--database-url", "postgresql://localhost/x", "faults"])
    assert status == 2
    assert "it starts its own" in capsys.readouterr().err


def test_what_was_survived_is_kept_and_not_done_again(counted: Project, capsys: pytest.CaptureFixture[str]) -> None:
    docs = counted.root / "docs"
    words = ["--project", str(counted.root), "faults", "--kill", "migrator", "-j1", "--record", str(docs)]
    assert cli.main(words) == 0
    assert "1 migrations" in capsys.readouterr().out
    assert "| applied | 1 | " in (docs / "faults.md").read_text()
    assert cli.main(words) == 0
    assert "0 migrations, 0 boundaries" in capsys.readouterr().out


def test_who_is_told_to_end_leaves_no_server(counted: Project) -> None:
    command = [sys.executable, "-m", "pgassay", "--project", str(counted.root), "faults", "-j1"]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        homes = [server.throwaway_cluster(counted.settings).home.parent, counted.settings.state]

        def left() -> list[Path]:
            return [path for home in homes for path in home.glob("throwaway-faults-*/data/postmaster.pid")]

        until(left, "its server runs")
        process.terminate()
        process.wait(timeout=60)
    assert not left()
    assert [path for home in homes for path in home.glob("throwaway-faults-*")] == []
