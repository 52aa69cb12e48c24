"""What a run found, counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from pgassay.assay.configuration import Accepted, Configuration, Kept
from pgassay.assay.mutant import Mutant
from pgassay.assay.redundancy import Finding
from pgassay.assay.verdict import Status, Verdict


@dataclass(frozen=True)
class Score:
    """How many of some mutants were killed.

    Attributes:
        counts: of each status.
        accepted: survivors with a written reason.
        shown: those of them that a test in Python is said to kill.
    """

    counts: Mapping[Status, int]
    accepted: int = 0
    shown: int = 0

    def __getitem__(self, status: Status) -> int:
        return self.counts.get(status, 0)

    @property
    def generated(self) -> int:
        """All of them."""
        return sum(self.counts.values())

    @property
    def killed(self) -> int:
        """Those that turned the suite red, crash kills included."""
        return self[Status.KILLED] + self[Status.CRASHED]

    @property
    def valid(self) -> int:
        """Those that ran and that a test could have killed."""
        return self.killed + self[Status.SURVIVED]

    @property
    def percent(self) -> float | None:
        """Killed of the valid ones; None if there are none."""
        return 100 * self.killed / self.valid if self.valid else None

    @property
    def percent_with_reasons(self) -> float | None:
        """The same, survivors that are accepted with a reason left out."""
        valid = self.valid - self.accepted
        return 100 * self.killed / valid if valid else (100.0 if self.valid else None)


@dataclass(frozen=True, kw_only=True)
class Result:
    """A run.

    Attributes:
        verdicts: in the order of the mutants' ids.
        accepted: the entries of assay.toml that cover a survivor, by its id.
        drawn_from: the mutants of the choice, if only a sample of them was judged.
        findings: objects that are redundant.
        kept: the entries of assay.toml that say why one stays, by its name.
        configuration: the project's.
        seconds: for the mutants, the files' own runs aside.
        jobs: workers.
        interrupted: somebody pressed Ctrl-C.
        server: its version, as 180001.
    """

    verdicts: Sequence[Verdict]
    accepted: Mapping[str, Accepted]
    drawn_from: Sequence[Mutant] = ()
    findings: Sequence[Finding] = ()
    kept: Mapping[str, Kept] = field(default_factory=dict)
    configuration: Configuration = field(default_factory=Configuration)
    seconds: float = 0.0
    jobs: int = 1
    interrupted: bool = False
    server: int = 0

    def score(self, verdicts: Iterable[Verdict] | None = None) -> Score:
        """Of some verdicts, all by default."""
        chosen = list(self.verdicts if verdicts is None else verdicts)
        entries = [entry for each in chosen if (entry := self.accepted.get(each.mutant.id))]
        shown = sum(1 for entry in entries if entry.shown_by)
        return Score(Counter(each.status for each in chosen), len(entries), shown)

    @cached_property
    def by_schema(self) -> Mapping[str, Score]:
        """The score of each schema."""
        return self._by(lambda each: each.mutant.schema)

    @cached_property
    def by_kind(self) -> Mapping[str, Score]:
        """The score of each kind."""
        return self._by(lambda each: each.mutant.kind)

    def _by(self, key: Any) -> dict[str, Score]:
        groups: dict[str, list[Verdict]] = {}
        for each in self.verdicts:
            groups.setdefault(key(each), []).append(each)
        return {name: self.score(groups[name]) for name in sorted(groups)}

    @cached_property
    def survivors(self) -> tuple[Verdict, ...]:
        """Those without a written reason."""
        alive = (each for each in self.verdicts if each.status is Status.SURVIVED)
        return tuple(each for each in alive if each.mutant.id not in self.accepted)

    @cached_property
    def below(self) -> tuple[tuple[str, float, float], ...]:
        """Schemas below their minimum: name, score, minimum."""
        found = []
        for schema, score in self.by_schema.items():
            least, percent = self.configuration.least(schema), score.percent_with_reasons
            if least is not None and percent is not None and percent < least:
                found.append((schema, percent, least))
        return tuple(found)

    @property
    def ok(self) -> bool:
        """Whether every schema has its minimum, and nobody interrupted."""
        return not self.below and not self.interrupted

    def to_json(self) -> dict[str, Any]:
        """As JSON holds it; nothing in it depends on time or on workers."""
        return {
            "server_version": self.server,
            "score": _score(self.score()),
            "schemas": {name: _score(score) for name, score in self.by_schema.items()},
            "kinds": {name: _score(score) for name, score in self.by_kind.items()},
            "mutants": [self._verdict(each) for each in self.verdicts],
            "findings": [
                {
                    "object": each.label,
                    "what": each.what,
                    "because": each.because,
                    "kept": self.kept[each.label].because if each.label in self.kept else "",
                }
                for each in self.findings
            ],
        }

    def _verdict(self, verdict: Verdict) -> dict[str, Any]:
        mutant = verdict.mutant
        entry: dict[str, Any] = {
            "id": mutant.id,
            "schema": mutant.schema,
            "kind": mutant.kind,
            "operator": mutant.operator,
            "description": mutant.description,
            "sql": list(mutant.make),
            "status": verdict.status.value,
        }
        if verdict.file:
            entry["killed_by"] = {"file": verdict.file, "line": verdict.line, "assertion": verdict.assertion}
        for name in ("reason", "nearest"):
            if value := getattr(verdict, name):
                entry[name] = value
        if entry_of := self.accepted.get(mutant.id):
            entry["accepted_because"] = entry_of.because
            if entry_of.shown_by:
                entry["shown_by"] = entry_of.shown_by
        return entry


def _score(score: Score) -> dict[str, Any]:
    return {
        "generated": score.generated,
        **{status.value.replace(" ", "_"): score[status] for status in Status},
        "accepted": score.accepted,
        "shown": score.shown,
        "score": None if score.percent is None else round(score.percent, 2),
    }
