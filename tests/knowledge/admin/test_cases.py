"""The desk reads what the 課 hand in."""

from datetime import timedelta

import pytest
from django.utils import timezone

from knowledge.models import CaseStudy
from nara_renkei.notifications.models import OutgoingMail
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import CaseFactory
from tests.round_trip.typist import page, shown

pytestmark = pytest.mark.django_db
LIST = "/admin/knowledge/casestudy/"


def act(case, verb):
    return f"{LIST}{case.pk}/suru/{verb}/"


def sent(client, url, data):
    return shown(client.post(url, data, follow=True).content.decode())


def fresh(case):
    return CaseStudy.objects.get(pk=case.pk)


def test_what_waits_comes_first_and_the_list_is_narrowed(desk_client):
    CaseFactory(state="HANDED_IN", words={"title": "待つもの"}, field="福祉")
    CaseFactory(past=True, words={"title": "過ぎたもの"}, review_by=timezone.localdate() - timedelta(days=1))
    CaseFactory(words={"title": "書きかけ"})
    CaseFactory(opened=True, words={"title": "開いたもの"}, review_by=timezone.localdate())
    CaseFactory(retired=True, words={"title": "やめたもの"})
    titles = {"待つもの", "過ぎたもの", "書きかけ", "開いたもの", "やめたもの"}

    def listed(query):
        said = page(desk_client, f"{LIST}{query}")
        return {title for title in titles if title in said}

    assert listed("") == {"待つもの", "過ぎたもの"}
    assert listed("?taiou=read") == {"待つもの"}
    assert listed("?taiou=past") == {"過ぎたもの"}
    assert listed("?taiou=draft") == {"書きかけ"}
    assert listed("?taiou=open") == {"過ぎたもの", "開いたもの"}
    assert listed("?taiou=retired") == {"やめたもの"}
    assert listed("?taiou=all") == titles
    assert listed("?taiou=all&bunya=福祉") == {"待つもの"}
    assert listed("?taiou=all&q=書きかけ") == {"書きかけ"}
    assert listed("?taiou=all&q=%01") == set()


def test_the_desk_opens_what_it_read(desk_client):
    case = CaseFactory(state="HANDED_IN")
    form = page(desk_client, act(case, "kokai"))
    until = timezone.localdate() + timedelta(days=200)

    assert "席のあるすべての職員が読めるようになります" in form
    assert "見直しの期限は、今日か" in sent(desk_client, act(case, "kokai"), {"version": 1, "review_by": "2020-04-01"})
    said = sent(desk_client, act(case, "kokai"), {"version": 1, "review_by": until.isoformat()})

    assert "庁内に公開しました。" in said
    assert (fresh(case).state, fresh(case).review_by) == ("INTERNAL", until)
    assert OutgoingMail.objects.count() == 0


def test_the_desk_returns_and_the_page_says_why(desk_client):
    case = CaseFactory(state="HANDED_IN")

    assert "入力してください。" in sent(desk_client, act(case, "modosu"), {"reason": ""})
    said = sent(desk_client, act(case, "modosu"), {"reason": "数え方を書いてください。"})

    assert "差し戻しました。" in said
    assert "数え方を書いてください。" in page(desk_client, f"/ka/jirei/{case.code}/")


def test_the_desk_says_who_keeps_it(desk_client):
    case, other = CaseFactory(opened=True), DivisionFactory()
    until = timezone.localdate() + timedelta(days=90)

    said = sent(desk_client, act(case, "kimeru"), {"owner": other.pk, "review_by": until.isoformat()})

    assert "決めました。" in said
    assert (fresh(case).owner, fresh(case).review_by) == (other, until)
    assert "見直しの期限は、今日か" in sent(
        desk_client, act(case, "kimeru"), {"owner": other.pk, "review_by": "2020-04-01"}
    )


def test_the_desk_retires_but_not_what_the_public_reads(desk_client):
    case, public = CaseFactory(opened=True), CaseFactory(published=True)

    assert "取り下げました。" in sent(desk_client, act(case, "torisage"), {"reason": "数字の誤り。"})
    assert fresh(case).state == "RETIRED"
    assert "いまは「取り下げる」はできません。" in sent(desk_client, act(public, "torisage"), {"reason": "誤り。"})
    assert "いまは「庁内に公開する」はできません。" in sent(desk_client, act(case, "kokai"), {})


def test_the_page_of_a_case_leads_to_the_pages_of_the_staff(desk_client):
    case = CaseFactory(past=True, review_by=timezone.localdate() - timedelta(days=1))

    html = desk_client.get(f"{LIST}{case.pk}/change/").content.decode()

    assert f'href="/ka/jirei/{case.code}/naosu/"' in html
    assert "（過ぎました）" in html
    assert 'name="_save"' not in html
