"""A throwaway container for tests, made from ``docker/postgres/Dockerfile`` of the project.

Docker's own variables (``DOCKER_HOST``, ``DOCKER_CONTEXT``) choose the engine; ``POSTGRES_VERSION`` and
``POSTGRES_IMAGE``, in the environment or in ``.env``, the major version and the image it is built on.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import secrets
import socket
import time
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from pgassay.errors import ServerError
from pgassay.server.cluster import _THROWAWAY, exclusive
from pgassay.settings import Settings

if TYPE_CHECKING:
    from docker import DockerClient
    from docker.models.containers import Container

CONTEXT = Path("docker/postgres")
NO_ENGINE = (
    "start Docker (Linux: systemctl start docker; macOS: Docker Desktop, or colima start), or leave out "
    "--docker: the embedded server needs none"
)
NOT_ALLOWED = "join the group 'docker' (usermod --append --groups docker USER, then log in again)"
NO_BASE = (
    "the base image and two packages are fetched: is the registry reachable, does the version exist? "
    "POSTGRES_IMAGE in .env names another base image"
)
_IMAGE = "pgassay-postgres"
_LABEL_PROJECT = "pgassay.project"
_LABEL_RECIPE = "pgassay.recipe"
_START_SECONDS = 120
_BUILD_SECONDS = 900


def throwaway(settings: Settings) -> str:
    """How to connect to the project's throwaway container, which is built and started if need be.

    There is one for each project, found again by its label. Its data lie in memory, its port is open to this
    machine only, and its random password is known to nobody but the engine. One made from another Dockerfile,
    or one that has ended, is replaced. It runs until ``stop``.

    Raises:
        ServerError: no engine, no Dockerfile, or the image or the server cannot be made.
    """
    context = settings.project / CONTEXT
    if not (context / "Dockerfile").is_file():
        raise ServerError(
            f"there is no {CONTEXT / 'Dockerfile'} in {settings.project} to make the throwaway container from",
            hint="write one, based on the official image, that adds the extensions your migrations need; or "
            "leave out --docker",
        )
    arguments = _build_arguments(settings)
    tag = f"{_IMAGE}:{_digest_of(context, arguments)}"
    command = _command(settings)
    recipe = hashlib.sha256("\0".join((tag, *command)).encode()).hexdigest()
    with exclusive(settings.state / "docker.lock"), _engine() as client:
        for container in _containers(client, settings):
            if container.status == "running" and container.labels.get(_LABEL_RECIPE) == recipe:
                return _wait(container)
            container.remove(force=True, v=True)
        _ensure_image(client, context, tag, arguments)
        container = client.containers.run(
            tag,
            command,
            detach=True,
            environment={"POSTGRES_PASSWORD": secrets.token_urlsafe(24)},
            labels={_LABEL_PROJECT: str(settings.project), _LABEL_RECIPE: recipe},
            ports={"5432/tcp": ("127.0.0.1", 0)},
            tmpfs={"/var/lib/postgresql": ""},
            shm_size="512m",
            cap_drop=["ALL"],
            security_opt=["no-new-privileges:true"],
        )
        return _wait(container)


def stop(settings: Settings) -> bool:
    """Remove the project's throwaway container, and its data with it. Returns whether there was one.

    Raises:
        ServerError: no engine.
    """
    with exclusive(settings.state / "docker.lock"), _engine() as client:
        containers = _containers(client, settings)
        for container in containers:
            container.remove(force=True, v=True)
    return bool(containers)


def conninfo(host: str, port: str, password: str) -> str:
    """How to connect to the database ``postgres`` of a server in a container."""
    return make_conninfo(host=host, port=port, user="postgres", password=password, dbname="postgres")


def accepts(conninfo: str) -> bool:
    """Whether a server accepts connections."""
    return PGconn.ping(make_conninfo(conninfo, connect_timeout=2).encode()) == Ping.OK


def last_lines(text: str, count: int) -> str:
    """The last lines of a program's output that say something."""
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    return "\n    ".join(lines[-count:])


