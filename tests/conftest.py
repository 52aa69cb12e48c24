"""What every test may ask for: the repository's settings, a throwaway server, databases, a toy project."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path

import psycopg
import pytest

import models  # noqa: F401  (registers the profiles that a command line may name)
from databases import Connect
from pgassay import server
from pgassay import settings as settings_module
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap import template
from toy import ROOT, Project


@pytest.fixture(scope="session")
def settings() -> Settings:
    """The repository's own settings."""
    return settings_module.load(ROOT)


@pytest.fixture(scope="session")
def throwaway(settings: Settings) -> Throwaway:
    """The server for tests; it stays up for the next run."""
    return server.throwaway(settings)


@pytest.fixture
def database(throwaway: Throwaway) -> Iterator[str]:
    """How to connect to an empty database of the test's own."""
    conninfo = throwaway.clone()
    yield conninfo
    throwaway.drop(conninfo)


@pytest.fixture
def migrated(settings: Settings, throwaway: Throwaway) -> Iterator[str]:
    """How to connect to a database of the test's own that has every migration, and no data."""
    conninfo = throwaway.clone(template.ensure(settings, throwaway))
    yield conninfo
    throwaway.drop(conninfo)


@pytest.fixture
def connect(migrated: str) -> Iterator[Connect]:
    """Opens connections to ``migrated`` in autocommit; they are closed at the end."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(psycopg.connect(migrated, autocommit=True))


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    """An empty project, with pyproject.toml and yoyo.ini as a repository has them; its servers end with the test."""
    (tmp_path / "pyproject.toml").write_text('[tool.pgassay]\ndatabase = "toy"\n')
    (tmp_path / "yoyo.ini").write_text((ROOT / "yoyo.ini").read_text())
    (tmp_path / "migrations").mkdir()
    made = Project(settings_module.load(tmp_path))
    yield made
    server.discard(made.settings)
