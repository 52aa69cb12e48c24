"""For each attribute of an object in the catalogue, an SQL expression that asks the server for it."""

from __future__ import annotations

from pgassay.assay.mutant import called, literal, quoted
from pgassay.catalogue import Object

_RELATION = {
    "unlogged": "relpersistence = 'u'",
    "row_security": "relrowsecurity",
    "row_security_forced": "relforcerowsecurity",
    "options": "reloptions",
    "unpopulated": "not relispopulated",
    "owner": "relowner::regrole",
}
_COLUMN = {
    "not_null": "attnotnull",
    "type": "format_type(atttypid, atttypmod)",
    "identity": "attidentity",
    "generated": "attgenerated",
    "position": "attnum",
}
_FUNCTION = {
    "volatility": "provolatile",
    "parallel": "proparallel",
    "strict": "proisstrict",
    "security_definer": "prosecdef",
    "leakproof": "proleakproof",
    "settings": "proconfig",
    "result": "pg_get_function_result(oid)",
    "body": "md5(coalesce(pg_get_function_sqlbody(oid), prosrc))",
    "owner": "proowner::regrole",
}
_SEQUENCE = {
    "increment": "seqincrement",
    "cycle": "seqcycle",
    "maximum": "seqmax",
    "minimum": "seqmin",
    "start": "seqstart",
}


def question(of: Object, attribute: str) -> str | None:
    """A query for an attribute, as text; None where nobody has written one.

    Args:
        of: the object.
        attribute: as the catalogue calls it.
    """
    if attribute == "comment":
        return _comment(of)
    if attribute == "privileges":
        return _privileges(of)
    name = quoted(*of.name[:2])
    match of.kind:
        case "table" | "view" | "materialized view" if attribute in _RELATION:
            return _from("pg_class", _RELATION[attribute], f"oid = {literal(name)}::regclass")
        case "view" | "materialized view" if attribute == "definition":
            return f"select pg_get_viewdef({literal(name)}::regclass)::text"
        case "column":
            return _column(of, attribute)
        case "constraint":
            where = f"conrelid = {literal(name)}::regclass and conname = {literal(of.name[2])}"
            return _from("pg_constraint", "pg_get_constraintdef(oid)", where)
        case "domain constraint":
            where = f"contypid = {literal(name)}::regtype and conname = {literal(of.name[2])}"
            return _from("pg_constraint", "pg_get_constraintdef(oid)", where)
        case "index":
            where = f"indexrelid = {literal(quoted(of.name[0], of.name[2]))}::regclass"
            shown = "indisvalid" if attribute == "invalid" else "pg_get_indexdef(indexrelid)"
            return _from("pg_index", shown, where)
        case "trigger":
            where = f"tgrelid = {literal(name)}::regclass and tgname = {literal(of.name[2])}"
            return _from("pg_trigger", "tgenabled" if attribute == "state" else "pg_get_triggerdef(oid)", where)
        case "policy":
            shown = "concat_ws(' / ', polcmd, polpermissive, polroles::regrole[], pg_get_expr(polqual, polrelid),"
            shown += " pg_get_expr(polwithcheck, polrelid))"
            where = f"polrelid = {literal(name)}::regclass and polname = {literal(of.name[2])}"
            return _from("pg_policy", shown, where)
        case "function" | "procedure" if attribute in _FUNCTION:
            return _from("pg_proc", _FUNCTION[attribute], f"oid = {literal(called(of))}::regprocedure")
        case "sequence" if attribute in _SEQUENCE:
            return _from("pg_sequence", _SEQUENCE[attribute], f"seqrelid = {literal(name)}::regclass")
        case "enum":
            return _from(
                "pg_enum", "array_agg(enumlabel order by enumsortorder)", f"enumtypid = {literal(name)}::regtype"
            )
        case "domain" if attribute in ("not_null", "default"):
            return _from("pg_type", f"typ{attribute.replace('_', '')}", f"oid = {literal(name)}::regtype")
    return None


