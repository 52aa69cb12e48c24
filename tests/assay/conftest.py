"""A small repository with a schema, to be assayed."""

from __future__ import annotations

import pytest

from assayed import SCHEMA, Assayed
from pgassay.server import Throwaway
from toy import Project


@pytest.fixture
def assayed(project: Project, throwaway: Throwaway) -> Assayed:
    """A project with one migration and no tests yet."""
    project.migration("toy-0001-items", SCHEMA, "drop schema shop cascade;")
    return Assayed(project, throwaway)
