"""The text of a test file, made ready to be sent, and where its statements are."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pgassay.sql import Statement, split, tokens

# A comment that is nested does not match, and costs no more than a needless BEGIN.
_BEGINS = re.compile(
    r"(?:\s|--[^\n]*(?:\n|\Z)|/\*(?:(?!/\*|\*/).)*\*/)*(?:begin|start\s+transaction)\b",
    re.IGNORECASE | re.DOTALL,
)
_META = re.compile(r"^[ \t]*\\", re.MULTILINE)
# Those that only say how psql prints and stops, as pgTAP's own examples begin with.
_HARMLESS_META = re.compile(
    r"\\(?:echo|pset|timing|unset|x|a|t|qecho|warn"
    r"|set\s+(?:ON_ERROR_STOP|ON_ERROR_ROLLBACK|QUIET|ECHO\w*|VERBOSITY|SHOW_CONTEXT|PROMPT\d|FETCH_COUNT))\b",
    re.IGNORECASE,
)
_HINT_HELPERS = (
    "hint: the file is sent to the server as it is; what several files share belongs into the helpers, which are "
    "loaded into the template"
)
_HARMLESS_OUTSIDE = frozenset(
    {"abort", "close", "deallocate", "discard", "end", "reset", "rollback", "set", "show", "unlisten"}
)


@dataclass(frozen=True, kw_only=True)
class Fault:
    """Something wrong with the file as a whole: an error, a wrong plan, rows left behind.

    Attributes:
        what: one line.
        line: of the file.
        details: more lines.
    """

    what: str
    line: int = 1
    details: tuple[str, ...] = ()


class Unreadable(Exception):
    """The file cannot be sent to the server at all."""

    def __init__(self, fault: Fault) -> None:
        self.fault = fault
        super().__init__(fault.what)


class Source:
    """A file's text.

    Args:
        data: the file's bytes.

    Raises:
        Unreadable: it is not UTF-8, holds a zero byte, or needs psql.
    """

    def __init__(self, data: bytes) -> None:
        if (zero := data.find(b"\0")) >= 0:
            raise Unreadable(Fault(what="there is a zero byte in the file", line=_line(data, zero)))
        try:
            self.text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            offset = error.start + (3 if data.startswith(b"\xef\xbb\xbf") else 0)
            raise Unreadable(Fault(what=f"not UTF-8: byte 0x{data[offset]:02x}", line=_line(data, offset))) from None
        if _META.search(self.text):
            self.text = _without_meta_commands(self.text)
        self.begins = bool(_BEGINS.match(self.text))
        """Whether the file begins a transaction before anything else."""

    @property
    def sent(self) -> str:
        """The text for the server: always within a transaction."""
        return self.text if self.begins else f"begin;{self.text}"

    @property
    def added(self) -> int:
        """How many statements ``sent`` has before those of the file."""
        return 0 if self.begins else 1

    @cached_property
    def statements(self) -> list[Statement]:
        """The file's statements; split only when somebody asks."""
        return split(self.text)

    def line(self, statement: int) -> int:
        """First line of a statement, numbered from 0; the last one's where there are fewer."""
        if not self.statements:
            return 1
        return self.statements[min(statement, len(self.statements) - 1)].line

    def line_at(self, position: int) -> int:
        """Line of a character of ``sent``, numbered from 1 as the server does."""
        offset = position - 1 - (len(self.sent) - len(self.text))
        return self.text.count("\n", 0, max(0, offset)) + 1

    def says(self, word: str) -> int | None:
        """Number of the last statement that uses ``word``, or None."""
        for number, statement in reversed(list(enumerate(self.statements))):
            if word in statement.words:
                return number
        return None

    def left_behind(self, tags: Sequence[str]) -> Fault | None:
        """What the file made permanent, if it did.

        Args:
            tags: the command tags of its statements that succeeded.
        """
        ends = [number for number, tag in enumerate(tags) if tag in ("COMMIT", "ROLLBACK", "PREPARE TRANSACTION")]
        if not ends or (ends == [len(tags) - 1] and tags[-1] == "ROLLBACK"):
            return None
        inside = True
        for tag, statement in zip(tags, self.statements, strict=False):
            words = statement.words
            if tag == "COMMIT" and inside:
                return Fault(what="the file commits: its rows stay behind", line=statement.line)
            if tag == "PREPARE TRANSACTION" and inside:
                return Fault(what="the file prepares a transaction, which stays behind", line=statement.line)
            if tag in ("BEGIN", "START TRANSACTION"):
                inside = True
            elif tag == "ROLLBACK":
                chained = "chain" in words and "no" not in words
                inside = inside and ("to" in words[:3] or chained)
            elif not inside and not (words and words[0] in _HARMLESS_OUTSIDE):
                return Fault(
                    what="a statement runs outside the file's transaction: what it does stays behind",
                    line=statement.line,
                )
        return None


def _without_meta_commands(text: str) -> str:
    """The text with psql's harmless commands blanked out, so that no line and no offset moves."""
    for token in tokens(text):
        if token.kind != "meta":
            continue
        if not _HARMLESS_META.match(token.text):
            what, hint = f"{token.text.split()[0]} is a command of psql, not SQL", _HINT_HELPERS
            if token.text.startswith("\\."):
                what, hint = "rows after COPY FROM STDIN are understood by psql only", "hint: write an INSERT"
            raise Unreadable(Fault(what=what, line=text.count("\n", 0, token.start) + 1, details=(hint,)))
        end = token.start + len(token.text)
        text = text[: token.start] + " " * len(token.text) + text[end:]
    return text


def _line(data: bytes, offset: int) -> int:
    return data.count(b"\n", 0, offset) + 1
