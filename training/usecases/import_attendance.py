"""Take the marks of a CSV: all rows, or, when the desk chooses so, those that are right."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from training.enums import Way
from training.models import Session, Trainee
from training.queries.attendance_file import PlannedRow, good, plan_file

from .mark_attendance import Marked, mark_many


class CannotImport(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class Imported:
    rows: list[PlannedRow]  # as they were judged when they were taken
    marked: Marked


@transaction.atomic
def import_attendance(
    *, session: Session, text: str, reason: str, only_good: bool, by: Actor, at: datetime
) -> Imported:
    """Judge the rows anew and take them. Raises CannotImport, CannotMark and TableRefused; then nothing is written."""
    # who checks in meanwhile waits: what was judged is what is written
    list(Trainee.objects.select_for_update().filter(course=session.course_id).order_by("pk"))
    rows = plan_file(session, text, reason)
    wrong = sum(bool(row.error) for row in rows)
    if wrong and not only_good:
        raise CannotImport(f"直すところのある行が{wrong}行あります。直すか、「正しい行だけ取り込む」を押してください。")
    marks = good(rows)
    if not marks:
        raise CannotImport("取り込める行がありません。")
    return Imported(rows, mark_many(session=session, marks=marks, way=Way.CSV, by=by, at=at, reason=reason))
