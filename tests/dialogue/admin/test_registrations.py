"""申込み before the desk: the list with its tables, the buttons, and what it enters for who called."""

import csv
import io

import pytest
from openpyxl import load_workbook

from dialogue.models import Event, Participant, Registration
from nara_renkei.core.models import AuditEvent
from nara_renkei.notifications.models import OutgoingMail
from tests.dialogue.entries import company_enters, open_event, slides
from tests.factories.accounts import MemberFactory, StaffFactory
from tests.factories.dialogue import (
    EventFactory,
    ParticipantFactory,
    RegistrationFactory,
    SeatingRuleFactory,
    WishFactory,
)
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import NOON, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]

LIST = "/admin/dialogue/registration/"
TYPED = {
    "person-1-name": "奈良一郎",
    "business_line": "RETAIL",
    "offer": "移動販売の車。",
    "email": "madoguchi@company.example",
    "care": "",
}


@pytest.fixture
def desk():
    return StrictClient.of(StaffFactory(desk=True, name="受付花子"))


@pytest.fixture
def event():
    return open_event(slug="r8-fuyu", name="ダイアログ")


def full(event):
    """Return a registration with everything."""
    kept = RegistrationFactory(event=event, organization__name="見本商店", care="車いすで参ります。", offer="=移動販売")
    ParticipantFactory(registration=kept, name="奈良一郎", email="ichiro@company.example")
    WishFactory(registration=kept, division__name="公園緑地課", reason="秘めた理由", position=1)
    return kept


def act(row, verb):
    return f"{LIST}{row.pk}/suru/{verb}/"


def test_the_list_finds_by_unit_and_person_and_narrows(desk, event):
    kept = full(event)
    division = RegistrationFactory(event=event, of_division=True, division__name="市民課", waiting=True)
    RegistrationFactory(event=EventFactory(open=True), organization__name="よその回")

    def found(query):
        return {row.name for row in desk.get(f"{LIST}?{query}").context["cl"].result_list}

    assert found("q=見本") == {"見本商店"}
    assert found("q=奈良一郎") == {"見本商店"}
    assert found("q=%07") == set()
    assert found(f"event__id__exact={event.pk}") == {kept.name, "市民課"}
    assert found("state__exact=WAITING") == {"市民課"}
    assert found("taiou=kuriage") == {division.name}
    assert found("taiou=torikeshi") == set()
    assert desk.get(f"/admin/dialogue/event/{event.pk}/moushikomi/").url == f"{LIST}?event__id__exact={event.pk}"


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_asks_little_however_long(desk, event, rows, django_assert_max_num_queries):
    for _ in range(rows):
        ParticipantFactory(registration=RegistrationFactory(event=event))

    with django_assert_max_num_queries(10):
        desk.get(LIST)


def test_the_table_holds_everything_and_no_cell_bites(desk, event):
    kept = full(event)
    chosen = {"_selected_action": [kept.pk]}

    as_csv = desk.post(LIST, {"action": "as_csv", **chosen})
    as_xlsx = desk.post(LIST, {"action": "as_xlsx", **chosen})

    head, row = csv.reader(io.StringIO(as_csv.content.decode("utf-8-sig")))
    found = dict(zip(head, row, strict=True))
    assert (found["団体・課"], found["参加する人"]) == ("見本商店", "奈良一郎　営業部 主任　ichiro@company.example")
    assert (found["会いたい相手"], found["配慮の要ること"]) == ("1. 公園緑地課　秘めた理由", "車いすで参ります。")
    assert found["紹介・困りごと"] == "'=移動販売"
    cells = [cell.value for cell in load_workbook(io.BytesIO(as_xlsx.content)).active[2]]
    assert cells[2] == "見本商店"
    assert AuditEvent.objects.filter(verb="registration.export").count() == 2


def test_one_registration_shows_people_wishes_and_care(desk, event):
    page = desk.get(f"{LIST}{full(event).pk}/change/").text

    for words in ("奈良一郎", "公園緑地課", "秘めた理由", "車いすで参ります。"):
        assert words in page
    assert 'name="_save' not in page
    assert 'name="_addanother"' not in page


def test_slides_are_named_and_opened(desk, event):
    kept = company_enters(event, upload=slides())

    page = desk.get(f"{LIST}{kept.pk}/change/").text
    answer = desk.get(f"{LIST}{kept.pk}/shiryo/")

    assert f'href="{LIST}{kept.pk}/shiryo/">紹介.pdf' in page
    assert (answer.status_code, AuditEvent.objects.filter(verb="file.download").count()) == (200, 1)
    kept.slides.state = "PENDING"
    kept.slides.save()
    assert "紹介.pdf　安全の確認をしています。" in desk.get(f"{LIST}{kept.pk}/change/").text
    assert desk.get(f"{LIST}{full(event).pk}/shiryo/").status_code == 404


def test_the_desk_moves_up_who_waits_with_the_letter_before_its_eyes(desk, event):
    kept = RegistrationFactory(event=event, waiting=True, email="madoguchi@company.example")

    preview = desk.get(act(kept, "kuriageru")).text
    desk.post(act(kept, "kuriageru"), {"tells": "on"})

    assert "madoguchi@company.exampleへ次のメールを送ります。" in preview
    assert "空きが出たため、ダイアログに参加いただけることになりました。" in preview
    kept.refresh_from_db()
    assert (kept.state, OutgoingMail.objects.get().to) == ("ENTERED", "madoguchi@company.example")


