"""The embedded server starts, stops and recovers, whoever calls and whatever was killed, moved or deleted."""

from __future__ import annotations

import os
import pwd
import shutil
import signal
import stat
import subprocess
import sys
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from pgassay.errors import ServerError
from pgassay.server.cluster import Cluster
from pgassay.server.installation import Installation
from waiting import until

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root can become another user")
on_linux = pytest.mark.skipif(not Path("/proc/self/fd").exists(), reason="reads /proc")

_START = """
import os
import sys
from pathlib import Path
from pgassay.errors import ServerError
from pgassay.server.cluster import Cluster
from pgassay.server.installation import Installation
bin, home = map(Path, sys.argv[1:3])
if user := int(sys.argv[3]):
    os.chdir("/")
    os.setgroups([])
    os.setgid(user)
    os.setuid(user)
try:
    print("started" if Cluster(Installation(bin, ours=True), home, durable=False).start() else "was running")
except ServerError as error:
    sys.exit(str(error))
"""


def start_elsewhere(cluster: Cluster, *, user: int = 0, umask: int = -1) -> subprocess.Popen[str]:
    """Start the server from another process, perhaps as another user."""
    arguments = [sys.executable, "-c", _START, str(cluster.installation.bin), str(cluster.home), str(user)]
    return subprocess.Popen(arguments, text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, umask=umask)


def pid_of(cluster: Cluster) -> int:
    return int((cluster.data / "postmaster.pid").read_text().split()[0])


def ask(cluster: Cluster, query: str) -> object:
    with psycopg.connect(cluster.conninfo(), autocommit=True) as connection:
        cursor = connection.execute(query)
        row = cursor.fetchone() if cursor.description else None
        return row[0] if row else None


def failure(cluster: Cluster) -> ServerError:
    with pytest.raises(ServerError) as caught:
        cluster.start()
    assert caught.value.exit_code == 3
    return caught.value


def test_the_first_start_makes_the_data_and_the_second_finds_it_running(
    empty: Callable[..., Cluster],
) -> None:
    cluster = empty()
    assert not cluster.running
    assert cluster.start() is True
    pid = pid_of(cluster)
    assert cluster.start() is False
    assert (pid_of(cluster), ask(cluster, "select 1")) == (pid, 1)


def test_of_eight_concurrent_first_starts_one_starts_it_and_all_succeed(empty: Callable[..., Cluster]) -> None:
    cluster = empty()
    starts = [start_elsewhere(cluster) for _ in range(8)]
    said = [process.communicate()[0].strip() for process in starts]
    assert [process.returncode for process in starts] == [0] * 8
    assert sorted(said) == ["started", *["was running"] * 7]
    assert ask(cluster, "select 1") == 1


def test_stopping_disconnects_clients_and_keeps_the_data(cluster: Cluster) -> None:
    cluster.start()
    ask(cluster, "create table kept (i int)")
    with psycopg.connect(cluster.conninfo()) as client:
        assert cluster.stop() is True
        with pytest.raises(psycopg.OperationalError):
            client.execute("select 1")
    assert not cluster.running
    assert cluster.stop() is False
    cluster.start()
    assert ask(cluster, "select count(*) from kept") == 0


def test_a_killed_server_recovers_at_the_next_start_with_what_was_committed(cluster: Cluster) -> None:
    durable = replace(cluster, durable=True)
    durable.start()
    ask(durable, "create table kept as select 7 as i")
    pid = pid_of(durable)
    os.kill(pid, signal.SIGKILL)
    until(lambda: not durable.running, "the killed server is gone")
    assert durable.start() is True
    assert pid_of(durable) != pid
    assert ask(durable, "select i from kept") == 7


def test_a_start_that_is_killed_during_initdb_is_begun_anew(empty: Callable[..., Cluster]) -> None:
    cluster = empty()
    process = start_elsewhere(cluster)
    until(lambda: (cluster.home / "data.new" / "base" / "1").exists(), "initdb is at work")
    process.kill()
    process.communicate()
    assert not cluster.data.exists()
    assert cluster.start() is True
    assert ask(cluster, "select 1") == 1
    assert not (cluster.home / "data.new").exists()


