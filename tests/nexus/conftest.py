"""A clone of the repository's own database with a small school in it, and connections to it."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest

from databases import Connect
from school import School


@pytest.fixture
def school(connect: Connect) -> School:
    """Parents, pupils, coaches and an assistant; nobody has credits yet."""
    return School(connect)


@pytest.fixture
def db(school: School) -> psycopg.Connection[Any]:
    """A connection of the test's own, for looking."""
    return school.connect()
