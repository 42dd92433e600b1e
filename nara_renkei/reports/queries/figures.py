"""The value of every figure in a period: one function each, in the order of ``rules.figures.DEFINITIONS``."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from statistics import median

from django.db.models import Count, Exists, Min, OuterRef, Q, Sum
from django.db.models.functions import TruncDate

from dialogue.enums import EventState
from dialogue.models import Event
from dialogue.queries.report import event_report
from knowledge.models import CaseStudy, CaseStudyQuerySet, PublicFace
from nara_renkei.core.calendar import TOKYO, WorkingDays, local_day
from nara_renkei.core.holidays import closed_days
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Agreement
from nara_renkei.reports.rules import figures as told
from nara_renkei.reports.rules.beside import Column, by_code
from nara_renkei.reports.rules.figures import FEWEST, Definition, Figure, Part, share
from nara_renkei.reports.rules.periods import Period
from proposals.enums import ConsultationState, Kind, Stage, Status
from proposals.models import Consultation, Meeting, Proposal, StatusChange
from proposals.queries import MedianDays, median_working_days, parked_spans
from proposals.rules.promises import days_of
from screening.models import Routing, Undertaking
from training.enums import SessionState
from training.models import Course
from training.queries.figures import training_figures

from .outcomes import DECLINED, OUTCOMES, WITHDRAWN, midnight, outcomes_told
from .promises import promise_lines
from .taking_part import divisions_on_last_day


@dataclass(frozen=True, slots=True)
class _Span:
    """A period up to the day of which its stock is told."""

    first: date
    as_of: date

    @property
    def moments(self) -> tuple[datetime, datetime]:
        return midnight(self.first), midnight(self.as_of + timedelta(days=1))

    @property
    def days(self) -> tuple[date, date]:
        return self.first, self.as_of


@as_city("figures are counts of the whole city, the same for everybody who reads reports")
def figures_of(period: Period, *, at: datetime) -> list[Figure]:
    """Return every figure of a period that has begun, in the order of DEFINITIONS.

    The number of queries depends on the ダイアログ and 研修 of the period alone: six of each ダイアログ, seven of each 研修.
    """
    span = _Span(period.first, period.as_of(local_day(at)))
    return [
        _received(span),
        _consultations(span),
        _days_to_route(span),
        _usual(told.FIRST_ANSWER_DAYS, Stage.FIRST_ANSWER, span),
        Figure(told.MEETINGS, Meeting.objects.filter(held_on__range=span.days).count()),
        *_outcomes(span),
        _usual(told.OUTCOME_DAYS, Stage.OUTCOME, span),
        _kept(span),
        _taking_part(span),
        Figure(told.AGREEMENTS, Agreement.objects.valid_on(span.as_of).count()),
        _cases(span),
        _benefit(span),
        _training(span),
        _satisfaction(span),
        _again(span),
    ]


def columns_of(periods: Sequence[Period], *, at: datetime) -> list[Column]:
    """Return the figures of each period; None for one before the first proposal. The last stands there in any case."""
    first = first_day_of_figures(local_day(at))
    return [by_code(figures_of(one, at=at)) if one.last >= first or one == periods[-1] else None for one in periods]


def first_day_of_figures(today: date) -> date:
    """Return the day of the first proposal; today while there is none. One query."""
    oldest = Proposal.objects.submitted().aggregate(at=Min("submitted_at"))["at"]
    return local_day(oldest) if oldest else today


# --- proposals


def _received(span: _Span) -> Figure:
    rows = Proposal.objects.received_between(*span.moments).order_by()
    kinds = Counter(rows.values_list("kind", flat=True))
    parts = [Part(str(label), kinds[code]) for code, label in Kind.choices]
    return Figure(told.RECEIVED, sum(kinds.values()), parts=parts)


def _consultations(span: _Span) -> Figure:
    rows = Consultation.objects.filter(state=ConsultationState.HELD, held_on__range=span.days)
    counts = rows.aggregate(all=Count("pk"), calls=Count("pk", filter=Q(author=None, organization=None)))
    parts = [Part("会って、またはオンラインで", counts["all"] - counts["calls"]), Part("電話で", counts["calls"])]
    return Figure(told.CONSULTATIONS, counts["all"], parts=parts)


def _days_to_route(span: _Span) -> Figure:
    """The median of what was first routed in the span. Three queries."""
    first, after = span.moments
    routed = Routing.objects.filter(screening__proposal__submitted_at__isnull=False).order_by()
    firsts = routed.values(
        "screening__proposal", submitted=TruncDate("screening__proposal__submitted_at", tzinfo=TOKYO)
    ).annotate(sent=Min("sent_at"))
    rows = [
        (proposal, submitted, local_day(sent))
        for proposal, submitted, sent in firsts.filter(sent__gte=first, sent__lt=after).values_list(
            "screening__proposal", "submitted", "sent"
        )
    ]
    if len(rows) < FEWEST:
        return Figure(told.DAYS_TO_ROUTE, None, cases=len(rows))
    oldest = min(submitted for _, submitted, _ in rows)
    days = WorkingDays(oldest, span.as_of, closed_days(span.as_of, (span.as_of - oldest).days + 1))
    spans = parked_spans({proposal for proposal, _, _ in rows})
    counted = [
        days.between(submitted, sent, without=days_of(spans.get(proposal, ()), until=sent))
        for proposal, submitted, sent in rows
    ]
    return Figure(told.DAYS_TO_ROUTE, median(counted), cases=len(rows))


def _usual(definition: Definition, stage: Stage, span: _Span) -> Figure:
    found: MedianDays = median_working_days(stage, first=span.first, last=span.as_of)
    return Figure(definition, found.days, cases=found.cases)


def _outcomes(span: _Span) -> list[Figure]:
    counts, reasons = outcomes_told(*span.moments)
    in_order = sorted(reasons.items(), key=lambda pair: (-pair[1], pair[0]))
    return [
        Figure(
            told.OUTCOMES,
            sum(count for name, count in counts.items() if name != WITHDRAWN),
            parts=[Part(name, counts[name]) for name in OUTCOMES],
        ),
        Figure(told.DECLINE_REASONS, counts[DECLINED], parts=[Part(label, count) for label, count in in_order]),
    ]


def _kept(span: _Span) -> Figure:
    lines = promise_lines(span.first, span.as_of)
    met, kept = sum(line.met for line in lines), sum(line.kept for line in lines)
    return Figure(told.KEPT, share(kept, met), cases=met)


def _again(span: _Span) -> Figure:
    first, after = span.moments
    before = Proposal.objects.submitted().filter(organization=OuterRef("organization"), submitted_at__lt=first)
    rows = Proposal.objects.received_between(first, after).order_by()
    counts = rows.aggregate(
        all=Count("organization", distinct=True), again=Count("organization", distinct=True, filter=Q(Exists(before)))
    )
    return Figure(told.AGAIN, share(counts["again"], counts["all"]), cases=counts["all"])


def _benefit(span: _Span) -> Figure:
    rows = Undertaking.objects.filter(adopted_between(*span.moments), benefit_yen__isnull=False)
    sums = rows.aggregate(yen=Sum("benefit_yen", default=0), cases=Count("pk"))
    return Figure(told.BENEFIT, sums["yen"], cases=sums["cases"])


def adopted_between(first: datetime, after: datetime) -> Exists:
    """Of an Undertaking: whether its 「進める」 was told from one moment to another."""
    adopted = StatusChange.objects.filter(target=Status.ADOPTED, at__gte=first, at__lt=after)
    return Exists(adopted.filter(proposal=OuterRef("screening__proposal")))


# --- the city


def _taking_part(span: _Span) -> Figure:
    there = divisions_on_last_day(span.first, span.as_of)
    active = there.filter(takes_part=True).count()
    every = there.count()
    return Figure(told.TAKING_PART, share(active, every), cases=every)


def readable_cases(day: date) -> CaseStudyQuerySet:
    """Return the 事例 that staff can read at the end of a day."""
    after = midnight(day + timedelta(days=1))
    return CaseStudy.objects.filter(opened_at__lt=after).filter(Q(retired_at=None) | Q(retired_at__gte=after))


def _cases(span: _Span) -> Figure:
    _, after = span.moments
    readable = readable_cases(span.as_of)
    public = PublicFace.objects.filter(published_at__lt=after).filter(
        Q(taken_down_at=None) | Q(taken_down_at__gte=after), case__in=readable.values("pk")
    )
    return Figure(told.CASES, readable.count(), parts=[Part("うち、公開", public.count())])


def _training(span: _Span) -> Figure:
    ended = Course.objects.filter(sessions__state=SessionState.ENDED, sessions__held_on__range=span.days)
    covers = [training_figures(course, span.as_of).cover for course in ended.distinct().order_by("pk")]
    must = sum(cover.must for cover in covers)
    return Figure(told.TRAINING, share(sum(cover.came + cover.studied for cover in covers), must), cases=must)


def _satisfaction(span: _Span) -> Figure:
    held = Event.objects.filter(held_on__range=span.days, state=EventState.ENDED).order_by("pk")
    answers = [report.satisfied for report in map(event_report, held) if report.satisfied]
    every = sum(figures.answers for figures in answers)
    return Figure(told.SATISFACTION, share(sum(sum(one.counts[3:]) for one in answers), every), cases=every)
