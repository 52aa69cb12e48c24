"""Recognise a statement: what it does, to what. Conservative: what is not understood is ``unknown``, never guessed."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from pgassay import sql
from pgassay.migrations.lint import altering, creating
from pgassay.migrations.lint.actions import WITHOUT_TABLE, Action, Part
from pgassay.migrations.lint.reading import Reader, unquoted

# Statements that take no lock on a relation that a reader or a writer could wait for.
_HARMLESS = frozenset(
    {
        "checkpoint", "close", "deallocate", "declare", "discard", "execute", "explain", "fetch", "grant", "listen",
        "load", "merge", "move", "notify", "prepare", "reset", "revoke", "set", "show", "unlisten", "values", "with",
        "select", "call", "insert", "update", "delete", "copy", "table",
    }
)  # fmt: skip
_CONTROL = frozenset({"begin", "start", "commit", "end", "rollback", "abort", "savepoint", "release"})
_RELATIONS = ("table", "index", "view", "materialized view", "sequence", "foreign table")
_MODES = {
    ("access", "share"): "AccessShareLock",
    ("row", "share"): "RowShareLock",
    ("row", "exclusive"): "RowExclusiveLock",
    ("share", "update", "exclusive"): "ShareUpdateExclusiveLock",
    ("share", "row", "exclusive"): "ShareRowExclusiveLock",
    ("share",): "ShareLock",
    ("exclusive",): "ExclusiveLock",
    ("access", "exclusive"): "AccessExclusiveLock",
}


def recognise(statement: sql.Statement) -> Action:
    """What a statement is."""
    reader = Reader([token for token in statement.tokens if token.kind != "comment"])
    first = reader.word()
    reader.take()
    if parse := _PARSERS.get(first):
        return parse(reader)
    if first in _CONTROL:
        return Action("transaction control", first)
    if first == "insert":
        reader.accept("into")
        return Action("insert", names=(reader.name(),), words=_words(reader, "select"))
    if first == "update":
        reader.accept("only")
        return Action("update", names=(reader.name(),), words=_where(statement))
    if first == "delete":
        reader.accept("from")
        reader.accept("only")
        return Action("delete", names=(reader.name(),), words=_where(statement))
    return Action(first if first in _HARMLESS else "unknown", first)


def _words(reader: Reader, *wanted: str) -> frozenset[str]:
    return frozenset(word for word in wanted if reader.has(*word.split()))


def _where(statement: sql.Statement) -> frozenset[str]:
    """How the rows that are written are found: by LIMIT in a subquery, by columns that equal a value."""
    found = set()
    if "limit" in statement.words or "fetch" in statement.words:
        found.add("limit")
    reader = Reader(statement.tokens)
    reader.take()
    reader.accept("from")
    if not reader.has("from") and not reader.has("using"):
        found.add("alone")
    reader.until(("where",))
    if reader.accept("where"):
        found.add("where")
        found |= {f"= {name}" for name in _compared(reader)}
    return frozenset(found)


def _compared(reader: Reader) -> Iterator[str]:
    """The columns that a condition, made of terms joined by AND, compares with one value or with those of an array."""
    if reader.has("or"):
        return
    while reader:
        name = reader.name()
        if reader.accept("operator"):
            equal = any(token.text == "=" for token in (reader.parenthesis() or Reader(())).tokens)
        else:
            equal = reader.accept("=")
        if name and equal and not reader.sees("any", "(", "select"):
            yield unquoted(name.rpartition(".")[2])
        reader.until(("and",))
        reader.accept("and")


def _alter(reader: Reader) -> Action:
    kind = _kind(reader)
    words: set[str] = set()
    if kind in _RELATIONS:
        if reader.accept("all", "in", "tablespace"):
            return Action("unknown", "alter all in tablespace")
        if reader.accept("if", "exists"):
            words.add("if exists")
        if reader.accept("only"):
            words.add("only")
        name = reader.name()
        reader.accept("*")
        if kind == "sequence" and not (reader.sees("owner") or reader.sees("rename") or reader.sees("set")):
            return Action("alter sequence", kind, (name,))
        found = altering.parts(reader)
        return Action("alter", kind, (name,), words=frozenset(words), parts=found, new_names=_new_names(found))
    if kind in ("policy", "trigger", "rule"):
        own = reader.name()
        reader.accept("on")
        return Action(f"alter {kind}", kind, (reader.name(),), own)
    if kind == "domain":
        return _alter_domain(reader)
    if kind == "type":
        return _alter_type(reader)
    if kind == "schema":
        name = reader.name()
        return Action("rename" if reader.accept("rename") else "other", kind, (name,))
    if kind == "publication":
        name = reader.name()
        tables: tuple[str, ...] = ()
        if reader.accept_any("add", "set", "drop") and reader.accept("table"):
            tables = tuple(piece.name() for piece in reader.pieces())
        return Action("alter publication", kind, tables, name)
    return Action("other" if kind.split(" ")[0] in WITHOUT_TABLE else "unknown", kind)


def _new_names(parts: tuple[Part, ...]) -> tuple[str, ...]:
    named = [p.name for p in parts if p.kind in ("add column", "add constraint")]
    named += [p.name for p in parts if p.kind == "rename"]
    return tuple(named)


def _alter_domain(reader: Reader) -> Action:
    name = reader.name()
    words = set()
    if reader.accept("add"):
        words.add("add constraint")
        if reader.has("not", "valid"):
            words.add("not valid")
    elif reader.accept("set", "not", "null"):
        words.add("set not null")
    elif reader.accept("validate"):
        words.add("validate")
    elif reader.accept("rename"):
        words.add("rename")
    return Action("alter domain", "domain", (name,), words=frozenset(words))


def _alter_type(reader: Reader) -> Action:
    name = reader.name()
    if reader.accept("rename", "value"):
        return Action("rename", "enum value", (name,))
    if reader.accept("add", "value"):
        exists = frozenset({"if not exists"} if reader.accept("if", "not", "exists") else ())
        return Action("add enum value", "type", (name,), words=exists)
    if reader.accept("rename", "to"):
        return Action("rename", "type", (name,))
    if reader.accept_any("owner", "set"):
        return Action("other", "type")
    return Action("unknown", "type")


def _kind(reader: Reader) -> str:
    if reader.accept("materialized", "view"):
        return "materialized view"
    if reader.accept("foreign", "table"):
        return "foreign table"
    kind = reader.word()
    reader.take()
    if kind in ("event", "foreign", "text", "user", "default", "access", "operator"):
        second = reader.word()
        if second in ("trigger", "data", "search", "mapping", "privileges", "method", "class", "family"):
            reader.take()
            return f"{kind} {second}"
    return kind


def _drop(reader: Reader) -> Action:
    kind = _kind(reader)
    words = set()
    for word in ("concurrently",):
        if reader.accept(word):
            words.add(word)
    if reader.accept("if", "exists"):
        words.add("if exists")
    if kind == "owned":
        return Action("drop owned", kind, tuple(_roles(reader)))
    if kind in ("policy", "trigger", "rule"):
        own = reader.name()
        reader.accept("on")
        return Action(f"drop {kind}", kind, (reader.name(),), own, _and_cascade(reader, words))
    if kind in ("function", "procedure", "routine", "aggregate", "cast", "operator", "transform"):
        # With its argument types, as the server prints and reads them.
        names = tuple(piece.until(("cascade", "restrict")).text for piece in reader.pieces())
        return Action("drop", kind, names, words=_and_cascade(Reader(reader.tokens), words))
    names = reader.names()
    return Action("drop", kind, names, words=_and_cascade(reader, words))


def _and_cascade(reader: Reader, words: set[str]) -> frozenset[str]:
    return frozenset(words | ({"cascade"} if reader.has("cascade") else set()))


def _roles(reader: Reader) -> list[str]:
    reader.accept("by")
    return [unquoted(name) for name in reader.names()]


def _comment(reader: Reader) -> Action:
    reader.accept("on")
    kind = _kind(reader)
    if kind == "column":
        return Action("comment", kind, (reader.name().rpartition(".")[0],))
    if kind in _RELATIONS:
        return Action("comment", kind, (reader.name(),))
    return Action("other", kind)


def _truncate(reader: Reader) -> Action:
    reader.accept("table")
    names = reader.names()
    return Action("truncate", "table", names, words=_words(reader, "cascade", "restart"))


def _reindex(reader: Reader) -> Action:
    words = set()
    if options := reader.parenthesis():
        words |= {"concurrently"} if options.has("concurrently") else set()
    kind = reader.word()
    reader.take()
    if reader.accept("concurrently"):
        words.add("concurrently")
    return Action("reindex", kind, (reader.name(),), words=frozenset(words))


def _cluster(reader: Reader) -> Action:
    reader.parenthesis()
    reader.accept("verbose")
    name = reader.name()
    if reader.accept("on"):  # the form before PostgreSQL 8.3
        name = reader.name()
    return Action("cluster", "table", (name,) if name else ())


def _vacuum(reader: Reader) -> Action:
    words = set()
    if options := reader.parenthesis():
        words |= {"full"} if options.has("full") and not options.has("full", "false") else set()
    while word := reader.accept_any("full", "freeze", "verbose", "analyze"):
        words.add(word)
    return Action("vacuum", "table", tuple(piece.name() for piece in reader.pieces()), words=frozenset(words))


def _analyze(reader: Reader) -> Action:
    reader.parenthesis()
    reader.accept("verbose")
    return Action("analyze", "table", tuple(piece.name() for piece in reader.pieces()))


def _refresh(reader: Reader) -> Action:
    reader.accept("materialized", "view")
    words = frozenset({"concurrently"} if reader.accept("concurrently") else ())
    return Action("refresh", "materialized view", (reader.name(),), words=words)


def _lock(reader: Reader) -> Action:
    reader.accept("table")
    only = reader.sees("only")
    names = reader.names()
    mode = "AccessExclusiveLock"
    if reader.accept("in"):
        said = tuple(token.text.lower() for token in reader.until(("mode",)).tokens)
        mode = _MODES.get(said, mode)
    return Action("lock", "table", names, words=frozenset({"only"} if only else ()), mode=mode)


def _do(reader: Reader) -> Action:
    body = next((token.text for token in reader.tokens if token.kind == "string"), "")
    return Action("do", body=body)


def _reassign(reader: Reader) -> Action:
    reader.accept("owned")
    return Action("reassign owned", names=tuple(_roles(reader)))


def _security(reader: Reader) -> Action:
    reader.until(("on",))
    reader.accept("on")
    kind = _kind(reader)
    if kind == "column":
        return Action("comment", kind, (reader.name().rpartition(".")[0],))
    return Action("comment", kind, (reader.name(),)) if kind in _RELATIONS else Action("other", kind)


def _import(reader: Reader) -> Action:
    return Action("other", "import foreign schema")


_PARSERS: dict[str, Callable[[Reader], Action]] = {
    "create": creating.create,
    "alter": _alter,
    "drop": _drop,
    "comment": _comment,
    "truncate": _truncate,
    "reindex": _reindex,
    "cluster": _cluster,
    "vacuum": _vacuum,
    "analyze": _analyze,
    "analyse": _analyze,
    "refresh": _refresh,
    "lock": _lock,
    "do": _do,
    "reassign": _reassign,
    "security": _security,
    "import": _import,
}
