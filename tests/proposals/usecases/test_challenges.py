"""A 課題 from the trouble to its end, and the questions it brings."""

from datetime import date, timedelta

import pytest

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.open_link import LinkGone
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import ChallengeState
from proposals.models import Challenge, ChallengeQuestion, SorterCount, SorterDestination, Trouble
from proposals.usecases.answer_question import CannotAnswer, answer_question
from proposals.usecases.ask_question import OPEN_QUESTIONS, CannotAsk, ask_question
from proposals.usecases.count_destination import count_destination
from proposals.usecases.draft_challenge import draft_challenge
from proposals.usecases.hand_in_challenge import CannotHandIn, hand_in_challenge
from proposals.usecases.keep_challenges import keep_challenges, tell_closing
from proposals.usecases.note_trouble import NotOfTheCity, note_trouble, send_trouble_link
from proposals.usecases.publish_challenge import CannotPublish, publish_challenge
from proposals.usecases.reconfirm_challenge import CannotReconfirm, reconfirm_challenge
from proposals.usecases.retire_challenge import CannotRetire, retire_challenge, revive_challenge
from proposals.usecases.return_challenge import CannotReturn, return_challenge
from proposals.usecases.save_sheet import SheetClosed, StaleSheet, save_sheet
from proposals.usecases.settle_trouble import CannotSettle, close_trouble, promote_trouble
from tests.factories.accounts import CompanyUserFactory, StaffFactory
from tests.factories.directory import DivisionFactory
from tests.factories.proposals import ChallengeFactory, ChallengeQuestionFactory, TroubleFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, THE_DIVISION, TODAY, at, mail_text

pytestmark = pytest.mark.django_db

BY_THE_DIVISION = {"by": THE_DIVISION, "at": NOON}
BY_THE_DESK = {"by": THE_DESK, "at": NOON}


@pytest.fixture
def desk():
    return StaffFactory(desk=True)


def subjects():
    return list(OutgoingMail.objects.order_by("pk").values_list("to", "subject"))


# --- the sheet


def test_a_sheet_begins_empty_with_a_code_nobody_guesses():
    division = DivisionFactory()

    one, two = (draft_challenge(lead=division, **BY_THE_DIVISION) for _ in range(2))

    assert (one.state, one.lead, one.opens_on, one.drafted_by) == (
        ChallengeState.DRAFT,
        division,
        TODAY,
        THE_DIVISION.label,
    )
    assert one.code.startswith("r8-")
    assert one.code != two.code


def test_saving_keeps_the_words_counts_the_version_and_lets_the_search_find_them():
    challenge = ChallengeFactory(draft=True)

    saved = save_sheet(challenge_id=challenge.pk, version=1, values={"wanted": "葛󠄀の道しるべ"}, **BY_THE_DIVISION)

    assert (saved.version, saved.wanted) == (2, "葛󠄀の道しるべ")
    assert list(Challenge.objects.saying("道しるべ")) == [saved]
    assert AuditEvent.objects.get(verb="challenge.save").keys == {"fields": ["wanted"]}


def test_the_same_words_sent_twice_change_nothing_even_from_an_old_form():
    challenge = ChallengeFactory(draft=True)
    save_sheet(challenge_id=challenge.pk, version=1, values={"wanted": "同じ"}, **BY_THE_DIVISION)

    again = save_sheet(challenge_id=challenge.pk, version=1, values={"wanted": "同じ"}, **BY_THE_DIVISION)

    assert again.version == 2


def test_an_old_form_overwrites_nobody():
    challenge = ChallengeFactory(draft=True)
    save_sheet(challenge_id=challenge.pk, version=1, values={"wanted": "先"}, **BY_THE_DIVISION)

    with pytest.raises(StaleSheet) as refusal:
        save_sheet(challenge_id=challenge.pk, version=1, values={"wanted": "後"}, **BY_THE_DIVISION)

    assert refusal.value.challenge.wanted == "先"
    assert Challenge.objects.get().wanted == "先"


def test_after_handing_in_only_the_desk_writes():
    challenge = ChallengeFactory(handed_in=True)

    with pytest.raises(SheetClosed, match="デスクで確認中"):
        save_sheet(challenge_id=challenge.pk, version=1, values={"wanted": "課"}, **BY_THE_DIVISION)

    assert (
        save_sheet(challenge_id=challenge.pk, version=1, values={"wanted": "デスク"}, **BY_THE_DESK).wanted == "デスク"
    )


