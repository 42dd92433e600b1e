"""At which table a group sits in a round: at home, unless somebody who cannot move is visited."""

from .problem import Problem, Seat
from .rounds import Groups, Visits, fixed_table, open_rounds


def seats(problem: Problem, groups: Groups, visits: Visits) -> tuple[Seat, ...]:
    """Return every seat, by round, table and key."""
    companies, found = {one.key: one for one in problem.companies}, []
    for turn in range(1, problem.rounds + 1):
        table_of = _tables(problem, groups, visits, turn)
        for home, table in table_of.items():
            hosts = [key for key in groups[home] if turn in problem.free(companies[key])]
            guests = [division for (division, when), at in visits.items() if (when, at) == (turn, home)]
            found += [Seat(turn, table, key) for key in (*hosts, *guests)]
    return tuple(sorted(found, key=lambda seat: (seat.round, seat.table, seat.key)))


def _tables(problem: Problem, groups: Groups, visits: Visits, turn: int) -> dict[int, int]:
    """Return home -> table of the round, for the groups that are there."""
    homes = [home for home, group in groups.items() if turn in open_rounds(problem, group)]
    staying = {one.key: one.table for one in problem.divisions if one.table is not None}
    taken = {home: table for home in homes if (table := fixed_table(problem, groups[home])) is not None}
    taken |= {
        home: staying[division] for (division, when), home in visits.items() if when == turn and division in staying
    }
    announced = {seat.key: seat.table for seat in problem.announced if seat.round == turn}
    for wanted in ({home: announced.get(groups[home][0]) for home in homes}, {home: home for home in homes}):
        for home, table in wanted.items():
            if home not in taken and table is not None and table <= problem.tables and table not in taken.values():
                taken[home] = table
    others = iter(table for table in range(1, problem.tables + 1) if table not in taken.values())
    return {home: taken[home] if home in taken else next(others) for home in homes}
