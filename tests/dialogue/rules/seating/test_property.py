"""200 random round tables: what must hold of every plan, and that every reason told is a fact."""

from collections import Counter, defaultdict
from dataclasses import replace

import pytest

from dialogue.rules.seating import Missing, Pin, Reason, Strength, solve

from .cases import random_case

CASES = 200


@pytest.mark.parametrize("seeds", [range(start, start + 20) for start in range(1, CASES + 1, 20)])
def test_every_plan_keeps_its_promises(seeds):
    for seed in seeds:
        problem = random_case(seed)
        plan = solve(problem)
        assert broken_promises(problem, plan) == [], seed
        assert untrue_reasons(problem, plan) == [], seed


@pytest.mark.parametrize("seed", [3, 11, 42])
def test_the_same_case_gives_the_same_plan_in_whatever_order_it_is_asked(seed):
    problem = random_case(seed)
    turned = replace(
        problem, companies=problem.companies[::-1], divisions=problem.divisions[::-1], wishes=problem.wishes[::-1]
    )
    assert solve(problem).seats == solve(turned).seats == solve(problem).seats


def test_a_wish_that_gave_way_could_not_be_put_in_without_losing_more():
    order, seen = ["必ず会う組", "人数のつり合い", "互いの希望", "希望の順位"], 0
    for seed in range(1, 26):
        problem = replace(random_case(seed), good_enough=0.0)
        plan = solve(problem)
        if plan.gap or (one := first_that_gave_way(problem, plan)) is None:
            continue
        seen += 1
        forced = solve(replace(problem, pins=(*problem.pins, Pin(one.company, one.division))))
        values, other = ({aim.name: aim.value for aim in found.aims} for found in (plan, forced))
        assert [other.get(name, 0) for name in order] <= [values.get(name, 0) for name in order], seed
    assert seen >= 10


def first_that_gave_way(problem, plan):
    pinned = {pin.division for pin in problem.pins}
    ways = (Reason.BALANCE, Reason.GAVE_WAY, Reason.TABLE_FULL)
    return next((one for one in plan.outcomes if one.reason in ways and one.division not in pinned), None)


def broken_promises(problem, plan):
    return [
        *(f"二度会う {pair}" for pair, count in meetings(problem, plan).items() if count > 1),
        *(
            f"二つの卓 {place}"
            for place, count in Counter((seat.key, seat.round) for seat in plan.seats).items()
            if count > 1
        ),
        *(f"出られない回 {seat}" for seat in plan.seats if seat.round not in free(problem, seat.key)),
        *(f"ない卓 {seat}" for seat in plan.seats if not 1 <= seat.table <= problem.tables),
        *(f"動いた {seat}" for seat in plan.seats if fixed(problem, seat.key) not in (None, seat.table)),
        *(f"会わせない組 {pair}" for pair in meetings(problem, plan).keys() & problem.banned),
        *(f"競合 {place}" for place in competitors_together(problem, plan)),
        *(f"説明のない組 {one}" for one in plan.outcomes if (one.round is None) == (one.reason is None)),
        *(f"守られない組 {one}" for one in lost(problem, plan)),
        *(f"偏り {turn}" for turn in uneven(problem, plan)),
        *unexplained(problem, plan),
    ]


def unexplained(problem, plan):
    """Every wish, must and pin has its outcome."""
    asked = len(problem.wishes) + len(problem.must | {(pin.company, pin.division) for pin in problem.pins})
    return [] if len(plan.outcomes) == asked else [f"{asked} != {len(plan.outcomes)}"]


def lost(problem, plan):
    """Pins and must-meet pairs that nothing stands against: all are there, nobody shares or keeps a table."""
    asks = Counter(one.division for one in plan.outcomes if one.by is None)
    return [
        one for one in plan.outcomes
        if one.by is None and one.round is None and is_plain(problem) and asks[one.division] <= problem.rounds
    ]  # fmt: skip


def is_plain(problem):
    everybody = (*problem.companies, *problem.divisions)
    return problem.tables >= len(problem.companies) and all(
        one.table is None and len(problem.free(one)) == problem.rounds for one in everybody
    )


def uneven(problem, plan):
    """In a round, tables differ by one 課 where everybody may sit anywhere."""
    asked = problem.pins or problem.must or problem.banned
    return [turn for turn, (least, most) in plan.load.items() if most - least > 1 and is_plain(problem) and not asked]


