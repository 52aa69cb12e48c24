"""What is known of files without any mutant, in ``.pg/assay-files.json``: what has not changed need not run again."""

from __future__ import annotations

import contextlib
import json
import os
from collections.abc import Callable, Mapping, Sequence

from pgassay.assay import baseline
from pgassay.assay.files import Known, Prepared
from pgassay.settings import Settings
from pgassay.tap.template import Server

FORMAT = 9


def examine(
    settings: Settings,
    server: Server,
    template: str,
    files: Sequence[Prepared],
    *,
    key: str,
    jobs: int,
    seconds: float,
    fresh: bool,
    bar: Callable[[int], contextlib.AbstractContextManager[Callable[[], object]]],
) -> Mapping[str, Known]:
    """What is known of each file; those that are new or changed, or for another template, run twice.

    Args:
        settings: the project's.
        server: that clones are made on.
        template: of the clones.
        files: the files.
        key: names what the template is made from; another one makes all files run.
        jobs: workers.
        seconds: a file may take.
        fresh: let all files run.
        bar: makes a progress bar for so many steps.

    Raises:
        Red: a file fails or wavers.
    """
    path = settings.state / "assay-files.json"
    kept = {} if fresh else _read(path, key)
    same = {file.name: kept[file.name][1] for file in files if kept.get(file.name, ("",))[0] == file.digest}
    new = [file for file in files if file.name not in same]
    if new:
        with bar(3 * len(new)) as step:
            same |= baseline.examine(server, template, new, jobs=jobs, seconds=seconds, step=step)
        digests = {file.name: file.digest for file in files}
        # A run of some files forgets nothing of the others.
        others = {
            name: entry for name, entry in kept.items() if name not in digests and (settings.pgtap / name).exists()
        }
        content = {
            "format": FORMAT,
            "template": key,
            "files": {
                name: {
                    "of": of,
                    "said": known.said,
                    "assertions": sorted(known.assertions),
                    "touched": sorted(known.touched),
                    "written": dict(known.written),
                    "alone": list(known.alone),
                    "seconds": round(known.seconds, 3),
                }
                for name, (of, known) in {**others, **{name: (digests[name], same[name]) for name in same}}.items()
            },
        }
        with contextlib.suppress(OSError):  # the next run merely knows less
            path.parent.mkdir(parents=True, exist_ok=True)
            draft = path.with_suffix(f".{os.getpid()}.new")
            draft.write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")
            draft.replace(path)
    return same


def _read(path: os.PathLike[str], key: str) -> dict[str, tuple[str, Known]]:
    try:
        with open(path, encoding="utf-8") as file:  # noqa: PTH123
            content = json.load(file)
        if content["format"] != FORMAT or content["template"] != key:
            return {}
        return {
            name: (
                entry["of"],
                Known(
                    said=entry["said"],
                    assertions=frozenset(entry["assertions"]),
                    touched=frozenset(entry["touched"]),
                    written=entry["written"],
                    alone=tuple(entry["alone"]),
                    seconds=entry["seconds"],
                ),
            )
            for name, entry in content["files"].items()
        }
    except (OSError, ValueError, LookupError, TypeError):
        return {}