def test_what_a_killed_initdb_left_does_not_block(empty: Callable[..., Cluster]) -> None:
    cluster = empty()
    (cluster.home / "data.new" / "base").mkdir(parents=True)
    (cluster.home / "data.new" / "PG_VERSION").write_text("18\n")
    assert cluster.start() is True


def test_a_start_whose_caller_was_killed_is_waited_for(cluster: Cluster) -> None:
    process = start_elsewhere(cluster)
    until(lambda: (cluster.data / "postmaster.pid").exists(), "the server is coming up")
    process.kill()
    process.communicate()
    cluster.start()
    assert ask(cluster, "select 1") == 1


def test_a_folder_that_was_moved_while_stopped_is_served_where_it_is(cluster: Cluster, folder: Path) -> None:
    cluster.start()
    ask(cluster, "create table kept as select 7 as i")
    cluster.stop()
    cluster.home.rename(folder / "moved")
    moved = replace(cluster, home=folder / "moved")
    try:
        assert moved.start() is True
        assert ask(moved, "select i from kept") == 7
    finally:
        moved.destroy()


def test_a_folder_that_was_moved_while_running_is_refused_until_the_old_server_is_stopped(
    cluster: Cluster, folder: Path
) -> None:
    cluster.start()
    pid = pid_of(cluster)
    moved = replace(cluster, home=folder / "moved")
    moved.home.mkdir()
    cluster.data.rename(moved.data)
    try:
        error = failure(moved)
        assert f"is still served by process {pid}, started when it was {cluster.data}" in error.what
        assert "pgassay db stop" in (error.hint or "")
        assert moved.stop() is True
        assert moved.start() is True
        assert ask(moved, "select 1") == 1
    finally:
        moved.destroy()


@pytest.mark.parametrize("name", ["global/pg_control", "base", "pg_wal", "postgresql.conf", "PG_VERSION"])
def test_a_data_folder_that_is_not_whole_is_named_with_what_is_missing(cluster: Cluster, name: str) -> None:
    path = cluster.data / name
    shutil.rmtree(path) if path.is_dir() else path.unlink()
    error = failure(cluster)
    assert f"is not a whole data folder: {name} is missing" in error.what
    assert "pgassay db reset" in (error.hint or "")


def test_data_of_another_major_version_are_not_touched(cluster: Cluster) -> None:
    (cluster.data / "PG_VERSION").write_text("14\n")
    error = failure(cluster)
    assert "was made by PostgreSQL 14, the server here is 18" in error.what
    assert "pg_upgrade" in (error.hint or "")


def test_a_server_that_does_not_come_up_shows_what_it_said(cluster: Cluster) -> None:
    with (cluster.data / "postgresql.auto.conf").open("a") as file:
        file.write("shared_buffers = 'plenty'\n")
    error = failure(cluster)
    assert 'invalid value for parameter "shared_buffers": "plenty"' in error.what
    assert str(cluster.log) in (error.hint or "")


def test_a_file_missing_inside_a_data_folder_that_looks_whole_shows_what_the_server_said(cluster: Cluster) -> None:
    (cluster.data / "global" / "pg_filenode.map").unlink()
    try:
        cluster.start()
        with pytest.raises(psycopg.OperationalError, match=r"pg_filenode\.map"):
            ask(cluster, "select 1")
    except ServerError as error:
        assert "pg_filenode.map" in error.what


@on_linux
def test_it_is_reached_through_a_socket_in_a_private_folder_only(cluster: Cluster) -> None:
    cluster.start()
    assert stat.S_IMODE(cluster.socket_folder.stat().st_mode) == 0o700
    assert stat.S_IMODE(cluster.data.stat().st_mode) == 0o700
    assert ask(cluster, "show listen_addresses") == ""
    inodes = {str(entry.readlink()) for entry in Path(f"/proc/{pid_of(cluster)}/fd").iterdir()}
    tables = (Path(f"/proc/{pid_of(cluster)}/net/{name}") for name in ("tcp", "tcp6"))
    tcp = {f"socket:[{line.split()[9]}]" for table in tables for line in table.read_text().splitlines()[1:]}
    assert any(inode.startswith("socket:") for inode in inodes)
    assert not inodes & tcp


