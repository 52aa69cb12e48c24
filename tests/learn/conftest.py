"""A clone of the repository's own database with a learning platform in it, and connections to it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from academy import Academy
from databases import Connect


@pytest.fixture
def academy(connect: Connect) -> Academy:
    """A published course, its author, and students who take nothing yet."""
    return Academy(connect)


@pytest.fixture
def db(academy: Academy) -> psycopg.Connection[Any]:
    """A connection of the test's own, for looking."""
    return academy.connect()
