"""The application's client itself: generated from the catalogue by its own tools, it reads and writes every table."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Mapping
from pathlib import Path

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from pgassay import server
from pgassay.settings import Settings

HERE = Path(__file__).parent / "prisma"
MINUTES = 10


def run(*command: str, cwd: Path, env: Mapping[str, str]) -> str:
    """What a command of the client's tools prints."""
    done = subprocess.run(
        command, cwd=cwd, env={**os.environ, **env}, capture_output=True, text=True, check=False, timeout=60 * MINUTES
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}\n{done.stderr}"
    return done.stdout


@pytest.fixture(scope="module")
def tools(settings: Settings) -> Path:
    """A folder with the client's packages as they are locked, and our scripts."""
    folder = server.cache_folder(settings) / "prisma"
    lock, installed = HERE / "package-lock.json", folder / "package-lock.json"
    there = (folder / "node_modules" / "prisma").is_dir() and installed.read_bytes() == lock.read_bytes()
    if not there and os.environ.get("PRISMA") != "install":
        pytest.skip("the client's packages are not there: make test-prisma installs them with npm")
    if not (shutil.which("node") and shutil.which("npm")):
        pytest.skip("the client runs on node, and node or npm is not here")
    folder.mkdir(parents=True, exist_ok=True)
    for file in HERE.iterdir():
        shutil.copy(file, folder)
    if not there:
        # Its programs are not fetched: nothing here runs them.
        run("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", cwd=folder, env={})
    return folder


@pytest.mark.timeout(60 * MINUTES)
def test_the_client_reads_and_writes_every_table(tools: Path, migrated: str) -> None:
    with psycopg.connect(migrated) as connection:
        connection.execute("select test.nexus_world()")
        tables = connection.execute(
            "select c.relname from pg_class as c where c.relnamespace = 'nexus'::regnamespace and c.relkind = 'r' "
            "and c.relrowsecurity and has_table_privilege('nexus_app', c.oid, 'insert')"
        ).fetchall()
    to = conninfo_to_dict(migrated)
    env = {"PGHOST": str(to["host"]), "PGUSER": str(to["user"]), "PGDATABASE": str(to["dbname"])}
    run("node", "introspect.mjs", cwd=tools, env=env)
    # The tool looks for the program of the engine before it does anything, and for this it does nothing with it.
    quiet = {"PRISMA_SCHEMA_ENGINE_BINARY": shutil.which("node") or "", "CHECKPOINT_DISABLE": "1"}
    run("node", "node_modules/prisma/build/index.js", "generate", "--schema", "nexus.prisma", cwd=tools, env=quiet)
    said = json.loads(run("node", "every_table.mjs", cwd=tools, env=env))
    assert set(said) == {name for (name,) in tables}
    assert len(said) == 44
    for table, done in said.items():
        assert done["updated"] >= 1, table
        assert done["inserted"] >= 1, table
