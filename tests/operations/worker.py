"""A worker as an application has one: claims, works and finishes until there is no job, or until it is killed."""

from __future__ import annotations

import os
import sys

import psycopg


def main(conninfo: str) -> None:
    """Record one effect for each job, in the transaction that finishes it."""
    name = f"worker-{os.getpid()}"
    with psycopg.connect(conninfo, autocommit=True) as connection:
        while connection.execute("select 1 from platform.jobs limit 1").fetchone():
            connection.execute("select platform.rescue_jobs()")
            claimed = connection.execute(
                "select id, attempts from platform.claim_jobs('test', %s, 5, '250 milliseconds')", (name,)
            ).fetchall()
            for job, attempt in claimed:
                try:
                    with connection.transaction():
                        connection.execute("insert into effects values (%s, %s, %s)", (job, attempt, name))
                        connection.execute("select platform.finish_job(%s, %s)", (job, attempt))
                except psycopg.Error as error:
                    if error.sqlstate != "PFJ02":  # too slow: the lease is gone, and so is the effect
                        raise


if __name__ == "__main__":
    main(sys.argv[1])
