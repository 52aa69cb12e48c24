"""Row security policies."""

from __future__ import annotations

from collections.abc import Iterator

from pgassay.assay.expressions import variants
from pgassay.assay.facts import Facts, commented
from pgassay.assay.mutant import Mutant, mutant, quoted
from pgassay.catalogue import Object


def generate(facts: Facts) -> Iterator[Mutant]:
    """Mutants of policies."""
    for each in facts.catalogue.of_kind("policy"):
        yield from _policy(each)


def _policy(policy: Object) -> Iterator[Mutant]:
    table, name = quoted(*policy.name[:2]), quoted(policy.name[2])
    alter = f"alter policy {name} on {table}"
    drop = f"drop policy {name} on {table}"

    def made(operator: str, description: str, make: str | list[str], detail: str = "") -> Mutant:
        return mutant(policy, "policy", operator, description, make, detail=detail)

    yield made("dropped", "is gone", drop)
    for attribute, clause in (("using", "using"), ("check", "with check")):
        if not policy.has(attribute):
            continue
        expression = policy.text(attribute)
        for new in ("true", "false"):
            if expression != new:
                yield made(f"{clause} {new}", f"{clause} is {new}", f"{alter} {clause} ({new})")
        yield made(f"{clause} negated", f"{clause} is turned round", f"{alter} {clause} (not ({expression}))")
        for variant in variants(expression):
            yield made(
                f"{clause}: {variant.operator}",
                f"{clause}, {variant.operator}: {variant.detail}",
                f"{alter} {clause} ({variant.text})",
                variant.detail,
            )
    roles = policy.texts("roles")
    if roles != ("PUBLIC",):
        yield made("roles widened", "is for everybody", f"{alter} to public")
        if len(roles) > 1:
            for role in roles:
                rest = ", ".join(quoted(each) for each in roles if each != role)
                yield made("role removed", f"is not for {role}", f"{alter} to {rest}", role)
    again = commented(policy)
    restrictive = policy.has("restrictive")
    other = "restricts" if not restrictive else "permits"
    yield made("kind exchanged", f"{other}", [drop, create(policy, restrictive=not restrictive), *again])
    if policy.text("command") != "all":
        yield made("command widened", "is for all commands", [drop, create(policy, command="all"), *again])
    if policy.text("command") == "all" and policy.has("check") and policy.has("using"):
        yield made("with check removed", "has no with check", [drop, create(policy, check=False), *again])


def create(policy: Object, *, command: str = "", restrictive: bool | None = None, check: bool = True) -> str:
    """CREATE POLICY for one that is there, changed."""
    command = command or policy.text("command")
    restrictive = policy.has("restrictive") if restrictive is None else restrictive
    roles = ", ".join("public" if role == "PUBLIC" else quoted(role) for role in policy.texts("roles"))
    using = policy.text("using")
    if command == "all" and not using:
        using = policy.text("check")
    text = f"create policy {quoted(policy.name[2])} on {quoted(*policy.name[:2])}"
    text += f" as {'restrictive' if restrictive else 'permissive'} for {command} to {roles}"
    text += f" using ({using})" if using else ""
    return text + (f" with check ({policy.text('check')})" if check and policy.has("check") else "")
