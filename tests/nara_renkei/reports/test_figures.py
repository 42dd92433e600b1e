"""Every figure of a small city, counted by hand; and the same figures on page, paper, table and open data."""

import json
from csv import DictReader
from datetime import date, timedelta
from io import BytesIO, StringIO

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from openpyxl import load_workbook

from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import PaperJob
from nara_renkei.reports.models import YearStatistics
from nara_renkei.reports.papers import annual, quarterly
from nara_renkei.reports.papers.figures import NO_PERIOD, build
from nara_renkei.reports.queries.figures import figures_of, first_day_of_figures
from nara_renkei.reports.queries.figures_table import figures_table
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.reports.rules.figures import DEFINITIONS
from nara_renkei.reports.rules.periods import TO_COME, Period
from nara_renkei.reports.usecases.publish_statistics import publish_statistics
from nara_renkei.surveys.usecases.close import close
from proposals.enums import Stage, Status
from proposals.models import Meeting, Pause
from screening.models import Screening, Undertaking
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.consultation import ConsultationFactory
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.factories.directory import AgreementFactory, DivisionFactory, OrganizationFactory
from tests.factories.knowledge import CaseFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.factories.screening import RoutingAnswerFactory, RoutingFactory, ScreeningFactory
from tests.factories.surveys import SurveyFactory
from tests.factories.training import AttendanceFactory, CourseFactory, SessionFactory, TraineeFactory
from tests.harness import THE_DESK, StrictClient, at
from tests.nara_renkei.reports.pdfs import text_of
from tests.nara_renkei.surveys.people import answers, asked

from .cities import MADE_AT, close_days, promise, received, small_city

pytestmark = pytest.mark.django_db
OCTOBER = Period(date(2026, 10, 1), date(2026, 10, 31))
YEAR = Period(date(2026, 4, 1), date(2027, 3, 31))


def figure(code, period=OCTOBER):
    return {one.definition.code: one for one in figures_of(period, at=MADE_AT)}[code]


def told(code, period=OCTOBER):
    found = figure(code, period)
    return found.value, found.cases, [(part.label, part.value) for part in found.parts]


def test_proposals_and_outcomes_are_those_of_the_monthly_report():
    small_city()

    assert told("received") == (3, None, [("自由提案型", 2), ("課題提示型", 1)])
    outcomes = [("進める", 0), ("条件付きで進める", 1), ("見送り", 1), ("ほかの窓口のご案内", 0), ("取下げ", 0)]
    assert told("outcomes") == (2, None, outcomes)
    assert told("decline_reasons") == (1, None, [("まだ抽象的", 1), ("製品の紹介・営業が中心", 1)])
    assert told("kept") == (None, 3, [])


def test_the_share_of_kept_promises_needs_five():
    city = small_city()
    for proposal in (city["c"], city["f"]):  # 1 開庁日 each: kept
        promise(proposal, Stage.OUTCOME, date(2026, 10, 14), 3, date(2026, 10, 15))

    assert told("kept") == (80, 5, [])  # 4 of 5


def test_consultations_are_those_that_were_held():
    ConsultationFactory(held=True, held_on=date(2026, 10, 31))
    ConsultationFactory(held=True, held_on=date(2026, 11, 1))
    ConsultationFactory(cancelled=True)
    ConsultationFactory(booked=True)
    ConsultationFactory(state="HELD", held_on=date(2026, 10, 1), author=None)

    assert told("consultations") == (2, None, [("会って、またはオンラインで", 1), ("電話で", 1)])


def test_the_days_to_the_first_routing_are_counted_without_parked_time():
    close_days()
    # received on Thursday 1 October, sent after 1, 2, 3, 4 and 6 開庁日
    for days in (1, 2, 3, 4, 6):
        proposal = received(date(2026, 10, 1), status=Status.IN_REVIEW, moved=date(2026, 10, 9))
        sent = at(date(2026, 10, 1) + timedelta(days=days if days == 1 else days + 2))
        screening = ScreeningFactory(proposal=proposal)
        RoutingFactory(screening=screening, sent_at=sent)
    # sent to one more 課: the first one counts; and one that was sent before the period
    RoutingFactory(screening=screening, is_lead=False, sent_at=at(date(2026, 10, 30)))
    RoutingFactory(screening=ScreeningFactory(proposal=received(date(2026, 9, 1))), sent_at=at(date(2026, 9, 2)))

    assert told("days_to_route") == (3, 5, [])
    # the clock of the last one stood for most of it: 1, 2, 3, 4 and at most 2
    Pause.objects.create(proposal=proposal, starts_on=date(2026, 10, 1), ends_on=date(2026, 10, 8), reason="お返事待ち")
    assert told("days_to_route") == (2, 5, [])