def test_handing_in_tells_the_desk_once(desk):
    challenge = ChallengeFactory(draft=True, returned_reason="数字の年月")

    hand_in_challenge(challenge_id=challenge.pk, **BY_THE_DIVISION)
    done = hand_in_challenge(challenge_id=challenge.pk, **BY_THE_DIVISION)

    assert (done.state, done.handed_in_at, done.returned_reason) == (ChallengeState.HANDED_IN, NOON, "")
    assert [to for to, _ in subjects()] == [desk.email]


def test_what_is_not_written_or_already_public_is_not_handed_in():
    empty = ChallengeFactory(draft=True, figures="", procedure="")

    with pytest.raises(
        CannotHandIn, match="いまのようすを、数字で一つ以上書いてください、よい提案が来たら、どう進めますか"
    ):
        hand_in_challenge(challenge_id=empty.pk, **BY_THE_DIVISION)
    with pytest.raises(CannotHandIn, match="「公開」"):
        hand_in_challenge(challenge_id=ChallengeFactory().pk, **BY_THE_DIVISION)


def test_a_returned_sheet_is_a_draft_again_and_the_division_reads_why():
    challenge = ChallengeFactory(handed_in=True)

    return_challenge(challenge_id=challenge.pk, reason="数字の年月を書いてください。", **BY_THE_DESK)

    challenge.refresh_from_db()
    assert (challenge.state, challenge.returned_reason) == (ChallengeState.DRAFT, "数字の年月を書いてください。")
    assert "数字の年月を書いてください。" in mail_text(to=challenge.lead.email)
    with pytest.raises(CannotReturn):
        return_challenge(challenge_id=challenge.pk, reason="もう一度", **BY_THE_DESK)


@pytest.mark.parametrize(("notify", "letters"), [(True, 1), (False, 0)])
def test_publishing_tells_the_division_only_when_ticked(notify, letters):
    challenge = ChallengeFactory(handed_in=True)

    done = publish_challenge(
        challenge_id=challenge.pk, opens_on=TODAY + timedelta(days=7), closes_on=None, notify=notify, **BY_THE_DESK
    )

    assert (done.state, done.published_on, done.window_on(TODAY)) == (ChallengeState.PUBLISHED, TODAY, "予告")
    assert OutgoingMail.objects.count() == letters


def test_what_is_unfinished_over_or_public_is_not_published():
    publish = {"opens_on": TODAY, "closes_on": None, "notify": False, **BY_THE_DESK}

    with pytest.raises(CannotPublish, match="まだ書いていない"):
        publish_challenge(challenge_id=ChallengeFactory(handed_in=True, offered="").pk, **publish)
    with pytest.raises(CannotPublish, match="「公開」"):
        publish_challenge(challenge_id=ChallengeFactory().pk, **publish)
    with pytest.raises(CannotPublish, match="募集の終わり"):
        publish_challenge(
            challenge_id=ChallengeFactory(handed_in=True).pk, **{**publish, "closes_on": TODAY - timedelta(days=1)}
        )


def test_what_was_taken_down_can_come_back_as_a_draft():
    challenge = ChallengeFactory(asked_on=TODAY)

    retire_challenge(challenge_id=challenge.pk, reason="解決したため。", **BY_THE_DIVISION)

    challenge.refresh_from_db()
    assert (challenge.state, challenge.retired_on, challenge.retired_reason) == (
        ChallengeState.RETIRED,
        TODAY,
        "解決したため。",
    )
    with pytest.raises(CannotRetire):
        retire_challenge(challenge_id=challenge.pk, reason="もう一度", **BY_THE_DIVISION)

    revived = revive_challenge(challenge_id=challenge.pk, **BY_THE_DIVISION)

    assert (revived.state, revived.published_on, revived.retired_on, revived.asked_on) == (
        ChallengeState.DRAFT,
        None,
        None,
        None,
    )
    with pytest.raises(CannotRetire):
        revive_challenge(challenge_id=challenge.pk, **BY_THE_DIVISION)


# --- twice a year


AUGUST = date(2026, 8, 1)


def keep(day):
    return keep_challenges(by=THE_SYSTEM, at=at(day, 8))


@pytest.fixture
def live():
    return ChallengeFactory(published_on=date(2026, 4, 1), opens_on=date(2026, 4, 1))


