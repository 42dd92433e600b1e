"""The questions of a 自習, the last try of a person, and how far those are who missed the 研修."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Count, Exists, OuterRef, Q

from training.enums import SessionState
from training.models import Attendance, Course, SelfStudy, SelfStudyTry, Trainee
from training.rules.self_study import Answered, Asked


@dataclass(frozen=True, slots=True)
class Tried:
    """A try as it was answered."""

    row: SelfStudyTry
    sheet: Sequence[Answered]


@dataclass(frozen=True, slots=True)
class Missing:
    """Somebody who must attend, did not, and whose 回 is over."""

    trainee: Trainee
    self_study: SelfStudy | None
    tries: int

    @property
    def words(self) -> str:
        if self.self_study and self.self_study.passed_at:
            return "自習で合格"
        return f"不合格（{self.tries}回）" if self.tries else "まだ"


def questions_of(course: Course) -> list[Asked]:
    """Return the questions in order, as they stand now. One query."""
    rows = course.questions.in_order()
    return [Asked(one.pk, one.text, one.choices, one.right, one.explanation) for one in rows]


def last_try(study: SelfStudy | None) -> Tried | None:
    """Return the newest try in the words in which it was answered. One query, none without a 自習."""
    row = study.tries.newest_first().first() if study else None
    return Tried(row, [Answered(**one) for one in row.sheet]) if row else None


def missing(course: Course) -> list[Missing]:
    """Return who is to do the 自習 of a 研修, by 職員番号, with how far each is. One query."""
    came = Attendance.objects.came().filter(trainee=OuterRef("pk"))
    over = course.sessions.filter(state=SessionState.ENDED)
    rows = (
        course.trainees.required()
        .filter(Q(session__state=SessionState.ENDED) | (Q(session=None) & Exists(over)), ~Exists(came))
        .select_related("user", "self_study")
        .annotate(tries=Count("self_study__tries"))
        .in_order()
    )
    return [Missing(one, getattr(one, "self_study", None), one.tries) for one in rows]