@contextlib.contextmanager
def _engine() -> Iterator[DockerClient]:
    """The engine that the ``docker`` command would talk to."""
    import docker  # 0.3 s: only who uses it pays for it
    from docker.context import ContextAPI
    from docker.errors import DockerException

    address = os.environ.get("DOCKER_HOST", "")
    try:
        if address:
            _probe(address)
            client = docker.from_env(timeout=_BUILD_SECONDS)
        else:
            name = os.environ.get("DOCKER_CONTEXT")
            context = ContextAPI.get_context(name)
            if context is None:
                raise ServerError(f"Docker has no context {name!r}", hint="see DOCKER_CONTEXT and `docker context ls`")
            address = context.Host or ""
            _probe(address)
            client = docker.DockerClient(base_url=address, tls=context.TLSConfig or False, timeout=_BUILD_SECONDS)
    except (DockerException, OSError) as error:
        hint = NOT_ALLOWED if isinstance(error, PermissionError) else NO_ENGINE
        if "paramiko" in str(error):
            hint = "for an engine behind ssh, install docker[ssh]"
        raise ServerError(f"no Docker engine answers at {address}: {error}", hint=hint) from None
    try:
        yield client
    except (DockerException, OSError) as error:
        raise ServerError(f"the Docker engine refuses: {getattr(error, 'explanation', None) or error}") from error
    finally:
        client.close()


def _probe(address: str) -> None:
    """Say plainly why a local engine cannot be reached; the SDK wraps the reason and leaks the socket."""
    scheme, _, path = address.partition("://")
    if scheme == "unix":
        with socket.socket(socket.AF_UNIX) as probe:
            probe.connect(path)


def _containers(client: DockerClient, settings: Settings) -> list[Container]:
    label = f"{_LABEL_PROJECT}={settings.project}"
    return client.containers.list(all=True, filters={"label": label}, ignore_removed=True)


def _build_arguments(settings: Settings) -> dict[str, str]:
    variables = {"POSTGRES_VERSION": "POSTGRES_VERSION", "BASE_IMAGE": "POSTGRES_IMAGE"}
    found = {argument: settings.environment(variable) for argument, variable in variables.items()}
    return {argument: named[0] for argument, named in found.items() if named}


def _digest_of(context: Path, arguments: dict[str, str]) -> str:
    """Names what an image is built from: every file of the context, and the build arguments."""
    digest = hashlib.sha256(repr(sorted(arguments.items())).encode())
    for file in sorted(path for path in context.rglob("*") if path.is_file()):
        content = file.read_bytes()
        digest.update(f"{file.relative_to(context)}\0{file.stat().st_mode & 0o111}\0{len(content)}\0".encode())
        digest.update(content)
    return digest.hexdigest()[:16]


def _ensure_image(client: DockerClient, context: Path, tag: str, arguments: dict[str, str]) -> None:
    from docker.errors import ImageNotFound

    with contextlib.suppress(ImageNotFound):
        client.images.get(tag)
        return
    # Read to its end, not with images.build(), whose error has the exit status without the words before it.
    steps = client.api.build(path=str(context), tag=tag, buildargs=arguments, rm=True, forcerm=True, decode=True)
    said, failure = "", None
    for step in steps:
        said += step.get("stream", "")
        failure = step.get("error", failure)
    if failure:
        raise ServerError(
            f"the image cannot be built from {context / 'Dockerfile'}:\n    {last_lines(said, 5)}\n    {failure}",
            hint=NO_BASE,
        )


def _command(settings: Settings) -> list[str]:
    values = {
        "shared_preload_libraries": ",".join(settings.preload),
        "max_connections": "200",
        "client_connection_check_interval": "1s",
        "timezone": "UTC",
        **_THROWAWAY,
    }
    return ["postgres", *(f"-c{name}={value}" for name, value in values.items())]


def _wait(container: Container) -> str:
    """How to connect to a container of ours, once its server accepts connections."""
    deadline = time.monotonic() + _START_SECONDS
    while True:
        container.reload()
        if published := container.ports.get("5432/tcp"):
            found = conninfo("127.0.0.1", published[0]["HostPort"], _password_of(container))
            if accepts(found):
                return found
        if container.status not in ("created", "running") or time.monotonic() > deadline:
            said = last_lines(container.logs(tail=20).decode(errors="replace"), 8)
            container.remove(force=True, v=True)
            raise ServerError(
                f"PostgreSQL does not start in the throwaway container:\n    {said}",
                hint="does the image hold every library of the setting 'preload'?",
            )
        time.sleep(0.05)


def _password_of(container: Container) -> str:
    environment = (str(entry).partition("=") for entry in container.attrs["Config"]["Env"])
    return next(value for name, _, value in environment if name == "POSTGRES_PASSWORD")
