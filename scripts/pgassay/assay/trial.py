"""A mutant on trial: single assertions, then files, are tried on it until one kills it.

What survived before is tried anew all at once, a mutant of each object: a file that notices none of many mutants
notices none of them alone, but for one that hides another; then a survivor stays one that a test could kill, and no
score is too high for it. Behind which of them a file fails is found one by one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

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
        crash: the verdict if no assertion kills it.
    """

    mutant: Mutant
    plan: Plan
    tried: bool = False
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
        if attempt.status is Status.KILLED or attempt.hung:
            return found
        self.crash = self.crash or found
        return None


def judge(stage: Stage, trials: Sequence[Trial], *, stop: Callable[[], bool]) -> Iterator[Verdict]:
    """The verdict on one mutant, or on some of different objects that no assertion killed before.

    Args:
        stage: where they are tried.
        trials: of the mutants.
        stop: asked before each file; what has no verdict by then is NOT_RUN, and is not given.
    """
    if len(trials) > 1:
        yield from _all_at_once(stage, trials, stop)
    elif found := _alone(stage, trials[0], stop):
        yield found


def _alone(stage: Stage, trial: Trial, stop: Callable[[], bool]) -> Verdict | None:
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


def _all_at_once(stage: Stage, trials: Sequence[Trial], stop: Callable[[], bool]) -> Iterator[Verdict]:
    left = list(trials)
    planned = {trial.mutant.id: {file.name for file in trial.plan.files} for trial in trials}
    for file in {file.name: file for trial in trials for file in trial.plan.files}.values():
        those = [trial for trial in left if file.name in planned[trial.mutant.id]]
        if stop():
            return
        noticed = len(those) == 1 or (those and stage.attempt(_together(those), file).status is not Status.SURVIVED)
        for trial in those if noticed else ():
            if stop() or stage.stopped:
                return
            attempt = stage.attempt(trial.mutant, file)
            if stage.stopped:
                return
            if found := trial.decided(file, attempt):
                yield found
                left.remove(trial)
    for trial in left:
        yield trial.crash or _unkilled(stage, trial)


def _together(trials: Sequence[Trial]) -> Mutant:
    return replace(
        trials[0].mutant,
        id=", ".join(trial.mutant.id for trial in trials),
        operator="all at once",
        make=tuple(statement for trial in trials for statement in trial.mutant.make),
    )


def _unkilled(stage: Stage, trial: Trial) -> Verdict:
    mutant, plan = trial.mutant, trial.plan
    if not trial.tried and len(plan.files) <= _BEFORE_EQUIVALENCE:
        if refusal := stage.refusal(mutant) if not plan.files else "":
            return Verdict(mutant=mutant, status=Status.INVALID, reason=refusal)
        if stage.is_equivalent(mutant):
            return Verdict(mutant=mutant, status=Status.EQUIVALENT)
    return Verdict(mutant=mutant, status=Status.SURVIVED, nearest=plan.nearest)
