"""What the figures of a 研修 say: values for the desk's page, the page of a 部 and the 研修報告. They ask nothing."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Final

from nara_renkei.accounts.queries import Unit
from nara_renkei.core.calendar import wareki
from nara_renkei.surveys.rules.figures import SMALLEST
from training.enums import Standing
from training.models import Course, Session
from training.queries.understanding import Understanding
from training.rules.cover import NO_POST, Cover, CoverRow, cover_of

NO_SESSION: Final = "回が決まっていない"
Choice = tuple[str, str]  # value in an address, label


@dataclass(frozen=True, slots=True)
class Only:
    """Which people a table is narrowed to; None: all of them. Values as ``choices`` gives them."""

    session: str | None = None
    department: str | None = None
    grade: str | None = None


EVERYBODY: Final = Only()


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who must attend, as the person sits on the day of the figures."""

    user: int
    name: str
    employee_number: str
    unit: Unit | None  # None: no post on the day
    session: int | None  # number of the 回 to come to
    standing: Standing
    note: str  # why not yet: 欠席, or a substitute came; empty otherwise

    @property
    def department(self) -> str:
        """The value of the 部 in an address."""
        return str(self.unit.department) if self.unit else "nashi"

    @property
    def grade(self) -> str:
        """The value of the 級 in an address; those without a post have one of their own."""
        return f"g{self.unit.grade}" if self.unit else "nashi"

    @property
    def place(self) -> str:
        return str(self.unit) if self.unit else NO_POST


@dataclass(frozen=True, slots=True)
class SessionRow:
    """One 回: how far those are who shall come to it, and who was in the room."""

    session: Session
    row: CoverRow  # of those who shall come to it
    here: int  # people in the room: who must, who wished to, substitutes
    late: int  # of them
    substitutes: int  # of them


@dataclass(frozen=True, slots=True)
class Promises:
    """次に試すこと: how many were made, and what became of them."""

    made: int
    done: int
    not_yet: int
    stopped: int
    asks_next_on: date | None = None  # the first day to come on which somebody is asked

    @property
    def answered(self) -> int:
        return self.done + self.not_yet + self.stopped

    @property
    def silent(self) -> int:
        return self.made - self.answered

    @property
    def is_shown(self) -> bool:
        """Whether enough people answered to tell the answers apart."""
        return self.answered >= SMALLEST


@dataclass(frozen=True, slots=True)
class TrainingFigures:
    """The figures of a 研修 on a day. Groups under five are hidden in the rows, not in ``people`` and ``cover``."""

    course: Course
    on: date
    only: Only
    total: CoverRow
    departments: Sequence[CoverRow]
    grades: Sequence[CoverRow]
    sessions: Sequence[SessionRow]
    without_session: CoverRow | None  # those whose 回 is not settled; None: nobody
    people: Sequence[Person]  # by 職員番号
    excused: int
    sent: int  # who must and sent a substitute; still missing unless the person did the 自習
    understandings: Sequence[tuple[Session, Understanding]]  # of each 回 whose アンケート is closed
    promises: Promises
    stumbles: Sequence[str] | None  # sorted, without names; None: fewer than five
    choices: Mapping[str, Sequence[Choice]]  # what can be narrowed to, by the name of the field

    @property
    def cover(self) -> Cover:
        """The total for those who may read the names too: never hidden."""
        return cover_of(one.standing for one in self.people)

    @property
    def missing(self) -> Sequence[Person]:
        return [one for one in self.people if one.standing == Standing.MISSING]

    @property
    def session_rows(self) -> Sequence[CoverRow]:
        unsettled = [self.without_session] if self.without_session else []
        return [*(one.row for one in self.sessions), *unsettled]

    @property
    def department_bars(self) -> list[tuple[str, int]]:
        return _bars(self.departments)

    @property
    def grade_bars(self) -> list[tuple[str, int]]:
        return _bars(self.grades)

    @property
    def points(self) -> list[str]:
        """The 研修 in sentences that stand alone."""
        return [
            cover_sentence(self.total.cover),
            f"免除は{self.excused}人、代わりの人を出したのは{self.sent}人です。代わりの人が来ても、本人は出席に数えません。",
            *(satisfaction_sentence(session, found) for session, found in self.understandings),
            promise_sentence(self.promises),
        ]

    @property
    def next_steps(self) -> list[str]:
        """What is still to come after the day of the figures, with its dates."""
        studies = {one.session.self_study_until for one in self.sessions} - {None}
        last = max((day for day in studies if day and day >= self.on), default=None)
        return [
            *(
                f"{one.row.label}を{wareki(one.session.held_on)}に開きます。"
                for one in self.sessions
                if one.session.held_on >= self.on
            ),
            *([f"まだの人は、{wareki(last)}まで自習ができます。"] if last else []),
            *(
                [f"次に試すことは、{wareki(self.promises.asks_next_on)}から、書いた人に一人ずつ聞きます。"]
                if self.promises.asks_next_on
                else []
            ),
        ]


def _bars(rows: Iterable[CoverRow]) -> list[tuple[str, int]]:
    """Return what a chart draws: the groups that are shown, and the per cent that came."""
    return [(row.label, row.cover.percent) for row in rows if row.cover]


def cover_sentence(cover: Cover | None) -> str:
    if cover is None:
        return "対象の人が5人未満のため、出席の数は出しません。"
    return (
        f"対象の{cover.must}人のうち{cover.came}人が出席しました（{cover.percent}％）。"
        f"自習で済んだ人は{cover.studied}人、まだの人は{cover.missing}人です。"
    )


def promise_sentence(promises: Promises) -> str:
    made = f"次に試すことを、{promises.made}人が書きました。"
    if not promises.is_shown:
        return made
    return f"{made}聞いたあと、した人は{promises.done}人、まだの人は{promises.not_yet}人、やめた人は{promises.stopped}人です。"


def satisfaction_sentence(session: Session, found: Understanding) -> str:
    """Return what the people of a 回 answered to the first question that was asked only after it."""
    asked = found.only_after[0] if found.only_after else None
    label = session_label(session.number)
    if asked is None or asked.after is None:
        return f"{label}のアンケートには、あとで{found.after}人が答えました。"
    return f"{label}の「{asked.question}」に、答えた{asked.after.answers}人の{asked.after.satisfied}％が、5段階の4か5を選びました。"


def session_label(number: int | None) -> str:
    return f"第{number}回" if number else NO_SESSION
