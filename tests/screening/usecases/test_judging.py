"""申告, 評価者, 採点, 三行の所見: one test per exit."""

import pytest

from nara_renkei.core.models import AuditEvent
from proposals.enums import Status
from proposals.models import Proposal
from screening.enums import Disposition
from screening.models import ConflictDeclaration, CriteriaSet, Finding, Score
from screening.usecases.confirm_decision import CannotConfirmDecision, confirm_decision
from screening.usecases.declare_conflict import CannotDeclare
from screening.usecases.draft_decision import CannotDraftDecision, Outcome, draft_decision
from screening.usecases.give_scores import CannotScore, Mark, give_scores
from screening.usecases.name_assessor import CannotName, name_assessor, release_assessor
from screening.usecases.propose_decision import CannotPropose, propose_decision
from screening.usecases.write_finding import CannotFind, write_finding
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ChallengeFactory
from tests.factories.screening import ConflictDeclarationFactory
from tests.harness import NOON, THE_DESK, mail_text
from tests.screening.bench import acts_as, declares, desk_acts_as, marks, named, scores
from tests.screening.city import accepted, office, opened, routed

pytestmark = pytest.mark.django_db
OUTCOME = Outcome(disposition=Disposition.ADOPT, reason="役に立つため。")


def closed(screening):
    Proposal.objects.filter(pk=screening.proposal_id).update(status=Status.DECLINED)


def test_a_declaration_is_kept_with_its_words_and_audited_without_them():
    screening, lead, _ = routed()

    row = declares(screening, lead.manager, "配偶者が働いている。")

    assert (row.has_conflict, row.what, row.user) == (True, "配偶者が働いている。", lead.manager)
    event = AuditEvent.objects.get(verb="conflict.declare")
    assert event.keys == {"has_conflict": True}


def test_a_conflict_says_what_it_is():
    screening, lead, _ = routed()

    with pytest.raises(CannotDeclare, match="どのような関係かを書いてください。"):
        declares(screening, lead.manager, "　")


def test_a_conflict_may_be_found_later_and_is_never_taken_back():
    screening, lead, _ = routed()
    declares(screening, lead.manager)
    declares(screening, lead.manager, "先月、役員になった。")

    with pytest.raises(CannotDeclare, match="取り消せません。"):
        declares(screening, lead.manager)
    assert ConflictDeclaration.objects.count() == 2


def test_the_same_declaration_is_not_made_twice():
    screening, lead, _ = routed()
    declares(screening, lead.manager)

    with pytest.raises(CannotDeclare, match="利害関係はないと、もう申告しています。"):
        declares(screening, lead.manager)


def test_the_manager_of_the_lead_names_and_the_division_is_asked_by_mail():
    screening, lead, _ = routed()

    assessor = named(screening, lead, lead.officer)

    assert (assessor.user, assessor.division) == (lead.officer, lead.division)
    assert assessor.criteria_set == CriteriaSet.objects.get(version=1)
    text = mail_text(to=lead.division.email, subject__contains="採点のお願い")
    assert f"/ka/{screening.proposal.number}/saiten/" in text


def test_the_desk_names_too():
    screening, lead, _ = routed()
    clerk = StaffFactory(desk=True)

    assessor = name_assessor(screening=screening, candidate=lead.officer, user=clerk, by=desk_acts_as(clerk), at=NOON)

    assert assessor.user == lead.officer


@pytest.mark.parametrize("who", ["officer", "stranger"])
def test_nobody_else_names(who):
    screening, lead, _ = routed()
    user = lead.officer if who == "officer" else office().manager

    with pytest.raises(CannotName, match="主担当課の課長（代決者）とデスクです。"):
        name_assessor(screening=screening, candidate=lead.deputy, user=user, by=acts_as(user), at=NOON)


def test_before_routing_only_the_desk_could_name_and_nobody_reads_it():
    screening, clerk = opened(), StaffFactory(desk=True)

    with pytest.raises(CannotName, match="全部を読める課の人"):
        name_assessor(screening=screening, candidate=office().officer, user=clerk, by=desk_acts_as(clerk), at=NOON)


def test_a_manager_with_a_conflict_does_not_name_and_the_deputy_does():
    screening, lead, _ = routed()
    declares(screening, lead.manager, "弟の会社。")

    with pytest.raises(CannotName, match="代決者かデスクのほかの人"):
        named(screening, lead, lead.officer)
    named_by = {"user": lead.deputy, "by": acts_as(lead.deputy), "at": NOON}
    assert name_assessor(screening=screening, candidate=lead.officer, **named_by).user == lead.officer


