"""Lint a history: replay it, hold each statement against the rules, take away what is allowed."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

import psycopg

from pgassay import console
from pgassay.errors import Place
from pgassay.migrations import layouts
from pgassay.migrations.history import History, Migration
from pgassay.migrations.lint import limits as limits_module
from pgassay.migrations.lint import wording
from pgassay.migrations.lint.facts import query
from pgassay.migrations.lint.findings import Finding
from pgassay.migrations.lint.judge import found, judge
from pgassay.migrations.lint.limits import Allowance, Limits, Mistake
from pgassay.migrations.lint.modes import blocks
from pgassay.migrations.lint.replay import Replay, Visitor, is_foreign
from pgassay.migrations.lint.rules import RULES
from pgassay.migrations.lint.step import Step, Transaction
from pgassay.server import Throwaway
from pgassay.settings import Settings


@dataclass
class Report:
    """What a run found.

    Attributes:
        findings: those that nothing allows, in the order of the history.
        allowed: those that an allowance covers, with its reason.
        looked_at: how many migrations.
        stopped: why the rest of the history was not looked at; empty if it was.
    """

    findings: list[Finding] = field(default_factory=list)
    allowed: list[tuple[Finding, str]] = field(default_factory=list)
    looked_at: int = 0
    stopped: str = ""

    @property
    def errors(self) -> list[Finding]:
        """The findings that fail the run."""
        return [finding for finding in self.findings if finding.level == "error"]

    @property
    def notices(self) -> list[Finding]:
        """The others."""
        return [finding for finding in self.findings if finding.level == "notice"]

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it."""
        return {
            "migrations": self.looked_at,
            "stopped": self.stopped or None,
            "findings": [finding.to_json() for finding in self.findings],
            "allowed": [finding.to_json() | {"because": reason} for finding, reason in self.allowed],
        }


class Linter(Visitor):
    """Collects findings on the way through the history.

    Args:
        limits: of timeouts.
        foreign: whether another tool applies the migrations, so that they must set their timeouts themselves.
    """

    def __init__(self, limits: Limits, *, foreign: bool) -> None:
        self.findings: list[Finding] = []
        self.references: dict[tuple[str, tuple[str, ...]], tuple[Migration, Place]] = {}
        self._limits, self._foreign = limits, foreign
        self.back = False  # whether rollbacks are being looked at

    def step(self, step: Step, transaction: Transaction) -> None:
        """Before a statement."""
        if self.back:
            both = [*judge(step, transaction), *self._timeouts(step, transaction)]
            both += wording.words(step.statement, step.action, step.migration, step.place, step.via)
            for each in both:
                if each.rule.backwards != "never":
                    self.findings.append(replace(each, harmless=each.harmless or each.rule.backwards == "notice"))
            return
        self.findings += wording.words(step.statement, step.action, step.migration, step.place, step.via)
        self.findings += judge(step, transaction)
        self.findings += self._timeouts(step, transaction)
        for table, columns in _references(step):
            self.references[table, columns] = (step.migration, step.place)

    def unknown(self, migration: Migration, place: Place, message: str, via: str) -> None:
        """A statement that cannot be looked into."""
        self.findings.append(Finding(RULES["dynamic-sql"], migration.id, place, message, via=via))

    def _timeouts(self, step: Step, transaction: Transaction) -> Iterator[Finding]:
        if not step.migration.transactional or not any(map(blocks, step.locks().values())):
            return
        names = ["lock_timeout", "statement_timeout"]
        if self._foreign:  # ours are sent whole, and the server never waits for the client
            names.append("idle_in_transaction_session_timeout")
        for name in names:
            rule = name.split("_")[0] + "-timeout"
            value = int(step.facts.setting(name))
            limit = int(getattr(self._limits, name))
            if rule in transaction.told or 0 < value <= limit:
                continue
            transaction.told.add(rule)
            said = "is 0, no limit" if value == 0 else f"is {value} ms, more than {limit}"
            yield found(step, rule, f"{name} {said}")


