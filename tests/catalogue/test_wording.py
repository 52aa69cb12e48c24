"""What a dump and its restoring word otherwise, and what they do not."""

from __future__ import annotations

import pytest

from pgassay.catalogue import Object
from pgassay.catalogue.wording import levelled


def _level(text: str, *, attribute: str = "definition") -> str:
    return levelled(Object("constraint", ("s", "t", "c"), {attribute: text})).text(attribute)


@pytest.mark.parametrize(
    ("parsed", "restored"),
    [
        ("CHECK (((a AND b) AND c))", "CHECK ((a AND b AND c))"),
        ("CHECK ((((a = 1) OR (b = 2)) OR (c = 3)))", "CHECK (((a = 1) OR (b = 2) OR (c = 3)))"),
        ("CHECK ((a AND (b AND (c AND d))))", "CHECK ((a AND b AND c AND d))"),
        ("CHECK (((a OR b) AND (c AND d)))", "CHECK (((a OR b) AND c AND d))"),
        ("((ARRAY['a'::character varying, 'b'::character varying])::text[])",
         "(ARRAY[('a'::character varying)::text, ('b'::character varying)::text])"),
        ("(x = ANY ((ARRAY[a, f(b, c)])::character varying[]))",
         "(x = ANY (ARRAY[(a)::character varying, (f(b, c))::character varying]))"),
    ],
)  # fmt: skip
def test_it_is_levelled(parsed: str, restored: str) -> None:
    assert _level(parsed) == restored
    assert _level(restored) == restored


@pytest.mark.parametrize(
    "text",
    [
        "CHECK (((a OR b) AND c))",
        "CHECK ((a OR (b AND c)))",
        "CHECK ((NOT (a AND b)) AND c)",
        "CHECK (((a AND b) = (c AND d)))",
        "CHECK (((a AND b) IS TRUE AND c))",
        "CHECK ((x = '((a AND b) AND c)'::text))",
        "CHECK ((x = 'it''s ((a AND b) AND c)'::text))",
        'CHECK ((x = "((a AND b) AND c)"))',
        "sum(a) OVER (ORDER BY b ROWS BETWEEN 1 PRECEDING AND CURRENT ROW)",
        "(ARRAY[a, b])[1]",
        "(x)::text[]",
        "('{a,b}'::text)::text[]",
        "CHECK ((a  = 1))",
    ],
)
def test_it_stays(text: str) -> None:
    assert _level(text) == text


def test_what_people_wrote_is_no_expression() -> None:
    text = "((a AND b) AND c)"
    assert _level(text, attribute="comment") == text
    assert _level(f"begin return {text}; end", attribute="body") == f"begin return {text}; end"
    assert _level(f"RETURN {text}", attribute="body") == "RETURN (a AND b AND c)"