def test_every_live_challenge_is_asked_about_reminded_twice_and_taken_down(live, desk):
    days = [date(2026, 7, 31) + timedelta(days=n) for n in range(34)]

    told = {day: keep(day) for day in days for _ in range(2)}  # twice a day: nothing more

    live.refresh_from_db()
    letters = [
        (mail.created_at.astimezone(NOON.tzinfo).date(), mail.template) for mail in OutgoingMail.objects.order_by("pk")
    ]
    assert letters == [
        (AUGUST, "proposals/challenge_reconfirm"),
        (date(2026, 8, 21), "proposals/challenge_reconfirm"),
        (date(2026, 8, 28), "proposals/challenge_reconfirm"),
        (date(2026, 9, 1), "proposals/challenge_told"),
        (date(2026, 9, 1), "proposals/challenges_retired"),
    ]
    assert (live.state, live.retired_on) == (ChallengeState.RETIRED, date(2026, 9, 1))
    assert "8月31日（月）までに、続けるかどうかの確認がなかったため" in live.retired_reason
    assert set(told.values()) == {(0, 0)}


def test_what_ended_is_new_or_was_confirmed_is_left_alone(live):
    ended = ChallengeFactory(
        published_on=date(2026, 4, 1), opens_on=date(2026, 4, 1), closes_on=AUGUST - timedelta(days=1)
    )
    new = ChallengeFactory(published_on=date(2026, 8, 5), opens_on=date(2026, 8, 5))
    draft = ChallengeFactory(draft=True)
    assert keep(AUGUST) == (1, 0)

    reconfirm_challenge(challenge_id=live.pk, by=THE_DIVISION, at=at(date(2026, 8, 10)))

    assert [keep(day) for day in (date(2026, 8, 31), date(2026, 9, 1), date(2026, 9, 2))] == [(0, 0)] * 3
    states = Challenge.objects.filter(pk__in=[live.pk, ended.pk, new.pk]).values_list("state", flat=True).distinct()
    assert list(states.order_by("state")) == [ChallengeState.PUBLISHED]
    draft.refresh_from_db()
    assert draft.state == ChallengeState.DRAFT


def test_nobody_is_taken_down_who_was_not_asked(live):
    assert keep(date(2026, 9, 1)) == (0, 0)


def test_a_reminder_missed_on_its_day_goes_on_the_next(live):
    keep(AUGUST)

    assert keep(date(2026, 8, 23)) == (1, 0)
    assert keep(date(2026, 8, 24)) == (0, 0)


def test_the_link_opens_once_and_closes_with_the_round(live):
    keep(AUGUST)
    link = CapabilityLink.objects.get()

    assert (link.purpose, link.email, link.about) == (
        LinkPurpose.RECONFIRMATION,
        live.lead.email,
        f"challenge:{live.code}",
    )
    assert link.expires_at == at(date(2026, 9, 1), 0)
    by = {"by": THE_DIVISION, "at": at(date(2026, 8, 2))}
    reconfirm_challenge(challenge_id=live.pk, link=link, **by)
    with pytest.raises(LinkGone):
        reconfirm_challenge(challenge_id=live.pk, link=link, **by)
    with pytest.raises(LinkGone):
        retire_challenge(challenge_id=live.pk, reason="二度目", link=link, **by)


def test_what_is_not_public_is_not_confirmed():
    with pytest.raises(CannotReconfirm, match="「取下げ」"):
        reconfirm_challenge(challenge_id=ChallengeFactory(retired=True).pk, **BY_THE_DIVISION)


def test_the_division_is_told_once_that_the_end_is_near():
    near = ChallengeFactory(closes_on=TODAY + timedelta(days=14))
    ChallengeFactory(closes_on=TODAY + timedelta(days=15))
    ChallengeFactory(closes_on=TODAY - timedelta(days=1))
    ChallengeFactory()

    assert [tell_closing(at=NOON) for _ in range(2)] == [1, 0]
    assert [to for to, _ in subjects()] == [near.lead.email]


# --- questions


def ask(challenge, user, words="費用はだれが持ちますか。", when=NOON):
    return ask_question(challenge_id=challenge.pk, question=words, asker=user, by=THE_COMPANY, at=when)


def test_a_question_waits_for_the_desk_whose_letter_names_nobody(desk):
    user = CompanyUserFactory(member=True)

    asked = ask(ChallengeFactory(), user)

    assert (asked.asked_by, asked.published_on) == (user, None)
    assert [to for to, _ in subjects()] == [desk.email]
    assert user.name not in mail_text()
    assert user.email not in mail_text()


def test_pressing_twice_asks_once_and_one_person_has_five_open_questions():
    challenge, user = ChallengeFactory(), CompanyUserFactory()
    for number in range(OPEN_QUESTIONS):
        ask(challenge, user, f"質問{number}")

    ask(challenge, user, "質問0")

    assert ChallengeQuestion.objects.count() == OPEN_QUESTIONS
    with pytest.raises(CannotAsk, match="5件"):
        ask(challenge, user, "もう一つ")


def test_after_the_end_nobody_asks():
    with pytest.raises(CannotAsk, match="終わりました"):
        ask(ChallengeFactory(closes_on=TODAY - timedelta(days=1)), CompanyUserFactory())


