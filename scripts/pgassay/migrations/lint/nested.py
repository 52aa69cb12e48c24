"""What ran inside a statement: the commands that an event trigger told of, with their text and their place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from psycopg.errors import Diagnostic

_MESSAGE = "pgassay_lint "
_TEXT = re.compile(r'SQL statement "(?P<text>.*?)"\n(?=PL/pgSQL |SQL function |\Z)', re.DOTALL)
_FRAME = re.compile(
    r"^(?:PL/pgSQL function|SQL function) (?P<name>.+?)(?: line (?P<line>\d+) at [^\n]+| statement \d+)$"
)


@dataclass(frozen=True)
class Command:
    """A command inside another statement.

    Attributes:
        text: as it ran; empty where the server does not say it (in a function in SQL).
        search_path: at that moment.
        function: the innermost function or ``inline_code_block``, with its argument types.
        line: within that function's body; 0 where the server does not say it.
        block_line: the line of the DO block through which it came; 0 if it came through none.
    """

    text: str
    search_path: str
    function: str
    line: int
    block_line: int


class Listener:
    """Collects what the event trigger says."""

    def __init__(self) -> None:
        self._heard: list[tuple[str, str]] = []

    def __call__(self, diagnostic: Diagnostic) -> None:
        """A notice came."""
        message = diagnostic.message_primary or ""
        if message.startswith(_MESSAGE) and diagnostic.context:
            self._heard.append((message.removeprefix(_MESSAGE), diagnostic.context))

    def clear(self) -> None:
        """Forget what was heard."""
        self._heard.clear()

    def commands(self) -> list[Command]:
        """The commands that ran inside another statement, in order."""
        return [command for path, context in self._heard for command in _command(path, context)]


def _command(search_path: str, context: str) -> Iterator[Command]:
    # The first line is that of the trigger's own function.
    _, _, rest = context.partition("\n")
    if not rest:
        return
    text = ""
    if match := _TEXT.match(rest + "\n"):
        text, rest = match["text"], (rest + "\n")[match.end() :]
    frames = [found for line in rest.splitlines() if (found := _FRAME.match(line))]
    if not frames:
        return
    block = next((frame for frame in reversed(frames) if frame["name"] == "inline_code_block"), None)
    yield Command(
        text,
        search_path,
        frames[0]["name"],
        int(frames[0]["line"] or 0),
        int(block["line"] or 0) if block else 0,
    )
