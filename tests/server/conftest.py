"""Servers of a test's own, in short folders that the server's user can enter."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from pgassay import server
from pgassay.server.cluster import Cluster
from pgassay.server.installation import Installation
from pgassay.settings import Settings
from places import short_folder


@pytest.fixture(scope="session")
def installation(settings: Settings) -> Installation:
    """The repository's embedded PostgreSQL."""
    return server.development_cluster(settings).installation


@pytest.fixture
def folder() -> Iterator[Path]:
    """A short folder that everybody may enter, in memory where that is possible, gone after the test."""
    folder = short_folder()
    yield folder
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture(scope="session")
def initialised(installation: Installation) -> Iterator[Path]:
    """The home of a server that was started once and stopped; to be copied."""
    folder = short_folder()
    cluster = Cluster(installation, folder / "pg", durable=False)
    cluster.home.mkdir()
    cluster.start()
    cluster.stop()
    yield cluster.home
    shutil.rmtree(folder, ignore_errors=True)


@pytest.fixture
def cluster(installation: Installation, initialised: Path, folder: Path) -> Iterator[Cluster]:
    """A server with data, not running."""
    subprocess.run(["cp", "-a", initialised, folder / "pg"], check=True)
    cluster = Cluster(installation, folder / "pg", durable=False)
    yield cluster
    cluster.destroy()


@pytest.fixture
def empty(installation: Installation, folder: Path) -> Iterator[Callable[[Path], Cluster]]:
    """Makes servers without data, each in a folder below the test's own."""
    made = []

    def make(name: Path | str = "pg") -> Cluster:
        home = folder / name
        home.mkdir(parents=True)
        made.append(Cluster(installation, home, durable=False))
        return made[-1]

    yield make
    for cluster in made:
        cluster.destroy()


@pytest.fixture(scope="module")
def initialised_copy(installation: Installation, initialised: Path) -> Iterator[Cluster]:
    """A server with data for the tests of one file, not running."""
    folder = short_folder()
    subprocess.run(["cp", "-a", initialised, folder / "pg"], check=True)
    cluster = Cluster(installation, folder / "pg", durable=False)
    yield cluster
    cluster.destroy()
    shutil.rmtree(folder, ignore_errors=True)
