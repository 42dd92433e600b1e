"""進め方の区分 and the move to a 公募: one test per exit."""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from nara_renkei.portal.demo.pictures import leaflet
from proposals.enums import Procedure, Status
from proposals.models import Letter, ProcedureNotice, Proposal, Tender
from proposals.rules.meetings import Terms
from proposals.usecases.fix_meeting import hold_meeting
from proposals.usecases.offer_meeting import offer_meeting
from proposals.usecases.write_message import CannotWrite, write_message
from screening.models import TenderDisclosure
from screening.queries.tender import told_so_far
from screening.rules.tender import digest_of
from screening.usecases.fix_procedure import CannotFixProcedure, fix_procedure
from screening.usecases.move_to_tender import CannotMoveToTender, move_to_tender
from screening.usecases.record_minutes import record_minutes
from tests.factories.accounts import StaffFactory
from tests.factories.proposals import ChallengeFactory, LetterFactory, TenderFactory
from tests.factories.screening import ContactFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, mail_text
from tests.screening.bench import declares, desk_acts_as
from tests.screening.city import MARKER, accepted, fresh, letter, opened

pytestmark = pytest.mark.django_db


def fix(screening, procedure=Procedure.CONTRACT, **fields):
    values = {"decider": "観光戦略課長", "reason": "市の費用が要るため。", "letter": None, **fields}
    return fix_procedure(screening=screening, procedure=procedure, **values, by=THE_DESK, at=NOON)


def move(screening, by=THE_DESK, **fields):
    values = {"ask_at": "課題のページ", "also_told": "", "letter": None, **fields}
    return move_to_tender(screening=screening, **values, by=by, at=NOON)


def tendering(**fields):
    screening, lead, _ = accepted(**fields)
    fix(screening)
    return screening, lead


def test_the_decision_is_written_down_for_the_company_and_mails_nobody():
    screening = opened()

    fix(screening)
    fix(screening, Procedure.TRIAL, reason="まず試すため。")

    assert fresh(screening.proposal).procedure == Procedure.TRIAL
    rows = ProcedureNotice.objects.order_by("pk")
    assert [(one.procedure, one.reason) for one in rows] == [
        (Procedure.CONTRACT, "市の費用が要るため。"),
        (Procedure.TRIAL, "まず試すため。"),
    ]
    assert mail_text(about=screening.proposal.key) == ""


def test_the_tick_tells_it_by_a_letter():
    screening = opened()

    fix(screening, letter=letter(title="進め方のお知らせ"))

    assert Letter.objects.get().kind == "PROCEDURE"
    assert "お知らせ" in mail_text(about=screening.proposal.key)


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"decider": "　"}, "決めた人の職と理由を書いてください。"),
        ({"reason": ""}, "決めた人の職と理由を書いてください。"),
    ],
)
def test_who_decided_and_why_is_owed(fields, sentence):
    screening = opened()

    with pytest.raises(CannotFixProcedure, match=sentence):
        fix(screening, **fields)


def test_the_same_decision_is_not_made_twice():
    screening = opened()
    fix(screening)

    with pytest.raises(CannotFixProcedure, match="もう「契約型（公募）」に決まっています。"):
        fix(screening)


def test_what_is_over_keeps_its_procedure():
    screening = opened()
    Proposal.objects.update(status=Status.DECLINED)

    with pytest.raises(CannotFixProcedure, match="結果をお知らせした提案の区分は"):
        fix(screening)
    with pytest.raises(CannotMoveToTender, match="公募に移せません。"):
        move(screening)


def test_the_move_freezes_the_thread_on_both_sides_and_says_where_to_ask():
    screening, _ = tendering()
    move(screening)

    for by in (THE_DESK, THE_COMPANY):
        with pytest.raises(CannotWrite, match="質問の受け方：課題のページ"):
            write_message(proposal=screening.proposal, body="こんにちは", by=by, at=NOON)
    with pytest.raises(CannotFixProcedure, match="公募に移した提案の区分は"):
        fix(screening, Procedure.TRIAL)
    with pytest.raises(CannotMoveToTender, match="もう公募に移しています。"):
        move(screening)
    assert mail_text(about=screening.proposal.key, template__startswith="proposals/letter") == ""


