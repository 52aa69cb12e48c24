"""A clone of the repository's own database with a small market in it."""

from __future__ import annotations

import pytest

from databases import Connect
from market import Market


@pytest.fixture
def market(connect: Connect) -> Market:
    """Nothing on sale yet, and nobody there but an administrator."""
    return Market(connect)
