"""The suite on every PostgreSQL of the machine: what a server lacks is said, and the rest is tested."""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from pgassay import server, settings
from pgassay.cli import main
from pgassay.errors import ServerError
from pgassay.tap import matrix
from toy import Project

PASSES = "begin; select plan(1); select has_table('things'); select * from finish(); rollback;"
FAILS = "begin; select plan(1); select has_table('nothing'); select * from finish(); rollback;"


@pytest.fixture(scope="module")
def two_contexts() -> Iterator[Project]:
    """A context that every server can hold, and one that wants an extension which does not exist."""
    folder = Path(tempfile.mkdtemp(prefix="pgassay-"))
    folder.chmod(0o755)  # the server's user must pass, where root runs the tests
    (folder / "pyproject.toml").write_text("[tool.pgassay]\n")
    project = Project(settings.load(folder))
    project.migration("base-0001-things", "create table things (id integer);", "drop table things;", context="base")
    project.migration(
        "extra-0001-need",
        "-- depends: base-0001-things\ncreate extension no_such_extension;",
        "drop extension no_such_extension;",
        context="extra",
    )
    (project.settings.pgtap / "extra").mkdir(parents=True)
    (project.settings.pgtap / "base").mkdir()
    (project.settings.pgtap / "extra" / "it_is_there.sql").write_text(PASSES)
    (project.settings.helpers / "extra").mkdir(parents=True)
    (project.settings.helpers / "extra" / "helper.sql").write_text("select no_such_function();")
    yield project
    server.throwaway_cluster(project.settings).destroy()
    shutil.rmtree(folder)


@pytest.fixture(autouse=True)
def _passing(two_contexts: Project) -> None:
    (two_contexts.settings.pgtap / "base" / "it_is_there.sql").write_text(PASSES)


def newest(project: Project) -> int:
    return max(matrix.servers(project.settings))


def test_a_context_whose_extension_is_missing_is_left_out_by_name(two_contexts: Project) -> None:
    (entry,) = matrix.run(two_contexts.settings, majors=[newest(two_contexts)])
    assert entry.ok
    assert entry.lacking == {"extra": {"no_such_extension"}}
    assert entry.result is not None
    assert [file.file.name for file in entry.result.files] == ["base/it_is_there.sql"]


def test_the_command_says_what_was_left_out(two_contexts: Project, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--project", str(two_contexts.root), "matrix", "--only", str(newest(two_contexts))]
    assert main(arguments) == 0
    assert "extra (no no_such_extension)" in capsys.readouterr().out


def test_a_failure_on_one_server_fails_the_command(two_contexts: Project, capsys: pytest.CaptureFixture[str]) -> None:
    (two_contexts.settings.pgtap / "base" / "it_is_there.sql").write_text(FAILS)
    arguments = ["--project", str(two_contexts.root), "matrix", "--only", str(newest(two_contexts))]
    assert main(arguments) == 1
    assert "base/it_is_there.sql" in capsys.readouterr().out


def test_a_version_that_is_not_here_is_refused_with_those_that_are(two_contexts: Project) -> None:
    with pytest.raises(ServerError, match=r"there is no PostgreSQL 9 here") as caught:
        list(matrix.run(two_contexts.settings, majors=[9]))
    assert str(newest(two_contexts)) in str(caught.value.hint)


def test_a_version_is_printed_as_it_is(
    two_contexts: Project, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    """17.10 is not 17.1."""
    entry = matrix.Entry("17.10", two_contexts.root, {}, None, ServerError("away"))
    monkeypatch.setattr(matrix, "run", lambda *_, **__: [entry])
    assert main(["--project", str(two_contexts.root), "matrix"]) == 1
    assert "17.10 " in capsys.readouterr().out
