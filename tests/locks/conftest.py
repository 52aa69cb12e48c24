"""A server on which nobody else works: what it wrote to its log is counted for the whole of it."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest

from pgassay import server
from pgassay.server import Throwaway
from pgassay.settings import Settings


@pytest.fixture(scope="session")
def throwaway(settings: Settings) -> Iterator[Throwaway]:
    """A server of these tests' own."""
    cluster = server.own_cluster(settings, f"locks-{os.getpid()}")
    cluster.start()
    yield Throwaway(cluster.conninfo(), "a server for traces")
    cluster.destroy()
