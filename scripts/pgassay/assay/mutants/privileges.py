"""Privileges: what is granted is revoked, what is not is granted."""

from __future__ import annotations

from collections.abc import Iterator

from pgassay.assay.facts import Facts
from pgassay.assay.mutant import Mutant, called, mutant, quoted
from pgassay.catalogue import Object
from pgassay.catalogue.privileges import Privilege, parse

_GRANTED_TO_NOBODY = {
    "table": ("SELECT", "INSERT", "UPDATE", "DELETE"),
    "view": ("SELECT",),
    "materialized view": ("SELECT",),
    "sequence": ("USAGE", "SELECT"),
    "function": ("EXECUTE",),
    "procedure": ("EXECUTE",),
    "schema": ("USAGE", "CREATE"),
    "enum": ("USAGE",),
    "domain": ("USAGE",),
}
_TYPES = ("enum", "domain", "composite type", "range type", "base type")


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of access lists and of default privileges."""
    for each in facts.catalogue.objects:
        if each.kind == "default privileges":
            yield from _defaults(each)
        elif each.kind == "database":
            yield from _database(each)
        elif each.kind == "column":
            yield from _column(each)
        elif (where := _named(each)) and not (each.kind == "sequence" and each.has("identity")):
            yield from _object(facts, each, where)


def _named(each: Object) -> str:
    """An object as GRANT names it; empty for what has no access list."""
    if each.kind in ("table", "view", "materialized view"):
        return f"table {quoted(*each.name)}"
    if each.kind in ("function", "procedure"):
        return f"{each.kind} {called(each)}"
    if each.kind in ("sequence", "schema", "language", "domain"):
        return f"{each.kind} {quoted(*each.name)}"
    return f"type {quoted(*each.name)}" if each.kind in _TYPES else ""


def _object(facts: Facts, each: Object, where: str) -> Iterator[Mutant]:
    held = [parse(entry) for entry in each.texts("privileges")]
    yield from _held(each, where, held)
    weakest = facts.weakest.get(each.name[0])
    for privilege in _GRANTED_TO_NOBODY.get(each.kind, ()):
        for grantee in ("PUBLIC", *([weakest] if weakest and each.kind != "schema" else [])):
            if weakest == each.text("owner") and grantee == weakest:
                continue
            if not any(one.grantee in (grantee, "PUBLIC") and one.privilege == privilege for one in held):
                yield mutant(
                    each,
                    "privilege",
                    "granted",
                    f"{grantee} may {privilege}",
                    f"grant {privilege} on {where} to {_role(grantee)}",
                    detail=f"{privilege} to {grantee}",
                )


def _held(each: Object, where: str, held: list[Privilege], columns: str = "") -> Iterator[Mutant]:
    for one in held:
        what = f"{one.privilege}{columns}"
        role = _role(one.grantee)
        if one.lacks:
            yield mutant(
                each,
                "privilege",
                "granted",
                f"its owner may {one.privilege}",
                f"grant {what} on {where} to {role}",
                detail=f"{one.privilege} to {one.grantee}",
            )
            continue
        by = f" granted by {quoted(one.grantor)}" if one.grantor else ""
        yield mutant(
            each,
            "privilege",
            "revoked",
            f"{one.grantee} may not {one.privilege}",
            f"revoke {what} on {where} from {role}{by}",
            detail=f"{one.privilege} from {one.grantee}",
        )
        if one.grantee != "PUBLIC" and not one.grantable:
            yield mutant(
                each,
                "privilege",
                "grant option added",
                f"{one.grantee} may grant {one.privilege} to others",
                f"grant {what} on {where} to {role} with grant option",
                detail=f"{one.privilege} to {one.grantee}",
            )


def _column(column: Object) -> Iterator[Mutant]:
    held = [parse(entry) for entry in column.texts("privileges")]
    table = f"table {quoted(*column.name[:2])}"
    yield from _held(column, table, held, columns=f" ({quoted(column.name[2])})")
    for one in held:
        if not one.lacks:
            yield mutant(
                column,
                "privilege",
                "widened to the table",
                f"{one.grantee} may {one.privilege} every column",
                f"grant {one.privilege} on {table} to {_role(one.grantee)}",
                detail=f"{one.privilege} to {one.grantee}",
            )


def _database(database: Object) -> Iterator[Mutant]:
    for entry in database.texts("privileges"):
        one = parse(entry)
        if not one.lacks:
            yield _on_database(database, "revoked", f"{one.grantee} may not {one.privilege}", one, "revoke", "from")
    if "PUBLIC CREATE" not in database.texts("privileges"):
        one = Privilege("PUBLIC", "CREATE")
        yield _on_database(database, "granted", "PUBLIC may make schemas", one, "grant", "to")


def _on_database(of: Object, operator: str, said: str, one: Privilege, verb: str, word: str) -> Mutant:
    change = f"{verb} {one.privilege} on database %I {word} {_role(one.grantee)}".replace("'", "''")
    make = f"do $$ begin execute format('{change}', current_database()); end $$"
    return mutant(of, "privilege", operator, said, make, detail=f"{one.privilege} {word} {one.grantee}")


def _defaults(defaults: Object) -> Iterator[Mutant]:
    role, schema, kind = defaults.name
    alter = f"alter default privileges for role {quoted(role)}" + (f" in schema {quoted(schema)}" if schema else "")
    held = [parse(entry) for entry in defaults.texts("privileges")]
    for one in held:
        verb, word = ("grant", "to") if one.lacks else ("revoke", "from")
        yield mutant(
            defaults,
            "privilege",
            "default removed",
            f"{one.privilege} {word} {one.grantee} is not the default",
            f"{alter} {verb} {one.privilege} on {kind} {word} {_role(one.grantee)}",
            detail=f"{one.privilege} {word} {one.grantee}",
        )
    usual = {"functions": "EXECUTE", "types": "USAGE"}.get(kind)
    if usual and not schema and not any(one.grantee == "PUBLIC" for one in held):
        yield mutant(
            defaults,
            "privilege",
            "default removed",
            f"new {kind} are open to PUBLIC",
            f"{alter} grant {usual} on {kind} to public",
            detail=f"{usual} to PUBLIC",
        )


def _role(name: str) -> str:
    return "public" if name == "PUBLIC" else quoted(name)
