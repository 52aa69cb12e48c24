"""A project's settings: found from anywhere inside it, every mistake named with its line."""

from __future__ import annotations

from pathlib import Path

import pytest

from pgassay import settings
from pgassay.errors import Place, Refused


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "pyproject.toml").write_text('[project]\nname = "toy"\n\n[tool.pgassay]\n')
    return tmp_path


def add(folder: Path, *lines: str) -> Path:
    path = folder / "pyproject.toml"
    path.write_text(path.read_text() + "\n".join(lines) + "\n")
    return path


def refusal(folder: Path) -> Refused:
    with pytest.raises(Refused) as caught:
        settings.load(folder)
    assert caught.value.exit_code == 2
    return caught.value


def test_a_project_with_an_empty_section_has_the_defaults(folder: Path) -> None:
    loaded = settings.load(folder)
    assert loaded.project == folder
    assert loaded.migrations == folder / "migrations"
    assert loaded.helpers == folder / "pgtap" / "helpers"
    assert (loaded.lock_timeout, loaded.concurrent_lock_timeout) == ("2s", "10min")
    assert loaded.state == folder / ".pg"


def test_a_folder_that_is_named_needs_no_pyproject(tmp_path: Path) -> None:
    assert settings.load(tmp_path).migrations == tmp_path / "migrations"


def test_every_setting_can_be_written_with_hyphens_or_underscores(folder: Path) -> None:
    add(folder, 'lock-timeout = "5s"', 'statement_timeout = "1h"', 'preload = ["auto_explain"]', 'seeds = "data/seeds"')
    loaded = settings.load(folder)
    assert (loaded.lock_timeout, loaded.statement_timeout) == ("5s", "1h")
    assert loaded.preload == ("auto_explain",)
    assert loaded.seeds == folder / "data" / "seeds"


def test_the_project_is_found_from_a_folder_inside_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = folder / "migrations" / "shop"
    inside.mkdir(parents=True)
    monkeypatch.chdir(inside)
    assert settings.load().project == folder


def test_a_pyproject_of_something_else_is_passed_over(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = folder / "tools"
    inside.mkdir()
    (inside / "pyproject.toml").write_text('[project]\nname = "tool"\n')
    monkeypatch.chdir(inside)
    assert settings.load().project == folder


def test_outside_of_any_project_the_message_says_how_to_name_one(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with pytest.raises(Refused, match=r"no project here: neither .* \[tool\.pgassay\]") as caught:
        settings.load()
    assert "--project DIR" in str(caught.value)


def test_a_project_folder_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Refused, match="there is no such folder"):
        settings.load(tmp_path / "gone")


def test_an_unknown_setting_is_refused_with_its_line_and_the_list_of_those_there_are(folder: Path) -> None:
    path = add(folder, 'database = "toy"', 'lock_timout = "2s"')
    error = refusal(folder)
    assert error.where == Place(path, 6)
    assert "'lock_timout'" in error.what
    assert "lock_timeout" in (error.hint or "")
    assert "dotenv" not in (error.hint or "")


def test_the_line_of_a_setting_is_not_that_of_its_namesake_in_another_section(folder: Path) -> None:
    path = add(folder, 'name = "not one of ours"')
    assert refusal(folder).where == Place(path, 5)


@pytest.mark.parametrize(
    ("line", "wanted"),
    [
        ("lock_timeout = 2", "lock_timeout must be a string"),
        ("migrations = ['a']", "migrations must be a string"),
        ("database = true", "database must be a string"),
        ("preload = 'pg_stat_statements'", "preload must be a list of strings"),
        ("preload = [1]", "preload must be a list of strings"),
    ],
)
def test_a_value_of_the_wrong_type_is_refused_with_its_line(folder: Path, line: str, wanted: str) -> None:
    path = add(folder, line)
    error = refusal(folder)
    assert wanted in error.what
    assert error.where == Place(path, 5)


def test_toml_that_is_none_is_refused_with_its_line(folder: Path) -> None:
    path = add(folder, "database = ")
    error = refusal(folder)
    assert "not valid TOML" in error.what
    assert error.where == Place(path, 5)


def test_a_section_that_is_no_table_is_refused(tmp_path: Path) -> None:
    (tmp_path / "pyproject.toml").write_text("[tool]\npgassay = 1\n")
    assert "must be a table" in refusal(tmp_path).what


@pytest.mark.parametrize("name", ["pyproject.toml", ".env"])
def test_a_file_that_is_not_utf8_is_refused_with_its_line(folder: Path, name: str) -> None:
    path = folder / name
    path.write_bytes(b"# one\n# caf\xe9\n")
    error = refusal(folder)
    assert (error.what, error.where) == ("not valid UTF-8", Place(path, 2))


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("DATABASE_URL=postgresql://u@h/d", "postgresql://u@h/d"),
        ("export DATABASE_URL=postgresql://u@h/d", "postgresql://u@h/d"),
        ('DATABASE_URL="postgresql://u:p#1@h/d"', "postgresql://u:p#1@h/d"),
        ("DATABASE_URL='postgresql://u:$x${y}@h/d'", "postgresql://u:$x${y}@h/d"),
        ("DATABASE_URL=postgresql://u@h/d # the test server", "postgresql://u@h/d"),
        ("DATABASE_URL=postgresql://u:pa%23ss@h/d?sslmode=require&options=-c%20a%3Db",
         "postgresql://u:pa%23ss@h/d?sslmode=require&options=-c%20a%3Db"),
    ],
)  # fmt: skip
def test_dotenv_values_are_read_as_shells_quote_them(
    folder: Path, monkeypatch: pytest.MonkeyPatch, line: str, value: str
) -> None:
    monkeypatch.delenv("DATABASE_URL", raising=False)
    (folder / ".env").write_text(f"# comment\n{line}\nOTHER=1\n")
    assert settings.load(folder).environment("DATABASE_URL") == (value, "DATABASE_URL in .env")


def test_the_environment_wins_over_dotenv(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("DATABASE_URL=from-file\n")
    monkeypatch.setenv("DATABASE_URL", "from-environment")
    assert settings.load(folder).environment("DATABASE_URL") == ("from-environment", "DATABASE_URL in the environment")


def test_an_empty_variable_is_as_good_as_none(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("DATABASE_URL=\n")
    monkeypatch.setenv("DATABASE_URL", "")
    assert settings.load(folder).environment("DATABASE_URL") is None
