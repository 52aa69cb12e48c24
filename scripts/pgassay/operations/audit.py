"""The audit log's seals: make them, copy them out of the database, and verify the log against the copy.

A superuser can rewrite rows and seals together, so that the database agrees with itself. Verification therefore
runs here: rows and seals are read as they are and hashed anew, and compared with seals that were exported to a
file which the superuser could not reach.

The file holds one seal a line, as JSON. Hashes are SHA-256 over the JSON array of the values as text; Python's and
PostgreSQL's spelling of such an array are the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import psycopg

from pgassay import options
from pgassay.errors import Place, Refused, ServerError
from pgassay.settings import Settings

_SEALS = (Path(__file__).with_name("audit_seals.sql")).read_bytes()
_ROWS = (Path(__file__).with_name("audit_rows.sql")).read_bytes()

Connection = psycopg.Connection[tuple[Any, ...]]


@dataclass(frozen=True, kw_only=True)
class Seal:
    """One link of the chain, as migration platform-0014 describes it.

    Attributes:
        number: from 1, without a gap.
        base_id: the era holds the ids after this one.
        to_id: covers rows up to this id …
        to_transaction: … of transactions before this one; None: of any, and the era ends here.
        cluster: system identifier of the cluster.
        row_ids: the rows.
        row_hashes: hexadecimal hash of each row, without its id.
        first_at: earliest time in the rows; None if there are none.
        last_at: latest time in the rows.
        sealed_at: when.
        previous: hexadecimal hash of the seal before; empty in the first.
        hash: hexadecimal hash of everything above.
    """

    number: int
    base_id: int
    to_id: int
    to_transaction: int | None
    cluster: str
    row_ids: tuple[int, ...]
    row_hashes: tuple[str, ...]
    first_at: str | None
    last_at: str | None
    sealed_at: str
    previous: str
    hash: str

    @property
    def whole(self) -> bool:
        """Whether its hash is that of its content."""
        content = [
            str(self.number),
            str(self.base_id),
            str(self.to_id),
            None if self.to_transaction is None else str(self.to_transaction),
            self.cluster,
            self.first_at,
            self.last_at,
            self.sealed_at,
            self.previous,
            [str(id) for id in self.row_ids],
            list(self.row_hashes),
        ]
        return _sha256(content) == self.hash


@dataclass(frozen=True, kw_only=True)
class Verdict:
    """What verification found.

    Attributes:
        verdict: ``intact``; ``not yet sealed``; or, for the first thing that is wrong, ``altered``, ``missing``,
            ``inserted``, ``reordered``, ``seal altered``, ``seal missing``, ``seal rewritten``.
        explanation: one sentence.
        seal: number of the seal that is wrong, or that the wrong row belongs to.
        row: id of the wrong row.
    """

    verdict: str
    explanation: str
    seal: int | None = None
    row: int | None = None

    @property
    def good(self) -> bool:
        """Whether nothing is wrong."""
        return self.verdict in ("intact", "not yet sealed")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Give a parser all that ``run`` reads; the server's own options are not among it."""
    parser.description = "Seal the audit log, export the seals, and verify the log against them."
    actions = parser.add_subparsers(dest="audit_action", title="actions", metavar="ACTION", required=True)
    actions.add_parser(
        "seal",
        help="make the partitions of the next months and seal what is not sealed yet",
        description="Make the partitions of the next months and seal the rows of every transaction that has ended.",
    )
    verify_parser = actions.add_parser(
        "verify",
        help="say whether the log is as it was sealed",
        description="Read rows and seals, hash them here, and name the first that is not as it was. Exit status 1 if "
        "there is one.",
    )
    verify_parser.add_argument(
        "--seals", type=Path, metavar="FILE", help="compare with seals exported earlier; notices a rewritten chain"
    )
    export = actions.add_parser(
        "export-seals",
        help="add the seals that a file does not hold yet to it",
        description="Write the seals to a file, one JSON object a line; a file that exists is continued. Keep it where "
        "no administrator of the database can change it.",
    )
    export.add_argument("file", type=Path, metavar="FILE")


