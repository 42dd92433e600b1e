"""機構改革: which open work still stands with a 課 that has ended, and which 課 may take it over."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from django.db.models import CharField, Q, QuerySet, Value

from knowledge.rules.likeness import alike
from nara_renkei.accounts.models import Post
from nara_renkei.directory.models import Division
from nara_renkei.directory.queries import Succession, succession
from proposals.enums import CLOSED_STATUSES
from screening.models import Inquiry, NextStep, Routing, Screening


def left_behind(on: date) -> QuerySet[Screening]:
    """The folders of living proposals in which a 課 that has ended still has something to do."""
    ended = Division.objects.filter(valid_to__lt=on).values("pk")
    holds = [
        rows.filter(division__in=ended).values("screening")
        for rows in (Routing.objects.in_hand(), Inquiry.objects.open(), NextStep.objects.open())
    ]
    asked = Q(pk__in=holds[0]) | Q(pk__in=holds[1]) | Q(pk__in=holds[2])
    return Screening.objects.filter(asked).exclude(proposal__status__in=CLOSED_STATUSES)


@dataclass(frozen=True, slots=True)
class Held:
    """One proposal in which one ended 課 still has work."""

    screening: Screening
    before: Division
    what: tuple[str, ...]  # 主担当, 協力, 意見照会, 次の一歩
    ways: list[Division]  # who may take it
    heir: Division | None  # who takes it without being asked
    likely: Division | None  # the default of the choice

    @property
    def key(self) -> str:
        return f"{self.screening.pk}-{self.before.pk}"


def held_by_ended(on: date) -> list[Held]:
    """Return what is left behind, by the code of the 課 and the 提案番号. Constant queries."""
    reform = succession(on)
    screenings = {one.pk: one for one in left_behind(on).select_related("proposal").order_by("proposal__number", "pk")}
    found: dict[tuple[int, int], list[str]] = defaultdict(list)
    handlers: dict[tuple[int, int], int] = {}
    routings = Routing.objects.in_hand().filter(screening__in=screenings, division__in=reform.ended)
    for routing in routings.order_by("-is_lead", "pk"):
        place = (routing.screening_id, routing.division_id)
        found[place].append("主担当" if routing.is_lead else "協力")
        if routing.handler_id:
            handlers[place] = routing.handler_id
    inquiries, steps = (
        rows.filter(screening__in=screenings, division__in=reform.ended)
        .order_by()
        .annotate(word=Value(word, output_field=CharField()))
        .values_list("screening_id", "division_id", "word")
        for rows, word in ((Inquiry.objects.open(), "意見照会"), (NextStep.objects.open(), "次の一歩"))
    )
    for screening, division, word in inquiries.union(steps).order_by("word"):
        found[screening, division].append(word)
    seats = _seats(handlers, on)
    held = [
        _held(screenings[screening], reform, division, what, seats.get(handlers.get((screening, division), 0), set()))
        for (screening, division), what in found.items()
    ]
    return sorted(held, key=lambda one: (one.before.code, one.before.pk, one.screening.proposal.number or ""))


def _held(screening: Screening, reform: Succession, division: int, what: list[str], seats: set[int]) -> Held:
    ways, heir = reform.ways[division], reform.heirs.get(division)
    return Held(
        screening=screening,
        before=reform.ended[division],
        what=tuple(what),
        ways=ways,
        heir=heir,
        likely=heir or _likely(screening, ways, seats),
    )


def _likely(screening: Screening, ways: list[Division], seats: set[int]) -> Division | None:
    """Return where the handler sits now, else the 課 whose duties are nearest to the proposal's words."""
    sits = [one for one in ways if one.pk in seats]
    if sits:
        return sits[0]
    proposal = screening.proposal
    nearest = alike(f"{proposal.title} {proposal.summary}", [f"{one.name} {one.duties} {one.keywords}" for one in ways])
    return ways[nearest[0]] if nearest else None


def _seats(handlers: dict[tuple[int, int], int], on: date) -> dict[int, set[int]]:
    seats: dict[int, set[int]] = defaultdict(set)
    posts = Post.objects.held_on(on).filter(user__in=set(handlers.values()), division__isnull=False)
    for user, division in posts.order_by("pk").values_list("user_id", "division_id"):
        seats[user].add(division)
    return seats
