"""A 課 asks, others advise, the desk answers; each is told what concerns it and nothing that was said."""

from datetime import date, timedelta
from uuid import uuid4

import pytest

from knowledge.enums import SupportSide, SupportState, SupportTopic
from knowledge.models import StandingConsultee, SupportMessage, SupportRequest
from knowledge.permissions import asks_desk, keeps_faq, reads_support, side_in
from knowledge.usecases.answer_support import CannotAnswer, MovedOn, answer_support
from knowledge.usecases.ask_consultee import CannotAskConsultee, ask_consultee
from knowledge.usecases.begin_support import CannotBegin, begin_support
from knowledge.usecases.close_support import CannotClose, close_support
from knowledge.usecases.extend_support import CannotExtend, extend_support
from knowledge.usecases.write_in_support import CannotWrite, write_in_support
from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.models import AuditEvent, CitySettings
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.accounts import CompanyUserFactory, StaffFactory, give_post
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ProposalFactory
from tests.factories.screening import RoutingFactory
from tests.harness import NOON, THE_DESK, THE_DIVISION, TODAY, mail_text
from tests.knowledge.support import asking

pytestmark = pytest.mark.django_db
LATER = NOON + timedelta(days=1)
DESK = {"by": THE_DESK, "at": LATER}


@pytest.fixture(autouse=True)
def _desk_has_a_mailbox():
    CitySettings.objects.update(email="desk@city.example")
    CitySettings._kept = None


@pytest.fixture
def asked():
    return asking().ask()


def told():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


def forget_mails():
    OutgoingMail.objects.all().delete()


# --- begin


def test_a_division_asks_and_the_desk_is_told_by_when():
    request = asking().ask()

    assert (request.state, request.due_on) == (SupportState.OPEN, date(2026, 10, 15))  # 7 開庁日; 10/12 is closed
    said = request.messages.get()
    assert (said.side, said.written_by) == (SupportSide.ASKER, request.asked_by)
    assert told() == [("desk@city.example", "【奈良市公民連携デスク】【要対応】デスクへの相談が届きました")]
    assert "見つかりません" not in mail_text()
    assert f"/ka/sodan/{request.uuid}/\n" in mail_text()
    assert AuditEvent.objects.get(verb="support.begin").about == request.key


def test_pressed_twice_it_is_one():
    office, key = asking(), uuid4()

    assert office.ask(key=key) == office.ask(key=key)
    assert (SupportRequest.objects.count(), SupportMessage.objects.count(), len(told())) == (1, 1, 1)


def test_who_is_always_asked_is_asked_with_it():
    office = asking()
    contracts, gone = DivisionFactory(email="keiyaku@city.example"), DivisionFactory(abolished=True)
    for division in (contracts, gone, office.division):
        StandingConsultee.objects.create(topic=SupportTopic.CONTRACT, division=division)
    StandingConsultee.objects.create(topic=SupportTopic.METHOD, division=DivisionFactory())

    request = office.ask()

    assert [one.division for one in request.consultees.all()] == [contracts]
    assert told()[1:] == [
        ("keiyaku@city.example", "【奈良市公民連携デスク】【要対応】デスクへの相談について、意見をお聞かせください")
    ]


@pytest.mark.parametrize("words", [{"title": "　"}, {"body": " \n"}])
def test_it_says_something(words):
    with pytest.raises(CannotBegin, match="題と、相談したいこと"):
        asking().ask(**words)


def test_only_who_sits_in_a_division_asks_for_it():
    office = asking()

    with pytest.raises(CannotBegin, match="席のある職員"):
        begin_support(
            key=uuid4(),
            asker=StaffFactory(officer=True),
            division=office.division,
            topic=SupportTopic.METHOD,
            title="題",
            body="本文",
            by=THE_DIVISION,
            at=NOON,
        )


def test_a_proposal_of_another_division_is_not_named():
    office = asking()
    seen = RoutingFactory(division=office.division).screening.proposal

    assert office.ask(proposal=seen).proposal == seen
    with pytest.raises(CannotBegin, match="見えません"):
        office.ask(proposal=ProposalFactory(in_review=True))


# --- who reads and who writes


def test_access_follows_the_post_and_authorship_the_person(asked):
    asker, division = asked.asker, asked.division
    new = StaffFactory(officer=True, division=division)
    post = asker.posts.get()
    post.ends_on = TODAY - timedelta(days=1)
    post.save()
    give_post(asker, PostKind.OFFICER)
    moved = type(asker).objects.get(pk=asker.pk)

    assert not SupportRequest.objects.visible_to(moved, TODAY).exists()
    assert side_in(new, asked, TODAY) == SupportSide.ASKER
    assert asked.messages.get().written_by.startswith("奈良 花子")
    forget_mails()
    answer_support(request=asked, version=1, text="できます。", **DESK)
    assert told()[0][0] == division.email


