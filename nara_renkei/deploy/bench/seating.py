"""python -m nara_renkei.deploy.bench.seating: how long a table plan takes, and how far it may be from the best one.

The wishes are made by seed: a few parties are wished for by many, as on a real day; one in twenty is away in a round.
"""

import sys
import time
from collections.abc import Iterator
from itertools import accumulate
from pathlib import Path
from random import Random

ROOT = Path(__file__).resolve().parent.parent.parent.parent
sys.path[:0] = [str(ROOT)]

from dialogue.rules.seating import Company, Division, Plan, Problem, Wish, solve, without  # noqa: E402 - found from ROOT

# companies, 課, rounds, tables, and the seconds that are allowed
SIZES = ((8, 17, 6, 8, 2), (8, 17, 4, 4, 2), (40, 70, 8, 40, 60), (40, 70, 8, 20, 60))


def main() -> int:
    print(
        f"{'企業×課×回（卓）':<22}{'秒':>8}{'CPU秒':>8}{'許す秒':>7}{'残る差':>9}  必ず会う組・互いの希望（かなった数／上限）"
    )
    late = False
    for companies, divisions, rounds, tables, allowed in SIZES:
        for seed in (1, 2, 3):
            problem = made(companies, divisions, rounds, tables, seed)
            plan = told(f"{companies}×{divisions}×{rounds}（{tables}）", problem, allowed)
            missing = [problem.companies[1].key, problem.divisions[2].key]
            morning = told("  朝に2者が欠席", without(problem, missing, plan.seats), allowed)
            late |= plan.seconds > allowed or morning.seconds > allowed
            print(f"    お知らせ済みの{morning.announced}席のうち{morning.kept}席はそのまま")
    return int(late)


def told(name: str, problem: Problem, allowed: int) -> Plan:
    started, used = time.monotonic(), time.process_time()
    plan = solve(problem)
    seconds, used = time.monotonic() - started, time.process_time() - used
    aims = "・".join(f"{aim.value}／{aim.bound}" for aim in plan.aims if aim.name in ("必ず会う組", "互いの希望"))
    print(f"{name:<22}{seconds:>9.2f}{used:>9.2f}{allowed:>9}{plan.gap:>11.2%}  {aims}", flush=True)
    return plan


def made(n_companies: int, n_divisions: int, rounds: int, tables: int, seed: int) -> Problem:
    random = Random(seed)  # noqa: S311 - sample data, not a secret
    companies = tuple(
        Company(f"c{one:02}", f"企業{one}", line=f"種目{one % max(3, n_companies // 3)}", free=away(random, rounds))
        for one in range(n_companies)
    )
    divisions = tuple(Division(f"d{one:02}", f"課{one}", free=away(random, rounds)) for one in range(n_divisions))
    wishes = [
        Wish(one.key, whom, rank)
        for ours, theirs, most in ((companies, divisions, 2 * rounds), (divisions, companies, rounds + 1))
        for one in ours
        for rank, whom in enumerate(liked(random, [other.key for other in theirs], random.randint(2, most)), start=1)
    ]
    must = {
        (random.choice(companies).key, one.key) for one in divisions if random.random() < 0.3 and len(one.free or ()) == rounds
    }  # fmt: skip
    return Problem(companies, divisions, tables, rounds, tuple(wishes), frozenset(must), seed=seed)


def away(random: Random, rounds: int) -> frozenset[int]:
    return frozenset(turn for turn in range(1, rounds + 1) if random.random() > 0.05) or frozenset({1})


def liked(random: Random, keys: list[str], count: int) -> Iterator[str]:
    left = list(keys)
    for _ in range(min(count, len(keys))):
        weights = list(accumulate(1 / (keys.index(key) + 1) ** 0.6 for key in left))
        yield left.pop(left.index(random.choices(left, cum_weights=weights)[0]))


if __name__ == "__main__":
    sys.exit(main())
