"""Migrators in processes of their own, to be watched, stopped and killed."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from databases import ask
from waiting import until


class Migrator:
    """A running ``pgassay`` command."""

    def __init__(self, project: Path, database: str, *arguments: str) -> None:
        command = [sys.executable, "-m", "pgassay", "--project", str(project), "--database-url", database]
        self.database = database
        self.process = subprocess.Popen(
            [*command, *arguments], text=True, stdout=subprocess.PIPE, stderr=subprocess.PIPE, stdin=subprocess.DEVNULL
        )

    def waits_for_a_lock(self) -> int:
        """Wait until its server process stands before a lock; returns that process's id."""
        query = (
            "select pid from pg_stat_activity where datname = current_database() and application_name = 'pgassay' "
            "and wait_event_type = 'Lock'"
        )

        def waiting() -> list[tuple[object, ...]]:
            assert self.process.poll() is None, self.finish()
            return ask(self.database, query)

        return int(str(until(waiting, "the migrator waits for a lock")[0][0]))

    def kill(self) -> None:
        """kill -9, unless it has ended."""
        if self.process.poll() is None:
            self.process.kill()
            self.process.communicate()

    def finish(self) -> tuple[int, str]:
        """Wait for its end; returns the exit status and everything it said."""
        output, errors = self.process.communicate(timeout=60)
        return self.process.returncode, output + errors


def gone(database: str, pid: int) -> None:
    """Wait until a server process has ended."""
    until(
        lambda: not ask(database, f"select 1 from pg_stat_activity where pid = {pid}"), f"server process {pid} is gone"
    )
