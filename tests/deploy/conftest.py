"""A toy project in a git repository, with branches."""

from __future__ import annotations

import pytest

from repository import Repository
from toy import Project


@pytest.fixture
def repository(project: Project) -> Repository:
    """A toy project under version control; nothing is committed yet."""
    made = Repository(project)
    made.git("init", "-q", "-b", "main")
    made.file(".gitignore", ".pg/\n")
    return made
