"""What the linter reports."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pgassay.errors import Place
from pgassay.migrations.lint.modes import words
from pgassay.migrations.lint.rules import Level, Rule


@dataclass(frozen=True)
class Finding:
    """Something that a rule found.

    Attributes:
        rule: which.
        id: of the migration.
        place: file and line.
        message: what it is, with names.
        why: the reason why it takes long, or fails; may be empty.
        locks: qualified names with the mode, as the server names it.
        via: through which function or block it runs, where it does not stand in the file itself.
        harmless: whether it is a notice although its rule's findings are errors.
    """

    rule: Rule
    id: str
    place: Place
    message: str
    why: str = ""
    locks: tuple[tuple[str, str], ...] = ()
    via: str = ""
    harmless: bool = False

    @property
    def level(self) -> Level:
        """How grave it is."""
        return "notice" if self.harmless else self.rule.level

    @property
    def text(self) -> str:
        """Message, locks and reason in one line."""
        parts = [self.message]
        if self.why:
            parts.append(self.why)
        if self.locks:
            parts.append("locks " + ", ".join(f"{name} ({words(mode)})" for name, mode in self.locks))
        if self.via:
            parts.append(self.via)
        return "; ".join(parts)

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "rule": self.rule.id,
            "level": self.level,
            "migration": self.id,
            "file": str(self.place.path),
            "line": self.place.line,
            "message": self.message,
            "why": self.why or None,
            "locks": [{"relation": name, "mode": mode} for name, mode in self.locks],
            "via": self.via or None,
            "instead": self.rule.instead,
        }
