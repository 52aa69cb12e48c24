"""PostgreSQL's table lock modes, and whom each keeps waiting (documentation, "Table-Level Locks")."""

from __future__ import annotations

from collections.abc import Iterable

ACCESS_SHARE = "AccessShareLock"
ROW_SHARE = "RowShareLock"
ROW_EXCLUSIVE = "RowExclusiveLock"
SHARE_UPDATE_EXCLUSIVE = "ShareUpdateExclusiveLock"
SHARE = "ShareLock"
SHARE_ROW_EXCLUSIVE = "ShareRowExclusiveLock"
EXCLUSIVE = "ExclusiveLock"
ACCESS_EXCLUSIVE = "AccessExclusiveLock"

ORDER = (
    ACCESS_SHARE, ROW_SHARE, ROW_EXCLUSIVE, SHARE_UPDATE_EXCLUSIVE, SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE,
    ACCESS_EXCLUSIVE,
)  # fmt: skip
"""From weak to strong, as ``pg_locks.mode`` names them."""
STRONG = frozenset(ORDER[3:])
"""Those that queries and writes of rows never take."""


def strongest(modes: Iterable[str]) -> str:
    """The strongest of some modes; empty if there are none."""
    return max(modes, key=ORDER.index, default="")


def words(mode: str) -> str:
    """A mode as SQL writes it: ``SHARE ROW EXCLUSIVE``."""
    parts: list[str] = []
    for letter in mode.removesuffix("Lock"):
        if letter.isupper() and parts:
            parts.append(" ")
        parts.append(letter)
    return "".join(parts).upper()


def blocks(mode: str) -> tuple[str, ...]:
    """Who waits for a lock: ``readers``, ``writers``."""
    if mode == ACCESS_EXCLUSIVE:
        return ("readers", "writers")
    if mode in (SHARE, SHARE_ROW_EXCLUSIVE, EXCLUSIVE):
        return ("writers",)
    return ()
