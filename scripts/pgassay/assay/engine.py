"""The run: mutants in rounds, workers on clones, the verdicts."""

from __future__ import annotations

import threading
import time
from collections import deque
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

from pgassay.assay import late, survivors
from pgassay.assay.files import Known, Prepared
from pgassay.assay.mutant import Mutant
from pgassay.assay.order import Order, rounds
from pgassay.assay.reach import Reach
from pgassay.assay.stage import Stage
from pgassay.assay.state import Left, State
from pgassay.assay.trial import Trial, conclude, judge
from pgassay.assay.verdict import Attempt, Status, Verdict
from pgassay.errors import PgassayError
from pgassay.tap.template import Server

Task = Callable[[Stage], Iterator[Verdict]]
"""What one worker does at a time."""


@dataclass(kw_only=True)
class Run:
    """What the workers have in common, and what they found.

    Attributes:
        server: that clones are made on.
        template: of the clones.
        files: the test files.
        known: of each without any mutant.
        before: fingerprint of the catalogue.
        state: what earlier runs found.
        reach: leaves out the files that cannot notice a mutant; None to try all.
        jobs: workers.
        seconds: a file may take.
        settings: that functions read and write: each connection has had them before.
        limit: seconds after which no more mutants are begun; 0 means never.
        step: called after each mutant.
    """

    server: Server
    template: str
    files: Sequence[Prepared]
    known: Mapping[str, Known]
    before: str
    state: State
    reach: Reach | None
    jobs: int
    seconds: float
    settings: Collection[str] = ()
    limit: float = 0.0
    step: Callable[[], object] = lambda: None
    interrupted: bool = False
    _waiting: deque[Task] = field(default_factory=deque)
    _found: dict[str, Verdict] = field(default_factory=dict)
    _troubles: list[Exception] = field(default_factory=list)
    _lock: threading.Lock = field(default_factory=threading.Lock)
    _stages: dict[int, Stage] = field(default_factory=dict)
    _stopped: bool = False
    _deadline: float = float("inf")

    def judge(self, mutants: Sequence[Mutant], left: Mapping[str, Left]) -> list[Verdict]:
        """The verdict on each mutant, in the same order.

        Ctrl-C and the limit leave mutants NOT_RUN; what was found by then is kept, and the next run goes on.

        Args:
            mutants: to be judged.
            left: what is left to do for each, by its id.

        Raises:
            PgassayError: a worker failed.
        """
        if self.limit:
            self._deadline = time.monotonic() + self.limit
        order = Order(self.files, self.known, self.reach)
        for mutant in mutants:
            if holds := left[mutant.id].verdict:
                self._found[mutant.id] = holds
                self.step()
        try:
            if self.reach:
                self._ask_late([m for m in mutants if m.id not in self._found], left)
            waiting = [m for m in mutants if m.id not in self._found]
            unkilled = {m.id: m for m in waiting if left[m.id].unkilled and self.reach}
            rest = {m.id: m for m in waiting if m.id not in unkilled}
            # What is tried with changed files alone needs no hint from its like.
            anew = any(left[id].only is None for id in rest)
            for each in rounds(mutants) if anew else [list(rest.values())]:
                # A verdict that still holds teaches as if it had been found now, so that a run that was
                # interrupted goes on as it would have gone.
                self._round([partial(self._try, order, m, left[m.id]) for m in each if m.id in rest])
                for mutant in each:
                    verdict = self._found.get(mutant.id)
                    if verdict and verdict.status is Status.KILLED:
                        order.learn(mutant, verdict.file, verdict.line)
                if self._stopped:
                    break
            else:
                self._try_anew([_trial(order, m, left[m.id]) for m in unkilled.values()])
        finally:
            self._close()
            self.state.write()
        if self._troubles and not self.interrupted:
            raise self._troubles[0]
        return [self._found.get(m.id) or Verdict(mutant=m, status=Status.NOT_RUN) for m in mutants]

    def _ask_late(self, mutants: Sequence[Mutant], left: Mapping[str, Left]) -> None:
        """Ask what killed them before about those that may come in late, of many at once."""
        by_name = {file.name: file for file in self.files}
        for place in range(late.PLACES):
            asked = []
            for mutant in mutants:
                before = left[mutant.id]
                if mutant.id not in self._found and before.place is not None and before.place <= place:
                    file = by_name[before.first[0]]
                    if question := late.question(file, self.known[file.name], before.first[1], place):
                        asked.append((mutant, file, *question))
            self._round([partial(self._late, each, place) for each in late.together(asked)])

    def _late(self, asked: late.Asked, place: int, stage: Stage) -> Iterator[Verdict]:
        killed = stage.ask_late(asked, stop=self._over)
        for mutant in (mutant for mutants in asked.stops.values() for mutant, _ in mutants):
            if attempt := killed.get(mutant.id):
                yield Verdict(
                    mutant=mutant,
                    status=attempt.status,
                    file=asked.file.name,
                    line=attempt.line,
                    assertion=attempt.said,
                    place=place,
                )

    def _try(self, order: Order, mutant: Mutant, left: Left, stage: Stage) -> Iterator[Verdict]:
        if verdict := judge(stage, _trial(order, mutant, left), stop=self._over):
            in_vain = left.place is not None and (verdict.file, verdict.line) == left.first
            yield replace(verdict, place=late.PLACES) if in_vain else verdict

    def _try_anew(self, trials: Sequence[Trial]) -> None:
        """Try what survived before: first each file on all that it may notice, then each of those that one noticed."""
        noticed: dict[str, dict[str, Attempt]] = {trial.mutant.id: {} for trial in trials}

        def notice(file: Prepared, mutants: Sequence[Mutant], stage: Stage) -> Iterator[Verdict]:
            for mutant, attempt in survivors.notice(stage, file, mutants, stop=self._over):
                noticed[mutant.id][file.name] = attempt
            return iter(())

        self._round([partial(notice, file, mutants) for file, mutants in survivors.groups(trials)])
        self._round([partial(self._conclude, trial, noticed[trial.mutant.id]) for trial in trials])

    def _conclude(self, trial: Trial, noticed: Mapping[str, Attempt], stage: Stage) -> Iterator[Verdict]:
        yield conclude(stage, trial, noticed)

    def _round(self, tasks: Sequence[Task]) -> None:
        if not tasks:
            return
        self._waiting = deque(tasks)
        count = max(1, min(self.jobs, len(tasks)))
        workers = [
            threading.Thread(target=self._work, args=(number,), name=f"pgassay-assay-{number}", daemon=True)
            for number in range(count)
        ]
        try:
            for worker in workers:
                worker.start()
            for worker in workers:
                while worker.is_alive():  # in steps, so that Ctrl-C comes through
                    worker.join(0.2)
        except KeyboardInterrupt:
            self.interrupted = True
            self._stop()
            for worker in workers:
                worker.join()

    def _stop(self) -> None:
        self._stopped = True
        for stage in self._stages.values():
            stage.cancel()

    def _over(self) -> bool:
        if time.monotonic() > self._deadline:
            self._stopped = True
        return self._stopped

    def _work(self, number: int) -> None:
        try:
            if number not in self._stages:
                self._stages[number] = Stage(
                    self.server,
                    self.template,
                    self.known,
                    before=self.before,
                    seconds=self.seconds,
                    settings=self.settings,
                )
            stage = self._stages[number]
            while not self._over():
                try:
                    task = self._waiting.popleft()
                except IndexError:
                    return
                for verdict in task(stage):
                    with self._lock:
                        self._found[verdict.mutant.id] = verdict
                        self.state.keep(verdict)
                        self.step()
        except Exception as error:
            self._troubles.append(error if isinstance(error, PgassayError) else _unexpected(error))
            self._stopped = True

    def _close(self) -> None:
        for stage in self._stages.values():
            try:
                stage.close()
            except Exception as error:
                self._troubles.append(error if isinstance(error, PgassayError) else _unexpected(error))
        self._stages = {}


def _trial(order: Order, mutant: Mutant, left: Left) -> Trial:
    plan = order.plan(mutant, left.first, left.only)
    return Trial(mutant, plan, tried=left.only is not None, broke=left.broke, crash=left.crash)


def _unexpected(error: Exception) -> PgassayError:
    trouble = PgassayError(f"a worker failed: {type(error).__name__}: {error}")
    trouble.__cause__ = error
    return trouble
