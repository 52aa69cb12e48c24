"""What people read when Docker is not as it should be; no engine is needed to see it."""

from __future__ import annotations

import hashlib
import json
import os
import stat
from pathlib import Path

import pytest

from docker_project import PASSWORD, DockerProject
from pgassay.errors import ServerError
from pgassay.server import compose, docker

NOWHERE = "unix:///nonexistent/docker.sock"


class FakeDocker:
    """A program ``docker`` that says what it is told to and keeps how it was called."""

    def __init__(self, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.folder = folder
        folder.mkdir()
        monkeypatch.setenv("PATH", str(folder), prepend=os.pathsep)
        self.says(running="", up="")

    def says(self, *, running: str, up: str) -> None:
        """Let ``compose port`` fail with one text and ``compose up`` with another."""
        (self.folder / "port.txt").write_text(running)
        (self.folder / "up.txt").write_text(up)
        program = self.folder / "docker"
        program.write_text(
            f'#!/bin/sh\ncd "{self.folder}"\necho "$@" >> calls.txt\nenv > environment.txt\ncat "$2.txt" >&2\nexit 1\n'
        )
        program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.fixture
def fake(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> FakeDocker:
    return FakeDocker(tmp_path / "bin", monkeypatch)


def refusal_of_development(project: DockerProject) -> ServerError:
    with pytest.raises(ServerError) as caught:
        compose.development(project.settings)
    assert PASSWORD not in str(caught.value)
    assert caught.value.exit_code == 3
    assert caught.value.hint
    return caught.value


def test_no_password(project: DockerProject) -> None:
    project.write_env(POSTGRES_PASSWORD="")
    error = refusal_of_development(project)
    assert error.what == "the Docker Compose service has no password: POSTGRES_PASSWORD is not set"
    assert ".env.example" in (error.hint or "")


def test_no_compose_file(project: DockerProject) -> None:
    (project.root / "docker-compose.yml").unlink()
    assert "docker-compose.yml" in refusal_of_development(project).what


def test_no_docker(project: DockerProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "/nonexistent")
    assert refusal_of_development(project).what == "there is no program 'docker' here"


@pytest.mark.parametrize(
    ("said", "what", "hint"),
    [
        ("docker: unknown command: docker compose\n\nRun 'docker --help' for more information", "plugin", "install"),
        ("docker: 'compose' is not a docker command.\nSee 'docker --help'", "plugin", "install"),
        (
            f"Cannot connect to the Docker daemon at {NOWHERE}. Is the docker daemon running?",
            f"no Docker engine answers: Cannot connect to the Docker daemon at {NOWHERE}",
            "embedded server needs none",
        ),
        (
            "failed to connect to the docker API at unix:///var/run/docker.sock; check if the path is correct",
            "no Docker engine answers",
            "embedded server needs none",
        ),
        (
            "permission denied while trying to connect to the Docker daemon socket at unix:///var/run/docker.sock",
            "no Docker engine answers",
            "group 'docker'",
        ),
        (
            'Failed to initialize: unable to resolve docker endpoint: context "foo": context not found',
            "no Docker engine answers",
            "docker context ls",
        ),
    ],
)
def test_no_engine_or_plugin(project: DockerProject, fake: FakeDocker, said: str, what: str, hint: str) -> None:
    fake.says(running=said, up="never asked")
    error = refusal_of_development(project)
    assert what in error.what
    assert hint in (error.hint or "")


@pytest.mark.parametrize(
    ("said", "what", "hint"),
    [
        (
            "Error response from daemon: driver failed: Bind for 127.0.0.1:5434 failed: port is already allocated",
            "Bind for 127.0.0.1:5434 failed",
            "POSTGRES_PORT",
        ),
        (
            "Error starting userland proxy: listen tcp4 127.0.0.1:5434: bind: address already in use",
            "127.0.0.1:5434",
            "POSTGRES_PORT",
        ),
        ("failed to solve: postgres:18-trixie: no such host", "image", "POSTGRES_IMAGE"),
        ("container project-postgres-1 is unhealthy", "unhealthy", "docker compose logs postgres"),
        (f"somebody prints {PASSWORD}", "somebody prints …", "docker compose logs postgres"),
    ],
)
def test_the_service_does_not_start(project: DockerProject, fake: FakeDocker, said: str, what: str, hint: str) -> None:
    fake.says(running='service "postgres" is not running', up=said)
    error = refusal_of_development(project)
    assert what in error.what
    assert hint in (error.hint or "")


def test_the_password_is_never_an_argument(project: DockerProject, fake: FakeDocker) -> None:
    fake.says(running='service "postgres" is not running', up="no")
    refusal_of_development(project)
    calls = (fake.folder / "calls.txt").read_text()
    assert "compose port postgres 5432" in calls
    assert "compose up --detach --wait" in calls
    assert PASSWORD not in calls
    assert f"POSTGRES_PASSWORD={PASSWORD}" in (fake.folder / "environment.txt").read_text()


def test_the_environment_wins_over_the_file(
    project: DockerProject, fake: FakeDocker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("POSTGRES_PASSWORD", "from-the-environment")
    refusal_of_development(project)
    assert "POSTGRES_PASSWORD=from-the-environment" in (fake.folder / "environment.txt").read_text()


def test_nothing_to_stop(project: DockerProject, fake: FakeDocker) -> None:
    fake.says(running='service "postgres" is not running', up="never asked")
    project.write_env()
    assert compose.stop(project.settings) is False
    (project.root / "docker-compose.yml").unlink()
    assert compose.stop(project.settings) is False


def test_no_engine_for_the_throwaway_container(project: DockerProject, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DOCKER_HOST", NOWHERE)
    for call in (docker.throwaway, docker.stop):
        with pytest.raises(ServerError, match=f"no Docker engine answers at {NOWHERE}") as caught:
            call(project.settings)
        assert "embedded server needs none" in (caught.value.hint or "")
        assert caught.value.exit_code == 3


def test_the_engine_of_the_current_context_is_asked(
    project: DockerProject, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.delenv("DOCKER_HOST", raising=False)
    monkeypatch.delenv("DOCKER_CONTEXT", raising=False)
    # The name's SHA-256 is the folder's name, as `docker context create elsewhere` makes it.
    digest = hashlib.sha256(b"elsewhere").hexdigest()
    meta = tmp_path / "config/contexts/meta" / digest
    meta.mkdir(parents=True)
    content = {"Name": "elsewhere", "Metadata": {}, "Endpoints": {"docker": {"Host": NOWHERE, "SkipTLSVerify": False}}}
    (meta / "meta.json").write_text(json.dumps(content))
    (tmp_path / "config/config.json").write_text('{"currentContext": "elsewhere"}')
    monkeypatch.setenv("DOCKER_CONFIG", str(tmp_path / "config"))
    with pytest.raises(ServerError, match=f"no Docker engine answers at {NOWHERE}"):
        docker.throwaway(project.settings)
    monkeypatch.setenv("DOCKER_CONTEXT", "unheard-of")
    with pytest.raises(ServerError, match="Docker has no context 'unheard-of'"):
        docker.throwaway(project.settings)


def test_no_dockerfile(project: DockerProject) -> None:
    (project.root / "docker/postgres/Dockerfile").unlink()
    with pytest.raises(ServerError, match="there is no docker/postgres/Dockerfile") as caught:
        docker.throwaway(project.settings)
    assert caught.value.hint
