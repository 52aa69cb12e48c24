"""One PostgreSQL server that we start and stop: a data folder, a socket, a log.

The server listens on a Unix socket only, in a folder that nobody but its owner (and root) may enter; there is
no TCP port and no password to leak. PostgreSQL refuses to run as root, so root's servers run as ``postgres``,
else as ``nobody``.
"""

from __future__ import annotations

import contextlib
import fcntl
import hashlib
import os
import pwd
import shutil
import stat
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from psycopg.conninfo import make_conninfo
from psycopg.pq import PGconn, Ping

from pgassay.errors import ServerError
from pgassay.server.installation import Installation

# sun_path holds 104 bytes on macOS and 108 on Linux, the final zero included; the file is .s.PGSQL.5432.
_SOCKET_FOLDER_LIMIT = 103 - len("/.s.PGSQL.5432")
_START_SECONDS = 60
_PORT = "5432"  # names the socket; nothing listens on it

_PASSING = ("pre-existing shared memory block", 'lock file "postmaster.pid" already exists')

_DURABLE = {"wal_compression": "on", "max_wal_size": "1GB"}
_THROWAWAY = {
    "fsync": "off",
    "synchronous_commit": "off",
    "full_page_writes": "off",
    "autovacuum": "off",  # statistics change only when a test says ANALYZE
    "pg_stat_statements.track": "none",  # it costs a test a sixth of its time; a test of it sets it to top
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "max_wal_size": "256MB",
}


@dataclass(frozen=True)
class Owner:
    """The operating system's user a server runs as."""

    name: str
    uid: int
    gid: int

    @property
    def switch(self) -> dict[str, object]:
        """Arguments for ``subprocess`` that become this user; empty when we are it already."""
        if os.geteuid() != 0:
            return {}
        return {"user": self.uid, "group": self.gid, "extra_groups": []}


def owner() -> Owner:
    """The user servers run as: ourselves, or ``postgres``/``nobody`` when we are root.

    Raises:
        ServerError: root finds neither of them.
    """
    if (uid := os.geteuid()) != 0:
        name = pwd.getpwuid(uid).pw_name
        return Owner(name, uid, os.getegid())
    for name in ("postgres", "nobody"):
        with contextlib.suppress(KeyError):
            entry = pwd.getpwnam(name)
            return Owner(name, entry.pw_uid, entry.pw_gid)
    raise ServerError(
        "PostgreSQL refuses to run as root, and there is no user 'postgres' or 'nobody' to run it as",
        hint="create one (useradd --system postgres) or work as an ordinary user",
    )


def reachable(folder: Path, user: Owner) -> bool:
    """Whether ``user`` may pass through every folder that leads to ``folder``."""
    if os.geteuid() == user.uid:
        return True
    for parent in folder.parents:
        if not parent.exists():
            continue
        status = parent.stat()
        if status.st_uid == user.uid:
            needed = stat.S_IXUSR
        elif status.st_gid == user.gid:
            needed = stat.S_IXGRP
        else:
            needed = stat.S_IXOTH
        if not status.st_mode & needed:
            return False
    return True


