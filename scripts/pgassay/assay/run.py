"""An assay from beginning to end."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import partial

import psycopg
from psycopg.conninfo import conninfo_to_dict

from pgassay import console
from pgassay.assay import configuration, memory, redundancy, source
from pgassay.assay.configuration import Configuration
from pgassay.assay.engine import Run
from pgassay.assay.facts import Facts, fingerprint, gather
from pgassay.assay.files import prepare as prepare_files
from pgassay.assay.mutant import DATABASE, Mutant
from pgassay.assay.mutants import KINDS, generate
from pgassay.assay.reach import Reach
from pgassay.assay.result import Result
from pgassay.assay.state import Now, State
from pgassay.assay.verdict import Status, Verdict
from pgassay.catalogue import Catalogue, read
from pgassay.deploy.revisions import checked_out
from pgassay.errors import Refused
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap import select, template
from pgassay.tap.files import TestFile

SECONDS = 10.0
"""How long a file may take behind a mutant: some make loops that never end."""


@dataclass(frozen=True, kw_only=True)
class Choice:
    """Which mutants, and how.

    Attributes:
        schemas: only those of these; all by default.
        kinds: only these.
        patterns: only ids that match one of these; ``*`` and ``?`` are wild.
        sample: so many of them, drawn with ``seed``.
        seed: of the sample.
        jobs: workers; as many as cores by default.
        limit: seconds after which no more are begun; 0 means never.
        seconds: a file may take behind a mutant.
        fresh: forget what earlier runs found.
        again: judge all anew, what killed a mutant before tried first.
        exhaustive: try every file, those that do not reach a mutant, too, and ask no assertion alone.
        schema_of: a file or a URL that gives the schema instead of migrations.
        since: only what differs from the schema at this commit.
    """

    schemas: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    patterns: tuple[str, ...] = ()
    sample: int | None = None
    seed: int = 0
    jobs: int | None = None
    limit: float = 0.0
    seconds: float = SECONDS
    fresh: bool = False
    again: bool = False
    exhaustive: bool = False
    schema_of: str | None = None
    since: str | None = None

    @property
    def complete(self) -> bool:
        """Whether all mutants are meant."""
        return self.whole and not self.schemas and self.sample is None

    @property
    def whole(self) -> bool:
        """Whether all mutants of each schema are meant, or a sample of all."""
        return not (self.kinds or self.patterns or self.since)


@dataclass(frozen=True, kw_only=True)
class Prepared:
    """What is known before the first mutant is made.

    Attributes:
        facts: of the database.
        before: fingerprint of its catalogue.
        template: that it is cloned from.
        base: how to reach a clone of the template that nobody uses: other clones are made from it, for a template may
            be given up while a long run goes on. ``close`` drops it.
        environment: digest of what verdicts depend on besides schema and files.
        configuration: the project's.
        mutants: those that are to be judged.
        chosen: those that they were drawn from.
    """

    facts: Facts
    before: str
    template: str
    base: str
    environment: str
    configuration: Configuration
    mutants: Sequence[Mutant] = field(default_factory=list)
    chosen: Sequence[Mutant] = field(default_factory=list)

    @property
    def source(self) -> str:
        """Name of the database that clones are made from."""
        return str(conninfo_to_dict(self.base)["dbname"])

    def close(self, server: Throwaway) -> None:
        """Drop what was made for the run."""
        server.drop(self.base)


def prepare(settings: Settings, server: Throwaway, choice: Choice) -> Prepared:
    """Make the template, read its catalogue, generate the mutants.

    Raises:
        Refused: a setting is wrong, or nothing is chosen.
    """
    configured = configuration.load(settings)
    server.sweep()
    made, helpers = source.ensure(settings, server, choice.schema_of)
    base = server.clone(made)
    try:
        with psycopg.connect(base, autocommit=True) as connection:
            facts = gather(connection, leave_out=configured.leave_out)
            before = fingerprint(connection)
        found = _chosen(facts, choice, then=_then(settings, server, choice.since) if choice.since else None)
        return Prepared(
            facts=facts,
            before=before,
            template=made,
            base=base,
            environment=f"{facts.whole.server_version} {helpers}",
            configuration=configured,
            mutants=drawn(found, choice),
            chosen=found,
        )
    except BaseException:
        server.drop(base)
        raise


def _then(settings: Settings, server: Throwaway, ref: str) -> Catalogue:
    """The catalogue of the project at a commit."""
    with checked_out(settings, ref) as project:
        name = template.ensure(project, server)
    clone = server.clone(name)
    try:
        with psycopg.connect(clone, autocommit=True) as connection:
            return read(connection)
    finally:
        server.drop(clone)


def _chosen(facts: Facts, choice: Choice, *, then: Catalogue | None) -> list[Mutant]:
    mutants = generate(facts)
    schemas, kinds = {*facts.schemas, DATABASE}, {*KINDS, *(each.kind for each in mutants)}
    for given, known, what in ((choice.schemas, schemas, "schema"), (choice.kinds, kinds, "kind of mutant")):
        if unknown := sorted(set(given) - known):
            raise Refused(f"there is no {what} {unknown[0]!r}", hint=f"there are: {', '.join(sorted(known))}")
    same = {each.key: each.fingerprint for each in then.objects} if then else {}
    fingerprints = {each.key: each.fingerprint for each in facts.whole.objects} if then else {}
    found = [
        each
        for each in mutants
        if (not choice.schemas or each.schema in choice.schemas)
        and (not choice.kinds or each.kind in choice.kinds)
        and (then is None or same.get(each.object) != fingerprints.get(each.object))
    ]
    if choice.patterns and found:
        found = [each for each in found if any(configuration.matches(one, each.id) for one in choice.patterns)]
        if not found:
            raise Refused("no mutant has such an id", hint="ids begin with the kind and the name: 'index shop.*'")
    return found


def drawn(found: Sequence[Mutant], choice: Choice) -> Sequence[Mutant]:
    """So many of some mutants as are wanted."""
    if choice.sample is None or choice.sample >= len(found):
        return found
    chosen = random.Random(choice.seed).sample(found, choice.sample)  # noqa: S311  (a sample, not a secret)
    return sorted(chosen, key=lambda each: each.id)


def run(settings: Settings, server: Throwaway, choice: Choice, *, names: Sequence[str] = ()) -> tuple[Result, Prepared]:
    """Assay the project.

    Args:
        settings: the project's.
        server: that clones are made on.
        choice: which mutants, and how.
        names: test files; all by default.

    Raises:
        Red: the test files fail or waver without any mutant.
        Outdated: an entry of assay.toml is not true any more.
        Refused: nothing is chosen.
    """
    prepared = prepare(settings, server, choice)
    try:
        return judge(settings, server, choice, prepared, select(settings, names)), prepared
    finally:
        prepared.close(server)


def judge(
    settings: Settings, server: Throwaway, choice: Choice, prepared: Prepared, tests: Sequence[TestFile]
) -> Result:
    """Run test files on mutants."""
    findings = redundancy.find(prepared.facts)
    kept = configuration.excused(prepared.configuration.kept, findings)
    files = prepare_files(tests)
    jobs = choice.jobs or os.cpu_count() or 1
    known = memory.examine(
        settings,
        server,
        prepared.source,
        files,
        key=prepared.template,
        jobs=jobs,
        seconds=60.0,
        fresh=choice.fresh,
        bar=partial(console.bar, unit="file", label="without mutants"),
    )
    catalogue = prepared.facts.whole
    now = Now(prepared.environment, prepared.facts.whole.fingerprint, {f.name: f for f in files}, known, catalogue)
    state = State(settings, now, fresh=choice.fresh, again=choice.again)
    left = {each.id: state.left(each) for each in prepared.mutants}
    version = catalogue.server_version
    reconcile = partial(
        configuration.reconcile, prepared.configuration.accepted, version=version // 10000, complete=choice.complete
    )
    # What is known already to be outdated is said before anything runs.
    reconcile([left[each.id].verdict or Verdict(mutant=each, status=Status.NOT_RUN) for each in prepared.mutants])
    start = time.perf_counter()
    with console.bar(len(prepared.mutants), unit="mutant", label="assay") as step:
        engine = Run(
            server=server,
            template=prepared.source,
            files=files,
            known=known,
            before=prepared.before,
            state=state,
            reach=None if choice.exhaustive else Reach(prepared.facts, files, known),
            jobs=jobs,
            seconds=choice.seconds,
            settings=prepared.facts.settings,
            limit=choice.limit,
            step=step,
        )
        verdicts = engine.judge(prepared.mutants, left)
    seconds = time.perf_counter() - start
    return Result(
        verdicts=verdicts,
        drawn_from=prepared.chosen,
        accepted=reconcile(verdicts),
        findings=findings,
        kept=kept,
        configuration=prepared.configuration,
        seconds=seconds,
        jobs=jobs,
        interrupted=engine.interrupted,
        server=version,
    )
