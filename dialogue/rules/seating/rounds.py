"""Who comes to which company group in which round: one model for all rounds, aims settled in the order of AIMS.

A group of companies (one company where there are tables enough) keeps its table; the 課 change. A 課 that keeps its
table for 配慮 is visited instead: its table is then where its group of the round sits.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from .mip import Aim, Mip, Progress, Unknown
from .pairs import choices
from .problem import Pair, Problem
from .wishes import Strength, points, strength_of_pairs

Groups = dict[int, tuple[str, ...]]  # home table -> keys of the companies that sit there together
Visits = dict[tuple[str, int], int]  # (key of a 課, round) -> home table of the group it meets

PINNED: Final = "指定した組"
MUST: Final = "必ず会う組"
EVEN: Final = "人数のつり合い"
KEPT: Final = "お知らせ済みの席"
MUTUAL: Final = "互いの希望"
POINTS: Final = "希望の順位"
AIMS: Final = (PINNED, MUST, EVEN, KEPT, MUTUAL, POINTS)  # what comes first is settled before the next

# what a lack of balance costs: a second round without a table, any round without one, an empty table, one too many
SECOND_WAIT, WAIT, EMPTY, CROWD, SEAT = 100, 10, 4, 4, 1


@dataclass(frozen=True, slots=True)
class Rotation:
    visits: Visits
    aims: tuple[Aim, ...]
    seconds: float


def rotate(
    problem: Problem, groups: Groups, *, tell: Callable[[Progress], None], time_limit: float, gap: float
) -> Rotation:
    """Return the best visits for these groups."""
    return _Model(problem, groups, tell=tell, time_limit=time_limit, gap=gap).solve()


def open_rounds(problem: Problem, group: Sequence[str]) -> frozenset[int]:
    """Return the rounds in which somebody sits at the group's table."""
    companies = {one.key: one for one in problem.companies}
    return frozenset[int]().union(*(problem.free(companies[key]) for key in group))


