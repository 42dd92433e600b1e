from datetime import date, datetime, timedelta

import pytest
from django.contrib.auth.models import AnonymousUser

from nara_renkei.accounts.queries import organizations_of
from proposals.enums import Party, PublicWord
from proposals.models import (
    CoProposer,
    CorrectionItem,
    CorrectionRequest,
    Meeting,
    Pause,
    PledgeItem,
    Promise,
    Proposal,
)
from proposals.queries import (
    company_sheet,
    countings,
    evidence_of,
    items_to_ask,
    my_proposals,
    near_challenges,
    parked_spans,
)
from proposals.rules.promises import Span
from proposals.usecases.keep_promises import meet_promise, tell_new_date
from proposals.usecases.move_proposal import move_proposal
from proposals.usecases.request_correction import request_correction
from proposals.usecases.resubmit_proposal import resubmit_proposal
from tests.factories.accounts import MemberFactory, UserFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.factories.proposals import (
    AttachmentFactory,
    ChallengeFactory,
    LetterFactory,
    MessageFactory,
    PromiseFactory,
    ProposalAccessFactory,
    ProposalFactory,
)
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, TOKYO, at
from tests.proposals.drafts import ready, submit, submitted

pytestmark = pytest.mark.django_db
YESTERDAY, TOMORROW = TODAY - timedelta(days=1), TODAY + timedelta(days=1)
AFTERNOON = datetime(2026, 10, 14, 14, 5, tzinfo=TOKYO)


def asked(proposal, wanted_by=date(2026, 10, 19)):
    request = CorrectionRequest.objects.create(
        proposal=proposal, requested_at=NOON, requested_by="受付花子", wanted_by=wanted_by, since_version=1
    )
    CorrectionItem.objects.create(request=request, field="body", reason="回数を書いてください。")
    return request


def meet(proposal, **fields):
    return Meeting.objects.create(**{"proposal": proposal, "fixed_at": AFTERNOON, "place": "市役所3階", **fields})


def sentence(proposal, today=TODAY):
    return company_sheet(proposal, today).sentence


# いつまでに・だれが・何を


def test_after_submission_the_desk_owes_the_check():
    assert sentence(submitted()) == (
        "令和8年（2026年）10月8日（木）までに、公民連携デスクが形式の確認をします。していただくことはありません。"
    )


def test_the_division_that_accepted_owes_its_answer():
    proposal = ProposalFactory(in_review=True, lead_division=DivisionFactory(name="観光戦略課"))
    PromiseFactory(proposal=proposal, stage="FIRST_ANSWER", due_on=date(2026, 10, 20), told_on=None)

    assert sentence(proposal) == (
        "令和8年（2026年）10月20日（火）までに、観光戦略課から、検討するかどうかの最初のお返事が届きます。していただくことはありません。"
    )


def test_dates_that_wait_for_an_answer_are_what_is_asked_of_the_company():
    proposal = ProposalFactory(in_review=True, lead_division=DivisionFactory(name="観光戦略課"))
    PromiseFactory(proposal=proposal, stage="DIALOGUE", due_on=TODAY - timedelta(days=1))
    offered = meet(proposal, fixed_at=None, offered="12月7日の午前")

    assert sentence(proposal) == "観光戦略課から、対話の候補日が届いています。ご都合のよい日を選んでください。"

    offered.declined_at = NOON
    offered.save()
    assert "選んでください" not in sentence(proposal)


def test_the_told_date_stands_before_the_counted_one():
    promise = PromiseFactory(due_on=date(2026, 10, 9), told_on=date(2026, 10, 8))

    assert sentence(promise.proposal).startswith("令和8年（2026年）10月8日（木）までに")


def test_a_correction_is_the_companys_to_do():
    proposal = ProposalFactory(returned=True)
    asked(proposal)

    sheet = company_sheet(proposal, TODAY)

    assert (sheet.word, sheet.must_act) == (PublicWord.CORRECTION, True)
    assert sheet.sentence == (
        "令和8年（2026年）10月19日（月）までに、お願いした欄を直して、もう一度出してください。"
        "直していただく間、市の期日は止まります。"
    )
    assert [(item.field, item.reason) for item in sheet.asked] == [("body", "回数を書いてください。")]


