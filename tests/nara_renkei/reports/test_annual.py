"""The 年度 of the small city, counted by hand, with what stands in its lists."""

from datetime import date

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.reports.papers.annual import CHARTS, paper_of
from nara_renkei.reports.queries import annual
from nara_renkei.reports.queries.annual import Benefit, YearProposal, annual_figures
from nara_renkei.reports.rules.figures import CASES, DEFINITIONS, RECEIVED
from proposals.enums import Publicity, Stage, Status
from screening.models import Screening, Undertaking
from tests.factories.dialogue import EventFactory
from tests.factories.directory import AgreementFactory
from tests.factories.knowledge import CaseFactory
from tests.factories.screening import RoutingFactory
from tests.factories.training import SessionFactory
from tests.harness import at

from .cities import MADE_AT, promise, received, small_city

pytestmark = pytest.mark.django_db
YEAR = FiscalYear(2026)


def figures(made_at=MADE_AT):
    return annual_figures(YEAR, at=made_at)


def test_three_years_stand_beside_one_another_and_years_before_the_first_proposal_are_empty():
    small_city()
    received(date(2025, 4, 1))

    found = figures()

    assert [str(one) for one in found.years] == ["令和6年度", "令和7年度", "令和8年度"]
    cells = {row.definition: row.cells for row in found.rows if not row.part}
    assert cells[RECEIVED] == ["―", "1件", "7件"]
    assert cells[CASES] == ["―", "0件", "0件"]
    assert {cells[one][0] for one in DEFINITIONS} == {"―"}
    assert (found.as_of, found.is_running) == (date(2026, 11, 2), True)


def test_lines_have_a_gap_where_nothing_was_counted():
    small_city()

    paper = paper_of(YEAR, at=MADE_AT)

    assert paper.charts[0].series[0] == ("受け付けた提案", [None, None, 7])
    assert (paper.charts[-1].unit, paper.charts[-1].series) == ("万円", [("効果額", [None, None, 0])])
    assert {one for _, _, group in CHARTS for one in group} == set(DEFINITIONS) - {
        one for one in DEFINITIONS if one.code in {"decline_reasons", "benefit"}
    }
    assert [label for label, _ in paper.outcome_bars] == ["令和8年度"]


def test_the_list_says_how_each_proposal_ended_and_names_whom_it_may():
    city = small_city()
    for key, publicity in (("a", Publicity.TITLE_ONLY), ("c", Publicity.OPEN)):
        city[key].publicity = publicity
        city[key].save()
    # 10 開庁日 from 1 to 15 September
    promise(city["c"], Stage.OUTCOME, date(2026, 9, 1), 60, date(2026, 9, 15))
    wiped = received(date(2026, 11, 2), title="", status=Status.WITHDRAWN)

    found = {one.number: one for one in figures().proposals}

    assert found["R8-J-9001"] == YearProposal("R8-J-9001", "集会所の移動販売", "", "観光経済部", "担当課で検討中", None)
    told = found[city["c"].number]
    assert (told.organization, told.department, told.outcome, told.days) == (
        city["c"].organization.name, "送付前（デスク）", "見送り", 10,
    )  # fmt: skip
    assert found[wiped.number].title == "（保存年限により削除）"
    assert len(found) == 8


def test_what_each_department_received_stands_year_by_year():
    small_city()
    received(date(2025, 4, 1))
    received(date(2024, 3, 31))  # the year before the three

    assert figures().came_to == [("送付前（デスク）", [0, 1, 6]), ("観光経済部", [0, 0, 1])]


def test_a_list_is_bounded_and_says_what_it_leaves_out(monkeypatch):
    monkeypatch.setattr(annual, "LONGEST_LIST", 2)
    monkeypatch.setattr(annual, "MOST_CASES", 1)
    small_city()
    CaseFactory(opened=True)
    CaseFactory(opened=True)

    found = figures()

    assert (len(found.proposals), found.left_out, len(found.cases), found.cases_left_out) == (2, 5, 1, 1)


