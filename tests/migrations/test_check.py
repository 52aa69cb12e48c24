"""What would go wrong without a word is refused before anything runs; what is right is not."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from yoyo.migrations import parse_metadata_from_sql_comments

from pgassay.errors import Refused
from pgassay.migrations import check, history

if TYPE_CHECKING:
    from toy import Project

IRREVERSIBLE = "do $$ begin raise exception 'irreversible: the data are gone'; end $$;"


def problems(project: Project, up: str, down: str | None = "select 1;") -> list[tuple[str, str]]:
    """Place and text of what is wrong with one pair of files."""
    project.migration("toy-0001-a", up, down)
    found = check.files(history.read(project.settings).migrations)
    return [
        (f"{problem.place.path.name.removeprefix('toy-0001-a.')}:{problem.place.line}", str(problem))
        for problem in found
    ]


def one(project: Project, up: str, down: str | None = "select 1;") -> tuple[str, str]:
    (problem,) = problems(project, up, down)
    return problem


def test_a_decent_pair_passes(project: Project) -> None:
    assert problems(project, "-- why\n-- depends:\ncreate table t (i int);", "drop table t;") == []


def test_an_irreversible_migration_says_so_in_its_rollback(project: Project) -> None:
    assert problems(project, "drop table t;", IRREVERSIBLE) == []


@pytest.mark.parametrize("text", ["", "\n\n", "-- later\n", "/* later; */", ";;", "-- a\n;\n"])
def test_a_file_or_a_rollback_without_a_statement_is_refused(project: Project, text: str) -> None:
    place, said = one(project, text)
    assert (place, "there is no statement in it" in said) == ("sql:1", True)
    place, said = one(project, "select 1;", text)
    assert place == "rollback.sql:1"
    assert "does nothing: it would be taken for done and leave everything in place" in said
    assert "raise an exception with the reason" in said


def test_a_missing_rollback_is_refused(project: Project) -> None:
    place, said = one(project, "select 1;", None)
    assert place == "rollback.sql:1"
    assert "the rollback is missing" in said
    assert "what cannot be restored raises an exception" in said


@pytest.mark.parametrize(
    ("line", "up"),
    [
        (1, "-- Depends: toy-0000-z\nselect 1;"),
        (1, "-- DEPENDS: toy-0000-z\nselect 1;"),
        (2, "-- why\n-- Transactional: false\nselect 1;"),
        (1, "-- depend: toy-0000-z\nselect 1;"),
        (1, "-- depends on: toy-0000-z\nselect 1;"),
        (1, "-- depends-on: toy-0000-z shop-0003-y\nselect 1;"),
        (1, "-- dependency: toy-0000-z\nselect 1;"),
        (1, "-- dependencies: toy-0000-z, toy-0000-y\nselect 1;"),
        (1, "-- depens: toy-0000-z\nselect 1;"),
        (1, "-- depends = toy-0000-z\nselect 1;"),
        (1, "-- depends toy-0000-z\nselect 1;"),
        (1, "--- depends: toy-0000-z\nselect 1;"),
        (1, "-- * depends: toy-0000-z\nselect 1;"),
        (1, "-- transaction: false\nselect 1;"),
        (1, "-- transactional = false\nselect 1;"),
        (1, "-- transactional false\nselect 1;"),
        (1, "-- transactionnal: off\nselect 1;"),
        (1, "-- trasactional: false\nselect 1;"),
        (1, "-- no-transaction: true\nselect 1;"),
        (1, "/* transactional: false */\nselect 1;"),
        (2, "/*\n * depends: toy-0000-z\n */\nselect 1;"),
        (3, "/* a licence */\n\n-- transactional: false\nselect 1;"),
        (2, "select 1;\n-- transactional: false\n"),
        (2, "select 1; -- why\n  -- depends: toy-0000-z\nselect 2;"),
        (3, "select 1\n  ,\n  -- depends: 0000.create_it\n 2;"),
    ],
)  # fmt: skip
def test_a_header_that_yoyo_would_ignore_is_refused(project: Project, line: int, up: str) -> None:
    directives, _, _ = parse_metadata_from_sql_comments(up)
    assert not directives, "yoyo reads it"
    place, said = one(project, up)
    assert place == f"sql:{line}"
    assert "this header would be ignored" in said
    assert "in lower case as '-- depends: …' or '-- transactional: false'" in said


@pytest.mark.parametrize("header", ["-- depends: toy-0000-z", "-- transactional: false", "/* Transactional: no */"])
def test_a_header_in_a_rollback_is_refused_since_nobody_reads_it_there(project: Project, header: str) -> None:
    place, said = one(project, "select 1;", f"-- why\n{header}\nselect 1;")
    assert (place, "would be ignored" in said) == ("rollback.sql:2", True)


@pytest.mark.parametrize(
    "comment",
    [
        "-- depends on the size: a small table is locked for 1 ms",
        "-- The result depends on: size, age and shoe-size",
        "-- What depends on it: the view and the policy",
        "-- it depends: see below",
        "-- transaction: one per batch, so that locks are short",
        "-- transactions: each batch is one",
        "-- one transaction; nothing is locked for long",
        "-- this one\n-- depends on shop-0003 having run, which it has for years",
        "-- transactional DDL is why this can be one file",
        "-- dependencies: none",
        "-- deposit: 3",
        "-- translation: on",
        "/* Transaction isolation: read committed */",
        "-- See https://example.org/depends:on",
        "-- deprecated: true",
    ],
)
def test_prose_is_not_taken_for_a_header(project: Project, comment: str) -> None:
    assert problems(project, f"select 1;\n{comment}\n", f"{comment}\nselect 1;") == []


def test_words_inside_strings_and_bodies_are_not_comments(project: Project) -> None:
    body = "create function f() returns void language plpgsql as $$\nbegin\n  -- Depends: toy-0000-z\n  null;\nend $$;"
    assert problems(project, body + "\nselect '\n-- transactional: false\n';") == []


def test_transactional_is_true_or_false(project: Project) -> None:
    place, said = one(project, "-- why\n-- transactional: maybe\nselect 1;")
    assert (place, "transactional is true or false, not 'maybe'" in said) == ("sql:2", True)


@pytest.mark.parametrize(
    "statement",
    ["begin", "BEGIN WORK", "start transaction", "commit", "end", "rollback", "abort", "savepoint a",
     "release savepoint a", "rollback to savepoint a", "prepare transaction 'x'", "commit and chain"],
)  # fmt: skip
def test_transaction_control_is_refused_wherever_it_stands(project: Project, statement: str) -> None:
    place, said = one(project, f"create table t (i int);\n\n-- now\n{statement};")
    assert place == "sql:4"
    assert "a migration is one transaction already" in said
    assert "-- transactional: false" in said
    place, _ = one(project, "select 1;", f"select 1;\n{statement};")
    assert place == "rollback.sql:2"


@pytest.mark.parametrize(
    "statement",
    [
        "create function f() returns void language plpgsql as $$ begin null; end; $$",
        "create function f() returns int language sql begin atomic select 1; end",
        "create procedure p() language plpgsql as $$ begin commit; rollback; end $$",
        "do $$ begin perform 1; exception when others then null; end $$",
        "create table begin (start int, commit int, savepoint int)",
        "select 'begin; commit'",
        "-- begin\nselect 1",
        "prepare p as select 1",
        "create trigger commit after insert on t execute function f()",
    ],
)
def test_the_words_of_transaction_control_elsewhere_are_not_refused(project: Project, statement: str) -> None:
    assert problems(project, f"{statement};") == []


@pytest.mark.parametrize("statement", ["copy t from stdin", "COPY t (a, b) FROM STDIN WITH (format csv)"])
def test_copy_from_stdin_is_refused(project: Project, statement: str) -> None:
    place, said = one(project, f"select 1;\n{statement};")
    assert (place, "COPY FROM STDIN" in said, "INSERT" in said) == ("sql:2", True, True)


def test_copy_to_stdout_is_refused(project: Project) -> None:
    place, said = one(project, "copy (select 1) to stdout;")
    assert (place, "COPY TO STDOUT" in said) == ("sql:1", True)


@pytest.mark.parametrize(
    "statement",
    ["copy t from '/tmp/stdin'", "copy (select stdin from stdin) to '/tmp/x'", "copy t from program 'cat stdin'"],
)
def test_copy_from_and_to_files_of_the_server_is_not_refused(project: Project, statement: str) -> None:
    assert problems(project, f"{statement};") == []


@pytest.mark.parametrize("command", [r"\set x 1", r"\i other.sql", r"\echo done", r"\c other", r"select 1 \gset"])
def test_a_psql_meta_command_is_refused(project: Project, command: str) -> None:
    place, said = one(project, f"select 1;\n{command}\n")
    assert place == "sql:2"
    assert "a psql meta-command: \\" in said


@pytest.mark.parametrize("literal", [r"'C:\new'", r"E'a\nb'", r'"a\b"', r"$$ \d $$", r"'\'", r"'a' ~ '\d+'"])
def test_a_backslash_in_a_literal_is_no_meta_command(project: Project, literal: str) -> None:
    assert problems(project, f"select {literal};") == []


@pytest.mark.parametrize(
    "statement",
    [
        "create index concurrently t_i_idx on t (i)",
        "create unique index concurrently t_i_key on t (i)",
        "drop index concurrently t_i_idx",
        "reindex index concurrently t_i_idx",
        "reindex (verbose, concurrently) table t",
        "alter table t detach partition p concurrently",
    ],
)
def test_concurrently_needs_a_file_that_is_not_one_transaction(project: Project, statement: str) -> None:
    place, said = one(project, f"select 1;\n{statement};")
    assert place == "sql:2"
    assert "CONCURRENTLY cannot run inside a transaction" in said
    assert "'-- transactional: false'" in said
    assert problems(project, f"-- transactional: false\n{statement};") == []


@pytest.mark.parametrize(
    "statement",
    ["refresh materialized view concurrently v", "select 'concurrently'",
     'create index "concurrently" on t (i)', "comment on table t is 'built concurrently'"],
)  # fmt: skip
def test_other_uses_of_the_word_are_not_refused(project: Project, statement: str) -> None:
    assert problems(project, f"{statement};") == []


def test_a_concurrent_index_has_a_name(project: Project) -> None:
    place, said = one(project, "-- transactional: false\ncreate index concurrently on t (i);")
    assert (place, "the index has no name" in said) == ("sql:2", True)
    assert problems(project, '-- transactional: false\ncreate index concurrently "on" on t (i);') == []


@pytest.mark.parametrize(
    ("statement", "words"),
    [
        ("create index concurrently if not exists t_i_idx on t (i)", "IF NOT EXISTS"),
        ("create unique index concurrently if not exists t_i_key on t (i)", "IF NOT EXISTS"),
        ("drop index concurrently if exists t_i_idx", "IF EXISTS"),
    ],
)
def test_if_exists_passes_over_an_invalid_index_and_is_refused(project: Project, statement: str, words: str) -> None:
    _, said = one(project, f"-- transactional: false\n{statement};")
    assert f"{words} with CONCURRENTLY passes over an index that a broken build left invalid" in said


@pytest.mark.parametrize("statement", ["set search_path = shop", "set role owner", "reset all", "SET lock_timeout = 0"])
def test_a_setting_that_would_be_gone_with_its_statement_is_refused(project: Project, statement: str) -> None:
    place, said = one(project, f"-- transactional: false\n{statement};\nselect 1;")
    assert (place, "every statement runs on its own" in said) == ("sql:2", True)
    assert problems(project, f"{statement};\nselect 1;") == []


@pytest.mark.parametrize("name", ["toy-0001-a.sql", "toy-0001-a.rollback.sql"])
def test_a_byte_order_mark_is_refused(project: Project, name: str) -> None:
    path = project.migration("toy-0001-a", "-- depends:\nselect 1;")
    path.with_name(name).write_text("select 1;", encoding="utf-8-sig")
    (problem,) = check.files(history.read(project.settings).migrations)
    assert problem.place.path.name == name
    assert "begins with a byte order mark" in problem.message
    assert "without a BOM" in (problem.hint or "")


@pytest.mark.parametrize(
    ("text", "line", "what"),
    [
        ("select 1;\nselect 'a;\n", 2, "the string that begins here is never closed: 'a;"),
        ("select 1;\n/* a /* b */", 2, "the comment that begins here is never closed"),
        ('select\n\n"a', 3, "the quoted name that begins here is never closed"),
        ("do $x$ begin null; end $$;", 1, "the string that begins here is never closed: $x$ begin"),
        ("select E'a\\'", 1, "the string that begins here is never closed"),
    ],
)
def test_what_is_never_closed_is_refused_where_it_begins(project: Project, text: str, line: int, what: str) -> None:
    assert (f"sql:{line}", True) in [(place, what in said) for place, said in problems(project, text)]
    assert (f"rollback.sql:{line}", True) in [
        (place, what in said) for place, said in problems(project, "select 1;", text)
    ]


def test_a_zero_byte_is_refused(project: Project) -> None:
    with pytest.raises(Refused, match=r"toy-0001-a\.sql:2: holds a zero byte"):
        problems(project, "select 1;\nselect\0 2;")


def test_dos_line_ends_are_no_obstacle_and_lines_are_counted_right(project: Project) -> None:
    path = project.migration("toy-0001-a", "")
    path.write_bytes(b"-- why\r\n-- transactional: true\r\n\r\nselect 'a\r\nb';\r\ncommit;\r\n")
    migration = history.read_file(path)
    assert migration.transactional
    (problem,) = check.files([migration])
    assert (problem.place.line, "COMMIT" in problem.message) == (6, True)


def test_everything_is_found_at_once(project: Project) -> None:
    found = problems(project, "-- Transactional: false\nbegin;\ncopy t from stdin;\n\\q\n", None)
    assert [place for place, _ in found] == ["sql:1", "sql:2", "sql:3", "sql:4", "rollback.sql:1"]
