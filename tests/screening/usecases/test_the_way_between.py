"""修正, 対話, 照会, メモ, 保留, 実施, 期限."""

from datetime import date, timedelta

import pytest

from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import Party
from proposals.models import Letter, Promise, Proposal, ProposalAccess
from proposals.rules.meetings import Terms
from proposals.usecases.fix_meeting import fix_meeting
from proposals.usecases.move_proposal import move_proposal
from proposals.usecases.request_correction import CannotRequestCorrection
from proposals.usecases.resubmit_proposal import resubmit_proposal
from screening.models import Inquiry, Minutes, NextStep, Note, Routing, Screening
from screening.usecases.add_next_steps import Step
from screening.usecases.answer_inquiry import CannotAnswerInquiry, answer_inquiry
from screening.usecases.ask_opinion import CannotAsk, ask_opinion
from screening.usecases.carry_out import complete_work, start_work
from screening.usecases.confirm_correction import confirm_correction
from screening.usecases.hold_proposal import CannotHold, hold_proposal, resume_proposal
from screening.usecases.keep_due_dates import keep_due_dates
from screening.usecases.record_minutes import CannotRecordMinutes, record_minutes
from screening.usecases.return_proposal import CannotReturn, return_proposal
from screening.usecases.tell import CannotTell
from screening.usecases.tell_delay import tell_delay
from screening.usecases.write_note import CannotWriteNote, write_note
from tests.factories.directory import DivisionFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, at
from tests.screening.city import MARKER, accepted, fresh, letter, office, opened, routed

pytestmark = pytest.mark.django_db

LATER = TODAY + timedelta(days=14)


def ask_to_correct(screening, **fields):
    values = {"reasons": {"summary": "数字を足してください。"}, "wanted_by": LATER, "letter": None, **fields}
    return return_proposal(screening=screening, **values, by=THE_DESK, at=NOON)


def test_a_correction_stops_the_clock_of_the_division():
    screening, _, routing = routed()

    ask_to_correct(screening)

    assert fresh(screening.proposal).status == "RETURNED"
    assert Routing.objects.get(pk=routing.pk).due_on is None


def test_after_the_correction_the_division_has_its_days_again():
    screening, _, routing = routed()
    ask_to_correct(screening)
    corrected = at(date(2026, 10, 8))
    resubmit_proposal(
        proposal=fresh(screening.proposal), changes={"summary": "直しました。"}, by=THE_COMPANY, at=corrected
    )

    keep_due_dates(today=date(2026, 10, 8))

    assert Routing.objects.get(pk=routing.pk).due_on == date(2026, 10, 23)


def test_the_letter_of_a_correction_asks_to_act():
    screening = opened()

    ask_to_correct(screening, letter=letter())

    assert "【要対応】" in OutgoingMail.objects.get().subject


def test_a_correction_without_the_tick_tells_nobody():
    ask_to_correct(opened())

    assert not OutgoingMail.objects.exists()
    assert not Letter.objects.exists()


def test_a_correction_for_yesterday_is_refused():
    with pytest.raises(CannotReturn, match="明日以降の日にしてください。"):
        ask_to_correct(opened(), wanted_by=TODAY)


def test_a_correction_of_nothing_is_refused():
    with pytest.raises(CannotRequestCorrection):
        ask_to_correct(opened(), reasons={})


def test_a_corrected_version_waits_until_the_desk_has_read_it():
    screening = opened()
    ask_to_correct(screening)
    resubmit_proposal(proposal=fresh(screening.proposal), changes={"summary": "直しました。"}, by=THE_COMPANY, at=NOON)

    confirm_correction(screening=screening, version=2, by=THE_DESK, at=NOON)

    assert Screening.objects.get(pk=screening.pk).seen_version == 2


def minutes_of(screening, **fields):
    values = {"held_on": TODAY, "place": "市役所", "attendees": "市と会社", "body": "話しました。", **fields}
    return record_minutes(screening=screening, **values, by=THE_DESK, at=NOON)


def test_the_first_minutes_start_the_dialogue():
    screening, _, _ = accepted()

    minutes_of(screening)

    assert fresh(screening.proposal).status == "IN_DIALOGUE"


def test_minutes_hold_the_meeting_that_was_fixed():
    screening, _, _ = accepted()
    day = NOON + timedelta(hours=2)
    meeting = fix_meeting(proposal=screening.proposal, fixed_at=day, terms=Terms(), by=THE_DESK, at=NOON)

    minutes_of(screening)

    meeting.refresh_from_db()
    assert meeting.held_on == TODAY
    assert not screening.proposal.pauses.filter(ends_on=None).exists()


def test_minutes_of_tomorrow_are_refused():
    screening, _, _ = accepted()

    with pytest.raises(CannotRecordMinutes, match="今日までの日にしてください。"):
        minutes_of(screening, held_on=TODAY + timedelta(days=1))
    assert not Minutes.objects.exists()


def test_what_was_agreed_stands_as_next_steps():
    screening, lead, _ = accepted()
    steps = [
        Step("図面を送る", Party.DIVISION, LATER, lead.division, "担当太郎"),
        Step("見積りを出す", Party.PROPOSER, LATER),
    ]

    minutes = minutes_of(screening, steps=steps)

    assert [(one.what, one.owner, one.due_on, one.minutes) for one in NextStep.objects.in_order()] == [
        ("図面を送る", f"{lead.division}（担当太郎）", LATER, minutes),
        ("見積りを出す", "提案者", LATER, minutes),
    ]


def ask(screening, division, **fields):
    values = {"question": "占用の許可は要りますか。", "due_on": LATER, **fields}
    return ask_opinion(screening=screening, division=division, **values, by=THE_DESK, at=NOON)


