"""pgTAP comes from the server, else from npm or Debian, pinned; and what does not match the pin is not used."""

from __future__ import annotations

import hashlib
import io
import os
import shutil
import tarfile
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest

from pgassay import server
from pgassay.errors import ServerError
from pgassay.server import extensions, packages
from pgassay.server.cluster import Cluster
from pgassay.server.installation import Installation
from pgassay.settings import Settings


def archive(**files: bytes) -> bytes:
    target = io.BytesIO()
    with tarfile.open(fileobj=target, mode="w:gz") as tar:
        for name, content in files.items():
            entry = tarfile.TarInfo(name)
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content))
    return target.getvalue()


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A PATH with no program on it but those a test puts there."""
    shelf = tmp_path / "shelf"
    shelf.mkdir()
    monkeypatch.setenv("PATH", str(shelf))
    return shelf


@pytest.fixture
def npm(shelf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An npm that always fetches the same small package; returns the file with its calls."""
    inner = archive(**{"share/pgtap.control": b"default_version = '1.3.5'\n", "share/pgtap--1.3.5.sql": b"select 1;\n"})
    package = archive(**{"package/dist/pgtap.tar.gz": inner})
    (tmp_path / "package.tgz").write_bytes(package)
    program = shelf / "npm"
    program.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n/bin/cp {tmp_path}/package.tgz ./p.tgz\n')
    program.chmod(0o755)
    pinned = replace(extensions.PACKAGES[0], sha256=hashlib.sha256(package).hexdigest())
    monkeypatch.setattr(extensions, "PACKAGES", (pinned, *extensions.PACKAGES[1:]))
    return tmp_path / "calls"


def test_it_is_fetched_once_with_its_version_pinned(npm: Path, tmp_path: Path) -> None:
    folder = extensions.fetch_pgtap(tmp_path / "cache")
    assert sorted(path.name for path in folder.iterdir()) == ["pgtap--1.3.5.sql", "pgtap.control"]
    assert extensions.fetch_pgtap(tmp_path / "cache") == folder
    assert npm.read_text().splitlines() == ["pack --silent @electric-sql/pglite-pgtap@0.0.15"]


@pytest.mark.usefixtures("npm")
def test_a_package_that_does_not_match_its_checksum_is_not_used(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    came = extensions.PACKAGES[0].sha256
    monkeypatch.setattr(extensions, "PACKAGES", (replace(extensions.PACKAGES[0], sha256="0" * 64),))
    with pytest.raises(ServerError) as caught:
        extensions.fetch_pgtap(tmp_path / "cache")
    assert f"pgTAP 1.3.5 from npm has sha256 {came}, pinned is {'0' * 64}" in str(caught.value)
    assert not (tmp_path / "cache" / "pgtap").exists()


@pytest.mark.usefixtures("shelf")
def test_without_npm_and_apt_get_the_message_says_what_to_install(tmp_path: Path) -> None:
    with pytest.raises(ServerError) as caught:
        extensions.fetch_pgtap(tmp_path / "cache")
    for part in ("npm is not installed", "apt-get is not installed", "install npm", "postgresql-VERSION-pgtap"):
        assert part in str(caught.value)


def test_a_tool_that_fails_is_quoted_and_the_next_one_is_tried(shelf: Path, tmp_path: Path) -> None:
    for name in ("npm", "apt-get"):
        (shelf / name).write_text(f"#!/bin/sh\necho trouble with {name} >&2\nexit 1\n")
        (shelf / name).chmod(0o755)
    with pytest.raises(ServerError) as caught:
        extensions.fetch_pgtap(tmp_path / "cache")
    for part in ("npm cannot fetch pgTAP 1.3.5: trouble with npm", "apt-get cannot fetch pgTAP 1.2.0: trouble with"):
        assert part in str(caught.value)


def test_a_fetch_that_was_interrupted_is_begun_anew(npm: Path, tmp_path: Path) -> None:
    (tmp_path / "cache" / "pgtap.new").mkdir(parents=True)
    (tmp_path / "cache" / "pgtap").mkdir()  # no control file in it
    assert (extensions.fetch_pgtap(tmp_path / "cache") / "pgtap.control").exists()
    assert npm.exists()


@pytest.mark.parametrize("package", extensions.PACKAGES, ids=lambda package: package.tool)
def test_what_is_pinned_can_be_fetched(
    package: packages.Package, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not shutil.which(package.tool):
        pytest.skip(f"{package.tool} is not installed")
    monkeypatch.setattr(extensions, "PACKAGES", (package,))
    try:
        folder = extensions.fetch_pgtap(tmp_path / "cache")
    except ServerError as error:
        if "sha256" in str(error):
            raise
        pytest.skip(str(error))
    assert "plan(" in (folder / f"pgtap--{package.version}.sql").read_text()


@pytest.fixture
def without_pgtap(cluster: Cluster, installation: Installation, folder: Path) -> Iterator[str]:
    """A server whose installation lacks pgTAP: a database on it."""
    shutil.copytree(installation.bin.parent, folder / "postgresql", copy_function=_link, symlinks=True)
    for file in (folder / "postgresql" / "share" / "extension").glob("pgtap*"):
        file.unlink()
    cluster = replace(cluster, installation=Installation(folder / "postgresql" / "bin", ours=True))
    cluster.start()
    yield cluster.conninfo()
    cluster.destroy()


def _link(source: str, target: str) -> None:
    try:
        os.link(source, target)
    except OSError:  # another file system
        shutil.copy2(source, target)


_A_TEST = "set search_path = pgtap; select plan(1); select ok(true, 'fact'); select * from finish()"


def check_it_works(connection: psycopg.Connection[tuple[object, ...]]) -> None:
    cursor = connection.execute(_A_TEST)
    lines = []
    while cursor.nextset():
        lines += [str(row[0]) for row in cursor.fetchall()] if cursor.description else []
    assert lines == ["1..1", "ok 1 - fact"]
    assert connection.execute(
        "select count(*) from pg_proc where pronamespace = 'public'::regnamespace"
    ).fetchone() == (0,)


def test_a_server_that_offers_it_makes_the_extension(database: str, settings: Settings) -> None:
    with psycopg.connect(database, autocommit=True) as connection:
        version = extensions.install_pgtap(connection, server.cache_folder(settings))
        made = connection.execute(
            "select extversion, extnamespace::regnamespace::text from pg_extension where extname = 'pgtap'"
        )
        assert made.fetchone() == (version, "pgtap")
        check_it_works(connection)


def test_a_server_that_does_not_gets_the_script(without_pgtap: str, settings: Settings) -> None:
    with psycopg.connect(without_pgtap, autocommit=True) as connection:
        version = extensions.install_pgtap(connection, server.cache_folder(settings))
        assert version in {package.version for package in extensions.PACKAGES}
        assert connection.execute("select from pg_extension where extname = 'pgtap'").fetchone() is None
        check_it_works(connection)


def test_an_installation_of_ours_gets_it_beside_the_others(npm: Path, tmp_path: Path) -> None:
    folder = tmp_path / "share" / "extension"
    folder.mkdir(parents=True)
    installation = Installation(tmp_path / "bin", ours=True)
    assert not installation.has_extension("pgtap")
    for _ in range(2):
        extensions.add_pgtap(installation, tmp_path / "cache")
        assert installation.has_extension("pgtap")
    assert len(npm.read_text().splitlines()) == 1


def test_extensions_that_a_server_does_not_offer_are_named(database: str) -> None:
    with psycopg.connect(database) as connection:
        assert extensions.missing_extensions(connection, {"pg_trgm", "postgis", "plpgsql"}) == {"postgis"}
