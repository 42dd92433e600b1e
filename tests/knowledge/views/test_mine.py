"""/teian/menu/: a company adds, changes, keeps and takes back what it offers."""

import pytest

from knowledge.enums import MenuState
from knowledge.models import Menu
from tests.factories.accounts import CompanyUserFactory, MemberFactory
from tests.factories.directory import OrganizationFactory
from tests.factories.knowledge import MenuFactory
from tests.factories.proposals import ChallengeFactory
from tests.harness import StrictClient
from tests.knowledge.menus import WORDS, pdf
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db


@pytest.fixture
def firm():
    return StrictClient.of(CompanyUserFactory(member=True))


def own(firm, **fields):
    return MenuFactory(organization=firm.user.memberships.get().organization, **fields)


def sent(firm, url, **words):
    return shown(firm.post(url, {**WORDS, **words}, follow=True).content.decode())


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(firm, django_assert_num_queries, rows):
    for _ in range(rows):
        own(firm, opened=True)
    firm.get("/teian/menu/")

    with django_assert_num_queries(5):
        firm.get("/teian/menu/")


def test_a_company_offers_with_a_slide_and_finds_it_on_its_page(firm):
    ChallengeFactory(field="防災")
    assert '<option value="防災">' in firm.get("/teian/menu/atarashii/").content.decode()

    said = sent(firm, "/teian/menu/atarashii/", slide=pdf())

    menu = Menu.objects.get()
    assert (menu.organization, menu.state) == (firm.user.memberships.get().organization, MenuState.OFFERED)
    assert "デスクが読むのを待っています" in said
    assert firm.get(f"/teian/menu/{menu.code}/shiryo/").status_code == 200


def test_who_belongs_to_two_says_for_which(firm):
    other = MemberFactory(user=firm.user).organization

    assert "どれか一つを選んでください" in sent(firm, "/teian/menu/atarashii/")
    sent(firm, "/teian/menu/atarashii/", organization=str(other.uuid))

    assert Menu.objects.get().organization == other


def test_who_belongs_to_none_is_led_to_the_bodies():
    nobody = StrictClient.of(CompanyUserFactory())

    assert "先に、あなたの団体を登録するか" in shown(nobody.get("/teian/menu/atarashii/", follow=True).content.decode())


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"slide": pdf("紹介.pptx")}, "スライドはPDFで受け取ります。"),
        ({"slide": pdf(content=b"no pdf at all")}, "ファイルの中身が、名前の末尾（.pdf）と合いません。"),
        ({"contact_name": "窓口 四郎"}, "窓口の方を書いたときは、メールか電話も書いてください。"),
        ({"contact_email": "renkei"}, "メールアドレスの形で入力してください。"),
        ({"offer": "あ" * 401}, "400文字以内で入力してください。いまは401文字です。"),
        ({"cost": "FREE"}, "どれか一つを選んでください。"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_typed_is_lost(firm, wrong, sentence):
    said = sent(firm, "/teian/menu/atarashii/", **wrong)

    assert sentence in said
    assert WORDS["title"] in said
    assert not Menu.objects.exists()


def test_a_change_of_the_words_goes_to_the_desk_again(firm):
    menu = own(firm, opened=True)

    said = sent(firm, f"/teian/menu/{menu.code}/", version="1", title="新しい題")

    menu.refresh_from_db()
    assert (menu.title, menu.state) == ("新しい題", MenuState.OFFERED)
    assert "デスクが読んだあとに、市の職員が読めるようになります。" in said


def test_two_people_of_one_body_do_not_overwrite_each_other(firm):
    menu = own(firm)
    sent(firm, f"/teian/menu/{menu.code}/", version="1", title="先の題")

    said = sent(firm, f"/teian/menu/{menu.code}/", version="1", title="あとの題")

    assert "ほかの方が先に変えました" in said
    assert "先の題" in said
    assert "あとの題" in said
    sent(firm, f"/teian/menu/{menu.code}/", version="2", title="あとの題")
    menu.refresh_from_db()
    assert menu.title == "あとの題"


def test_a_slide_is_taken_off(firm):
    sent(firm, "/teian/menu/atarashii/", slide=pdf())
    menu = Menu.objects.get()

    sent(firm, f"/teian/menu/{menu.code}/", version="1", drops_slide="on")

    menu.refresh_from_db()
    assert menu.slide is None
    assert firm.get(f"/teian/menu/{menu.code}/shiryo/").status_code == 404


def test_it_is_kept_and_taken_back_by_one_button_each(firm):
    menu = own(firm, past=True)
    url = f"/teian/menu/{menu.code}/"

    assert "いまの内容で続けるかを教えてください" in shown(firm.get("/teian/menu/").content.decode())
    assert "続けることを確かめました" in sent(firm, f"{url}tsuzukeru/")
    assert "取り下げました" in sent(firm, f"{url}torisage/")
    assert "もう取り下げてあります" in sent(firm, f"{url}torisage/")
    assert "この企業メニューは「取り下げ」です" in sent(firm, f"{url}tsuzukeru/")


def test_a_body_goes_on_with_what_it_was_merged_from(firm):
    merged = OrganizationFactory(merged_into=firm.user.memberships.get().organization)
    menu = MenuFactory(organization=merged, opened=True)

    assert "取り下げました" in sent(firm, f"/teian/menu/{menu.code}/torisage/")


def test_another_company_changes_nothing(firm):
    menu = MenuFactory(opened=True)

    for verb in ("", "tsuzukeru/", "torisage/"):
        assert firm.post(f"/teian/menu/{menu.code}/{verb}", WORDS).status_code == 404
