import threading
from datetime import timedelta

import pytest
from django.db import connection

from dialogue.enums import EventState, Invites, RegistrationState, Side
from dialogue.models import Event, Participant, Registration
from dialogue.usecases.cancel_registration import cancel_registration
from dialogue.usecases.enter_event import CLOSED, enter_event
from dialogue.usecases.keep_entry import NOBODY, CannotEnter, WishWords
from nara_renkei.core import wall
from nara_renkei.core.models import AuditEvent, PrivateFile
from nara_renkei.core.private_files import UploadRefused
from nara_renkei.notifications.models import OutgoingMail
from proposals.models import Trouble
from tests.dialogue.entries import (
    HANAKO,
    ICHIRO,
    company_enters,
    company_entry,
    division_enters,
    division_entry,
    open_event,
    slides,
)
from tests.factories.accounts import MemberFactory
from tests.factories.dialogue import EventFactory, RegistrationFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, THE_DIVISION, mail_text

pytestmark = pytest.mark.django_db


def test_a_company_enters_with_everything_it_wrote():
    event, tax, parks = open_event(), DivisionFactory(), DivisionFactory()

    kept = company_enters(
        event,
        people=[ICHIRO, HANAKO],
        wishes=[WishWords(parks, "公園で試したい"), WishWords(tax)],
        care="車いすで参ります。",
        is_in_booklet=True,
        upload=slides(),
    )

    kept.refresh_from_db()
    assert (kept.side, kept.state, kept.entered_at, kept.entered_by) == (Side.COMPANY, "ENTERED", NOON, "会社次郎")
    assert (kept.business_line, kept.care, kept.is_in_booklet) == ("RETAIL", "車いすで参ります。", True)
    assert kept.slides.original_name == "紹介.pdf"
    assert [(one.position, one.name) for one in kept.participants.in_order()] == [(0, "奈良一郎"), (1, "生駒花子")]
    assert [(one.position, one.division, one.reason) for one in kept.wishes.in_order()] == [
        (1, parks, "公園で試したい"),
        (2, tax, ""),
    ]
    assert AuditEvent.objects.get(verb="registration.enter").keys == {"state": "ENTERED"}


def test_a_company_gets_a_receipt_that_says_until_when_it_may_be_changed():
    event = open_event()

    kept = company_enters(event)

    mail = OutgoingMail.objects.get()
    assert (mail.to, mail.about, mail.template) == ("madoguchi@company.example", kept.key, "dialogue/entered")
    assert "書いたことは、令和8年（2026年）11月19日（木）まで、次のページで直せます。" in mail.body
    assert f"/dialogue/{event.slug}/moushikomi/" in mail.body
    assert "空き待ち" not in mail.body


def test_a_division_enters_and_gets_no_letter():
    event, firm, division = open_event(), OrganizationFactory(confirmed=True), DivisionFactory()

    kept = division_enters(event, division, wishes=[WishWords(firm, "一緒に試したい")])

    assert (kept.side, kept.division, kept.organization, kept.state) == (Side.DIVISION, division, None, "ENTERED")
    assert [one.organization for one in kept.wishes.all()] == [firm]
    assert not Trouble.objects.exists()
    assert not OutgoingMail.objects.exists()


def test_a_ticked_trouble_is_kept_as_a_memo_of_two_lines():
    event, division = open_event(name="ダイアログ"), DivisionFactory()

    division_enters(event, division, trouble="待ち時間が\n読めません。", as_memo=True)
    division_enters(event, DivisionFactory(), trouble="あ" * 400, as_memo=True)

    short, long = Trouble.objects.order_by("pk")
    assert (short.division, short.trouble, short.wish) == (
        division,
        "待ち時間が 読めません。",
        "「ダイアログ」で話したい",
    )
    assert long.trouble == "あ" * 119 + "…"


