"""送付先の提案: the index each process keeps, and what the desk wants to know of the 課 that are near."""

from collections import defaultdict, deque
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from statistics import median
from typing import Final, cast

from django.db.models import Count, Max

from knowledge.rules.likeness import alike
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from nara_renkei.core.calendar import WorkingDays, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.directory.models import Division
from nara_renkei.directory.queries import divisions_on, why_not_routable
from proposals.enums import OPEN_STATUSES
from proposals.models import Proposal
from proposals.queries import FEWEST_CASES, parked_spans
from proposals.rules.promises import days_of
from screening.enums import Answer
from screening.models import Routing, RoutingAnswer
from screening.rules.suggestions import Near, Profile, Suggester

AT_MOST: Final = 5
TOOK_SHOWN: Final = 3
# The newest confirmed answers that teach; of each 課, those that are named and counted.
LEARNT_FROM: Final = 10_000
KEPT_OF_A_DIVISION: Final = 50
# An answer whose transaction ended late is still found: so far back is looked again.
LOOK_BACK: Final = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Took:
    """A proposal the 課 took before."""

    number: str
    title: str

    def __str__(self) -> str:
        return self.title


@dataclass(frozen=True, slots=True)
class Suggestion:
    """One 課 that may be the right one, and why."""

    division: Division
    score: int | None  # 1 to 99; None when only the hint speaks for it
    words: tuple[str, ...]
    hint: str  # who else named it; "" for nobody
    took: tuple[Took, ...]
    open_load: int  # proposals under way in the 課
    median_days: float | None  # 開庁日 from 送付 to its answer; None below FEWEST_CASES
    deputies: tuple[str, ...]
    refusal: str  # why nothing can be sent there; "" when it may

    @property
    def is_full(self) -> bool:
        """Whether one more would go over the 課's limit: a warning, never a bar."""
        return self.open_load >= self.division.open_limit


@dataclass(slots=True)
class _Index:
    """What a process keeps between requests."""

    profiles: tuple[tuple[int, Profile], ...]  # it is made anew when these change
    suggester: Suggester
    codes: dict[int, tuple[str, ...]]  # every 課 there ever was → those that do its work now
    learnt: set[int] = field(default_factory=set)
    until: datetime | None = None
    took: dict[str, deque[Took]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=KEPT_OF_A_DIVISION)))
    days: dict[str, deque[int]] = field(default_factory=lambda: defaultdict(lambda: deque(maxlen=KEPT_OF_A_DIVISION)))


_kept: list[_Index] = []


def suggest_divisions(
    proposal: Proposal,
    on: date,
    *,
    hints: Mapping[int, str] | None = None,
    without: Collection[int] = (),
) -> list[Suggestion]:
    """Return up to five 課 for a proposal, those that somebody named first, then the nearest; none when nothing is near.

    ``hints``: 課 → who named it. ``without``: 課 that are out of the question, by id. Four queries; more only after a
    課 has answered, to learn it, and when the 課 themselves have changed.
    """
    divisions = list(divisions_on(on))
    index = _index(divisions, on)
    left_out = {division.code for division in divisions if division.pk in set(without)}
    rest = f"{proposal.beneficiary} {proposal.body} {proposal.challenge_answer}"
    near = index.suggester.rank(proposal.title, proposal.summary, rest, count=AT_MOST, without=left_out)
    by_code = {division.code: division for division in divisions}
    named = {
        division.code: (hints or {})[division.pk]
        for division in divisions
        if division.pk in (hints or {}) and division.code not in left_out
    }
    rows: dict[str, Near | None] = dict.fromkeys(named) | {one.code: one for one in near}
    chosen = [(by_code[code], one) for code, one in rows.items()][:AT_MOST]
    return _described(chosen, named, index, proposal, on) if chosen else []


