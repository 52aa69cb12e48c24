"""A library of synthetic embeddings for tests and benchmarks of the search.

Real embeddings lie in clusters: texts of one subject, then of one topic, are near each other, and within a topic they
spread. So does this: a direction for a subject, another for a topic, and two draws of noise for each chunk, of a pool
large enough that no two chunks are the same. Cosine within a topic is about 0.75, within a subject 0.55, else 0.
"""

from __future__ import annotations

from typing import Any

import psycopg

DIMENSIONS = 1536
SUBJECTS = (
    "MATHEMATIQUES", "NSI", "FRANCAIS", "PHILOSOPHIE", "HISTOIRE_GEO",
    "ANGLAIS", "ESPAGNOL", "PHYSIQUE_CHIMIE", "SVT", "SES",
)  # fmt: skip
LEVELS = ("Seconde", "Premiere", "Terminale")
CHUNKS_A_DOCUMENT = 50

Connection = psycopg.Connection[Any]

_PREPARE = f"""
set search_path = public, extensions;
select setseed(0.42);
create unlogged table noise as
    select n, (select array_agg((random() + random() + random() + random() - 2)::real)
               from generate_series(1, {DIMENSIONS}) where n > 0)::vector as v
    from generate_series(1, %(pool)s) as n;
create unique index on noise (n);
create unlogged table topic as
    select s as subject, t, c.v + array_fill(0.6::real, array[{DIMENSIONS}])::vector * d.v as v
    from generate_series(1, 10) as s
    cross join generate_series(1, %(topics)s) as t
    join noise as c on c.n = s
    join noise as d on d.n = 10 + (s - 1) * %(topics)s + t;
create function chunk_near(of_subject integer, of_topic integer, a integer, b integer) returns vector
    language sql
    stable
    return (
        select l2_normalize(
            t.v + array_fill(0.5::real, array[{DIMENSIONS}])::vector * x.v
                + array_fill(0.45::real, array[{DIMENSIONS}])::vector * y.v
        )
        from topic as t, noise as x, noise as y
        where t.subject = of_subject and t.t = of_topic and x.n = a and y.n = b
    );
"""
_FILL = """
insert into nexus.users (id, email, role) values
    ('reader', 'reader@example.com', 'ELEVE'), ('other', 'other@example.com', 'ELEVE'),
    ('staff', 'staff@example.com', 'ADMIN');
insert into nexus.user_documents (id, "ownerId", "ownerRole", "originalName", mime, "storageKey")
    select 'd' || n, case when n %% 20 = 0 then 'other' else 'staff' end,
           case when n %% 20 = 0 then 'ELEVE' else 'ADMIN' end, 'd.pdf', 'application/pdf', 'd' || n
    from generate_series(0, %(chunks)s / %(per_document)s) as n;
insert into nexus.knowledge_assets (id, "docId", subject, level, chunk, tokens, embedding, meta)
    select 'k' || n, 'd' || n / %(per_document)s, (%(subjects)s::text[])[s], (%(levels)s::text[])[1 + n %% 3],
           'chunk ' || n, 1,
           chunk_near(s, 1 + (random() * (%(topics)s - 1))::integer, a, b), '{}'
    from (
        select n, 1 + (n / %(per_document)s) %% 10 as s,
               %(first)s + (random() * (%(pool)s - %(first)s))::integer as a,
               %(first)s + (random() * (%(pool)s - %(first)s))::integer as b
        from generate_series(1, %(chunks)s) as n
    ) as drawn;
create unlogged table question as
    select q, chunk_near(1 + q %% 10, 1 + (random() * (%(topics)s - 1))::integer,
                         %(first)s - 1 - q, %(first)s - 1 - %(questions)s - q) as v
    from generate_series(1, %(questions)s) as q;
"""
_EXACT = """
select q.q, array(
    select a.id
    from nexus.knowledge_assets as a
    where (%(subject)s::text is null or a.subject = %(subject)s)
      and (%(level)s::text is null or a.level = %(level)s)
      and (not %(hidden)s or a."docId" in (select d.id from nexus.user_documents as d where d."ownerId" <> 'other'))
    order by (a.embedding operator(extensions.<=>) q.v) + 0, a.id
    limit 8
)
from question as q
order by q.q
"""
_FOUND = """
select q.q, array(
    select s.id from nexus.search_knowledge(null, q.v, of_subject => %(subject)s, of_level => %(level)s) as s
)
from question as q
order by q.q
"""


def fill(connection: Connection, *, chunks: int, topics: int, questions: int) -> None:
    """Make documents and chunks for ``reader`` (who may read 19 of 20 documents) and questions that are in no chunk.

    Args:
        connection: to a migrated database; in autocommit.
        chunks: how many.
        topics: of each subject.
        questions: how many.
    """
    first = 10 + 10 * topics + 2 * questions + 2
    numbers = {
        "chunks": chunks, "topics": topics, "questions": questions, "first": first, "pool": first + 3000,
        "per_document": CHUNKS_A_DOCUMENT, "subjects": list(SUBJECTS), "levels": list(LEVELS),
    }  # fmt: skip
    index = "nexus.knowledge_assets_embedding_idx"
    row = connection.execute("select pg_get_indexdef(%s::regclass)", (index,)).fetchone()
    assert row is not None
    connection.execute(f"drop index {index}".encode())
    with psycopg.ClientCursor(connection) as cursor:
        for text in (_PREPARE, _FILL):
            cursor.execute(text.encode(), numbers)
    connection.execute("set maintenance_work_mem = '2GB'")
    connection.execute(str(row[0]).encode())  # made at once it takes a tenth of the time
    connection.execute("vacuum analyze nexus.knowledge_assets, nexus.user_documents")


def recall(connection: Connection, *, reader: str, subject: str | None, level: str | None = None) -> tuple[float, int]:
    """Recall at 8 of the search against a scan of every chunk that passes the filters, and the fewest results.

    Args:
        connection: to a database that ``fill`` filled.
        reader: ``reader`` or ``staff``, who reads everything.
        subject: only this one; None for all.
        level: only this one; None for all.
    """
    values = {"subject": subject, "level": level, "hidden": reader != "staff"}
    exact = connection.execute(_EXACT.encode(), values).fetchall()
    connection.execute("select set_config('app.current_user_id', %s, false)", (reader,))
    found = connection.execute(_FOUND.encode(), values).fetchall()
    shares = [len(set(right[1]) & set(left[1])) / len(right[1]) for right, left in zip(exact, found, strict=True)]
    return sum(shares) / len(shares), min(len(left[1]) for left in found)
