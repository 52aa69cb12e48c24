"""What goes to a terminal: colours only there, progress bars only there, tables everywhere."""

from __future__ import annotations

import contextlib
import os
import sys
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from importlib import import_module
from typing import TextIO

_CODES = {"red": "31", "green": "32", "yellow": "33", "bold": "1", "dim": "2"}


def coloured(stream: TextIO) -> bool:
    """Whether colours may go to ``stream``: a terminal, and NO_COLOR (no-color.org) is not set."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def paint(text: str, style: str, *, stream: TextIO | None = None) -> str:
    """``text`` in a style (red, green, yellow, bold, dim) where ``stream`` is a terminal, else as it is."""
    if not coloured(stream or sys.stdout):
        return text
    return f"\x1b[{_CODES[style]}m{text}\x1b[0m"


def note(text: str) -> None:
    """Say something beside the result: it goes to standard error."""
    print(text, file=sys.stderr, flush=True)


def table(rows: Iterable[Sequence[object]], headers: Sequence[str], *, align: Sequence[str] | None = None) -> str:
    """Rows as an aligned plain table; how columns are aligned follows from what is in them, if it is not said."""
    from tabulate import tabulate  # imported late, as tqdm below: a command that prints no table need not pay

    return tabulate(
        [list(row) for row in rows],
        headers=list(headers),
        tablefmt="simple",
        colalign=align,
        disable_numparse=align is not None,
    )


def prepare_table() -> None:
    """Load what draws tables now, while the server is at work, rather than when there is one to draw."""
    threading.Thread(target=import_module, args=("tabulate",), daemon=True).start()


@contextlib.contextmanager
def bar(total: int, *, unit: str, label: str = "") -> Iterator[Callable[[], object]]:
    """A progress bar on standard error while that is a terminal; what it gives out moves it on by one."""
    if not sys.stderr.isatty() or total < 2:
        yield lambda: None
        return
    from tqdm import tqdm

    with tqdm(total=total, unit=unit, desc=label, leave=False, dynamic_ncols=True) as moving:
        yield moving.update
