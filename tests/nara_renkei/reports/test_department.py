"""The 状況 of a 部, counted by hand; the same figures on page, paper and table; nothing of another 部."""

from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nara_renkei.accounts.enums import PostKind
from nara_renkei.directory.usecases.abolish_division import abolish_division
from nara_renkei.reports.papers.department import GONE, build
from nara_renkei.reports.queries.department import department_of
from nara_renkei.reports.queries.department_stock import readable_divisions
from nara_renkei.reports.queries.department_table import department_table, head_of
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.reports.rules.periods import Period
from nara_renkei.reports.rules.stuck import Reason
from proposals.enums import Status
from proposals.models import Proposal
from screening.enums import Answer
from screening.models import Routing
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.factories.knowledge import CaseFactory, SupportRequestFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.factories.screening import DecisionFactory, RulingFactory, ScreeningFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import THE_DESK, at
from tests.nara_renkei.reports.pdfs import text_of

from .departments import (
    NOON,
    OCTOBER,
    TODAY,
    a_department,
    a_division,
    answered,
    busy_department,
    owed,
    report,
    sent,
)

pytestmark = [pytest.mark.django_db, pytest.mark.time_machine(NOON)]


def line(found, name):
    return next(one for one in found.lines if one.name == name)


def stuck_of(found):
    return [(one.number, one.division, one.stuck.reason, one.stuck.days_over) for one in found.stuck]


def test_what_is_in_hand_is_counted_once_in_the_department_and_once_in_each_division():
    found = report(busy_department())

    assert [one.value for one in found.figures] == [5, 2, 2, 1]  # 0001 to 0005; 0001 and 0005; 0003 and 0004; 文書課
    rows = {one.name: (one.stock.lead, one.stock.supporting, one.stock.late, one.stock.stopped) for one in found.lines}
    assert rows == {"総務課": (3, 0, 1, 1), "人事課": (2, 1, 1, 1), "文書課": (0, 0, 0, 0)}
    assert found.loads == [("総務課", (3, 0)), ("人事課", (2, 1)), ("文書課", (0, 0))]


def test_why_each_stands_still_what_the_leader_owes_first():
    found = report(busy_department())

    assert stuck_of(found) == [
        ("R8-J-0008", "", Reason.RULING, 1),
        ("R8-J-0001", "総務課", Reason.ANSWER, 11),
        ("R8-J-0005", "人事課", Reason.OUTCOME, 2),
        ("R8-J-0006", "人事課", Reason.REFUSED, 0),
        ("R8-J-0003", "総務課", Reason.HOLD, 0),
        ("R8-J-0004", "人事課", Reason.COMPANY, 0),
    ]
    assert found.stuck[1].stuck.sentence == (
        "総務課の一次回答が10開庁日の期限を11開庁日過ぎています。担当者が決まっていません。"
    )
    assert found.stuck[2].stuck.sentence.startswith("人事課の結果のお知らせが60開庁日の期限を2開庁日過ぎています。")
    assert found.stuck[5].stuck.sentence == "提案者にお願いして21開庁日、返事を待っています。"
    assert len(found.stock.moving) == 4
    assert [one.days_words for one in found.stuck[:4]] == ["1開庁日", "11開庁日", "2開庁日", "―"]
    assert found.reasons[0] == ("裁定を待っている", 1)


def test_what_was_done_in_the_period():
    found = report(busy_department())

    done = {one.name: (one.sent, one.answers, one.in_time, one.not_ours) for one in found.lines}
    assert done == {"総務課": (4, 1, 1, 0), "人事課": (4, 2, 1, 1), "文書課": (0, 0, 0, 0)}
    assert found.kept == [("総務課", (1, 0)), ("人事課", (1, 1))]
    one = found.refusals[0]
    assert (one.number, one.division, one.answered_on) == ("R8-J-0006", "人事課", date(2026, 10, 20))
    assert (one.reason, one.suggested, one.now) == ("人事の仕事ではありません。", "総務課", "")
    assert found.answers_text == (
        "令和8年10月に確かめられた回答は3件です。期限内の割合と中央値は、5件未満のため出しません。"
    )


def test_of_five_answers_there_is_a_share_and_a_median():
    department = a_department()
    division = a_division(department, "総務課")
    for n, day in enumerate((2, 5, 6, 7, 30)):  # 1, 2, 3, 4 and 21 開庁日 without holidays
        answered(sent(division, f"R8-J-010{n}"), date(2026, 10, day))

    found = report(department)

    assert found.answers_text == (
        "令和8年10月に確かめられた回答は5件で、期限内は4件（80％）です。送付から回答までの中央値は3開庁日です。"
    )


