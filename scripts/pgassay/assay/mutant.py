"""A mutant: the database with one thing weakened or wrong."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from pgassay.catalogue import Object
from pgassay.catalogue.model import Key


@dataclass(frozen=True, kw_only=True)
class Mutant:
    """One change that the tests must notice.

    It is made in a transaction, the tests run in that same transaction, and its rollback unmakes it: nothing of it
    is ever committed.

    Attributes:
        id: the object and what was done to it; the same as long as both are.
        kind: for reports: ``column``, ``foreign key``, ``function``, …
        operator: what was done, without particulars: ``dropped``, ``on delete changed``.
        object: key of the object in the catalogue.
        description: one sentence for people.
        make: the statements, in order.
        original: what the only statement is a changed copy of, where changes of several mutants can be made at once.
    """

    id: str
    kind: str
    operator: str
    object: Key
    description: str
    make: tuple[str, ...]
    original: str = ""

    @property
    def schema(self) -> str:
        """The schema that the score is counted for; ``(database)`` for what lies in none."""
        return self.object[1] if self.object[0] not in ("database", "default privileges", "publication") else DATABASE

    @property
    def table(self) -> str:
        """Name of the table or view that it hangs on, or of the object itself."""
        return self.object[2] if len(self.object) > 2 else self.object[-1]

    @property
    def of_body(self) -> bool:
        """Whether it changes nothing but the body of a function: only who calls that can notice it."""
        return self.operator.startswith("body")

    @cached_property
    def digest(self) -> str:
        """Of what it does: another text is another mutant."""
        return hashlib.sha256("\n".join(self.make).encode()).hexdigest()[:16]

    @cached_property
    def edit(self) -> tuple[int, int, str]:
        """Where the words of the original that it changes begin and end, and what stands there instead."""
        before, after = self.original, self.make[0]
        start = _alike(before, after)
        end = len(before) - _alike(before[start:][::-1], after[start:][::-1])
        while start and not before[start - 1].isspace():
            start -= 1
        while end < len(before) and not before[end].isspace():
            end += 1
        return start, end, after[start : len(after) - len(before) + end]

    @property
    def script(self) -> str:
        """SQL for psql that makes it, and unmakes it."""
        made = "".join(f"{statement};\n" for statement in self.make)
        return f"begin;\n{made}-- the tests run here\nrollback;\n"


DATABASE = "(database)"


def mutant(
    of: Object,
    kind: str,
    operator: str,
    description: str,
    make: Sequence[str] | str,
    *,
    detail: str = "",
    original: str = "",
) -> Mutant:
    """Make a mutant, its id formed from the object and the operator.

    Args:
        of: the object.
        kind: for reports.
        operator: what is done, without particulars.
        description: what is wrong afterwards; the object's name is put before it.
        make: the statements.
        detail: tells mutants of one object and operator apart.
        original: what the statement is a changed copy of.
    """
    particulars = f"/{_slug(detail)}" if detail else ""
    return Mutant(
        id=f"{of.label}/{_slug(operator)}{particulars}",
        kind=kind,
        operator=operator,
        object=of.key,
        description=f"{of.label}: {description}",
        make=(make,) if isinstance(make, str) else tuple(make),
        original=original,
    )


def _alike(one: str, other: str) -> int:
    """How many characters two texts begin with that are the same."""
    pairs = enumerate(zip(one, other, strict=False))
    return next((place for place, (first, second) in pairs if first != second), min(len(one), len(other)))


def _slug(text: str) -> str:
    return re.sub(r"\s+", "-", text.strip())


def quoted(*parts: str) -> str:
    """A qualified name, each part in quotes: a reserved word does no harm."""
    return ".".join('"' + part.replace('"', '""') + '"' for part in parts)


def literal(text: str) -> str:
    """A string constant."""
    return "'" + text.replace("'", "''") + "'"


def called(function: Object) -> str:
    """A function's name with the types of its arguments, as ALTER and DROP want it."""
    return f"{quoted(*function.name[:2])}({function.name[2]})"
