from datetime import timedelta

import pytest

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.gathering import Gathering
from nara_renkei.reports.papers.handover import build
from nara_renkei.reports.queries import handover
from nara_renkei.reports.queries.handover import handover_sheet
from nara_renkei.reports.rendering import CannotRender
from proposals.models import Condition, Meeting, Promise
from screening.models import Inquiry, Milestone, Routing, Undertaking
from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory
from tests.factories.dialogue import NextStepFactory as MetStepFactory
from tests.factories.directory import AgreementFactory
from tests.factories.proposals import (
    ChallengeFactory,
    ChallengeQuestionFactory,
    MessageFactory,
    ProposalFactory,
    TroubleFactory,
)
from tests.factories.screening import (
    ContactFactory,
    DecisionFactory,
    HandoverFactory,
    NextStepFactory,
    NoteFactory,
    RoutingAnswerFactory,
    RoutingFactory,
    RulingFactory,
)
from tests.harness import NOON, TODAY
from tests.nara_renkei.reports.pdfs import text_of
from tests.screening.leaving import seat

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=10)


def furnished(post):
    """Everything that may wait in a post, once; and the same for another 課."""
    for division in (post.division, seat().division):
        routing = RoutingFactory(division=division, handler=post.user)
        proposal = routing.screening.proposal
        Promise.objects.create(
            proposal=proposal, stage="OUTCOME", starts_on=TODAY, within_days=40, due_on=LATER, told_on=TODAY
        )
        Meeting.objects.create(proposal=proposal, dates=[NOON])
        for days in (0, 1):
            ContactFactory(proposal=proposal, met_at=NOON - timedelta(days=days), body=f"{days}日前の電話。")
        MessageFactory(proposal=proposal, body="お返事はいつですか。")
        Condition.objects.create(proposal=proposal, position=1, text="毎月知らせる。", due_on=LATER)
        Milestone.objects.create(screening=routing.screening, what="試行を始める", due_on=LATER)
        Undertaking.objects.create(
            screening=routing.screening, reference="協定第12号", next_report_on=LATER, kept_by="担当太郎", kept_at=NOON
        )
        NoteFactory(screening=routing.screening)
        NextStepFactory(screening=routing.screening, division=division, person="担当太郎")
        Inquiry.objects.create(
            screening=routing.screening, division=division, question="道路の幅は。", asked_by="受付花子", asked_at=NOON,
            due_on=LATER,
        )  # fmt: skip
        TroubleFactory(division=division)
        ChallengeQuestionFactory(challenge=ChallengeFactory(lead=division))
        AgreementFactory(division=division, with_record=True) if False else AgreementFactory(division=division)
        encounter = EncounterFactory()
        encounter.division.division = division
        encounter.division.save()
        EncounterNoteFactory(encounter=encounter)
        MetStepFactory(encounter=encounter, person="担当太郎")
        MetStepFactory(encounter=encounter, of_company=True)
    return Routing.objects.get(division=post.division)


def test_it_gathers_what_waits_in_the_post_and_nothing_of_another():
    post = seat(PostKind.MANAGER)
    routing = furnished(post)

    sheet = handover_sheet(post, TODAY)

    (part,) = sheet.proposals
    assert (part.proposal, part.routing.handler) == (routing.screening.proposal, post.user)
    assert part.next_step == "提案を読み、担当者が回答の案を書いてください。"
    assert [(one.due_on, one.told_on) for one in part.promises] == [(LATER, TODAY)]
    assert (part.contact.body, len(part.meetings), [one.body for one in part.messages]) == (
        "0日前の電話。", 1, ["お返事はいつですか。"],
    )  # fmt: skip
    assert (part.conditions[0].text, part.milestones[0].what) == ("毎月知らせる。", "試行を始める")
    assert (part.undertaking.reference, len(part.notes)) == ("協定第12号", 1)
    assert sheet.steps[0].owner == f"{post.division}（担当太郎）"
    assert (len(sheet.steps), len(sheet.inquiries), len(sheet.troubles), len(sheet.challenges)) == (3, 1, 1, 1)
    assert (len(sheet.questions), len(sheet.encounters), sheet.unread, sheet.is_empty) == (1, 1, 1, False)


def test_the_number_of_queries_is_fixed(django_assert_num_queries):
    post = seat(PostKind.MANAGER)
    furnished(post)
    RoutingFactory(division=post.division)

    with django_assert_num_queries(5):
        handover_sheet(post, TODAY)


def test_what_is_over_is_not_handed_over():
    post = seat()
    RoutingFactory(division=post.division, screening__proposal=ProposalFactory(declined=True))

    assert handover_sheet(post, TODAY).proposals == []


def test_an_empty_post_says_so():
    sheet = handover_sheet(seat(), TODAY)

    assert (sheet.is_empty, sheet.is_of_desk, sheet.handover.words) == (True, False, "")


def test_the_next_step_knows_the_answer_and_the_outcome_on_its_way():
    post = seat()
    routing = RoutingFactory(division=post.division, state="ANSWERED", due_on=None)
    RoutingAnswerFactory(routing=routing, confirmed=True)
    DecisionFactory(screening=routing.screening)

    assert handover_sheet(post, TODAY).proposals[0].next_step == "課長が結果の案を確かめてください。"


def test_the_desk_hands_over_all_that_runs():
    post = seat(PostKind.DESK)
    routed, waiting = RoutingFactory().screening.proposal, ProposalFactory(submitted=True)
    NextStepFactory(screening=RoutingFactory().screening, of_desk=True)

    sheet = handover_sheet(post, TODAY)

    words = {part.proposal: part.next_step for part in sheet.proposals}
    assert (len(words), sheet.is_of_desk, [one.owner for one in sheet.steps]) == (3, True, ["デスク"])
    assert (words[routed], words[waiting]) == (
        "提案を読み、担当者が回答の案を書いてください。",
        "課へ送っていません。送付先を決めてください。",
    )


def test_a_leader_hands_over_the_department_and_the_rulings_asked():
    routing = RoutingFactory()
    department = routing.division.department
    ruling = RulingFactory(department=department)
    RulingFactory()

    sheet = handover_sheet(seat(PostKind.LEADER, department=department), TODAY)

    assert ([part.routing for part in sheet.proposals], sheet.rulings) == ([routing], [ruling])


def test_beyond_what_a_page_holds_the_rest_is_counted(monkeypatch):
    monkeypatch.setattr(handover, "MOST", 1)
    monkeypatch.setattr(handover, "OF_DIVISIONS", Gathering(handover.lists_of_divisions))  # its words hold the limit
    post = seat()
    RoutingFactory.create_batch(2, division=post.division)

    sheet = handover_sheet(post, TODAY)

    assert (len(sheet.proposals), sheet.left_out) == (1, 1)


def test_the_paper_says_what_the_page_says_and_that_it_is_confidential():
    post = seat(PostKind.MANAGER)
    furnished(post)
    HandoverFactory(post=post, written=True)

    text = text_of(build(str(post.pk), at=NOON))

    for words in (
        "取扱注意",
        "庁内限り",
        "先方の社長に必ず電話する",
        "お返事はいつですか。",
        "庁内だけのメモ",
        "協定第12号",
        "道路の幅は。",
    ):
        assert words in text


def test_there_is_no_paper_of_a_post_that_is_gone():
    with pytest.raises(CannotRender, match="席が見つかりません。"):
        build("999999", at=NOON)