def seats_per_table(problem: Problem, groups: Groups) -> dict[int, tuple[int, int]]:
    """Return the least and the most 課 at one table of each round when they are spread evenly."""
    spread = {}
    for turn in range(1, problem.rounds + 1):
        tables = sum(turn in open_rounds(problem, group) for group in groups.values())
        there = sum(turn in problem.free(division) for division in problem.divisions)
        spread[turn] = (there // tables, -(-there // tables)) if tables else (0, 0)
    return spread


class _Model:
    def __init__(
        self, problem: Problem, groups: Groups, *, tell: Callable[[Progress], None], time_limit: float, gap: float
    ) -> None:
        self.problem, self.groups, self.gap = problem, groups, gap
        self.mip = Mip(seed=problem.seed, time_limit=time_limit, tell=tell)
        self.companies = {one.key: one for one in problem.companies}
        self.group_of = {key: home for home, group in groups.items() for key in group}
        self.open = {home: open_rounds(problem, group) for home, group in groups.items()}
        self.sits: dict[tuple[str, int, int], Unknown] = {}
        self._seat_everybody()
        self._meet_once()
        self._keep_fixed_tables()
        self.balance = [*self._balance_of_divisions(), *self._balance_of_tables()]

    def solve(self) -> Rotation:
        aims: dict[str, Aim] = {}
        for name, terms in self._aims():
            if terms:
                known = self._choose_pairs_first(terms, aims) if name == POINTS and KEPT not in aims else None
                gap = self.gap if name == POINTS else 0.0
                aims[name] = self.mip.reach(name, terms, known=known, gap=gap, settle=name == KEPT)
        return Rotation(self._visits(), tuple(aims.values()), self.mip.seconds)

    def _visits(self) -> Visits:
        return {
            (division, turn): group
            for (division, group, turn), question in self.sits.items()
            if self.mip.says_yes(question)
        }

    def _choose_pairs_first(self, terms: Sequence[tuple[int, Unknown]], aims: Mapping[str, Aim]) -> int:
        """Spread good pairs over the rounds, before all pairs are tried. Return the bound that the pairs tell."""
        bound = sum(count for count, _ in terms)
        for bound, chosen in choices(
            seed=self.problem.seed,
            possible={(division, group) for division, group, _ in self.sits},
            seated={one.key: len(self.problem.free(one)) for one in self.problem.divisions},
            load=self._load(is_even=aims[EVEN].is_full),
            held=[(self._at_tables(pairs), aims[name].value) for name, pairs in self._asked().items() if name in aims],
            worth=self._at_tables(points(self.problem)),
        ):
            unused = [question for place, question in self.sits.items() if place[:2] not in chosen]
            if self.mip.try_without(POINTS, terms, unused, gap=self.gap) >= bound * (1 - self.gap):
                break
        return bound

    def _load(self, *, is_even: bool) -> dict[int, tuple[int, int]]:
        """Return how many visits each group gets at least and at most, as even as the plan is so far."""
        spread = seats_per_table(self.problem, self.groups)
        guests = Counter((group, turn) for (_, turn), group in self._visits().items())
        crowd = sum(max(0, count - spread[turn][1]) for (_, turn), count in guests.items())
        return {
            group: (
                sum(spread[turn][0] for turn in turns) if is_even else 0,
                sum(spread[turn][1] for turn in turns) + crowd,
            )
            for group, turns in self.open.items()
        }

    def _at_tables(self, pairs: Mapping[Pair, int]) -> dict[tuple[str, int], int]:
        worth = Counter[tuple[str, int]]()
        for pair, count in pairs.items():
            if any(self._meetings(pair)):
                worth[pair[1], self.group_of[pair[0]]] += count
        return dict(worth)

    def _asked(self) -> dict[str, dict[Pair, int]]:
        claims = strength_of_pairs(self.problem)
        return {
            PINNED: {(pin.company, pin.division): 1 for pin in self.problem.pins},
            MUST: dict.fromkeys(sorted(self.problem.must), 1),
            MUTUAL: {pair: 1 for pair, claim in sorted(claims.items()) if claim.tier == Strength.MUTUAL},
        }

    # --- what holds

    def _seat_everybody(self) -> None:
        forbidden = {
            (division, self.group_of[company], turn)
            for company, division in self.problem.banned
            if company in self.group_of
            for turn in self.problem.free(self.companies[company])
        }
        for division, (group, turns) in product(self.problem.divisions, self.open.items()):
            for turn in sorted(self.problem.free(division) & turns):
                if (division.key, group, turn) not in forbidden:
                    self.sits[division.key, group, turn] = self.mip.yes_or_no()
        for terms in self._by(lambda division, group, turn: (division, turn)):
            self.mip.at_most(terms, 1)

    def _meet_once(self) -> None:
        for terms in self._by(lambda division, group, turn: (division, group)):
            self.mip.at_most(terms, 1)

    def _keep_fixed_tables(self) -> None:
        """A group sits at one table in a round, and a table has one group; both may be fixed."""
        tables = {one.key: one.table for one in self.problem.divisions if one.table is not None}
        at = {
            (table, group, turn): self.mip.yes_or_no()
            for table in sorted(set(tables.values()))
            for group, turns in self.open.items()
            for turn in turns
            if fixed_table(self.problem, self.groups[group]) in (None, table)
        }
        for (division, group, turn), question in self.sits.items():
            if division in tables:
                there = at.get((tables[division], group, turn))
                self.mip.at_most([(1, question), *([(-1, there)] if there is not None else [])], 0)
        for part in (lambda table, group, turn: (table, turn), lambda table, group, turn: (-1, group, turn)):
            together = defaultdict(list)
            for place, question in at.items():
                together[part(*place)].append((1, question))
            for terms in together.values():
                self.mip.at_most(terms, 1)

    # --- what is aimed at

    def _balance_of_divisions(self) -> Iterable[tuple[int, Unknown]]:
        seats = defaultdict(list)
        for (division, _, turn), question in self.sits.items():
            seats[division, turn].append((-1, question))
        for one in self.problem.divisions:
            busy = []
            for turn in sorted(self.problem.free(one)):
                busy.append(self.mip.yes_or_no())
                self.mip.at_most([(1, busy[-1]), *seats[one.key, turn]], 0)
            yield from ((WAIT, question) for question in busy)
            yield from self._all_but_one(busy)

    def _balance_of_tables(self) -> Iterable[tuple[int, Unknown]]:
        spread, guests = seats_per_table(self.problem, self.groups), defaultdict(list)
        for (_, group, turn), question in self.sits.items():
            guests[group, turn].append((1, question))
        for group, turns in self.open.items():
            in_use = []
            for turn in sorted(turns):
                here, (least, most) = guests[group, turn], spread[turn]
                busy, seated, crowd = self.mip.yes_or_no(), self.mip.amount(least), self.mip.amount(len(here))
                self.mip.at_most([(1, busy), *minus(here)], 0)
                self.mip.at_most([(1, seated), *minus(here)], 0)
                self.mip.at_most([*here, (-1, crowd)], most)
                in_use.append(busy)
                yield from ((EMPTY, busy), (SEAT, seated), (-CROWD, crowd))
            yield from self._all_but_one(in_use)

    def _all_but_one(self, busy: Sequence[Unknown]) -> Iterable[tuple[int, Unknown]]:
        """Nobody waits for more than a round."""
        if len(busy) > 1:
            enough = self.mip.amount(len(busy) - 1)
            self.mip.at_most([(1, enough), *((-1, question) for question in busy)], 0)
            yield SECOND_WAIT, enough

    def _aims(self) -> Iterable[tuple[str, Sequence[tuple[int, Unknown]]]]:
        asked, announced = self._asked(), self._announced()
        yield (
            PINNED,
            [
                (1, question)
                for pin in self.problem.pins
                for turn, question in self._meetings((pin.company, pin.division))
                if pin.round in (None, turn)
            ],
        )
        yield MUST, self._worth(asked[MUST])
        yield EVEN, self.balance
        yield KEPT, [(1, question) for place, question in self.sits.items() if place in announced]
        yield MUTUAL, self._worth(asked[MUTUAL])
        yield POINTS, self._worth(points(self.problem))

    def _worth(self, pairs: Mapping[Pair, int]) -> list[tuple[int, Unknown]]:
        return [(worth, question) for pair, worth in sorted(pairs.items()) for _, question in self._meetings(pair)]

    def _meetings(self, pair: Pair) -> Iterable[tuple[int, Unknown]]:
        """Return the rounds in which these two could meet."""
        company, division = pair
        if company in self.companies:
            for turn in sorted(self.problem.free(self.companies[company])):
                question = self.sits.get((division, self.group_of[company], turn))
                if question is not None:
                    yield turn, question

    def _announced(self) -> frozenset[tuple[str, int, int]]:
        places = defaultdict(set)
        for seat in self.problem.announced:
            if seat.key in self.group_of:
                places[seat.round, seat.table].add(self.group_of[seat.key])
        return frozenset(
            (seat.key, group, seat.round) for seat in self.problem.announced for group in places[seat.round, seat.table]
        )

    def _by(self, part: Callable[[str, int, int], tuple[object, ...]]) -> Iterable[list[tuple[int, Unknown]]]:
        together = defaultdict(list)
        for place, question in self.sits.items():
            together[part(*place)].append((1, question))
        return together.values()


def minus(terms: Iterable[tuple[int, Unknown]]) -> list[tuple[int, Unknown]]:
    """Return the terms with the other sign."""
    return [(-count, question) for count, question in terms]


def fixed_table(problem: Problem, group: Sequence[str]) -> int | None:
    """Return the table that a company of the group keeps, if any."""
    return next((one.table for one in problem.companies if one.key in group and one.table is not None), None)