def test_after_the_outcome_nobody_is_named():
    screening, lead, _ = routed()
    closed(screening)

    with pytest.raises(CannotName, match="結果をお知らせした提案の評価者は"):
        named(screening, lead, lead.officer)


def test_who_is_named_already_or_reads_nothing_is_no_candidate():
    screening, lead, _ = routed()
    named(screening, lead, lead.officer)

    for candidate in (lead.officer, office().officer):
        with pytest.raises(CannotName, match="まだ指名していない人です。"):
            named(screening, lead, candidate)


def test_who_declared_a_conflict_is_no_candidate():
    screening, lead, _ = routed()
    declares(screening, lead.officer, "株を持っている。")

    with pytest.raises(CannotName, match="利害関係があると申告しています。"):
        named(screening, lead, lead.officer)


def test_who_may_have_read_the_scores_is_no_candidate():
    screening, lead, _ = routed()
    declares(screening, lead.deputy)
    scores(screening, lead, lead.officer)

    with pytest.raises(CannotName, match="もうほかの人の採点を読めます。"):
        named(screening, lead, lead.deputy)


def test_competing_proposals_are_scored_by_one_version():
    challenge = ChallengeFactory()
    first, lead, _ = routed(for_challenge=True, challenge=challenge)
    named(first, lead, lead.officer)
    CriteriaSet.objects.create(version=2, valid_from=NOON.date())
    second, other, _ = routed(for_challenge=True, challenge=challenge)
    free, third, _ = routed()

    assert named(second, other, other.officer).criteria_set.version == 1
    assert named(free, third, third.officer).criteria_set.version == 2


def test_without_criteria_nobody_is_named():
    screening, lead, _ = routed()
    CriteriaSet.objects.all().delete()

    with pytest.raises(CannotName, match="使える採点の基準がありません。"):
        named(screening, lead, lead.officer)


def test_who_has_not_scored_is_released_and_may_be_named_again():
    screening, lead, _ = routed()
    assessor = named(screening, lead, lead.officer)

    by = {"user": lead.manager, "by": acts_as(lead.manager), "at": NOON}
    assert release_assessor(assessor=assessor, **by).removed_by == str(lead.manager)
    assert named(screening, lead, lead.officer).pk != assessor.pk
    with pytest.raises(CannotName, match="もう外した人は外せません。"):
        release_assessor(assessor=assessor, **by)
    declares(screening, lead.officer)
    with pytest.raises(CannotScore, match="評価者から外れています。"):
        give_scores(assessor=assessor, marks=marks(), by=acts_as(lead.officer), at=NOON)


def test_scores_come_in_once_and_are_complete():
    screening, lead, _ = routed()

    assessor = scores(screening, lead, lead.officer, 3, effect=4)

    assert assessor.scored_at == NOON
    assert Score.objects.filter(assessor=assessor).count() == 8
    assert Score.objects.get(assessor=assessor, criterion__code="effect").comment == "effectの理由"
    with pytest.raises(CannotScore, match="出したあとは直せません。"):
        give_scores(assessor=assessor, marks=marks(), by=acts_as(lead.officer), at=NOON)


@pytest.mark.parametrize(
    ("gap", "sentence"),
    [
        ({"effect": None}, "「市民への効果」の点を1から4で選んでください。"),
        ({"effect": Mark(5, "多すぎる")}, "「市民への効果」の点を1から4で選んでください。"),
        ({"risk": Mark(1)}, "「リスク」を1点にした理由を書いてください。"),
    ],
)
def test_a_gap_in_the_scores_is_named(gap, sentence):
    screening, lead, _ = routed()
    assessor = named(screening, lead, lead.officer)
    declares(screening, lead.officer)
    given = {code: mark for code, mark in {**marks(), **gap}.items() if mark}

    with pytest.raises(CannotScore, match=sentence):
        give_scores(assessor=assessor, marks=given, by=acts_as(lead.officer), at=NOON)
    assert Score.objects.count() == 0


