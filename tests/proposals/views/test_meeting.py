"""対話の日 as the company sees and chooses it."""

from datetime import datetime

import pytest
from icalendar import Calendar

from proposals.models import Message
from proposals.rules.meetings import Terms
from proposals.usecases.cancel_meeting import cancel_meeting
from proposals.usecases.fix_meeting import fix_meeting, move_meeting
from proposals.usecases.offer_meeting import offer_meeting
from tests.factories.accounts import CompanyUserFactory, MemberFactory
from tests.factories.proposals import ProposalFactory
from tests.harness import NOON, THE_DESK, TOKYO, StrictClient, text_of

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
TUESDAY, WEDNESDAY = datetime(2026, 10, 13, 10, tzinfo=TOKYO), datetime(2026, 10, 14, 14, tzinfo=TOKYO)
HALL = Terms(place="市役所 会議室", url="https://meet.example/taiwa", city_side="観光戦略課 担当太郎")


@pytest.fixture
def proposal():
    return ProposalFactory(in_review=True)


@pytest.fixture
def ours(proposal):
    return StrictClient.of(MemberFactory(organization=proposal.organization).user)


def offer(proposal):
    return offer_meeting(proposal=proposal, dates=[TUESDAY, WEDNESDAY], terms=HALL, by=THE_DESK, at=NOON)


def fix(proposal, day=TUESDAY):
    return fix_meeting(proposal=proposal, fixed_at=day, terms=HALL, by=THE_DESK, at=NOON)


def page(client, proposal, **data):
    url = f"/teian/{proposal.number}/taiwa/"
    return client.post(url, data, follow=True) if data else client.get(url)


def test_before_any_date_the_page_says_so(ours, proposal):
    assert "候補日もありません。" in text_of(page(ours, proposal))
    assert "いまは選べる候補日がありません。" in text_of(page(ours, proposal, choice="none"))


def test_the_company_chooses_a_date(ours, proposal):
    meeting = offer(proposal)
    shown = text_of(page(ours, proposal))

    done = text_of(page(ours, proposal, choice=TUESDAY.isoformat()))

    meeting.refresh_from_db()
    assert meeting.fixed_at == TUESDAY
    assert "令和8年（2026年）10月14日（水）14時00分から15時00分まで" in shown
    assert "観光戦略課 担当太郎、公民連携デスク" in shown
    assert "対話の日が決まりました。" in done
    assert "予定表に入れる（.ics）" in done


def test_none_fits(ours, proposal):
    offer(proposal)

    done = text_of(page(ours, proposal, choice="none", note="16日なら伺えます。"))

    assert "別の候補日をお待ちください。" in done
    assert "16日なら伺えます。" in Message.objects.get().body
    assert "どれも合わないと伝えました。" in text_of(ours.get(f"/teian/{proposal.number}/"))


def test_an_answer_without_a_date_says_what_to_do(ours, proposal):
    offer(proposal)

    assert "候補日から一つ選んでください。" in text_of(page(ours, proposal, choice="", note="のこる言葉"))
    again = text_of(page(ours, proposal, choice="2026-10-15T10:00:00+09:00", note="のこる言葉"))
    assert "この候補日は、もう選べません。" in again
    assert "のこる言葉" in again


def test_a_date_that_went_by_meanwhile_is_refused_with_a_sentence(ours, proposal, monkeypatch):
    meeting = offer(proposal)
    monkeypatch.setattr("proposals.views.meeting._current", lambda _: meeting)
    cancel_meeting(proposal=proposal, reason="都合のため。", by=THE_DESK, at=NOON)

    assert "この候補日は、もう選べません。" in text_of(page(ours, proposal, choice=TUESDAY.isoformat()))


def test_the_day_goes_into_a_calendar_and_a_moved_one_counts_on(ours, proposal):
    fix(proposal)
    move_meeting(proposal=proposal, fixed_at=WEDNESDAY, terms=HALL, reason="会議室のため。", by=THE_DESK, at=NOON)

    answer = ours.get(f"/teian/{proposal.number}/taiwa/yotei/")
    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")

    assert (event["SEQUENCE"], event.decoded("DTSTART"), event["LOCATION"]) == (
        1,
        WEDNESDAY,
        "市役所 会議室　https://meet.example/taiwa",
    )
    assert "会議室のため。" in text_of(page(ours, proposal))
    assert "対話の日・場所・予定表に入れるファイル" in text_of(ours.get(f"/teian/{proposal.number}/"))


def test_without_a_fixed_day_there_is_no_file(ours, proposal):
    offer(proposal)

    assert ours.get(f"/teian/{proposal.number}/taiwa/yotei/").status_code == 404


def test_what_was_called_off_stays_with_its_reason(ours, proposal):
    fix(proposal)
    cancel_meeting(proposal=proposal, reason="担当が変わるため。", by=THE_DESK, at=NOON)

    assert "取りやめ：" in text_of(page(ours, proposal))
    assert "担当が変わるため。" in text_of(page(ours, proposal))


def test_another_body_sees_404(proposal):
    stranger = StrictClient.of(CompanyUserFactory(member=True))

    assert page(stranger, proposal).status_code == 404
    assert page(stranger, proposal, choice="none").status_code == 404
