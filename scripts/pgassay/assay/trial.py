"""A mutant on trial: single assertions, then files, are tried on it until one kills it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from pgassay.assay.files import Prepared
from pgassay.assay.mutant import Mutant
from pgassay.assay.order import Plan
from pgassay.assay.stage import Stage
from pgassay.assay.verdict import Attempt, Status, Verdict

_BEFORE_EQUIVALENCE = 8
_AFTER_A_CRASH = 8
"""So many files more may find an assertion that kills: it says more than a file that broke off."""


@dataclass
class Trial:
    """One mutant's.

    Attributes:
        mutant: to be killed.
        plan: what is tried, in which order.
        tried: that it is neither invalid nor equivalent is known already.
        broke: a file broke off behind it before, and no assertion killed it: that it does so again is enough.
        crash: the verdict if no assertion kills it.
    """

    mutant: Mutant
    plan: Plan
    tried: bool = False
    broke: bool = False
    crash: Verdict | None = None

    def decided(self, file: Prepared, attempt: Attempt) -> Verdict | None:
        """What an attempt decides; None if nothing: a crash, unless it hung, is kept for when nothing else does.

        Args:
            file: that ran, or an assertion of it.
            attempt: what it said.
        """
        if attempt.status is Status.SURVIVED:
            return None
        if attempt.status is Status.INVALID:
            return Verdict(mutant=self.mutant, status=Status.INVALID, reason=attempt.said)
        found = Verdict(
            mutant=self.mutant,
            status=attempt.status,
            file=file.name,
            line=attempt.line,
            assertion=attempt.said,
            hung=attempt.hung,
        )
        if attempt.status is Status.KILLED or attempt.hung or self.broke:
            return found
        self.crash = self.crash or found
        return None


def judge(stage: Stage, trial: Trial, *, stop: Callable[[], bool]) -> Verdict | None:
    """The verdict on a mutant.

    Args:
        stage: where it is tried.
        trial: of the mutant.
        stop: asked before each file; without a verdict by then it is None.
    """
    for file, number in trial.plan.shots:
        attempt = stage.ask(trial.mutant, file, number)
        if stage.stopped:
            return None
        if found := trial.decided(file, attempt):
            return found
    left = _AFTER_A_CRASH
    for done, file in enumerate(trial.plan.files):
        if stop():
            return None
        if done == _BEFORE_EQUIVALENCE and not (trial.tried or trial.crash) and stage.is_equivalent(trial.mutant):
            return Verdict(mutant=trial.mutant, status=Status.EQUIVALENT)
        if trial.crash:
            if left == 0:
                break
            left -= 1
        attempt = stage.attempt(trial.mutant, file)
        if stage.stopped:
            return None
        if found := trial.decided(file, attempt):
            return found
    return trial.crash or _unkilled(stage, trial)


def conclude(stage: Stage, trial: Trial, noticed: Mapping[str, Attempt]) -> Verdict:
    """The verdict on a mutant that all files of its plan were tried on.

    Args:
        stage: where it is asked whether a mutant is one at all.
        trial: of the mutant.
        noticed: what the files said that noticed it, by their names.
    """
    for file in trial.plan.files:
        if file.name in noticed and (found := trial.decided(file, noticed[file.name])):
            return found
    return trial.crash or _unkilled(stage, trial)


def _unkilled(stage: Stage, trial: Trial) -> Verdict:
    mutant, plan = trial.mutant, trial.plan
    if not trial.tried and len(plan.files) <= _BEFORE_EQUIVALENCE:
        if refusal := stage.refusal(mutant) if not plan.files else "":
            return Verdict(mutant=mutant, status=Status.INVALID, reason=refusal)
        if stage.is_equivalent(mutant):
            return Verdict(mutant=mutant, status=Status.EQUIVALENT)
    return Verdict(mutant=mutant, status=Status.SURVIVED, nearest=plan.nearest)
