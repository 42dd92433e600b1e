"""The 研修 as the desk's list shows them."""

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from training.models import Attendance, Course, SelfStudy, Trainee


def with_cover(courses: QuerySet[Course]) -> QuerySet[Course]:
    """Annotate ``must``, ``came`` and ``studied``: people, as the figures of each 研修 count them."""
    required = Trainee.objects.required().filter(course=OuterRef("pk"))
    here = Exists(Attendance.objects.came().filter(trainee=OuterRef("pk")))
    passed = Exists(SelfStudy.objects.passed().filter(trainee=OuterRef("pk")))
    return courses.annotate(
        must=_count(required), came=_count(required.filter(here)), studied=_count(required.filter(~here, passed))
    )


def _count(trainees: QuerySet[Trainee]) -> Coalesce:
    counted = trainees.order_by().values("course").annotate(people=Count("pk"))
    return Coalesce(Subquery(counted.values("people")), 0)
