"""pgTAP files as pytest items, one for each assertion.

``pytest pgtap`` and ``pytest pgtap/shop/x.sql`` work, and so does an IDE. A file is run when it is **collected**:
only then is it known which assertions it makes. The items report the verdicts that were recorded, so ``-k`` and
``--lf`` choose what is shown, not what runs; ``--collect-only`` runs the files too, and with pytest-xdist each
worker runs them all. Where that is too slow, ``pgassay test`` is made for it.

The plugin does nothing unless SQL files below the folder ``pgtap`` of a project with ``[tool.pgassay]`` are
collected, and starts no server before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

if TYPE_CHECKING:
    from pgassay.errors import PgassayError
    from pgassay.settings import Settings
    from pgassay.tap.result import Check, FileResult
    from pgassay.tap.worker import Bench

OF_FILE = "<file>"
"""Name of the item that stands for the file as a whole."""


class _Projects:
    """The projects of one pytest session, and a bench for each that has tests to run."""

    def __init__(self, database_url: str | None) -> None:
        self._database_url = database_url
        self._settings: dict[Path, Settings | None] = {}
        self._benches: dict[Path, Bench] = {}

    def settings(self, folder: Path) -> Settings | None:
        """Settings of the project that a folder belongs to, or None."""
        from pgassay.errors import Refused
        from pgassay.settings import find_project, load

        if folder not in self._settings:
            try:
                project = find_project(folder)
            except Refused:
                self._settings[folder] = None
            else:
                self._settings[folder] = load(project)
        return self._settings[folder]

    def run(self, settings: Settings, path: Path) -> FileResult:
        """Run a file; the first one starts the server and builds the template."""
        from pgassay.tap import files

        (file,) = files.find(settings, [str(path)])
        if settings.project not in self._benches:
            self._benches[settings.project] = self._bench(settings)
        return self._benches[settings.project].run(file)

    def close(self) -> None:
        """Drop the clones."""
        while self._benches:
            self._benches.popitem()[1].close()

    def _bench(self, settings: Settings) -> Bench:
        from pgassay import server
        from pgassay.tap import DEFAULT_SECONDS, template
        from pgassay.tap.worker import Bench

        throwaway = server.throwaway(settings, database_url=self._database_url)
        return Bench(throwaway, template.ensure(settings, throwaway), seconds=DEFAULT_SECONDS)


_PROJECTS = pytest.StashKey[_Projects]()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Where the test databases are made."""
    parser.getgroup("pgassay", "pgTAP files").addoption(
        "--pgassay-database-url",
        metavar="URL",
        help="make the test databases on this server (its user needs CREATEDB); default: DATABASE_URL, "
        "else the embedded server",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Nothing is read or started yet."""
    config.addinivalue_line("markers", "pgtap: an assertion of a pgTAP file (pgassay)")
    config.stash[_PROJECTS] = _Projects(config.getoption("--pgassay-database-url"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave no database behind."""
    if projects := config.stash.get(_PROJECTS, None):
        projects.close()


def pytest_collect_file(file_path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """SQL files below a project's ``pgtap``, its helpers excepted."""
    if file_path.suffix != ".sql":
        return None
    from pgassay.errors import PgassayError
    from pgassay.tap.files import is_test

    path = file_path.resolve()
    try:
        settings = parent.config.stash[_PROJECTS].settings(path.parent)
    except PgassayError as error:
        return SqlFile.from_parent(parent, path=file_path, settings=None, trouble=error)
    if settings is None or not is_test(settings, path):
        return None
    return SqlFile.from_parent(parent, path=file_path, settings=settings)


class SqlFile(pytest.File):
    """A file of assertions; collecting it runs it."""

    def __init__(self, *, settings: Settings | None, trouble: PgassayError | None = None, **rest: Any) -> None:
        super().__init__(**rest)
        self._settings = settings
        self._trouble = trouble

    def collect(self) -> Iterator[pytest.Item]:
        """Run the file; an item for each assertion, and one for the file if something is wrong with it."""
        from pgassay.errors import PgassayError

        if self._settings is None:
            raise self.CollectError(str(self._trouble))
        try:
            result = self.config.stash[_PROJECTS].run(self._settings, self.path.resolve())
        except PgassayError as error:
            raise self.CollectError(str(error)) from error
        for number, check in enumerate(result.checks, 1):
            name = f"{number} - {check.description}" if check.description else str(number)
            yield AssertionItem.from_parent(self, name=name, result=result, check=check)
        if result.faults or result.skipped is not None:
            yield FileItem.from_parent(self, name=OF_FILE, result=result)


class Failed(Exception):
    """The recorded verdict is a failure; its text is all there is to say."""


class _Recorded(pytest.Item):
    """An item whose verdict is known already."""

    def __init__(self, *, result: FileResult, **rest: Any) -> None:
        super().__init__(**rest)
        self._result = result
        self._line = 1
        self.add_marker("pgtap")
        if result.notices:
            self.add_report_section("call", "server", "\n".join(result.notices))

    def repr_failure(self, excinfo: pytest.ExceptionInfo[BaseException], style: Any = None) -> Any:
        """The failure without a traceback into this plugin."""
        if isinstance(excinfo.value, Failed):
            return str(excinfo.value)
        return super().repr_failure(excinfo, style)

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it is, for IDEs."""
        return self.path, self._line - 1, self.name


class AssertionItem(_Recorded):
    """One assertion."""

    def __init__(self, *, check: Check, **rest: Any) -> None:
        from pgassay.tap.result import Status

        super().__init__(**rest)
        self._check = check
        self._line = check.line
        if check.status is Status.SKIPPED:
            self.add_marker(pytest.mark.skip(reason=check.reason or "skipped by the file"))
        elif check.status in (Status.TODO, Status.UNEXPECTED):
            self.add_marker(pytest.mark.xfail(reason=check.reason or "to do", strict=False))

    def runtest(self) -> None:
        """Report the verdict."""
        from pgassay.tap.report import name_of
        from pgassay.tap.result import Status

        check = self._check
        if check.status in (Status.FAILED, Status.TODO):
            place = self._result.place(check.line)
            raise Failed("\n".join([f"{place}: {name_of(check)}", *(f"    {line}" for line in check.diagnostics)]))


class FileItem(_Recorded):
    """The file as a whole."""

    def __init__(self, **rest: Any) -> None:
        super().__init__(**rest)
        if self._result.faults:
            self._line = self._result.faults[0].line
        else:
            self.add_marker(pytest.mark.skip(reason=self._result.skipped or "skipped by the file"))

    def runtest(self) -> None:
        """Report what is wrong with the file."""
        from pgassay.tap.report import failures

        raise Failed("\n".join(str(failure) for failure in failures(self._result) if failure.of_file))