def test_a_department_with_nothing_says_so():
    department = a_department()
    a_division(department, "総務課")

    found = report(department)

    assert (found.stuck, found.reasons, found.kept, found.refusals, found.trainings) == ([], [], [], (), ())
    assert found.answers_text == "令和8年10月に確かめられた回答はありません。"
    assert found.without_contact == ["総務課"]


def test_the_ball_of_an_answered_proposal_follows_its_outcome():
    department = a_department()
    division = a_division(department, "総務課")
    for n, state in enumerate(["DRAFTED", "SENT_BACK", "PROPOSED", "CONFIRMED"]):
        routing = answered(sent(division, f"R8-J-020{n}"), date(2026, 10, 7))
        owed(routing, "OUTCOME", 60, date(2026, 10, 29))
        DecisionFactory(screening=routing.screening, state=state, **CONFIRMED[state])
    owed(answered(sent(division, "R8-J-0204"), date(2026, 10, 7)), "FORMAL_CHECK", 3, date(2026, 10, 29))
    # the 協力課 has answered: nothing is owed by it
    helped = sent(division, "R8-J-0205", is_lead=False)
    owed(answered(helped, date(2026, 10, 7)), "OUTCOME", 60, date(2026, 10, 29))

    sentences = [one.stuck.sentence.partition("。")[2] for one in report(department).stuck]

    assert sentences == [
        "総務課の課長が、結果の案を確かめる番です。",
        "デスクが差し戻した結果の案を、総務課が直す番です。",
        "デスクが、結果の案を確かめる番です。",
        "総務課が、決裁をとる番です。",
        "デスクが、結果の案を確かめる番です。",
    ]


MADE = {"proposed_by": "課長", "proposed_as": "MANAGER", "proposed_at": NOON}
CONFIRMED = {
    "DRAFTED": {},
    "SENT_BACK": {"sent_back_reason": "理由を足してください。"},
    "PROPOSED": MADE,
    "CONFIRMED": {**MADE, "confirmed_by": "受付花子", "confirmed_at": NOON},
}


def test_a_handler_who_left_the_division_has_nothing_in_hand():
    department = a_department()
    division = a_division(department, "総務課")
    here = PostFactory(user=StaffFactory(), division=division).user
    gone = PostFactory(user=StaffFactory(), division=division, ends_on=TODAY - timedelta(days=1)).user
    sent(division, "R8-J-0301", handler=here)
    sent(division, "R8-J-0302", handler=gone)

    tails = [one.stuck.sentence.partition("。")[2] for one in report(department).stuck]

    assert tails == ["回答の案が、まだ書かれていません。", "担当者が決まっていません。"]


def test_a_division_without_anybody_who_confirms_is_named_before_it_is_late():
    department = a_department()
    division = DivisionFactory(department=department, name="総務課")
    sent(division, "R8-J-0311", due_on=TODAY)

    assert stuck_of(report(department)) == [("R8-J-0311", "総務課", Reason.NOBODY, 0)]


def test_a_refusal_stands_with_the_last_that_refused_until_somebody_is_found():
    department, other = a_department(), a_department("観光部", "0600")
    ours, theirs = a_division(department, "総務課"), a_division(other, "観光課")
    first = answered(sent(ours, "R8-J-0321"), date(2026, 10, 6), Answer.NOT_OURS)
    second = answered(
        sent(theirs, "", screening=first.screening, sent_at=at(date(2026, 10, 7))), date(2026, 10, 9), Answer.NOT_OURS
    )

    assert stuck_of(report(department)) == []
    assert [one.stuck.sentence for one in report(other).stuck] == [
        "2つの課が「担当ではない」と答えました。デスクが裁定を求める番です。"
    ]
    # asked of a third 部: its leader has it, and the two have not
    third = a_department("市民部", "0700")
    RulingFactory(screening=second.screening, department=third, due_on=date(2026, 11, 6))
    assert [stuck_of(report(one)) for one in (department, other)] == [[], []]
    assert [one.words for one in report(third).stuck] == [
        "R8-J-0321「R8-J-0321の題」 2つの課が「担当ではない」と答え、市民部の裁定を待っています。裁定の期限は11月6日（金）です。"
    ]
    # the leads of the two 部 are told where it went, not what it is called
    assert [one.now for one in report(department).refusals] == [""]
    sent(a_division(third, "市民課"), "", screening=first.screening)
    assert [one.now for one in report(department).refusals] == ["市民課"]