def test_what_cannot_be_is_said_on_the_page(desk, event):
    Event.objects.update(company_capacity=1)
    kept = full(event)
    waiting = RegistrationFactory(event=event, waiting=True)

    assert "定員（1）に空きがありません。" in desk.post(act(waiting, "kuriageru"), {}).text
    assert "卓は1から8までです。" in desk.post(act(kept, "taku"), {"table": "9"}).text
    assert "卓の番号を数字で入れてください。" in desk.post(act(kept, "taku"), {"table": "x"}).text


def test_the_desk_fixes_a_table_cancels_and_looks_again(desk, event):
    kept = full(event)
    Event.objects.update(state="FIXED")

    desk.post(act(kept, "taku"), {"table": "3"})
    desk.post(act(kept, "torikesu"), {"reason": "電話で"})
    front = desk.get("/admin/").text
    desk.post(act(kept, "tashikameta"), {})

    kept.refresh_from_db()
    assert (kept.fixed_table, kept.state, kept.cancel_reason) == (3, "CANCELLED", "電話で")
    assert "確定のあとの、ダイアログの取消し" in front
    assert f"{LIST}?taiou=torikeshi" in front
    assert kept.seen_at == NOON
    assert not OutgoingMail.objects.exists()


def test_two_that_share_no_round_cannot_be_made_to_meet(desk, event):
    Event.objects.update(rounds=2)
    company, division = full(event), RegistrationFactory(event=event, of_division=True)
    assert "どの回にも出られないときは" in desk.post(act(company, "kai"), {"rounds": ["1", "2"]}).text
    desk.post(act(company, "kai"), {"rounds": ["1"]})
    desk.post(act(division, "kai"), {"rounds": ["2"]})
    SeatingRuleFactory(event=event, company=company, division=division)

    page = desk.post(f"/admin/dialogue/event/{event.pk}/sekiwari/", {}).text

    assert "は、共通して出られる回がありません。出られる回を変えるか、組を外してください。" in page


def test_the_desk_enters_for_a_company_that_called(desk, event):
    unit = MemberFactory(organization__name="見本商店", user__email="tanto@company.example").organization
    EventFactory(slug="mada")

    blank = desk.get(f"{LIST}add/").text
    none = desk.get(f"{LIST}add/?q=").text
    found = desk.get(f"{LIST}add/?event={event.pk}&q=見本").text
    link = f"kai=r8-fuyu&amp;dantai={unit.uuid}"
    form = desk.get(f"{LIST}add/?kai=r8-fuyu&dantai={unit.uuid}").text
    wrong = desk.post(f"{LIST}add/?kai=r8-fuyu&dantai={unit.uuid}", {**TYPED, "offer": "あ" * 401}).text
    more = desk.post(f"{LIST}add/?kai=r8-fuyu&dantai={unit.uuid}", {**TYPED, "action": "add-person"}).text
    answer = desk.post(f"{LIST}add/?kai=r8-fuyu&dantai={unit.uuid}", TYPED)
    twice = desk.post(f"{LIST}add/?kai=r8-fuyu&dantai={unit.uuid}", TYPED).text

    kept = Registration.objects.get()
    assert "探す" in blank
    assert "団体か課の名前を入れてください。" in none
    assert link in found
    assert 'value="tanto@company.example"' in form
    assert "1文字減らしてください。" in wrong
    assert "2人目" in more
    assert answer.url == f"{LIST}{kept.pk}/change/"
    assert (kept.organization, kept.entered_by.startswith("受付花子")) == (unit, True)
    assert "見本商店の申込みは、もう届いています" in twice
    assert not OutgoingMail.objects.exists()


def test_the_desk_enters_for_a_division_and_finds_no_stranger(desk, event):
    division = DivisionFactory(name="市民課", code="000123")
    words = {"person-1-name": "担当太郎", "trouble": "窓口の待ち時間。", "email": "ka@city.example"}

    found = desk.get(f"{LIST}add/?event={event.pk}&q=市民").text
    desk.post(f"{LIST}add/?kai=r8-fuyu&ka=000123", words)

    assert "kai=r8-fuyu&amp;ka=000123" in found
    assert Registration.objects.get().division == division
    for rest in ("dantai=x", f"dantai={OrganizationFactory.build().uuid}", "ka=999999"):
        assert desk.get(f"{LIST}add/?kai=r8-fuyu&{rest}").status_code == 404


def test_the_desk_changes_what_was_written_after_the_last_day(desk, event):
    kept = full(event)
    Event.objects.update(state="FIXED")
    code = kept.participants.get().code

    form = desk.get(act(kept, "naosu")).text
    wrong = desk.post(act(kept, "naosu"), {**TYPED, "offer": ""}).text
    desk.post(act(kept, "naosu"), {**TYPED, "person-1-code": code, "offer": "直した紹介。"})
    Event.objects.update(state="ENDED")
    refused = desk.post(act(kept, "naosu"), TYPED).text

    kept.refresh_from_db()
    assert "秘めた理由" in form
    assert "紹介したい事例・メニューを書いてください。" in wrong
    assert kept.offer == "直した紹介。"
    assert "書いたことを直せる期間は終わりました。" in refused
    assert Participant.objects.get(left_at=None).code == code