def _described(
    chosen: Sequence[tuple[Division, Near | None]],
    named: Mapping[str, str],
    index: _Index,
    proposal: Proposal,
    on: date,
) -> list[Suggestion]:
    ids = [division.pk for division, _ in chosen]
    loads = dict(
        Routing.objects.in_hand()
        .filter(division__in=ids, screening__proposal__status__in=OPEN_STATUSES)
        .order_by("division")
        .values_list("division")
        .annotate(count=Count("pk"))
    )
    deputies: dict[int | None, list[str]] = defaultdict(list)
    posts = Post.objects.held_on(on).filter(kind=PostKind.DEPUTY, division__in=ids, user__is_active=True)
    for post in posts.select_related("user").order_by("pk"):
        deputies[post.division_id].append(str(post.user))
    return [
        Suggestion(
            division=division,
            score=near.score if near else None,
            words=near.words if near else (),
            hint=named.get(division.code, ""),
            took=_nearest_taken(index.took.get(division.code, ()), proposal),
            open_load=loads.get(division.pk, 0),
            median_days=_median(index.days.get(division.code, ())),
            deputies=tuple(deputies[division.pk]),
            refusal=why_not_routable(division, on),
        )
        for division, near in chosen
    ]


def _nearest_taken(taken: Iterable[Took], proposal: Proposal) -> tuple[Took, ...]:
    others = [one for one in reversed(list(taken)) if one.number != proposal.number]
    order = alike(f"{proposal.title} {proposal.summary}", [one.title for one in others])
    return tuple(others[n] for n in order[:TOOK_SHOWN])


def _median(days: Collection[int]) -> float | None:
    return median(days) if len(days) >= FEWEST_CASES else None


def _index(divisions: Sequence[Division], on: date) -> _Index:
    """Return the index of these 課, made when they have changed, taught what was answered since. One query at least."""
    profiles = tuple((one.pk, Profile(one.code, one.name, one.duties, one.keywords)) for one in divisions)
    if not _kept or _kept[0].profiles != profiles:
        _kept[:] = [_Index(profiles, Suggester([profile for _, profile in profiles]), _heirs(divisions))]
    index = _kept[0]
    newest = RoutingAnswer.objects.filter(confirmed_at__isnull=False).aggregate(at=Max("confirmed_at"))["at"]
    if newest and newest != index.until:
        _learn(index, newest, on)
    return index


def _heirs(divisions: Sequence[Division]) -> dict[int, tuple[str, ...]]:
    """Return for every 課 there ever was the codes of those that do its work now: itself, or who came after it."""
    now = {division.pk: division.code for division in divisions}
    after: dict[int, list[int]] = defaultdict(list)
    pairs = Division.successors.through.objects.order_by("pk")
    for before, later in pairs.values_list("from_division_id", "to_division_id"):
        after[before].append(later)
    found: dict[int, tuple[str, ...]] = {pk: (code,) for pk, code in now.items()}
    for pk in after.keys() - now.keys():
        seen, waiting, codes = {pk}, list(after[pk]), []
        while waiting:
            one = waiting.pop(0)
            if one in now:
                codes.append(now[one])
            elif one not in seen:
                seen.add(one)
                waiting.extend(after[one])
        found[pk] = tuple(dict.fromkeys(codes))
    return found


def _learn(index: _Index, newest: datetime, on: date) -> None:
    """Teach what was confirmed since the last time, the oldest first. Three queries."""
    answers = RoutingAnswer.objects.filter(confirmed_at__isnull=False)
    if index.until:
        answers = answers.filter(confirmed_at__gt=index.until - LOOK_BACK)
    rows = [
        row
        for row in answers.order_by("-confirmed_at", "-pk").values_list(
            "pk",
            "choice",
            "confirmed_at",
            "routing__division_id",
            "routing__starts_on",
            "routing__screening__proposal_id",
            "routing__screening__proposal__number",
            "routing__screening__proposal__title",
            "routing__screening__proposal__summary",
        )[:LEARNT_FROM]
        if row[0] not in index.learnt
    ]
    first = min((row[4] for row in rows), default=on)
    calendar = WorkingDays(first, max(on, local_day(newest)), closed_days(on, days=(on - first).days + 1))
    spans = parked_spans({row[5] for row in rows})
    for pk, choice, at, division, starts_on, proposal, number, title, summary in reversed(rows):
        index.learnt.add(pk)
        answered = local_day(cast("datetime", at))  # only confirmed ones were asked for
        days = calendar.between(starts_on, answered, days_of(spans.get(proposal, []), until=answered))
        for code in index.codes.get(division, ()):
            index.suggester.learn(code, title, summary, taken=choice != Answer.NOT_OURS)
            index.days[code].append(days)
            if choice != Answer.NOT_OURS:
                index.took[code].append(Took(number or "", title))
    index.until = newest