def test_a_resolved_correction_is_over():
    proposal = ProposalFactory(submitted=True)
    CorrectionRequest.objects.filter(pk=asked(proposal).pk).update(resolved_at=NOON)

    sheet = company_sheet(proposal, TODAY)

    assert (sheet.asked, sheet.must_act) == ([], False)


def test_a_hold_has_its_day():
    proposal = ProposalFactory(on_hold=True, lead_division=DivisionFactory(name="観光戦略課"))

    assert sentence(proposal) == (
        "令和8年（2026年）12月4日（金）まで、判断を待っています。その日までに、観光戦略課が次の見通しをお知らせします。"
    )


def test_a_fixed_dialogue_says_day_hour_and_place():
    proposal = ProposalFactory(in_dialogue=True, lead_division=DivisionFactory(name="観光戦略課"))
    meet(proposal)

    assert sentence(proposal) == (
        "令和8年（2026年）10月14日（水）14時05分に、観光戦略課とお話しします。場所は市役所3階。"
    )


def test_a_place_may_follow():
    proposal = ProposalFactory(in_dialogue=True)
    meet(proposal, place="")

    assert sentence(proposal, AFTERNOON.date()).endswith("場所は後日お知らせします。")


def test_a_dialogue_that_is_past_or_over_is_not_announced():
    proposal, withdrawn = ProposalFactory(in_dialogue=True), ProposalFactory(submitted=True, status="WITHDRAWN")
    meet(proposal)
    meet(withdrawn)

    assert sentence(proposal, date(2026, 10, 15)) == (
        "公民連携デスクが次の見通しをお知らせします。していただくことはありません。"
    )
    assert sentence(withdrawn) == "取り下げられました。もう一度提案することもできます。"
    assert company_sheet(withdrawn, TODAY).meeting is None


def test_offered_dates_are_shown_and_a_held_dialogue_is_not():
    proposal = ProposalFactory(in_dialogue=True)
    meet(proposal, held_on=TODAY)
    offered = meet(proposal, fixed_at=None, offered="10月13日（火）10時")

    assert company_sheet(proposal, TODAY).meeting == offered


def test_a_date_that_passed_is_owned_up_to():
    promise = PromiseFactory()

    assert sentence(promise.proposal, date(2026, 10, 8)).startswith("令和8年（2026年）10月8日")
    assert sentence(promise.proposal, date(2026, 10, 9)) == (
        "お約束の日を過ぎています。申し訳ありません。"
        "公民連携デスクが確かめて、次の日にちをお知らせします。していただくことはありません。"
    )


@pytest.mark.parametrize(
    ("status", "expected"),
    [
        ("SUBMITTED", "観光戦略課が次の見通しをお知らせします。していただくことはありません。"),
        ("IN_REVIEW", "観光戦略課が次の見通しをお知らせします。していただくことはありません。"),
        ("IN_DIALOGUE", "観光戦略課が次の見通しをお知らせします。していただくことはありません。"),
        ("ADOPTED", "観光戦略課と、始める準備を進めています。次にすることは、「市からのお知らせ」に書いています。"),
        ("UNDERWAY", "観光戦略課と、取組を進めています。"),
        ("COMPLETED", "取組が終わりました。ありがとうございました。"),
        (
            "DECLINED",
            "検討の結果、見送りをお知らせしました。理由と、どう変わればよいかは、「市からのお知らせ」に書いています。",
        ),
        ("REFERRED", "ほかの窓口をご案内しました。行き先は、「市からのお知らせ」に書いています。"),
        ("WITHDRAWN", "取り下げられました。もう一度提案することもできます。"),
    ],
)
def test_without_a_date_the_status_says_what_is(status, expected):
    division = DivisionFactory(name="観光戦略課")

    assert sentence(ProposalFactory(submitted=True, status=status, lead_division=division)) == expected


# the next date


def counted(**fields):
    promise = PromiseFactory(**fields)
    [found] = countings(promise.proposal)
    return found


