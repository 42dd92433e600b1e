"""対話: offered, chosen, declined, fixed, moved, called off, held; the clock; who is told what."""

from datetime import date, datetime, timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import Stage
from proposals.models import Meeting, Message, Pause, Promise, Proposal
from proposals.rules.meetings import Terms
from proposals.usecases.answer_meeting import choose_meeting, decline_dates
from proposals.usecases.cancel_meeting import cancel_meeting
from proposals.usecases.fix_meeting import fix_meeting, hold_meeting, move_meeting
from proposals.usecases.keep_promises import open_promise
from proposals.usecases.offer_meeting import NEW_DATES, CannotMeet, offer_meeting
from tests.factories.accounts import MemberFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import PromiseFactory, ProposalFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, TODAY, TOKYO, at, mail_text

pytestmark = pytest.mark.django_db

TUESDAY = datetime(2026, 10, 13, 10, tzinfo=TOKYO)
WEDNESDAY = datetime(2026, 10, 14, 14, tzinfo=TOKYO)
HALL = Terms(place="市役所 会議室", city_side="観光戦略課 担当太郎")


@pytest.fixture
def proposal():
    found = ProposalFactory(in_review=True, lead_division=DivisionFactory(email="kanko@city.example"))
    MemberFactory(organization=found.organization, user__email="kaisha@company.example")
    return found


def offer(proposal, *dates, **fields):
    dates = dates or (WEDNESDAY, TUESDAY)
    return offer_meeting(proposal=proposal, dates=dates, terms=HALL, **fields, by=THE_DESK, at=NOON)


def fix(proposal, day=WEDNESDAY, on=TODAY, **fields):
    return fix_meeting(proposal=proposal, fixed_at=day, terms=HALL, **fields, by=THE_DESK, at=at(on))


def choose(proposal, day=TUESDAY, when=NOON):
    return choose_meeting(proposal=proposal, chosen=day, by=THE_COMPANY, at=when)


def verbs():
    return [event.verb for event in AuditEvent.objects.order_by("pk")]


def test_dates_are_offered_in_their_order_and_nobody_is_mailed_without_the_tick(proposal):
    meeting = offer(proposal)

    meeting.refresh_from_db()
    assert (meeting.dates, meeting.place, meeting.fixed_at) == ([TUESDAY, WEDNESDAY], "市役所 会議室", None)
    assert meeting.offered_words == "10月13日（火）10時00分／10月14日（水）14時00分"
    assert not OutgoingMail.objects.exists()
    assert not Pause.objects.exists()


def test_the_tick_tells_the_company_to_choose(proposal):
    offer(proposal, notify=True)

    text = mail_text(to="kaisha@company.example")
    assert "【要対応】対話の候補日をお知らせします" in text
    assert f"/teian/{proposal.number}/taiwa/" in text


def test_new_dates_take_the_place_of_those_nobody_chose(proposal):
    first = offer(proposal)
    second = offer(proposal, TUESDAY + timedelta(days=7))

    first.refresh_from_db()
    assert first.cancelled_reason == NEW_DATES
    assert list(proposal.meetings.waiting()) == [second]


def test_no_dates_are_offered_when_a_day_is_fixed(proposal):
    fix(proposal)

    with pytest.raises(CannotMeet, match="もう決まっています。"):
        offer(proposal)


def test_no_dates_are_offered_for_a_proposal_nobody_considers():
    with pytest.raises(CannotMeet, match="担当課で検討中か対話中の提案だけです。"):
        offer(ProposalFactory(submitted=True))


def test_dates_that_are_past_are_refused(proposal):
    with pytest.raises(CannotMeet, match="これからの日時にしてください。"):
        offer(proposal, NOON)
    assert not Meeting.objects.exists()


def test_the_company_chooses_and_the_city_hears_of_it(proposal):
    open_promise(proposal=proposal, stage=Stage.DIALOGUE, at=NOON)
    offer(proposal)

    meeting = choose(proposal)

    assert meeting.when == "令和8年（2026年）10月13日（火）10時00分から11時00分まで"
    assert (Promise.objects.get().met_on, Pause.objects.get().reason) == (TODAY, "対話の日を待っています")
    assert "提案者が対話の日を選びました" in mail_text(to="kanko@city.example")
    assert not OutgoingMail.objects.filter(to="kaisha@company.example").exists()


def test_the_desk_alone_hears_of_it_where_no_division_leads(proposal):
    Proposal.objects.filter(pk=proposal.pk).update(lead_division=None)
    offer(proposal)

    choose(proposal)

    assert not OutgoingMail.objects.filter(to="kanko@city.example").exists()


@pytest.mark.parametrize(
    ("day", "when"), [(WEDNESDAY + timedelta(days=1), NOON), (TUESDAY, TUESDAY + timedelta(minutes=1))]
)
def test_a_date_that_was_not_offered_or_is_past_cannot_be_chosen(proposal, day, when):
    offer(proposal)

    with pytest.raises(CannotMeet, match="もう選べません。"):
        choose(proposal, day, when)


def test_a_date_is_chosen_once(proposal):
    offer(proposal)
    choose(proposal)

    with pytest.raises(CannotMeet, match="もう選べません。"):
        choose(proposal, WEDNESDAY)