def test_titles_are_those_that_the_leader_may_read():
    department = busy_department()
    leader = StaffFactory(leader=True, department=department)

    found = report(department)

    readable = set(Proposal.objects.visible_to(leader, TODAY).values_list("number", flat=True))
    shown = {one.number for one in found.stuck if one.title and one.division}
    assert shown == {one.number for one in found.stuck if one.division} & readable
    assert "R8-J-0006" not in shown
    assert next(one.words for one in found.stuck if one.number == "R8-J-0006").startswith("R8-J-0006 人事課が")


def test_the_divisions_whose_titles_are_read_are_those_of_the_leader():
    from nara_renkei.accounts.permissions import division_ids

    department, other = a_department(), a_department("観光部", "0600")
    new = a_division(department, "総務課")
    before = a_division(other, "古い課", valid_to=date(2026, 9, 30))
    before.successors.add(new)
    leader = StaffFactory(leader=True, department=department)

    assert sorted(readable_divisions(department)) == sorted(division_ids(leader, TODAY)) == sorted([new.pk, before.pk])


def test_nothing_of_another_department_is_counted():
    busy_department()
    other = a_department("観光部", "0600")
    a_division(other, "観光課")

    found = report(other)

    assert (found.stock.open, found.stuck, found.answers, found.refusals) == (0, [], 0, ())


@pytest.mark.parametrize("organ", ["EDUCATION", "FIRE"])
def test_a_department_of_another_organ_works_the_same(organ):
    department = DepartmentFactory(code="9100", name="教育部", organ=organ)
    sent(a_division(department, "教育総務課"), "R8-J-0331")

    found = report(department)

    assert (found.organ, found.stock.open) == (department.get_organ_display(), 1)


# --- the reform


def test_a_division_that_ended_in_the_period_stays_with_its_last_day_and_its_heir():
    department, other = a_department(), a_department("観光部", "0600")
    old, new = a_division(department, "文書課"), a_division(other, "公文書課")
    answered(sent(old, "R8-J-0401"), date(2026, 10, 6))
    abolish_division(division=old, last_day=date(2026, 10, 9), successors=[new], by=THE_DESK, at=NOON)
    Routing.objects.filter(division=old).update(division=new)  # the nightly task

    there, here = report(department), report(other)

    assert line(there, "文書課").ended_words == "令和8年10月9日に終わり、仕事は公文書課（観光部）へ"
    assert line(there, "文書課").label == "文書課（R8.10.9まで）"
    assert (there.stock.open, here.stock.open) == (0, 1)
    assert (there.answers, here.answers) == (0, 1)
    assert there.without_contact == []
    assert [row[0] for row in there.loads] == []
    assert there.ended == [line(there, "文書課")]
    # its contacts are those of the 課 that took it over, and of nobody else
    assert here.without_contact == []
    # long before the period it is gone
    assert report(department, Period(date(2026, 10, 12), date(2026, 10, 31))).lines == ()


def test_what_a_split_division_still_holds_is_shown_with_it_and_nowhere_else():
    department = a_department()
    old = a_division(department, "文書課", valid_to=date(2026, 3, 31))
    for name in ("公文書課", "情報公開課"):
        old.successors.add(a_division(department, name))
    sent(old, "R8-J-0411")

    found = report(department)

    assert stuck_of(found) == [("R8-J-0411", "文書課", Reason.ENDED, 11)]
    assert (found.stock.open, [one.stock.open for one in found.lines]) == (1, [1, 0, 0])
    assert line(found, "文書課").ended_words.endswith("仕事は公文書課・情報公開課へ")
    assert found.without_contact == ["公文書課", "情報公開課"]


def test_a_division_that_ended_without_a_successor_says_so():
    department = a_department()
    a_division(department, "文書課", valid_to=date(2026, 10, 9))

    assert line(report(department), "文書課").ended_words == "令和8年10月9日に終わり、後の課はありません"


