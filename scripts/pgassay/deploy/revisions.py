"""The project as it was, or is elsewhere: a commit's folders, laid out beside the project."""

from __future__ import annotations

import io
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

from pgassay import git
from pgassay import settings as settings_module
from pgassay.errors import Refused
from pgassay.settings import Settings


@contextmanager
def checked_out(settings: Settings, ref: str) -> Iterator[Settings]:
    """The project at a commit, in a temporary folder; its settings are those of that commit.

    Args:
        settings: the project's, which lies in a git repository.
        ref: a branch, a tag, a commit.

    Raises:
        Refused: git does not know it, or it has no project there.
    """
    commit(settings, ref)
    with tempfile.TemporaryDirectory(prefix="pgassay-") as name:
        folder = Path(name)
        # From the project's folder, an archive holds what is below it, with paths that begin there.
        archive = subprocess.run(
            ["git", "archive", "--format=tar", ref], cwd=settings.project, capture_output=True, check=False
        )
        if archive.returncode:
            raise Refused(f"git archive {ref} fails: {archive.stderr.decode(errors='replace').strip()}")
        with tarfile.open(fileobj=io.BytesIO(archive.stdout)) as tar:
            tar.extraction_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has none
            tar.extractall(folder)  # noqa: S202  (git wrote it)
        folder.chmod(0o755)
        then = settings_module.load(folder) if (folder / "pyproject.toml").is_file() else None
        if then is None or not then.migrations.is_dir():
            raise Refused(f"at {ref} there are no migrations of this project")
        yield replace(then, dotenv=settings.dotenv)


def commit(settings: Settings, ref: str) -> str:
    """The commit that a name stands for.

    Raises:
        Refused: git does not know it.
    """
    return git.run(settings, "rev-parse", "--verify", "--quiet", f"{ref}^{{commit}}", what=f"{ref} names no commit")


def merge_base(settings: Settings, one: str, other: str) -> str:
    """The commit at which two branches parted.

    Raises:
        Refused: git does not know one of them, or they have nothing in common.
    """
    first, second = commit(settings, one), commit(settings, other)
    return git.run(settings, "merge-base", first, second, what=f"{one} and {other} have no commit in common")