def run(settings: Settings, args: argparse.Namespace) -> int:
    """Do what ``pgassay audit`` was asked to do; returns the exit status.

    Raises:
        Refused: the file is not usable.
        ServerError: the database cannot be asked.
    """
    development = options.development(settings, args)
    if args.audit_action == "seal":
        count = seal(development.conninfo)
        sys.stdout.write(f"sealed {count} rows\n" if count else "nothing to seal\n")
        return 0
    if args.audit_action == "export-seals":
        count = export_seals(development.conninfo, args.file)
        sys.stdout.write(f"wrote {count} seals to {args.file}\n")
        return 0
    verdict = verify(development.conninfo, seals=args.seals)
    sys.stdout.write(f"{verdict.verdict}: {verdict.explanation}\n")
    return 0 if verdict.good else 1


def seal(conninfo: str) -> int:
    """Make the partitions of the next months, and seal until nothing is left; returns the number of rows."""
    total = 0
    with _connect(conninfo) as connection:
        connection.execute("select audit.create_partitions()")
        while count := _one(connection, "select audit.seal()"):
            total += count
    return total


def export_seals(conninfo: str, path: Path) -> int:
    """Append to a file the seals that it does not hold yet.

    Args:
        conninfo: the database.
        path: the file; made if it does not exist.

    Returns:
        How many were written.

    Raises:
        Refused: the file is not a chain of seals, or the database's chain does not continue it.
    """
    known = read_seals(path) if path.exists() else []
    last = known[-1] if known else None
    with _connect(conninfo) as connection:
        if last and (rewritten := _rewritten(known, list(_seals(connection, after=0)))):
            raise Refused(f"{path} is not continued: {rewritten.explanation}", hint="see pgassay audit verify --seals")
        new = list(_seals(connection, after=last.number if last else 0))
    if broken := _broken(new, last):
        raise Refused(f"nothing was exported: {broken.explanation}")
    try:
        with path.open("a", encoding="utf-8") as file:
            file.writelines(json.dumps(asdict(each)) + "\n" for each in new)
    except OSError as error:
        raise Refused(f"{path} cannot be written: {error.strerror}") from error
    return len(new)


def read_seals(path: Path) -> list[Seal]:
    """The seals in a file.

    Raises:
        Refused: it cannot be read, or a line is not a seal, or the chain in it is broken.
    """
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError) as error:
        raise Refused(f"{path} cannot be read: {error}") from error
    seals = []
    for number, line in enumerate(lines, 1):
        try:
            value = json.loads(line)
            value |= {"row_ids": tuple(value["row_ids"]), "row_hashes": tuple(value["row_hashes"])}
            seals.append(Seal(**value))
        except (ValueError, TypeError, KeyError) as error:
            raise Refused("not a seal as pgassay audit export-seals writes it", where=Place(path, number)) from error
    if broken := _broken(seals, None):
        raise Refused(f"the copy itself is damaged: {broken.explanation}", where=Place(path, broken.seal or 1))
    return seals


def verify(conninfo: str, *, seals: Path | None = None) -> Verdict:
    """Hash rows and seals anew and compare them.

    Args:
        conninfo: the database.
        seals: file of exported seals; without it the database can only be compared with itself.

    Raises:
        Refused: the file is not usable.
    """
    exported = read_seals(seals) if seals else []
    with _connect(conninfo) as connection:
        connection.execute("begin transaction isolation level repeatable read read only")
        chain = list(_seals(connection, after=0))
        return (
            _rewritten(exported, chain)
            or _broken(chain, None)
            or next(_wrong_rows(connection, chain), None)
            or _summary(connection, chain)
        )


def _rewritten(exported: list[Seal], chain: list[Seal]) -> Verdict | None:
    """The first exported seal that the database no longer has like that."""
    found = {each.number: each for each in chain}
    for original in exported:
        if (now := found.get(original.number)) is None:
            return Verdict(
                verdict="seal missing",
                explanation=f"seal {original.number}, exported as made at {original.sealed_at}, is gone",
                seal=original.number,
            )
        if now != original:
            rows = [
                id
                for id, before, after in zip(original.row_ids, original.row_hashes, now.row_hashes, strict=False)
                if before != after
            ]
            first = f"; the first row it has otherwise is {rows[0]}" if rows else ""
            return Verdict(
                verdict="seal rewritten",
                explanation=f"seal {original.number}, made at {original.sealed_at}, is not the one that was "
                f"exported{first}",
                seal=original.number,
                row=rows[0] if rows else None,
            )
    return None


