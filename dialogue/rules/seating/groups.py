"""Which companies sit together for the whole event. One each where there are tables enough."""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping
from random import Random

from .mip import Mip, Progress, Terms, Unknown
from .problem import Company, Pair, Problem
from .rounds import Groups, Visits
from .wishes import Strength, points, strength_of_pairs

# all sit somewhere; then no table is empty; then none is fuller than the others
PLACED, IN_USE, CROWD = 1000, 10, 10


def must_share(problem: Problem) -> bool:
    """Return whether some companies sit at one table."""
    fixed = [one.table for one in problem.companies if one.table is not None]
    return len(problem.companies) > problem.tables or len(fixed) > len(set(fixed))


def one_each(problem: Problem) -> Groups:
    """Give every company a table of its own: the one it keeps, the one announced, else the next that is free."""
    wanted = announced_tables(problem)
    home: dict[str, int] = {one.key: one.table for one in problem.companies if one.table is not None}
    for key, table in wanted.items():
        if key not in home and table not in home.values():
            home[key] = table
    others = iter(table for table in range(1, problem.tables + 1) if table not in home.values())
    for one in problem.companies:
        if one.key not in home:
            home[one.key] = next(others)
    return {table: (key,) for key, table in sorted(home.items(), key=lambda place: place[1])}


def share(problem: Problem, *, visits: Visits | None, start: int, tell: Callable[[Progress], None]) -> Groups:
    """Put the companies together so that the given visits fulfil most; without visits, anyhow, told by ``start``."""
    model = Mip(seed=problem.seed, time_limit=problem.time_limit / 10, tell=tell)
    sits = {(one.key, table): model.yes_or_no() for one in problem.companies for table in _allowed_tables(problem, one)}
    for one in problem.companies:
        model.at_most([(1, sits[one.key, table]) for table in _allowed_tables(problem, one)], 1)
    _keep_competitors_apart(problem, model, sits)
    model.reach("", list(_placed(problem, model, sits)))
    wanted = announced_tables(problem)
    model.reach("", [(1, question) for (key, table), question in sits.items() if wanted.get(key) == table])
    for worth in _worths(problem) if visits is not None else ():
        model.reach("", list(_fulfilled(problem, sits, visits or {}, worth)))
    if visits is None:
        random = Random(start)  # noqa: S311 - variety, not a secret
        model.reach("", [(random.randint(1, 99), question) for question in sits.values()])
    groups: dict[int, list[str]] = defaultdict(list)
    for (key, table), question in sits.items():
        if model.says_yes(question):
            groups[table].append(key)
    return {table: tuple(sorted(keys)) for table, keys in sorted(groups.items())}


def announced_tables(problem: Problem) -> dict[str, int]:
    """Return the table at which each company was announced, most often if it moved."""
    companies, seats = {one.key for one in problem.companies}, defaultdict[str, Counter[int]](Counter)
    for seat in problem.announced:
        if seat.key in companies and seat.table <= problem.tables:
            seats[seat.key][seat.table] += 1
    return {key: min(tables, key=lambda table: (-tables[table], table)) for key, tables in sorted(seats.items())}


def _allowed_tables(problem: Problem, company: Company) -> Iterable[int]:
    return range(1, problem.tables + 1) if company.table is None else (company.table,)


def _keep_competitors_apart(problem: Problem, model: Mip, sits: Mapping[tuple[str, int], Unknown]) -> None:
    together = defaultdict(list)
    for one in problem.companies:
        for table in _allowed_tables(problem, one):
            if one.line and not problem.allows_competitors:
                together[one.line, table].append((1, sits[one.key, table]))
    for terms in together.values():
        model.at_most(terms, 1)


def _placed(problem: Problem, model: Mip, sits: Mapping[tuple[str, int], Unknown]) -> Terms:
    yield from ((PLACED, question) for question in sits.values())
    most = -(-len(problem.companies) // problem.tables)
    for table in range(1, problem.tables + 1):
        here = [(1, question) for (_, at), question in sits.items() if at == table]
        in_use, crowd = model.yes_or_no(), model.amount(len(problem.companies))
        model.at_most([(1, in_use), *((-1, question) for _, question in here)], 0)
        model.at_most([*here, (-1, crowd)], most)
        yield from ((IN_USE, in_use), (-CROWD, crowd))


def _worths(problem: Problem) -> Iterable[Mapping[Pair, int]]:
    claims = strength_of_pairs(problem)
    for tier in (Strength.PINNED, Strength.MUST, Strength.MUTUAL):
        yield {pair: 1 for pair, claim in claims.items() if claim.tier == tier}
    yield points(problem)


def _fulfilled(
    problem: Problem, sits: Mapping[tuple[str, int], Unknown], visits: Visits, worth: Mapping[Pair, int]
) -> Terms:
    free = {one.key: problem.free(one) for one in problem.companies}
    for (division, turn), table in sorted(visits.items()):
        for company, rounds in free.items():
            if turn in rounds and (company, division) in worth and (company, table) in sits:
                yield worth[company, division], sits[company, table]