def test_who_cancels_and_enters_again_leaves_one_memo():
    event, division = open_event(), DivisionFactory()
    kept = division_enters(event, division, trouble="待ち時間が読めません。", as_memo=True)
    cancel_registration(registration=kept, reason="", by=THE_COMPANY, at=NOON)

    division_enters(event, division, trouble="待ち時間が、まだ読めません。", as_memo=True)

    assert [one.trouble for one in Trouble.objects.all()] == ["待ち時間が読めません。"]


def test_beyond_the_capacity_one_waits_and_nobody_passes_those_who_wait():
    event = open_event(company_capacity=1)
    first, second = company_enters(event), company_enters(event)
    cancel_registration(registration=first, reason="", by=THE_COMPANY, at=NOON)

    third = company_enters(event)

    assert (first.state, second.state, third.state) == ("ENTERED", "WAITING", "WAITING")
    assert "定員に達しているため、空き待ちです。" in mail_text(about=second.key)


def test_each_side_has_places_of_its_own():
    event = open_event(company_capacity=1, division_capacity=1)
    company_enters(event)

    assert [division_enters(event).state, division_enters(event).state] == ["ENTERED", "WAITING"]


@pytest.mark.django_db(transaction=True)
def test_of_eight_at_once_for_the_last_place_seven_wait():
    event = open_event(company_capacity=1)
    units = [OrganizationFactory(confirmed=True) for _ in range(8)]
    begin = threading.Barrier(8)

    def enter(unit):
        begin.wait()
        try:
            company_enters(Event(pk=event.pk), unit)
        finally:
            connection.close()

    threads = [threading.Thread(target=enter, args=(unit,)) for unit in units]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    states = list(Registration.objects.values_list("state", flat=True))
    assert sorted(states) == ["ENTERED", *["WAITING"] * 7]


def test_the_same_body_enters_once():
    event, unit = open_event(), OrganizationFactory(confirmed=True, name="見本商店")
    company_enters(event, unit)

    with pytest.raises(CannotEnter, match="見本商店の申込みは、もう届いています（令和8年10月5日、会社次郎）。"):
        company_enters(event, unit)


def test_who_cancelled_enters_again_and_keeps_the_badge():
    event, unit = open_event(), OrganizationFactory(confirmed=True)
    first = company_enters(event, unit)
    code = first.participants.get().code
    cancel_registration(registration=first, reason="都合がつかないため", by=THE_COMPANY, at=NOON)

    again = enter_event(
        event=event,
        unit=unit,
        entry=company_entry(people=[PersonOf(code)], offer="やはり参ります。"),
        by=THE_COMPANY,
        at=NOON + timedelta(days=1),
    )

    again.refresh_from_db()
    assert (again.pk, again.state, again.offer) == (first.pk, "ENTERED", "やはり参ります。")
    assert (again.cancelled_at, again.cancelled_by, again.cancel_reason) == (None, "", "")
    assert again.entered_at == NOON + timedelta(days=1)
    assert [one.code for one in again.participants.filter(left_at=None)] == [code]


def PersonOf(code):
    return type(ICHIRO)(name=ICHIRO.name, email=ICHIRO.email, code=code)


# --- what is refused


@pytest.mark.parametrize(
    "facts",
    [
        {"state": EventState.PREPARING},
        {"state": EventState.FIXED},
        {"state": EventState.OPEN, "closes_on": (NOON - timedelta(days=1)).date()},
    ],
)
def test_out_of_its_time_nobody_enters(facts):
    event = EventFactory(invites=Invites.OPEN, **facts)

    for enters in (company_enters, division_enters):
        with pytest.raises(CannotEnter) as refused:
            enters(event)
        assert str(refused.value) == CLOSED


def test_the_desk_enters_for_who_called_after_the_last_day_and_without_an_invitation():
    event = EventFactory(fixed=True, invites=Invites.CHOSEN)
    unit = OrganizationFactory(confirmed=True)

    kept = enter_event(event=event, unit=unit, entry=company_entry(), by=THE_DESK, at=NOON)

    assert (kept.state, kept.entered_by) == (RegistrationState.ENTERED, "受付花子（デスク）")
    assert not OutgoingMail.objects.exists()


