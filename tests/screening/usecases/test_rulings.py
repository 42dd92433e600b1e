"""裁定: asked by the desk, given by the leader, or 預かり."""

from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.open_link import LinkGone
from nara_renkei.core.actors import DIVISION, Actor
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Proposal
from screening.models import Routing, Ruling
from screening.queries.rulings import ruling_sheet, rulings_waiting
from screening.usecases.ask_for_ruling import CannotAskForRuling
from screening.usecases.consult_before_ruling import CannotConsult, ask_manager, talk_to_desk
from screening.usecases.draft_answer import CannotAnswer
from screening.usecases.give_ruling import CannotRule, give_ruling, take_custody
from screening.usecases.reroute_proposal import reroute_proposal
from tests.factories.accounts import StaffFactory
from tests.factories.directory import DepartmentFactory, DivisionFactory
from tests.harness import NOON, THE_DESK, TODAY, mail_text
from tests.screening.city import MARKER, accepted, fresh, office, opened
from tests.screening.rulings import ask, asked, refused_once, refused_twice, say_not_ours, the_desk_division

pytestmark = pytest.mark.django_db

THE_LEADER = Actor(DIVISION, "次長三郎（都市部 次長）", "user:0", "127.0.0.1")


def rule(ruling, division, **fields):
    values = {"reason": "事務分掌に近い。", **fields}
    return give_ruling(ruling=ruling, division=division, **values, by=THE_LEADER, at=NOON)


# --- asking


def test_the_leader_of_the_department_is_mailed_a_link_and_the_company_nothing():
    ruling, _, _, leader = asked()

    mail = OutgoingMail.objects.get(template="screening/ruling_asked")
    assert (mail.to, "【要対応】" in mail.subject) == (leader.email, True)
    assert CapabilityLink.objects.get(purpose=LinkPurpose.RULING).about == ruling.screening.proposal.key
    assert not ruling.screening.proposal.letters.exists()


def test_one_refusal_is_enough_to_ask():
    screening, first, _ = refused_once()
    StaffFactory(leader=True, department=first.division.department)

    assert ask(screening, first.division.department).ruled_at is None


def test_asking_another_department_takes_the_link_from_the_first():
    ruling, _, _, _ = asked()
    other = StaffFactory(leader=True, department=DepartmentFactory())
    department = other.posts.get().department

    again = ask(ruling.screening, department)

    assert Ruling.objects.get() == again
    assert CapabilityLink.objects.get(purpose=LinkPurpose.RULING, revoked_at=None).email == other.email


def test_a_department_without_a_leader_is_not_asked():
    screening, _, _, _ = refused_twice()

    with pytest.raises(CannotAskForRuling, match="には共創推進リーダーがいません。"):
        ask(screening, DepartmentFactory())


def test_a_date_gone_by_is_refused():
    screening, first, _, _ = refused_twice()

    with pytest.raises(CannotAskForRuling, match="今日以降の日にしてください。"):
        ask(screening, first.division.department, due_on=TODAY - timedelta(days=1))


def test_nothing_is_asked_while_somebody_leads():
    screening, lead, _ = accepted()

    with pytest.raises(CannotAskForRuling, match="主担当課がいます。"):
        ask(screening, lead.division.department)


def test_nothing_is_asked_before_somebody_has_refused():
    screening = opened()
    Proposal.objects.filter(pk=screening.proposal_id).update(status="IN_REVIEW")

    with pytest.raises(CannotAskForRuling, match="「担当ではない」と答えた課がありません。"):
        ask(screening, DepartmentFactory())


def test_nothing_is_asked_about_what_is_over():
    screening, first, _, _ = refused_twice()
    Proposal.objects.filter(pk=screening.proposal_id).update(status="DECLINED")

    with pytest.raises(CannotAskForRuling, match="検討中の提案だけ"):
        ask(screening, first.division.department)


# --- ruling


