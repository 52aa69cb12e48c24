"""The command: what it says, what it asks, and how it ends."""

from __future__ import annotations

import os
import pty
import re
import shutil
import signal
import subprocess
import sys
import termios
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import psycopg
import pytest

from databases import applied, ask, exists, value
from migrators import Migrator
from pgassay import __version__, cli, server
from pgassay import settings as settings_module
from places import short_folder
from waiting import until

if TYPE_CHECKING:
    from toy import Project

COMMANDS = ["migrate", "rollback", "status", "check", "new", "seed", "reset", "test", "matrix", "db"]
ACTIONS = ["start", "stop", "status", "url", "psql", "logs", "reset"]
SECRET = "s3cr3t-Pa55"


@dataclass
class Toy:
    """A project with two migrations and a seed, and an empty database."""

    project: Project
    database: str

    def run(self, *arguments: str, url: str | None = None) -> int:
        """Run the command in this process; returns the exit status."""
        return cli.main(["--project", str(self.project.root), "--database-url", url or self.database, *arguments])


@pytest.fixture
def toy(project: Project, database: str, monkeypatch: pytest.MonkeyPatch) -> Toy:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    project.migration("toy-0001-a", "create table a (i int primary key);", "drop table a;")
    project.migration("toy-0002-b", "-- depends: toy-0001-a\ncreate table b (i int);", "drop table b;")
    (project.root / "seeds").mkdir()
    (project.root / "seeds" / "few.sql").write_text("insert into a values (1), (2) on conflict do nothing;")
    return Toy(project, database)


