"""The lexer finds the same statements in a text as the server does."""

from __future__ import annotations

from collections.abc import Iterator

import psycopg
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from psycopg import generators

from pgassay import sql
from pgassay.server import Throwaway


def texts(source: str) -> list[str]:
    return [statement.text for statement in sql.split(source)]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("", []),
        (" \n\t", []),
        (";;; ;", []),
        ("-- nothing", []),
        ("/* nothing; */", []),
        ("select 1", ["select 1"]),
        ("select 1;", ["select 1"]),
        ("select 1; select 2", ["select 1", "select 2"]),
        ("select 1 -- two; three\n;", ["select 1"]),
        ("-- before\nselect 1; -- after", ["select 1"]),
        ("select /* ; */ 1;", ["select /* ; */ 1"]),
        ("select /* /* ; */ ; */ 1;", ["select /* /* ; */ ; */ 1"]),
        ("select 1;\r\nselect 2;\r\n", ["select 1", "select 2"]),
    ],
)
def test_statements_end_at_semicolons_outside_comments(source: str, expected: list[str]) -> None:
    assert texts(source) == expected


@pytest.mark.parametrize(
    "statement",
    [
        "select ';'",
        "select 'it''s;'",
        r"select '\'",  # a backslash is nothing special in a plain string
        r"select E'\';'",
        r"select e'a\\'",
        "select E'it''s;'",
        "select E'a'\n  'b\\';'",  # an E'' string goes on in the next line
        "select E'a' -- why\n  -- not\n 'b\\';'",
        "select U&'d\\0061t;'",
        'select u&"d\\0061t;" from x',
        'select ";" from "a;""b"',
        "select N';', B'1', X'ff;'",
        "select $$;$$",
        "select $a$;$$;$a$",
        "select $ä$;$ä$",
        "select $_1$ $_$ ; $_1$",
        "do $do$ begin perform 1; raise notice ';'; end $do$",
        "select a$b, c$$d from x$y$",
        "select $1, $2",
        "select 1 - -1 /2",
        "select €, naïve$$x from t",
    ],
)
def test_no_semicolon_inside_a_literal_or_a_name_ends_a_statement(statement: str) -> None:
    assert texts(f"{statement}; select 'next'") == [statement, "select 'next'"]


@pytest.mark.parametrize(
    "statement",
    [
        "create function f() returns int language sql begin atomic select 1; select 2; end",
        "create or replace procedure p() language sql BEGIN ATOMIC insert into t values (1); END",
        "create function f(x int) returns int begin atomic select case x when 1 then 2 else 3 end; end",
        "create function f(x int) returns int begin atomic\n"
        "  select case when x > 1 then case when x > 2 then 3 end end; select 4; end",
        "create function f() returns int begin atomic select t.end, t.case from t; select 1 as end; end",
        "create function f() returns int begin atomic select begin from t; select 1; end",
        "create rule r as on insert to t do also (insert into a values (1); delete from b)",
        "create table atomic (begin int, atomic text)",
    ],
)
def test_a_body_in_a_statement_belongs_to_it(statement: str) -> None:
    assert texts(f"{statement}; select 'next'") == [statement, "select 'next'"]


@pytest.mark.parametrize("open", ["'", "E'\\'", '"', "$$", "$tag$ $$", "/*", "/* /* */", "U&'", "("])
def test_what_is_left_open_reaches_to_the_end(open: str) -> None:
    statements = sql.split(f"select 1; select {open} ; select 3")
    assert [statement.line for statement in statements] == [1, 1]
    assert statements[1].text.startswith("select")


def test_an_unbalanced_parenthesis_does_not_swallow_what_follows_a_closing_one() -> None:
    assert texts("select 1); select 2") == ["select 1)", "select 2"]


def test_a_begin_that_opens_a_transaction_is_a_statement_of_its_own() -> None:
    assert texts("begin; create table atomic (i int); commit") == ["begin", "create table atomic (i int)", "commit"]


def test_a_statement_knows_where_it_begins() -> None:
    source = "-- é\n\n/* a\n b */ select 1;\r\n\tselect\n2;"
    first, second = sql.split(source)
    assert (first.line, source[first.start :][:8]) == (4, "select 1")
    assert (second.line, source[second.start :]) == (5, "select\n2;")


@pytest.mark.parametrize(
    ("offset", "place"), [(0, (1, 1)), (1, (1, 2)), (2, (1, 3)), (3, (2, 1)), (4, (3, 1)), (5, (3, 2)), (9, (3, 6))]
)
def test_lines_and_columns_count_from_one_in_characters(offset: int, place: tuple[int, int]) -> None:
    assert sql.Lines("äb\n\ncd").at(offset) == place