def test_after_the_event_the_desk_enters_nobody_either():
    with pytest.raises(CannotEnter, match="申込みの受付は終わりました"):
        enter_event(
            event=EventFactory(ended=True), unit=DivisionFactory(), entry=division_entry(), by=THE_DESK, at=NOON
        )


def test_who_is_not_invited_is_told_whom_to_ask():
    unit = OrganizationFactory(confirmed=True, name="見本商店")

    with pytest.raises(CannotEnter, match="見本商店は、この回にお招きしていません。公民連携デスクへ"):
        company_enters(EventFactory(open=True, invites=Invites.AGREEMENT), unit)


def test_an_abolished_division_is_led_to_the_one_after_it():
    event = open_event()
    division = DivisionFactory(name="旧課", valid_to=event.held_on - timedelta(days=1))

    with pytest.raises(CannotEnter, match="旧課は、開催日には置かれていません。後の課から申し込んでください。"):
        division_enters(event, division)


def gone(event):
    return DivisionFactory(name="旧課", valid_to=event.held_on - timedelta(days=1))


@pytest.mark.parametrize(
    ("words", "sentence"),
    [
        (lambda event: {"people": []}, NOBODY),
        (lambda event: {"people": [ICHIRO, HANAKO, HANAKO]}, "参加する人は、2人までです。"),
        (
            lambda event: {"wishes": [WishWords(DivisionFactory()) for _ in range(10)]},
            "会いたい相手は、9件までです。",
        ),
        (
            lambda event: {"wishes": [WishWords(one) for one in [DivisionFactory(name="公園課")] * 2]},
            "公園課を二度選んでいます。一つにしてください。",
        ),
        (
            lambda event: {"wishes": [WishWords(OrganizationFactory())]},
            "会いたい相手は、企業は課から、課は企業から選んでください。",
        ),
        (
            lambda event: {"wishes": [WishWords(gone(event))]},
            "旧課は、開催日には置かれていません。会いたい課を選び直してください。",
        ),
    ],
)
def test_what_cannot_be_is_refused_with_what_to_do(words, sentence):
    event = open_event()

    with pytest.raises(CannotEnter) as refused:
        company_enters(event, **words(event))

    assert str(refused.value) == sentence
    assert not Registration.objects.exists()


def test_a_broken_file_keeps_nothing():
    broken = slides("紹介.txt")

    with pytest.raises(UploadRefused):
        company_enters(open_event(), upload=broken)

    assert (Registration.objects.count(), Participant.objects.count(), PrivateFile.objects.count()) == (0, 0, 0)


# --- behind the wall


def test_a_company_enters_behind_the_wall_and_waits_for_others_it_cannot_see():
    event, member = open_event(company_capacity=1), MemberFactory(organization__confirmed=True)
    RegistrationFactory(event=event)

    with wall.raised(user=member.user.pk):
        kept = company_enters(event, member.organization)
        assert list(Registration.objects.all()) == [kept]

    assert kept.state == RegistrationState.WAITING


def test_a_company_gives_and_replaces_its_slides_behind_the_wall():
    event, member = open_event(), MemberFactory(organization__confirmed=True)
    with wall.raised(user=member.user.pk):
        kept = company_enters(event, member.organization, upload=slides())
        assert PrivateFile.objects.get() == kept.slides
    stranger = MemberFactory(organization__confirmed=True)
    with wall.raised(user=stranger.user.pk):
        assert not PrivateFile.objects.exists()


def test_staff_of_a_division_enter_as_the_division():
    kept = enter_event(event=open_event(), unit=DivisionFactory(), entry=division_entry(), by=THE_DIVISION, at=NOON)

    assert kept.entered_by == "担当太郎（観光戦略課）"
