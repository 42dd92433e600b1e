"""What cannot be solved is refused before the solver starts, in words that say what to change."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from itertools import combinations

from .problem import Company, Division, Pair, Problem


class CannotSeat(Exception):
    """str(exc) is fit for the screen."""


def refuse_nonsense(problem: Problem) -> None:
    """Raise CannotSeat with every contradiction, one sentence a line."""
    found = [*_sizes(problem)] or [*_tables(problem), *_pairs(problem), *_pins(problem), *_competitors(problem)]
    if found:
        raise CannotSeat("\n".join(found))


def warnings(problem: Problem) -> tuple[str, ...]:
    """Return what will not go as wished although the plan can be made."""
    said = []
    tables = min(problem.tables, len(problem.companies))
    if problem.rounds > tables:
        said.append(
            f"卓が{tables}、回数が{problem.rounds}のため、どの課も1回は待ちになります。"
            f"卓と企業を{problem.rounds}以上にするか、回数を{tables}以下にすると、待ちはなくなります。"
        )
    wishes = Counter(wish.by for wish in problem.wishes)
    said += [
        f"{one.name}の希望は{wishes[one.key]}件で、出られる回数（{len(problem.free(one))}回）より多いため、"
        "すべてはかないません。"
        for one in problem.divisions
        if wishes[one.key] > len(problem.free(one))
    ]
    return tuple(said)


def _sizes(problem: Problem) -> Iterable[str]:
    if not problem.companies:
        yield "出席する企業がありません。企業の申込みを確かめてください。"
    if not problem.divisions:
        yield "出席する課がありません。課の申込みを確かめてください。"
    if problem.tables < 1 or problem.rounds < 1:
        yield "卓の数と回数は、1以上にしてください。"
    tables = min(problem.tables, len(problem.companies))
    if problem.companies and tables >= 1 and problem.rounds > tables + 1:
        what = "卓" if problem.tables <= len(problem.companies) else "企業"
        yield (
            f"同じ相手と二度会わずに{problem.rounds}回行うには、{what}が足りません。"
            f"{what}を{problem.rounds}以上にするか、回数を{tables}以下にしてください。"
        )


def _tables(problem: Problem) -> Iterable[str]:
    hosts = defaultdict(list)
    for company in problem.companies:
        hosts[company.table].append(company)
    for one in problem.everybody:
        if one.table is not None and not 1 <= one.table <= problem.tables:
            yield f"{one.name}の固定の卓（{one.table}番）がありません。1番から{problem.tables}番の中で選んでください。"
    for division in problem.divisions:
        if division.table is not None and division.table in hosts:
            yield (
                f"{division.table}番卓は、{hosts[division.table][0].name}と{division.name}の両方の固定の卓です。"
                "同じ相手と二度会うことになるため、どちらかの卓を変えてください。"
            )
    if problem.allows_competitors:
        return
    for one, other in combinations(problem.companies, 2):
        if one.table is not None and one.table == other.table and one.line and one.line == other.line:
            yield (
                f"{one.name}と{other.name}は同じ事業種目「{one.line}」で、固定の卓も同じ（{one.table}番）です。"
                "どちらかの卓を変えるか、競合する企業の同席を認めてください。"
            )


def _pairs(problem: Problem) -> Iterable[str]:
    companies = {one.key: one for one in problem.companies}
    divisions = {one.key: one for one in problem.divisions}
    pinned = {(pin.company, pin.division) for pin in problem.pins}
    for pair in sorted(problem.must | pinned):
        if pair[0] not in companies or pair[1] not in divisions:
            yield f"「{problem.name(pair[0])}」と「{problem.name(pair[1])}」の組は、出席しない人を含みます。組を外してください。"
            continue
        if pair in problem.banned:
            yield f"{_both(problem, pair)}は、会わせる組と会わせない組の両方にあります。どちらかを外してください。"
        yield from _never_together(problem, companies[pair[0]], divisions[pair[1]])


def _never_together(problem: Problem, company: Company, division: Division) -> Iterable[str]:
    both = f"{company.name}と{division.name}"
    if not problem.free(company) & problem.free(division):
        yield f"{both}は、共通して出られる回がありません。出られる回を変えるか、組を外してください。"
    if company.table is not None and division.table is not None:
        yield f"{both}は、固定の卓が別々のため会えません。卓の固定か組を外してください。"


def _pins(problem: Problem) -> Iterable[str]:
    free = {one.key: problem.free(one) for one in problem.everybody}
    pins_of, rounds_of = defaultdict(set), defaultdict(set)
    for pin in problem.pins:
        pins_of[pin.division].add(pin.company)
        rounds_of[pin.company, pin.division].add(pin.round)
        both = _both(problem, (pin.company, pin.division))
        if pin.round is not None and not 1 <= pin.round <= problem.rounds:
            yield f"{both}の第{pin.round}回は、ありません（回数は{problem.rounds}回です）。"
        elif pin.round is not None:
            absent = [key for key in (pin.company, pin.division) if pin.round not in free.get(key, {pin.round})]
            if absent:
                yield f"{both}は第{pin.round}回に指定されていますが、{problem.name(absent[0])}はその回に出られません。"
    for pair, rounds in rounds_of.items():
        if len(rounds - {None}) > 1:
            yield f"{_both(problem, pair)}が、二つの回に指定されています。同じ組が会うのは一度だけです。"
    for division, companies in pins_of.items():
        if problem.tables >= len(problem.companies) and len(companies) > len(free.get(division, ())):
            yield f"{problem.name(division)}に指定された組が、出られる回数より多くあります。組を減らしてください。"
    if problem.tables >= len(problem.companies):
        yield from _two_in_one_round(problem)


def _two_in_one_round(problem: Problem) -> Iterable[str]:
    """Name a 課 with two pins in one round; they could only be kept if the companies shared a table."""
    at = defaultdict(set)
    for pin in problem.pins:
        if pin.round is not None:
            at[pin.division, pin.round].add(pin.company)
    for (division, turn), companies in at.items():
        if len(companies) > 1:
            names = "と".join(problem.name(key) for key in sorted(companies))
            yield f"{problem.name(division)}が、第{turn}回に{names}の二つの組に指定されています。どちらかを外してください。"


def _competitors(problem: Problem) -> Iterable[str]:
    if not problem.allows_competitors:
        for line, count in Counter(one.line for one in problem.companies if one.line).items():
            if count > problem.tables:
                yield (
                    f"事業種目「{line}」の企業が{count}あり、{problem.tables}卓では同席が避けられません。"
                    f"卓を{count}以上にするか、競合する企業の同席を認めてください。"
                )


def _both(problem: Problem, pair: Pair) -> str:
    return f"{problem.name(pair[0])}と{problem.name(pair[1])}"
