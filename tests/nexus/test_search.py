"""The search of the library, on enough vectors for its index to matter."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import psycopg
import pytest

import library
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap import template

CHUNKS = 2_600
"""More than the search compares one by one."""


@pytest.fixture(scope="module")
def filled(settings: Settings, throwaway: Throwaway) -> Iterator[psycopg.Connection[Any]]:
    """A database with a library, as superuser."""
    conninfo = throwaway.clone(template.ensure(settings, throwaway))
    with psycopg.connect(conninfo, autocommit=True) as connection:
        library.fill(connection, chunks=CHUNKS, topics=6, questions=12)
        yield connection
    throwaway.drop(conninfo)


@pytest.mark.parametrize("reader", ["staff", "reader"])
@pytest.mark.parametrize("subject", [None, "NSI"])
def test_the_index_finds_what_a_scan_finds(filled: psycopg.Connection[Any], reader: str, subject: str | None) -> None:
    recall, fewest = library.recall(filled, reader=reader, subject=subject)
    assert recall >= 0.95
    assert fewest == 8


def test_many_chunks_are_searched_by_the_index(filled: psycopg.Connection[Any]) -> None:
    def scans() -> int:
        filled.execute("select pg_stat_force_next_flush()")
        row = filled.execute(
            "select idx_scan from pg_stat_user_indexes where indexrelname = 'knowledge_assets_embedding_idx'"
        ).fetchone()
        assert row is not None
        return int(row[0])

    before = scans()
    filled.execute("select set_config('app.current_user_id', 'staff', false)")
    query = "select count(*) from nexus.search_knowledge(null, (select v from question limit 1))"
    assert filled.execute(query.encode()).fetchone() == (8,)
    assert scans() == before + 1


def test_its_settings_end_with_the_call(filled: psycopg.Connection[Any]) -> None:
    shown = "select current_setting('hnsw.iterative_scan'), current_setting('hnsw.ef_search')"
    before = filled.execute(shown.encode()).fetchone()
    filled.execute("select set_config('app.current_user_id', 'staff', false)")
    filled.execute("select count(*) from nexus.search_knowledge('chunk', (select v from question limit 1))")
    assert filled.execute(shown.encode()).fetchone() == before
