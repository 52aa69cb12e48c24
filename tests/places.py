"""Where tests may put what a server's user must reach."""

from __future__ import annotations

import os
import tempfile
from pathlib import Path


def short_folder() -> Path:
    """A new folder with a short name that everybody may enter; in memory where that is possible."""
    memory = Path("/dev/shm")
    folder = Path(tempfile.mkdtemp(prefix="pgassay-", dir=memory if os.access(memory, os.W_OK) else "/tmp"))
    folder.chmod(0o755)
    return folder