def test_of_four_routings_there_is_no_median():
    for _ in range(4):
        RoutingFactory(screening__proposal=ProposalFactory(in_review=True, submitted_at=at(date(2026, 10, 1))))

    assert told("days_to_route") == (None, 4, [])


def test_meetings_are_those_that_took_place():
    proposal = ProposalFactory(in_dialogue=True)
    fixed = {"proposal": proposal, "fixed_at": at(date(2026, 10, 6)), "place": "市役所3階"}
    Meeting.objects.create(**fixed, held_on=date(2026, 10, 6))
    Meeting.objects.create(**fixed, cancelled_at=at(date(2026, 10, 5)), cancelled_reason="都合がつかないため。")

    assert told("meetings") == (1, None, [])


def test_the_usual_days_are_those_of_the_front_page():
    close_days()
    for days in (5, 6, 7, 8, 12):
        proposal = received(date(2026, 10, 1), status=Status.IN_REVIEW, moved=date(2026, 10, 9))
        promise(proposal, Stage.FIRST_ANSWER, date(2026, 10, 1), 10, date(2026, 10, 1) + timedelta(days=days))
        promise(proposal, Stage.OUTCOME, date(2026, 10, 1), 60, date(2026, 10, 29))

    assert told("first_answer_days") == (5, 5, [])  # the middle one, 8 October: 2, 5, 6, 7 and 8
    assert told("outcome_days") == (19, 5, [])  # 20 weekdays without スポーツの日


def test_a_division_takes_part_that_answers_asks_or_comes():
    answering, asking, coming, waiting = (DivisionFactory() for _ in range(4))
    DivisionFactory(valid_to=date(2026, 9, 30))  # not there any more
    routing = RoutingFactory(division=answering, screening__proposal__organization=OrganizationFactory())
    RoutingAnswerFactory(routing=routing, confirmed=True)
    RoutingFactory(division=waiting)
    ChallengeFactory(lead=asking, published_on=date(2026, 10, 31))
    event = EventFactory(ended=True, held_on=date(2026, 10, 5), closes_on=date(2026, 10, 1))
    RegistrationFactory(event=event, of_division=True, division=coming)
    RegistrationFactory(event=event, of_division=True, division=waiting, cancelled=True)

    assert told("taking_part") == (None, 4, [])
    DivisionFactory()
    assert told("taking_part") == (60, 5, [])


def test_agreements_and_cases_are_those_that_stand_on_the_last_day():
    AgreementFactory()
    AgreementFactory(starts_on=date(2026, 11, 1))
    CaseFactory(opened=True, opened_at=at(date(2026, 10, 31)))
    CaseFactory(opened=True, opened_at=at(date(2026, 11, 1)))
    CaseFactory(published=True, opened_at=at(date(2026, 10, 1)))
    CaseFactory(retired=True, opened_at=at(date(2026, 9, 1)), retired_at=at(date(2026, 10, 31)))
    CaseFactory(retired=True, opened_at=at(date(2026, 9, 1)), retired_at=at(date(2026, 11, 1)))

    assert told("agreements") == (1, None, [])
    assert told("cases") == (3, None, [("うち、公開", 1)])


def test_the_benefit_is_that_of_what_was_taken_up():
    city = small_city()
    for name, yen in (("f", 420_000), ("a", 90_000)):
        screening = Screening.objects.get(proposal=city[name])
        Undertaking.objects.create(
            screening=screening, benefit_yen=yen, benefit_how="見積りと比べた。", kept_by="担当", kept_at=MADE_AT
        )

    assert told("benefit") == (420_000, 1, [])


