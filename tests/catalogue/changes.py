"""The cases of changes.sql."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

ADDED, REMOVED = "added", "removed"
_HEAD = re.compile(r"(?P<kind>[^,]+), (?P<attribute>\w+)(?: \(since (?P<since>\d+)\))?")


@dataclass(frozen=True)
class Case:
    """A change.

    Attributes:
        kind: of the object in which it must be seen.
        attribute: that must differ; or that the object is added or removed.
        setup: what must be there before.
        change: the statements.
        since: the first major version that understands them.
    """

    kind: str
    attribute: str
    setup: str
    change: str
    since: int

    def __str__(self) -> str:
        return f"{self.kind}, {self.attribute}: {' '.join(self.change.split())[:70]}"


def _read() -> list[Case]:
    _, *blocks = Path(__file__).with_suffix(".sql").read_text(encoding="utf-8").split("-- case: ")
    cases = []
    for block in blocks:
        head, _, body = block.partition("\n")
        match = _HEAD.fullmatch(head)
        assert match, head
        setup, _, change = body.rpartition("-- change\n")
        cases.append(Case(match["kind"], match["attribute"], setup, change.strip(), int(match["since"] or 15)))
    return cases


CASES = _read()