def test_the_counting_names_every_day_that_was_skipped():
    promise = PromiseFactory(starts_on=date(2026, 10, 8), within_days=2, due_on=date(2026, 10, 14), told_on=None)
    Pause.objects.create(
        proposal=promise.proposal, starts_on=date(2026, 10, 8), ends_on=date(2026, 10, 9), reason="判断待ち"
    )

    [found] = countings(promise.proposal)

    assert (found.stage, found.starts_on, found.within_days, found.due_on, found.told_on, found.parted) == (
        "形式の確認",
        date(2026, 10, 8),
        2,
        date(2026, 10, 14),
        None,
        False,
    )
    assert found.skipped == [
        ("判断待ち", [date(2026, 10, 9)]),
        ("土曜日", [date(2026, 10, 10)]),
        ("日曜日", [date(2026, 10, 11)]),
        ("スポーツの日", [date(2026, 10, 12)]),
    ]


def test_the_counting_names_the_season_that_made_it_longer():
    longer = counted(stage="FIRST_ANSWER", starts_on=date(2027, 4, 1), within_days=15, due_on=date(2027, 4, 22))

    assert (longer.norm, longer.extra_days, longer.extra_reason) == (10, 5, "年度の替わり目で担当者の異動があるため")


@pytest.mark.parametrize(("starts_on", "days"), [(date(2027, 4, 1), 10), (date(2026, 10, 5), 15)])
def test_days_that_the_season_does_not_explain_are_only_counted(starts_on, days):
    found = counted(stage="FIRST_ANSWER", starts_on=starts_on, within_days=days, due_on=date(2027, 4, 22))

    assert (found.norm, found.extra_days, found.extra_reason) == (days, 0, "")


def test_a_counting_that_stands_says_why():
    promise = PromiseFactory(due_on=None)
    Pause.objects.create(proposal=promise.proposal, starts_on=TODAY, reason="お返事を待っています")

    [found] = countings(promise.proposal)

    assert (found.due_on, found.stands, found.skipped) == (None, "お返事を待っています", [])


def test_a_counting_shows_what_was_told_and_whether_it_parts_from_the_count():
    proposal = submitted()
    tell_new_date(proposal=proposal, day=date(2026, 10, 22), why="照会を待つため", at=at(TOMORROW))

    [found] = countings(proposal)

    assert [(one.day, one.on, one.why) for one in found.told] == [
        (date(2026, 10, 8), TODAY, ""),
        (date(2026, 10, 22), TOMORROW, "照会を待つため"),
    ]
    assert (found.due_on, found.told_on, found.parted) == (date(2026, 10, 8), date(2026, 10, 22), True)


def test_where_nothing_is_promised_nothing_is_counted():
    assert countings(ProposalFactory(adopted=True)) == []


@pytest.mark.parametrize("rows", [1, 3])
def test_counting_costs_the_same_for_one_and_three(django_assert_num_queries, rows):
    proposal = submitted()
    for stage in ("FIRST_ANSWER", "DIALOGUE", "OUTCOME")[:rows]:
        PromiseFactory(proposal=proposal, stage=stage)

    with django_assert_num_queries(5):
        countings(proposal)


def test_the_nearest_open_promise_is_the_next_date():
    far = PromiseFactory(stage="OUTCOME", due_on=date(2027, 1, 6))
    PromiseFactory(proposal=far.proposal, stage="FORMAL_CHECK", met_on=TODAY, due_on=TODAY)
    PromiseFactory(proposal=far.proposal, stage="DIALOGUE", due_on=None)
    PromiseFactory(proposal=far.proposal, stage="FIRST_ANSWER", due_on=date(2026, 10, 20))

    assert company_sheet(far.proposal, TODAY).next_date.stage == "担当課の最初のお返事"


def test_while_the_clock_stands_nothing_is_past():
    promise = PromiseFactory(due_on=None, told_on=YESTERDAY)

    found = company_sheet(promise.proposal, TODAY).next_date

    assert (found.due_on, found.is_past) == (None, False)


def test_without_a_promise_there_is_no_next_date():
    assert company_sheet(ProposalFactory(adopted=True), TODAY).next_date is None


# the line of steps


def steps(proposal):
    timeline = company_sheet(Proposal.objects.get(pk=proposal.pk), TODAY).timeline
    return [(step.label, step.state, step.on or step.by) for step in timeline]