def test_training_counts_those_who_came_or_studied():
    course = CourseFactory()
    session = SessionFactory(course=course, ended=True, held_on=date(2026, 10, 6))
    for n in range(6):
        user = StaffFactory()
        PostFactory(user=user)
        trainee = TraineeFactory(course=course, session=session, user=user)
        if n < 3:
            AttendanceFactory(trainee=trainee, session=session)

    assert told("training") == (50, 6, [])
    assert told("training", Period(date(2026, 9, 1), date(2026, 9, 30))) == (None, 0, [])


def test_satisfaction_is_the_first_question_of_both_sides():
    event = EventFactory(ended=True, held_on=date(2026, 10, 5), closes_on=date(2026, 10, 1))
    EventFactory(ended=True, held_on=date(2026, 10, 5), closes_on=date(2026, 10, 1))  # without a survey
    survey, tickets = asked(company=5, division=5, survey=SurveyFactory(open=True, about=event.key))
    for number, token in enumerate(tickets.values()):
        answers(survey, token, score=5 if number < 9 else 3)
    close(survey=survey, by=THE_DESK, at=MADE_AT)

    assert told("satisfaction") == (90, 10, [])


def test_who_proposes_again_had_proposed_before_the_period():
    again = OrganizationFactory()
    received(date(2026, 9, 30), organization=again)
    received(date(2026, 10, 1), organization=again)
    received(date(2026, 10, 2), organization=again)
    for _ in range(4):
        received(date(2026, 10, 3))

    assert told("again") == (20, 5, [])


def test_every_figure_stands_there_once_also_in_an_empty_city():
    found = figures_of(OCTOBER, at=MADE_AT)

    assert [one.definition for one in found] == list(DEFINITIONS)
    assert {one.value for one in found} == {0, None}
    assert first_day_of_figures(date(2026, 11, 2)) == date(2026, 11, 2)


def test_the_figures_cost_the_same_for_five_and_eight_proposals():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            figures_of(OCTOBER, at=MADE_AT)
        return len(captured)

    def come(many):
        for _ in range(many):
            RoutingFactory(screening__proposal=received(date(2026, 10, 1)))

    come(5)
    five = queries()
    come(3)

    assert five == queries() == 22


# --- one figure, everywhere


@pytest.fixture
def city():
    return small_city()


def test_page_paper_table_and_open_data_say_the_same(city):
    for _ in range(3):  # so that the public may know the parts
        received(date(2026, 10, 30))
        received(date(2026, 9, 30))
    client = StrictClient.of(StaffFactory(director=True))
    with time_machine.travel(MADE_AT, tick=False):
        publish_statistics(by=THE_SYSTEM, at=MADE_AT)
        page = client.get(reverse("reports:figures")).content.decode()
        sheet = client.get(reverse("reports:figures_sheet"))
        paper = text_of(build(YEAR.key, at=MADE_AT))
        year = text_of(annual.build(YEAR.key, at=MADE_AT))
        public = client.get(reverse("reports:statistics")).content.decode()
        data = json.loads(client.get(reverse("reports:statistics_json")).content)
        table = list(DictReader(StringIO(client.get(reverse("reports:statistics_csv")).content.decode("utf-8-sig"))))

    received_cell = next(
        row[5].value for row in load_workbook(BytesIO(sheet.content)).active.iter_rows() if row[2].value == "received"
    )
    json_value = next(one["value"] for one in data["years"][0]["figures"] if one["code"] == "received")
    csv_value = next(row["値"] for row in table if row["コード"] == "received" and not row["内訳"])
    assert (received_cell, json_value, csv_value) == (13, 13, "13")
    assert "<b>13件</b>" in page
    assert "受け付けた提案13件" in paper
    assert "受け付けた提案――13件" in year
    assert "<td>13件</td>" in public