def test_nobody_scores_before_declaring_nor_after_a_conflict_nor_after_the_outcome():
    screening, lead, _ = routed()
    assessor = named(screening, lead, lead.officer)
    give = {"assessor": assessor, "marks": marks(), "by": acts_as(lead.officer), "at": NOON}

    with pytest.raises(CannotScore, match="先に、利害関係があるかどうかを申告してください。"):
        give_scores(**give)
    declares(screening, lead.officer)
    closed(screening)
    with pytest.raises(CannotScore, match="結果をお知らせした提案は、採点できません。"):
        give_scores(**give)
    declares(screening, lead.officer, "あとで気づいた。")
    with pytest.raises(CannotScore, match="判断に加われません。ほかの人が行います。"):
        give_scores(**give)


def test_a_conflict_with_one_competitor_is_a_conflict_with_all():
    challenge = ChallengeFactory()
    screening, lead, _ = routed(for_challenge=True, challenge=challenge)
    rival = opened(for_challenge=True, challenge=challenge)
    ConflictDeclarationFactory(screening=rival, user=lead.officer, has_conflict=True, what="叔父の会社。")
    declares(screening, lead.officer)

    with pytest.raises(CannotName, match="利害関係があると申告しています。"):
        named(screening, lead, lead.officer)


def finding(screening, user, **fields):
    words = {"good": "よい。", "concern": "心配。", "conclusion": "試す。", **fields}
    return write_finding(screening=screening, user=user, **words, by=acts_as(user), at=NOON)


def test_the_three_lines_of_the_lead_are_appended():
    screening, lead, _ = routed()
    declares(screening, lead.officer)

    finding(screening, lead.officer)
    finding(screening, lead.officer, conclusion="やはり試す。")

    assert [one.conclusion for one in Finding.objects.newest_first()] == ["やはり試す。", "試す。"]


def test_the_three_lines_are_the_leads_own():
    supporting = office()
    screening, _, _ = routed(supporting)
    declares(screening, supporting.officer)

    with pytest.raises(CannotFind, match="主担当課が書きます。"):
        finding(screening, supporting.officer)
    with pytest.raises(CannotFind, match="主担当課が書きます。"):
        finding(opened(), supporting.officer)


def test_the_three_lines_need_the_declaration_all_three_and_an_open_proposal():
    screening, lead, _ = routed()

    with pytest.raises(CannotFind, match="先に、利害関係があるかどうかを申告してください。"):
        finding(screening, lead.officer)
    declares(screening, lead.officer)
    with pytest.raises(CannotFind, match="それぞれ書いてください。"):
        finding(screening, lead.officer, concern="　")
    closed(screening)
    with pytest.raises(CannotFind, match="所見は、変えられません。"):
        finding(screening, lead.officer)


def test_who_has_a_conflict_does_not_write_the_outcome():
    screening, lead, routing = accepted()
    declares(screening, lead.officer, "前の勤め先。")

    with pytest.raises(CannotDraftDecision, match="課のほかの人が、結果の案を書いてください。"):
        draft_decision(routing=routing, outcome=OUTCOME, by=acts_as(lead.officer), at=NOON)


def test_a_manager_with_a_conflict_passes_the_outcome_to_the_deputy():
    screening, lead, routing = accepted()
    draft_decision(routing=routing, outcome=OUTCOME, by=acts_as(lead.officer), at=NOON)
    declares(screening, lead.manager, "弟の会社。")

    with pytest.raises(CannotPropose, match="課長なら代決者が"):
        propose_decision(routing=routing, user=lead.manager, by=acts_as(lead.manager), at=NOON)
    decision = propose_decision(routing=routing, user=lead.deputy, by=acts_as(lead.deputy), at=NOON)
    assert decision.proposed_as == "DEPUTY"


def test_a_clerk_with_a_conflict_leaves_the_outcome_to_another():
    screening, lead, routing = accepted()
    draft_decision(routing=routing, outcome=OUTCOME, by=acts_as(lead.officer), at=NOON)
    decision = propose_decision(routing=routing, user=lead.manager, by=acts_as(lead.manager), at=NOON)
    clerk = StaffFactory(desk=True)
    declares(screening, clerk, "家族が働いている。")

    with pytest.raises(CannotConfirmDecision, match="デスクのほかの人が"):
        confirm_decision(decision=decision, by=desk_acts_as(clerk), at=NOON)
    assert confirm_decision(decision=decision, by=THE_DESK, at=NOON).confirmed_by == THE_DESK.label
