"""What no plan can exceed, whoever shares a table: the bound where the companies' groups are sought as well."""

from collections import Counter, defaultdict
from dataclasses import replace

from .mip import Aim, Mip, Unknown
from .problem import Pair, Problem
from .rounds import MUST, MUTUAL, POINTS, Groups, Visits, seats_per_table
from .wishes import Strength, points, strength_of_pairs


def bounded(problem: Problem, groups: Groups, visits: Visits, aims: tuple[Aim, ...]) -> tuple[Aim, ...]:
    """Return the aims with bounds that hold for every grouping of the companies, not just for this one.

    Pairs alone are counted: each 課 meets at most a table of companies in each of its rounds; each company at most a
    table of 課 in each of its own, with as many tables open and as many seats too many as in this plan.
    """
    model = Mip(seed=problem.seed, time_limit=problem.time_limit / 10, tell=lambda progress: None)
    meets = _meetings(problem, model)
    spread, at_table = seats_per_table(problem, groups), max(map(len, groups.values()))
    guests = Counter((turn, table) for (_, turn), table in visits.items())
    crowd = sum(max(0, count - spread[turn][1]) for (turn, _), count in guests.items())
    for side, most in (
        (0, {one.key: sum(spread[turn][1] for turn in problem.free(one)) + crowd for one in problem.companies}),
        (1, {one.key: len(problem.free(one)) * at_table for one in problem.divisions}),
    ):
        together = defaultdict(list)
        for pair, question in meets.items():
            together[pair[side]].append((1, question))
        for key, terms in together.items():
            model.at_most(terms, most[key])
    claims, reached = strength_of_pairs(problem), {aim.name: aim for aim in aims}
    for name, worth in (
        (MUST, dict.fromkeys(problem.must, 1)),
        (MUTUAL, {pair: 1 for pair, claim in claims.items() if claim.tier == Strength.MUTUAL}),
        (POINTS, points(problem)),
    ):
        if name in reached:
            terms = [(worth[pair], question) for pair, question in meets.items() if pair in worth]
            bound = model.reach(name, terms, hold=reached[name].value).bound
            reached[name] = replace(reached[name], bound=max(bound, reached[name].value))
    return tuple(reached.values())


def _meetings(problem: Problem, model: Mip) -> dict[Pair, Unknown]:
    companies = {one.key: problem.free(one) for one in problem.companies}
    divisions = {one.key: problem.free(one) for one in problem.divisions}
    return {
        (company, division): model.yes_or_no()
        for company, division in sorted(strength_of_pairs(problem))
        if companies.get(company, frozenset()) & divisions.get(division, frozenset())
        and (company, division) not in problem.banned
    }