def test_the_reports_say_of_every_figure_what_page_table_and_open_data_say(city):
    """Nothing is counted twice: the year as the public reads it, and a quarter as the table of its period."""
    publish_statistics(by=THE_SYSTEM, at=MADE_AT)
    quarter = Period(date(2026, 10, 1), date(2026, 12, 31))
    public = {one["code"]: (one["value"], one["cases"]) for one in YearStatistics.objects.get().figures}
    table = {row[2]: (row[5], row[7]) for row in figures_table(quarter, figures_of(quarter, at=MADE_AT)) if not row[4]}

    year = annual.paper_of(FiscalYear(2026), at=MADE_AT).figures.figures
    quarterly_paper = quarterly.paper_of(quarter, None, at=MADE_AT)

    assert {code: (one.value, one.cases) for code, one in year.items()} == public
    shown = quarterly_paper.figures.figures
    assert {
        code: ("" if one.value is None else one.value, "" if one.cases is None else one.cases)
        for code, one in shown.items()
    } == table
    assert {row.definition.code: row.cells[0] for row in quarterly_paper.main} == {
        code: one.text for code, one in shown.items()
    }


def test_the_paper_explains_every_figure_and_knows_no_other_period():
    text = text_of(build(YEAR.key, at=MADE_AT))

    assert all(one.means in text for one in DEFINITIONS)
    assert "期間の途中" in text
    with pytest.raises(CannotRender, match=NO_PERIOD):
        build("2026", at=MADE_AT)


def test_a_period_that_is_none_is_answered_with_the_reason_and_what_was_typed():
    client = StrictClient.of(StaffFactory(manager=True))
    asked_for = {"hajime": "2999-04-01", "owari": "2999-05-01"}

    answers_got = [client.get(reverse(name), asked_for) for name in ("reports:figures", "reports:figures_sheet")]

    assert [one.status_code for one in answers_got] == [422, 422]
    assert all(TO_COME in one.content.decode() and "2999-04-01" in one.content.decode() for one in answers_got)
    assert client.get(reverse("reports:figures"), {"hajime": "来週"}).status_code == 422


def test_who_orders_gets_one_paper_of_the_period():
    client = StrictClient.of(StaffFactory(leader=True))
    period = {"hajime": "2026-04-01", "owari": "2026-06-30"}
    with time_machine.travel(MADE_AT, tick=False):
        first, second = (client.post(reverse("reports:order_figures"), period) for _ in range(2))
        refused = client.post(reverse("reports:order_figures"), {**period, "owari": "2026-03-31"})

    paper = PaperJob.objects.get()
    assert (paper.kind, paper.about, paper.title) == (
        "figures", "2026-04-01/2026-06-30", "令和8年度 第1四半期 数字の一覧",
    )  # fmt: skip
    assert first["Location"] == second["Location"] == reverse("reports:paper", args=[paper.uuid])
    assert refused.status_code == 422


# --- what the public reads


def test_the_public_reads_what_was_counted_at_night_and_small_parts_are_hidden(city, client):
    assert "数字は、まだありません" in client.get(reverse("reports:statistics")).content.decode()

    assert publish_statistics(by=THE_SYSTEM, at=MADE_AT) == 1
    assert publish_statistics(by=THE_SYSTEM, at=MADE_AT + timedelta(days=1)) == 0
    stored = {one["code"]: one for one in YearStatistics.objects.get().figures}
    page = client.get(reverse("reports:statistics")).content.decode()

    assert stored["received"]["value"] == 7
    assert [part["value"] for part in stored["received"]["parts"]] == [None, None]
    assert "5件未満など" in page
    assert "CC BY 4.0" in page


def test_what_happened_since_is_in_the_count_of_the_next_night(city):
    publish_statistics(by=THE_SYSTEM, at=MADE_AT)
    received(date(2026, 11, 2))

    assert publish_statistics(by=THE_SYSTEM, at=MADE_AT + timedelta(days=1)) == 1
    row = YearStatistics.objects.get()
    assert (row.figures[0]["value"], row.as_of, str(row)) == (8, date(2026, 11, 3), "2026年度")


def test_the_page_costs_one_query_however_many_years(city, client):
    received(date(2024, 5, 1))
    assert publish_statistics(by=THE_SYSTEM, at=MADE_AT) == 3

    with CaptureQueriesContext(connection) as captured:
        page = client.get(reverse("reports:statistics")).content.decode()

    assert sum("reports_yearstatistics" in query["sql"] for query in captured) == 1
    assert page.index("令和8年度") < page.index("令和7年度") < page.index("令和6年度")