@contextlib.contextmanager
def exclusive(path: Path) -> Iterator[int]:
    """Hold the lock file ``path``; wait for whoever holds it.

    Yields the file's descriptor: a child that inherits it holds the lock until it ends, even when we are killed.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a")
    except PermissionError:
        raise ServerError(
            f"{path.parent} belongs to another user",
            hint=f"give it back (sudo chown -R {os.geteuid()} {path.parent}), or work as that user",
        ) from None
    with file:
        fcntl.flock(file, fcntl.LOCK_EX)
        yield file.fileno()


@dataclass(frozen=True)
class Cluster:
    """A data folder and the server on it.

    Attributes:
        installation: whose programs serve it.
        home: folder that holds ``data``, ``log``, ``lock`` and, where its path is short enough, the socket.
        durable: whether a crash of the machine may lose nothing; off for throwaway servers.
        preload: shared_preload_libraries, those that the installation has.
    """

    installation: Installation
    home: Path
    durable: bool
    preload: tuple[str, ...] = ()

    @property
    def data(self) -> Path:
        """The data folder."""
        return self.home / "data"

    @property
    def log(self) -> Path:
        """The server's log."""
        return self.home / "log"

    @cached_property
    def socket_folder(self) -> Path:
        """Folder of the socket: below ``home``, or a short one in /tmp when that path is too long."""
        folder = self.home / "run"
        if len(os.fsencode(folder)) <= _SOCKET_FOLDER_LIMIT:
            return folder
        digest = hashlib.sha256(os.fsencode(self.home)).hexdigest()[:12]
        return Path("/tmp") / f"pgassay-{owner().uid}-{digest}"  # noqa: S108  (made 0700 and its owner checked)

    def conninfo(self, database: str = "postgres") -> str:
        """How to connect, as libpq reads it; there is no password in it."""
        return make_conninfo(host=str(self.socket_folder), port=_PORT, user="postgres", dbname=database)

    @property
    def running(self) -> bool:
        """Whether the server accepts connections."""
        return PGconn.ping(self.conninfo().encode()) == Ping.OK

    def start(self) -> bool:
        """Start the server, making its data folder first if there is none. Safe to call from many processes.

        Returns:
            Whether it had to be started.

        Raises:
            ServerError: the data folder is not whole, of another version, or the server does not come up.
        """
        if self.running:
            return False
        user = owner()
        with exclusive(self.home / "lock") as lock:
            if self.running:
                return False
            if self.home.stat().st_uid != user.uid:
                os.chown(self.home, user.uid, user.gid)
            self._prepare_socket_folder(user)
            if not self._has_data():
                self._initialise(user, lock)
            self._configure()
            self._launch(user)
        return True

    def serve(self, **settings: str) -> subprocess.Popen[bytes]:
        """Run the server of a data folder that is there as a child of ours, and wait until it accepts connections.

        Quicker than ``start``, which asks every tenth of a second; for those who start one many times, and alone.

        Args:
            **settings: of the server, beside those of its configuration; unknown to it, they stop it.

        Returns:
            The server's process: SIGINT ends it in order, SIGKILL does not.

        Raises:
            ServerError: it does not come up.
        """
        options = [part for name, value in settings.items() for part in ("-c", f"{name}={value}")]
        deadline = time.monotonic() + _START_SECONDS
        while True:
            with self.log.open("ab") as log:
                before = log.tell()
                process = subprocess.Popen(  # type: ignore[call-overload]
                    [self.installation.program("postgres"), "-D", str(self.data), *options],
                    **{**self._as(owner()), "stdout": log, "text": False},
                )
            while process.poll() is None and time.monotonic() < deadline:
                if self.running:
                    return process  # type: ignore[no-any-return]
                time.sleep(0.003)
            process.kill()
            with self.log.open(errors="replace") as file:
                file.seek(before)
                said = file.read().strip()
            if time.monotonic() > deadline or not any(sign in said for sign in _PASSING):
                raise ServerError(f"the server does not start:\n    {said}", hint=f"the whole log is {self.log}")
            time.sleep(0.003)

    def stop(self) -> bool:
        """Stop the server; clients are disconnected. Returns whether it ran."""
        if not (self.data / "postmaster.pid").exists():
            return False
        with exclusive(self.home / "lock"):
            result = self._control(owner(), "stop", "-m", "fast", "-w", "-t", str(_START_SECONDS))
        if result.returncode and self.running:
            raise ServerError(f"the server in {self.home} does not stop: {result.stdout.strip()}")
        return result.returncode == 0

    def destroy(self) -> None:
        """Stop the server and delete its data."""
        self.stop()
        for folder in (self.data, self.socket_folder):
            shutil.rmtree(folder, ignore_errors=True)

    def _prepare_socket_folder(self, user: Owner) -> None:
        folder = self.socket_folder
        folder.mkdir(mode=0o700, exist_ok=True)
        status = folder.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in (os.geteuid(), user.uid):
            raise ServerError(f"{folder} belongs to somebody else", hint="delete it, or ask its owner to")
        os.chown(folder, user.uid, user.gid)
        folder.chmod(0o700)

    def _has_data(self) -> bool:
        """Whether there is a data folder; refuses one that cannot be served."""
        if not self.data.exists() or not any(self.data.iterdir()):
            return False
        needed = ("PG_VERSION", "postgresql.conf", "pg_hba.conf", "global/pg_control", "base", "pg_wal", "pg_xact")
        if missing := [name for name in needed if not (self.data / name).exists()]:
            raise ServerError(
                f"{self.data} is not a whole data folder: {', '.join(missing)} is missing",
                hint="restore it from a backup, or delete its databases and begin anew with `pgassay db reset`",
            )
        version = (self.data / "PG_VERSION").read_text().strip()
        if version != str(self.installation.major):
            raise ServerError(
                f"{self.data} was made by PostgreSQL {version}, the server here is {self.installation.version}",
                hint="upgrade it with pg_upgrade, or begin anew with `pgassay db reset`",
            )
        return True

    def _initialise(self, user: Owner, lock: int) -> None:
        fresh = self.home / "data.new"
        shutil.rmtree(fresh, ignore_errors=True)
        fresh.mkdir(mode=0o700)
        os.chown(fresh, user.uid, user.gid)
        locale = ["--locale=C"]
        if self.installation.major >= 17:
            locale += ["--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
        elif sys.platform == "linux":  # elsewhere lower() of an accented letter is that letter before 17
            locale += ["--lc-ctype=C.UTF-8"]
        result = subprocess.run(
            [
                self.installation.program("initdb"),
                f"--pgdata={fresh}",
                "--username=postgres",
                "--auth-local=trust",  # the socket's folder is 0700
                "--auth-host=reject",
                "--encoding=UTF8",
                "--no-instructions",
                *locale,
                *(() if self.durable else ("--no-sync",)),
            ],
            pass_fds=(lock,),  # an initdb that outlives us keeps others away from its folder
            **self._as(user),  # type: ignore[call-overload]
        )
        if result.returncode:
            raise ServerError(f"initdb failed in {fresh}: {result.stdout.strip()}")
        with (fresh / "postgresql.conf").open("a") as file:
            file.write("\ninclude 'pgassay.conf'\n")
        if self.data.exists():
            self.data.rmdir()
        fresh.rename(self.data)

    def _configure(self) -> None:
        known = (name for name in self.preload if self.installation.has_extension(name))
        settings = {
            "listen_addresses": "",
            "port": _PORT,
            "unix_socket_directories": str(self.socket_folder),
            "unix_socket_permissions": "0700",
            "shared_preload_libraries": ", ".join(known),
            "max_connections": "200",
            "client_connection_check_interval": "1s",  # a killed client's statement does not go on for ever
            "timezone": "UTC",
            "log_timezone": "UTC",
            "log_line_prefix": "%m [%p] %q%u@%d ",
            **(_DURABLE if self.durable else _THROWAWAY),
        }
        path = self.data / "pgassay.conf"
        quoted = {name: value.replace("'", "''") for name, value in settings.items()}
        path.write_text("".join(f"{name} = '{value}'\n" for name, value in quoted.items()))
        os.chown(path, self.data.stat().st_uid, self.data.stat().st_gid)

    def _launch(self, user: Owner) -> None:
        if former := self._served_elsewhere():
            pid, place = former
            raise ServerError(
                f"{self.data} is still served by process {pid}, started when it was {place}",
                hint="stop that server with `pgassay db stop`, then start again",
            )
        self.log.touch()
        os.chown(self.log, user.uid, user.gid)
        deadline = time.monotonic() + _START_SECONDS
        while True:
            before = self.log.stat().st_size
            result = self._control(user, "start", "-w", "-t", str(_START_SECONDS), "-l", str(self.log))
            with self.log.open(errors="replace") as file:
                file.seek(before)
                said = file.read().strip()
            if self.running or time.monotonic() > deadline:
                break
            # Recovering after a crash, pg_ctl returns a moment early; after a kill of the postmaster, its last
            # children need a moment to notice; a start whose caller was killed goes on.
            if result.returncode and not any(sign in said for sign in _PASSING):
                break
            time.sleep(0.05)
        if not self.running:
            tail = said.splitlines()[-8:] or [result.stdout.strip()]
            raise ServerError(
                "the server does not start:\n    " + "\n    ".join(tail), hint=f"the whole log is {self.log}"
            )

    def _served_elsewhere(self) -> tuple[int, str] | None:
        """A live server on this folder that was started under another path: pid and that path."""
        try:
            lines = (self.data / "postmaster.pid").read_text().splitlines()
            pid, place = int(lines[0]), lines[1]
            os.kill(pid, 0)
        except (FileNotFoundError, ProcessLookupError, IndexError, ValueError):
            return None
        except PermissionError:
            pass
        return None if Path(place) == self.data else (pid, place)

    def _control(self, user: Owner, *arguments: str) -> subprocess.CompletedProcess[str]:
        program = self.installation.program("pg_ctl")
        return subprocess.run(  # type: ignore[no-any-return,call-overload]
            [program, "-D", str(self.data), "-s", *arguments], **self._as(user)
        )

    def _as(self, user: Owner) -> dict[str, object]:
        """Arguments for running one of the server's programs as ``user``."""
        return {
            "env": {**self.installation.environment, "HOME": "/"},
            "cwd": "/",
            "stdin": subprocess.DEVNULL,
            "stdout": subprocess.PIPE,
            "stderr": subprocess.STDOUT,
            "text": True,
            **user.switch,
        }
