"""The quarter of the small city, counted by hand, and what its 部長会 is asked for."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nara_renkei.accounts.enums import PostKind
from nara_renkei.reports.papers.quarterly import paper_of
from nara_renkei.reports.queries.meeting import LONGEST, agenda_on
from nara_renkei.reports.queries.quarterly import quarterly_figures
from nara_renkei.reports.rules.figures import DEFINITIONS, OUTCOMES, RECEIVED
from nara_renkei.reports.rules.periods import Period
from proposals.enums import Kind, Stage, Status
from screening.enums import Answer
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.dialogue import EventFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.factories.screening import RoutingAnswerFactory, RoutingFactory, RulingFactory, ScreeningFactory
from tests.factories.training import SessionFactory
from tests.harness import at

from .cities import promise, received, small_city

pytestmark = pytest.mark.django_db
QUARTER = Period(date(2026, 10, 1), date(2026, 12, 31))
BEFORE = Period(date(2026, 7, 1), date(2026, 9, 30))
MADE_AT = at(date(2027, 1, 5), 9)


def cells(figures, definition, part=""):
    return next(row.cells for row in figures.rows if row.definition is definition and row.part == part)


def rows(figures):
    return {one.name: (one.received, one.open, one.late, one.not_ours, one.taking_part) for one in figures.departments}


def test_the_quarter_stands_beside_the_one_before_and_that_of_last_year():
    small_city()

    figures = quarterly_figures(QUARTER, at=MADE_AT)

    assert cells(figures, RECEIVED) == ["4件", "3件", "―"]  # a, b, e, g; c, d, f; before the first proposal
    assert cells(figures, RECEIVED, "課題提示型") == ["1件", "0件", "―"]
    assert cells(figures, OUTCOMES) == ["3件", "0件", "―"]  # c, f, g
    assert [one.name for one in figures.quarters] == [
        "令和7年度 第3四半期", "令和7年度 第4四半期", "令和8年度 第1四半期", "令和8年度 第2四半期",
        "令和8年度 第3四半期",
    ]  # fmt: skip
    assert [column is None for column in figures.columns] == [True, True, True, False, False]
    assert (figures.as_of, figures.is_running, figures.open) == (date(2026, 12, 31), False, 4)  # a, b, d, e


def test_a_quarter_that_runs_is_counted_up_to_today():
    small_city()

    figures = quarterly_figures(QUARTER, at=at(date(2026, 10, 19)))

    assert (figures.as_of, figures.is_running) == (date(2026, 10, 19), True)
    assert cells(figures, RECEIVED)[0] == "2件"  # a, g
    assert figures.open == 4  # a, d, f, g: c was told on the 15th


def test_promises_are_those_of_the_monthly_report():
    small_city()

    figures = quarterly_figures(QUARTER, at=MADE_AT)

    assert [(line.met, line.kept, line.late) for line in figures.promises] == [
        (3, 2, 0), (0, 0, 1), (0, 0, 0), (0, 0, 0),
    ]  # fmt: skip
    assert figures.promises_late == sum(one.late for one in figures.departments) == 1


def test_departments_show_what_came_waits_is_late_and_was_sent_back():
    city = small_city()
    hall = DepartmentFactory(code="0002", name="市民部", valid_to=date(2026, 9, 30))
    gone = DivisionFactory(name="市民課", department=hall, valid_to=date(2026, 9, 30))
    answer = {"confirmed": True, "confirmed_at": at(date(2026, 10, 8))}
    first = RoutingFactory(
        screening=ScreeningFactory(proposal=city["e"]), division=gone, sent_at=at(date(2026, 11, 2)), state="ENDED"
    )
    RoutingAnswerFactory(routing=first, choice=Answer.NOT_OURS, **answer)
    RoutingAnswerFactory(routing__screening__proposal=city["d"], choice=Answer.CONSIDER, **answer)

    found = rows(quarterly_figures(QUARTER, at=MADE_AT))

    # b and g are not routed; d waits in a 部 of its own
    names = {name for name, _ in paper_of(QUARTER, None, at=MADE_AT).departments}
    assert names > {"送付前（デスク）", "観光経済部（0／1課）", "市民部（令和8年9月30日まで）"}
    assert found["送付前（デスク）"] == (2, 1, 0, 0, "―")
    assert found["観光経済部"] == (1, 1, 1, 0, "0／1課")
    assert found["市民部（令和8年9月30日まで）"] == (1, 1, 0, 1, "―")
    assert (0, 1, 0, 0, "1／1課") in found.values()


def test_a_late_promise_is_counted_once_for_each_stage():
    city = small_city()
    promise(city["a"], Stage.OUTCOME, date(2026, 10, 5), 20, None)

    assert rows(quarterly_figures(QUARTER, at=MADE_AT))["観光経済部"][2] == 2


def test_the_figures_cost_the_same_for_one_and_four_proposals():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            quarterly_figures(QUARTER, at=MADE_AT)
        return len(captured)

    def come(many):
        for _ in range(many):
            proposal = received(date(2026, 10, 1), status=Status.IN_REVIEW)
            RoutingAnswerFactory(routing__screening__proposal=proposal)
            promise(proposal, Stage.FIRST_ANSWER, date(2026, 10, 1), 10, None)
            RulingFactory(screening=ScreeningFactory(proposal=received(date(2026, 10, 1))))

    come(5)
    five = queries()
    come(3)

    assert five == queries()


# --- what the 部長会 is asked for


def test_open_rulings_are_asked_for_the_latest_first():
    RulingFactory(due_on=date(2026, 10, 20), screening__proposal=ProposalFactory(submitted=True, number="R8-J-0002"))
    RulingFactory(due_on=date(2026, 10, 13), screening__proposal=ProposalFactory(submitted=True, title=""))
    given = DivisionFactory()
    RulingFactory(ruled_at=at(date(2026, 10, 6)), ruled_by="次長", reason="仕事が近いため。", division=given)

    agenda = agenda_on(date(2026, 10, 14))

    assert [(one.title == "（保存年限により削除）", one.is_late) for one in agenda.rulings] == [
        (True, True),
        (False, False),
    ]
    assert (agenda.rulings_count, agenda.rulings_left) == (2, 0)


def test_challenges_that_must_be_confirmed_stand_first():
    live = {"opens_on": date(2026, 4, 1), "published_on": date(2026, 4, 1)}
    ChallengeFactory(title="確かめた", reconfirmed_on=date(2026, 8, 3), closes_on=date(2026, 9, 30), **live)
    waiting = ChallengeFactory(title="まだ", **live)
    ChallengeFactory(title="終わった", closes_on=date(2026, 7, 31), **live)
    ProposalFactory(submitted=True, kind=Kind.CHALLENGE, challenge=waiting)
    ProposalFactory(kind=Kind.CHALLENGE, challenge=waiting)  # a draft is nobody's business

    agenda = agenda_on(date(2026, 8, 20))

    assert [(one.title, one.must_reconfirm, one.proposals) for one in agenda.challenges] == [
        ("まだ", True, 1), ("確かめた", False, 0),
    ]  # fmt: skip
    assert (agenda.reconfirm_count, agenda.reconfirm_by) == (1, date(2026, 8, 31))


def test_vacant_seats_are_those_of_leaders_and_heads():
    department = DepartmentFactory(name="総合政策部")
    PostFactory(user=StaffFactory(), kind=PostKind.LEADER, department=department, division=None)
    full, deputy, empty = (DivisionFactory(name=name, department=department) for name in ("満課", "代課", "空課"))
    DivisionFactory(name="受けない課", department=department, accepts_routing=False, email="")
    PostFactory(user=StaffFactory(), kind=PostKind.MANAGER, division=full)
    PostFactory(user=StaffFactory(), kind=PostKind.DEPUTY, division=deputy)
    PostFactory(user=StaffFactory(is_active=False), kind=PostKind.MANAGER, division=empty)
    DepartmentFactory(name="新しい部")

    found = [(one.place, one.seat) for one in agenda_on(date(2026, 10, 5)).vacant]

    assert found == [
        ("新しい部", "共創推進リーダー"),
        ("代課", "課長（代決者が答えています）"),
        ("空課", "課長（答える人がいません）"),
    ]


def test_a_long_list_says_how_many_more_there_are():
    for _ in range(LONGEST + 3):
        DepartmentFactory()

    agenda = agenda_on(date(2026, 10, 5))

    assert (len(agenda.vacant), agenda.vacant_left, agenda.challenges_left) == (LONGEST, 3, 0)


def test_coming_events_and_trainings_are_those_people_know_of():
    day = date(2026, 10, 5)
    EventFactory(open=True, name="冬の回", held_on=day + timedelta(days=40), closes_on=day + timedelta(days=20))
    EventFactory(name="準備中の回", held_on=day + timedelta(days=60), closes_on=day + timedelta(days=20))
    SessionFactory(
        open=True,
        held_on=day + timedelta(days=10),
        number=1,
        course__name="管理職研修",
        place="",
        url="https://example.jp/",
    )
    SessionFactory(ended=True, held_on=day - timedelta(days=10))

    assert next((one.what, one.name, one.place) for one in agenda_on(day).coming) == (
        "研修", "管理職研修　第1回", "オンライン",
    )  # fmt: skip
    assert [one.what for one in agenda_on(day).coming] == ["研修", "ダイアログ"]


# --- the sentences


def test_the_quarter_is_said_in_sentences():
    small_city()

    assert list(paper_of(QUARTER, date(2027, 1, 19), at=MADE_AT).points)[:5] == [
        "受け付けた提案は4件です（前の四半期は3件、前年の同じ四半期は記録なし）。自由提案型が3件、課題提示型が1件でした。",
        "結果をお知らせした提案は3件です（条件付きで進める1件、見送り2件）。",
        "12月31日現在、結果をお待ちの提案は4件です。"
        "提案者へのお約束のうち、期日を過ぎてまだ果たしていないものが1件あります。",
        "果たしたお約束は3件です。5件未満のため、期限内率は出しません。",
        "日数の中央値は、5件未満のため出しません。",
    ]


def test_an_empty_quarter_is_said_in_sentences():
    assert list(paper_of(QUARTER, None, at=MADE_AT).points) == [
        "この四半期に受け付けた提案はありません（前の四半期は記録なし、前年の同じ四半期は記録なし）。",
        "結果をお知らせした提案はありません。",
        "12月31日現在、結果をお待ちの提案は0件です。提案者へのお約束で、期日を過ぎているものはありません。",
        "この四半期に果たしたお約束はありません。",
        "日数の中央値は、5件未満のため出しません。",
        "部長会にお願いすることはありません。",
    ]


def test_days_shares_withdrawals_and_what_is_asked_are_said():
    for day in range(5, 10):
        for quarter in (7, 10):
            proposal = received(date(2026, quarter, 1), status=Status.IN_REVIEW, moved=date(2026, quarter, 2))
            promise(proposal, Stage.FIRST_ANSWER, date(2026, quarter, 1), 10, date(2026, quarter, day))
    proposal = received(date(2026, 10, 1), status=Status.WITHDRAWN, moved=date(2026, 10, 7))
    proposal.status_changes.create(
        origin=Status.SUBMITTED, target=Status.WITHDRAWN, move="withdraw", actor="会社", party="proposer",
        at=at(date(2026, 10, 7)),
    )  # fmt: skip
    RulingFactory(screening=ScreeningFactory(proposal=proposal))

    points = paper_of(QUARTER, None, at=MADE_AT).points

    assert points[1] == "結果をお知らせした提案はありません。取下げが1件ありました。"
    assert points[3] == "果たしたお約束5件のうち、期限内は100％でした（前の四半期は100％）。"
    assert points[4].startswith("日数の中央値は、受付から担当課の最初のお返事までは4開庁日でした")
    assert points[5].startswith("部長会にお願いするのは、裁定が1件、空いている席が")


def test_every_figure_stands_there_once():
    paper = paper_of(QUARTER, None, at=MADE_AT)

    assert [row.definition for row in paper.main] == list(DEFINITIONS)
    assert (list(paper.labels)[-1], paper.title) == ("R8 第3", "令和8年度 第3四半期 報告")
