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
from pgassay.assay import baseline, configuration, memory, redundancy, source
from pgassay.assay.configuration import Configuration
from pgassay.assay.engine import Run
from pgassay.assay.facts import Facts, fingerprint, gather
from pgassay.assay.mutant import Mutant
from pgassay.assay.mutants import generate
from pgassay.assay.reach import Reach
from pgassay.assay.result import Result
from pgassay.assay.state import Now, State
from pgassay.assay.verdict import Status
from pgassay.errors import Refused
from pgassay.server import Throwaway
from pgassay.settings import Settings
from pgassay.tap import select
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
        exhaustive: try every file on a survivor, those that do not reach it, too.
        schema_of: a file or a URL that gives the schema instead of migrations.
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
    exhaustive: bool = False
    schema_of: str | None = None

    @property
    def complete(self) -> bool:
        """Whether all mutants are meant."""
        return not (self.schemas or self.kinds or self.patterns or self.sample is not None)


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
    """

    facts: Facts
    before: str
    template: str
    base: str
    environment: str
    configuration: Configuration
    mutants: Sequence[Mutant] = field(default_factory=list)

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
    template, helpers = source.ensure(settings, server, choice.schema_of)
    base = server.clone(template)
    try:
        with psycopg.connect(base, autocommit=True) as connection:
            facts = gather(connection, leave_out=configured.leave_out)
            before = fingerprint(connection)
        return Prepared(
            facts=facts,
            before=before,
            template=template,
            base=base,
            environment=f"{facts.whole.server_version} {helpers}",
            configuration=configured,
            mutants=_chosen(generate(facts), choice),
        )
    except BaseException:
        server.drop(base)
        raise


def _chosen(mutants: Sequence[Mutant], choice: Choice) -> list[Mutant]:
    schemas, kinds = {each.schema for each in mutants}, {each.kind for each in mutants}
    for given, known, what in ((choice.schemas, schemas, "schema"), (choice.kinds, kinds, "kind")):
        if unknown := sorted(set(given) - known):
            raise Refused(f"no mutant has the {what} {unknown[0]!r}", hint=f"there are: {', '.join(sorted(known))}")
    found = [
        each
        for each in mutants
        if (not choice.schemas or each.schema in choice.schemas)
        and (not choice.kinds or each.kind in choice.kinds)
        and (not choice.patterns or any(configuration.matches(pattern, each.id) for pattern in choice.patterns))
    ]
    if not found:
        raise Refused("no mutant is chosen", hint="ids begin with the kind and the name: 'index shop.*'")
    if choice.sample is not None and choice.sample < len(found):
        drawn = random.Random(choice.seed).sample(found, choice.sample)  # noqa: S311  (a sample, not a secret)
        found = sorted(drawn, key=lambda each: each.id)
    return found


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
    files = baseline.prepare(tests)
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
    now = Now(
        prepared.environment, prepared.facts.whole.fingerprint, {f.name: f.digest for f in files}, known, catalogue
    )
    state = State(settings, now, fresh=choice.fresh)
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
            limit=choice.limit,
            step=step,
        )
        verdicts = engine.judge(prepared.mutants)
    seconds = time.perf_counter() - start
    version = catalogue.server_version
    complete = choice.complete and not any(each.status is Status.NOT_RUN for each in verdicts)
    accepted = configuration.reconcile(prepared.configuration.accepted, verdicts, version // 10000, complete=complete)
    return Result(
        verdicts=verdicts,
        accepted=accepted,
        findings=redundancy.find(prepared.facts),
        configuration=prepared.configuration,
        seconds=seconds,
        jobs=jobs,
        interrupted=engine.interrupted,
        server=version,
    )
