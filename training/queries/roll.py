"""The clerk's list of a 回: everybody expected and everybody marked, by 部, with what was corrected."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from nara_renkei.accounts.queries import Unit, units_on
from training.enums import Mark
from training.models import Attendance, AttendanceChange, Session, Trainee
from training.rules.attendance_file import plain_name

from .presence import Counts, on_the_list

NO_UNIT = "席のない人"


@dataclass(frozen=True, slots=True)
class RollRow:
    """One person."""

    trainee: Trainee
    unit: Unit | None  # on the day of the 回
    attendance: Attendance | None
    changes: Sequence[AttendanceChange]  # the oldest first

    @property
    def number(self) -> str:
        return self.trainee.user.employee_number or ""

    @property
    def department(self) -> str:
        return self.unit.department_name if self.unit and self.unit.department_name else NO_UNIT

    @property
    def words(self) -> str:
        """What a search finds this person by."""
        user = self.trainee.user
        return plain_name(f"{user.name}{user.kana}{self.number}")


@dataclass(frozen=True, slots=True)
class Roll:
    rows: Sequence[RollRow]  # by 部, then by 職員番号

    @property
    def counts(self) -> Counts:
        marks = [row.attendance.mark for row in self.rows if row.attendance]
        return Counts(len(self.rows), *(marks.count(one) for one in (Mark.PRESENT, Mark.LATE, Mark.ABSENT)))

    @property
    def waiting(self) -> list[RollRow]:
        """Those without a mark."""
        return [row for row in self.rows if row.attendance is None]

    def narrowed(self, words: str, *, only_waiting: bool) -> "Roll":
        """Return those whose name, カナ or 職員番号 holds the words, in whatever width, kana and spacing."""
        wanted = plain_name(words)
        rows = self.waiting if only_waiting else self.rows
        return Roll([row for row in rows if wanted in row.words])

    def by_department(self) -> Iterator[tuple[str, list[RollRow]]]:
        """Yield the name of each 部 and its people; those without a post come last."""
        for name, rows in groupby(self.rows, key=lambda row: row.department):
            yield name, list(rows)


def roll_of(session: Session) -> Roll:
    """Return the list. Four queries, however many people."""
    people = list(on_the_list(session).select_related("user").in_order())
    units = units_on([one.user_id for one in people], session.held_on)
    marks = {one.trainee_id: one for one in session.attendances.prefetch_related("changes")}
    rows = [_row(one, units.get(one.user_id), marks.get(one.pk)) for one in people]
    return Roll(sorted(rows, key=_place))


def roll_row(session: Session, trainee: int) -> RollRow | None:
    """Return one person of the list."""
    one = on_the_list(session).select_related("user").filter(pk=trainee).first()
    if one is None:
        return None
    mark = session.attendances.filter(trainee=one).prefetch_related("changes").first()
    return _row(one, units_on([one.user_id], session.held_on).get(one.user_id), mark)


def _row(trainee: Trainee, unit: Unit | None, attendance: Attendance | None) -> RollRow:
    changes = sorted(attendance.changes.all(), key=lambda one: one.pk) if attendance else []
    return RollRow(trainee, unit, attendance, changes)


def _place(row: RollRow) -> tuple[bool, str, str]:
    code = row.unit.department_code if row.unit else ""
    return (not code, code, row.number)
