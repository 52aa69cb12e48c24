"""Applying: in order, each migration whole with its record or not at all, and only what was asked for."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import psycopg
import pytest

from databases import applied, ask, everything, exists, value
from pgassay.errors import MigrationFailed, Refused, ServerError
from pgassay.migrations import runner

if TYPE_CHECKING:
    from toy import Project


def tables(project: Project, *names: str, context: str = "toy", first: str = "") -> list[str]:
    """A chain of migrations, each of which makes a table; returns their ids."""
    ids: list[str] = []
    for number, name in enumerate(names, 1):
        before = ids[-1] if ids else first
        ids.append(f"{context}-{number:04d}-{name}")
        header = f"-- depends: {before}\n" if before else ""
        project.migration(ids[-1], f"{header}create table {name} (i int);", f"drop table {name};", context=context)
    return ids


def migrate(project: Project, database: str, **options: object) -> list[str]:
    return [state.migration.id for state in runner.migrate(project.settings, database, **options)]  # type: ignore[arg-type]


def failure(project: Project, database: str) -> MigrationFailed:
    with pytest.raises(MigrationFailed) as caught:
        migrate(project, database)
    assert caught.value.exit_code == 4
    return caught.value


def relations(database: str) -> list[tuple[object, ...]]:
    """Everything but the tables of the records."""
    return ask(
        database,
        "select relname from pg_class where relnamespace = 'public'::regnamespace "
        "and relname !~ '^_?(yoyo|pgassay)_' order by 1",
    )


def refusal(project: Project, database: str) -> str:
    before = relations(database)
    with pytest.raises(Refused) as caught:
        migrate(project, database)
    assert relations(database) == before
    assert caught.value.exit_code == 2
    assert str(caught.value).startswith("nothing was run: ")
    return str(caught.value)


def test_pending_migrations_are_applied_in_order_and_recorded_once(project: Project, database: str) -> None:
    ids = tables(project, "a", "b", "c")
    assert migrate(project, database) == ids
    assert applied(database) == ids
    assert all(exists(database, name) for name in "abc")
    assert migrate(project, database) == []
    assert ask(database, "select operation, count(*) from _yoyo_log group by 1") == [("apply", 3)]


def test_what_was_applied_is_reported_with_when_and_how_long(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "select pg_sleep(0.02);")
    (state,) = runner.migrate(project.settings, database)
    assert state.state == "applied"
    assert state.applied_at is not None
    assert (state.milliseconds or 0) >= 20
    ((now,),) = ask(database, "select now() at time zone 'utc'")
    assert abs((now - state.applied_at).total_seconds()) < 600  # type: ignore[operator]  # in UTC, whatever the time zone


def test_later_migrations_are_applied_on_top(project: Project, database: str) -> None:
    tables(project, "a")
    migrate(project, database)
    ids = tables(project, "a", "b")
    assert migrate(project, database) == ids[1:]


def test_more_migrations_than_fit_into_one_message_are_applied_in_order(project: Project, database: str) -> None:
    ids = tables(project, *(f"t{number}" for number in range(60)))
    project.migration("toy-0061-big", f"-- depends: {ids[-1]}\nselect '{'x' * 200_000}';")
    assert migrate(project, database) == [*ids, "toy-0061-big"]
    assert applied(database) == [*ids, "toy-0061-big"]


def test_to_applies_up_to_that_one(project: Project, database: str) -> None:
    ids = tables(project, "a", "b", "c")
    assert migrate(project, database, to="toy-0002") == ids[:2]
    assert migrate(project, database, to="toy-0001") == []
    assert migrate(project, database) == ids[2:]


def test_a_context_is_applied_with_what_it_depends_on(project: Project, database: str) -> None:
    base = tables(project, "a", "b", "c", context="base")
    shop = tables(project, "d", context="shop", first=base[1])
    tables(project, "e", context="other", first=base[0])
    assert migrate(project, database, contexts=["shop"]) == [*base[:2], *shop]


def test_to_outside_the_named_contexts_is_refused(project: Project, database: str) -> None:
    tables(project, "a", context="base")
    tables(project, "b", context="other")
    with pytest.raises(Refused, match="other-0001-b belongs to none of the contexts that were named"):
        migrate(project, database, contexts=["base"], to="other-0001-b")


def test_a_dry_run_changes_nothing_not_even_the_tables_that_yoyo_keeps(project: Project, database: str) -> None:
    ids = tables(project, "a", "b")
    before = everything(database)
    assert migrate(project, database, dry_run=True) == ids
    assert everything(database) == before


def test_a_dry_run_goes_on_beside_a_migrator_at_work(project: Project, database: str) -> None:
    ids = tables(project, "a")
    from pgassay.migrations.backend import LOCK

    with psycopg.connect(database, autocommit=True) as other:
        other.execute(f"select pg_advisory_lock({LOCK})")
        assert migrate(project, database, dry_run=True) == ids


def test_a_dry_run_refuses_what_the_real_one_would_refuse(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "begin;")
    with pytest.raises(Refused, match="nothing was run"):
        migrate(project, database, dry_run=True)


@pytest.mark.parametrize(
    "texts",
    [
        ("create table a (i int);", "create table b (i int); create table a (i int);", "create table c (i int);"),
        ("create table a (i int);", "create table b (i int); selec 1;", "create table c (i int);"),
        ("create table a (i int);", "create table b (i int); select 1/0;", "select 1;"),
        ("create table a (i int);", "create table b (i int); select (1;", "select 1;"),
    ],
    ids=["an error", "a syntax error", "an error as it runs", "an open parenthesis"],
)  # fmt: skip
def test_a_migration_that_fails_leaves_nothing_and_those_before_it_stay(
    project: Project, database: str, texts: Sequence[str]
) -> None:
    for number, text in enumerate(texts, 1):
        header = f"-- depends: toy-{number - 1:04d}-m\n" if number > 1 else ""
        project.migration(f"toy-{number:04d}-m", header + text)
    migrate(project, database, to="toy-0001")
    before = everything(database)
    error = failure(project, database)
    assert everything(database) == before
    assert error.where is not None
    assert (error.where.path.name, error.where.line) == ("toy-0002-m.sql", 2)
    ask(database, "drop table a; delete from _yoyo_migration; delete from _pgassay_ledger; delete from _yoyo_log")
    error = failure(project, database)
    assert error.done == ("toy-0001-m",)
    assert applied(database) == ["toy-0001-m"]
    assert exists(database, "a")
    assert not exists(database, "b")


def test_the_same_command_goes_on_when_the_failed_migration_is_mended(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "create table a (i int); select 1/0;")
    failure(project, database)
    project.migration("toy-0001-a", "create table a (i int);")
    assert migrate(project, database) == ["toy-0001-a"]


def test_a_deferred_constraint_that_fails_at_the_commit_leaves_nothing(project: Project, database: str) -> None:
    project.migration(
        "toy-0001-a",
        "create table p (i int primary key);\n"
        "create table c (i int references p on delete cascade deferrable initially deferred);\n"
        "insert into c values (7);",
    )
    error = failure(project, database)
    assert 'violates foreign key constraint "c_i_fkey"' in error.what
    assert "at the commit" in error.what
    assert "(i)=(7)" in error.what
    assert applied(database) == []
    assert not exists(database, "p")


def test_a_lock_is_not_waited_for_longer_than_lock_timeout(project: Project, database: str) -> None:
    tables(project, "busy")
    migrate(project, database)
    project.migration("toy-0002-b", "-- depends: toy-0001-busy\ncreate table b (i int);\nalter table busy add j int;")
    before = everything(database)
    with psycopg.connect(database) as holder:
        holder.execute("select * from busy")  # an open transaction
        with pytest.raises(MigrationFailed) as caught:
            runner.migrate(project.configured(lock_timeout="100ms", retry_for="0"), database)
    assert "canceling statement due to lock timeout (55P03)" in caught.value.what
    assert "toy-0002-b.sql:3:" in str(caught.value)
    assert "gave way to the running system" in (caught.value.hint or "")
    assert everything(database) == before
    assert migrate(project, database) == ["toy-0002-b"]


def test_a_statement_does_not_run_longer_than_statement_timeout(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "select 1;\nselect pg_sleep(60);")
    with pytest.raises(MigrationFailed, match=r"statement timeout \(57014\)") as caught:
        runner.migrate(project.configured(statement_timeout="100 ms"), database)
    assert "statement_timeout in [tool.pgassay]" in (caught.value.hint or "")


def test_a_statement_is_planned_with_the_rows_that_are_there_by_then(project: Project, database: str) -> None:
    """A plan that is kept for a loop of batches is one for the empty table that it began with."""
    ask(database, "create table t (i int)")
    project.migration(
        "toy-0001-a",
        """
        do $$
        begin
            execute 'prepare lookup (int) as select from t where i = $1';
            for number in 1..10 loop
                execute format('execute lookup (%s)', number);
            end loop;
            if (select generic_plans from pg_prepared_statements where name = 'lookup') > 0 then
                raise 'a plan was kept';
            end if;
            deallocate lookup;
        end
        $$;
        """,
    )
    assert migrate(project, database) == ["toy-0001-a"]


@pytest.mark.parametrize("timeouts", [("100ms", "1h"), ("1h", "100ms")])
def test_a_concurrent_build_has_timeouts_of_its_own(project: Project, database: str, timeouts: tuple[str, str]) -> None:
    ask(database, "create table t (i int)")
    project.migration("toy-0001-a", "-- transactional: false\ncreate index concurrently t_i_idx on t (i);")
    settings = project.configured(
        lock_timeout="50ms",
        retry_for="0",
        statement_timeout="1h",
        concurrent_lock_timeout=timeouts[0],
        concurrent_statement_timeout=timeouts[1],
    )
    with psycopg.connect(database) as holder:
        holder.execute("insert into t values (1)")  # what a concurrent build waits for
        with pytest.raises(MigrationFailed, match=r"lock timeout|statement timeout"):
            runner.migrate(settings, database)
    assert value(database, "select count(*) from pg_index where indisvalid and indrelid = 't'::regclass") == 0
    assert migrate(project, database) == ["toy-0001-a"]
    assert value(database, "select indisvalid from pg_index where indexrelid = 't_i_idx'::regclass") is True


@pytest.mark.parametrize(
    "harm",
    [
        "set role %(role)s",
        "set session authorization %(role)s",
        "set search_path = elsewhere",
        "set session search_path to ''",
        "select set_config('search_path', 'elsewhere', false)",
        "set default_transaction_read_only = on",
        "set session characteristics as transaction read only",
        "set standard_conforming_strings = off",
        "set statement_timeout = 1",
        "set client_encoding = latin1",
        "set timezone = 'Asia/Tokyo'",
        "reset all",
        "deallocate all",
        "discard plans; discard sequences; discard temp",
        "set local search_path = elsewhere",
        "set constraints all immediate",
    ],
)
@pytest.mark.parametrize("header", ["", "-- transactional: false\n"])
def test_what_a_migration_does_to_its_session_harms_neither_the_next_one_nor_the_records(
    project: Project, database: str, harm: str, header: str
) -> None:
    if header:  # such a file may not say SET or RESET; a function may
        harm = f"do $do$ begin execute $x${harm.partition(';')[0]}$x$; end $do$"
    role = value(database, "select current_database()")
    ask(database, f"create schema elsewhere; create role {role}")
    try:
        project.migration("toy-0001-a", f"{header}create table a (i int);\n{harm};" % {"role": role})
        project.migration(
            "toy-0002-b", "-- depends: toy-0001-a\ncreate table b (t text default 'é'); select pg_sleep(0.01);"
        )
        assert migrate(project, database) == ["toy-0001-a", "toy-0002-b"]
        assert value(
            database,
            "select array_agg(tableowner::text) from pg_tables where tablename in ('a', 'b') and schemaname = 'public'",
        ) == ["postgres", "postgres"]
        assert (
            value(database, "select pg_get_expr(adbin, adrelid) from pg_attrdef where adrelid = 'b'::regclass")
            == "'é'::text"
        )
        assert applied(database) == ["toy-0001-a", "toy-0002-b"]
        assert migrate(project, database) == []
    finally:
        ask(database, f"drop role {role}")


@pytest.mark.parametrize("statement", ["discard all", "vacuum", "create database never", "alter system set x.y = 1"])
def test_what_no_transaction_may_hold_is_stopped_with_what_to_do(
    project: Project, database: str, statement: str
) -> None:
    project.migration("toy-0001-a", f"{statement};")
    error = failure(project, database)
    assert "(25001)" in error.what
    assert "-- transactional: false" in (error.hint or "")
    assert applied(database) == []


def test_a_migration_may_drop_what_the_records_are_kept_in_only_by_failing(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "create table a (i int);\ndrop table _yoyo_log;")
    error = failure(project, database)
    assert "as it was recorded" in error.what
    assert value(database, "select count(*) from _yoyo_log") == 0
    assert not exists(database, "a")


def test_notices_are_no_obstacle(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "do $$ begin raise warning 'careful'; end $$; drop table if exists gone;")
    assert migrate(project, database) == ["toy-0001-a"]


def test_what_a_batch_leaves_open_does_not_swallow_the_next_migration(project: Project, database: str) -> None:
    tables(project, "a", "b")
    project.migration("toy-0002-b", "-- depends: toy-0001-a\ncreate table b (i int) -- no semicolon at the end")
    project.migration("toy-0003-c", "-- depends: toy-0002-b\ncreate table c (i int)")
    assert migrate(project, database) == ["toy-0001-a", "toy-0002-b", "toy-0003-c"]


def test_an_applied_file_that_changed_is_refused(project: Project, database: str) -> None:
    tables(project, "a")
    migrate(project, database)
    tables(project, "a", "b")
    project.migration("toy-0001-a", "create table a (i bigint);", "drop table a;")
    said = refusal(project, database)
    assert "toy-0001-a.sql:1: was changed after it was applied on 20" in said
    assert "restore the file from version control" in said
    assert not exists(database, "b")


@pytest.mark.parametrize(("down", "word"), [("drop table if exists a;", "changed"), (None, "deleted")])
def test_a_rollback_that_changed_since_its_migration_was_applied_is_refused(
    project: Project, database: str, down: str | None, word: str
) -> None:
    tables(project, "a")
    migrate(project, database)
    path = project.migration("toy-0001-a", "create table a (i int);", down)
    if down is None:
        path.with_name("toy-0001-a.rollback.sql").unlink()
    assert f"toy-0001-a.rollback.sql:1: was {word} after toy-0001-a was applied" in refusal(project, database)


def test_an_applied_file_that_is_gone_is_refused(project: Project, database: str) -> None:
    tables(project, "a", "b")
    migrate(project, database)
    for path in (project.root / "migrations" / "toy").glob("toy-0002*"):
        path.unlink()
    assert "toy-0002-b.sql:1: was applied on 20" in (said := refusal(project, database))
    assert "and its file is gone" in said


def test_a_number_below_one_that_is_applied_is_refused(project: Project, database: str) -> None:
    project.migration("toy-0001-a", "select 1;")
    project.migration("toy-0003-c", "-- depends: toy-0001-a\nselect 1;")
    migrate(project, database)
    project.migration("toy-0002-b", "-- depends: toy-0001-a\nselect 1;")
    said = refusal(project, database)
    assert "toy-0002-b.sql:1: out of order: its number is lower than that of toy-0003-c, which is applied" in said
    assert "give it the next number" in said


def test_a_context_that_comes_later_is_not_out_of_order(project: Project, database: str) -> None:
    tables(project, "a", "b", context="shop")
    migrate(project, database)
    ids = tables(project, "c", context="base")
    assert migrate(project, database) == ids


def test_an_extension_that_the_server_lacks_is_refused_before_anything_runs(project: Project, database: str) -> None:
    tables(project, "a")
    project.migration("toy-0002-b", '-- depends: toy-0001-a\n\ncreate extension if not exists "postgis" schema public;')
    said = refusal(project, database)
    assert "toy-0002-b.sql:3: this server does not offer the extension postgis" in said
    assert "leave the context 'toy' out" in said


def test_a_user_who_may_not_make_tables_is_told_so(project: Project, database: str) -> None:
    tables(project, "a")
    role = value(database, "select current_database()")
    ask(database, f"create role {role} login")
    try:
        with pytest.raises(
            ServerError, match=r"the server refused: permission denied for schema public \(42501\)"
        ) as caught:
            runner.migrate(project.settings, f"{database} user={role}")
        assert "GRANT CREATE ON SCHEMA public" in str(caught.value)
    finally:
        ask(database, f"drop role {role}")


def test_a_database_without_the_schema_public_is_told_so(project: Project, database: str) -> None:
    tables(project, "a")
    ask(database, "drop schema public")
    with pytest.raises(ServerError, match="the server refused") as caught:
        runner.migrate(project.settings, database)
    assert "CREATE SCHEMA public" in str(caught.value)


def test_the_repositorys_own_migrations_apply_and_are_not_changed_by_a_second_run(
    settings: object, database: str
) -> None:
    done = runner.migrate(settings, database)  # type: ignore[arg-type]
    assert len(done) > 10
    assert runner.migrate(settings, database) == []  # type: ignore[arg-type]
    states, problems = runner.status(settings, database)  # type: ignore[arg-type]
    assert {state.state for state in states} == {"applied"}
    assert problems == []
