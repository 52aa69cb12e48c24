"""A project that uses Docker, for tests."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from pgassay import settings as settings_module
from pgassay.settings import Settings

PASSWORD = "not-to-be-seen-7f3a"


@dataclass(frozen=True)
class DockerProject:
    """A copy of what the repository says about Docker, in a folder of its own."""

    root: Path

    def write_env(self, **variables: str) -> None:
        (self.root / ".env").write_text("".join(f"{name}={value}\n" for name, value in variables.items()))

    @property
    def settings(self) -> Settings:
        return settings_module.load(self.root)
