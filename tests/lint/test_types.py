"""What a change of type costs is predicted as the server does it, for every pair that is often written."""

from __future__ import annotations

import pytest

from laboratory import Laboratory

FREE = [
    ("varchar(10)", "varchar(20)"),
    ("varchar(10)", "varchar"),
    ("varchar(10)", "text"),
    ("text", "varchar"),
    ("varbit(8)", "varbit(16)"),
    ("numeric(10, 2)", "numeric(12, 2)"),
    ("numeric(10, 2)", "numeric"),
    ("timestamp(3)", "timestamp(6)"),
    ("timestamptz(3)", "timestamptz"),
    ("cidr", "inet"),
    ("name_of_somebody", "text"),
    ("text", "name_of_somebody"),
]
COSTLY = [
    ("integer", "bigint"),
    ("varchar(20)", "varchar(10)"),
    ("text", "varchar(10)"),
    ("char(3)", "text"),
    ("char(3)", "char(5)"),
    ("numeric(10, 2)", "numeric(10, 3)"),
    ("numeric(10, 2)", "numeric(8, 2)"),
    ("numeric", "numeric(10, 2)"),
    ("integer", "numeric"),
    ("timestamp(6)", "timestamp(3)"),
    ("timestamp(3)", "timestamptz(3)"),
    ("timestamp", "date"),
    ("text", "short_text"),
    ("json", "jsonb"),
    ("integer[]", "bigint[]"),
]
BEFORE = """
create domain name_of_somebody as text;
create domain short_text as text constraint short_text_is_short check (length(value) < 20);
create table things (id bigint primary key, value {});
"""


@pytest.mark.parametrize(("before", "after"), FREE, ids=lambda name: name.replace(" ", ""))
def test_a_type_that_holds_the_same_bits_is_given_without_a_rewrite(
    before: str, after: str, laboratory: Laboratory
) -> None:
    outcome = laboratory.try_out(BEFORE.format(before), f"alter table things alter column value type {after};")
    assert not outcome.differences
    assert "widen-type" in outcome.rules
    assert "column-type-change" not in outcome.rules


@pytest.mark.parametrize(("before", "after"), COSTLY, ids=lambda name: name.replace(" ", ""))
def test_a_type_that_holds_other_bits_is_known_to_rewrite(before: str, after: str, laboratory: Laboratory) -> None:
    outcome = laboratory.try_out(BEFORE.format(before), f"alter table things alter column value type {after};")
    assert not outcome.differences
    assert "column-type-change" in outcome.rules