def test_a_department_that_was_renamed_is_one():
    old = DepartmentFactory(code="0800", name="総務部", valid_to=date(2026, 10, 14))
    new = DepartmentFactory(code="0800", name="総務人事部", valid_from=date(2026, 10, 15))
    before = a_division(old, "総務課", code="080001", valid_to=date(2026, 10, 14))
    after = a_division(new, "総務課", code="080001", valid_from=date(2026, 10, 15))
    before.successors.add(after)
    answered(sent(before, "R8-J-0421", status=Status.DECLINED), date(2026, 10, 6))
    sent(after, "R8-J-0422")

    assert department_of("0800", TODAY) == new
    found = report(new)

    assert [one.ended_words for one in found.lines] == ["令和8年10月14日に終わり、仕事は総務課へ", ""]
    assert (found.name, found.ended_on, found.answers) == ("総務人事部", None, 1)
    assert [one.label for one in found.standing] == ["総務課"]


def test_a_department_that_ended_says_who_does_its_work():
    department = DepartmentFactory(code="0800", name="総務部", valid_to=date(2026, 10, 14))
    new = a_division(a_department("観光部", "0600"), "観光課")
    for name in ("総務課", "文書課"):
        a_division(department, name, valid_to=date(2026, 10, 14)).successors.add(new)

    found = report(department)

    assert (found.ended_on, found.went_to) == (date(2026, 10, 14), "観光課（観光部）")


def test_there_is_no_department_of_an_unknown_code_or_before_it_begins():
    DepartmentFactory(code="0800", valid_from=TODAY + timedelta(days=1))

    assert [department_of(code, TODAY) for code in ("0800", "9999")] == [None, None]


# --- contacts, 課題, 事例, 研修


def test_contacts_are_counted_for_twelve_months_and_inherited():
    department = a_department()
    division, idle = a_division(department, "総務課"), a_division(department, "人事課")
    before = a_division(department, "古い課", valid_to=date(2026, 3, 31))
    before.successors.add(division)
    long_ago, since = TODAY - timedelta(days=366), TODAY - timedelta(days=365)
    for one, day in ((before, since), (idle, long_ago)):
        sent(one, "", proposal=ProposalFactory(declined=True), sent_at=at(day))
        ChallengeFactory(lead=one, state="RETIRED", retired_on=day)
        RegistrationFactory(of_division=True, division=one, event=EventFactory(held_on=day, closes_on=day))
        SupportRequestFactory(division=one, asked_at=at(day))

    found = report(department)

    assert found.contacts == [("総務課", (1, 1, 1, 1)), ("人事課", (0, 0, 0, 0))]
    assert found.without_contact == ["人事課"]


def test_challenges_and_cases_of_the_department():
    department = a_department()
    division = a_division(department, "総務課")
    live = {"lead": division, "state": "PUBLISHED", "opens_on": date(2026, 4, 1)}
    ChallengeFactory(title="公開中の課題", published_on=date(2026, 10, 1), **live)
    ChallengeFactory(title="終わった課題", published_on=date(2026, 10, 1), closes_on=date(2026, 10, 30), **live)
    CaseFactory(owner=division, opened=True)
    CaseFactory(owner=division)
    CaseFactory(opened=True)

    found = report(department)

    assert (found.challenges, found.to_reconfirm, found.cases) == (("公開中の課題",), (), 1)


@pytest.mark.time_machine(at(date(2027, 3, 2)))
def test_challenges_are_due_for_confirmation_in_march():
    from nara_renkei.reports.queries.department import department_report

    department = a_department()
    live = {"lead": a_division(department, "総務課"), "state": "PUBLISHED", "opens_on": date(2026, 4, 1)}
    ChallengeFactory(title="続けるかを尋ねている課題", published_on=date(2026, 10, 1), **live)
    ChallengeFactory(
        title="続けると答えた課題", published_on=date(2026, 10, 1), reconfirmed_on=date(2027, 3, 1), **live
    )

    found = department_report(department, OCTOBER, at=at(date(2027, 3, 2)), in_full=True)

    assert found.to_reconfirm == ("続けるかを尋ねている課題",)


def trained_department():
    """総務課: 2 of 3 came; 人事課: 5 of 5 by 自習 or in the room; the 次長 did not; one of another 部."""
    department = a_department()
    general, staff = (
        DivisionFactory(department=department, name="総務課"),
        DivisionFactory(department=department, name="人事課"),
    )
    course = CourseFactory(name="管理職研修")
    session = SessionFactory(course=course, ended=True)
    for division, people, came in ((general, 3, 2), (staff, 5, 5)):
        for n in range(people):
            person = PostFactory(user=StaffFactory(), kind=PostKind.MANAGER, division=division).user
            trainee = TraineeFactory(course=course, user=person)
            if n < came:
                AttendanceFactory(trainee=trainee, session=session)
    TraineeFactory(course=course, user=StaffFactory(leader=True, department=department))
    TraineeFactory(course=course)  # of another 部
    TraineeFactory(course=course, user=PostFactory(user=StaffFactory(), division=general).user, excused=True)
    return department


