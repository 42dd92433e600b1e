"""The 研修報告 and the 修了証 that the desk asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Q

from nara_renkei.core.models import PaperJob, PaperJobQuerySet
from training.enums import SessionState
from training.models import Course, Session
from training.rules.papers import CERTIFICATE, CERTIFICATE_NAME, REPORT_NAME, TRAINING_REPORT


@dataclass(frozen=True, slots=True)
class OrderedPaper:
    """One paper with its button."""

    name: str
    told: str  # what it is and who reads it
    session: Session | None  # of 修了証; None: the 研修報告
    newest: PaperJob | None


def desk_papers(course: Course, sessions: Sequence[Session]) -> PaperJobQuerySet:
    """Return every 研修報告 of a 研修, and every 修了証 of its whole 回."""
    report = Q(kind=TRAINING_REPORT, about=course.slug)
    return PaperJob.objects.filter(report | Q(kind=CERTIFICATE, about__in=[one.key for one in sessions]))


def ordered_papers(course: Course) -> list[OrderedPaper]:
    """Return the 研修報告, and the 修了証 of each 回 that is over, each with its newest paper. Two queries."""
    sessions = sessions_of(course)
    newest = {(job.kind, job.about): job for job in desk_papers(course, sessions).select_related("file").order_by("pk")}
    report = OrderedPaper(
        REPORT_NAME,
        "「数字」の画面と同じ数字です。部長会の資料になり、管理職の「報告」の画面にも出ます。氏名は載りません。",
        None,
        newest.get((TRAINING_REPORT, course.slug)),
    )
    certificates = [
        OrderedPaper(
            f"{CERTIFICATE_NAME}　第{one.number}回",
            "出席した人と、自習で済んだ人に一枚ずつです。本人は「わたしの研修」からも自分の一枚を開けます。",
            one,
            newest.get((CERTIFICATE, one.key)),
        )
        for one in sessions
        if one.state == SessionState.ENDED
    ]
    return [report, *certificates]


def finished_desk_paper(course: Course, uuid: UUID) -> PaperJob | None:
    """Return a paper of this 研修 that is made. Two queries."""
    papers = desk_papers(course, sessions_of(course))
    return papers.exclude(file=None).select_related("file").filter(uuid=uuid).first()


def sessions_of(course: Course) -> list[Session]:
    sessions = list(course.sessions.in_order())
    for one in sessions:
        one.course = course
    return sessions