def stood(proposal):
    return {step.label: step.stood for step in company_sheet(proposal, TODAY).timeline if step.stood}


def test_the_steps_show_where_it_is_and_what_comes_by_when():
    assert steps(submitted()) == [
        ("受付", "here", TODAY),
        ("形式の確認", "ahead", date(2026, 10, 8)),
        ("担当課で検討", "ahead", None),
        ("対話", "ahead", None),
        ("結果のお知らせ", "ahead", None),
    ]


def test_what_was_reached_is_done_and_comes_no_more():
    proposal = submitted()
    move_proposal(proposal=proposal, move="route", by=THE_DESK, at=at(TOMORROW))
    meet_promise(proposal=proposal, stage="FORMAL_CHECK", at=at(TOMORROW))
    PromiseFactory(proposal=proposal, stage="FIRST_ANSWER", due_on=date(2026, 10, 20), told_on=None)
    PromiseFactory(proposal=proposal, stage="OUTCOME", due_on=date(2027, 1, 6), told_on=date(2027, 1, 8))

    assert steps(proposal) == [
        ("受付", "done", TODAY),
        ("担当課で検討中", "here", TOMORROW),
        ("担当課の最初のお返事", "ahead", date(2026, 10, 20)),
        ("対話", "ahead", None),
        ("結果のお知らせ", "ahead", date(2027, 1, 8)),
    ]


def test_after_the_outcome_nothing_is_ahead():
    proposal = submitted()
    move_proposal(proposal=proposal, move="decline", by=THE_DESK, at=at(TOMORROW), reason="理由")

    assert steps(proposal) == [("受付", "done", TODAY), ("結果のお知らせ（見送り）", "here", TOMORROW)]


def test_to_be_sent_to_another_division_is_no_step():
    proposal = submitted()
    for day in (TODAY, TOMORROW):
        move_proposal(proposal=proposal, move="route", by=THE_DESK, at=at(day))

    assert [label for label, state, _ in steps(proposal) if state != "ahead"] == ["受付", "担当課で検討中"]


def test_a_correction_and_the_days_it_stopped_the_clock_are_steps():
    proposal = submitted()
    request_correction(proposal=proposal, reasons={"body": "回数を"}, wanted_by=TOMORROW, by=THE_DESK, at=NOON)
    while_open = stood(proposal)
    resubmit_proposal(proposal=proposal, changes={"body": "週に3回"}, by=THE_COMPANY, at=at(TOMORROW))

    assert [label for label, state, _ in steps(proposal) if state != "ahead"] == [
        "受付",
        "修正のお願い",
        "直した提案の受付",
    ]
    assert while_open == {
        "修正のお願い": "令和8年10月5日から、期日を数えるのを止めています（ご提案者のお返事を待っています）。"
    }
    assert stood(proposal) == {
        "修正のお願い": "令和8年10月5日から令和8年10月6日まで、期日を数えるのを止めました（ご提案者のお返事を待っています）。"
    }


# the sheet as a whole


def test_letters_come_newest_first_and_words_oldest_first():
    proposal = submitted()
    later = NOON + timedelta(hours=1)
    letters = [LetterFactory(proposal=proposal, told_at=when) for when in (NOON, later)]
    words = [MessageFactory(proposal=proposal, at=when) for when in (later, NOON)]
    MessageFactory(proposal=proposal, at=later + timedelta(hours=1), party=Party.DESK)
    own, sent = AttachmentFactory(proposal=proposal), AttachmentFactory(proposal=proposal, message=words[1])

    sheet = company_sheet(proposal, TODAY)

    assert sheet.letters == letters[::-1]
    assert sheet.messages[:2] == [(words[1], [sent]), (words[0], [])]
    assert (sheet.attachments, sheet.unread) == ([own], 1)
    assert [version.version for version in sheet.versions] == [1]


