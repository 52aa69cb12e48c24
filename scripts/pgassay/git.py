"""Ask git about the project's repository."""

from __future__ import annotations

import subprocess

from pgassay.errors import Refused
from pgassay.settings import Settings


def run(settings: Settings, *arguments: str, what: str = "") -> str:
    """What a git command prints, run in the project's folder, without the last line's end.

    Args:
        settings: the project's.
        *arguments: of git.
        what: is said when it fails; the command itself by default.

    Raises:
        Refused: it fails.
    """
    result = subprocess.run(["git", *arguments], cwd=settings.project, capture_output=True, text=True, check=False)
    if result.returncode:
        said = result.stderr.strip().splitlines()
        what = what or f"git {' '.join(arguments)} fails"
        raise Refused(what + (f": {said[0]}" if said else ""), hint="`git branch -a` and `git log` show what there is")
    return result.stdout.rstrip("\n")
