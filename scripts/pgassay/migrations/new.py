"""Begin a migration: the next number, the right header, both files."""

from __future__ import annotations

import re
from pathlib import Path

from pgassay.errors import Refused
from pgassay.migrations import history
from pgassay.settings import Settings

_UP = """\
-- Why: …
-- Locks, rewrites, loses: …
{depends}{transactional}
"""
_DOWN = """\
-- Restores exactly what was there before {id}. What cannot be restored raises:
--     do $$ begin raise exception '{id} is irreversible: …'; end $$;
"""


def new(settings: Settings, context: str, slug: str, *, concurrent: bool = False) -> tuple[Path, Path]:
    """Write an empty pair of files with the next number of a context.

    Args:
        settings: the project's.
        context: the folder; a new one is made.
        slug: the change in a few words, as ``add-cart-expiry``.
        concurrent: for statements that cannot run in a transaction, as ``create index concurrently``.

    Returns:
        The two paths.

    Raises:
        Refused: the words cannot be a file's name.
    """
    words = re.sub(r"[\s_]+", "-", slug.strip().lower())
    for name, value in (("context", context), ("slug", words)):
        if not re.fullmatch(r"[a-z][a-z0-9-]*", value):
            raise Refused(f"the {name} {value!r} is not made of small letters, digits and hyphens")
    project = history.read(settings)
    members = [migration for migration in project.migrations if migration.context == context]
    last = max(members, key=lambda migration: migration.number, default=None)
    # The first of a new context stands on the contexts that everything stands on.
    before = last or next((m for m in reversed(project.migrations) if m.context == project.contexts[0]), None)
    id = f"{context}-{(last.number if last else 0) + 1:04d}-{words}"
    folder = settings.migrations / context
    folder.mkdir(exist_ok=True)
    up, down = folder / f"{id}.sql", folder / f"{id}{history.ROLLBACK}"
    up.write_text(
        _UP.format(
            depends=f"-- depends: {before.id}\n" if before else "",
            transactional="-- transactional: false\n" if concurrent else "",
        )
    )
    down.write_text(_DOWN.format(id=id))
    return up, down
