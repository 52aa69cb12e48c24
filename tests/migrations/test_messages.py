"""An error of the server is shown in the file: its line, and a caret under the place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from pgassay.errors import MigrationFailed
from pgassay.migrations import runner

if TYPE_CHECKING:
    from toy import Project


def said(project: Project, database: str, text: str) -> list[str]:
    """The message, line by line, the project's folder left out."""
    path = project.migration("toy-0001-a", "")
    path.write_bytes(text.encode())
    with pytest.raises(MigrationFailed) as caught:
        runner.migrate(project.settings, database)
    return str(caught.value).replace(f"{path.parent}/", "").split("\n")


def test_the_caret_stands_under_the_place(project: Project, database: str) -> None:
    assert said(project, database, "-- why\nselect 1;\nselect 1,\n    nothing from\n    generate_series(1, 2);\n") == [
        'toy-0001-a.sql:4: column "nothing" does not exist (42703)',
        "     4 |     nothing from",
        "             ^",
    ]


@pytest.mark.parametrize(
    ("before", "shown", "columns"),
    [
        ("\tselect\t", " select ", 8),
        ("select 'é', ", "select 'é', ", 12),
        ("select '\U0001f600', ", "select '\U0001f600', ", 13),
        ("select '日本', ", "select '日本', ", 15),
        ("select 'e\u0301', ", "select 'e\u0301', ", 12),
        ("select '\u2028', ", "select '\u2028', ", 12),
        ("/* \x0c */ select ", "/* \x0c */ select ", 15),
    ],
    ids=["tabs", "two bytes", "four bytes", "wide", "combining", "another line end", "form feed"],
)
def test_it_stands_there_whatever_is_before_it(
    project: Project, database: str, before: str, shown: str, columns: int
) -> None:
    assert said(project, database, f"select 1;\r\n{before}nothing;\r\nselect 2;") == [
        'toy-0001-a.sql:2: column "nothing" does not exist (42703)',
        f"     2 | {shown}nothing;",
        " " * (9 + columns) + "^",
    ]


def test_an_error_without_a_position_is_shown_at_its_statement(project: Project, database: str) -> None:
    assert said(project, database, "select 1;\n-- two\nselect 2;\n\n-- three\nselect\n  1/0;\nselect 4;") == [
        "toy-0001-a.sql:6: division by zero (22012)",
        "     6 | select",
    ]


def test_an_error_inside_a_function_is_shown_at_the_statement_that_called_it(project: Project, database: str) -> None:
    lines = said(
        project,
        database,
        "create function f() returns void language plpgsql as $$\nbegin\n  perform 1/0;\nend $$;\n\nselect f();\n",
    )
    assert lines[:2] == ["toy-0001-a.sql:6: division by zero (22012)", "     6 | select f();"]
    assert "  context: SQL " in lines[2]
    assert "PL/pgSQL function f() line 3 at PERFORM" in "\n".join(lines)


def test_a_query_inside_a_function_that_is_wrong_is_quoted(project: Project, database: str) -> None:
    lines = said(project, database, "select 1;\ndo $$ begin execute 'selec 1'; end $$;")
    assert lines[:3] == [
        'toy-0001-a.sql:2: syntax error at or near "selec" (42601)',
        "     2 | do $$ begin execute 'selec 1'; end $$;",
        "  query: selec 1",
    ]


def test_detail_and_hint_of_the_server_are_shown(project: Project, database: str) -> None:
    lines = said(
        project,
        database,
        "do $$ begin raise exception 'too many' using detail = 'there are 7', hint = 'take one'; end $$;",
    )
    assert lines[0] == "toy-0001-a.sql:1: too many (P0001)"
    assert lines[2:4] == ["  detail: there are 7", "  hint: take one"]


def test_a_mistake_in_a_functions_body_is_shown_where_it_is(project: Project, database: str) -> None:
    text = "create function f() returns void language plpgsql as $$\nbegin\n  perfrm 1;\nend $$;\n"
    assert said(project, database, text)[:3] == [
        'toy-0001-a.sql:3: syntax error at or near "perfrm" (42601)',
        "     3 |   perfrm 1;",
        "           ^",
    ]


@pytest.mark.parametrize(
    ("text", "line", "shown"), [("select (1", 1, "select (1"), ("select 1;\n\nselect\n  (2\n\n", 4, "  (2")]
)
def test_a_text_that_ends_too_early_is_shown_at_its_end(
    project: Project, database: str, text: str, line: int, shown: str
) -> None:
    lines = said(project, database, text)
    assert lines[0].startswith(f"toy-0001-a.sql:{line}: syntax error at ")
    assert lines[1:3] == [f"{line:>6} | {shown}", " " * (9 + len(shown)) + "^"]


def test_in_a_file_that_is_not_one_transaction_the_place_is_as_right(project: Project, database: str) -> None:
    line = "/* é */ create index concurrently t_idx on t (i, 1/nothing);"
    text = f"-- transactional: false\ncreate table t (i int);\n\n{line}"
    assert said(project, database, text) == [
        'toy-0001-a.sql:4: syntax error at or near "1" (42601)',
        f"     4 | {line}",
        " " * (9 + line.index("1/")) + "^",
    ]
    assert said(project, database, text.replace("1/nothing", "nothing"))[0] == (
        'toy-0001-a.sql:4: column "nothing" does not exist (42703)'
    )


def test_copy_to_the_client_that_a_check_could_not_see_ends_in_a_message(project: Project, database: str) -> None:
    from pgassay.migrations import seed

    (project.root / "seeds").mkdir()
    (project.root / "seeds" / "x.sql").write_text("select 1;\ncopy pg_class to stdout;\nselect 2;")
    with pytest.raises(MigrationFailed, match="COPY to or from the client cannot run"):
        seed.seed(project.settings, database)
    (project.root / "seeds" / "x.sql").write_text("create table t (i int); copy t from stdin;\nselect 2;")
    with pytest.raises(MigrationFailed, match="COPY to or from the client cannot run"):
        seed.seed(project.settings, database)
