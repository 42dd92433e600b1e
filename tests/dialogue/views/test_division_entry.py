"""申込み of a 課 on the staff's pages."""

import pytest

from dialogue.enums import EventState, Invites
from dialogue.models import Event, Registration
from proposals.models import Trouble
from tests.dialogue.entries import open_event
from tests.factories.accounts import PostFactory, StaffFactory
from tests.factories.dialogue import EventFactory, ParticipantFactory, RegistrationFactory, WishFactory
from tests.factories.directory import AgreementFactory, DivisionFactory, OrganizationFactory
from tests.harness import NOON, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

TYPED = {
    "person-1-name": "担当太郎",
    "trouble": "窓口の待ち時間が読めません。",
    "email": "ka@city.example",
    "care": "",
}


@pytest.fixture
def event():
    return open_event(slug="r8-fuyu", name="ダイアログ")


@pytest.fixture
def division():
    return DivisionFactory(name="市民課", email="shimin@city.example", code="000123")


@pytest.fixture
def officer(division):
    return StrictClient.of(StaffFactory(officer=True, division=division))


def url(event, rest=""):
    return f"/ka/dialogue/{event.slug}/moushikomi/{rest}"


def test_a_division_enters_and_its_trouble_is_kept_as_a_memo(event, division, officer):
    firm = OrganizationFactory(confirmed=True, name="見本商店")
    RegistrationFactory(event=event, organization=firm)

    form = officer.get(url(event)).text
    sent = {**TYPED, "as_memo": "on", "wish-1-whom": firm.pk, "wish-1-reason": "予約の仕組み"}
    page = officer.post(url(event), sent, follow=True).text

    assert 'value="shimin@city.example"' in form
    assert "申込みのあったところ" in form
    kept = Registration.objects.get(division=division)
    assert (kept.state, kept.trouble) == ("ENTERED", "窓口の待ち時間が読めません。")
    assert [(one.organization, one.reason) for one in kept.wishes.all()] == [(firm, "予約の仕組み")]
    assert Trouble.objects.get().division == division
    for words in ("申込みを受け付けました。", "担当太郎", "見本商店", "市民課"):
        assert words in page


def test_those_invited_may_be_wished_for_before_they_enter(division, officer):
    event = EventFactory(open=True, invites=Invites.AGREEMENT)
    AgreementFactory(organization__name="協定の会社", organization__confirmed_at=NOON)

    assert "協定の会社" in officer.get(url(event)).text


def test_what_is_wrong_is_said_and_the_rest_stays(event, officer):
    page = officer.post(url(event), {**TYPED, "trouble": "あ" * 401}).text

    assert "困りごと：400文字以内で入力してください。いまは401文字です。" in page
    assert "担当太郎" in page
    assert not Registration.objects.exists()


def test_a_division_that_ends_before_the_day_is_led_to_the_next(event, officer, division):
    division.valid_to = event.held_on.replace(day=1)
    division.save()

    page = officer.post(url(event), TYPED).text

    assert "市民課は、開催日には置かれていません。後の課から申し込んでください。" in page


def test_it_changes_replaces_and_cancels(event, division, officer):
    kept = RegistrationFactory(event=event, of_division=True, division=division)
    person = ParticipantFactory(registration=kept)

    officer.post(url(event, "naosu/"), {**TYPED, "person-1-code": person.code, "person-1-name": person.name})
    officer.post(url(event, f"hito/{person.code}/"), {"name": "大和三郎"})
    page = officer.get(url(event)).text
    officer.post(url(event, "torikeshi/"), {"reason": ""})

    kept.refresh_from_db()
    assert (kept.trouble, kept.state) == ("窓口の待ち時間が読めません。", "CANCELLED")
    assert "大和三郎" in page


def test_who_works_in_two_chooses_one(event, division):
    user = StaffFactory(officer=True, division=division)
    other = PostFactory(user=user, division__name="課税課", division__code="000456").division
    staff = StrictClient.of(user)

    chooses = staff.get(url(event)).text
    staff.post(f"{url(event)}?ka=000456", TYPED)

    assert ("市民課" in chooses, "課税課" in chooses) == (True, True)
    assert Registration.objects.get().division == other
    assert staff.get(f"{url(event)}?ka=999999").status_code == 404


def test_the_list_and_the_event_say_how_the_division_stands(event, division, officer):
    EventFactory(name="まだの回")
    fresh = officer.get("/ka/dialogue/").text
    before = officer.get(f"/ka/dialogue/{event.slug}/").text
    RegistrationFactory(event=event, of_division=True, division=division, waiting=True)
    after = officer.get("/ka/dialogue/").text
    page = officer.get(f"/ka/dialogue/{event.slug}/").text
    Event.objects.update(state=EventState.FIXED)
    Registration.objects.all().delete()
    closed = officer.get(f"/ka/dialogue/{event.slug}/").text

    assert ("募集中" in fresh, "まだの回" in fresh) == (True, False)
    assert "参加を申し込む" in before
    assert ("空き待ち" in after, "空き待ち" in page) == (True, True)
    assert "申込みの受付は終わりました。" in closed


def test_no_event_at_all_is_said(officer):
    assert "いま開かれるダイアログはありません。" in officer.get("/ka/dialogue/").text


def test_who_works_in_no_division_finds_no_such_page(event):
    for kind in ("director", "desk", "auditor"):
        staff = StrictClient.of(StaffFactory(**{kind: True}))
        for page in ("/ka/dialogue/", f"/ka/dialogue/{event.slug}/", url(event)):
            assert staff.get(page).status_code == 404


def test_another_division_reads_nothing_of_it(event, division):
    kept = RegistrationFactory(event=event, of_division=True, division=division, trouble="秘めた困りごと")
    WishFactory(registration=kept, division=None, organization=OrganizationFactory(), reason="秘めた理由")
    other = StrictClient.of(StaffFactory(manager=True))

    for page in (url(event), f"/ka/dialogue/{event.slug}/", "/ka/dialogue/"):
        assert "秘めた" not in other.get(page).text


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_little_however_many_events(officer, division, rows, django_assert_max_num_queries):
    for _ in range(rows):
        RegistrationFactory(event=open_event(), of_division=True, division=division)

    with django_assert_max_num_queries(9):
        officer.get("/ka/dialogue/")
