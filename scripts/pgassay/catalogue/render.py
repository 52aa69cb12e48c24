"""A difference for people: a table of what is short, and texts line by line."""

from __future__ import annotations

import difflib
from collections.abc import Iterator

from pgassay import console
from pgassay.catalogue.difference import Difference
from pgassay.catalogue.model import Value

_SHORT = 70
_STYLES = {"+": "green", "-": "red", "@": "dim"}


def difference(found: Difference) -> str:
    """The difference as a table, followed by the changes of long texts (bodies, definitions); empty if there is none.

    Colours are used where standard output is a terminal.
    """
    rows: list[tuple[str, str, str, str]] = []
    texts: list[str] = []
    rows += [(console.paint("-", "red"), each.label, "", "") for each in found.removed]
    rows += [(console.paint("+", "green"), each.label, "", "") for each in found.added]
    for change in found.changed:
        label = change.label
        for name, (before, after) in change.attributes.items():
            sign, said = console.paint("~", "yellow"), label
            if isinstance(before, tuple) or isinstance(after, tuple):
                rows.append((sign, said, name, _elements(before, after)))
            elif max(len(str(before)), len(str(after))) <= _SHORT and "\n" not in f"{before}{after}":
                rows.append((sign, said, name, f"{_short(before)} → {_short(after)}"))
            else:
                rows.append((sign, said, name, "see below"))
                texts.append("\n".join(_lines(f"{change.label}: {name}", before, after)))
            label = ""
    if not rows:
        return ""
    return "\n\n".join([console.table(rows, ["", "object", "attribute", "change"]), *texts])


def _short(value: Value | None) -> str:
    return "(not set)" if value is None else "yes" if value is True else str(value)


def _elements(before: Value | None, after: Value | None) -> str:
    """Which elements of a list came and went; the lists themselves if only their order changed."""
    first, second = (
        [str(each) for each in value] if isinstance(value, tuple) else [] if value is None else [str(value)]
        for value in (before, after)
    )
    gone = [f"- {each}" for each in first if each not in second]
    come = [f"+ {each}" for each in second if each not in first]
    return "\n".join(gone + come) or f"{', '.join(first)} → {', '.join(second)}"


def _lines(title: str, before: Value | None, after: Value | None) -> Iterator[str]:
    yield console.paint(title, "bold")
    first, second = ("" if value is None else str(value) for value in (before, after))
    for line in list(difflib.unified_diff(first.splitlines(), second.splitlines(), lineterm="", n=2))[2:]:
        style = _STYLES.get(line[:1])
        yield console.paint(f"    {line}", style) if style else f"    {line}"
