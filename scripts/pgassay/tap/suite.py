"""Many files on several clones at once: in which order they start, and what all of them gave."""

from __future__ import annotations

import random
import time
from collections import deque
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from pgassay.errors import PgassayError
from pgassay.tap.files import TestFile
from pgassay.tap.result import FileResult, Status
from pgassay.tap.state import Remembered
from pgassay.tap.template import Server
from pgassay.tap.worker import Shared, Worker


@dataclass(frozen=True, kw_only=True)
class SuiteResult:
    """What a run of many files gave.

    Attributes:
        files: sorted by name; those that did not run are among them.
        unchanged: how many files were left out because they passed today and nothing has changed since.
        seconds: for all of it.
        jobs: how many workers there were.
        seed: of the order, when it was shuffled.
        interrupted: somebody pressed Ctrl-C.
        trouble: what ended the run before all files had run: usually the server went away.
    """

    files: tuple[FileResult, ...]
    unchanged: int = 0
    seconds: float = 0.0
    jobs: int = 1
    seed: int | None = None
    interrupted: bool = False
    trouble: PgassayError | None = None

    @property
    def ok(self) -> bool:
        """Whether every file ran and nothing failed."""
        return not self.interrupted and not self.trouble and all(file.ok and file.ran for file in self.files)

    @property
    def failed(self) -> tuple[FileResult, ...]:
        """The files in which something failed."""
        return tuple(file for file in self.files if not file.ok)

    @property
    def not_run(self) -> tuple[FileResult, ...]:
        """The files that were not run to their end, through no fault of their own."""
        return tuple(file for file in self.files if not file.ran)

    def count(self, *statuses: Status) -> int:
        """How many checks have one of these statuses."""
        return sum(file.count(*statuses) for file in self.files)


def order(
    files: Sequence[TestFile],
    remembered: Mapping[str, Remembered],
    *,
    failed_first: bool = False,
    seed: int | None = None,
) -> list[TestFile]:
    """The order in which files are started.

    Args:
        files: sorted by name.
        remembered: their last run.
        failed_first: those that failed last time come first.
        seed: shuffle with it; otherwise the longest come first (so that no worker is left alone with one), and
            what has never run before them.
    """
    ordered = list(files)
    if seed is not None:
        random.Random(seed).shuffle(ordered)  # noqa: S311  (an order of tests, not a secret)
    else:
        unknown = Remembered(float("inf"), failed=False)
        ordered.sort(key=lambda file: -remembered.get(file.name, unknown).seconds)
    if failed_first:
        ordered.sort(key=lambda file: not (file.name in remembered and remembered[file.name].failed))
    return ordered


def run(
    files: Sequence[TestFile],
    *,
    server: Server,
    template: str,
    jobs: int,
    seconds: float,
    on_result: Callable[[FileResult], None] | None = None,
) -> SuiteResult:
    """Run files, in this order, each worker on a clone of its own.

    Args:
        files: in the order in which they are started.
        server: that clones are made on.
        template: of the clones.
        jobs: how many workers at most.
        seconds: each file may take; 0 means no limit.
        on_result: called in this thread with each file's result as it comes.

    Raises:
        PgassayError: nothing could be run: no clone could be made.
    """
    start = time.perf_counter()
    shared = Shared(server=server, template=template, seconds=seconds, waiting=deque(files))
    workers = [Worker(shared, number) for number in range(max(1, min(jobs, len(files))))]
    results: dict[TestFile, FileResult] = {}
    interrupted = False
    try:
        for worker in workers:
            worker.start()
        _gather(shared, len(workers), results, on_result)
    except KeyboardInterrupt:
        interrupted = True
        shared.stop()
        for worker in workers:
            worker.cancel()
        _gather(shared, len(workers), results, on_result)
    finally:
        shared.stop()
        for worker in workers:
            worker.join()
    trouble = shared.trouble[0] if shared.trouble and not interrupted else None
    if trouble and not results:
        raise trouble
    everything = [results.get(file) or FileResult(file=file, ran=False) for file in sorted(files)]
    return SuiteResult(
        files=tuple(everything),
        seconds=time.perf_counter() - start,
        jobs=len(workers),
        interrupted=interrupted,
        trouble=trouble,
    )


def _gather(
    shared: Shared,
    workers: int,
    results: dict[TestFile, FileResult],
    on_result: Callable[[FileResult], None] | None,
) -> None:
    """Take results until every worker has said that it has no more."""
    while shared.resting < workers:
        result = shared.done.get()
        if result is None:
            shared.resting += 1
            continue
        results[result.file] = result
        if on_result:
            on_result(result)
