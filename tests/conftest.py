"""What every test may ask for: the repository's settings, a throwaway server, an empty database, a toy project."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pgassay import server
from pgassay import settings as settings_module
from pgassay.server import Throwaway
from pgassay.settings import Settings

ROOT = Path(__file__).resolve().parent.parent


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


@dataclass(frozen=True)
class Project:
    """A small repository of migrations in a temporary folder."""

    settings: Settings

    @property
    def root(self) -> Path:
        """Its folder."""
        return self.settings.project

    def migration(self, id: str, up: str, down: str | None = "select 1;", *, context: str = "toy") -> Path:
        """Write one pair of files; ``down=None`` leaves the rollback out. Returns the path of the first."""
        folder = self.settings.migrations / context
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"{id}.sql"
        path.write_text(up)
        if down is not None:
            (folder / f"{id}.rollback.sql").write_text(down)
        return path

    def configured(self, **changes: object) -> Settings:
        """Its settings with some changed."""
        return replace(self.settings, **changes)  # type: ignore[arg-type]


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """An empty project, with pyproject.toml and yoyo.ini as a repository has them."""
    (tmp_path / "pyproject.toml").write_text('[tool.pgassay]\ndatabase = "toy"\n')
    (tmp_path / "yoyo.ini").write_text((ROOT / "yoyo.ini").read_text())
    (tmp_path / "migrations").mkdir()
    return Project(settings_module.load(tmp_path))
