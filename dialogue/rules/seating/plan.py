"""From the question to the plan. The steps are in the names of the modules beside this one."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from typing import Final

from .bounds import bounded
from .checks import refuse_nonsense, warnings
from .groups import must_share, one_each, share
from .mip import Aim, Progress
from .problem import Absentee, Missing, Problem, Seat
from .reasons import Outcome, outcomes
from .rounds import AIMS, Groups, Rotation, Visits, rotate
from .tables import seats

STARTS: Final = 2  # groupings tried first where companies share tables
TURNS: Final = 4  # how often each is bettered at most
ROUGH: Final = 0.02  # a gap good enough to compare groupings


@dataclass(frozen=True, slots=True)
class Plan:
    seats: tuple[Seat, ...]
    outcomes: tuple[Outcome, ...]  # one for every wish, must and pin
    aims: tuple[Aim, ...]  # in the order of their weight
    waits: tuple[tuple[str, int], ...]  # (key, round): a 課 without a table, a company without a guest
    load: dict[int, tuple[int, int]]  # round -> fewest and most 課 at one table
    kept: int  # seats that stayed as announced
    announced: int  # seats announced to those who are here
    warnings: tuple[str, ...]
    seconds: float  # in the solver

    @property
    def gap(self) -> float:
        """Return how much better it might be, as a part of the bound of the first aim that is not proven best."""
        return next((aim.gap for aim in self.aims if aim.gap), 0.0)


def solve(problem: Problem, *, tell: Callable[[Progress], None] = lambda progress: None) -> Plan:
    """Return the plan; the same for the same problem and seed. Raises CannotSeat."""
    problem = _in_order(problem)
    refuse_nonsense(problem)
    groups, rotation = _shared(problem, tell) if must_share(problem) else _each_alone(problem, tell)
    placed = seats(problem, groups, rotation.visits)
    before = {seat for seat in problem.announced if seat.key in {one.key for one in problem.everybody}}
    return Plan(
        seats=placed,
        outcomes=outcomes(problem, groups, rotation, placed),
        aims=rotation.aims,
        waits=_waits(problem, placed),
        load=_load(problem, placed),
        kept=len(before & set(placed)),
        announced=len(before),
        warnings=warnings(problem),
        seconds=rotation.seconds,
    )


def without(problem: Problem, missing: Iterable[str], announced: Iterable[Seat]) -> Problem:
    """Return the problem of the morning: these have not come, and what was announced is kept where possible."""
    gone = {key: Absentee(problem.name(key), Missing.NOT_COME) for key in missing}
    return replace(
        problem,
        companies=tuple(one for one in problem.companies if one.key not in gone),
        divisions=tuple(one for one in problem.divisions if one.key not in gone),
        wishes=tuple(wish for wish in problem.wishes if wish.by not in gone),
        must=frozenset(pair for pair in problem.must if not gone.keys() & set(pair)),
        pins=tuple(pin for pin in problem.pins if not gone.keys() & {pin.company, pin.division}),
        absent={**problem.absent, **gone},
        announced=tuple(announced),
    )


def _in_order(problem: Problem) -> Problem:
    """The same question in another order is the same question."""
    return replace(
        problem,
        companies=tuple(sorted(problem.companies, key=lambda one: one.key)),
        divisions=tuple(sorted(problem.divisions, key=lambda one: one.key)),
        wishes=tuple(sorted(problem.wishes, key=lambda wish: (wish.by, wish.rank, wish.whom))),
        pins=tuple(sorted(problem.pins, key=lambda pin: (pin.company, pin.division, pin.round or 0))),
    )


def _each_alone(problem: Problem, tell: Callable[[Progress], None]) -> tuple[Groups, Rotation]:
    groups = one_each(problem)
    return groups, rotate(problem, groups, tell=tell, time_limit=problem.time_limit, gap=problem.good_enough)


def _shared(problem: Problem, tell: Callable[[Progress], None]) -> tuple[Groups, Rotation]:
    """Seek groups and visits in turn, each the best for the other, from more than one start."""
    used, found = 0.0, list[tuple[tuple[int, ...], Groups]]()
    for start in range(1 if problem.announced else STARTS):
        reached: tuple[int, ...] = ()
        visits: Visits | None = None
        for _ in range(TURNS):
            groups = share(problem, visits=visits, start=problem.seed + start, tell=tell)
            left = max(0.0, problem.time_limit / 2 - used)
            rotation = rotate(problem, groups, tell=tell, time_limit=left, gap=ROUGH)
            used, visits = used + rotation.seconds, rotation.visits
            found.append((_reached(rotation), groups))
            if _reached(rotation) <= reached:
                break
            reached = _reached(rotation)
    groups = max(found, key=lambda one: one[0])[1]
    rotation = rotate(problem, groups, tell=tell, time_limit=problem.time_limit - used, gap=problem.good_enough)
    aims = bounded(problem, groups, rotation.visits, rotation.aims)
    return groups, replace(rotation, aims=aims, seconds=used + rotation.seconds)


def _reached(rotation: Rotation) -> tuple[int, ...]:
    values = {aim.name: aim.value for aim in rotation.aims}
    return tuple(values.get(name, 0) for name in AIMS)


def _waits(problem: Problem, placed: tuple[Seat, ...]) -> tuple[tuple[str, int], ...]:
    """Return who is there in a round without anybody to talk with."""
    at, companies = defaultdict(set), {one.key for one in problem.companies}
    for seat in placed:
        at[seat.round, seat.table].add(seat.key)
    busy = {(key, turn) for (turn, _), keys in at.items() if keys & companies and keys - companies for key in keys}
    there = {(one.key, turn) for one in problem.everybody for turn in problem.free(one)}
    return tuple(sorted(there - busy))


def _load(problem: Problem, placed: tuple[Seat, ...]) -> dict[int, tuple[int, int]]:
    """Return the fewest and the most 課 at one of the tables at which a company sits."""
    companies, guests = {one.key for one in problem.companies}, defaultdict[int, Counter[int]](Counter)
    for seat in placed:
        guests[seat.round][seat.table] += seat.key not in companies
    return {turn: (min(tables.values()), max(tables.values())) for turn, tables in sorted(guests.items())}
