"""Assertions that can be asked alone: one statement behind a mutant instead of a whole file.

A file that changes nothing, such as a closed list of what a schema holds, is a row of questions: what one of them
answers does not depend on those before it. So the one that will most likely notice a mutant is asked by itself, behind
the file's plan and whatever else of it is no assertion. Its answer counts when it is "not ok": the whole file would
have said so as well. Any other answer decides nothing, and the whole file is still to be run.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from pgassay.assay.files import Known, Mutated, Prepared
from pgassay.assay.session import BEGIN, Session, failing
from pgassay.assay.verdict import Attempt, Status
from pgassay.sql import Statement
from pgassay.tap.reply import Reply
from pgassay.tap.source import Source

# What temporary tables, functions and views write.
_OF_TEMPORARIES = re.compile(
    r"pg_temp\w*\..*|pg_toast\w*\..*"
    r"|pg_catalog\.pg_(?:class|attribute|attrdef|type|depend|index|proc|rewrite|toast\w*|init_privs|shdepend)"
)
# What an assertion must not do if others are to answer the same without it: rollback does not undo a setting or a lock
# for those behind it, and these keep what they do when they succeed.
_LASTING = re.compile(r"(?:lives_ok|performs_\w+|set_config|act_as|\w*advisory\w*|nextval|setval)")
_QUOTED = re.compile(r"(?:set_config|nextval|setval|advisory\w*lock)\s*\(\s*'", re.IGNORECASE)
_SECONDS = 30.0


def can_be_parted(known: Known) -> bool:
    """Whether a file changes nothing that a question of it could notice."""
    return bool(known.assertions) and all(_OF_TEMPORARIES.fullmatch(name) for name in known.written)


def alone(source: Source, statements: Sequence[str], known: Known, number: int) -> Mutated:
    """The text of one assertion, behind a mutant and what of the file comes before it and asserts nothing.

    Args:
        source: the file's.
        statements: that make the mutant.
        known: of the file.
        number: of the statement.
    """
    kept = [
        each
        for place, each in enumerate(source.statements[: number + 1])
        if place == number or (place not in known.assertions and each.words[:1] != ("begin",))
    ]
    return Mutated.of(source, statements, only=kept)


def answer(reply: Reply, source: Mutated) -> str | None:
    """What the assertion said; None when it did not come to that."""
    place = source.added + len(source.statements) - 1
    if reply.error is not None or reply.lost or len(reply.results) <= place:
        return None
    return reply.results[place].output or ""


def understood(reply: Reply, source: Mutated) -> Attempt:
    """What the last statement of a text, which asserts something, says of a mutant.

    Args:
        reply: of the server.
        source: what was sent.

    Returns:
        KILLED or INVALID; SURVIVED where it decides nothing.
    """
    number = len(source.statements) - 1
    line = source.statements[number].line
    said, error, done = answer(reply, source), reply.error, len(reply.results)
    if said is not None:
        if (failed := failing(said)) is not None:
            return Attempt(Status.KILLED, line, failed)
    elif error is not None and not reply.timed_out and not reply.lost:
        if len(BEGIN) <= done < source.added or (error.position is not None and error.position <= len(source.prefix)):
            return Attempt(Status.INVALID, said=error.message)
        if done == source.added + number:
            return Attempt(Status.KILLED, line, f"{error.severity} {error.sqlstate}: {error.message}")
    return Attempt(Status.SURVIVED)


def ask(connection: Session, file: Prepared, known: Known) -> Sequence[int]:
    """Numbers of the assertions of a file that hold alone, too; none if it cannot be parted.

    Args:
        connection: to a clone, clean.
        file: that passes.
        known: of it.
    """
    found: list[int] = []
    if not can_be_parted(known) or any(_lasts(file.source.statements[number]) for number in known.assertions):
        return found
    for number in sorted(known.assertions):
        source = alone(file.source, (), known, number)
        reply = connection.run(source.sent, seconds=_SECONDS)
        said = answer(reply, source)
        if said is None or "not ok" in said:
            connection.reopen()
        else:
            found.append(number)
    return found


def _lasts(statement: Statement) -> bool:
    return (
        statement.words[:1] != ("select",)
        or any(_LASTING.fullmatch(word) for word in statement.words)
        or _QUOTED.search(statement.text) is not None
    )
