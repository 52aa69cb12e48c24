"""A clone of the repository's own database with a small school in it, and connections to it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack
from typing import Any

import psycopg
import pytest

from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap import template
from school import Connect, School


@pytest.fixture
def migrated(settings: Settings, throwaway: Throwaway) -> Iterator[str]:
    """How to connect to a database of the test's own that has every migration."""
    conninfo = throwaway.clone(template.ensure(settings, throwaway))
    yield conninfo
    throwaway.drop(conninfo)


@pytest.fixture
def connect(migrated: str) -> Iterator[Connect]:
    """Open connections in autocommit; they are closed at the end."""
    with ExitStack() as stack:
        yield lambda: stack.enter_context(psycopg.connect(migrated, autocommit=True))


@pytest.fixture
def school(connect: Connect) -> School:
    """Parents, pupils, coaches and an assistant; nobody has credits yet."""
    return School(connect)


@pytest.fixture
def db(school: School) -> psycopg.Connection[Any]:
    """A connection of the test's own, for looking."""
    return school.connect()
