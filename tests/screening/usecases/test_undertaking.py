"""After 進める: the record, milestones, reports, the end of the 年度."""

from datetime import date, timedelta

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Proposal
from screening.enums import YearEndChoice
from screening.models import Milestone, Routing, Undertaking, YearEnd
from screening.usecases.decide_year_end import CannotDecideYearEnd, decide_year_end
from screening.usecases.keep_milestone import add_milestone, finish_milestone
from screening.usecases.keep_undertaking import CannotKeep, keep_undertaking
from screening.usecases.remind_of_reports import remind_of_reports
from tests.factories.directory import AgreementFactory
from tests.harness import NOON, THE_DESK, TODAY, at, mail_text
from tests.screening.city import accepted, fresh
from tests.screening.outcomes import going_on

pytestmark = pytest.mark.django_db

TOMORROW = TODAY + timedelta(days=1)


def keep(screening, when=NOON, **fields):
    values = {
        "agreement": None,
        "reference": "奈総政第12号",
        "benefit_yen": None,
        "benefit_how": "",
        "next_report_on": TOMORROW,
        **fields,
    }
    return keep_undertaking(screening=screening, **values, by=THE_DESK, at=when)


def test_the_record_is_kept_and_replaced():
    screening, _ = going_on("ADOPTED")
    agreement = AgreementFactory(organization=screening.proposal.organization)
    keep(screening)

    keep(screening, agreement=agreement, benefit_yen=1_200_000, benefit_how="委託の見積りとの差。")

    kept = Undertaking.objects.get()
    assert (kept.agreement, kept.benefit_yen, kept.kept_by) == (agreement, 1_200_000, THE_DESK.label)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"benefit_yen": 1}, "効果額と、その出し方は、そろえて書いてください。"),
        ({"benefit_how": "見積り。"}, "効果額と、その出し方は、そろえて書いてください。"),
        ({"next_report_on": TODAY - timedelta(days=1)}, "次に報告する日は、今日以降の日にしてください。"),
    ],
)
def test_what_does_not_fit_is_refused(fields, sentence):
    screening, _ = going_on()

    with pytest.raises(CannotKeep) as caught:
        keep(screening, **fields)

    assert str(caught.value) == sentence


def test_an_agreement_of_another_body_is_refused():
    screening, _ = going_on()

    with pytest.raises(CannotKeep, match="この団体の協定を選んでください。"):
        keep(screening, agreement=AgreementFactory())


def test_a_past_report_day_that_nobody_moved_stays():
    screening, _ = going_on()
    keep(screening)

    kept = keep(screening, when=at(TODAY + timedelta(days=30)), reference="別の番号")

    assert (kept.reference, kept.next_report_on) == ("別の番号", TOMORROW)


def test_there_is_nothing_to_keep_before_the_outcome():
    screening, *_ = accepted()

    with pytest.raises(CannotKeep, match="「進める」とお知らせした提案だけ"):
        keep(screening)
    with pytest.raises(CannotKeep, match="「進める」とお知らせした提案だけ"):
        add_milestone(screening=screening, what="試す", due_on=TODAY, by=THE_DESK, at=NOON)


def test_a_milestone_is_set_and_done_once():
    screening, _ = going_on()
    milestone = add_milestone(screening=screening, what="3か所で試す", due_on=TOMORROW, by=THE_DESK, at=NOON)

    finish_milestone(milestone=milestone, done_on=TODAY, by=THE_DESK, at=NOON)

    assert [(one.done_on, one.done_by) for one in Milestone.objects.in_order()] == [(TODAY, THE_DESK.label)]
    with pytest.raises(CannotKeep, match="もう済んだことになっています。"):
        finish_milestone(milestone=milestone, done_on=TODAY, by=THE_DESK, at=NOON)


def test_a_milestone_is_not_done_tomorrow():
    screening, _ = going_on()
    milestone = add_milestone(screening=screening, what="3か所で試す", due_on=TODAY, by=THE_DESK, at=NOON)

    with pytest.raises(CannotKeep, match="済んだ日は、今日までの日にしてください。"):
        finish_milestone(milestone=milestone, done_on=TOMORROW, by=THE_DESK, at=NOON)


def test_the_lead_is_reminded_on_the_day_and_once():
    screening, lead = going_on()
    keep(screening)

    assert remind_of_reports(at=NOON) == 0
    assert remind_of_reports(at=at(TOMORROW)) == 1
    assert remind_of_reports(at=at(TOMORROW + timedelta(days=1))) == 0
    assert f"/ka/{screening.proposal.number}/jisshi/\n" in mail_text(template="screening/report_due")

    keep(screening, when=at(TOMORROW), next_report_on=TOMORROW + timedelta(days=1))
    assert remind_of_reports(at=at(TOMORROW + timedelta(days=1))) == 1
    assert OutgoingMail.objects.filter(template="screening/report_due", to=lead.division.email).count() == 2


def test_no_report_is_asked_for_on_a_holiday_or_of_what_is_over():
    screening, _ = going_on()
    keep(screening, next_report_on=date(2026, 10, 10))

    assert remind_of_reports(at=at(date(2026, 10, 10))) == 0  # a Saturday
    Proposal.objects.filter(pk=screening.proposal_id).update(status="COMPLETED")
    assert remind_of_reports(at=at(date(2026, 10, 13))) == 0


def test_without_a_lead_nobody_is_reminded():
    screening, _ = going_on()
    keep(screening)
    Routing.objects.filter(screening=screening).update(state="ENDED")

    assert remind_of_reports(at=at(TOMORROW)) == 0


MARCH = at(date(2027, 3, 15))


def decide(screening, choice, when=MARCH):
    return decide_year_end(screening=screening, choice=choice, by=THE_DESK, at=when)


def test_work_is_carried_over_and_goes_on():
    screening, _ = going_on()

    decided = decide(screening, YearEndChoice.CONTINUE)

    assert (decided.year, fresh(screening.proposal).status) == (2026, "UNDERWAY")
    assert str(decided) == "2026年度 継続する"


def test_work_that_ends_is_complete():
    screening, _ = going_on()

    decide(screening, YearEndChoice.END)

    assert fresh(screening.proposal).status == "COMPLETED"
    assert YearEnd.objects.get().choice == "END"


def test_it_is_decided_once_in_a_year_and_again_in_the_next():
    screening, _ = going_on()
    decide(screening, YearEndChoice.CONTINUE)

    with pytest.raises(CannotDecideYearEnd, match="もう済んでいます。"):
        decide(screening, YearEndChoice.END)

    assert decide(screening, YearEndChoice.CONTINUE, at(date(2028, 3, 15))).year == 2027


def test_only_what_is_under_way_is_asked_about():
    screening, _ = going_on("ADOPTED")

    with pytest.raises(CannotDecideYearEnd, match="いま実施中の取組だけ"):
        decide(screening, YearEndChoice.END)
