"""What is suggested while somebody types, and what a search finds, among a hundred thousand products."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import psycopg

from benchmarks.measure import Promise, Subject, database, in_turn

PRODUCTS = 100_000
SLOWEST = 20.0
"""Milliseconds that a suggestion may take, whatever was typed."""

TYPED = (
    "o",
    "oa",
    "oak",
    "oak t",
    "oak table 1",
    "tab",
    "mirr",
    "clock 99",
    "zz",
    "stel",
    "steell lamp",
    "100%",
    "café",
)
ASKED = ("oak table", "walnut mirror -small", "copper bowl 4711", "stel lampp")

_FILL = """
insert into shop.products (id, slug, name, short_description, description, price, stock, status, created_at)
select md5('product' || n)::uuid, 'product-' || n,
       (array['Oak', 'Walnut', 'Steel', 'Linen', 'Copper', 'Glass', 'Café', 'Olive wood'])[1 + n %% 8] || ' '
           || (array['table', 'chair', 'shelf', 'bowl', 'mirror', 'rug', 'clock', 'lamp', 'bench', 'stool',
                     'vase'])[1 + n %% 11]
           || ' ' || n,
       case when n %% 3 = 0 then 'Made to last.' end,
       case when n %% 2 = 0 then 'Of natural ' || (array['colours', 'fibres', 'stone'])[1 + n %% 3] || '.' end,
       1 + n %% 300, 5, case when n %% 20 = 0 then 'draft' else 'active' end::shop.product_status,
       now() - n * interval '1 minute'
from generate_series(1, %s) as n
"""


def run(_cache: Path) -> Iterator[Promise]:
    """Measure one connection; of all that was typed, the slowest median counts."""
    with database() as conninfo, psycopg.connect(conninfo, autocommit=True) as connection:
        # Triggers aside: it is reading that is measured.
        connection.execute("set session_replication_role = replica")
        connection.execute(_FILL.encode(), (PRODUCTS,))
        connection.execute("reset session_replication_role")
        connection.execute("vacuum analyze shop.products")
        for what, function, words, limit in (
            (f"a suggestion among {PRODUCTS // 1000}k products, the slowest", "shop.autocomplete", TYPED, SLOWEST),
            (f"a search among {PRODUCTS // 1000}k products, the slowest", "shop.search_products", ASKED, 10 * SLOWEST),
        ):
            query = f"select * from {function}(%s)".encode()
            timings = in_turn(
                [
                    Subject(word, lambda word=word, query=query: connection.execute(query, (word,)).fetchall())
                    for word in words
                ]
            )
            slowest = max(timings.values(), key=lambda timing: timing.median)
            fastest = min(timings.values(), key=lambda timing: timing.median)
            yield Promise(
                what,
                slowest.median * 1000,
                limit,
                " ms",
                f"{slowest.name!r}; {fastest.name!r} takes {fastest.median * 1000:.2f} ms",
            )


if __name__ == "__main__":
    sys.exit("run it with: python -m benchmarks search")