def test_a_ruling_sends_the_proposal_at_once_and_tells_the_desk():
    ruling, first, _, _ = asked()

    routing = rule(ruling, first.division)

    assert (routing.division, routing.is_lead, routing.ruling, routing.state) == (first.division, True, ruling, "OPEN")
    assert Proposal.objects.visible_to(first.officer, TODAY).get() == ruling.screening.proposal
    assert OutgoingMail.objects.filter(template="screening/routed", to=first.division.email).count() == 2
    assert OutgoingMail.objects.filter(template="screening/ruled").count() == 0  # nobody sits at the desk


def test_the_desk_hears_of_the_ruling():
    desk = StaffFactory(desk=True)
    ruling, first, _, _ = asked()

    rule(ruling, first.division)

    assert OutgoingMail.objects.get(template="screening/ruled").to == desk.email


def test_the_company_never_hears_of_a_ruling():
    ruling, first, _, _ = asked()

    rule(ruling, first.division, reason=MARKER)

    assert MARKER not in mail_text()
    assert not ruling.screening.proposal.letters.exists()
    assert fresh(ruling.screening.proposal).lead_division is None


def test_custody_makes_the_division_of_the_desk_lead():
    ruling, _, _, _ = asked()
    custody = the_desk_division()

    routing = rule(ruling, None)

    assert (routing.division, routing.ruling.is_custody) == (custody.division, True)


def test_custody_without_its_division_is_refused():
    ruling, _, _, _ = asked()

    with pytest.raises(CannotRule, match="預かる課「総合政策課」が部課の一覧にありません。"):
        rule(ruling, None)


def test_a_leader_rules_over_the_own_department_only():
    ruling, _, _, _ = asked()

    with pytest.raises(CannotRule, match="の課ではありません。"):
        rule(ruling, office().division)


def test_a_ruling_has_a_reason():
    ruling, first, _, _ = asked()

    with pytest.raises(CannotRule, match="裁定の理由を書いてください。"):
        rule(ruling, first.division, reason=" ")


def test_a_ruling_is_given_once():
    ruling, first, second, _ = asked()
    rule(ruling, first.division)

    with pytest.raises(CannotRule, match="もう済んでいます。"):
        rule(ruling, second.division)


def test_a_division_that_cannot_be_sent_to_is_refused_and_nothing_is_kept():
    ruling, first, _, _ = asked()
    mute = DivisionFactory(department=first.division.department)

    with pytest.raises(CannotRule, match="課長も代決者も登録されていません。"):
        rule(ruling, mute)
    assert Ruling.objects.get().ruled_at is None


def test_the_link_is_used_up_by_the_ruling():
    ruling, first, _, _ = asked()
    link = CapabilityLink.objects.get(purpose=LinkPurpose.RULING)

    rule(ruling, first.division, link=link)

    assert CapabilityLink.objects.get(pk=link.pk).used_at == NOON


def test_a_link_that_was_revoked_rules_nothing():
    ruling, first, _, _ = asked()
    link = CapabilityLink.objects.get(purpose=LinkPurpose.RULING)
    ask(ruling.screening, ruling.department)

    with pytest.raises(LinkGone):
        rule(Ruling.objects.get(), first.division, link=link)
    assert Ruling.objects.get().ruled_at is None


def test_a_division_named_by_a_ruling_cannot_refuse_again():
    ruling, first, second, _ = asked()
    routing = rule(ruling, first.division)

    with pytest.raises(CannotAnswer, match="裁定で、担当に決まった課です。"):
        say_not_ours(routing, first, second)


def test_after_custody_the_desk_may_send_it_on():
    ruling, first, _, _ = asked()
    the_desk_division()
    rule(ruling, None)

    reroute_proposal(screening=ruling.screening, lead=first.division, note="", by=THE_DESK, at=NOON)

    live = Routing.objects.exclude(state="ENDED")
    assert [one.division for one in live] == [first.division]


# --- 預かり by the desk


