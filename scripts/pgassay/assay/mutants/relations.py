"""Tables, partitions, row security, views."""

from __future__ import annotations

from collections.abc import Iterator

from pgassay.assay.expressions import variants
from pgassay.assay.facts import Facts, commented
from pgassay.assay.mutant import Mutant, mutant, quoted
from pgassay.catalogue import Object
from pgassay.catalogue.privileges import parse


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of tables and views."""
    for each in facts.catalogue.of_kind("table"):
        yield from _table(each)
    for each in facts.catalogue.of_kind("view"):
        yield from _view(each)
    for each in facts.catalogue.of_kind("materialized view"):
        yield from _materialized(facts, each)


def _table(table: Object) -> Iterator[Mutant]:
    name = quoted(*table.name)
    if table.has("partition_of"):
        yield mutant(table, "table", "partition dropped", "the partition is gone", f"drop table {name}")
        return
    yield mutant(table, "table", "dropped", "the table is gone", f"drop table {name}")
    if not table.has("partition_key"):
        to = "logged" if table.has("unlogged") else "unlogged"
        yield mutant(table, "table", f"made {to}", f"is {to}", f"alter table {name} set {to}")
    for attribute, off, what in (
        ("row_security", "disable", "row security"),
        ("row_security_forced", "no force", "row security of the owner"),
    ):
        if table.has(attribute):
            yield mutant(
                table,
                "table security",
                f"{what} off",
                f"{what} is off",
                f"alter table {name} {off} row level security",
            )


def _view(view: Object) -> Iterator[Mutant]:
    name = quoted(*view.name)
    yield mutant(view, "view", "dropped", "the view is gone", f"drop view {name}")
    options = dict(option.partition("=")[::2] for option in view.texts("options"))
    for option in sorted(options):
        yield mutant(view, "view", f"{option} removed", f"is without {option}", f"alter view {name} reset ({option})")
    if "security_invoker" not in options:
        change = f"alter view {name} set (security_invoker = true)"
        yield mutant(view, "view", "security_invoker added", "asks with the rights of whoever asks", change)
    given = f" with ({', '.join(view.texts('options'))})" if options else ""
    for variant in variants(view.text("definition").rstrip("; \n")):
        yield mutant(
            view,
            "view",
            f"query: {variant.operator}",
            f"in its query, {variant.operator}: {variant.detail}",
            f"create or replace view {name}{given} as {variant.text}",
            detail=variant.detail,
        )


def _materialized(facts: Facts, view: Object) -> Iterator[Mutant]:
    name = quoted(*view.name)
    yield mutant(view, "materialized view", "dropped", "is gone", f"drop materialized view {name}")
    if not view.has("unpopulated"):
        empty = f"refresh materialized view {name} with no data"
        yield mutant(view, "materialized view", "left unpopulated", "holds no data", empty)
    members = facts.catalogue.by_table.get((view.name[0], view.name[1]), ())
    again = [
        f"alter materialized view {name} owner to {quoted(view.text('owner'))}",
        *commented(view),
        *(f"comment on column {quoted(*each.name)} is '{each.text('comment').replace(chr(39), chr(39) * 2)}'"
          for each in members if each.kind == "column" and each.has("comment")),
        *(statement for each in members if each.kind == "index"
          for statement in (each.text("definition"), *commented(each))),
        *(_granted(name, entry) for entry in view.texts("privileges")),
    ]  # fmt: skip
    for variant in variants(view.text("definition").rstrip("; \n")):
        yield mutant(
            view,
            "materialized view",
            f"query: {variant.operator}",
            f"in its query, {variant.operator}: {variant.detail}",
            [f"drop materialized view {name}", f"create materialized view {name} as {variant.text}", *again],
            detail=variant.detail,
        )


def _granted(name: str, entry: str) -> str:
    privilege = parse(entry)
    grantee = "public" if privilege.grantee == "PUBLIC" else quoted(privilege.grantee)
    if privilege.lacks:
        return f"revoke {privilege.privilege} on {name} from {grantee}"
    option = " with grant option" if privilege.grantable else ""
    return f"grant {privilege.privilege} on {name} to {grantee}{option}"
