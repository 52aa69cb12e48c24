"""How long a migration that lost a race for a lock is tried again, and with which pauses."""

from __future__ import annotations

import random
import re
import time
from dataclasses import dataclass, field

from pgassay.errors import Refused
from pgassay.settings import Settings

LOST_RACES = {
    "55P03": "it did not get a lock in time",
    "40P01": "it and another transaction waited for each other",
    "40001": "another transaction changed what it had read",
}
"""SQLSTATEs of what nothing is wrong with: the same statement succeeds when the others are through."""

_TIME = re.compile(r"\s*(\d+(?:\.\d+)?)\s*(us|ms|s|min|h|d)?\s*")
_UNITS = {"us": 1e-6, "ms": 1e-3, "s": 1.0, "min": 60.0, "h": 3600.0, "d": 86400.0}


def seconds(text: str, *, name: str) -> float:
    """A time as PostgreSQL reads it, in seconds; a bare number counts milliseconds.

    Args:
        text: as ``2s``, ``15min``, ``0``.
        name: of the setting or option, for the message.

    Raises:
        Refused: it is not a time.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise Refused(f"{name}: {text!r} is not a time", hint="write 250ms, 2s, 15min or 1h; 0 for none")
    return float(match[1]) * _UNITS[match[2] or "ms"]


@dataclass
class Patience:
    """The pauses between the attempts at one migration.

    Each is twice as long as the one before, up to a longest, and of that a random part, at least the half: several
    migrators, or one and a periodic job, do not meet again and again.

    Attributes:
        bound: seconds from the first failure after which no attempt begins; 0 allows none.
        first: the first pause, in seconds.
        longest: which none exceeds, in seconds.
        attempts: how many have failed.
    """

    bound: float
    first: float
    longest: float
    attempts: int = 0
    _random: random.Random = field(default_factory=random.SystemRandom, repr=False)
    _since: float = 0.0

    @classmethod
    def of(cls, settings: Settings) -> Patience:
        """As the project's settings have it.

        Raises:
            Refused: one of them is not a time.
        """
        return cls(
            bound=seconds(settings.retry_for, name="[tool.pgassay] retry_for"),
            first=seconds(settings.retry_pause, name="[tool.pgassay] retry_pause"),
            longest=seconds(settings.retry_longest_pause, name="[tool.pgassay] retry_longest_pause"),
        )

    def next_pause(self, *, now: float | None = None) -> float | None:
        """Seconds to pause after an attempt has failed; None if there shall not be another.

        Args:
            now: of a clock that only goes forward, in seconds; the system's by default.
        """
        now = time.monotonic() if now is None else now
        if not self.attempts:
            self._since = now
        self.attempts += 1
        pause = min(self.first * 2 ** (self.attempts - 1), self.longest) * self._random.uniform(0.5, 1)
        return pause if now + pause - self._since < self.bound else None
