from datetime import date, timedelta

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import Stage
from proposals.models import Letter, Promise, Proposal, ProposalAccess
from proposals.rules.lifecycle import MoveRefused
from proposals.usecases.keep_promises import open_promise
from screening.enums import CheckResult
from screening.models import CheckItem, Routing
from screening.usecases.open_screening import open_screening
from screening.usecases.record_soundness_check import CheckFinding, record_soundness_check
from screening.usecases.route_proposal import CannotRoute, route_proposal
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TODAY, at
from tests.screening.city import checked, fresh, letter, office, opened, routed

pytestmark = pytest.mark.django_db


def route(screening, lead, *others, day=NOON, text=None):
    return route_proposal(screening=screening, lead=lead, others=others, note="", letter=text, by=THE_DESK, at=day)


def test_each_division_is_sent_it_and_put_on_the_guest_list():
    helper = office()
    screening, lead, _ = routed(helper)

    assert [(one.division, one.is_lead) for one in Routing.objects.order_by("-is_lead")] == [
        (lead.division, True),
        (helper.division, False),
    ]
    assert list(ProposalAccess.objects.order_by("pk").values_list("division", "scope", "why")) == [
        (lead.division.pk, "FULL", "主担当"),
        (helper.division.pk, "FULL", "協力"),
    ]
    assert fresh(screening.proposal).status == "IN_REVIEW"


def test_sent_on_25_december_it_is_due_on_15_january():
    _, _, routing = routed(at=at(date(2026, 12, 25)))

    assert (routing.starts_on, routing.within_days, routing.due_on) == (date(2026, 12, 25), 10, date(2027, 1, 15))


def test_in_the_season_of_transfers_the_division_has_five_days_more():
    _, _, routing = routed(at=at(date(2027, 3, 23)))

    assert (routing.within_days, routing.due_on) == (15, date(2027, 4, 13))


def test_the_formal_check_is_kept_and_two_promises_begin():
    screening = opened()
    open_promise(proposal=screening.proposal, stage=Stage.FORMAL_CHECK, at=NOON)

    route(screening, office().division)

    promises = Promise.objects.filter(proposal=screening.proposal).order_by("pk")
    assert [(one.stage, one.met_on, one.told_on) for one in promises] == [
        ("FORMAL_CHECK", TODAY, date(2026, 10, 8)),
        ("FIRST_ANSWER", None, None),
        ("OUTCOME", None, None),
    ]


def test_without_the_tick_only_the_division_is_written_to():
    screening, lead, _ = routed()

    assert list(OutgoingMail.objects.values_list("to", flat=True)) == [lead.division.email]
    assert not Letter.objects.exists()
    assert fresh(screening.proposal).lead_division is None


def test_with_the_tick_the_company_has_a_letter_and_the_date_is_a_fact():
    screening, _, _ = routed(letter=letter())

    assert Letter.objects.get().proposal == screening.proposal
    assert Promise.objects.get(stage="FIRST_ANSWER").told_on == date(2026, 10, 20)


def test_the_mail_to_the_division_ends_with_the_address_alone_on_a_line():
    screening, lead, _ = routed()

    mail = OutgoingMail.objects.get(to=lead.division.email)
    assert mail.subject.startswith("【奈良市公民連携デスク】【要対応】")
    assert mail.body.rstrip().splitlines()[-1].endswith(f"/ka/{screening.proposal.number}/")


def refused(screening, lead, *others, day=NOON):
    with pytest.raises(CannotRoute) as caught:
        route(screening, lead, *others, day=day)
    assert fresh(screening.proposal).status == "SUBMITTED"
    return str(caught.value)


def test_a_division_abolished_yesterday_is_refused_with_its_successor():
    gone = office(name="旧課", valid_to=TODAY - timedelta(days=1)).division
    gone.successors.add(DivisionFactory(name="新課"))

    assert refused(opened(), gone) == "旧課は令和8年10月4日までで廃止されました。後の課は新課です。"


def test_a_division_that_is_not_yet_there_is_refused():
    soon = office(name="来月課", valid_from=TODAY + timedelta(days=1)).division

    assert refused(opened(), soon) == "来月課は令和8年10月6日からの課です。いまある課を選んでください。"


def test_a_division_that_does_not_accept_is_refused():
    closed = office(name="閉課", accepts_routing=False).division

    assert refused(opened(), closed).startswith("閉課は、まだ送付を受けられません。")


def test_a_division_without_mail_is_refused():
    mute = office(name="無課", accepts_routing=False, email="").division

    assert refused(opened(), mute).startswith("無課には課のメールがありません。")


def test_a_division_in_which_nobody_can_answer_is_refused():
    empty = DivisionFactory(name="空課")

    assert refused(opened(), empty).startswith("空課には、答えを確かめる課長も代決者も登録されていません。")


def test_one_division_cannot_be_lead_and_support():
    lead = office(name="一課").division

    assert refused(opened(), lead, lead) == "一課を主担当と協力の両方にはできません。どちらか一つにしてください。"


def test_a_blocked_check_stops_the_routing():
    screening = opened()
    item = CheckItem.objects.get(code="declarations")
    record_soundness_check(
        screening=screening, findings=[CheckFinding(item, CheckResult.BLOCKED, "更生手続中")], by=THE_DESK, at=NOON
    )

    assert refused(screening, office().division) == (
        "送付前の確認が「進められない」です：「申告」（更生手続中）。確認を改めるか、見送りの案を作ってください。"
    )


def test_an_open_check_of_this_stage_stops_the_routing():
    proposal = ProposalFactory(submitted=True)
    screening = checked(open_screening(proposal=proposal, by=THE_DESK, at=NOON), code__in=["scope", "declarations"])

    assert refused(screening, office().division) == (
        "送付前の確認で、「法人番号」がまだです。デスクが「送付前の確認を残す」で結果を書くか、"
        "理由を書いて「確認を省く」にしてから、課へ送付してください。"
    )


def test_open_checks_of_later_stages_do_not_stop_the_routing():
    proposal = ProposalFactory(submitted=True)
    screening = checked(open_screening(proposal=proposal, by=THE_DESK, at=NOON), stage="BEFORE_ROUTING")

    assert len(route(screening, office().division)) == 1


def test_it_is_not_sent_twice():
    screening, _, _ = routed()

    with pytest.raises(CannotRoute, match="主担当課には、もう送付しています。"):
        route(screening, office().division)


def test_a_declined_proposal_is_not_sent():
    screening = opened(declined=True)

    with pytest.raises(MoveRefused, match="「送付」はできません。"):
        route(screening, office().division)
    assert not Proposal.objects.filter(pk=screening.proposal_id, status="IN_REVIEW").exists()