def test_that_none_fits_is_a_message_to_the_desk(proposal):
    offer(proposal)

    meeting = decline_dates(proposal=proposal, note="16日なら伺えます。", by=THE_COMPANY, at=NOON)

    assert meeting.declined_at == NOON
    assert Message.objects.get().body == (
        "対話の候補日（10月13日（火）10時00分／10月14日（水）14時00分）は、どれも都合が合いません。"
        "別の日をお願いします。\n\n16日なら伺えます。"
    )
    with pytest.raises(CannotMeet, match="もう選べません。"):
        decline_dates(proposal=proposal, note="", by=THE_COMPANY, at=NOON)


def test_none_fits_needs_no_more_words(proposal):
    offer(proposal)

    decline_dates(proposal=proposal, note=" ", by=THE_COMPANY, at=NOON)

    assert Message.objects.get().body.endswith("別の日をお願いします。")


def test_a_fixed_day_keeps_the_promise_of_a_dialogue_and_stops_the_clock(proposal):
    dialogue = open_promise(proposal=proposal, stage=Stage.DIALOGUE, at=NOON)
    outcome = open_promise(proposal=proposal, stage=Stage.OUTCOME, at=NOON)

    meeting = fix(proposal, on=date(2026, 10, 6), notify=True)

    dialogue.refresh_from_db()
    outcome.refresh_from_db()
    assert (meeting.fixed_at, meeting.place) == (WEDNESDAY, "市役所 会議室")
    assert (dialogue.met_on, outcome.met_on, outcome.due_on) == (date(2026, 10, 6), None, None)
    assert Pause.objects.get().reason == "対話の日を待っています"
    assert "対話の日が決まりました" in mail_text(to="kaisha@company.example")


def test_a_day_fixed_by_telephone_takes_up_the_dates_that_did_not_fit(proposal):
    offered = offer(proposal)
    decline_dates(proposal=proposal, note="", by=THE_COMPANY, at=NOON)

    assert fix(proposal).pk == offered.pk
    assert Meeting.objects.get().declined_at is None


def test_a_day_is_fixed_once_and_ahead(proposal):
    with pytest.raises(CannotMeet, match="これからの日時にしてください。"):
        fix(proposal, NOON)
    fix(proposal)
    with pytest.raises(CannotMeet, match="もう決まっています。"):
        fix(proposal, TUESDAY)


def move(proposal, day=TUESDAY, reason="会議室が使えないため。", **fields):
    return move_meeting(proposal=proposal, fixed_at=day, terms=HALL, reason=reason, **fields, by=THE_DESK, at=NOON)


def test_a_day_is_moved_with_its_reason_and_the_clock_stands_on(proposal):
    fix(proposal)

    meeting = move(proposal, notify=True)

    assert (meeting.fixed_at, meeting.moved_reason, meeting.sequence) == (TUESDAY, "会議室が使えないため。", 1)
    assert Pause.objects.get().ends_on is None
    assert "対話の日が変わりました" in mail_text(to="kaisha@company.example")


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"day": NOON}, "これからの日時"),
        ({"reason": " "}, "理由を書いてください。"),
        ({}, "決まった対話の日がありません。"),
    ],
)
def test_a_day_is_moved_only_when_there_is_one_ahead_with_a_reason(proposal, fields, words):
    with pytest.raises(CannotMeet, match=words):
        move(proposal, **fields)


def cancel(proposal, reason="担当が変わるため。", **fields):
    return cancel_meeting(proposal=proposal, reason=reason, **fields, by=THE_DESK, at=at(date(2026, 10, 6)))


def test_a_fixed_day_is_called_off_and_the_clock_runs_on(proposal):
    fix(proposal)

    meeting = cancel(proposal, notify=True)

    assert meeting.cancelled_reason == "担当が変わるため。"
    assert Pause.objects.get().ends_on == date(2026, 10, 6)
    assert "対話を取りやめます" in mail_text(to="kaisha@company.example")


def test_dates_are_taken_back(proposal):
    offer(proposal)

    cancel(proposal)

    assert not proposal.meetings.waiting().exists()
    assert not OutgoingMail.objects.exists()


@pytest.mark.parametrize(("reason", "words"), [("", "理由を書いてください。"), ("x", "取りやめる対話がありません。")])
def test_nothing_is_called_off_without_a_reason_or_a_day(proposal, reason, words):
    with pytest.raises(CannotMeet, match=words):
        cancel(proposal, reason)


def test_after_the_dialogue_the_clock_runs_on(proposal):
    PromiseFactory(proposal=proposal, stage=Stage.OUTCOME)
    day = datetime(2026, 10, 9, 14, 0, tzinfo=TOKYO)
    meeting = fix(proposal, day, date(2026, 10, 6))

    hold_meeting(meeting=meeting, held_on=day.date(), by=THE_DESK, at=day)

    meeting.refresh_from_db()
    assert (meeting.held_on, Pause.objects.get().ends_on) == (date(2026, 10, 9), date(2026, 10, 9))
    assert Promise.objects.get().due_on == date(2026, 10, 14)
    assert verbs() == ["meeting.fix", "meeting.hold"]
