"""A worker that ingests documents until there is nothing to do, or until it kills itself in the middle of a step."""

from __future__ import annotations

import json
import os
import signal
import sys

import psycopg

WORDS_PER_CHUNK = 3
SAVE = {
    "ocr": ("select nexus.save_ingested_text(%s, %s, %s)", "one  two three four  five six seven eight"),
    "clean": ("select nexus.save_ingested_text(%s, %s, %s)", ""),
    "chunk": ("select nexus.save_ingested_chunks(%s, %s, %s)", ""),
    "index": ("select nexus.index_ingestion(%s, %s)", ""),
}


def embedding(position: int) -> str:
    """A vector of a chunk, always the same."""
    return "[" + ",".join([str(position)] * 1536) + "]"


def main(conninfo: str, fatal_step: str) -> None:
    """Do step after step; one embedding at a time.

    Args:
        conninfo: how to connect.
        fatal_step: the step in which to die, after its work was saved and before it is committed; empty for none.
    """

    def die_here(step: str) -> None:
        if step == fatal_step:
            os.kill(os.getpid(), signal.SIGKILL)

    with psycopg.connect(conninfo, autocommit=True) as connection:
        claim = "select job_id, attempt, step, input from nexus.claim_ingestion(%s)"
        while lease := connection.execute(claim, (f"worker-{os.getpid()}",)).fetchone():
            job, attempt, step, text = lease
            if step == "embed":
                chunks = connection.execute("select position from nexus.chunks_to_embed(%s)", (job,)).fetchall()
                for number, (position,) in enumerate(chunks):
                    with connection.transaction():
                        connection.execute(
                            "select nexus.save_embeddings(%s, %s, array[%s], array[%s::extensions.vector])",
                            (job, attempt, position, embedding(position)),
                        )
                        if number == 1:
                            die_here(step)
                continue
            query, made = SAVE[step]
            words = (text or made).split()
            if step == "clean":
                made = " ".join(words)
            elif step == "chunk":
                starts = range(0, len(words), WORDS_PER_CHUNK)
                parts = [words[n : n + WORDS_PER_CHUNK] for n in starts]
                made = json.dumps([{"text": " ".join(part), "tokens": len(part)} for part in parts])
            with connection.transaction():
                connection.execute(query.encode(), (job, attempt, made)[: query.count("%s")])
                die_here(step)


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2] if len(sys.argv) > 2 else "")
