"""/ka/yomu/: who came by the link of a letter reads one chapter and says so; the admin page that sends it."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from knowledge.models import Acknowledgement, Chapter, ReadingLetter, ReadingOrder
from knowledge.rules.reading import HELD, HELD_FOR, about_of, held_letter
from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.accounts.usecases.send_link import token_digest
from tests.factories.accounts import StaffFactory
from tests.factories.knowledge import ChapterVersionFactory
from tests.harness import StrictClient
from tests.round_trip.typist import page

pytestmark = pytest.mark.django_db


@pytest.fixture
def version():
    Chapter.objects.update(must_read=False)
    text = "## ひとことで\n\nみんなで読む文です。[第9章](#kohei)も読みます。\n"
    return ChapterVersionFactory(number=1, chapter__must_read=True, chapter__anchor="yomu", title="読む章", text=text)


@pytest.fixture
def letter(version):
    order = ReadingOrder.objects.create(chapter=version.chapter, ordered_at=timezone.now(), ordered_by="デスク")
    user = StaffFactory(officer=True, name="生駒 花子")
    made = ReadingLetter.objects.create(order=order, version=version, user=user)
    now = timezone.now()
    CapabilityLink.objects.create(
        purpose=LinkPurpose.READER,
        about=about_of(made.pk),
        email=user.email,
        token_sha256=token_digest("himitsu"),
        created_at=now,
        created_by="デスク",
        expires_at=now + timedelta(days=60),
    )
    return made


def opened(client, token="himitsu"):
    return client.get(reverse("knowledge:read_by_link", args=[token]))


def test_the_link_opens_its_chapter_and_nothing_else(client, letter):
    answer = opened(client)

    assert (answer.status_code, answer["Location"]) == (302, "/ka/yomu/")
    said = page(client, "/ka/yomu/")
    assert "みんなで読む文です。" in said
    assert "生駒 花子さん" in said
    assert "/ka/guideline/" not in said
    for other in ("/ka/guideline/yomu/", "/ka/guideline/", "/ka/", "/ka/mimamori/", "/ka/jirei/"):
        assert client.get(other).status_code in {302, 404}


def test_a_look_says_nothing_and_the_button_says_it_for_the_person_of_the_link(client, letter):
    opened(client)
    client.get("/ka/yomu/")
    assert not Acknowledgement.objects.exists()

    said = client.post("/ka/yomu/", {"number": "1"}).content.decode()

    assert "読んだことを記録しています" in said
    assert Acknowledgement.objects.get().user == letter.user


@pytest.mark.parametrize("number", ["2", "", "x", "²", "99999"])
def test_another_version_than_was_read_is_said(client, letter, number):
    opened(client)

    assert "新しい版になりました" in client.post("/ka/yomu/", {"number": number}).content.decode()
    assert not Acknowledgement.objects.exists()


def test_without_a_link_or_with_one_of_another_kind_there_is_no_page(client, letter):
    assert client.get("/ka/yomu/").status_code == 404
    assert client.post("/ka/yomu/", {"number": "1"}).status_code == 404
    CapabilityLink.objects.update(purpose=LinkPurpose.TRAINEE)
    answer = opened(client)
    assert (answer.status_code, "このリンクは使えません" in answer.content.decode()) == (404, True)


def test_the_link_of_who_left_opens_nothing(client, letter):
    opened(client)
    type(letter.user).objects.filter(pk=letter.user_id).update(last_day=timezone.localdate() - timedelta(days=1))

    assert client.get("/ka/yomu/").status_code == 404
    assert opened(client).status_code == 404


def test_somebody_else_who_is_signed_in_reads_nothing_by_it(letter, company_client):
    for browser in (StrictClient.of(StaffFactory(officer=True)), company_client):
        assert opened(browser).status_code == 404
    assert opened(StrictClient.of(letter.user)).status_code == 302


def test_a_link_whose_letter_was_taken_back_opens_nothing(client, letter):
    letter.delete()

    assert opened(client).status_code == 404


def test_a_chapter_that_says_nothing_any_more_is_not_there(client, letter, version):
    opened(client)
    session = client.session
    session[HELD] = [letter.pk, int((timezone.now() - HELD_FOR - timedelta(minutes=1)).timestamp())]
    session.save()

    assert client.get("/ka/yomu/").status_code == 404
    assert held_letter(None, timezone.now()) is None


# --- before the desk


def test_the_desk_chooses_reads_and_sends(desk_client, version):
    person = StaffFactory(officer=True, name="生駒 花子")
    code = person.posts.get().division.department.code
    address = reverse("admin:knowledge_chapter_readings", args=[version.chapter_id])

    assert "送る部" in page(desk_client, address)
    refused = desk_client.post(address, {"send": "1", "readers": "0"}).content.decode()
    assert "送る部に、印を付けてください" in refused
    shown = desk_client.post(address, {"departments": [code], "readers": "0"}).content.decode()
    assert ["生駒 花子 様" in shown, "1人に送る" in shown] == [True, True]
    changed = desk_client.post(address, {"departments": [code], "readers": "5", "send": "1"}).content.decode()
    assert "5人から1人に変わりました" in changed
    assert desk_client.post(address, {"departments": [code], "readers": "1", "send": "1"}).status_code == 302
    assert ReadingLetter.objects.get().user == person
    assert "送り具合" in page(desk_client, address)


def test_a_chapter_that_nobody_must_read_is_not_sent(desk_client):
    chapter = ChapterVersionFactory(number=1).chapter
    address = reverse("admin:knowledge_chapter_readings", args=[chapter.pk])

    assert "先に「必読にする」を決めてください" in page(desk_client, address)


def test_the_desk_adds_a_chapter_and_takes_it_away(desk_client):
    add = reverse("admin:knowledge_chapter_add")
    owner = StaffFactory(officer=True).posts.get().division
    facts = {"label": "第22章", "anchor": "Anzen", "owner": owner.pk, "review_by": "2099-01-01"}

    assert "この章のあとに置く" in page(desk_client, add)
    refused = desk_client.post(add, facts).content.decode()
    assert ["英小文字" in refused, 'value="Anzen"' in refused] == [True, True]
    assert desk_client.post(add, {**facts, "anchor": "anzen"}).status_code == 302
    chapter = Chapter.objects.get(anchor="anzen")
    remove = reverse("admin:knowledge_chapter_remove", args=[chapter.pk])
    assert "第22章を消す" in page(desk_client, remove)
    assert desk_client.post(remove).status_code == 302
    assert not Chapter.objects.filter(anchor="anzen").exists()


def test_a_chapter_with_words_is_not_taken_away(desk_client):
    chapter = ChapterVersionFactory(number=1).chapter

    said = desk_client.post(reverse("admin:knowledge_chapter_remove", args=[chapter.pk])).content.decode()

    assert "版か下書きがあります" in said


def test_the_desk_throws_a_draft_away(desk_client):
    draft = ChapterVersionFactory(number=2, draft=True, first=True)
    address = reverse("admin:knowledge_chapter_act", args=[draft.chapter_id, "suteru"])

    assert "いま読まれている版は変わりません" in page(desk_client, address)
    assert desk_client.post(address, {"revision": draft.revision}).status_code == 302
    assert draft.chapter.draft() is None
