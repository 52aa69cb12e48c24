"""A catalogue as a file: JSON, one object a line, always in the same order, so that version control shows changes."""

from __future__ import annotations

import json
from pathlib import Path

from pgassay.catalogue import model
from pgassay.catalogue.model import Catalogue, Object
from pgassay.errors import Place, Refused

FORMAT = 1
"""Version of the file's form; raised when an older reader would misunderstand it."""


def dumps(catalogue: Catalogue) -> str:
    """The text of a snapshot file."""
    head = {"format": FORMAT, "server_version": catalogue.server_version, "fingerprint": catalogue.fingerprint}
    parts = [json.dumps(head, ensure_ascii=False)[:-1]]
    for name, objects in (("objects", catalogue.objects), ("roles", catalogue.roles)):
        lines = ",\n".join(json.dumps(each.to_json(), sort_keys=True, ensure_ascii=False) for each in objects)
        parts.append(f'"{name}": [\n{lines}\n]' if lines else f'"{name}": []')
    return ",\n".join(parts) + "}\n"


def write(catalogue: Catalogue, path: Path) -> None:
    """Write a snapshot file."""
    path.write_text(dumps(catalogue), encoding="utf-8")


def load(path: Path) -> Catalogue:
    """Read a snapshot file back.

    Raises:
        Refused: there is no such file, it is none of ours, of a later form, or was edited.
    """
    try:
        content = json.loads(path.read_text(encoding="utf-8"))
        form = content["format"]
    except FileNotFoundError:
        raise Refused(f"there is no file {path}") from None
    except (ValueError, KeyError, TypeError):
        raise Refused("not a snapshot", where=Place(path), hint="`pgassay snapshot FILE` writes one") from None
    if form != FORMAT:
        raise Refused(
            f"a snapshot of form {form}; this pgassay reads form {FORMAT}",
            where=Place(path),
            hint="write it anew with `pgassay snapshot FILE`",
        )
    objects, roles = (
        [Object.of(each["kind"], each["name"], each["attributes"]) for each in content[name]]
        for name in ("objects", "roles")
    )
    found = model.of(content["server_version"], objects, roles)
    if found.fingerprint != content["fingerprint"]:
        raise Refused(
            "its objects do not have the fingerprint that stands in it: it was edited or cut",
            where=Place(path),
            hint="write it anew with `pgassay snapshot FILE`",
        )
    return found
