"""Round tables for the tests: small ones made by hand, and random ones by seed."""

from random import Random

from dialogue.rules.seating import Company, Division, Pin, Problem, Wish


def companies(count, **fields):
    return tuple(Company(f"c{number:02}", f"企業{number}", **fields) for number in range(1, count + 1))


def divisions(count, **fields):
    return tuple(Division(f"d{number:02}", f"課{number}", **fields) for number in range(1, count + 1))


def table_plan(n_companies=4, n_divisions=6, *, tables=None, rounds=3, **fields):
    """Return a problem in which everybody is free and nobody wishes, unless told otherwise."""
    return Problem(
        fields.pop("companies", companies(n_companies)), fields.pop("divisions", divisions(n_divisions)),
        tables=tables or n_companies, rounds=rounds, **fields,
    )  # fmt: skip


def random_case(seed):
    """Return one of the random round tables of the property test."""
    random = Random(seed)
    n_companies, n_divisions = random.randint(2, 7), random.randint(1, 11)
    tables = n_companies if random.random() < 0.7 else random.randint(2, n_companies)
    rounds = random.randint(1, min(4, tables))
    turns = range(1, rounds + 1)
    firms = tuple(
        Company(
            f"c{number:02}",
            f"企業{number}",
            line=random.choice(["水", "灯", "食", "衣", "住", "", ""]),
            free=some(random, turns, 0.95),
        )
        for number in range(n_companies)
    )
    offices = tuple(
        Division(f"d{number:02}", f"課{number}", free=some(random, turns, 0.9), table=random.choice([None] * 12 + [1]))
        for number in range(n_divisions)
    )
    pairs = [(firm, office) for firm in firms for office in offices]
    together = [pair for pair in pairs if all_free(pair, turns)]
    random.shuffle(together)
    must, pinned, banned = together[:2], together[2:3], together[3:6]
    return Problem(
        firms, offices, tables, rounds,
        wishes=tuple(wishes(random, firms, offices)),
        must=keys(must), pins=tuple(Pin(firm.key, office.key, random.choice([None, 1])) for firm, office in pinned),
        banned=keys(banned), allows_competitors=random.random() < 0.5 or tables < 3, seed=seed,
    )  # fmt: skip


def some(random, turns, likely):
    """Return rounds in which somebody is there, at least one."""
    return frozenset(turn for turn in turns if random.random() < likely) or frozenset(turns)


def all_free(pair, turns):
    return all(one.free >= frozenset(turns) for one in pair)


def keys(pairs):
    return frozenset((firm.key, office.key) for firm, office in pairs)


def wishes(random, firms, offices):
    for wisher, others in [*((firm, offices) for firm in firms), *((office, firms) for office in offices)]:
        count = min(len(others), random.randint(0, 5))
        for rank, whom in enumerate(random.sample(others, count), start=1):
            yield Wish(wisher.key, whom.key, rank)
        if random.random() < 0.05:
            yield Wish(wisher.key, "x-unknown", count + 1)
