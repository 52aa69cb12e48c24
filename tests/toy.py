"""A small repository of migrations, made in a temporary folder."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from pgassay.settings import Settings

ROOT = Path(__file__).resolve().parent.parent
"""Folder of this repository."""


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