def test_each_writes_for_its_side(asked):
    consultee = DivisionFactory()
    asked.consultees.create(division=consultee, asked_at=NOON, asked_by="デスク")
    people = {
        SupportSide.DESK: StaffFactory(desk=True),
        SupportSide.ASKER: StaffFactory(deputy=True, division=asked.division),
        SupportSide.CONSULTEE: StaffFactory(officer=True, division=consultee),
        None: StaffFactory(leader=True, department=asked.division.department),
    }

    assert {side: side_in(user, asked, TODAY) for side, user in people.items()} == {side: side for side in people}
    assert side_in(StaffFactory(officer=True), asked, TODAY) is None


@pytest.mark.parametrize(
    ("post", "reads", "asks"),
    [
        ("officer", True, True),
        ("deputy", True, True),
        ("manager", True, True),
        ("desk", True, False),
        ("executive", False, False),
        ("system", False, False),
        ("auditor", False, False),
    ],
)
def test_who_has_the_page(post, reads, asks):
    user = StaffFactory(**{post: True})

    assert (reads_support(user, TODAY), asks_desk(user, TODAY)) == (reads, asks)
    assert keeps_faq(user, TODAY) is (post == "desk")


def test_nobody_from_outside_has_the_page():
    people = [CompanyUserFactory(member=True), StaffFactory(), StaffFactory(officer=True, last_day=date(2026, 10, 4))]

    assert [(reads_support(one, TODAY), asks_desk(one, TODAY)) for one in people] == [(False, False)] * 3


# --- write


def test_the_desk_is_told_of_a_word(asked):
    forget_mails()

    write_in_support(request=asked, side=SupportSide.ASKER, text="追って書きます。", by=THE_DIVISION, at=LATER)

    assert told() == [("desk@city.example", "【奈良市公民連携デスク】デスクへの相談に書込みがありました")]
    assert "追って書きます" not in mail_text()
    asked.refresh_from_db()
    assert (asked.version, asked.state) == (2, SupportState.OPEN)


def test_the_same_words_twice_are_written_once(asked):
    for _ in range(2):
        write_in_support(request=asked, side=SupportSide.ASKER, text="同じ文", by=THE_DIVISION, at=LATER)
    write_in_support(request=asked, side=SupportSide.ASKER, text="違う文", by=THE_DIVISION, at=LATER)

    assert [one.text for one in asked.messages.order_by("pk")][1:] == ["同じ文", "違う文"]


def test_the_desk_tells_only_when_it_ticks(asked):
    forget_mails()

    write_in_support(request=asked, side=SupportSide.DESK, text="読みました。", **DESK)
    assert told() == []
    write_in_support(request=asked, side=SupportSide.DESK, text="確かめています。", tells=True, **DESK)
    assert [to for to, _ in told()] == [asked.asker.email]


def test_another_answer_is_asked_for_by_a_new_day(asked):
    answer_support(request=asked, version=1, text="できます。", **DESK)

    write_in_support(
        request=asked,
        side=SupportSide.ASKER,
        text="続きです。",
        asks_again=True,
        by=THE_DIVISION,
        at=NOON + timedelta(days=14),
    )

    asked.refresh_from_db()
    assert (asked.state, asked.due_on) == (SupportState.OPEN, date(2026, 10, 28))
    assert "回答の期日: 令和8年（2026年）10月28日（水）" in mail_text()


def test_words_after_an_answer_leave_it_answered(asked):
    answer_support(request=asked, version=1, text="できます。", **DESK)
    forget_mails()

    write_in_support(request=asked, side=SupportSide.ASKER, text="助かりました。", by=THE_DIVISION, at=LATER)

    asked.refresh_from_db()
    assert asked.state == SupportState.ANSWERED
    assert "回答の期日" not in mail_text()


def test_nothing_and_nothing_more_is_written(asked):
    with pytest.raises(CannotWrite, match="本文を書いて"):
        write_in_support(request=asked, side=SupportSide.ASKER, text=" ", by=THE_DIVISION, at=LATER)
    close_support(request=asked, words="別の窓口で解決しました。", **DESK)
    with pytest.raises(CannotWrite, match="新しい相談"):
        write_in_support(request=asked, side=SupportSide.ASKER, text="続き", by=THE_DIVISION, at=LATER)


# --- answer


