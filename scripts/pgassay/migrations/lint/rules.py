"""The rules: what each finds, and what to write instead. Each has a page with examples in ``docs/lint/``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

Level = Literal["error", "notice"]


@dataclass(frozen=True)
class Rule:
    """One rule.

    Attributes:
        id: its name, as it stands in allowances and as its page is called.
        level: ``error`` fails the run; a ``notice`` is a lock that is held for a moment only, or something that
            could not be looked into.
        what: what is found, in one clause.
        instead: the safe rewrite.
    """

    id: str
    level: Level
    what: str
    instead: str

    @property
    def backwards(self) -> Literal["error", "notice", "never"]:
        """What it is in a rollback.

        There, what the migration made goes, and its names and types come back as they were; a constraint comes back
        valid, for otherwise it would not be what was there. All of it is one transaction, for it is to be undone at
        once; what that keeps waiting is worth a notice.
        """
        if self.id in _NEVER_BACKWARDS:
            return "never"
        return "notice" if self.id in _LESS_BACKWARDS else self.level


_NEVER_BACKWARDS = {
    "drop-column", "drop-table", "rename", "column-type", "enum-type", "long-identifier", "foreign-key-index",
    "validate-with-add",
}  # fmt: skip
_LESS_BACKWARDS = {"backfill", "wide-lock-window", "work-under-lock"}


_BRIEF = "keep it alone in its transaction, with a short lock_timeout, and run it again if it cannot have the lock"


def _rules() -> tuple[Rule, ...]:
    return (
        # Indexes
        Rule(
            "create-index", "error", "an index is built while nobody can write",
            "create index concurrently, alone in a file with '-- transactional: false'",
        ),
        Rule(
            "drop-index", "error", "an index is dropped while nobody can read or write its table",
            "drop index concurrently, alone in a file with '-- transactional: false'",
        ),
        Rule(
            "reindex", "error", "indexes are built again while nobody can write, and no query can use them",
            "reindex … concurrently, alone in a file with '-- transactional: false'",
        ),
        Rule(
            "concurrently-in-transaction", "error", "CONCURRENTLY stands in a transaction, which the server refuses",
            "move it to a file of its own that begins with '-- transactional: false'",
        ),
        Rule(
            "cluster", "error", "a table is written anew while nobody can read or write it",
            "leave it; where space must be won back, a tool that copies beside the table and swaps",
        ),
        Rule(
            "refresh-materialized-view", "error", "a materialised view is filled while nobody can read it",
            "refresh materialized view concurrently (it needs a unique index)",
        ),
        # Constraints
        Rule(
            "foreign-key", "error", "a foreign key is checked on every row while nobody can write to either table",
            "add constraint … not valid; then, in the next migration, validate constraint",
        ),
        Rule(
            "check", "error", "a check is proved on every row while nobody can read or write",
            "add constraint … not valid; then, in the next migration, validate constraint",
        ),
        Rule(
            "validate-with-add", "error", "a constraint is validated in the transaction that added it",
            "validate it in the next migration: the lock of the add is held until the commit",
        ),
        Rule(
            "unique", "error", "an index for a constraint is built while nobody can read or write",
            "create unique index concurrently, then add constraint … using index; an exclusion constraint has no such "
            "way: a copy of the table that is made with it, filled beside those who use it, and exchanged",
        ),
        Rule(
            "constraint-using-index", "notice", "a constraint takes over an index", _BRIEF,
        ),
        Rule(
            "primary-key-nullable", "error", "a primary key takes over an index on columns that may be NULL",
            "prove each NOT NULL first: a check (… is not null) not valid, validate, set not null; then using index",
        ),
        Rule(
            "set-not-null", "error", "every row is looked at for a NULL while nobody can read or write",
            "add a check (… is not null) not valid, validate it in the next migration, then set not null and drop the "
            "check",
        ),
        Rule("drop-not-null", "notice", "a column may be NULL from now on", _BRIEF),
        Rule("drop-constraint", "notice", "a constraint is dropped", _BRIEF),
        Rule("drop-foreign-key", "notice", "a foreign key is dropped, and both tables are locked", _BRIEF),
        Rule(
            "foreign-key-index", "error", "no index begins with the columns of a foreign key",
            "create index concurrently on its columns: else each delete of a referenced row reads the whole table",
        ),
        Rule(
            "domain-constraint", "error", "every table with a column of the domain is checked while nobody can write",
            "add constraint … not valid; then, in the next migration, validate constraint",
        ),
        # Columns
        Rule(
            "add-column", "error", "a new column writes every row while nobody can read or write",
            "add the column without default, set the default in a second statement, fill the rows in batches",
        ),
        Rule(
            "required-column", "error", "a new column is NOT NULL and has no default: it fails on a table with rows",
            "give it a constant default, or add it nullable, fill it in batches, then set not null through a check",
        ),
        Rule(
            "column-type-change", "error", "a new type writes or reads every row while nobody can read or write",
            "add a column of the new type, keep both by a trigger, fill in batches, then exchange them",
        ),
        Rule("widen-type", "notice", "a column's type holds more than before; no row is read", _BRIEF),
        Rule(
            "drop-column", "error", "a column is dropped that running code may still name",
            "first release the code that does not use it; then drop it, with the reason as an allowance",
        ),
        Rule(
            "drop-table", "error", "a table, a view or a schema is dropped that running code may still name",
            "first release the code that does not use it; then drop it, with the reason as an allowance",
        ),
        Rule(
            "rename", "error", "something is renamed that running code names as before",
            "add the new name beside the old one (a column kept by a trigger, a view), release, then drop the old one",
        ),
        # Tables
        Rule("truncate", "error", "a table is emptied", "delete in batches, or say why the rows may go"),
        Rule("drop-database", "error", "a database is dropped", "do that by hand, not in a migration"),
        Rule(
            "attach-partition", "error", "every row of a partition is read while nobody can read or write it",
            "first give it a check of its bounds, not valid, and validate it in the next migration",
        ),
        Rule(
            "detach-partition", "error", "a partition is detached while nobody can read or write its table",
            "detach partition … concurrently, alone in a file with '-- transactional: false'",
        ),
        Rule("create-partition", "notice", "a partition is made, for which its parent is locked", _BRIEF),
        Rule(
            "default-partition", "error", "the rows of the default partition are read while nobody can read or write",
            "give the default partition a check that excludes the new bounds, or detach it concurrently first",
        ),
        Rule(
            "move-table", "error", "a table is copied (SET LOGGED, UNLOGGED, TABLESPACE, ACCESS METHOD)",
            "make a new table, keep both by a trigger, copy in batches, then exchange them",
        ),
        Rule("storage", "notice", "SET STORAGE, COMPRESSION or REPLICA IDENTITY locks the table", _BRIEF),
        Rule("row-security", "notice", "a policy or the switch of row security locks the table", _BRIEF),
        Rule("replace-view", "notice", "a view is replaced, and its readers wait", _BRIEF),
        Rule("rewrite-rule", "notice", "a rule locks the table", _BRIEF),
        Rule("create-trigger", "notice", "a trigger is made or switched, for which writers wait", _BRIEF),
        Rule("drop-trigger", "notice", "a trigger is dropped, and the table is locked", _BRIEF),
        Rule("lock-table", "error", "LOCK TABLE keeps others waiting until the commit", "leave it to the statements"),
        Rule("exclusive-lock", "notice", "readers and writers wait for a moment", _BRIEF),
        # The transaction
        Rule(
            "lock-timeout", "error", "a lock may be waited for without end, or too long: everybody queues behind it",
            "set lock_timeout to a few seconds, in [tool.pgassay] or with SET LOCAL",
        ),
        Rule(
            "statement-timeout", "error", "a statement may run without end, or too long, with its locks held",
            "set statement_timeout, in [tool.pgassay] or with SET LOCAL",
        ),
        Rule(
            "idle-timeout", "error", "a client that stalls in a transaction keeps its locks without end",
            "set idle_in_transaction_session_timeout at the beginning of the file",
        ),
        Rule(
            "work-under-lock", "error", "rows are read or written after a lock was taken that keeps readers waiting",
            "put what takes long before it, or into a migration of its own: the lock is held until the commit",
        ),
        Rule(
            "wide-lock-window", "error", "one transaction locks a table against readers, and then waits for another",
            "one table a migration: while it waits for the second lock, everybody waits for the first",
        ),
        Rule(
            "backfill", "error", "the rows of a table are written by one statement",
            "a procedure that commits after each batch of rows, called from a file with '-- transactional: false'",
        ),
        # What is written
        Rule(
            "column-type", "error", "a type that the house does not use",
            "text with a named check, timestamptz, numeric, jsonb, bigint generated always as identity",
        ),
        Rule(
            "enum-type", "error", "a new enum type: its values can never be removed",
            "text with a named check, or a table of values",
        ),
        Rule(
            "long-identifier", "error", "a name has more than 63 bytes, and the server cuts it",
            "choose a shorter name",
        ),
        Rule(
            "if-not-exists", "error", "IF NOT EXISTS passes over an object that is not what the migration says",
            "leave it out: what has run is recorded, and a difference is to be seen",
        ),
        Rule(
            "transaction-control", "error", "BEGIN, COMMIT and the like divide a migration that is one transaction",
            "leave it out; what must not run in a transaction goes into a file with '-- transactional: false'",
        ),
        Rule(
            "open-transaction", "error", "a transaction is begun and not committed: nothing of it stays",
            "commit at the end of the file, or leave BEGIN out",
        ),
        Rule("copy-from-client", "error", "COPY reads from or writes to a client that is not there", "INSERT … VALUES"),
        Rule("psql-command", "error", "a command of psql, which no server understands", "SQL alone"),
        Rule(
            "dynamic-sql", "notice", "a statement that is put together when it runs could not be looked into",
            "write it out where that is possible; else read what it may run",
        ),
        Rule(
            "allowance", "error", "an allowance names no rule or no reason, or allows what nobody does",
            "-- pgassay: allow RULE because …; and take it out when it is needed no more",
        ),
    )  # fmt: skip


RULES: Mapping[str, Rule] = {rule.id: rule for rule in _rules()}
"""By id, in the order of the documentation."""