def _broken(chain: list[Seal], before: Seal | None) -> Verdict | None:
    """The first link that does not hold."""
    for each in chain:
        expected = before.number + 1 if before else 1
        if each.number != expected:
            return Verdict(verdict="seal missing", explanation=f"seal {expected} is missing", seal=expected)
        if not each.whole or each.previous != (before.hash if before else ""):
            explanation = f"seal {each.number}, made at {each.sealed_at}, is not what it was: its hash does not match"
            return Verdict(verdict="seal altered", explanation=explanation, seal=each.number)
        before = each
    return None


def _wrong_rows(connection: Connection, chain: list[Seal]) -> Iterator[Verdict]:
    """Rows that are not as their seal has them, in the order of seals and ids."""
    before: Seal | None = None
    for each in chain:
        same_era = before is not None and before.base_id == each.base_id
        rows = connection.execute(
            _ROWS,
            {
                "base_id": each.base_id,
                "to_id": each.to_id,
                "to_transaction": each.to_transaction,
                "since_id": before.to_id if before and same_era else 0,
                "since_transaction": before.to_transaction if before and same_era else 0,
            },
        )
        actual = [(int(row[0]), _sha256(list(row[1:]))) for row in rows]
        expected = list(zip(each.row_ids, each.row_hashes, strict=True))
        if actual != expected:
            yield from _differences(connection, each, expected, actual)
        before = each
    if row := connection.execute("select id from audit.log where id < 1 order by id limit 1").fetchone():
        yield Verdict(verdict="inserted", explanation=f"row {row[0]} was inserted: no id is below 1", row=int(row[0]))


def _differences(
    connection: Connection, seal: Seal, expected: list[tuple[int, str]], actual: list[tuple[int, str]]
) -> Iterator[Verdict]:
    surplus = Counter(actual) - Counter(expected)
    lacking = dict((Counter(expected) - Counter(actual)).keys())
    known = {hash for _, hash in expected}
    ids = {id for id, _ in expected}
    for id in sorted({id for id, _ in surplus} | set(lacking)):
        hashes = [hash for other, hash in surplus if other == id]
        if id not in ids or id not in lacking:
            verdict, done = "inserted", "inserted"
        elif hashes and hashes[0] in known:
            verdict, done = "reordered", "reordered"
        elif hashes or connection.execute("select from audit.log where id = %s", (id,)).fetchone() is not None:
            verdict, done = "altered", "altered"
        else:
            verdict, done = "missing", "removed"
        explanation = f"row {id} was {done}: it is not as seal {seal.number}, made at {seal.sealed_at}, has it"
        yield Verdict(verdict=verdict, explanation=explanation, seal=seal.number, row=id)


def _summary(connection: Connection, chain: list[Seal]) -> Verdict:
    sealed = sum(len(each.row_ids) for each in chain)
    unsealed = _one(connection, "select count(*) from audit.log") - sealed
    return Verdict(
        verdict="not yet sealed" if unsealed and not sealed else "intact",
        explanation=f"{len(chain)} seals cover {sealed} rows, all as they were; {unsealed} rows are not yet sealed",
    )


def _seals(connection: Connection, *, after: int) -> Iterator[Seal]:
    for row in connection.execute(_SEALS, {"after": after}):
        yield Seal(
            number=row[0],
            base_id=row[1],
            to_id=row[2],
            to_transaction=row[3],
            cluster=row[4],
            row_ids=tuple(row[5]),
            row_hashes=tuple(bytes(each).hex() for each in row[6]),
            first_at=row[7],
            last_at=row[8],
            sealed_at=row[9],
            previous=bytes(row[10]).hex(),
            hash=bytes(row[11]).hex(),
        )


def _sha256(values: Iterable[object]) -> str:
    return hashlib.sha256(json.dumps(list(values), ensure_ascii=False).encode()).hexdigest()


def _one(connection: Connection, query: str) -> int:
    row = connection.execute(query.encode()).fetchone()
    return int(row[0]) if row else 0


def _connect(conninfo: str) -> Connection:
    try:
        connection = psycopg.connect(conninfo, autocommit=True)
        connection.execute("set search_path = ''")
    except psycopg.OperationalError as error:
        raise ServerError(f"no connection: {str(error).strip().splitlines()[-1]}") from None
    if connection.execute("select to_regclass('audit.seals')").fetchone() == (None,):
        connection.close()
        raise Refused("this database has no audit log", hint="apply the migrations of platform: pgassay migrate")
    return connection
