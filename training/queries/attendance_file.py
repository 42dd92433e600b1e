"""What a CSV of who came would do to a 回, row by row. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import TOKYO
from nara_renkei.directory.rules.tables import Row, read_table
from training.enums import Mark
from training.models import Attendance, Session, Trainee
from training.rules.attendance_file import (
    OPTIONAL,
    REQUIRED,
    bare_number,
    plain_name,
    plain_number,
    read_clock,
    read_mark,
    read_session,
)
from training.rules.presence import mark_of_arrival

from .presence import why_not_expected


@dataclass(frozen=True, slots=True)
class PlannedRow:
    """One row of the file. Either ``error`` says what is wrong with it, or ``trainee`` gets ``mark``."""

    line: int  # of the file; the header is line 1
    number: str  # as typed
    name: str  # as typed
    words: str  # what becomes of the mark: 「出席」, 「欠席 → 出席」
    error: str = ""
    trainee: Trainee | None = None
    mark: Mark | None = None


def plan_file(session: Session, text: str, reason: str) -> list[PlannedRow]:
    """Return every row with what becomes of it. Three queries. Raises TableRefused for a file that is no table.

    ``reason``: without one, a row that would correct a mark is wrong.
    """
    rows = read_table(text.encode(), required=REQUIRED, optional=OPTIONAL)
    planner = _Planner(session, reason)
    return [planner.plan(row) for row in rows]


class _Wrong(Exception):
    """str(exc) stands on the row."""


class _Planner:
    """Judges one row after another, and remembers those it has seen."""

    def __init__(self, session: Session, reason: str) -> None:
        self.session, self.reason = session, reason
        staff = User.objects.filter(employee_number__isnull=False)
        self.staff: dict[str, User] = {plain_number(str(one.employee_number)): one for one in staff}
        self.bare: dict[str, list[User]] = {}
        for number, one in self.staff.items():
            self.bare.setdefault(bare_number(number), []).append(one)
        rows = Trainee.objects.filter(course=session.course_id).select_related("user", "session", "substitute__user")
        self.trainees = {one.user_id: one for one in rows}
        self.known: dict[int, Attendance] = {one.trainee_id: one for one in session.attendances.all()}
        self.lines: dict[int, int] = {}

    def plan(self, row: Row) -> PlannedRow:
        number, name = row["職員番号"], row["氏名"]
        try:
            self._check_session(row)
            trainee, mark = self._trainee(number, name, row.line), self._mark(row)
            words = self._words(trainee, mark)
        except _Wrong as exc:
            return PlannedRow(row.line, number, name, "", error=str(exc))
        return PlannedRow(row.line, number, name, words, trainee=trainee, mark=mark)

    def _check_session(self, row: Row) -> None:
        course = row["研修"]
        if course and plain_name(course) != plain_name(self.session.course.name):
            raise _Wrong(f"「{course}」の行です。この画面は「{self.session.course}」です。")
        if row["回"] and read_session(row["回"]) != self.session.number:
            raise _Wrong(f"「{row['回']}」の行です。この画面は第{self.session.number}回です。")

    def _trainee(self, number: str, name: str, line: int) -> Trainee:
        user = self.staff.get(plain_number(number))
        if user is None:
            raise _Wrong(f"職員番号「{number}」の職員はいません。{self._hint(number)}")
        if not name or plain_name(name) not in {plain_name(user.name), plain_name(user.kana)}:
            raise _Wrong(f"職員番号「{number}」は{user}さんです。番号か氏名を確かめてください。")
        first = self.lines.setdefault(user.pk, line)
        if first != line:
            raise _Wrong(f"{first}行目と同じ人です。どちらか一方の行にしてください。")
        trainee = self.trainees.get(user.pk)
        if trainee is None or trainee.pk not in self.known:
            refusal = why_not_expected(trainee, self.session)
            if trainee is None or refusal:
                raise _Wrong(f"{user}さんは、{refusal}来たのなら、先に「名簿にいない人を加える」で加えてください。")
        return trainee

    def _hint(self, number: str) -> str:
        meant = self.bare.get(bare_number(number), []) if bare_number(number) else []
        if len(meant) != 1:
            return "番号を確かめてください。"
        return f"先頭の0が落ちていませんか。「{meant[0].employee_number}」なら{meant[0]}さんです。"

    def _mark(self, row: Row) -> Mark:
        mark = read_mark(row["出欠"])
        if mark is None:
            raise _Wrong(f"出欠「{row['出欠']}」が分かりません。「出席」「遅れて出席」「欠席」のどれかにしてください。")
        if not row["時刻"]:
            return mark
        clock = read_clock(row["時刻"])
        if clock is None:
            raise _Wrong(f"時刻「{row['時刻']}」が読めません。「13:50」のように書いてください。")
        if mark != Mark.PRESENT:
            return mark
        came = datetime.combine(self.session.held_on, clock, tzinfo=TOKYO)
        return mark_of_arrival(came, self.session.late_from)

    def _words(self, trainee: Trainee, mark: Mark) -> str:
        known = self.known.get(trainee.pk)
        if known is None:
            return str(mark.label)
        if known.mark == mark:
            return f"{mark.label}（もう付いています）"
        was = known.get_mark_display()
        if not self.reason:
            raise _Wrong(f"もう「{was}」と付いています。「{mark.label}」に直すときは、直す理由を書いてください。")
        return f"{was} → {mark.label}"


def good(rows: Sequence[PlannedRow]) -> dict[int, Mark]:
    """Return the marks of the rows that are right, by the ids of the Trainee."""
    return {row.trainee.pk: row.mark for row in rows if row.trainee and row.mark}
