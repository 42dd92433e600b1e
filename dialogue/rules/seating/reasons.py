"""What came of every wish, and why not. Each reason is a fact of the plan that can be checked by looking at it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from .problem import Company, Division, Missing, Pair, Problem, Seat
from .rounds import Groups, Rotation, fixed_table, seats_per_table
from .wishes import Claim, Strength, pair_of, strength_of_pairs


class Reason(StrEnum):
    """Why two do not meet; the first that holds is told."""

    ABSENT = "ABSENT"
    BANNED = "BANNED"
    BANNED_NEIGHBOUR = "BANNED_NEIGHBOUR"  # somebody at the company's table must not meet the 課
    NO_COMMON_ROUND = "NO_COMMON_ROUND"
    TWO_TABLES = "TWO_TABLES"
    SAT_WITHOUT = "SAT_WITHOUT"  # the 課 came to the company's table while the company was away
    MORE_WISHES = "MORE_WISHES"  # than rounds, and every round went to another of one's own
    TABLE_FULL = "TABLE_FULL"  # in every common round, with pairs that count at least as much
    GAVE_WAY = "GAVE_WAY"  # in every common round to pairs that count at least as much
    BALANCE = "BALANCE"  # other pairs would break, or the tables be uneven


@dataclass(frozen=True, slots=True)
class Other:
    """A pair that has the seat."""

    round: int
    company: str
    division: str
    strength: Strength


@dataclass(frozen=True, slots=True)
class Outcome:
    by: str | None  # who wished; None = the desk (must-meet or pinned)
    company: str
    division: str
    rank: int | None
    strength: Strength
    round: int | None = None  # where they meet
    table: int | None = None
    reason: Reason | None = None  # why they do not
    others: tuple[Other, ...] = ()  # who has the seats instead, by round
    missing: Missing | None = None
    proven: bool = True  # False: a better plan may exist, the solver stopped before it knew

    @property
    def whom(self) -> str:
        """Return the party that was wished for."""
        return self.division if self.by == self.company else self.company


def outcomes(problem: Problem, groups: Groups, rotation: Rotation, placed: Sequence[Seat]) -> tuple[Outcome, ...]:
    """Return what came of every pin, must-meet pair and wish, in this order."""
    view = _View(problem, groups, rotation, placed)
    companies = frozenset(view.companies)
    desk = {(pin.company, pin.division): pin.round for pin in problem.pins}
    asked: list[tuple[str | None, Pair, int | None, int | None]] = [
        *((None, pair, None, turn) for pair, turn in desk.items()),
        *((None, pair, None, None) for pair in sorted(problem.must - desk.keys())),
        *((wish.by, pair_of(wish, companies), wish.rank, None) for wish in problem.wishes),
    ]
    return tuple(view.outcome(by, pair, rank, turn) for by, pair, rank, turn in asked)


class _View:
    """The finished plan, asked about one pair at a time."""

    def __init__(self, problem: Problem, groups: Groups, rotation: Rotation, placed: Sequence[Seat]) -> None:
        self.problem, self.groups, self.visits = problem, groups, rotation.visits
        self.proven = not any(aim.gap for aim in rotation.aims)
        self.companies: dict[str, Company] = {one.key: one for one in problem.companies}
        self.divisions: dict[str, Division] = {one.key: one for one in problem.divisions}
        self.home = {key: home for home, group in groups.items() for key in group}
        self.claims = strength_of_pairs(problem)
        self.most = {turn: most for turn, (_, most) in seats_per_table(problem, groups).items()}
        self.table = {(seat.key, seat.round): seat.table for seat in placed}
        self.guests = defaultdict[tuple[int, int], list[str]](list)
        for (division, turn), home in self.visits.items():
            self.guests[home, turn].append(division)
        self.wished = {(wish.by, pair_of(wish, frozenset(self.companies))) for wish in problem.wishes}

    def outcome(self, by: str | None, pair: Pair, rank: int | None, pinned: int | None) -> Outcome:
        company, division = pair
        asked = Outcome(by, company, division, rank, self.claims[pair].tier, proven=self.proven)
        absent = [key for key in pair if key not in self.companies and key not in self.divisions]
        if absent:
            known = self.problem.absent.get(absent[0])
            return replace(asked, reason=Reason.ABSENT, missing=known.why if known else Missing.UNREGISTERED)
        common = self.common(pair) if pinned is None else (pinned,)
        met = next((turn for turn in common if self.visits.get((division, turn)) == self.home[company]), None)
        if met is not None:
            return replace(asked, round=met, table=self.table[division, met])
        reason, others = self._why_not(asked, common)
        return replace(asked, reason=reason, others=others)

    def common(self, pair: Pair) -> tuple[int, ...]:
        """Return the rounds in which both are there."""
        company, division = self.companies[pair[0]], self.divisions[pair[1]]
        return tuple(sorted(self.problem.free(company) & self.problem.free(division)))

    def _why_not(self, asked: Outcome, common: Sequence[int]) -> tuple[Reason, tuple[Other, ...]]:
        pair, home = (asked.company, asked.division), self.home[asked.company]
        if pair in self.problem.banned:
            return Reason.BANNED, ()
        if not common:
            return Reason.NO_COMMON_ROUND, ()
        table, seat = fixed_table(self.problem, self.groups[home]), self.divisions[asked.division].table
        if table is not None and seat is not None:
            return Reason.TWO_TABLES, ()
        if without := [turn for turn in range(1, self.problem.rounds + 1) if self._sat(asked.division, turn) == home]:
            return Reason.SAT_WITHOUT, (Other(without[0], asked.company, asked.division, asked.strength),)
        if neighbour := self._banned_neighbour(home, asked.division, common):
            return Reason.BANNED_NEIGHBOUR, (Other(common[0], neighbour, asked.division, Strength.NOBODY),)
        return self._who_has_the_seats(asked, common)

    def _who_has_the_seats(self, asked: Outcome, common: Sequence[int]) -> tuple[Reason, tuple[Other, ...]]:
        claim, home = self.claims[asked.company, asked.division], self.home[asked.company]
        own = {turn: self._strongest(asked.division, turn) for turn in common}
        table = {turn: self._weakest_guest(home, turn) for turn in common}
        sits_better = {turn for turn, other in own.items() if other and self._claim(other) >= claim}
        full = {turn for turn, other in table.items() if other and self._claim(other) >= claim}
        instead = tuple(other for turn in common if (other := own[turn] if turn in sits_better else table[turn]))
        if asked.by and self._all_seats_wished(asked.by):
            return Reason.MORE_WISHES, instead
        if sits_better == set(common):
            return Reason.GAVE_WAY, instead
        if asked.strength >= Strength.MUST:  # tables are crowded for these: no table is full
            return Reason.BALANCE, ()
        if full == set(common):
            seated = self._seated(home, common)
            return Reason.TABLE_FULL, tuple(self._other(asked.company, guest, turn) for turn, guest in seated)
        if sits_better | full == set(common):
            return Reason.GAVE_WAY, instead
        return Reason.BALANCE, ()

    def _sat(self, division: str, turn: int) -> int | None:
        return self.visits.get((division, turn))

    def _banned_neighbour(self, home: int, division: str, common: Sequence[int]) -> str | None:
        """Return a company of the table that the 課 must not meet and that is there in every common round."""
        return next(
            (
                key
                for key in self.groups[home]
                if (key, division) in self.problem.banned and set(common) <= self.problem.free(self.companies[key])
            ),
            None,
        )

    def _strongest(self, division: str, turn: int) -> Other | None:
        """Return the pair for which the 課 sits where it sits in this round."""
        home = self._sat(division, turn)
        hosts = [] if home is None else self._hosts(home, turn)
        return max((self._other(key, division, turn) for key in hosts), key=self._claim, default=None)

    def _weakest_guest(self, home: int, turn: int) -> Other | None:
        """Return the pair that would leave a full table first; None while there is room."""
        guests = self.guests[home, turn]
        if len(guests) < self.most[turn]:
            return None
        best = [
            max((self._other(key, guest, turn) for key in self._hosts(home, turn)), key=self._claim)
            for guest in sorted(guests)
        ]
        return min(best, key=self._claim, default=None)

    def _all_seats_wished(self, by: str) -> bool:
        """Return whether this party wished for more than it has seats, and all of them went to its own pairs."""
        if by in self.divisions:
            turns = sorted(self.problem.free(self.divisions[by]))
            held: list[Other | None] = [self._own(by, turn) for turn in turns]
        else:
            home, turns = self.home[by], sorted(self.problem.free(self.companies[by]))
            if any(len(self.guests[home, turn]) < self.most[turn] for turn in turns):
                return False
            held = [self._other(by, guest, turn) for turn in turns for guest in self.guests[home, turn]]
        wishes = sum(wisher == by for wisher, _ in self.wished)
        return wishes > len(held) and all(other and self._is_own(by, other) for other in held)

    def _own(self, by: str, turn: int) -> Other | None:
        home = self._sat(by, turn)
        hosts = [] if home is None else self._hosts(home, turn)
        return next((other for key in hosts if self._is_own(by, other := self._other(key, by, turn))), None)

    def _is_own(self, by: str, other: Other) -> bool:
        return (by, (other.company, other.division)) in self.wished or other.strength >= Strength.MUST

    def _hosts(self, home: int, turn: int) -> list[str]:
        return [key for key in self.groups[home] if turn in self.problem.free(self.companies[key])]

    def _seated(self, home: int, turns: Sequence[int]) -> Iterable[tuple[int, str]]:
        return ((turn, guest) for turn in turns for guest in sorted(self.guests[home, turn]))

    def _other(self, company: str, division: str, turn: int) -> Other:
        return Other(turn, company, division, self._claim_of(company, division).tier)

    def _claim(self, other: Other) -> Claim:
        return self._claim_of(other.company, other.division)

    def _claim_of(self, company: str, division: str) -> Claim:
        return self.claims.get((company, division), Claim(Strength.NOBODY, 0))
