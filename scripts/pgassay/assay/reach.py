"""Which test files can notice a mutant at all: those that reach its object, and those that read the catalogue.

A file reaches an object that it mentions, in its own text or through a helper's, that it touches (as the server's
statistics say), or that something it touches is defined by: a function called by a function, by a policy, by a check.
Statistics alone would not do, for the server does not count a function that it inlines.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from pgassay.assay.facts import Facts
from pgassay.assay.files import Known, Prepared
from pgassay.assay.mutant import DATABASE, Mutant

_WORD = re.compile(r"\w+")
_CALL = re.compile(r"(\w+)\"?\s*\(")
# Where a name stands, and not a word of prose: behind a dot, before a parenthesis, alone in quotes, behind a keyword.
_NAME = re.compile(
    r"""\."?(\w+)|(\w+)"?\s*\(|['"](\w+)['"]|\b(?:from|into|update|join|table|only|on|type|schema|index)\s+"?(\w+)""",
    re.IGNORECASE,
)
_CATALOGUE = re.compile(
    r"pg_(?!temp$|catalog$|sleep$|typeof$|advisory|current|backend|column_size|stat_force|size_pretty|snapshot)\w+"
    r"|information_schema|has_\w+_privilege|to_reg\w+|reg(?:class|proc|procedure|type|namespace|role)|aclexplode"
)
_BODIES = re.compile(
    r"prosrc|prosqlbody|pg_get_functiondef|pg_get_function_sqlbody|routine_definition|plpgsql_check\w*"
)
# pgTAP's assertions about results and errors; all its others look at the catalogue.
_OF_RESULTS = re.compile(
    r"plan|no_plan|finish|ok|is|isnt|pass|fail|diag\w*|skip|todo\w*|matches|doesnt_match|imatches|doesnt_imatch|alike"
    r"|unalike|ialike|unialike|cmp_ok|isa_ok|is_empty|isnt_empty|results_(?:eq|ne)|set_(?:eq|ne|has|hasnt)"
    r"|bag_(?:eq|ne|has|hasnt)|row_eq|lives_ok|throws_\w+|performs_\w+|num_failed|collect_tap|in_todo|_\w+"
)


class Reach:
    """Answers which files can notice a mutant.

    Args:
        facts: of the database.
        files: the test files.
        known: what each touches.
    """

    def __init__(self, facts: Facts, files: Sequence[Prepared], known: Mapping[str, Known]) -> None:
        self._facts = facts
        self._everything = frozenset(file.name for file in files)
        self._mentioned: dict[str, set[str]] = {}
        self._touched: dict[str, set[str]] = {}
        self._readers: dict[str, frozenset[str]] = {}
        self._of_bodies: set[str] = set()
        self._calls: dict[str, set[str]] = {}
        tools = _bodies(facts, {each.name[0] for each in facts.whole.of_kind("schema")} - facts.schemas)
        structural = {name for name in facts.tools if not _OF_RESULTS.fullmatch(name)}
        helpers = {name: text for name, text in tools.items() if text}
        definitions = _definitions(facts)
        for file in files:
            text = _with_helpers(file.source.text, helpers)
            words = set(_WORD.findall(text))
            for word in _names(text):
                self._mentioned.setdefault(word, set()).add(file.name)
            for name in _reached(known[file.name].touched, definitions):
                self._touched.setdefault(name, set()).add(file.name)
            for name in known[file.name].touched:
                self._calls.setdefault(name, set()).add(file.name)
            if any(_BODIES.fullmatch(word) for word in words):
                self._of_bodies.add(file.name)
            if any(_CATALOGUE.fullmatch(word) for word in words) or structural & set(_CALL.findall(text)):
                # A helper that reads the whole catalogue names the schemas that it leaves out.
                self._readers[file.name] = frozenset(file.words & facts.schemas - {"public"})
        functions = {".".join(each.name[:2]) for each in facts.whole.of_kind("function")}
        self._counted = not functions.isdisjoint(self._calls)

    @property
    def readers(self) -> frozenset[str]:
        """Names of the files that read the catalogue."""
        return frozenset(self._readers)

    def of(self, mutant: Mutant) -> frozenset[str]:
        """Names of the files that can notice a mutant."""
        kind, path = mutant.object[0], mutant.object[1:]
        if mutant.kind == "comment":
            return self._reading(mutant.schema)  # who does not read the catalogue cannot see it
        if mutant.schema == DATABASE or kind in ("schema", "extension") or len(path) < 2:
            return self._everything
        schema = path[0]
        if self._is_body(mutant):
            # PL/pgSQL is never inlined, so that the server counts every call but those that raise an error: who neither
            # calls nor names it calls it behind no mutant of its body either. (What is raised in a function that only
            # others lead to is missed where no other file calls it: a survivor more, never a kill.)
            called, named = self._calls.get(".".join(path[:2]), set()), self._mentioned.get(path[1], set())
            return frozenset(self._of_bodies | called | named)
        found = set(self._reading(schema))
        for name in self._names(mutant):
            found |= self._mentioned.get(name, set())
        for name in self._relations(mutant):
            found |= self._touched.get(name, set())
        return frozenset(found)

    def _reading(self, schema: str) -> frozenset[str]:
        """The files that read the catalogue, but for those that read about other schemas of ours."""
        ours = schema in self._facts.schemas - {"public"}
        return frozenset(name for name, named in self._readers.items() if not ours or schema in named or not named)

    def _is_body(self, mutant: Mutant) -> bool:
        """Whether it changes nothing but the body of a function whose calls were counted."""
        return (
            mutant.kind == "function"
            and mutant.of_body
            and self._facts.whole.by_key[mutant.object].text("language") == "plpgsql"
            and self._counted
        )

    def _names(self, mutant: Mutant) -> Iterable[str]:
        kind, path = mutant.object[0], mutant.object[1:]
        yield path[1]
        if len(path) > 2 and kind not in ("column", "function", "procedure", "aggregate"):
            yield path[2]

    def _relations(self, mutant: Mutant) -> Iterable[str]:
        """What is touched when the object matters: its table, and for a type the tables that use it."""
        kind, path = mutant.object[0], mutant.object[1:]
        yield ".".join(path[:2])
        if kind == "sequence":
            sequence = self._facts.whole.by_key[mutant.object]
            yield ".".join(part.strip('"') for part in sequence.text("owned_by").split(".")[:2])
        if kind in ("enum", "domain", "domain constraint", "composite type", "attribute", "range type"):
            pattern = re.compile(rf"(?<!\w){re.escape(path[1])}(?!\w)")
            for column in self._facts.whole.of_kind("column"):
                if pattern.search(column.text("type")):
                    yield ".".join(column.name[:2])


def _names(text: str) -> set[str]:
    return {name for groups in _NAME.findall(text) for name in groups if name}


def _bodies(facts: Facts, schemas: Iterable[str]) -> dict[str, str]:
    """The bodies of the functions of some schemas, by name."""
    chosen = set(schemas)
    found: dict[str, str] = {}
    for each in facts.whole.of_kind("function", "procedure"):
        if each.name[0] in chosen:
            found[each.name[1]] = f"{found.get(each.name[1], '')}\n{each.text('body')}"
    return found


def _definitions(facts: Facts) -> dict[str, frozenset[str]]:
    """For each relation and function, the relations and functions that its definition mentions."""
    named: dict[str, set[str]] = {}
    for each in facts.whole.of_kind("function", "procedure", "view", "materialized view"):
        named.setdefault(each.name[1], set()).add(".".join(each.name[:2]))
    found: dict[str, frozenset[str]] = {}
    for each in facts.whole.objects:
        texts = (
            each.text(name) for name in ("body", "definition", "default", "expression", "using", "check", "function")
        )
        words = {word for text in texts if text for word in _names(text)}
        used = frozenset(name for word in words for name in named.get(word, ()))
        if used:
            key = ".".join(each.name[:2])
            found[key] = found.get(key, frozenset()) | used
    return found


def _with_helpers(text: str, bodies: Mapping[str, str]) -> str:
    """A text, and the bodies of the helpers that it calls, and of those that they call."""
    parts = [text]
    new = called = set(_CALL.findall(text)) & bodies.keys()
    while new:
        parts += [bodies[name] for name in sorted(new)]
        new = {name for each in new for name in _CALL.findall(bodies[each])} & bodies.keys() - called
        called = called | new
    return "\n".join(parts)


def _reached(touched: Iterable[str], definitions: Mapping[str, frozenset[str]]) -> set[str]:
    found, new = set(touched), set(touched)
    while new:
        new = {name for each in new for name in definitions.get(each, ())} - found
        found |= new
    return found
