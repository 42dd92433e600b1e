"""事例 from a finished proposal: facts of the record, answers of the 課, and nothing that the company marked."""

from datetime import date

import pytest

from knowledge.models import CaseStudy
from knowledge.rules.cases import QUESTIONS, TO_WRITE, ClosingAnswers
from nara_renkei.core.models import CitySettings
from proposals.models import DisclosureMark, Pause, Proposal
from proposals.usecases.move_proposal import move_proposal
from screening.models import Routing, Undertaking
from screening.queries.precedents import precedents_of
from screening.usecases.carry_out import complete_work, start_work
from screening.usecases.draft_case import CannotDraft, draft_case
from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import MethodFactory
from tests.factories.proposals import ChallengeFactory, ProposalFactory
from tests.factories.screening import DecisionFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, at
from tests.screening.city import accepted, opened

pytestmark = pytest.mark.django_db
ANSWERS = ClosingAnswers(
    work="講座をひらいた。",
    decided_how="課長が決めた。",
    stumble="日程が合わなかった。",
    reuse="文書の形。",
    handover="四月に見直す。",
)
MARKED = "取引先の名"


def underway(**fields):
    screening, lead, _ = accepted(**fields)
    DecisionFactory(screening=screening, state="TOLD", disposition="ADOPT", told_at=at(date(2026, 10, 19)))
    Pause.objects.create(
        proposal=screening.proposal, starts_on=date(2026, 10, 7), ends_on=date(2026, 10, 9), reason="修正のため"
    )
    for move, day in (("adopt", date(2026, 10, 19)), ("start_work", date(2026, 11, 2))):
        move_proposal(proposal=Proposal.objects.get(pk=screening.proposal_id), move=move, by=THE_DESK, at=at(day))
    return screening, lead


def done(screening, answers=ANSWERS, when=None):
    complete_work(screening=screening, answers=answers, by=THE_DIVISION, at=when or at(date(2027, 3, 1)))
    return CaseStudy.objects.get()


def test_the_record_fills_the_case_and_the_answers_reach_it():
    method = MethodFactory(name="見本の連携協定")
    screening, lead = underway(method="見本の連携協定でお願いします", title="朝の講座")
    Undertaking.objects.create(
        screening=screening, benefit_yen=480000, benefit_how="見積りとの差。", kept_by="担当", kept_at=NOON
    )

    case = done(screening)

    version, proposal = case.current(), screening.proposal
    assert {field: getattr(version, field) for field in QUESTIONS} == ANSWERS.answers()
    assert (version.title, version.summary, version.background) == ("朝の講座", proposal.summary, proposal.beneficiary)
    assert (version.benefit_yen, version.benefit_how) == (480000, "見積りとの差。")
    assert (case.origin, case.proposal, case.owner, case.state) == ("PROPOSAL", proposal, lead.division, "DRAFT")
    assert (case.organization, case.partner_name) == (proposal.organization, proposal.organization.name)
    assert (case.started_on, case.ended_on, case.year) == (date(2026, 11, 2), date(2027, 3, 1), 2026)
    assert (case.method, case.implementer) == (method, CitySettings.load().city_name)
    assert Proposal.objects.get(pk=proposal.pk).status == "COMPLETED"


# 受付 5 October; 12 October is a holiday; the clock stood on 8 and 9 October; told on 19 October
def test_the_days_are_those_of_the_precedents():
    screening, _ = underway(title="移動販売の回る順番の見直し")
    case = done(screening)
    near = ProposalFactory(submitted=True, title="移動販売の回る順番の見直し案")

    assert case.days == 7
    (precedent,) = precedents_of(near, StaffFactory(desk=True), date(2027, 3, 2))
    assert precedent.days == case.days


@pytest.mark.parametrize(
    ("field", "reached"), [("title", "title"), ("summary", "summary"), ("beneficiary", "background"), ("method", "")]
)
def test_what_the_company_marked_reaches_no_field_of_the_case(field, reached):
    MethodFactory(name=MARKED)
    screening, _ = underway(**{field: f"{MARKED}のこと"})
    DisclosureMark.objects.create(proposal=screening.proposal, field=field, part="名", reason="営業の秘密のため。")

    case = done(screening)

    said = [str(value) for row in (case, case.current()) for value in vars(row).values()]
    assert not any(MARKED in one for one in said)
    assert case.method is None
    if reached in {"title", "summary"}:
        assert getattr(case.current(), reached) == TO_WRITE


def test_an_unmarked_field_does_reach_it():
    screening, _ = underway(beneficiary=f"{MARKED}のこと")

    assert MARKED in done(screening).current().background


def test_a_challenge_gives_its_background_and_its_field():
    challenge = ChallengeFactory(field="防災", background="人手が足りません。")
    screening, _ = underway(for_challenge=True, challenge=challenge)

    case = done(screening)

    assert case.field == "防災"
    assert case.current().background.startswith("人手が足りません。\n")


def test_the_field_that_the_division_chose_goes_before():
    screening, _ = underway(for_challenge=True)

    assert done(screening, ClosingAnswers(field="健康・福祉")).field == "健康・福祉"


def test_without_answers_the_case_begins_empty():
    screening, _ = underway()

    case = done(screening, ClosingAnswers())

    assert {getattr(case.current(), field) for field in QUESTIONS} == {""}
    assert case.field == ""
    assert (case.current().benefit_yen, case.current().benefit_how) == (None, "")


def test_a_proposal_has_one_case_however_often_it_is_asked_for():
    screening, _ = underway()
    case = done(screening)

    assert draft_case(screening=screening, answers=ANSWERS, by=THE_DESK, at=NOON) == case
    assert CaseStudy.objects.count() == 1


def test_work_that_goes_on_has_no_case():
    screening, _ = underway()

    with pytest.raises(CannotDraft, match="事例を書き始めるのは、実施が終わってからです。"):
        draft_case(screening=screening, answers=ANSWERS, by=THE_DESK, at=NOON)


def test_what_was_never_led_is_done_without_a_case():
    screening = opened(status="UNDERWAY")

    complete_work(screening=screening, by=THE_DESK, at=NOON)

    assert not CaseStudy.objects.exists()
    with pytest.raises(CannotDraft, match="担当課が決まっていない提案です。"):
        draft_case(screening=screening, answers=ANSWERS, by=THE_DESK, at=NOON)


def test_what_came_without_its_history_has_no_days_and_the_division_that_led():
    screening, lead, _ = accepted()
    Proposal.objects.update(status="COMPLETED", lead_division=None)

    case = draft_case(screening=screening, answers=ANSWERS, by=THE_DESK, at=NOON)

    assert (case.owner, case.days, case.year, case.started_on, case.ended_on) == (lead.division, None, None, None, None)
    assert Routing.objects.get(is_lead=True).division == lead.division


def test_work_that_only_ended_is_of_the_year_of_its_end():
    screening, _, _ = accepted()
    Proposal.objects.update(status="UNDERWAY")

    assert done(screening, when=at(date(2027, 3, 31))).year == 2026


def test_it_begins_with_the_work_itself():
    screening, _, _ = accepted()
    move_proposal(proposal=Proposal.objects.get(pk=screening.proposal_id), move="adopt", by=THE_DESK, at=NOON)
    start_work(screening=screening, by=THE_DESK, at=NOON)

    assert done(screening).started_on == NOON.date()
