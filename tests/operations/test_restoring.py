"""A backup of the whole database comes back with all that was in it."""

from __future__ import annotations

from pathlib import Path

from pgassay.operations import backup
from pgassay.server import Throwaway
from pgassay.settings import Settings


def test_every_object_and_row_comes_back(
    migrated: str, settings: Settings, throwaway: Throwaway, tmp_path: Path
) -> None:
    taken = backup.take(settings, migrated, folder=tmp_path, where=throwaway)
    assert taken.path.exists()
    assert taken.rows > 0
