"""申込み of a 団体: the form, the page after it, changing, replacing, cancelling. Wishes are nobody else's."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from dialogue.enums import EventState, Invites
from dialogue.models import Event, Participant, Registration
from nara_renkei.core.models import AuditEvent, FileState, PrivateFile
from nara_renkei.notifications.models import OutgoingMail
from tests.bad_input import PDF
from tests.dialogue.entries import open_event
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory, WishFactory
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TYPED = {
    "person-1-name": "奈良一郎",
    "person-1-kana": "ナライチロウ",
    "person-1-title": "営業部 主任",
    "person-1-email": "ichiro@company.example",
    "business_line": "RETAIL",
    "offer": "移動販売の車で市の案内を配ります。",
    "email": "madoguchi@company.example",
    "care": "車いすで参ります。",
}


@pytest.fixture
def event():
    return open_event(slug="r8-fuyu", name="ダイアログ", rounds=6)


@pytest.fixture
def member():
    return MemberFactory(organization__confirmed=True, organization__name="見本商店")


@pytest.fixture
def company(member):
    return StrictClient.of(member.user)


def url(event, rest=""):
    return f"/dialogue/{event.slug}/moushikomi/{rest}"


def slides():
    return SimpleUploadedFile("紹介.pdf", PDF, content_type="application/pdf")


def test_a_company_enters_on_one_page_and_reads_what_happens_next(event, member, company):
    division = DivisionFactory(name="公園緑地課")

    form = company.get(url(event)).text
    sent = company.post(
        url(event),
        {**TYPED, "slides": slides(), "is_in_booklet": "on", "wish-1-whom": division.pk, "wish-1-reason": "試したい"},
        follow=True,
    )

    assert "令和8年（2026年）11月19日（木）まで</strong>申し込めます" in form
    assert f'value="{member.user.email}"' in form
    kept = Registration.objects.get()
    assert (kept.organization, kept.state, kept.is_in_booklet) == (member.organization, "ENTERED", True)
    assert [(one.division, one.reason) for one in kept.wishes.all()] == [(division, "試したい")]
    for words in (
        "申込みを受け付けました。",
        "書いたことを直せます",
        "奈良一郎",
        "紹介.pdf",
        "公園緑地課",
        "車いすで参ります。",
    ):
        assert words in sent.text


def test_a_file_that_went_by_script_says_where_to_go_on(event, company):
    answer = company.post(url(event), {**TYPED, "slides": slides()}, headers={"X-Upload": "1"})

    assert (answer.status_code, answer["X-Next"]) == (204, url(event))


def test_a_row_more_comes_without_javascript_and_nothing_typed_is_lost(event, company):
    more = company.post(url(event), {**TYPED, "is_in_booklet": "on", "action": "add-person"})
    wishes = company.post(
        url(event), {**TYPED, "wish-1-whom": "", "wish-2-whom": "", "wish-3-whom": "", "action": "add-wish"}
    )

    assert not Registration.objects.exists()
    assert more.status_code == 200
    assert "2人目" in more.text
    assert "参加する人の欄を増やす" not in more.text
    assert "4番目" in wishes.text
    for words in ("ナライチロウ", "移動販売の車で市の案内を配ります。", "madoguchi@company.example", "checked"):
        assert words in more.text
    assert 'class="errorlist"' not in more.text


def test_no_more_rows_come_than_there_may_be(event, company):
    typed = {f"wish-{n}-whom": "" for n in range(1, 30)} | {f"person-{n}-name": "" for n in range(1, 9)}

    page = company.post(url(event), {**typed, "action": "add-wish"}).text

    assert ("9番目" in page, "10番目" in page) == (True, False)
    assert ("2人目" in page, "3人目" in page) == (True, False)


def test_more_wishes_than_rounds_are_taken_and_the_page_says_what_comes_of_them(event, company):
    typed = {f"wish-{n}-whom": DivisionFactory().pk for n in range(1, 8)}

    page = company.post(url(event), {**TYPED, **typed}, follow=True).text

    assert "会いたい相手が7件あり、回数（6回）より多いため、すべてには会えません。" in page


# --- what is wrong


@pytest.mark.parametrize(
    ("field", "typed", "sentence"),
    [
        ("person-1-name", "", "参加する人を、一人以上書いてください。"),
        ("person-1-email", "mail", "メールアドレスの形になっていません。"),
        ("offer", "あ" * 401, "400文字以内で入力してください。いまは401文字です。1文字減らしてください。"),
        ("offer", "奈良\x00市", "画面に表示できない文字（制御文字 U+0000）が含まれています。"),
        ("offer", "", "紹介したい事例・メニューを書いてください。"),
        ("business_line", "", "事業種目を選んでください。"),
        ("business_line", "MAGIC", "事業種目を選び直してください。"),
        ("care", "あ" * 201, "200文字以内で入力してください。"),
        ("email", "", "メールアドレスを入れてください。"),
        ("wish-1-whom", "999999", "この相手は、いまは選べません。選び直してください。"),
        ("wish-1-reason", "あ" * 121, "120文字以内で入力してください。"),
        ("wish-1-reason", "理由だけ", "相手を選んでください。理由だけでは送れません。"),
    ],
)
def test_what_is_wrong_is_said_and_the_rest_stays(event, company, field, typed, sentence):
    everything = {**TYPED, "person-1-kana": "", "person-1-title": ""} if field == "person-1-name" else TYPED
    if field == "person-1-name":
        everything = {**everything, "person-1-email": ""}

    page = company.post(url(event), {**everything, "wish-1-whom": "", field: typed}).text

    assert sentence in page
    assert "<title>エラー：" in page
    assert "車いすで参ります。" in page or field == "care"
    assert not Registration.objects.exists()


def test_the_same_division_twice_is_said_at_the_second(event, company):
    division = DivisionFactory(name="公園緑地課")

    page = company.post(url(event), {**TYPED, "wish-1-whom": division.pk, "wish-2-whom": division.pk}).text

    assert "2番目の会いたい課：公園緑地課を二度選んでいます。一つにしてください。" in page


def test_slides_are_a_pdf_and_must_be_chosen_again_when_something_else_is_wrong(event, company):
    picture = SimpleUploadedFile("紹介.pptx", b"PK", content_type="application/octet-stream")

    wrong_kind = company.post(url(event), {**TYPED, "slides": SimpleUploadedFile("紹介.png", PNG)}).text
    broken = company.post(url(event), {**TYPED, "slides": picture}).text
    again = company.post(url(event), {**TYPED, "offer": "", "slides": slides()}).text

    assert "資料はPDFだけを受け取れます。PowerPointなどは、PDFで保存し直してから選んでください。" in wrong_kind
    assert "紹介の資料（PDF）：" in broken
    assert "ファイルはまだ送っていません。もう一度選び直してください。" in again
    assert not PrivateFile.objects.exists()


PNG = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154789c6360606060000000050001a5f645400000000049454e44ae426082"
)


def test_an_event_that_closed_while_the_page_was_open_loses_nothing(event, company):
    Event.objects.update(state=EventState.FIXED)

    page = company.post(url(event), TYPED).text

    assert "申込みの受付は終わりました。参加のご相談は、公民連携デスクへお電話ください。" in page
    assert "移動販売の車で市の案内を配ります。" in page


def test_a_colleague_who_was_first_is_named_and_nothing_is_lost(event, member, company):
    RegistrationFactory(event=event, organization=member.organization, entered_by="会社次郎")

    page = company.post(url(event), TYPED).text

    assert "見本商店の申込みは、もう届いています（令和8年10月5日、会社次郎）。" in page
    assert "移動販売の車で市の案内を配ります。" in page


# --- who may


def test_who_is_not_invited_reads_who_is(company):
    for invites, words in (
        (Invites.AGREEMENT, "市と包括連携協定を結んでいる団体をお招きしています。"),
        (
            Invites.CHOSEN,
            "公民連携デスクが選んだ団体をお招きしています。参加をご希望のときは、下の連絡先へご相談ください。",
        ),
    ):
        event = EventFactory(open=True, invites=invites)
        assert words in company.get(url(event)).text
        company.post(url(event), TYPED)
    unknown = StrictClient.of(CompanyUserFactory(member=True))
    assert "公民連携デスクが確認した団体が申し込めます。" in unknown.get(url(open_event())).text
    assert not Registration.objects.exists()


def test_after_the_last_day_the_form_is_not_shown(company):
    event = EventFactory(fixed=True, invites=Invites.OPEN)

    page = company.get(url(event)).text

    assert "申込みの受付は終わりました。" in page
    assert "<form" not in page


def test_an_event_in_preparation_is_nobodys(company):
    assert company.get(url(EventFactory(invites=Invites.OPEN))).status_code == 404


def test_staff_have_a_page_of_their_own(event, desk_client):
    assert desk_client.get(url(event)).status_code == 404


def test_who_belongs_to_several_bodies_chooses_one(event, member, company):
    second = MemberFactory(user=member.user, organization__confirmed=True, organization__name="見本工房").organization

    chooses = company.get(url(event)).text
    company.post(f"{url(event)}?dantai={second.uuid}", TYPED)
    kept = company.get(f"{url(event)}?dantai={second.uuid}").text

    assert ("見本商店" in chooses, "見本工房" in chooses) == (True, True)
    assert Registration.objects.get().organization == second
    assert f"naosu/?dantai={second.uuid}" in kept
    foreign = OrganizationFactory(confirmed=True)
    for wanted in (foreign.uuid, "x"):
        assert company.get(f"{url(event)}?dantai={wanted}").status_code == 404


# --- afterwards


@pytest.fixture
def kept(event, member):
    registration = RegistrationFactory(event=event, organization=member.organization)
    ParticipantFactory(registration=registration, name="奈良一郎", email="ichiro@company.example", position=0)
    WishFactory(registration=registration, division__name="公園緑地課", reason="秘めた理由", position=1)
    return registration


def test_the_form_of_change_holds_what_was_written(event, company, kept):
    person = kept.participants.get()

    form = company.get(url(event, "naosu/")).text
    company.post(url(event, "naosu/"), {**TYPED, "person-1-code": person.code, "offer": "別の紹介。"})

    for words in ("奈良一郎", "秘めた理由", "移動販売の車で市の案内を配ります。", "直して送る"):
        assert words in form
    kept.refresh_from_db()
    assert (kept.offer, kept.wishes.count()) == ("別の紹介。", 0)
    assert kept.participants.get(left_at=None).code == person.code
    assert not OutgoingMail.objects.exists()


def test_a_second_person_who_does_not_come_is_taken_off_by_emptying_the_row(event, company, kept):
    first = kept.participants.get()
    second = ParticipantFactory(registration=kept, name="奈良花子", position=1)
    rows = {"person-1-code": first.code, "person-2-code": second.code}

    shown = company.post(
        url(event, "naosu/"), {**TYPED, **rows, "person-2-name": "", "person-2-email": ""}, follow=True
    )

    assert "奈良花子" not in shown.text
    assert [one.code for one in kept.participants.filter(left_at=None)] == [first.code]


def test_slides_are_read_again_replaced_and_taken_off(event, company, kept):
    code = kept.participants.get().code
    company.post(url(event, "naosu/"), {**TYPED, "person-1-code": code, "slides": slides()})

    answer = company.get(url(event, "shiryo/"))
    page = company.get(url(event, "naosu/")).text
    company.post(url(event, "naosu/"), {**TYPED, "person-1-code": code, "drops_slides": "on"})

    assert (answer.status_code, b"".join(answer)) == (200, PDF)
    assert AuditEvent.objects.filter(verb="file.download", about=kept.key).count() == 1
    assert "いまの資料：紹介.pdf" in page
    assert company.get(url(event, "shiryo/")).status_code == 404


def test_slides_that_are_being_looked_at_are_named_and_not_opened(event, company, kept):
    company.post(url(event, "naosu/"), {**TYPED, "slides": slides()})
    PrivateFile.objects.update(state=FileState.PENDING)

    assert "安全の確認をしています。済むと開けます。" in company.get(url(event)).text
    assert company.get(url(event, "shiryo/")).status_code == 404


def test_somebody_else_comes_also_after_the_last_day(event, company, kept):
    Event.objects.update(state=EventState.FIXED)
    person = kept.participants.get()
    link = url(event, f"hito/{person.code}/")

    wrong = company.post(link, {"name": ""}).text
    company.post(link, {"name": "生駒花子", "email": "hanako@company.example"})
    page = company.get(url(event)).text

    assert link in company.get(url(event)).text or person.code not in page
    assert "氏名を書いてください。" in wrong
    assert ("生駒花子" in page, "奈良一郎" in page) == (True, False)
    assert company.get(link).status_code == 404


def test_a_person_replaced_meanwhile_is_told_so(event, company, kept, monkeypatch):
    person = kept.participants.get()
    monkeypatch.setattr(Event, "takes_changes", False)

    page = company.post(url(event, f"hito/{person.code}/"), {"name": "生駒花子"}).text

    assert "いまは、参加する人を替えられません。" in page
    assert "生駒花子" in page


def test_cancelled_and_entered_again(event, company, kept):
    asked = company.get(url(event, "torikeshi/")).text
    page = company.post(url(event, "torikeshi/"), {"reason": "都合がつかないため"}, follow=True).text
    twice = company.post(url(event, "torikeshi/"), {})
    again = company.get(url(event, "naosu/")).text
    company.post(url(event, "naosu/"), {**TYPED, "person-1-code": kept.participants.get().code})

    assert "空き待ちの方に席をお譲りします" in asked
    assert "もう一度申し込む" in page
    assert twice.status_code == 302
    assert ("申し込む</button>" in again, "秘めた理由" in again) == (True, True)
    kept.refresh_from_db()
    assert (kept.state, kept.cancel_reason) == ("ENTERED", "")


def test_too_long_a_reason_and_an_event_that_ended_are_said(event, company, kept):
    too_long = company.post(url(event, "torikeshi/"), {"reason": "あ" * 201}).text
    Event.objects.update(state=EventState.ENDED)
    ended = company.post(url(event, "torikeshi/"), {}).text

    assert "200文字以内で入力してください。" in too_long
    assert "この回は終わりました。取り消すことはできません。" in ended
    assert "この回は終わりました。ご参加ありがとうございました。" in company.get(url(event)).text


def test_that_it_is_full_is_said_before_anything_is_written(event, company):
    before = company.get(url(event)).text
    Event.objects.filter(pk=event.pk).update(company_capacity=1)
    RegistrationFactory(event=event)

    full = company.get(url(event)).text

    assert ("申し込むと空き待ちになり" in before, "申し込むと空き待ちになり" in full) == (False, True)


def test_who_waits_reads_the_place_in_the_queue(company, member):
    event = open_event(company_capacity=1)
    RegistrationFactory(event=event)
    RegistrationFactory(event=event, waiting=True)

    page = company.post(url(event), TYPED, follow=True).text

    assert "空き待ちの<strong>2番目</strong>です。" in page


def test_before_an_entry_there_is_nothing_to_change_or_cancel(event, company):
    for page in ("naosu/", "torikeshi/", "hito/ABCD2345/"):
        assert company.get(url(event, page)).url == url(event)
    assert company.get(url(event, "shiryo/")).status_code == 404


# --- wishes


def test_a_colleague_of_the_same_body_reads_the_wishes_and_nobody_else(event, kept):
    colleague = StrictClient.of(MemberFactory(organization=kept.organization).user)
    rival = RegistrationFactory(event=event, organization__confirmed=True)
    stranger = StrictClient.of(MemberFactory(organization=rival.organization).user)
    wished = kept.wishes.get().division
    RegistrationFactory(event=event, of_division=True, division=wished)
    officer = StrictClient.of(StaffFactory(manager=True, division=wished))

    assert "秘めた理由" in colleague.get(url(event)).text
    for reader, pages in (
        (stranger, (url(event), url(event, "naosu/"))),
        (officer, (f"/ka/dialogue/{event.slug}/", f"/ka/dialogue/{event.slug}/moushikomi/", "/ka/dialogue/")),
    ):
        for page in pages:
            answer = reader.get(page)
            assert answer.status_code == 200
            assert "秘めた理由" not in answer.text
    assert Participant.objects.count() == 1


@pytest.mark.parametrize("rows", [1, 3])
def test_the_pages_ask_little_however_much_there_is(event, company, kept, rows, django_assert_max_num_queries):
    for n in range(rows):
        ParticipantFactory(registration=kept)
        WishFactory(registration=kept, position=n + 2)
        RegistrationFactory(event=event, of_division=True)

    with django_assert_max_num_queries(11):
        company.get(url(event))
    with django_assert_max_num_queries(11):
        company.get(url(event, "naosu/"))