def lint(settings: Settings, where: Throwaway, *, wanted: Collection[str] | None = None) -> Report:
    """Lint migrations.

    Args:
        settings: the project's.
        where: a server on which its user is superuser.
        wanted: ids of those whose findings are wanted; all by default.

    Raises:
        Refused: something is wrong with the files or the allowances.
        MigrationFailed: one cannot be applied to an empty database.
    """
    project = read(settings)
    migrations = project.migrations
    foreign = is_foreign(migrations)
    chosen = {migration.id for migration in migrations} if wanted is None else set(wanted)
    linter = Linter(limits_module.limits(settings), foreign=foreign)
    report = Report(looked_at=len(chosen))
    end = len(migrations)
    for number, migration in enumerate(migrations):
        if refusals := list(wording.refused(migration, control=not foreign)):
            linter.findings += refusals
            end = min(end, number)
    if end < len(migrations):
        report.stopped = f"{migrations[end].id} cannot be replayed: it and what comes after it were not looked into"
    first = next((number for number, each in enumerate(migrations) if each.id in chosen), len(migrations))
    conninfo = where.clone()
    try:
        layouts.apply(settings, conninfo, migrations[: min(first, end)])
        with Replay(settings, conninfo, linter).opened(foreign=foreign) as replay:
            with console.bar(max(end - first, 0), unit="migration", label="linting") as advance:
                for migration in migrations[first:end]:
                    replay.one(migration)
                    if migration.id in chosen:
                        linter.back = True
                        replay.back(migration)
                        linter.back = False
                    advance()
            if not report.stopped:
                linter.findings += without_index(replay.session, linter)
    finally:
        where.drop(conninfo)
    _settle(settings, project, [each for each in linter.findings if each.id in chosen], chosen, report)
    return report


def read(settings: Settings) -> History:
    """The project's migrations; what the linter has rules for does not stop it.

    Raises:
        Refused: the folder is missing, or the order is broken.
    """
    return layouts.read(settings, checked=False)


def without_index(session: psycopg.Connection[Any], linter: Linter) -> Iterator[Finding]:
    """The foreign keys that, at the end of the history, have no index."""
    for table, name, columns in session.execute(query("foreign_keys").replace("%%", "%").encode()).fetchall():
        if made := linter.references.get((str(table), tuple(columns))):
            migration, place = made
            message = f'"{name}" on {table} ({", ".join(columns)})'
            yield Finding(RULES["foreign-key-index"], migration.id, place, message)


def _references(step: Step) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Foreign keys that a statement makes: table and columns."""
    for constraint in step.action.constraints:
        if constraint.kind == "foreign key":
            yield step.facts.qualified(step.action.new_names[0]), constraint.columns
    for effect in step.prediction.effects:
        part, relation = effect.part, effect.relation
        if part is None or relation is None:
            continue
        constraints = [part.constraint] if part.constraint else list(part.column.constraints) if part.column else []
        for each in constraints:
            if each.kind == "foreign key":
                yield relation.label, each.columns


def _settle(
    settings: Settings, project: History, findings: Sequence[Finding], chosen: Collection[str], report: Report
) -> None:
    """Divide findings into allowed ones and others; what is wrong with the allowances is a finding, too."""
    allowances: list[Allowance] = []
    for each in _allowances(settings, project):
        if isinstance(each, Mistake):
            if not each.migration or each.migration in chosen:
                report.findings.append(_mistake(each.migration, each.place, each.message))
        elif each.migration in chosen or "*" in each.migration:
            allowances.append(each)
    used: set[int] = set()
    for finding in findings:
        covering = [
            number
            for number, each in enumerate(allowances)
            if limits_module.covers(each, finding.rule.id, finding.id, finding.place)
        ]
        used.update(covering)
        if covering:
            report.allowed.append((finding, allowances[covering[0]].reason))
        else:
            report.findings.append(finding)
    for number, each in enumerate(allowances):
        partial = "*" in each.migration and len(chosen) < len(project.migrations)
        if number not in used and not report.stopped and not partial:
            message = f"{each.rule} is allowed for {each.migration}, and nothing there breaks it: take it out"
            report.findings.append(_mistake(each.migration, each.place, message))
    order = {migration.id: number for number, migration in enumerate(project.migrations)}
    first = {migration.path for migration in project.migrations}  # before their rollbacks
    report.findings.sort(key=lambda each: (order.get(each.id, -1), each.place.path not in first, each.place.line))


def _allowances(settings: Settings, project: History) -> Iterable[Allowance | Mistake]:
    for migration in project.migrations:
        yield from limits_module.in_file(migration)
    yield from limits_module.in_list(settings, [migration.id for migration in project.migrations])


def _mistake(migration: str, place: Place, message: str) -> Finding:
    return Finding(RULES["allowance"], migration, place, message)
