"""The Docker Compose service ``postgres`` as the development server.

Compose itself is asked for everything, so that its own files and variables (``COMPOSE_FILE``, ``.env``) mean
here what they mean to the plain ``docker compose``. The password travels in the environment, never in arguments.
"""

from __future__ import annotations

import os
import shutil
import subprocess

import psycopg
from psycopg.conninfo import make_conninfo

from pgassay.errors import ServerError
from pgassay.server import docker
from pgassay.server.cluster import exclusive
from pgassay.settings import Settings

_SERVICE = "postgres"
_PASSWORD = "POSTGRES_PASSWORD"  # noqa: S105  (the variable's name)
_FILES = ("compose.yaml", "compose.yml", "docker-compose.yaml", "docker-compose.yml")
_START_SECONDS = 120
_SEE_LOG = "read its log: docker compose logs postgres"


def development(settings: Settings) -> str:
    """How to connect to the database ``postgres`` of the project's service, which is started if need be.

    Raises:
        ServerError: no docker, no Compose, no engine, no password or not the one the volume was made with, or
            the service does not start.
    """
    named = settings.environment(_PASSWORD)
    if named is None:
        raise ServerError(
            f"the Docker Compose service has no password: {_PASSWORD} is not set",
            hint="copy .env.example to .env and set it there; `openssl rand -hex 24` makes one",
        )
    if not _has_file(settings):
        raise ServerError(
            f"{settings.project} has no {_FILES[-1]}",
            hint=f"write one with a service {_SERVICE!r}, or leave out --docker",
        )
    password = named[0]
    address = _address(settings, password)
    if address is None or not docker.accepts(docker.conninfo(*address, password)):
        with exclusive(settings.state / "docker.lock"):
            _start(settings, password)
        address = _address(settings, password)
    if address is None:
        raise ServerError(
            f"the Docker Compose service {_SERVICE!r} publishes no port",
            hint="give it one in docker-compose.yml, as 127.0.0.1:5434:5432",
        )
    conninfo = docker.conninfo(*address, password)
    _check_password(conninfo)
    return conninfo


def stop(settings: Settings) -> bool:
    """Stop the project's service; its data stay. Returns whether it ran.

    Raises:
        ServerError: no docker, no Compose or no engine.
    """
    named = settings.environment(_PASSWORD)
    password = named[0] if named else "unset"  # the file asks for one even to stop
    if not _has_file(settings) or _address(settings, password) is None:
        return False
    return _run(settings, password, "stop", _SERVICE).returncode == 0


def _has_file(settings: Settings) -> bool:
    return any((settings.project / name).is_file() for name in _FILES)


def _address(settings: Settings, password: str) -> tuple[str, str] | None:
    """Host and port at which the running service is reached; nothing when it does not run."""
    output = _run(settings, password, "port", _SERVICE, "5432")
    if output.returncode:
        if failure := _known_failure(output.stderr):
            raise failure
        return None
    host, _, port = output.stdout.strip().rpartition(":")
    everywhere = host in ("", "0.0.0.0", "[::]")  # noqa: S104  (published there by somebody's own file)
    return ("127.0.0.1" if everywhere else host.strip("[]"), port)


def _start(settings: Settings, password: str) -> None:
    output = _run(settings, password, "up", "--detach", "--wait", "--wait-timeout", str(_START_SECONDS), _SERVICE)
    if output.returncode == 0:
        return
    said = (output.stdout + output.stderr).replace(password, "…")
    if known := _known_failure(said):
        raise known
    text = said.lower()
    if "port is already allocated" in text or "address already in use" in text:
        raise ServerError(
            f"the Docker Compose service cannot have its port: {docker.last_lines(said, 1)}",
            hint="stop what listens there (the service of another checkout?), or set POSTGRES_PORT in .env",
        )
    if "failed to solve" in text:
        raise ServerError(
            f"the image of the Docker Compose service cannot be built: {docker.last_lines(said, 1)}",
            hint=docker.NO_BASE,
        )
    raise ServerError(f"the Docker Compose service does not start: {docker.last_lines(said, 3)}", hint=_SEE_LOG)


def _check_password(conninfo: str) -> None:
    try:
        psycopg.connect(make_conninfo(conninfo, connect_timeout=10)).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        hint = _SEE_LOG
        if "password authentication failed" in reason:
            hint = (
                f"its volume was made with another {_PASSWORD}: put that one back into .env, or delete the data "
                "with `docker compose down --volumes` and begin anew"
            )
        raise ServerError(f"no connection to the Docker Compose service: {reason}", hint=hint) from None


def _run(settings: Settings, password: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    program = shutil.which("docker")
    if program is None:
        raise ServerError(
            "there is no program 'docker' here",
            hint="install Docker with its Compose plugin, or leave out --docker: the embedded server needs none",
        )
    return subprocess.run(
        [program, "compose", *arguments],
        cwd=settings.project,
        env={**os.environ, _PASSWORD: password},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )


def _known_failure(said: str) -> ServerError | None:
    """What Docker's words mean, for those failures that have nothing to do with the service."""
    text = said.lower()
    if "unknown command: docker compose" in text or "is not a docker command" in text:
        return ServerError(
            "this Docker has no Compose plugin",
            hint="install it (packages docker-compose-plugin or docker-compose, version 2; Docker Desktop has it)",
        )
    last = docker.last_lines(said, 1)
    if "permission denied" in text and "docker" in text:
        return ServerError(f"no Docker engine answers: {last}", hint=docker.NOT_ALLOWED)
    if any(words in text for words in ("cannot connect to the docker", "error during connect", "to the docker api")):
        return ServerError(f"no Docker engine answers: {last}", hint=docker.NO_ENGINE)
    if "unable to resolve docker endpoint" in text:
        return ServerError(f"no Docker engine answers: {last}", hint="see DOCKER_CONTEXT and `docker context ls`")
    return None