def test_a_question_opens_only_what_it_needs():
    screening, asked = opened(), office()

    ask(screening, asked.division)

    assert ProposalAccess.objects.get(division=asked.division).scope == "QUESTION"
    assert OutgoingMail.objects.get().to == asked.division.email


def test_a_question_to_the_lead_does_not_narrow_its_access():
    screening, lead, _ = routed()

    ask(screening, lead.division)

    assert ProposalAccess.objects.get(division=lead.division).scope == "FULL"


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"question": " "}, "尋ねることを書いてください。"),
        ({"due_on": TODAY - timedelta(days=1)}, "回答期限は、今日以降の日にしてください。"),
    ],
)
def test_a_question_with_a_gap_is_refused(fields, sentence):
    with pytest.raises(CannotAsk) as caught:
        ask(opened(), office().division, **fields)

    assert str(caught.value) == sentence


def test_a_division_is_asked_one_question_at_a_time():
    screening, asked = opened(), office()
    ask(screening, asked.division)

    with pytest.raises(CannotAsk, match="まだ答えを待っている照会があります。"):
        ask(screening, asked.division)


def test_a_division_in_which_nobody_can_answer_is_not_asked():
    with pytest.raises(CannotAsk, match="課長も代決者も登録されていません。"):
        ask(opened(), DivisionFactory())


def test_an_opinion_is_given_once():
    screening, asked = opened(), office()
    inquiry = ask(screening, asked.division)
    answer_inquiry(inquiry=inquiry, verdict="YES", opinion="要ります。", by=asked.actor, at=NOON)

    with pytest.raises(CannotAnswerInquiry, match="もう答えています。"):
        answer_inquiry(inquiry=inquiry, verdict="YES", opinion="要りません。", by=asked.actor, at=NOON)
    assert Inquiry.objects.get().opinion == "要ります。"


def test_an_empty_opinion_is_refused():
    screening, asked = opened(), office()
    inquiry = ask(screening, asked.division)

    with pytest.raises(CannotAnswerInquiry, match="意見を書いてください。"):
        answer_inquiry(inquiry=inquiry, verdict="YES", opinion="", by=asked.actor, at=NOON)


def test_a_note_is_no_message_and_no_mail():
    screening = opened()

    write_note(screening=screening, body=MARKER, by=THE_DESK, at=NOON)

    assert Note.objects.get().body == MARKER
    assert not screening.proposal.messages.exists()
    assert not OutgoingMail.objects.exists()


def test_an_empty_note_is_refused():
    with pytest.raises(CannotWriteNote, match="メモを書いてください。"):
        write_note(screening=opened(), body=" ", by=THE_DESK, at=NOON)


def test_a_hold_stops_the_clocks_and_the_end_of_it_starts_them():
    screening, _, routing = routed()

    hold_proposal(screening=screening, until=LATER, reason="手続の確認", letter=None, by=THE_DESK, at=NOON)
    held = Routing.objects.get(pk=routing.pk).due_on
    resume_proposal(screening=screening, by=THE_DESK, at=at(date(2026, 10, 7)))

    assert held is None
    assert Routing.objects.get(pk=routing.pk).due_on == date(2026, 10, 22)
    assert fresh(screening.proposal).status == "IN_REVIEW"


def test_a_hold_is_told_with_the_tick():
    screening, _, _ = routed()

    hold_proposal(screening=screening, until=LATER, reason="手続の確認", letter=letter(), by=THE_DESK, at=NOON)

    assert Letter.objects.get().kind == "HOLD"


def test_a_hold_until_today_is_refused():
    screening, _, _ = routed()

    with pytest.raises(CannotHold, match="明日以降の日にしてください。"):
        hold_proposal(screening=screening, until=TODAY, reason="手続", letter=None, by=THE_DESK, at=NOON)


def test_work_begins_and_ends():
    screening, _, _ = accepted()
    move_proposal(proposal=fresh(screening.proposal), move="adopt", by=THE_DESK, at=NOON)

    start_work(screening=screening, by=THE_DESK, at=NOON)
    complete_work(screening=screening, by=THE_DESK, at=NOON)

    assert fresh(screening.proposal).status == "COMPLETED"


def test_a_delay_is_told():
    screening, _, _ = routed()

    told = tell_delay(
        screening=screening, letter=letter(), day=date(2026, 10, 27), why="照会の答えを待つため", by=THE_DESK, at=NOON
    )

    promise = Promise.objects.open().get(proposal=screening.proposal, stage="FIRST_ANSWER")
    assert (told.kind, promise.told_on) == ("DELAY", date(2026, 10, 27))


def test_a_delay_is_told_with_a_day_to_come():
    screening, _, _ = routed()

    with pytest.raises(CannotTell, match="今日以降の日にしてください。"):
        tell_delay(screening=screening, letter=letter(), day=date(2026, 10, 4), why="照会", by=THE_DESK, at=NOON)


# 送付 5 October, 10 開庁日 (12 October is a holiday): due on 20 October
def test_the_projection_of_due_dates_says_how_many_moved():
    _, _, routing = routed()
    Routing.objects.filter(pk=routing.pk).update(due_on=None)

    assert keep_due_dates(today=TODAY) == 1
    assert Routing.objects.get(pk=routing.pk).due_on == date(2026, 10, 20)
    assert Proposal.objects.count() == 1


def test_further_minutes_leave_the_dialogue_where_it_is():
    screening, _, _ = accepted()
    minutes_of(screening)
    version = fresh(screening.proposal).version

    minutes_of(screening, body="もう一度話しました。")

    assert (fresh(screening.proposal).version, Minutes.objects.count()) == (version, 2)