def test_a_path_too_long_for_a_socket_is_no_obstacle(cluster: Cluster, folder: Path) -> None:
    deep = replace(cluster, home=folder / "a-rather-long-name-of-a-folder" / ("deeper" * 10))
    deep.home.parent.mkdir()
    cluster.home.rename(deep.home)
    assert deep.socket_folder.parent == Path("/tmp")
    deep.start()
    assert ask(deep, "select 1") == 1
    assert stat.S_IMODE(deep.socket_folder.stat().st_mode) == 0o700
    deep.destroy()
    assert not deep.socket_folder.exists()


def test_a_socket_folder_that_somebody_else_prepared_is_not_used(empty: Callable[..., Cluster], folder: Path) -> None:
    cluster = empty("another-rather-long-name-of-a-folder/" * 4)
    cluster.socket_folder.symlink_to(folder)
    try:
        assert "belongs to somebody else" in failure(cluster).what
    finally:
        cluster.socket_folder.unlink()


@as_root
@on_linux
def test_root_runs_it_as_somebody_else(cluster: Cluster) -> None:
    cluster.start()
    status = Path(f"/proc/{pid_of(cluster)}/status").read_text().splitlines()
    uids = next(line.split()[1:] for line in status if line.startswith("Uid:"))
    groups = next(line.split()[1:] for line in status if line.startswith("Groups:"))
    assert "0" not in uids
    assert groups == []


@as_root
def test_an_ordinary_user_runs_it_as_himself(empty: Callable[..., Cluster]) -> None:
    nobody = pwd.getpwnam("nobody")
    cluster = empty()
    os.chown(cluster.home, nobody.pw_uid, nobody.pw_gid)
    process = start_elsewhere(cluster, user=nobody.pw_uid)
    output, errors = process.communicate()
    assert (output.strip(), errors) == ("started", "")
    assert (cluster.data / "postmaster.pid").stat().st_uid == nobody.pw_uid
    os.kill(pid_of(cluster), signal.SIGINT)
    until(lambda: not cluster.running, "it has stopped")


@as_root
def test_a_folder_of_another_user_is_refused_with_what_to_do(cluster: Cluster) -> None:
    nobody = pwd.getpwnam("nobody")
    (cluster.home / "lock").chmod(0o644)
    process = start_elsewhere(cluster, user=nobody.pw_uid)
    _, errors = process.communicate()
    assert f"{cluster.home} belongs to another user" in errors
    assert "Traceback" not in errors


@as_root
def test_a_strict_umask_of_root_is_no_obstacle(empty: Callable[..., Cluster]) -> None:
    cluster = empty()
    process = start_elsewhere(cluster, umask=0o077)
    assert process.communicate() == ("started\n", "")


@pytest.mark.parametrize(("durable", "expected"), [(True, "on"), (False, "off")])
def test_what_survives_a_crash_of_the_machine_is_written_out_for_development_only(
    cluster: Cluster, durable: bool, expected: str
) -> None:
    cluster = replace(cluster, durable=durable)
    cluster.start()
    for name in ("fsync", "full_page_writes", "synchronous_commit"):
        assert ask(cluster, f"show {name}") == expected


def test_it_preloads_the_libraries_it_has_and_no_others(cluster: Cluster) -> None:
    cluster = replace(cluster, preload=("pg_stat_statements", "not_there"))
    cluster.start()
    assert ask(cluster, "show shared_preload_libraries") == "pg_stat_statements"


def test_variables_for_another_server_do_not_lead_astray(cluster: Cluster, monkeypatch: pytest.MonkeyPatch) -> None:
    for name, value in {"PGPORT": "5433", "PGHOST": "nowhere.invalid", "PGUSER": "me", "PGDATA": "/nowhere"}.items():
        monkeypatch.setenv(name, value)
    cluster.start()
    assert ask(cluster, "select current_user") == "postgres"


def test_destroying_leaves_neither_data_nor_a_process(cluster: Cluster) -> None:
    cluster.start()
    cluster.destroy()
    assert not cluster.running
    assert not cluster.data.exists()


def test_an_installation_without_a_server_is_refused(installation: Installation, tmp_path: Path) -> None:
    cluster = Cluster(replace(installation, bin=tmp_path), tmp_path, durable=False)
    assert "postgres is missing" in failure(cluster).what
