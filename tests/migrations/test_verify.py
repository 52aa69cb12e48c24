"""Each way in which a migration can fail to be undone, and what is said of it."""

from __future__ import annotations

import argparse
import json
import subprocess
from typing import TYPE_CHECKING

import pytest

from pgassay import server
from pgassay.errors import MigrationFailed, Refused
from pgassay.migrations import history, verify
from pgassay.migrations.roundtrip import Proof
from pgassay.server import Throwaway

if TYPE_CHECKING:
    from toy import Project

USERS = "create table people (id bigint generated always as identity primary key, name text, email text not null);"


@pytest.fixture
def toy(project: Project) -> Project:
    """A project with one table."""
    project.migration("toy-0001-people", USERS, "drop table people;")
    return project


def prove(project: Project, throwaway: Throwaway, up: str, down: str) -> Proof:
    """What is found out about a second migration."""
    project.migration("toy-0002-change", "-- depends: toy-0001-people\n" + up, down)
    verdict = verify.verify(project.settings, throwaway, jobs=1)
    assert [proof.migration.id for proof in verdict.proofs] == ["toy-0001-people", "toy-0002-change"]
    return verdict.proofs[1]


@pytest.mark.parametrize(
    ("up", "down"),
    [
        ("alter table people add column age integer default 3;", "alter table people drop column age;"),
        ("alter table people rename to persons;", "alter table persons rename to people;"),
        ("alter table people alter column email type varchar(50);", "alter table people alter column email type text;"),
        ("create view v as select id from people;", "drop view v;"),
        ("-- transactional: false\ncreate index concurrently i on people (email);", "drop index concurrently i;"),
        ("grant select on people to public;", "revoke select on people from public;"),
    ],
)
def test_an_exact_rollback(toy: Project, throwaway: Throwaway, up: str, down: str) -> None:
    proof = prove(toy, throwaway, up, down)
    assert (proof.outcome, proof.problems, proof.notes, proof.rows) == ("reversible", (), (), 1)


