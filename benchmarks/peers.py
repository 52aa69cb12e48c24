"""The tools we are measured against; installed by the benchmark into the project's cache, never by the package."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Peer:
    """An installed tool: the command, and what its environment needs."""

    command: tuple[str, ...]
    environment: Mapping[str, str] = field(default_factory=dict)


def yoyo() -> Peer:
    """yoyo's own command, with its own backend."""
    return Peer((str(Path(sys.executable).with_name("yoyo")),))


def dbmate(cache: Path) -> Peer:
    """dbmate, from its npm package."""
    folder = cache / "dbmate"
    program = folder / "node_modules" / ".bin" / "dbmate"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _run("npm", "install", "--silent", "--no-audit", "--no-fund", "--prefix", str(folder), "dbmate@2")
    binary = next((folder / "node_modules" / "@dbmate").glob("*/bin/dbmate"), program)
    return Peer((str(binary),))


def pg_prove(cache: Path) -> Peer:
    """pg_prove: the system's, else Debian's package unpacked."""
    if system := shutil.which("pg_prove"):
        return Peer((system,))
    folder = cache / "pg_prove"
    program = folder / "usr" / "bin" / "pg_prove"
    if not program.exists():
        folder.mkdir(parents=True, exist_ok=True)
        _run("apt-get", "download", "-q", "libtap-parser-sourcehandler-pgtap-perl", cwd=folder)
        _run("dpkg-deb", "--extract", str(next(folder.glob("*.deb"))), str(folder))
    return Peer(("perl", str(program)), {"PERL5LIB": str(folder / "usr" / "share" / "perl5")})


def _run(*words: str, cwd: Path | None = None) -> None:
    result = subprocess.run(words, cwd=cwd, capture_output=True, text=True, check=False)
    if result.returncode:
        raise RuntimeError(f"{' '.join(words)} failed:\n{result.stdout}{result.stderr}")
