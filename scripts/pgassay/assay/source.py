"""Where the database comes from that is assayed: the project's migrations, a schema file, a database."""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
from pathlib import Path

import psycopg
from psycopg.conninfo import conninfo_to_dict, make_conninfo

from pgassay.errors import Place, Refused, ServerError
from pgassay.server import Throwaway, development_cluster
from pgassay.settings import Settings
from pgassay.tap import template

_SECONDS = 600


def ensure(settings: Settings, server: Throwaway, schema: str | None) -> tuple[str, str]:
    """Name of the template, and a digest of what it is made from.

    Args:
        settings: the project's.
        server: where the template is.
        schema: a file of SQL, as pg_dump writes it, or the URL of a database whose schema is taken; None for the
            project's migrations.

    Raises:
        Refused: the schema cannot be loaded.
        ServerError: pg_dump or psql is missing, or the database cannot be reached.
    """
    if schema is None:
        return template.ensure(settings, server), _helpers(settings)
    text = _dumped(settings, schema) if "://" in schema else _read(Path(schema))
    key = hashlib.sha256(text).hexdigest() + template.key(settings, server.conninfo)

    def build(conninfo: str) -> None:
        _load(settings, conninfo, text, schema)
        template.finish(settings, conninfo)

    return server.template(f"assay {key}", build), _helpers(settings)


def _helpers(settings: Settings) -> str:
    digest = hashlib.sha256()
    for file in sorted(settings.helpers.rglob("*.sql")):
        digest.update(file.read_bytes())
    return digest.hexdigest()


def _read(path: Path) -> bytes:
    if not path.is_file():
        raise Refused(f"there is no file {path}", hint="--schema takes a file of SQL, or the URL of a database")
    return path.read_bytes()


def _dumped(settings: Settings, url: str) -> bytes:
    """The schema of a database; nothing in it is changed."""
    roles = _roles(url)
    parts = {name: str(value) for name, value in conninfo_to_dict(url).items() if value is not None}
    environment = {"PGPASSWORD": parts.pop("password")} if "password" in parts else {}
    done = _program(settings, "pg_dump", ["--schema-only", f"--dbname={make_conninfo(**parts)}"], environment)
    if done.returncode:
        raise ServerError(f"pg_dump: {done.stderr.decode(errors='replace').strip()}")
    return roles + done.stdout


def _roles(url: str) -> bytes:
    """Statements that make the roles of a server, where they are not there."""
    try:
        with psycopg.connect(url, autocommit=True) as connection:
            rows = connection.execute(
                "select format('do $do$ begin if to_regrole(%L) is null then create role %I; end if; end $do$;', "
                "quote_ident(rolname), rolname) from pg_catalog.pg_roles where rolname !~ '^pg_' order by rolname"
            ).fetchall()
    except psycopg.OperationalError as error:
        raise ServerError(f"the database cannot be reached: {str(error).strip().splitlines()[-1]}") from None
    return "\n".join([*(str(row[0]) for row in rows), ""]).encode()


def _load(settings: Settings, conninfo: str, text: bytes, name: str) -> None:
    parts = {key: str(value) for key, value in conninfo_to_dict(conninfo).items() if value is not None}
    environment = {"PGPASSWORD": parts.pop("password")} if "password" in parts else {}
    # pg_dump writes "create schema public", which is there.
    with psycopg.connect(conninfo, autocommit=True) as connection:
        if b"CREATE SCHEMA public;" in text:
            connection.execute("drop schema public")
    arguments = ["-X", "-q", "-v", "ON_ERROR_STOP=1", "-f", "-", f"--dbname={make_conninfo(**parts)}"]
    done = _program(settings, "psql", arguments, environment, text)
    if done.returncode:
        said = next((line for line in done.stderr.decode(errors="replace").splitlines() if "ERROR" in line), "")
        shown = Place(Path(name)) if "://" not in name else None
        raise Refused(f"the schema cannot be loaded: {said or done.stderr.decode(errors='replace')}", where=shown)


def _program(
    settings: Settings, name: str, arguments: list[str], environment: dict[str, str], text: bytes = b""
) -> subprocess.CompletedProcess[bytes]:
    """Run a program of PostgreSQL: the embedded server's own, else the system's."""
    try:
        installation = development_cluster(settings).installation
        path, extra = str(installation.program(name)), dict(installation.environment)
    except (ServerError, OSError):
        found = shutil.which(name)
        if found is None:
            raise ServerError(f"{name} is not installed", hint="install PostgreSQL's client programs") from None
        path, extra = found, {}
    return subprocess.run(
        [path, *arguments], input=text, capture_output=True, check=False, timeout=_SECONDS,
        env={**os.environ, **extra, **environment},
    )  # fmt: skip