def answer(question, **fields):
    words = {"question": "費用は？", "answer": "市が持ちます。", "is_public": True, "notify": True, **fields}
    return answer_question(question_id=question.pk, **words, **BY_THE_DESK)


def test_the_first_publication_mails_the_one_who_asked_and_nobody_else():
    user, other = CompanyUserFactory(), CompanyUserFactory()
    challenge = ChallengeFactory()
    question = ChallengeQuestionFactory(challenge=challenge, asked_by=user)
    ChallengeQuestionFactory(challenge=challenge, asked_by=other)

    first, again = answer(question), answer(question, answer="直しました。")

    assert (first.published_on, again.answer) == (TODAY, "直しました。")
    assert [to for to, _ in subjects()] == [user.email]


@pytest.mark.parametrize("fields", [{"notify": False}, {"is_public": False}])
def test_no_letter_goes_without_the_tick_or_before_everybody_reads_it(fields):
    answer(ChallengeQuestionFactory(asked_by=CompanyUserFactory()), **fields)

    assert not OutgoingMail.objects.exists()


def test_a_question_of_nobody_known_is_answered_without_a_letter():
    answer(ChallengeQuestionFactory())

    assert not OutgoingMail.objects.exists()


def test_an_answer_can_be_taken_back_and_nothing_is_public_without_one():
    question = ChallengeQuestionFactory(answered=True)

    assert answer(question, is_public=False).published_on is None
    with pytest.raises(CannotAnswer):
        answer(question, answer="")


# --- 困りごとメモ


@pytest.mark.parametrize("email", ["a@city.example", "b@CITY.EXAMPLE"])
def test_a_link_goes_to_any_address_of_the_city_known_or_not(email):
    send_trouble_link(email=email, by=THE_DIVISION, at=NOON)

    assert [to.lower() for to, _ in subjects()] == [email.lower()]


@pytest.mark.parametrize("email", ["a@evil.example", "a@city.example.evil.example", "a@xcity.example"])
def test_no_link_goes_anywhere_else(email):
    with pytest.raises(NotOfTheCity):
        send_trouble_link(email=email, by=THE_DIVISION, at=NOON)


def test_a_link_writes_one_memo():
    send_trouble_link(email="a@city.example", by=THE_DIVISION, at=NOON)
    memo = {"trouble": "列が長い", "wish": "", "division": None, "email": "a@city.example", **BY_THE_DIVISION}
    link = CapabilityLink.objects.get()

    note_trouble(**memo, link=link)

    with pytest.raises(LinkGone):
        note_trouble(**memo, link=link)
    assert Trouble.objects.count() == 1


@pytest.mark.parametrize(("notify", "letters"), [(True, 1), (False, 0)])
def test_a_memo_becomes_a_draft_of_the_chosen_division(notify, letters):
    trouble, division = TroubleFactory(trouble="列が長い", wish="すぐ済む"), DivisionFactory()

    challenge = promote_trouble(trouble_id=trouble.pk, division=division, notify=notify, **BY_THE_DESK)

    trouble.refresh_from_db()
    assert (challenge.lead, challenge.trouble, challenge.title, challenge.background, challenge.future) == (
        division,
        trouble,
        "列が長い",
        "列が長い",
        "すぐ済む",
    )
    assert trouble.closed_at == NOON
    assert [to for to, _ in subjects()] == [division.email] * letters


def test_a_memo_is_settled_once():
    trouble = TroubleFactory()
    close_trouble(trouble_id=trouble.pk, reason="県の仕事のため。", **BY_THE_DESK)

    with pytest.raises(CannotSettle, match="県の仕事のため。"):
        promote_trouble(trouble_id=trouble.pk, division=DivisionFactory(), notify=True, **BY_THE_DESK)


# --- ほかの窓口


def test_every_showing_is_counted_in_its_month_and_unknown_ones_are_not():
    for day in (TODAY, TODAY, date(2026, 9, 30), date(2025, 11, 1), date(2025, 10, 31)):
        count_destination(code="sales", on=day)
    count_destination(code="nowhere", on=TODAY)

    row = SorterDestination.objects.with_counts(date(2026, 10, 1)).get(code="sales")
    assert (row.this_month, row.last_year) == (2, 4)
    assert SorterCount.objects.count() == 4


def test_a_year_of_counts_ends_with_december_too():
    for day in (date(2026, 1, 1), date(2026, 12, 1), date(2025, 12, 31)):
        count_destination(code="voice", on=day)

    assert SorterDestination.objects.with_counts(date(2026, 12, 1)).get(code="voice").last_year == 2