def test_training_cover_by_division_for_those_who_read_the_names():
    found = report(trained_department())

    assert found.courses == ["管理職研修"]
    assert found.covers == [("総務課", [67]), ("人事課", [100]), ("部長・次長など", [0])]
    assert found.trainings[0].total_text == "対象9人のうち7人が済み（78％）"


def test_small_groups_are_hidden_from_the_others():
    found = report(trained_department(), in_full=False)

    assert found.covers == [("総務課", [None]), ("人事課", [None]), ("部長・次長など", [None])]
    assert found.trainings[0].total_text == "対象9人のうち7人が済み（78％）"


def test_a_department_with_few_people_is_hidden_whole():
    department = a_department()
    session = SessionFactory(ended=True)
    person = PostFactory(user=StaffFactory(), kind=PostKind.MANAGER, division=a_division(department, "総務課")).user
    TraineeFactory(course=session.course, user=person)

    assert report(department, in_full=False).trainings[0].total_text == "対象が5人未満のため出しません"


def test_a_concurrent_post_does_not_bring_somebody_twice():
    department, other = a_department(), a_department("観光部", "0600")
    division = a_division(department, "総務課")
    session = SessionFactory(ended=True)
    person = StaffFactory()
    PostFactory(user=person, division=a_division(other, "観光課"), kind=PostKind.MANAGER)
    PostFactory(user=person, division=division, kind=PostKind.MANAGER, holding="CONCURRENT")
    TraineeFactory(course=session.course, user=person)

    assert report(department).trainings == ()
    assert report(other).covers == [("観光課", [0])]


# --- constant, the same everywhere


def test_the_queries_do_not_depend_on_rows_or_divisions():
    department = a_department()
    counts = []
    for turn in (1, 4):
        for n in range(turn):
            division = a_division(department, f"課{turn}{n}")
            sent(division, f"R8-J-1{turn}{n}0")
            answered(sent(division, f"R8-J-1{turn}{n}1"), date(2026, 10, 6))
            answered(sent(division, f"R8-J-1{turn}{n}2"), date(2026, 10, 6), Answer.NOT_OURS)
            ChallengeFactory(
                lead=division, state="PUBLISHED", published_on=date(2026, 10, 1), opens_on=date(2026, 10, 1)
            )
            asked = ScreeningFactory(proposal=ProposalFactory(in_review=True))
            RulingFactory(screening=asked, department=department)
            session = SessionFactory(ended=True)
            person = PostFactory(user=StaffFactory(), kind=PostKind.MANAGER, division=division).user
            TraineeFactory(course=session.course, user=person)
        with CaptureQueriesContext(
            connection,
        ) as queries:
            report(department)
        counts.append(len(queries))

    assert counts[0] == counts[1]
    assert counts[0] <= 26


def test_the_table_has_numbers_as_numbers():
    found = report(busy_department())

    head, rows = head_of(found), department_table(found)
    first = dict(zip(head, rows[0], strict=True))

    assert first["課"] == "総務課"
    assert (first["主担当"], first["期限を過ぎた"], first["送付（期間）"]) == (3, 1, 4)
    assert first["期間の始まり"] == date(2026, 10, 1)
    assert all(len(row) == len(head) for row in rows)


def test_the_table_has_two_columns_of_each_course():
    found = report(trained_department())

    rows = [dict(zip(head_of(found), row, strict=True)) for row in department_table(found)]

    assert [(row["管理職研修（対象）"], row["管理職研修（済み）"]) for row in rows] == [(3, 2), (5, 5)]


def test_the_paper_says_what_the_query_says():
    department = busy_department()

    pdf = build("0800/2026-10-01/2026-10-31", at=NOON, in_full=True)

    text = text_of(pdf).replace("\n", "").replace(" ", "")
    found = report(department)
    for one in found.figures:
        assert f"{one.label}" in text
    assert "5件2件2件1課" in text
    for one in found.stuck:
        assert one.number in text
        assert one.stuck.sentence in text
    assert found.refusals[0].reason in text
    assert "R8-J-0006の題" not in text


@pytest.mark.parametrize("about", ["9999/2026-10-01/2026-10-31", "0800/2026-10", ""])
def test_there_is_no_paper_of_nothing(about):
    a_department()

    with pytest.raises(CannotRender, match=GONE):
        build(about, at=NOON, in_full=True)
