"""The figures in sentences, as the page and the paper say them."""

from datetime import date, time, timedelta

from nara_renkei.surveys.rules.figures import figures_of
from tests.harness import TODAY
from training.models import Course, Session
from training.queries.figure_values import (
    EVERYBODY,
    Promises,
    SessionRow,
    TrainingFigures,
    cover_sentence,
    promise_sentence,
    satisfaction_sentence,
    session_label,
)
from training.queries.understanding import Paired, Understanding
from training.rules.cover import Cover, CoverRow

FIRST = Session(number=1, held_on=TODAY - timedelta(days=30), starts_at=time(13), ends_at=time(16))


def figures(*sessions, asks_next_on=None, **fields):
    shown = Cover(10, 7, 1)
    return TrainingFigures(
        **{
            "course": Course(name="研修"),
            "on": TODAY,
            "only": EVERYBODY,
            "total": CoverRow("全体", shown),
            "departments": [CoverRow("甲部", shown), CoverRow("乙部", None)],
            "grades": [CoverRow("6級", shown)],
            "sessions": [SessionRow(one, CoverRow(session_label(one.number), shown), 8, 1, 1) for one in sessions],
            "without_session": None,
            "people": [],
            "excused": 2,
            "sent": 1,
            "understandings": [],
            "promises": Promises(0, 0, 0, 0, asks_next_on),
            "stumbles": None,
            "choices": {},
            **fields,
        }
    )


def test_the_cover_is_said_with_the_self_study_apart():
    assert cover_sentence(Cover(130, 118, 4)) == (
        "対象の130人のうち118人が出席しました（91％）。自習で済んだ人は4人、まだの人は8人です。"
    )
    assert cover_sentence(None) == "対象の人が5人未満のため、出席の数は出しません。"


def test_what_became_of_promises_is_said_from_five_answers_on():
    assert promise_sentence(Promises(9, 2, 1, 1)) == "次に試すことを、9人が書きました。"
    assert promise_sentence(Promises(9, 3, 1, 1)) == (
        "次に試すことを、9人が書きました。聞いたあと、した人は3人、まだの人は1人、やめた人は1人です。"
    )


def test_satisfaction_is_what_was_asked_only_afterwards():
    asked = Paired("満足しましたか。", None, figures_of([5, 4, 4, 3, 5]))
    told = Understanding(before=5, after=5, rows=[], only_after=[asked], texts=None)
    hidden = Understanding(before=5, after=4, rows=[], only_after=[Paired("満足しましたか。", None, None)], texts=None)
    unasked = Understanding(before=5, after=0, rows=[], only_after=[], texts=None)

    assert [satisfaction_sentence(FIRST, one) for one in (told, hidden, unasked)] == [
        "第1回の「満足しましたか。」に、答えた5人の80％が、5段階の4か5を選びました。",
        "第1回のアンケートには、あとで4人が答えました。",
        "第1回のアンケートには、あとで0人が答えました。",
    ]


def test_the_points_begin_with_the_cover_and_end_with_the_promises():
    told = Understanding(before=5, after=0, rows=[], only_after=[], texts=None)

    assert figures(FIRST, understandings=[(FIRST, told)]).points == [
        "対象の10人のうち7人が出席しました（70％）。自習で済んだ人は1人、まだの人は2人です。",
        "免除は2人、代わりの人を出したのは1人です。代わりの人が来ても、本人は出席に数えません。",
        "第1回のアンケートには、あとで0人が答えました。",
        "次に試すことを、0人が書きました。",
    ]


def test_a_chart_draws_only_what_is_shown():
    found = figures(FIRST)

    assert (found.department_bars, found.grade_bars) == ([("甲部", 70)], [("6級", 70)])


def test_those_without_a_session_stand_after_the_sessions():
    row = CoverRow("回が決まっていない", None)

    assert [one.label for one in figures(FIRST, without_session=row).session_rows] == ["第1回", "回が決まっていない"]
    assert [one.label for one in figures(FIRST).session_rows] == ["第1回"]


def test_what_is_still_to_come_has_its_dates():
    FIRST.self_study_until = TODAY + timedelta(days=3)
    second = Session(number=2, held_on=date(2026, 12, 3), starts_at=time(13), ends_at=time(16))

    assert figures(FIRST, second, asks_next_on=date(2027, 3, 3)).next_steps == [
        "第2回を令和8年12月3日に開きます。",
        "まだの人は、令和8年10月8日まで自習ができます。",
        "次に試すことは、令和9年3月3日から、書いた人に一人ずつ聞きます。",
    ]


def test_nothing_is_to_come_when_every_day_is_over():
    FIRST.self_study_until = TODAY - timedelta(days=1)

    assert figures(FIRST).next_steps == []