def helped(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    with pytest.raises(SystemExit) as ended:
        cli.main([*arguments, "--help"])
    assert ended.value.code == 0
    return " ".join(capsys.readouterr().out.split())


def test_help_names_every_command_the_exit_status_and_where_postgresql_comes_from(
    capsys: pytest.CaptureFixture[str],
) -> None:
    text = helped(capsys)
    for part in (*COMMANDS, "--project DIR", "--database-url URL", "--docker", "Examples:", "DATABASE_URL", ".env"):
        assert part in text
    assert "Exit status: 0 success; 1 a check or a test failed; 2 the input was refused and nothing was run; " in text
    assert "3 no usable server; 4 a migration failed; 130 interrupted." in text


@pytest.mark.parametrize("words", [[name] for name in COMMANDS] + [["db", action] for action in ACTIONS], ids=" ".join)
def test_every_command_says_what_it_does_and_what_each_option_is_for(
    capsys: pytest.CaptureFixture[str], words: list[str]
) -> None:
    text = helped(capsys, *words)
    assert text.startswith(f"usage: pgassay {' '.join(words)}")
    description = text.partition("] ")[2]
    assert re.search(r"[A-Z][^.]{10,}\.", description)
    for option in re.findall(r"(?<=[ ,])(--[a-z-]+)(?= [^,\[\]]*?[a-z])", text.partition("options:")[2]):
        assert option in text


def test_the_version_is_that_of_the_package(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(["--version"])
    assert (ended.value.code, capsys.readouterr().out) == (0, f"pgassay {__version__}\n")


@pytest.mark.parametrize("arguments", [[], ["migrat"], ["migrate", "--colour"], ["rollback", "-n", "x"], ["db"]])
def test_what_is_no_command_ends_with_2(arguments: list[str], capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.main(arguments)
    assert ended.value.code == 2
    assert "usage: pgassay" in capsys.readouterr().err


def test_migrate_ends_with_a_table_and_how_to_connect(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert toy.run("migrate") == 0
    said = capsys.readouterr()
    lines = said.out.splitlines()
    address = server.address(toy.database)
    assert said.err == f"server: {address} (--database-url)\n"
    assert lines[0].split() == ["context", "applied", "time"]
    assert [line.split()[:2] for line in lines[2:4]] == [["toy", "toy-0001-a"], ["toy", "toy-0002-b"]]
    assert re.search(r"\d+ ms$", lines[2])
    assert lines[4] == f"connect: psql '{address}'   or: pgassay db psql"
    assert toy.run("migrate") == 0
    assert "nothing to apply: the database is up to date" in capsys.readouterr().out


def test_a_dry_run_prints_the_plan_and_its_sql(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert toy.run("migrate", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "would apply 2 migrations" in said
    assert f"-- {toy.project.root}/migrations/toy/toy-0001-a.sql\ncreate table a (i int primary key);\n" in said
    assert ask(toy.database, "select 1 from pg_class where relnamespace = 'public'::regnamespace") == []
    toy.run("migrate")
    capsys.readouterr()
    assert toy.run("rollback", "--all", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "would roll back 2 migrations" in said
    assert said.index("drop table b;") < said.index("drop table a;")
    assert applied(toy.database) == ["toy-0001-a", "toy-0002-b"]


def test_rollback_undoes_one_unless_told_otherwise(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.run("migrate")
    assert toy.run("rollback") == 0
    assert "rolled back toy-0002-b" in capsys.readouterr().out
    assert toy.run("rollback", "-n", "5") == 0
    assert toy.run("rollback") == 0
    assert "nothing to roll back" in capsys.readouterr().out
    assert toy.run("rollback", "-n", "0") == 2
    assert "the count is at least 1" in capsys.readouterr().err


def test_status_shows_every_migration_and_ends_with_1_when_something_is_wrong(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.run("migrate", "--to", "toy-0001")
    capsys.readouterr()
    assert toy.run("status") == 0
    rows = [line.split()[1:3] for line in capsys.readouterr().out.splitlines() if line.startswith("toy")]
    assert rows == [["toy-0001-a", "applied"], ["toy-0002-b", "pending"]]
    toy.project.migration("toy-0001-a", "create table a (i bigint primary key);", "drop table a;")
    assert toy.run("status") == 1
    assert "toy-0001-a.sql:1: was changed after it was applied" in capsys.readouterr().out


def test_check_needs_no_server(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert toy.run("check", url="postgresql://127.0.0.1:1/x") == 0
    assert "2 migrations in 1 contexts: toy" in capsys.readouterr().out
    assert toy.run("new", "toy", "add", "something") == 0
    up, down = capsys.readouterr().out.split()
    assert (Path(up).name, Path(down).name) == ("toy-0003-add-something.sql", "toy-0003-add-something.rollback.sql")
    assert toy.run("check") == 1
    said = capsys.readouterr().out
    assert f"{up}:1: there is no statement in it" in said
    assert f"{down}:1: the rollback does nothing" in said


def test_what_is_refused_ends_with_2_and_nothing_was_run(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.project.migration("toy-0002-b", "-- depends: toy-0001-a\ncommit;")
    assert toy.run("migrate") == 2
    assert "\nerror: nothing was run: 1 problem\n" in capsys.readouterr().err
    assert applied(toy.database) == []


def test_a_migration_that_fails_ends_with_4_and_says_what_was_done(
    toy: Toy, capsys: pytest.CaptureFixture[str]
) -> None:
    toy.project.migration("toy-0002-b", "-- depends: toy-0001-a\nselect nothing;")
    assert toy.run("migrate") == 4
    output, errors = capsys.readouterr()
    assert "done: toy-0001-a" in output
    assert 'toy-0002-b.sql:2: column "nothing" does not exist (42703)' in errors


def test_a_server_that_is_not_there_ends_with_3(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert toy.run("migrate", url="postgresql://127.0.0.1:1/x") == 3
    assert "no connection to postgresql://127.0.0.1:1/x (--database-url)" in capsys.readouterr().err


def test_interrupted_it_ends_with_130_and_leaves_nothing(toy: Toy) -> None:
    (toy.project.root / "pyproject.toml").write_text("[tool.pgassay]\nlock_timeout = '60s'\n")
    toy.run("migrate", "--to", "toy-0001")
    toy.project.migration("toy-0002-b", "-- depends: toy-0001-a\ncreate table b (i int); lock table a;")
    with psycopg.connect(toy.database) as holder:
        holder.execute("select * from a")
        migrator = Migrator(toy.project.root, toy.database, "migrate")
        migrator.waits_for_a_lock()
        migrator.process.send_signal(signal.SIGINT)
        status, said = migrator.finish()
    assert (status, "Traceback" in said) == (130, False)
    assert "interrupted" in said
    assert applied(toy.database) == ["toy-0001-a"]
    assert not exists(toy.database, "b")
    assert toy.run("migrate") == 0


def test_whoever_closes_the_pipe_early_gets_no_traceback(toy: Toy) -> None:
    command = [sys.executable, "-m", "pgassay", "--project", str(toy.project.root), "--database-url", toy.database]
    process = subprocess.Popen([*command, "status"], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    assert process.stdout is not None
    process.stdout.close()
    assert process.stderr is not None
    assert process.stderr.read().splitlines() == [f"server: {server.address(toy.database)} (--database-url)"]
    assert process.wait() == 0
    process.stderr.close()


@pytest.mark.parametrize(
    "arguments",
    [["migrate"], ["migrate", "--dry-run"], ["rollback"], ["status"], ["seed", "--yes"], ["seed"], ["reset", "--yes"],
     ["test"], ["db", "start"], ["db", "status"], ["db", "url"], ["db", "psql"], ["db", "logs"]],
    ids=" ".join,
)  # fmt: skip
@pytest.mark.parametrize(
    "url",
    [
        f"postgresql://me:{SECRET}@127.0.0.1:1/x",
        f"postgresql://me:{SECRET}@{SECRET}@h/x",
        f"host=127.0.0.1 port=1 user=me password={SECRET}",
        f"password={SECRET} colour=blue",
    ],
    ids=["unreachable", "malformed", "keywords", "unknown keyword"],
)
def test_no_command_ever_prints_a_password(
    toy: Toy, capfd: pytest.CaptureFixture[str], arguments: list[str], url: str
) -> None:
    assert toy.run(*arguments, url=url) in (2, 3)
    output, errors = capfd.readouterr()
    assert SECRET not in output + errors
    assert errors.startswith("error: ")


def test_seeding_twice_changes_nothing_the_second_time(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    toy.run("migrate")
    assert toy.run("seed") == 2
    assert "add --yes" in capsys.readouterr().err
    assert value(toy.database, "select count(*) from a") == 0
    assert toy.run("seed", "--yes") == 0
    assert "few: 2 rows written" in capsys.readouterr().out
    assert toy.run("seed", "few", "--yes") == 0
    assert "few: 0 rows written" in capsys.readouterr().out


@pytest.mark.parametrize("how", ["option", "environment", ".env"])
def test_reset_does_not_touch_a_database_that_was_named(
    toy: Toy, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    toy.run("migrate")
    capsys.readouterr()
    address = server.address(toy.database)
    if how == "environment":
        monkeypatch.setenv("DATABASE_URL", address)
    elif how == ".env":
        (toy.project.root / ".env").write_text(f"DATABASE_URL='{address}'\n")
    option = ["--database-url", address] if how == "option" else []
    assert cli.main(["--project", str(toy.project.root), *option, "reset", "--yes"]) == 2
    assert "reset drops the database, and this one is not ours" in capsys.readouterr().err
    assert exists(toy.database, "a")


def test_options_may_stand_before_or_after_the_command(toy: Toy, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.main(["db", "url", "--project", str(toy.project.root), "--database-url", toy.database]) == 0
    assert capsys.readouterr().out == server.address(toy.database) + "\n"


def on_a_terminal(command: list[str], **environment: str) -> str:
    """What a command writes when its output is a terminal."""
    master, slave = pty.openpty()
    termios.tcsetwinsize(slave, (24, 100))
    inherited = {name: text for name, text in os.environ.items() if name not in ("NO_COLOR", "TERM", "DATABASE_URL")}
    process = subprocess.Popen(
        command, stdin=slave, stdout=slave, stderr=slave, env={**inherited, "TERM": "xterm", **environment}
    )
    os.close(slave)
    written = b""
    try:
        while piece := os.read(master, 65536):
            written += piece
    except OSError:  # how Linux tells the end
        pass
    os.close(master)
    process.wait()
    return written.decode()


def test_colours_go_to_terminals_only_and_nowhere_with_no_color(toy: Toy) -> None:
    command = [sys.executable, "-m", "pgassay", "--project", str(toy.project.root), "--database-url", toy.database]
    assert "\x1b[33mpending\x1b[0m" in on_a_terminal([*command, "status"])
    assert "\x1b" not in on_a_terminal([*command, "status"], NO_COLOR="1")
    assert "\x1b" not in on_a_terminal([*command, "status"], TERM="dumb")
    piped = subprocess.run([*command, "status"], capture_output=True, text=True, check=True)
    assert "\x1b" not in piped.stdout + piped.stderr
    assert "pending" in piped.stdout


def test_a_progress_bar_goes_to_terminals_only(toy: Toy) -> None:
    command = [sys.executable, "-m", "pgassay", "--project", str(toy.project.root), "--database-url", toy.database]
    said = on_a_terminal([*command, "migrate"])
    assert re.search(r"apply: .*\b[0-2]/2 \[", said)
    done = subprocess.run([*command, "rollback", "--all"], capture_output=True, text=True, check=True)
    assert done.stderr.splitlines() == [f"server: {server.address(toy.database)} (--database-url)"]


@pytest.fixture(scope="module")
def own() -> Iterator[Path]:
    """A project whose development server is its own; the programs are those of this repository."""
    folder = short_folder()
    installation = server.development_cluster(settings_module.load(Path(__file__).parent.parent)).installation
    (folder / ".pg").mkdir()
    (folder / ".pg" / installation.bin.parent.name).symlink_to(installation.bin.parent)
    (folder / "pyproject.toml").write_text('[tool.pgassay]\ndatabase = "toy"\n')
    (folder / "migrations" / "toy").mkdir(parents=True)
    (folder / "migrations" / "toy" / "toy-0001-a.sql").write_text("create table a (i int primary key);")
    (folder / "migrations" / "toy" / "toy-0001-a.rollback.sql").write_text("drop table a;")
    (folder / "seeds").mkdir()
    (folder / "seeds" / "few.sql").write_text("insert into a values (1), (2) on conflict do nothing;")
    yield folder
    cli.main(["--project", str(folder), "db", "stop"])
    shutil.rmtree(folder)


@pytest.fixture
def run(own: Path, monkeypatch: pytest.MonkeyPatch, capfd: pytest.CaptureFixture[str]) -> object:
    """Runs the command on that project: exit status, output and errors."""
    monkeypatch.delenv("DATABASE_URL", raising=False)

    def run(*arguments: str, status: int = 0) -> str:
        command = [sys.executable, "-m", "pgassay", "--project", str(own), *arguments]
        done = subprocess.run(command, capture_output=True, text=True, check=False, stdin=subprocess.DEVNULL)
        assert done.returncode == status, done.stdout + done.stderr
        assert "Traceback" not in done.stderr
        return done.stderr + done.stdout

    return run


def test_the_embedded_server_from_the_first_command_to_the_last(own: Path, run: object) -> None:
    assert callable(run)
    home = own / ".pg" / "development"
    assert run("db", "status", status=1).strip().endswith("stopped")
    assert "there is no log yet" in run("db", "logs", status=3)
    first = run("migrate").splitlines()
    assert re.fullmatch(rf"server: embedded PostgreSQL 18\.\d+ in {home}", first[0])
    address = f"postgresql:///toy?host={home}/run&user=postgres"
    assert first[-1] == f"connect: psql '{address}'   or: pgassay db psql"
    assert run("db", "status").strip().endswith(f"in {home}: running")
    assert run("db", "url") == address + "\n"
    assert run("db", "start").splitlines()[0] == first[0]
    assert run("db", "psql", "-Atc", "select count(*) from a") == "0\n"
    assert run("db", "psql", "--", "-Atc", "select 1") == "1\n"
    assert "few: 2 rows written" in run("seed")
    assert "few: 0 rows written" in run("seed")
    assert "There is nobody to ask" in run("reset", status=2)
    assert run("db", "psql", "-Atc", "insert into a values (3) returning i").splitlines()[0] == "3"
    assert "applied 1 migrations, wrote 2 rows" in run("reset", "--yes")
    assert run("db", "psql", "-Atc", "select count(*) from a") == "2\n"
    assert "database system is ready to accept connections" in run("db", "logs")
    assert len(run("db", "logs", "-n", "1").splitlines()) == 1
    assert f"stopped {home}" in run("db", "stop")
    assert "nothing was running" in run("db", "stop")
    assert "add --yes" in run("db", "reset", status=2)
    assert f"deleted {home}/data" in run("db", "reset", "--yes")
    assert not (home / "data").exists()


def test_a_password_reaches_psql_without_being_seen(own: Path, run: object) -> None:
    assert callable(run)
    run("db", "start")
    data = own / ".pg" / "development" / "data"
    rules = (data / "pg_hba.conf").read_text()
    (data / "pg_hba.conf").write_text(f"local all guest scram-sha-256\n{rules}")
    run("db", "psql", "-c", f"create role guest login password '{SECRET}'", "-c", "select pg_reload_conf()")
    address = f"postgresql://guest:{{}}@/toy?host={data.parent}/run"
    ours = ["--database-url", address.format(SECRET)]
    until(lambda: "guest" in run(*ours, "db", "psql", "-Atc", "select current_user"), "the rules are read")
    command = "tr '\\0' ' ' < /proc/$PPID/cmdline"
    assert SECRET not in run(*ours, "db", "psql", "-c", rf"\! {command}")
    said = run("--database-url", address.format("wr0ng"), "migrate", status=3)
    assert 'password authentication failed for user "guest"' in said
    assert "wr0ng" not in said