def meetings(problem, plan):
    firms, met = {one.key for one in problem.companies}, Counter()
    for keys in at_tables(plan).values():
        met.update((firm, office) for firm in keys & firms for office in keys - firms)
    return met


def at_tables(plan):
    together = defaultdict(set)
    for seat in plan.seats:
        together[seat.round, seat.table].add(seat.key)
    return together


def competitors_together(problem, plan):
    lines = {one.key: one.line for one in problem.companies if one.line}
    return [
        place
        for place, keys in at_tables(plan).items()
        if not problem.allows_competitors
        and max(Counter(lines[key] for key in keys if key in lines).values(), default=0) > 1
    ]


def person(problem, key):
    return next((one for one in (*problem.companies, *problem.divisions) if one.key == key), None)


def free(problem, key):
    return problem.free(person(problem, key))


def fixed(problem, key):
    return person(problem, key).table


def untrue_reasons(problem, plan):
    return [one for one in plan.outcomes if one.reason and not TRUE[one.reason](problem, plan, one)]


def together(problem, one):
    return free(problem, one.company) & free(problem, one.division)


def sits_with(problem, plan, key, turn):
    table = next((seat.table for seat in plan.seats if (seat.key, seat.round) == (key, turn)), None)
    return at_tables(plan)[turn, table] - {key} if table else set()


def strengths(problem):
    """Return pair -> (tier, points), counted anew."""
    firms, by, worth = {one.key for one in problem.companies}, defaultdict(set), Counter()
    for wish in problem.wishes:
        pair = (wish.by, wish.whom) if wish.by in firms else (wish.whom, wish.by)
        by[pair].add(wish.by)
        worth[pair] += max(1, problem.rounds + 1 - wish.rank)
    tier = {pair: Strength.MUTUAL if len(who) == 2 else Strength.ONE for pair, who in by.items()}
    tier |= dict.fromkeys(problem.must, Strength.MUST)
    tier |= {(pin.company, pin.division): Strength.PINNED for pin in problem.pins}
    return {pair: (tier[pair], worth[pair]) for pair in tier}


def others_are_as_strong(problem, plan, one):
    """The pairs named do meet; each sits with one of the two, or at the table they would need, and counts as much."""
    claims, met, shared = strengths(problem), meetings(problem, plan), problem.tables < len(problem.companies)
    mine = claims[one.company, one.division]
    return all(
        (other.company, other.division) in met
        and claims.get((other.company, other.division), (0, 0)) >= mine
        and (shared or {other.company, other.division} & {one.company, one.division})
        for other in one.others
    )


def every_common_round_is_named(problem, plan, one):
    rounds = {pin.round for pin in problem.pins if (pin.company, pin.division) == (one.company, one.division)} - {None}
    return {other.round for other in one.others} == (rounds if one.by is None and rounds else together(problem, one))


def all_own(problem, plan, one):
    own = {wish.whom for wish in problem.wishes if wish.by == one.by}
    asked = {key for pair in problem.must for key in pair} | {
        key for pin in problem.pins for key in (pin.company, pin.division)
    }
    return all(
        sits_with(problem, plan, one.by, turn) & (own | asked)
        for turn in free(problem, one.by)
        if any(turn in problem.free(office) for office in problem.divisions)
    )


TRUE = {
    Reason.ABSENT: lambda problem, plan, one: person(problem, one.whom) is None and one.missing == Missing.UNREGISTERED,
    Reason.BANNED: lambda problem, plan, one: (one.company, one.division) in problem.banned,
    Reason.BANNED_NEIGHBOUR: lambda problem, plan, one: (one.others[0].company, one.division) in problem.banned,
    Reason.NO_COMMON_ROUND: lambda problem, plan, one: not together(problem, one),
    Reason.TWO_TABLES: lambda problem, plan, one: fixed(problem, one.division) is not None,
    Reason.SAT_WITHOUT: lambda problem, plan, one: one.others[0].round not in free(problem, one.company),
    Reason.MORE_WISHES: all_own,
    Reason.TABLE_FULL: lambda *asked: others_are_as_strong(*asked) and every_common_round_is_named(*asked),
    Reason.GAVE_WAY: lambda *asked: others_are_as_strong(*asked) and every_common_round_is_named(*asked),
    Reason.BALANCE: lambda problem, plan, one: bool(together(problem, one)),
}