def test_the_list_holds_what_the_city_told_and_never_the_proposers_words():
    screening, _ = tendering()
    proposal = screening.proposal
    upload = SimpleUploadedFile("地図.pdf", leaflet(), content_type="application/pdf")
    write_message(proposal=proposal, body=MARKER, by=THE_COMPANY, at=NOON)
    write_message(proposal=proposal, body="地図をお送りします。", uploads=[upload], by=THE_DESK, at=NOON)
    LetterFactory(proposal=proposal, title="最初のお返事", body="検討します。")
    meeting = offer_meeting(
        proposal=proposal, dates=[NOON + timedelta(days=1)], terms=Terms(place="市役所"), by=THE_DESK, at=NOON
    )
    hold_meeting(meeting=meeting, held_on=TODAY, by=THE_DESK, at=NOON)
    record_minutes(
        screening=screening, held_on=TODAY, place="", attendees="市と会社", body=MARKER, by=THE_DESK, at=NOON
    )
    ContactFactory(proposal=proposal, body=MARKER)
    ContactFactory(proposal=proposal, kind="THIRD_PARTY")  # was not told to the proposer

    row = move(screening, also_told="予算は未定と伝えた。")

    words = [(one.how, one.words) for one in row.items]
    assert ("メッセージ", "地図をお送りします。") in words
    assert ("通知文", "最初のお返事\n検討します。") in words
    assert ("対話", "お話をしました。場所：市役所") in words
    assert ("対話の記録", "記録があります。場所：記録なし") in words
    assert ("口頭で伝えたこと", "予算は未定と伝えた。") in words
    assert sum(how == "見せたファイル" and "地図.pdf" in said for how, said in words) == 1
    assert len(words) == 7
    assert MARKER not in str(row.content)
    assert row.sha256 == digest_of(row.content)
    assert TenderDisclosure.objects.get() == row


def test_the_letter_of_the_move_stands_in_the_list_too():
    screening, _ = tendering()

    row = move(screening, letter=letter(title="公募に移ります"))

    assert Letter.objects.get().kind == "TENDER"
    assert [one.words.split("\n")[0] for one in row.items] == ["公募に移ります"]


def test_only_what_is_to_be_tendered_is_moved():
    screening, _, _ = accepted()

    with pytest.raises(CannotMoveToTender, match="契約型（公募）に決めてください。"):
        move(screening)
    fix(screening)
    with pytest.raises(CannotMoveToTender, match="質問の受け方を書いてください。"):
        move(screening, ask_at="　")


def test_the_procedure_of_the_challenge_counts_until_another_is_decided():
    challenge = ChallengeFactory(procedure=Procedure.CONTRACT)
    screening, _, _ = accepted(for_challenge=True, challenge=challenge)

    move(screening)

    assert Tender.objects.get().proposal == screening.proposal
    assert (fresh(screening.proposal).procedure, fresh(screening.proposal).procedure_now) == ("", "CONTRACT")


def test_a_clerk_with_a_conflict_moves_nothing():
    screening, _ = tendering()
    clerk = StaffFactory(desk=True)
    declares(screening, clerk, "家族が働いている。")

    with pytest.raises(CannotMoveToTender, match="デスクのほかの人が"):
        move(screening, by=desk_acts_as(clerk))


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(rows, django_assert_num_queries):
    screening, _ = tendering()
    for _ in range(rows):
        upload = SimpleUploadedFile("地図.pdf", leaflet(), content_type="application/pdf")
        write_message(proposal=screening.proposal, body="地図です。", uploads=[upload], by=THE_DESK, at=NOON)
        LetterFactory(proposal=screening.proposal)

    with django_assert_num_queries(6):
        told_so_far(screening)


def test_a_proposal_without_a_procedure_has_no_label():
    assert (opened().proposal.procedure_label, TenderFactory().proposal.procedure_label) == ("", "契約型（公募）")
