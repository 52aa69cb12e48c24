"""What a migration admits to lose: ``-- loses: shop.products.legacy_code`` in its header.

Named are columns (``schema.table.column``) and tables whose rows go (``schema.table``), separated by commas, each
perhaps with a remark in parentheses; the line may be repeated. It means: after the migration and its rollback, the
values that were there before are not. What a rollback removes because its migration had added it is no loss. yoyo does
not read the line. `pgassay verify` checks that it is true, and all.

``-- may lose:`` names what goes only from rows of a certain kind, as those that a backfill corrects: whether it shows
depends on the rows.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from pgassay.catalogue.model import Catalogue
from pgassay.catalogue.tables import split_name
from pgassay.errors import Place
from pgassay.migrations.history import Migration, Problem

Loss = tuple[str, ...]
"""Schema, table, and the column where it is one column."""

_LINE = re.compile(r"\s*--\s*(?P<maybe>may lose|loses):(?P<what>.*)")
_REMARK = re.compile(r"\([^()]*\)")


def declared(migration: Migration, *, certain: bool = False) -> dict[Loss, int]:
    """The losses in the header, with the line of each.

    Args:
        migration: whose.
        certain: only those that do not depend on the rows.
    """
    found: dict[Loss, int] = {}
    for number, line in enumerate(migration.text.splitlines(), 1):
        if line.strip() and not line.lstrip().startswith("--"):
            break
        if (match := _LINE.fullmatch(line)) and not (certain and match["maybe"] == "may lose"):
            for name in _REMARK.sub("", match["what"]).split(","):
                if parts := split_name(name.strip()):
                    found[parts] = number
    return found


def unknown(migration: Migration, before: Catalogue) -> Iterator[Problem]:
    """Declared losses of what was not there before the migration."""
    for loss, line in declared(migration).items():
        kinds = ("table",) if len(loss) == 2 else ("column",) if len(loss) == 3 else ()
        if not any(before.get(kind, *loss) for kind in kinds):
            yield Problem(
                Place(migration.path, line),
                f"declares to lose {'.'.join(loss)}, which is not there before it",
                "name a table as schema.table, a column as schema.table.column",
            )


def covers(loss: Loss, others: Collection[Loss]) -> bool:
    """Whether a loss is one of the others, or a column of one of them."""
    return loss in others or loss[:2] in others
