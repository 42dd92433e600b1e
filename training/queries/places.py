"""Whether there is room in a 回, and who would have to be in two at once."""

from collections.abc import Collection

from django.db.models import Count, Q, QuerySet

from training.models import Course, Session, Trainee


def taken(session: Session) -> int:
    """Return how many are expected in a 回."""
    return Trainee.objects.expected().filter(session=session).count()


def room_left(session: Session) -> int:
    return max(0, session.capacity - taken(session))


def sessions_with_counts(course: Course) -> QuerySet[Session]:
    """Return the 回 of a 研修 in order, each with ``people``: how many are expected. One statement."""
    expected = Q(trainees__duty="REQUIRED", trainees__substitute=None)
    return course.sessions.annotate(people=Count("trainees", filter=expected)).order_by("number")


def clashes(session: Session, users: Collection[int]) -> dict[int, Session]:
    """Return for each of these people, who is expected in another 研修 at the same time, that other 回. One statement."""
    others = (
        Trainee.objects.expected()
        .filter(
            user__in=users,
            session__held_on=session.held_on,
            session__starts_at__lt=session.ends_at,
            session__ends_at__gt=session.starts_at,
        )
        .exclude(session=session)
        .exclude(course=session.course_id)
    )
    rows = others.select_related("session__course").order_by("session__starts_at", "session")
    return {one.user_id: one.session for one in reversed(rows) if one.session}


def clashing_people(session: Session) -> dict[Trainee, Session]:
    """Return those expected in a 回 who are expected elsewhere at the same time. Two statements."""
    people = {one.user_id: one for one in Trainee.objects.expected().filter(session=session).select_related("user")}
    return {people[user]: other for user, other in clashes(session, people.keys()).items()}


def at_once(name: str, other: Session) -> str:
    """Return the sentence that names the other 研修."""
    return f"{name}さんは、同じ時間の「{other.course} 第{other.number}回」（{other.when}）に出ることになっています。"
