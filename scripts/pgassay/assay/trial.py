"""Mutants on trial: single assertions, then files, are tried on each until one kills it.

Mutants of one function are tried side by side, each with the files of its own plan in their order: those that come to
the same file at the same time have its opening run once for all of them.

What survived before is tried anew all at once, a mutant of each object: a file that notices none of many mutants
notices none of them alone, but for one that hides another; then a survivor stays one that a test could kill, and no
score is too high for it. Behind which of them a file fails is found one by one.
"""

from __future__ import annotations

from collections import Counter
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
_WORTH_AN_OPENING = 3
"""So many mutants cost less behind one opening, even if it is to be shown to be sound first."""


@dataclass
class Trial:
    """One mutant's.

    Attributes:
        mutant: to be killed.
        plan: what is tried, in which order.
        tried: that it is neither invalid nor equivalent is known already.
        done: how many files were tried.
        crash: the verdict if no assertion kills it.
        last: how many files are tried at most.
    """

    mutant: Mutant
    plan: Plan
    tried: bool = False
    done: int = 0
    crash: Verdict | None = None
    last: int | None = None

    @property
    def file(self) -> Prepared | None:
        """What is tried next; None if nothing is left."""
        files = self.plan.files[: self.last]
        return files[self.done] if self.done < len(files) else None

    @property
    def place(self) -> tuple[str, int]:
        """The next file, and the statement before which the mutant can be made."""
        file = self.file
        return (file.name, self.plan.opening(file)) if file else ("", 0)


def judge(stage: Stage, trials: Sequence[Trial], *, stop: Callable[[], bool]) -> Iterator[Verdict]:
    """The verdict on each mutant, as it is found.

    Args:
        stage: where they are tried.
        trials: of mutants that are alike.
        stop: asked before each file; what has no verdict by then is NOT_RUN, and is not given.
    """
    left = []
    for trial in trials:
        if stop():
            return
        if verdict := _shoot(stage, trial):
            yield verdict
        elif stage.stopped:
            return
        else:
            left.append(trial)
    while left:
        left.sort(key=lambda trial: trial.place)
        many = Counter(trial.place for trial in left)
        going = []
        for trial in left:
            if stop():
                return
            verdict = _try(stage, trial, share=many[trial.place] >= _WORTH_AN_OPENING)
            if stage.stopped:
                return
            if verdict:
                yield verdict
            else:
                going.append(trial)
        left = going


def judge_at_once(stage: Stage, trials: Sequence[Trial], *, stop: Callable[[], bool]) -> Iterator[Verdict]:
    """The verdict on mutants of different objects that no assertion killed before, made all at once.

    Args:
        stage: where they are tried.
        trials: of the mutants.
        stop: asked before each file; what has no verdict by then is NOT_RUN, and is not given.
    """
    left = list(trials)
    planned = {trial.mutant.id: {file.name for file in trial.plan.files} for trial in trials}
    for file in {file.name: file for trial in trials for file in trial.plan.files}.values():
        those = [trial for trial in left if file.name in planned[trial.mutant.id]]
        if stop():
            return
        noticed = len(those) == 1 or (those and stage.attempt(_all(those), file).status is not Status.SURVIVED)
        for trial in those if noticed else ():
            if stop() or stage.stopped:
                return
            attempt = stage.attempt(trial.mutant, file)
            if stage.stopped:
                return
            if attempt.status is Status.INVALID:
                yield Verdict(mutant=trial.mutant, status=Status.INVALID, reason=attempt.said)
            elif attempt.status is Status.KILLED or attempt.hung:
                yield _killed(trial, file, attempt)
            else:
                if attempt.status is Status.CRASHED:
                    trial.crash = trial.crash or _killed(trial, file, attempt)
                continue
            left.remove(trial)
    for trial in left:
        yield trial.crash or _unkilled(stage, trial)


def _all(trials: Sequence[Trial]) -> Mutant:
    first = trials[0].mutant
    return replace(
        first,
        id=", ".join(trial.mutant.id for trial in trials),
        operator="all at once",
        make=tuple(statement for trial in trials for statement in trial.mutant.make),
    )


def _shoot(stage: Stage, trial: Trial) -> Verdict | None:
    """Ask assertions alone."""
    for file, number in trial.plan.shots:
        attempt = stage.ask(trial.mutant, file, number)
        if attempt.status is Status.INVALID:
            return Verdict(mutant=trial.mutant, status=Status.INVALID, reason=attempt.said)
        if attempt.status is Status.KILLED and not stage.stopped:
            return _killed(trial, file, attempt)
    return None


def _try(stage: Stage, trial: Trial, *, share: bool) -> Verdict | None:
    """Try one file more, or say that none has killed it."""
    mutant, file = trial.mutant, trial.file
    if file is None:
        return trial.crash or _unkilled(stage, trial)
    if trial.done == _BEFORE_EQUIVALENCE and not trial.tried and not trial.crash and stage.is_equivalent(mutant):
        return Verdict(mutant=mutant, status=Status.EQUIVALENT)
    attempt = stage.attempt(mutant, file, opening=trial.place[1] if share else 0)
    trial.done += 1
    if attempt.status is Status.INVALID:
        return Verdict(mutant=mutant, status=Status.INVALID, reason=attempt.said)
    if attempt.status is Status.KILLED:
        return _killed(trial, file, attempt)
    if attempt.status is Status.CRASHED and not trial.crash:
        trial.crash = _killed(trial, file, attempt)
        trial.last = trial.done + _AFTER_A_CRASH
    return trial.crash if attempt.hung else None


def _unkilled(stage: Stage, trial: Trial) -> Verdict:
    mutant, plan = trial.mutant, trial.plan
    if not trial.tried and len(plan.files) <= _BEFORE_EQUIVALENCE:
        if refusal := stage.refusal(mutant) if not plan.files else "":
            return Verdict(mutant=mutant, status=Status.INVALID, reason=refusal)
        if stage.is_equivalent(mutant):
            return Verdict(mutant=mutant, status=Status.EQUIVALENT)
    return Verdict(mutant=mutant, status=Status.SURVIVED, nearest=plan.nearest)


def _killed(trial: Trial, file: Prepared, attempt: Attempt) -> Verdict:
    return Verdict(
        mutant=trial.mutant,
        status=attempt.status,
        file=file.name,
        line=attempt.line,
        assertion=attempt.said,
        hung=attempt.hung,
    )
