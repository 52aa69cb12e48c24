"""A template that holds pgTAP and one table, and a bench to run files on."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from broken_files import BROKEN, BYTES, TIMEOUT, Case, SqlFile, build_template, read_case
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap.worker import Bench


@pytest.fixture(scope="session")
def cases(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Case]:
    """All cases by name."""
    folder = tmp_path_factory.mktemp("broken")
    found = {path.stem: read_case(path, path.read_text()) for path in BROKEN.glob("*.sql")}
    for name, (data, header) in BYTES.items():
        path = folder / f"{name}.sql"
        path.write_bytes(data)
        found[name] = read_case(path, header)
    return found


@pytest.fixture(scope="module")
def template(throwaway: Throwaway, settings: Settings) -> str:
    """Name of a template without migrations."""
    return throwaway.template("tests/tap 1", lambda conninfo: build_template(settings, conninfo))


@pytest.fixture(scope="module")
def bench(throwaway: Throwaway, template: str) -> Iterator[Bench]:
    """One bench for all tests of a module: what one file leaves, the next would see."""
    bench = Bench(throwaway, template, seconds=TIMEOUT)
    yield bench
    bench.close()


@pytest.fixture
def sql_file(tmp_path: Path) -> SqlFile:
    """Writes test files."""
    return SqlFile(tmp_path)
