"""A clone of the repository's own database with a small market in it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack

import psycopg
import pytest

from market import Connect, Market
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap import template


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
def market(connect: Connect) -> Market:
    """Nothing on sale yet, and nobody there but an administrator."""
    return Market(connect)
