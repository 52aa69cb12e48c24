"""A laboratory on each PostgreSQL that this machine has."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from laboratory import Laboratory, opened
from pgassay import server
from pgassay import settings as settings_module
from pgassay.settings import Settings
from pgassay.tap import matrix
from toy import ROOT

SERVERS = matrix.servers(settings_module.load(ROOT))


@pytest.fixture(scope="session", params=sorted(SERVERS), ids=lambda major: f"postgresql-{major}")
def laboratory(
    request: pytest.FixtureRequest, settings: Settings, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Laboratory]:
    """Where migrations are tried, on each server in turn."""
    cluster = server.throwaway_cluster(settings, programs=SERVERS[request.param])
    throwaway = server.throwaway(settings, programs=SERVERS[request.param])
    folder = tmp_path_factory.mktemp("examples")
    with opened(settings, throwaway, folder) as found:
        yield found
    if not cluster.installation.ours:
        cluster.stop()