@pytest.mark.parametrize("rows", [1, 3])
def test_a_sheet_costs_the_same_for_one_and_three(django_assert_num_queries, rows):
    proposal = submitted()
    LetterFactory.create_batch(rows, proposal=proposal)
    MessageFactory.create_batch(rows, proposal=proposal)
    for stage in ("FIRST_ANSWER", "DIALOGUE", "OUTCOME")[:rows]:
        PromiseFactory(proposal=proposal, stage=stage)
    for n in range(rows):
        Pause.objects.create(proposal=proposal, starts_on=TODAY, ends_on=TODAY, reason=f"理由{n}")
        meet(proposal)

    with django_assert_num_queries(6):
        company_sheet(proposal, TODAY)


# わたしの提案


def mine(user, today=TODAY):
    return my_proposals(user, today)


def test_what_must_be_done_comes_first_then_the_newest_movement():
    member = MemberFactory()
    old, new = (
        ProposalFactory(submitted=True, organization=member.organization, updated_at=NOON + timedelta(days=days))
        for days in (1, 2)
    )
    returned = ProposalFactory(returned=True, organization=member.organization)
    asked(returned)
    ProposalFactory(submitted=True)

    rows = mine(member.user)

    assert [row.proposal for row in rows] == [returned, new, old]
    assert [(row.must_act, row.word.label) for row in rows] == [
        (True, "修正のお願い"),
        (False, "受付"),
        (False, "受付"),
    ]


def test_a_day_to_choose_must_be_done_too_and_a_co_proposer_owes_nothing():
    member, partner = MemberFactory(), MemberFactory()
    answered, chooses = (ProposalFactory(in_review=True, organization=member.organization) for _ in range(2))
    meet(answered, fixed_at=None, declined_at=NOON)
    meet(chooses, fixed_at=None)
    returned = ProposalFactory(returned=True, organization=member.organization)
    asked(returned)
    meet(returned, fixed_at=None)
    for proposal in (chooses, returned):
        CoProposer.objects.create(proposal=proposal, name="共同", organization=partner.organization, accepted_at=NOON)

    owed = {row.proposal: (row.must_act, row.must_choose) for row in mine(member.user)}
    assert owed == {chooses: (True, True), returned: (True, False), answered: (False, False)}
    assert list(owed)[-1] == answered
    assert {(row.must_act, row.must_choose) for row in mine(partner.user)} == {(False, False)}


def test_a_row_says_the_next_date():
    member = MemberFactory()
    of = {"organization": member.organization}
    told = PromiseFactory(proposal__organization=member.organization, due_on=TOMORROW, told_on=TODAY).proposal
    untold = PromiseFactory(proposal__organization=member.organization, due_on=TOMORROW, told_on=None).proposal
    stands = PromiseFactory(proposal__organization=member.organization, due_on=None, told_on=TODAY).proposal
    held = PromiseFactory(proposal=ProposalFactory(on_hold=True, **of), due_on=None, told_on=TODAY).proposal
    returned = PromiseFactory(proposal=ProposalFactory(returned=True, **of), due_on=None).proposal
    asked(returned)
    over = ProposalFactory(declined=True, **of)

    assert {row.proposal: row.next_on for row in mine(member.user)} == {
        told: TODAY,
        untold: TOMORROW,
        stands: None,
        held: date(2026, 12, 4),
        returned: date(2026, 10, 19),
        over: None,
    }


def test_a_row_counts_what_the_city_wrote_and_nobody_confirmed():
    member = MemberFactory()
    proposal = ProposalFactory(submitted=True, organization=member.organization)
    MessageFactory(proposal=proposal, party="desk")
    MessageFactory(proposal=proposal, party="division")
    MessageFactory(proposal=proposal, party="desk", confirmed_at=NOON)
    MessageFactory(proposal=proposal)

    assert [row.unread for row in mine(member.user)] == [2]


def test_only_a_draft_expires():
    member = MemberFactory()
    ProposalFactory(organization=member.organization)
    ProposalFactory(submitted=True, organization=member.organization)

    assert {row.proposal.status: row.expires_on for row in mine(member.user)} == {
        "DRAFT": date(2027, 1, 3),
        "SUBMITTED": None,
    }


def test_a_stranger_has_none():
    ProposalAccessFactory()

    assert mine(AnonymousUser()).object_list == []


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(django_assert_num_queries, rows):
    member = MemberFactory()
    for _ in range(rows):
        proposal = ProposalFactory(returned=True, organization=member.organization, lead_division=DivisionFactory())
        asked(proposal)
        PromiseFactory(proposal=proposal)
        MessageFactory(proposal=proposal, party="desk")

    with django_assert_num_queries(6):
        [(str(row.proposal.organization), str(row.proposal.lead_division)) for row in mine(member.user)]