def test_the_answer_stands_in_the_thread_and_who_asked_is_told(asked):
    forget_mails()

    answer = answer_support(request=asked, version=1, text="理由を残せば、できます。", **DESK)

    asked.refresh_from_db()
    assert (answer.is_answer, asked.state, asked.answered_at) == (True, SupportState.ANSWERED, LATER)
    assert told() == [(asked.asker.email, "【奈良市公民連携デスク】デスクへの相談に回答しました")]
    assert "理由を残せば" not in mail_text()


def test_an_answer_to_what_was_not_read_is_held_back(asked):
    write_in_support(request=asked, side=SupportSide.ASKER, text="実は二社あります。", by=THE_DIVISION, at=LATER)

    with pytest.raises(MovedOn, match="読み直して"):
        answer_support(request=asked, version=1, text="できます。", **DESK)


def test_an_answer_says_something_and_comes_before_the_end(asked):
    with pytest.raises(CannotAnswer, match="回答を書いて"):
        answer_support(request=asked, version=1, text="　", **DESK)
    close_support(request=asked, words="電話で答えました。", **DESK)
    with pytest.raises(CannotAnswer, match="終わって"):
        answer_support(request=asked, version=2, text="できます。", **DESK)


# --- ask another 課


def test_another_division_reads_and_is_told(asked):
    forget_mails()
    contracts = DivisionFactory(email="keiyaku@city.example")
    officer = StaffFactory(officer=True, division=contracts)
    assert not SupportRequest.objects.visible_to(officer, TODAY).exists()

    ask_consultee(request=asked, division=contracts, **DESK)

    assert SupportRequest.objects.visible_to(officer, TODAY).get() == asked
    assert [to for to, _ in told()] == ["keiyaku@city.example"]


def test_who_cannot_be_asked_is_said(asked):
    contracts = DivisionFactory()
    ask_consultee(request=asked, division=contracts, **DESK)

    for division, words in (
        (contracts, "もう意見を聞いています"),
        (asked.division, "相談した課です"),
        (DivisionFactory(abolished=True), "いまはない課"),
    ):
        with pytest.raises(CannotAskConsultee, match=words):
            ask_consultee(request=asked, division=division, **DESK)
    close_support(request=asked, words="終えます。", **DESK)
    with pytest.raises(CannotAskConsultee, match="終わっています"):
        ask_consultee(request=asked, division=DivisionFactory(), **DESK)


# --- longer, and the end


def test_a_later_day_stands_with_its_reason(asked):
    forget_mails()

    extend_support(request=asked, due_on=date(2026, 10, 30), reason="契約課に確かめるため。", tells=False, **DESK)
    assert told() == []
    extend_support(request=asked, due_on=date(2026, 11, 6), reason="照会が続くため。", tells=True, **DESK)

    asked.refresh_from_db()
    assert asked.due_on == date(2026, 11, 6)
    assert "令和8年10月30日に延ばしました。\n理由：契約課" in asked.messages.order_by("pk")[1].text
    assert [to for to, _ in told()] == [asked.asker.email]


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"reason": " "}, "理由を書いて"),
        ({"due_on": date(2026, 10, 15)}, "いまの期日（令和8年10月15日）より後"),
        ({"at": NOON + timedelta(days=60)}, "今日か、それより後"),
    ],
)
def test_a_day_that_cannot_be_is_refused(asked, changes, words):
    given = {"due_on": date(2026, 10, 30), "reason": "確かめるため。", **DESK, **changes}

    with pytest.raises(CannotExtend, match=words):
        extend_support(request=asked, tells=False, **given)


def test_what_is_answered_needs_no_longer(asked):
    answer_support(request=asked, version=1, text="できます。", **DESK)

    with pytest.raises(CannotExtend, match="回答を待っている"):
        extend_support(request=asked, due_on=date(2026, 10, 30), reason="確かめるため。", tells=False, **DESK)


def test_it_ends_with_or_without_words(asked):
    with pytest.raises(CannotClose, match="終える理由"):
        close_support(request=asked, **DESK)
    answer_support(request=asked, version=1, text="できます。", **DESK)

    close_support(request=asked, **DESK)

    asked.refresh_from_db()
    assert (asked.state, asked.closed_at) == (SupportState.CLOSED, LATER)
    assert asked.messages.count() == 2
    with pytest.raises(CannotClose, match="もう終わって"):
        close_support(request=asked, **DESK)


def test_the_last_words_stand_in_the_thread(asked):
    close_support(request=asked, words=" 電話で答えました。 ", **DESK)

    assert asked.messages.order_by("pk").last().text == "電話で答えました。"
