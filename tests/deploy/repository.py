"""A toy project in a git repository, with branches."""

from __future__ import annotations

import subprocess
from dataclasses import dataclass
from pathlib import Path

from toy import Project


@dataclass(frozen=True)
class Repository:
    """A toy project under version control; what is written is committed to a branch."""

    project: Project

    def git(self, *arguments: str) -> None:
        who = ["-c", "user.name=A", "-c", "user.email=a@example.org", "-c", "commit.gpgsign=false"]
        subprocess.run(["git", *who, *arguments], cwd=self.project.root, check=True, capture_output=True)

    def commit(self, branch: str, *, of: str | None = None) -> None:
        """Commit everything to a branch; ``of`` is where a new one begins."""
        if of is not None:
            self.git("checkout", "-q", "-b", branch, of)
        self.git("add", "-A")
        self.git("commit", "-q", "-m", branch)

    def branch(self, name: str, *, of: str = "main") -> None:
        """Begin a branch."""
        self.git("checkout", "-q", "-b", name, of)

    def file(self, name: str, text: str) -> Path:
        """Write a file of the project."""
        path = self.project.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
        return path