def test_a_person_belongs_to_the_organizations_it_has_not_left():
    user = UserFactory()
    here = MemberFactory(user=user)
    MemberFactory(user=user, left_at=NOON)
    also_here = MemberFactory(user=user)

    assert organizations_of(user) == [here.organization, also_here.organization]


# evidence


def test_the_evidence_of_a_proposal_is_its_own_and_the_organizations_that_was_not_asked_again():
    first = submitted()
    second = submit(ready(organization=first.organization), at=at(TOMORROW))
    submitted()

    evidence = evidence_of(second)

    assert [answer.item.code for answer in evidence] == [item.code for item in PledgeItem.objects.current_on(TODAY)]
    assert {answer.proposal_id for answer in evidence if answer.item.scope == "BODY"} == {first.pk}
    assert {answer.proposal_id for answer in evidence if answer.item.scope == "PROPOSAL"} == {second.pk}


def test_what_the_organization_said_later_is_no_evidence_of_an_earlier_proposal():
    first = submitted()
    later = TODAY + timedelta(days=400)
    submit(ready(on=later, organization=first.organization), at=at(later))

    assert {answer.proposal_id for answer in evidence_of(first)} == {first.pk}


def test_a_draft_shows_what_its_organization_has_said_so_far():
    first = submitted()

    draft = ProposalFactory(organization=first.organization)

    assert len(evidence_of(draft)) == 9


def test_a_draft_without_an_organization_is_asked_everything():
    submitted()

    assert len(items_to_ask(ProposalFactory(organization=None), TODAY)) == 23


def test_nobody_answers_for_another_organization():
    submitted()

    assert len(items_to_ask(ProposalFactory(organization=OrganizationFactory()), TODAY)) == 23


def test_the_times_a_clock_stood_are_found_by_proposal():
    first, second = ProposalFactory(submitted=True), ProposalFactory(submitted=True)
    for proposal, ends_on in ((first, TODAY), (first, None), (second, TODAY)):
        Pause.objects.create(proposal=proposal, starts_on=YESTERDAY, ends_on=ends_on, reason="保留")

    assert parked_spans([first.pk]) == {first.pk: [Span(YESTERDAY, TODAY), Span(YESTERDAY, None)]}


def test_the_whole_way_of_a_pause_apologises_to_nobody():
    proposal = submitted(at=NOON)
    promise = Promise.objects.get(proposal=proposal)
    Promise.objects.filter(pk=promise.pk).update(due_on=None)

    assert "申し訳" not in sentence(proposal, TODAY + timedelta(days=30))


# a way on


def test_the_nearest_open_challenges_are_named_three_at_most():
    proposal = ProposalFactory(declined=True, title="移動販売と集会所の買物支援")
    far = ChallengeFactory(title="公園の落葉を堆肥にする", background="落葉", wanted="堆肥")
    near = [ChallengeFactory(title=f"集会所の移動販売で買物支援を{n}") for n in range(4)]
    ChallengeFactory(title="集会所の移動販売で買物支援を", retired=True)

    found = near_challenges(proposal, TODAY)

    assert len(found) == 3
    assert set(found) <= set(near)
    assert far not in found


def test_its_own_field_comes_first_and_its_own_challenge_never():
    own = ChallengeFactory(title="集会所の移動販売で買物支援を", field="福祉")
    proposal = ProposalFactory(for_challenge=True, declined=True, challenge=own, title="移動販売と集会所の買物支援")
    other = ChallengeFactory(title="集会所の移動販売で買物支援を", field="観光")
    same = ChallengeFactory(title="移動販売の買物", field="福祉")

    assert near_challenges(proposal, TODAY) == [same, other]


def test_near_challenges_cost_one_query(django_assert_num_queries):
    proposal = ProposalFactory(declined=True)
    ChallengeFactory.create_batch(3)

    with django_assert_num_queries(1):
        near_challenges(proposal, TODAY)
