"""Access lists in words."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pgassay.catalogue.privileges import Privilege, parse, readable


@pytest.mark.parametrize(
    ("acl", "code", "words"),
    [
        (None, "r", ()),
        (None, "f", ("PUBLIC EXECUTE",)),
        (["own=arwdDxtm/own"], "r", ()),
        (["own=arwdDxtm/own", "app=r/own"], "r", ("app SELECT",)),
        (["own=arwdDxtm/own", "app=r*w/own"], "r", ("app SELECT*", "app UPDATE")),
        (["own=arwdDxtm/own", "=r/own", "app=r/boss"], "r", ("PUBLIC SELECT", "app SELECT by boss")),
        (["own=arwdDxt/own"], "r", ("own lacks MAINTAIN",)),
        (["own=X/own"], "f", ()),
        (["=X/own"], "f", ("PUBLIC EXECUTE", "own lacks EXECUTE")),
        ([], "n", ("own lacks CREATE", "own lacks USAGE")),
        (["own=arwdDxtm/own", '"odd=/ ""name"=r/own'], "r", ('"odd=/ ""name" SELECT',)),
    ],
)
def test_in_words(acl: list[str] | None, code: str, words: tuple[str, ...]) -> None:
    assert readable(acl, owner="own", code=code, server_version=180000) == words


def test_an_owner_of_an_older_server_lacks_nothing() -> None:
    assert readable(["own=arwdDxt/own"], owner="own", code="r", server_version=160000) == ()


def test_additions_lack_nothing() -> None:
    assert readable(["app=r/own"], owner="own", code="r", server_version=180000, additions=True) == ("app SELECT",)


@given(
    st.builds(
        Privilege,
        grantee=st.text(min_size=1),
        privilege=st.sampled_from(["SELECT", "ALTER SYSTEM", "EXECUTE"]),
        grantable=st.booleans(),
        grantor=st.none() | st.text(min_size=1),
        lacks=st.booleans(),
    )
)
def test_an_entry_is_read_back(privilege: Privilege) -> None:
    assert parse(str(privilege)) == privilege


def test_what_is_no_entry() -> None:
    with pytest.raises(ValueError, match="not a privilege"):
        parse("nonsense")
