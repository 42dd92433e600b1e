"""The one door to the solver: yes-or-no questions, limits, and aims that are settled one after the other.

HiGHS runs on one thread with a fixed seed: the same question gives the same answer, unless the clock stops it.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from math import floor
from typing import Any, Final

Unknown = Any  # highspy's variable
Terms = Iterable[tuple[int, Unknown]]

NODES: Final = 400  # where the gap will not close, stop at the same place on every machine
SLACK: Final = 1e-6  # the solver's sums are not exact
LEAST_TIME: Final = 0.5  # seconds an aim gets even when its forerunners have used up the clock


@dataclass(frozen=True, slots=True)
class Aim:
    """How far one aim was reached. ``bound``: no answer can be better, given the aims before it."""

    name: str
    value: int
    bound: int
    by_clock: bool = False  # stopped by the clock: another machine may get further
    is_full: bool = False  # nothing that was asked for is missing

    @property
    def gap(self) -> float:
        """Return how much better it might be, as a part of the bound (0 = proven best)."""
        return abs(self.bound - self.value) / max(1, abs(self.bound), abs(self.value))


@dataclass(frozen=True, slots=True)
class Progress:
    aim: str
    value: int
    seconds: float  # in the solver so far


class Mip:
    """One model. Every aim that was reached binds the aims after it."""

    def __init__(self, *, seed: int, time_limit: float, tell: Callable[[Progress], None]) -> None:
        import highspy  # here, so that only who solves pays for its 30 MB

        self._highs, self._solver = highspy, highspy.Highs()
        for option, value in {
            "output_flag": False, "threads": 1, "random_seed": seed, "mip_max_nodes": NODES,
        }.items():  # fmt: skip
            self._solver.setOptionValue(option, value)
        self._time_limit, self._tell, self._aim = time_limit, tell, ""
        self._values: list[float] = []
        self._solver.cbMipImprovingSolution.subscribe(self._improved)

    @property
    def seconds(self) -> float:
        """Return the seconds spent in the solver."""
        return float(self._solver.getRunTime())

    def yes_or_no(self) -> Unknown:
        """Return a new question."""
        return self._solver.addBinary()

    def amount(self, most: int) -> Unknown:
        """Return a new amount of 0 to ``most``; whole where the limits on it are."""
        return self._solver.addVariable(0, most)

    def at_most(self, terms: Terms, limit: int) -> None:
        """Hold the sum at or under the limit."""
        self._solver.addConstr(self._sum(terms) <= limit)

    def at_least(self, terms: Terms, limit: int) -> None:
        """Hold the sum at or over the limit."""
        self._solver.addConstr(self._sum(terms) >= limit)

    def reach(
        self,
        name: str,
        terms: Sequence[tuple[int, Unknown]],
        *,
        gap: float = 0.0,
        known: int | None = None,
        hold: int | None = None,
        settle: bool = False,
    ) -> Aim:
        """Reach for the greatest sum, and hold it (or ``hold``) from here on. To do nothing must be allowed.

        ``gap``: the part of the sum for which it is not worth going on. ``known``: no sum can be greater.
        ``settle``: not the sum alone, but every yes in it stays.
        """
        ceiling, stopped = self._ceiling(terms), False
        bound = ceiling if known is None else min(known, ceiling)
        if not self._values or self._sum_now(terms) < bound * (1 - gap):
            self._solve(name, terms, gap=gap, start=True)
            bound = min(bound, self._solver.getInfo().mip_dual_bound)
            stopped = self._solver.getModelStatus() == self._highs.HighsModelStatus.kTimeLimit
        value = self._sum_now(terms)
        is_full = value >= ceiling
        if settle:
            terms = [(count, question) for count, question in terms if self.says_yes(question)]
            ceiling = self._ceiling(terms)
        self._hold(terms, value if hold is None else hold, ceiling)
        return Aim(name, value, max(value, floor(bound + SLACK)), by_clock=stopped, is_full=is_full)

    def try_without(
        self, name: str, terms: Sequence[tuple[int, Unknown]], unused: Iterable[Unknown], *, gap: float = 0.0
    ) -> int:
        """Look for a greater sum that answers no to ``unused``, which is much quicker. Return the greatest so far."""
        questions, before = list(unused), self._values
        for question in questions:
            self._solver.changeColBounds(question.index, 0, 0)
        now = self._sum_now(terms)
        self._solve(name, terms, gap=gap, start=False)
        if self._sum_now(terms) < now:
            self._values = before
        for question in questions:
            self._solver.changeColBounds(question.index, 0, 1)
        return self._sum_now(terms)

    def says_yes(self, question: Unknown) -> bool:
        """Return the answer after the last aim."""
        return self._values[question.index] > 0.5

    def _solve(self, name: str, terms: Sequence[tuple[int, Unknown]], *, gap: float, start: bool) -> None:
        solver, self._aim = self._solver, name
        self._values = self._values or [0.0] * solver.getNumCol()
        if start:
            known = self._highs.HighsSolution()
            known.col_value = self._values
            solver.setSolution(known)
        solver.setOptionValue("mip_rel_gap", gap)
        solver.setOptionValue("time_limit", max(LEAST_TIME, self._time_limit - self.seconds))
        solver.maximize(self._sum(terms))
        if solver.getSolution().value_valid:
            self._values = list(solver.getSolution().col_value)

    def _sum_now(self, terms: Sequence[tuple[int, Unknown]]) -> int:
        return sum(count * round(self._values[question.index]) for count, question in terms)

    def _improved(self, event: Any) -> None:
        self._tell(Progress(self._aim, round(event.data_out.objective_function_value), self.seconds))

    def _hold(self, terms: Sequence[tuple[int, Unknown]], value: int, ceiling: float) -> None:
        if value < ceiling:
            self.at_least(terms, value)
        else:  # nothing is left open: to say so of each makes the next aims many times faster
            for count, question in terms:
                most = self._solver.getLp().col_upper_[question.index] if count > 0 else 0
                self._solver.changeColBounds(question.index, most, most)

    def _ceiling(self, terms: Sequence[tuple[int, Unknown]]) -> float:
        most = self._solver.getLp().col_upper_
        return float(sum(count * most[question.index] for count, question in terms if count > 0))

    def _sum(self, terms: Terms) -> Any:
        return self._solver.qsum(count * question for count, question in terms)
