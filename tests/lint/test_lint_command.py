"""``pgassay lint`` as people call it: allowances, exit status, formats, other layouts, what functions run."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from laboratory import Laboratory
from pgassay import cli
from pgassay.errors import Refused
from pgassay.migrations.lint.linter import Report, lint
from pgassay.server import Throwaway
from toy import Project

TABLE = "create table orders (id bigint primary key, email text);"
INDEX = "create index orders_email_idx on orders (email);"


@pytest.fixture
def history(project: Project) -> Project:
    """A history with one table."""
    project.migration("toy-0001-create-orders", TABLE, "drop table orders;")
    return project


def second(project: Project, text: str) -> None:
    project.migration("toy-0002-change-orders", f"-- depends: toy-0001-create-orders\n\n{text}")


def rules(report: Report) -> list[str]:
    return [finding.rule.id for finding in report.errors]


def test_a_table_of_the_same_migration_may_be_locked(project: Project, throwaway: Throwaway) -> None:
    project.migration(
        "toy-0001-create-orders", f"{TABLE}\n{INDEX}\nalter table orders alter column email set not null;"
    )
    assert lint(project.settings, throwaway).findings == []


def test_a_finding_says_where_what_is_locked_and_what_to_write(history: Project, throwaway: Throwaway) -> None:
    second(history, INDEX)
    (finding,) = lint(history.settings, throwaway).errors
    assert (finding.place.line, finding.locks) == (3, (("public.orders", "ShareLock"),))
    assert "concurrently" in finding.rule.instead


def test_an_allowance_with_a_reason_allows(history: Project, throwaway: Throwaway) -> None:
    second(history, f"select 1;\n-- pgassay: allow create-index because the table holds twelve rows\n{INDEX}")
    report = lint(history.settings, throwaway)
    assert report.errors == []
    assert [reason for _, reason in report.allowed] == ["the table holds twelve rows"]


def test_an_allowance_is_for_the_next_statement_alone(history: Project, throwaway: Throwaway) -> None:
    allowed = "-- pgassay: allow create-index because the table holds twelve rows"
    second(history, f"select 1;\n{allowed}\n{INDEX}\ncreate index orders_id_idx on orders (id);")
    assert rules(lint(history.settings, throwaway)) == ["create-index"]


def test_an_allowance_above_the_first_statement_is_for_the_file(history: Project, throwaway: Throwaway) -> None:
    allowed = "-- pgassay: allow create-index because the table holds twelve rows"
    second(history, f"{allowed}\n\n{INDEX}\ncreate index orders_id_idx on orders (id);")
    assert rules(lint(history.settings, throwaway)) == []


@pytest.mark.parametrize(
    ("comment", "words"),
    [
        ("-- pgassay: allow create-index", "without a reason"),
        ("-- pgassay: allow create-index because", "without a reason"),
        ("-- pgassay: allow create-indices because the table is small", "there is no rule 'create-indices'"),
        ("-- pgassay: ignore create-index because the table is small", "not understood"),
        ("-- pgassay: allow truncate because the table is small", "nothing there breaks it"),
    ],
)
def test_an_allowance_that_is_none_is_an_error(
    comment: str, words: str, history: Project, throwaway: Throwaway
) -> None:
    second(history, f"select 1;\n{comment}\n{INDEX}")
    report = lint(history.settings, throwaway)
    assert "create-index" in rules(report)
    (mistake,) = [finding for finding in report.errors if finding.rule.id == "allowance"]
    assert words in mistake.message
    assert mistake.place.line == 4


def listed(project: Project, text: str) -> None:
    (project.settings.project / "lint.toml").write_text(text)


def test_the_list_beside_the_migrations_allows_what_is_released(history: Project, throwaway: Throwaway) -> None:
    second(history, INDEX)
    listed(history, '[[allow]]\nrule = "create-index"\nmigrations = ["toy-0002"]\nbecause = "twelve rows, no more"\n')
    assert lint(history.settings, throwaway).errors == []


@pytest.mark.parametrize(
    ("migrations", "words"),
    [
        ('["toy-0001"]', "nothing there breaks it"),
        ('["toy-0003"]', "is not the beginning of one"),
        ('["toy-*"]', ""),
        ('["shop-*"]', "nothing there breaks it"),
    ],
)
def test_an_entry_of_the_list_that_matches_nothing_is_an_error(
    migrations: str, words: str, history: Project, throwaway: Throwaway
) -> None:
    second(history, INDEX)
    listed(history, f'[[allow]]\nrule = "create-index"\nmigrations = {migrations}\nbecause = "twelve rows, no more"\n')
    mistakes = [finding for finding in lint(history.settings, throwaway).errors if finding.rule.id == "allowance"]
    assert [words in mistake.message for mistake in mistakes] == ([True] if words else [])


def test_a_list_that_is_none_is_refused(history: Project, throwaway: Throwaway) -> None:
    listed(history, '[[allow]]\nrule = "create-index"\n')
    with pytest.raises(Refused, match=r"lint.toml:1: .*rule, migrations and because"):
        lint(history.settings, throwaway)


def test_what_a_function_runs_is_found_where_it_is_called(history: Project, throwaway: Throwaway) -> None:
    second(
        history,
        "create function index_all() returns void language plpgsql as $$\n"
        "declare name text;\n"
        "begin\n"
        "    for name in select relname from pg_class where relname = 'orders' loop\n"
        "        execute format('create index on %I (%s)', name, 'email');\n"
        "    end loop;\n"
        "end\n"
        "$$;\n"
        "select index_all();",
    )
    (finding,) = lint(history.settings, throwaway).errors
    assert (finding.rule.id, finding.place.line, finding.via) == ("create-index", 11, "in index_all()")


def test_what_a_block_runs_is_found_at_its_line(history: Project, throwaway: Throwaway) -> None:
    second(history, "do $$\nbegin\n    alter table orders alter column email set not null;\nend\n$$;")
    (finding,) = lint(history.settings, throwaway).errors
    assert (finding.rule.id, finding.place.line) == ("set-not-null", 5)


def test_each_command_of_a_block_meets_what_those_before_it_left(history: Project, throwaway: Throwaway) -> None:
    second(
        history,
        "do $$\nbegin\n    create table invoices (id bigint);\n    create index on invoices (id);\n"
        "    create index on orders (email);\nend\n$$;",
    )
    assert [(f.rule.id, f.place.line) for f in lint(history.settings, throwaway).errors] == [("create-index", 7)]


def test_what_cannot_be_replayed_ends_the_look(history: Project, throwaway: Throwaway) -> None:
    second(history, "begin;\nselect 1;\ncommit;")
    history.migration("toy-0003-more", f"-- depends: toy-0002-change-orders\n\n{INDEX}")
    report = lint(history.settings, throwaway)
    assert rules(report) == ["transaction-control", "transaction-control"]
    assert "toy-0002-change-orders cannot be replayed" in report.stopped


def test_migrations_of_other_tools_must_set_their_timeouts(project: Project, throwaway: Throwaway) -> None:
    folder = project.settings.migrations
    (folder / "1_create.up.sql").write_text(TABLE)
    (folder / "1_create.down.sql").write_text("drop table orders;")
    (folder / "2_change.up.sql").write_text("begin;\nalter table orders add column note text;\ncommit;")
    (folder / "2_change.down.sql").write_text("alter table orders drop column note;")
    errors = lint(project.settings, throwaway).errors
    missing = ["lock-timeout", "statement-timeout", "idle-timeout"]
    for name in ("1_create.down.sql", "2_change.up.sql", "2_change.down.sql"):
        assert [each.rule.id for each in errors if each.place.path.name == name] == missing


def test_a_concurrent_command_alone_in_a_file_of_another_tool_runs_alone(
    project: Project, throwaway: Throwaway
) -> None:
    folder = project.settings.migrations
    (folder / "1_create.up.sql").write_text(TABLE)
    (folder / "2_index.up.sql").write_text("create index concurrently orders_email_idx on orders (email);")
    (folder / "3_both.up.sql").write_text("select 1;\ndrop index concurrently orders_email_idx;")
    assert rules(lint(project.settings, throwaway)) == ["concurrently-in-transaction"]


def test_the_limits_are_the_projects(history: Project, throwaway: Throwaway) -> None:
    (history.root / "pyproject.toml").write_text('[tool.pgassay]\n[tool.pgassay.lint]\nlock_timeout = "500ms"\n')
    second(history, "alter table orders add column note text;")
    errors = lint(history.settings, throwaway).errors
    assert {finding.message for finding in errors} == {"lock_timeout is 2000 ms, more than 500"}
    (history.root / "pyproject.toml").write_text("[tool.pgassay]\n[tool.pgassay.lint]\nlock = 1\n")
    with pytest.raises(Refused, match="is not understood"):
        lint(history.settings, throwaway)


def called(project: Project, *arguments: str) -> int:
    return cli.main(["--project", str(project.root), "lint", *arguments])


def test_the_exit_status_is_1_for_errors_and_with_strict_for_notices(
    history: Project, capsys: pytest.CaptureFixture[str]
) -> None:
    assert called(history) == 0
    second(history, "alter table orders add column note text;")
    assert called(history) == 0
    assert called(history, "--strict") == 1
    second(history, INDEX)
    assert called(history) == 1
    assert called(history, "toy-0001") == 0
    assert "error[create-index]" in capsys.readouterr().out


def test_json_holds_what_the_text_says(history: Project, capsys: pytest.CaptureFixture[str]) -> None:
    second(history, INDEX)
    called(history, "--json")
    (finding,) = json.loads(capsys.readouterr().out)["findings"]
    assert (finding["rule"], finding["line"]) == ("create-index", 3)
    assert finding["locks"] == [{"relation": "public.orders", "mode": "ShareLock"}]


def test_annotations_are_what_github_reads(history: Project, capsys: pytest.CaptureFixture[str]) -> None:
    second(history, INDEX)
    called(history, "--github")
    line = capsys.readouterr().out.splitlines()[0]
    assert line.startswith("::error file=")
    assert ",line=3,title=create-index::" in line


def test_a_file_is_named_by_its_path(history: Project, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    second(history, INDEX)
    assert called(history, str(history.settings.migrations / "toy/toy-0002-change-orders.sql")) == 1
    (tmp_path / "stray.sql").write_text("select 1;")
    assert called(history, str(tmp_path / "stray.sql")) == 2
    assert "is none of the migrations" in capsys.readouterr().err


def test_unique_constraints_cannot_be_not_valid_whatever_others_advise(laboratory: Laboratory) -> None:
    with pytest.raises(Exception, match="UNIQUE constraints cannot be marked NOT VALID"):
        laboratory.try_out(TABLE, "alter table orders add constraint orders_email_key unique (email) not valid;")


def test_rollbacks_are_looked_at_on_what_their_migrations_left(history: Project, throwaway: Throwaway) -> None:
    history.migration(
        "toy-0002-change-orders",
        "-- depends: toy-0001-create-orders\nalter table orders add column n integer; create table extra (i int);",
        f"{INDEX}\nalter table orders drop column n;\ndrop table extra;\nupdate orders set email = lower(email);\n"
        "alter table orders alter email set not null;",
    )
    report = lint(history.settings, throwaway)
    assert {finding.place.path.name for finding in report.errors} == {"toy-0002-change-orders.rollback.sql"}
    assert rules(report) == ["create-index", "set-not-null"]
    assert {"backfill", "work-under-lock"} <= {finding.rule.id for finding in report.notices}
    (history.settings.migrations / "toy" / "toy-0002-change-orders.rollback.sql").write_text(
        "-- pgassay: allow create-index because nobody writes to it meanwhile\n"
        f"{INDEX}\nalter table orders drop column n;\ndrop table extra;"
    )
    report = lint(history.settings, throwaway)
    assert (rules(report), len(report.allowed)) == ([], 1)


def test_an_allowance_is_for_its_own_file_of_the_pair(history: Project, throwaway: Throwaway) -> None:
    allowed = "-- pgassay: allow create-index because nobody writes to it meanwhile\n"
    history.migration(
        "toy-0002-change-orders",
        f"-- depends: toy-0001-create-orders\n{allowed}{INDEX}",
        "drop index orders_email_idx; create index other_idx on orders (email);",
    )
    assert rules(lint(history.settings, throwaway)) == ["drop-index", "create-index"]


def test_a_rollback_that_raises_is_looked_at_as_far_as_it_comes(history: Project, throwaway: Throwaway) -> None:
    history.migration(
        "toy-0002-change-orders",
        "-- depends: toy-0001-create-orders\nalter table orders drop email;\n-- loses: public.orders.email",
        f"alter table orders add email text; {INDEX} do $$ begin raise exception 'no way back'; end $$;",
    )
    history.migration(
        "toy-0003-concurrently",
        "-- depends: toy-0002-change-orders\n-- transactional: false\ncreate index concurrently i on orders (id);",
        "drop index concurrently i;",
    )
    history.migration(
        "toy-0004-function",
        "-- depends: toy-0003-concurrently\ncreate function f(o orders) returns int language sql return 1;",
        "drop function f(public.orders);",
    )
    assert rules(lint(history.settings, throwaway)) == ["drop-column", "create-index"]