def test_the_desk_takes_custody_when_no_division_takes_it():
    screening, _, _, _ = refused_twice()
    custody = the_desk_division()

    routing = take_custody(screening=screening, reason="受ける課がないため。", by=THE_DESK, at=NOON)

    assert (routing.division, routing.ruling.is_custody, routing.ruling.asked_by) == (
        custody.division,
        True,
        THE_DESK.label,
    )


def test_custody_takes_the_place_of_the_ruling_that_was_asked_for():
    ruling, _, _, leader = asked()
    the_desk_division()

    take_custody(screening=ruling.screening, reason="期限までに決まらないため。", by=THE_DESK, at=NOON)

    assert Ruling.objects.get().is_custody
    assert rulings_waiting(leader, TODAY) == []
    assert not CapabilityLink.objects.filter(purpose=LinkPurpose.RULING, revoked_at=None).exists()


def test_custody_after_one_refusal_is_refused():
    screening, _, _ = refused_once()
    the_desk_division()

    with pytest.raises(CannotRule, match="まだ一つの課しか断っていません。"):
        take_custody(screening=screening, reason="早めに。", by=THE_DESK, at=NOON)


def test_custody_while_somebody_leads_is_refused():
    screening, _, _ = accepted()

    with pytest.raises(CannotRule, match="主担当課がいます。"):
        take_custody(screening=screening, reason="早めに。", by=THE_DESK, at=NOON)


# --- before ruling


def question_to(ruling, division):
    ask_manager(
        ruling=ruling, division=division, question="持っていますか。", reply_to="j@x.example", by=THE_LEADER, at=NOON
    )


def test_the_manager_and_the_deputy_are_asked_and_answer_to_the_leader():
    ruling, first, _, _ = asked()

    question_to(ruling, first.division)

    mails = OutgoingMail.objects.filter(template="screening/ruling_question")
    assert {mail.to for mail in mails} == {first.manager.email, first.deputy.email}
    assert "j@x.example" in mails[0].body


def test_a_manager_is_asked_once():
    ruling, first, _, _ = asked()
    question_to(ruling, first.division)

    with pytest.raises(CannotConsult, match="もう聞いています。"):
        question_to(ruling, first.division)


def test_a_division_without_a_manager_is_not_asked():
    ruling, _, _, _ = asked()

    with pytest.raises(CannotConsult, match="課長も代決者もいません。"):
        question_to(ruling, DivisionFactory())


def test_the_desk_is_told_once_that_the_leader_wants_to_talk():
    desk = StaffFactory(desk=True)
    ruling, _, _, _ = asked()
    talk_to_desk(ruling=ruling, words="似た例を知りたい。", by=THE_LEADER, at=NOON)

    with pytest.raises(CannotConsult, match="もう伝えています。"):
        talk_to_desk(ruling=ruling, words="もう一度。", by=THE_LEADER, at=NOON)
    assert OutgoingMail.objects.get(template="screening/ruling_talk").to == desk.email


def test_after_the_ruling_nobody_is_asked():
    ruling, first, _, _ = asked()
    rule(ruling, first.division)

    with pytest.raises(CannotConsult, match="もう済んでいます。"):
        question_to(ruling, first.division)


# --- who reads it


def test_only_the_leader_of_the_department_finds_it_waiting():
    _, first, _, leader = asked()

    assert [one.days_words for one in rulings_waiting(leader, TODAY)] == ["あと4開庁日"]
    assert rulings_waiting(StaffFactory(leader=True), TODAY) == []
    assert rulings_waiting(first.manager, TODAY) == []


def test_a_person_who_may_not_enter_finds_nothing(django_assert_num_queries):
    _, _, _, leader = asked()
    leader.is_active = False

    assert rulings_waiting(leader, TODAY) == []


def test_the_sheet_shows_the_heart_and_the_refusals():
    ruling, first, second, _ = asked()

    sheet = ruling_sheet(ruling)

    assert [one.field for one in sheet.words] == ["title", "summary"]
    assert [one.division for one in sheet.refused] == [first.division, second.division]