def presence(of: Object) -> str | None:
    """A query that says whether an object is there."""
    match of.kind:
        case "table" | "view" | "materialized view" | "sequence":
            return f"select (to_regclass({literal(quoted(*of.name))}) is not null)::text"
        case "index":
            return f"select (to_regclass({literal(quoted(of.name[0], of.name[2]))}) is not null)::text"
        case "function" | "procedure":
            return f"select (to_regprocedure({literal(called(of))}) is not null)::text"
    return question(of, "definition")


def _from(catalogue: str, expression: str, where: str) -> str:
    return f"select ({expression})::text from pg_catalog.{catalogue} where {where}"


def _column(column: Object, attribute: str) -> str | None:
    where = f"attrelid = {literal(quoted(*column.name[:2]))}::regclass and attname = {literal(column.name[2])}"
    if attribute in _COLUMN:
        return _from("pg_attribute", _COLUMN[attribute], where)
    if attribute in ("default", "expression"):
        from_ = "pg_attribute join pg_catalog.pg_attrdef on adrelid = attrelid and adnum = attnum"
        return _from(from_, "pg_get_expr(adbin, adrelid)", where)
    return None


def _comment(of: Object) -> str | None:
    name = quoted(*of.name[:2])
    match of.kind:
        case "column":
            where = f"attrelid = {literal(name)}::regclass and attname = {literal(of.name[2])}"
            return _from("pg_attribute", "col_description(attrelid, attnum)", where)
        case "table" | "view" | "materialized view" | "sequence":
            return f"select obj_description({literal(name)}::regclass, 'pg_class')"
        case "index":
            return f"select obj_description({literal(quoted(of.name[0], of.name[2]))}::regclass, 'pg_class')"
        case "function" | "procedure":
            return f"select obj_description({literal(called(of))}::regprocedure, 'pg_proc')"
        case "schema":
            return f"select obj_description({literal(quoted(of.name[0]))}::regnamespace, 'pg_namespace')"
        case "enum" | "domain" | "composite type" | "range type":
            return f"select obj_description({literal(name)}::regtype, 'pg_type')"
        case "constraint" | "trigger" | "policy":
            catalogue, short = {"constraint": ("pg_constraint", "con"), "trigger": ("pg_trigger", "tg")}.get(
                of.kind, ("pg_policy", "pol")
            )
            where = f"{short}relid = {literal(name)}::regclass and {short}name = {literal(of.name[2])}"
            return _from(catalogue, f"obj_description(oid, '{catalogue}')", where)
    return None


def _privileges(of: Object) -> str | None:
    name = quoted(*of.name[:2])
    table = ("pg_class", "relacl", "relowner", f"oid = {literal(name)}::regclass")
    kinds = {
        "table": ("r", *table),
        "view": ("r", *table),
        "materialized view": ("r", *table),
        "sequence": ("s", *table),
        "schema": ("n", "pg_namespace", "nspacl", "nspowner", f"oid = {literal(quoted(of.name[0]))}::regnamespace"),
        "database": ("d", "pg_database", "datacl", "datdba", "datname = current_database()"),
    }
    if of.kind in ("function", "procedure"):
        kinds[of.kind] = ("f", "pg_proc", "proacl", "proowner", f"oid = {literal(called(of))}::regprocedure")
    elif of.kind in ("enum", "domain", "composite type", "range type"):
        kinds[of.kind] = ("T", "pg_type", "typacl", "typowner", f"oid = {literal(name)}::regtype")
    elif of.kind == "column":
        where = f"attrelid = {literal(name)}::regclass and attname = {literal(of.name[2])}"
        kinds[of.kind] = ("c", "pg_attribute", "attacl", "'pg_database_owner'::regrole", where)
    if of.kind not in kinds:
        return None
    code, catalogue, acl, owner, where = kinds[of.kind]
    entry = "concat_ws(' ', grantee::regrole, privilege_type, case when is_grantable then 'with grant option' end)"
    listed = f"aclexplode(coalesce({acl}, acldefault('{code}', {owner})))"
    return _from(catalogue, f"select string_agg({entry}, ', ' order by {entry}) from {listed}", where)
