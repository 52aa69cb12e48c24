"""Runs pgTAP files on clones of a migrated template, and understands all that they say.

``run_suite`` is the whole of it; ``pgassay.tap.command`` hooks it into the command line and
``pgassay.tap.pytest_plugin`` into pytest.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # the plugin is imported by every pytest run: nothing more until it is needed
    from pgassay.settings import Settings
    from pgassay.tap.files import TestFile
    from pgassay.tap.result import FileResult
    from pgassay.tap.suite import SuiteResult
    from pgassay.tap.template import Server

DEFAULT_SECONDS = 60.0
"""How long a file may take unless the caller says otherwise."""


def select(
    settings: Settings, names: Sequence[str] = (), *, keyword: str | None = None, folder: Path | None = None
) -> list[TestFile]:
    """The test files that are meant, sorted by name.

    Args:
        settings: the project's.
        names: files, folders, glob patterns; all tests by default.
        keyword: as for ``-k``: ``cart and not expiry``, looked for in the names.
        folder: that the names are relative to; the current one by default.

    Raises:
        Refused: a name matches nothing, or nothing is left.
    """
    from pgassay.errors import Refused
    from pgassay.tap import files
    from pgassay.tap.keyword import chooser

    found = files.find(settings, names, folder=folder)
    if keyword is not None:
        chosen = chooser(keyword)
        found = [file for file in found if chosen(file.name)]
    if not found:
        what = f"no test file matches -k {keyword!r}" if keyword else "there are no test files"
        raise Refused(what, hint=f"tests are *.sql files below {files.shown(settings.pgtap)}")
    return found


def run_suite(
    settings: Settings,
    server: Server,
    files: Sequence[TestFile],
    *,
    jobs: int | None = None,
    seed: int | None = None,
    failed_first: bool = False,
    changed: bool = False,
    seconds: float = DEFAULT_SECONDS,
    without: Sequence[str] = (),
    on_result: Callable[[FileResult], None] | None = None,
) -> SuiteResult:
    """Run test files on clones of the project's template; remember which failed and how long each took.

    Args:
        settings: the project's.
        server: on which the template is built (if its parts changed) and cloned.
        files: from ``select``.
        jobs: workers, each with a clone; as many as cores by default.
        seed: run in a random order, this one; otherwise the longest first.
        failed_first: begin with those that failed last time.
        changed: leave out those that passed today and for which nothing has changed since.
        seconds: each file may take; 0 means no limit.
        without: contexts whose migrations are left out of the template.
        on_result: called with each file's result as it comes, in any order.

    Returns:
        The results, sorted by name. A failure is a result, not an exception.

    Raises:
        Refused: a helper cannot be loaded.
        MigrationFailed: a migration cannot be applied.
        ServerError: no database can be made.
    """
    import os
    from dataclasses import replace

    from pgassay.tap import state, suite, template

    remembered = state.read(settings)
    name = template.ensure(settings, server, without=without)
    proofs = {file.name: state.proof(file, name) for file in files}
    due = [file for file in files if not (changed and state.proven(remembered.get(file.name), proofs[file.name]))]
    unchanged = len(files) - len(due)
    if not due:
        return suite.SuiteResult(files=(), unchanged=unchanged, jobs=0)
    result = suite.run(
        suite.order(due, remembered, failed_first=failed_first, seed=seed),
        server=server,
        template=name,
        jobs=jobs or os.cpu_count() or 1,
        seconds=seconds,
        on_result=on_result,
    )
    state.write(settings, result.files, proofs)
    return replace(result, seed=seed, unchanged=unchanged)