def test_what_the_rollback_leaves_behind_is_named(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(
        toy,
        throwaway,
        "create index i on people (email); comment on table people is 'x';",
        "drop index i;",
    )
    assert proof.outcome == "failed"
    assert proof.problems == ("its rollback does not restore the catalogue",)
    (change,) = proof.difference.changed
    assert (change.label, dict(change.attributes)) == ("table public.people", {"comment": (None, "x")})


def test_what_is_left_behind_in_a_schema_that_is_never_named_is_found_too(toy: Project, throwaway: Throwaway) -> None:
    toy.migration("toy-0002-other", "create schema other create table t (id integer);", "drop schema other cascade;")
    dynamic = "do $$ begin execute 'alter table ' || 'oth' || 'er.t add column if not exists more integer'; end $$;"
    toy.migration("toy-0003-change", dynamic, "select 1;")
    toy.migration("toy-0004-innocent", "create view v as select 1;", "drop view v;")
    verdict = verify.verify(toy.settings, throwaway, jobs=1)
    assert [proof.outcome for proof in verdict.proofs] == ["reversible", "reversible", "failed", "reversible"]
    assert [each.label for each in verdict.proofs[2].difference.added] == ["column other.t.more"]


def test_a_rollback_that_fails(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(toy, throwaway, "create index i on people (email);", "drop index j;")
    assert proof.problems == ('its rollback fails with rows in the tables: index "j" does not exist (42704)',)


def test_a_second_application_must_leave_the_same(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(
        toy,
        throwaway,
        "do $$ begin execute format('create table t%s ()', pg_current_xact_id()); end $$;",
        "do $$ begin execute (select 'drop table ' || relname from pg_class where relname ~ '^t[0-9]+$'); end $$;",
    )
    assert "applied a second time" in proof.problems[0]
    assert {each.kind for each in (*proof.difference.added, *proof.difference.removed)} == {"table"}


def test_values_that_do_not_come_back_must_be_declared(toy: Project, throwaway: Throwaway) -> None:
    up, down = "update people set email = upper(email);", "select 1;"
    proof = prove(toy, throwaway, up, down)
    assert proof.outcome == "failed"
    assert "the values of public.people.email do not survive" in proof.problems[0]
    assert "'-- loses: public.people.email'" in proof.problems[0]
    declared = prove(toy, throwaway, "-- loses: public.people.email (the former case)\n" + up, down)
    assert (declared.outcome, declared.lost) == ("reversible", ("public.people.email",))


def test_no_more_is_declared_than_is_lost(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(toy, throwaway, "-- loses: public.people.email\ncreate view v as select 1 as x;", "drop view v;")
    assert proof.problems == ("the header says that public.people.email is lost, and it is not",)


def test_what_depends_on_the_rows_may_be_lost_or_not(toy: Project, throwaway: Throwaway) -> None:
    header = "-- may lose: public.people.email (of those who have none)\n"
    kept = prove(toy, throwaway, header + "update people set email = 'x' where email = 'y';", "select 1;")
    assert (kept.outcome, kept.lost) == ("reversible", ())
    lost = prove(toy, throwaway, header + "update people set email = 'x';", "select 1;")
    assert (lost.outcome, lost.lost) == ("reversible", ("public.people.email",))


def test_a_declared_loss_names_what_was_there(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(toy, throwaway, "-- loses: public.people.mail\ncreate view v as select 1 as x;", "drop view v;")
    assert "declares to lose public.people.mail, which is not there before it" in proof.problems[0]


def test_a_dropped_column_comes_back_last(toy: Project, throwaway: Throwaway) -> None:
    """Its place among the columns is lost with its values."""
    up, down = "alter table people drop column name;", "alter table people add column name text;"
    assert prove(toy, throwaway, up, down).problems == ("its rollback does not restore the catalogue",)
    declared = prove(toy, throwaway, "-- loses: public.people.name\n" + up, down)
    assert (declared.outcome, declared.lost) == ("reversible", ("public.people.name",))


def test_rows_that_go(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(toy, throwaway, "delete from people where name is null;", "select 1;")
    assert "the values of public.people do not survive (3 rows before, 2 after)" in proof.problems[0]


def test_an_irreversible_migration_says_so(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(
        toy,
        throwaway,
        "drop table people;",
        "do $$ begin raise exception 'toy-0002 is irreversible: the people are gone'; end $$;",
    )
    assert proof.outcome == "irreversible"
    assert proof.notes == ("its rollback says: toy-0002 is irreversible: the people are gone (P0001)",)


def test_a_rollback_that_refuses_only_while_there_are_rows(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(
        toy,
        throwaway,
        "alter table people add column age integer;",
        "do $$ begin if exists (select from people) then raise exception 'there are people'; end if; end $$;"
        "alter table people drop column age;",
    )
    assert (proof.outcome, proof.problems) == ("refuses", ())
    assert proof.notes == ("its rollback refuses while there are rows: there are people (P0001)",)


def test_rows_that_only_the_new_schema_allows(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(
        toy,
        throwaway,
        "alter table people alter column email drop not null;",
        "alter table people alter column email set not null;",
    )
    assert (proof.outcome, proof.problems) == ("refuses", ())
    assert "contains null values (23502)" in proof.notes[0]


def test_a_migration_may_ask_for_what_only_a_later_one_enforces(toy: Project, throwaway: Throwaway) -> None:
    asks = "do $$ begin if (select count(*) from people) > 3 then raise unique_violation; end if; end $$;"
    down = "alter table people drop column age;"
    proof = prove(toy, throwaway, f"{asks} alter table people add column age integer default 3;", down)
    assert (proof.outcome, proof.problems) == ("reversible", ())
    assert "stops where rows written since break its rule" in proof.notes[0]


def test_a_rollback_that_loses_rows_written_after_the_migration(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(
        toy,
        throwaway,
        "alter table people alter column email drop not null;",
        "delete from people where email is null; alter table people alter column email set not null;",
    )
    assert proof.outcome == "failed"
    assert "rows written after it: the values of public.people do not survive" in proof.problems[0]


def test_a_new_label_of_an_enum(toy: Project, throwaway: Throwaway) -> None:
    toy.migration(
        "toy-0001-people",
        "create type mood as enum ('sad', 'happy'); create table people (id integer, mood mood not null);",
        "drop table people; drop type mood;",
    )
    proof = prove(
        toy,
        throwaway,
        "alter type mood add value 'angry' before 'happy';",
        "alter type mood rename to old_mood; create type mood as enum ('sad', 'happy');"
        "alter table people alter column mood type mood using mood::text::mood; drop type old_mood;",
    )
    assert proof.outcome == "refuses"
    assert 'invalid input value for enum mood: "angry"' in proof.notes[0]


def test_a_required_column_needs_a_value_for_the_rows_that_are_there(toy: Project, throwaway: Throwaway) -> None:
    proof = prove(
        toy, throwaway, "alter table people add column age integer not null;", "alter table people drop column age;"
    )
    assert "it cannot be applied to a table with rows" in proof.problems[0]


def test_a_rule_that_existing_rows_may_break(toy: Project, throwaway: Throwaway) -> None:
    """Planted rows satisfy the checks to come; what no row can satisfy stops the migration, which is said."""
    kind = prove(
        toy,
        throwaway,
        "alter table people add constraint k check (email ~ '^x[0-9]{3}$');",
        "alter table people drop constraint k;",
    )
    assert (kind.outcome, kind.notes, kind.rows) == ("reversible", (), 1)
    strict = prove(
        toy,
        throwaway,
        "alter table people add constraint k check (id < 0);",
        "alter table people drop constraint k;",
    )
    assert strict.outcome == "reversible"
    assert "stops where existing rows break its rule" in strict.notes[0]


def test_a_table_that_takes_no_row_is_reported(toy: Project, throwaway: Throwaway) -> None:
    toy.migration("toy-0001-people", "create table people (id integer not null check (id < id));", "drop table people;")
    verdict = verify.verify(toy.settings, throwaway, jobs=1)
    assert verdict.planted == {("public", "people"): "no value is known for id"}
    assert "public.people" in verify.report(verdict)


def test_a_failure_does_not_hide_those_after_it(toy: Project, throwaway: Throwaway) -> None:
    toy.migration("toy-0002-bad", "-- depends: toy-0001-people\ncreate table a ();", "select 1;")
    toy.migration("toy-0003-good", "-- depends: toy-0002-bad\ncreate table b ();", "drop table b;")
    toy.migration("toy-0004-bad", "-- depends: toy-0003-good\ncreate table c ();", "select 1;")
    one = verify.verify(toy.settings, throwaway, jobs=1)
    assert [proof.outcome for proof in one.proofs] == ["reversible", "failed", "reversible", "failed"]


def test_the_number_of_workers_changes_nothing(toy: Project, throwaway: Throwaway) -> None:
    before = "toy-0001-people"
    for number in range(2, 14):
        id = f"toy-{number:04}-step"
        down = "select 1;" if number == 9 else f"drop table t{number};"
        toy.migration(id, f"-- depends: {before}\ncreate table t{number} (id integer primary key);", down)
        before = id
    one, three = (verify.verify(toy.settings, throwaway, jobs=jobs) for jobs in (1, 3))
    assert [(p.migration.id, p.outcome, p.rows) for p in one.proofs] == [
        (p.migration.id, p.outcome, p.rows) for p in three.proofs
    ]
    assert [proof.migration.id for proof in one.failed] == ["toy-0009-step"]


def test_only_some(toy: Project, throwaway: Throwaway) -> None:
    toy.migration("toy-0002-change", "-- depends: toy-0001-people\ncreate table a ();", "drop table a;")
    verdict = verify.verify(toy.settings, throwaway, wanted={"toy-0002-change"})
    assert [proof.migration.id for proof in verdict.proofs] == ["toy-0002-change"]


def test_a_migration_that_cannot_be_applied(toy: Project, throwaway: Throwaway) -> None:
    toy.migration("toy-0002-change", "-- depends: toy-0001-people\ncreate table people ();", "drop table people;")
    with pytest.raises(MigrationFailed, match="already exists"):
        verify.verify(toy.settings, throwaway)


def test_since_a_commit(toy: Project) -> None:
    def git(*arguments: str) -> None:
        identity = ("-c", "user.name=x", "-c", "user.email=x@example.org")
        subprocess.run(["git", *identity, *arguments], cwd=toy.root, check=True, capture_output=True)

    toy.migration("toy-0002-change", "-- depends: toy-0001-people\ncreate table a ();", "drop table a;")
    toy.migration("other-0001-first", "create table o ();", "drop table o;", context="other")
    git("init", "-q")
    git("add", ".")
    git("commit", "-qm", "x")
    project = history.read(toy.settings)
    assert verify.since(toy.settings, project, "HEAD") == set()
    toy.migration("toy-0001-people", USERS, "drop table people; select 1;")
    assert verify.since(toy.settings, project, "HEAD") == {"toy-0001-people", "toy-0002-change"}
    toy.migration(
        "other-0002-second", "-- depends: other-0001-first\ncreate table p ();", "drop table p;", context="other"
    )
    git("checkout", "-q", ".")
    assert verify.since(toy.settings, history.read(toy.settings), "HEAD") == {"other-0002-second"}
    with pytest.raises(Refused, match="nowhere"):
        verify.since(toy.settings, project, "nowhere")


def test_the_command(
    toy: Project, throwaway: Throwaway, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(server, "throwaway", lambda *_, **__: throwaway)
    parser = argparse.ArgumentParser()
    parser.set_defaults(database_url=None, docker=False)
    verify.add_arguments(parser)
    assert verify.run(toy.settings, parser.parse_args([])) == 0
    assert "1 reversible" in capsys.readouterr().out
    toy.migration("toy-0002-change", "-- depends: toy-0001-people\ncreate table a ();", "select 1;")
    assert verify.run(toy.settings, parser.parse_args(["--json", "toy-0002"])) == 1
    found = json.loads(capsys.readouterr().out)
    assert [(each["id"], each["outcome"]) for each in found["migrations"]] == [("toy-0002-change", "failed")]
    assert found["migrations"][0]["difference"]["added"][0]["name"] == ["public", "a"]
    assert verify.run(toy.settings, parser.parse_args([])) == 1
    said = capsys.readouterr().out
    assert "its rollback does not restore the catalogue" in said
    assert "table public.a" in said