def test_cases_are_those_opened_in_the_year_and_name_a_partner_whom_everybody_may_know():
    CaseFactory(opened=True, opened_at=at(date(2026, 3, 31)))
    internal = CaseFactory(opened=True, words={"benefit_yen": 480_000, "benefit_how": "見積りと比べた。"})
    public = CaseFactory(published=True)
    CaseFactory()

    found = {one.case.pk: one for one in figures().cases}

    assert found.keys() == {internal.pk, public.pk}
    assert (found[internal.pk].partner, found[internal.pk].benefit) == ("", "480,000円")
    assert found[public.pk].partner == public.organization.name


def test_what_was_taken_up_in_the_year_shows_its_benefit():
    city = small_city()
    for name, yen in (("f", 420_000), ("a", 90_000)):  # f was taken up, a was not
        Undertaking.objects.create(
            screening=Screening.objects.get(proposal=city[name]), benefit_yen=yen, benefit_how="見積り。",
            kept_by="担当", kept_at=MADE_AT,
        )  # fmt: skip

    found = figures()

    assert found.benefits == [Benefit(city["f"].number, city["f"].title, 420_000, "見積り。")]
    assert found.benefits[0].words == "420,000円"
    assert found.figures["benefit"].value == 420_000


def test_agreements_events_and_trainings_are_those_of_the_year():
    AgreementFactory(starts_on=date(2025, 6, 1))
    newest = AgreementFactory(starts_on=date(2026, 6, 1))
    AgreementFactory(starts_on=date(2026, 12, 1))
    held = EventFactory(ended=True, held_on=date(2026, 10, 5), closes_on=date(2026, 10, 1))
    EventFactory(ended=True, held_on=date(2026, 3, 5), closes_on=date(2026, 3, 1))
    session = SessionFactory(ended=True, held_on=date(2026, 10, 6))
    SessionFactory(ended=True, held_on=date(2026, 3, 6))

    found = figures()

    assert (found.agreements[0], len(found.agreements)) == (newest, 2)
    assert [one.event for one in found.events] == [held]
    assert [one.course for one in found.trainings] == [session.course]


def test_the_year_is_said_in_sentences():
    small_city()

    assert list(paper_of(YEAR, at=MADE_AT).points) == [
        "令和8年度に受け付けた提案は7件、相談は0件です。提案は、自由提案型が6件、課題提示型が1件でした。",
        "結果をお知らせした提案は3件です。内訳は、条件付きで進める1件、見送り2件です。",
        "日数の中央値と期限内率は、もとが5件未満のものがあるため、要点には書きません。",
        "提案についての対話を0回、公民連携ダイアログを0回ひらきました。効力のある包括連携協定は0件、職員が読める事例は0件です。",
        "進めるとお知らせした提案に、効果額の記録はありません。",
    ]


def test_a_year_is_compared_with_the_one_before():
    city = small_city()
    received(date(2025, 4, 1))
    Undertaking.objects.create(
        screening=Screening.objects.get(proposal=city["f"]), benefit_yen=420_000, benefit_how="見積り。",
        kept_by="担当", kept_at=MADE_AT,
    )  # fmt: skip
    for day in range(5, 10):
        proposal = received(date(2026, 10, 1), status=Status.IN_REVIEW)
        promise(proposal, Stage.OUTCOME, date(2026, 10, 1), 60, date(2026, 10, day))

    points = paper_of(YEAR, at=MADE_AT).points

    assert points[0].startswith("令和8年度に受け付けた提案は12件（前の年度は1件）")
    assert points[1].startswith("結果をお知らせした提案は3件です（前の年度は0件）")
    assert points[2] == "受付から結果までの中央値は4開庁日、お約束の期限内率は88％でした。"
    assert points[4] == "進めるとお知らせした提案1件の効果額は、合わせて420,000円です。"


def test_a_year_without_outcomes_says_so():
    received(date(2026, 10, 1))

    assert paper_of(YEAR, at=MADE_AT).points[1] == "結果をお知らせした提案はありません。"


def test_the_year_costs_the_same_for_one_and_four_proposals():
    def queries():
        with CaptureQueriesContext(connection) as captured:
            figures()
        return len(captured)

    def come(many):
        for _ in range(many):
            proposal = received(date(2026, 10, 1), status=Status.IN_REVIEW)
            RoutingFactory(screening__proposal=proposal)
            promise(proposal, Stage.OUTCOME, date(2026, 10, 1), 10, date(2026, 10, 5))
            CaseFactory(opened=True)

    come(5)
    five = queries()
    come(3)

    assert five == queries()