def test_words_are_the_bare_ones_in_lower_case() -> None:
    (statement,) = sql.split('CREATE Index "Concurrently" on T (x) -- not this')
    assert statement.words == ("create", "index", "on", "t", "x")
    assert statement.starts_with("create", "index")
    assert not statement.starts_with("create", "table")


def test_a_backslash_outside_strings_is_a_meta_command() -> None:
    kinds = [(token.kind, token.text) for token in sql.tokens("\\echo ; hi\nselect '\\n'")]
    assert kinds == [("meta", "\\echo ; hi"), ("word", "select"), ("string", "'\\n'")]


@given(st.text(alphabet="abE'\"$1\\;-/*()\n \tü€&Uu.", max_size=40))
def test_tokens_are_pieces_of_the_text_in_order_and_only_white_space_lies_between_them(source: str) -> None:
    position = 0
    for token in sql.tokens(source):
        assert source[position : token.start].strip(" \t\n\r\f\v") == ""
        assert source[token.start :].startswith(token.text)
        position = token.start + len(token.text)
    assert source[position:].strip(" \t\n\r\f\v") == ""


# Every one of them runs on a server that has the table t (i int, "a;b" text).
_STATEMENTS = (
    "select 1",
    "select ';', 'it''s;', E'a\\';', $$;$$, $x$ $$ ; $x$",
    "select E'a'\n'\\';'",
    "select E'a' -- ; '\n  '\\';'",
    "select U&'d\\0061;'",
    'select U&"\\0061;b" from t',
    'select "a;b" as "x"";" from t',
    "insert into t values (1, ';'), (2, $$'$$)",
    "update t set i = i + 1 /* ; */ where \"a;b\" = ';'",
    "with d as (delete from t returning i) select count(*) from d",
    "do $$ begin perform 1; perform 2; end $$",
    "create function pg_temp.f1() returns int language sql begin atomic select 1; select 2; end",
    "create function pg_temp.f2(x int) returns int language sql begin atomic\n"
    "    select case when x > 1 then case x when 2 then 3 end else 4 end as end; select x; end",
    "create function pg_temp.f3() returns int language plpgsql as 'begin return 1; end;'",
    "create rule r as on insert to t where new.i = 7 do also (update t set i = 8; delete from t where i = 9)",
    "create temporary table a$b$c (begin int, atomic text)",
    "select 1-- ;\n+1",
    "select 1/* ; /* ; */ */+1",
    "select '\\'",
    "set local search_path = public, pg_temp",
    "show search_path",
    "explain select 1",
    "values (1), (2)",
    "(select 1) union (select 2)",
)
_GLUE = st.sampled_from([";", ";;", " ; ", ";\n", "; -- ; ' $$ \"\n", ";/* ; ' /* $$ */ \" */", "; \r\n\t;"])


@pytest.fixture(scope="module")
def connection(throwaway: Throwaway) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
    conninfo = throwaway.clone()
    with psycopg.connect(conninfo, autocommit=True) as connection:
        connection.execute('create table t (i int, "a;b" text)')
        yield connection
    throwaway.drop(conninfo)


def run(connection: psycopg.Connection[tuple[object, ...]], source: str) -> list[bytes]:
    """The command tags that the server answers with, all changes undone."""
    connection.execute("begin")
    try:
        connection.pgconn.send_query(source.encode())
        results = connection.wait(generators.fetch_many(connection.pgconn))
        assert not any(result.error_message for result in results), results[-1].error_message
        return [result.command_status or b"" for result in results]
    finally:
        connection.execute("rollback")


@settings(deadline=None, max_examples=150)
@given(st.lists(st.tuples(st.sampled_from(_STATEMENTS), _GLUE), min_size=1, max_size=6, unique_by=lambda pair: pair[0]))
def test_a_text_is_split_into_as_many_statements_as_the_server_answers(
    connection: psycopg.Connection[tuple[object, ...]], parts: list[tuple[str, str]]
) -> None:
    source = "-- ; head\n" + "".join(statement + glue for statement, glue in parts)
    statements = sql.split(source)
    tags = run(connection, source)
    assert len(statements) == len(tags)
    for statement, (expected, _), tag in zip(statements, parts, tags, strict=True):
        assert statement.text == expected
        assert source[statement.start :].startswith(expected)
        assert source.count("\n", 0, statement.start) + 1 == statement.line
        (alone,) = run(connection, statement.text)
        assert tag.split()[0] == alone.split()[0]
