"""What was found out about migrations, kept in a folder: a file for machines that people can compare line by line."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from pgassay.migrations.history import Migration


def read(path: Path) -> dict[str, Any]:
    """What a file says, by migration; nothing if there is no file."""
    return dict(json.loads(path.read_text(encoding="utf-8"))) if path.is_file() else {}


def write(path: Path, entries: Mapping[str, Any]) -> None:
    """Write a file anew, by migration: an entry a line, or, if it is a list, one of its items a line.

    Args:
        path: its folder is made if there is none.
        entries: by migration's id.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = (f"  {_dump(id)}: {_value(entries[id])}" for id in sorted(entries))
    path.write_text("{\n" + ",\n".join(lines) + "\n}\n", encoding="utf-8")


def digest(migration: Migration, *, rollback: bool = False) -> str:
    """What tells a migration's file from others of its name, and on demand that of its rollback: 16 digits each."""
    checksums = [migration.checksum, migration.rollback_checksum or ""] if rollback else [migration.checksum]
    return " ".join(checksum[:16] for checksum in checksums).strip()


def _value(entry: Any) -> str:
    if not isinstance(entry, list) or not entry:
        return _dump(entry)
    return "[\n" + ",\n".join(f"    {_dump(item)}" for item in entry) + "\n  ]"


def _dump(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
