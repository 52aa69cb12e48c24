"""A thousand trivial migrations: ours, yoyo's own command, dbmate."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from psycopg.conninfo import conninfo_to_dict

from benchmarks import peers
from benchmarks.measure import Promise, Subject, command, in_turn, ratio, seconds
from pgassay import server, settings

COUNT = 1000
_PGASSAY = Path(sys.executable).with_name("pgassay")


def run(cache: Path) -> Iterator[Promise]:
    """Measure on the throwaway server: what is compared is the tools, not the disk."""
    throwaway = server.throwaway(settings.load())
    with tempfile.TemporaryDirectory(prefix="pgassay-bench-") as name:
        folder = Path(name)
        _write(folder)
        place: dict[str, str] = {}

        def fresh() -> None:
            if place:
                throwaway.drop(place["conninfo"])
            conninfo = throwaway.clone()
            parts = conninfo_to_dict(conninfo)
            place.update(
                conninfo=conninfo,
                url=f"postgresql:///{parts['dbname']}?host={parts['host']}&user={parts['user']}",
                psycopg=f"postgresql+psycopg:///{parts['dbname']}?host={parts['host']}&user={parts['user']}",
                dbmate=f"postgres://{parts['user']}@/{parts['dbname']}?socket={parts['host']}&sslmode=disable",
            )

        def ours() -> object:
            return command(_PGASSAY, "--database-url", place["url"], "migrate", cwd=folder)()

        def yoyo() -> object:
            peer = peers.yoyo()
            options = ("--no-config-file", "--batch", "-d", place["psycopg"])
            return command(*peer.command, "apply", *options, "migrations", cwd=folder)()

        def dbmate() -> object:
            peer = peers.dbmate(cache)
            options = ("--no-dump-schema", "--url", place["dbmate"], "--migrations-dir", "dbmate")
            return command(*peer.command, *options, "migrate", cwd=folder)()

        peers.dbmate(cache)
        first = in_turn(
            [Subject("pgassay", ours, fresh), Subject("yoyo", yoyo, fresh), Subject("dbmate", dbmate, fresh)]
        )
        yield ratio(f"{COUNT} migrations, pgassay : yoyo", first["pgassay"], first["yoyo"], limit=0.33)
        yield ratio(f"{COUNT} migrations, pgassay : dbmate", first["pgassay"], first["dbmate"], limit=1.0)
        fresh()
        ours()
        again = in_turn([Subject("pgassay", ours), Subject("yoyo", yoyo)])
        yield seconds(f"no-op with {COUNT} applied, pgassay", again["pgassay"], limit=0.5)
        yield ratio(f"no-op with {COUNT} applied, pgassay : yoyo", again["pgassay"], again["yoyo"], limit=1.0)
        throwaway.drop(place["conninfo"])


def _write(folder: Path) -> None:
    (folder / "pyproject.toml").write_text("[tool.pgassay]\n")
    for name in ("migrations", "dbmate"):
        (folder / name).mkdir()
    for number in range(COUNT):
        up, down = f"create table t{number} (id integer primary key);\n", f"drop table t{number};\n"
        id = f"bench-{number:04d}-table"
        (folder / "migrations" / f"{id}.sql").write_text(up)
        (folder / "migrations" / f"{id}.rollback.sql").write_text(down)
        (folder / "dbmate" / f"{number:014d}_table.sql").write_text(f"-- migrate:up\n{up}\n-- migrate:down\n{down}")
