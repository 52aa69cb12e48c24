"""Projects that use Docker, and an engine to run them on where there is one.

Tests that need an engine carry the mark ``engine``: without one they are skipped, and ``-m "not engine"`` leaves
them out.
"""

from __future__ import annotations

import shutil
import socket
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from docker_project import PASSWORD, DockerProject
from pgassay import settings as settings_module
from pgassay.errors import ServerError
from pgassay.server import docker as engine_module

if TYPE_CHECKING:
    from docker import DockerClient

ROOT = Path(__file__).resolve().parents[2]


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "engine: needs a Docker engine and a base image")


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> DockerProject:
    """A project with the repository's Docker files, a password, and nothing from the environment."""
    for name in ("POSTGRES_PASSWORD", "POSTGRES_PORT", "POSTGRES_VERSION", "POSTGRES_IMAGE", "DATABASE_URL"):
        monkeypatch.delenv(name, raising=False)
    root = tmp_path / "project"
    shutil.copytree(ROOT / "docker", root / "docker")
    shutil.copy(ROOT / "docker-compose.yml", root)
    (root / "pyproject.toml").write_text('[tool.pgassay]\ndatabase = "assayed"\n')
    made = DockerProject(root)
    made.write_env(POSTGRES_PASSWORD=PASSWORD)
    return made


@pytest.fixture(scope="session")
def engine() -> Iterator[DockerClient]:
    """A client of the engine; skips where none answers."""
    try:
        with engine_module._engine() as client:
            yield client
    except ServerError as error:
        pytest.skip(error.what)


@pytest.fixture(scope="session")
def base_image(engine: DockerClient) -> dict[str, str]:
    """Variables that name a base image this machine has or can get: the one asked for, else the stand-in."""
    from docker.errors import DockerException, ImageNotFound

    settings = settings_module.load(ROOT)
    variables = ("POSTGRES_VERSION", "POSTGRES_IMAGE")
    asked = {name: named[0] for name in variables if (named := settings.environment(name))}
    image = asked.get("POSTGRES_IMAGE", f"postgres:{asked.get('POSTGRES_VERSION', '18')}-trixie")
    try:
        try:
            engine.images.get(image)
        except ImageNotFound:
            engine.images.pull(image)
    except DockerException:
        result = subprocess.run([ROOT / "tests/docker/stand_in/build.sh"], capture_output=True, text=True, check=False)
        if result.returncode:
            pytest.skip(f"{image} cannot be pulled, nor a stand-in built: {result.stderr.strip()[-200:]}")
        return {"POSTGRES_IMAGE": result.stdout.strip()}
    return asked


@pytest.fixture
def engine_project(project: DockerProject, engine: DockerClient, base_image: dict[str, str]) -> Iterator[DockerProject]:
    """A project on the engine; what it leaves there is removed."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    name = f"pgassay-test-{port}"
    project.write_env(POSTGRES_PASSWORD=PASSWORD, POSTGRES_PORT=port, COMPOSE_PROJECT_NAME=name, **base_image)
    yield project
    engine_module.stop(project.settings)
    for container in engine.containers.list(all=True, filters={"label": f"com.docker.compose.project={name}"}):
        container.remove(force=True, v=True)
    for kind in (engine.volumes, engine.networks):
        for made in kind.list(filters={"label": f"com.docker.compose.project={name}"}):
            made.remove()


@pytest.fixture(scope="session")
def compose_plugin() -> None:
    """Docker's Compose plugin; skips where it is missing."""
    docker = shutil.which("docker")
    if not docker or subprocess.run([docker, "compose", "version"], capture_output=True, check=False).returncode:
        pytest.skip("no docker with its Compose plugin here")
