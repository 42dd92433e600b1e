"""The value of every sign of 目指す姿 in a period, in the order of ``rules.vision.SIGNS``."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta

from django.db.models import Count, Exists, OuterRef, Q, Sum

from knowledge.enums import CaseOrigin
from knowledge.models import CaseStudy, Chapter, SupportRequest, TemplateDownload
from nara_renkei.directory.models import Division
from nara_renkei.reports.models import SelfCheckAnswer
from nara_renkei.reports.rules import figures as told
from nara_renkei.reports.rules import vision
from nara_renkei.reports.rules.figures import FEWEST, Figure, share
from nara_renkei.reports.rules.periods import Period
from nara_renkei.reports.rules.vision import DONE, PICTURES, SIGNS, Measured
from proposals.enums import Kind
from proposals.models import Challenge, Trouble

from .figures import figures_of, readable_cases
from .outcomes import midnight
from .self_checks import latest_checks


def signs_of(period: Period, *, at: datetime) -> list[Measured]:
    """Return every sign of a period that has ended or runs up to its last day. The figures' queries and eight."""
    figures = {one.definition.code: one for one in figures_of(period, at=at)}
    every = Division.objects.valid_on(period.last).count()
    found: dict[str, tuple[float | None, int | None]] = {
        code: (figure.value, figure.cases) for code, figure in figures.items()
    }
    found[vision.SELF_STARTED.code] = _share(_self_started(period), every)
    found[vision.WITH_CASE.code] = _share(_with_case(period.last), every)
    found[vision.FRESH.code] = _share(*_fresh(period.last))
    found[vision.TEMPLATES_TAKEN.code] = (_templates_taken(period), None)
    found[vision.FOR_CHALLENGES.code] = _for_challenges(figures[told.RECEIVED.code])
    found |= _checked(period.last)
    return [Measured(sign, *found[sign.code]) for sign in SIGNS]


def _share(part: int, whole: int) -> tuple[int | None, int]:
    return share(part, whole), whole


def _self_started(period: Period) -> int:
    first, after = midnight(period.first), midnight(period.last + timedelta(days=1))
    asking = Challenge.objects.filter(lead=OuterRef("pk"), published_on__range=(period.first, period.last))
    troubled = Trouble.objects.filter(division=OuterRef("pk"), written_at__gte=first, written_at__lt=after)
    consulting = SupportRequest.objects.filter(division=OuterRef("pk"), asked_at__gte=first, asked_at__lt=after)
    writing = CaseStudy.objects.filter(
        owner=OuterRef("pk"), origin=CaseOrigin.FORM, drafted_at__gte=first, drafted_at__lt=after
    )
    either = Exists(asking) | Exists(troubled) | Exists(consulting) | Exists(writing)
    return Division.objects.valid_on(period.last).filter(either).count()


def _with_case(day: date) -> int:
    kept = readable_cases(day).filter(owner=OuterRef("pk"))
    return Division.objects.valid_on(day).filter(Exists(kept)).count()


def _fresh(day: date) -> tuple[int, int]:
    """Return how many pages are within their review, and how many there are. Two queries."""
    in_time = Count("pk", filter=Q(review_by__gte=day))
    rows: Sequence[dict[str, int]] = [
        readable_cases(day).aggregate(fresh=in_time, every=Count("pk")),
        Chapter.objects.aggregate(fresh=in_time, every=Count("pk")),
    ]
    return sum(row["fresh"] for row in rows), sum(row["every"] for row in rows)


def _templates_taken(period: Period) -> int:
    """By months, as they are kept: the first one counts when the period begins with it."""
    rows = TemplateDownload.objects.filter(month__range=(period.first, period.last))
    return int(rows.aggregate(times=Sum("times", default=0))["times"])


def _for_challenges(received: Figure) -> tuple[int | None, int]:
    every = int(received.value or 0)
    asked = next(part.value or 0 for part in received.parts if part.label == Kind.CHALLENGE.label)
    return _share(asked, every)


def _checked(day: date) -> dict[str, tuple[float | None, int | None]]:
    """Return the share of 4 and 5 for each picture, of how many 課. Three queries."""
    checks = latest_checks(day)
    answers = SelfCheckAnswer.objects.filter(self_check__in=checks).values("statement__picture")
    rows = answers.annotate(every=Count("pk"), done=Count("pk", filter=Q(level__gte=DONE))).order_by()
    counts = {row["statement__picture"]: (row["done"], row["every"]) for row in rows}
    shares = {code: share(done, every) for code, (done, every) in counts.items()}
    enough = len(checks) >= FEWEST
    return {
        f"check_{picture.code}": (shares.get(picture.code) if enough else None, len(checks)) for picture in PICTURES
    }
