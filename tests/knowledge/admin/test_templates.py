"""The desk adds a 様式 and a version: shown filled before it counts, refused with the name of what is wrong."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from knowledge.models import Template, TemplateVersion
from nara_renkei.core.models import PrivateFile
from tests.factories.directory import DivisionFactory
from tests.factories.knowledge import MethodFactory, TemplateFactory
from tests.knowledge.word_files import word
from tests.round_trip.typist import page, shown

pytestmark = pytest.mark.django_db
LIST = "/admin/knowledge/template/"


def file(*lines, name="kyotei.docx"):
    return SimpleUploadedFile(name, word(*lines))


def sent(client, url, data):
    return client.post(url, data, follow=True).content.decode()


def kept_in(html):
    return re.search(r'name="kept" value="([^"]*)"', html)[1]


def words(**changes):
    review_by = (timezone.localdate() + timedelta(days=90)).isoformat()
    given = {"name": "覚書（案）", "purpose": "共催のとき。", "owner": DivisionFactory().pk, "is_active": "on"}
    return {**given, "review_by": review_by, **changes}


def test_a_version_is_shown_filled_before_it_counts(desk_client):
    template = TemplateFactory()
    url = f"{LIST}{template.pk}/han/"
    assert "{{ 団体名 }}" in page(desk_client, url)

    html = sent(desk_client, url, {"why": "条を足したため。", "file": file("甲と{{ 団体名 }}")})
    assert "甲と株式会社ふたもみじ商店【例示】" in shown(html)
    assert "条を足したため。" in html
    assert (TemplateVersion.objects.count(), PrivateFile.objects.count()) == (0, 0)
    done = shown(sent(desk_client, url, {"why": "条を足したため。", "kept": kept_in(html)}))

    assert "新しい版にしました" in done
    assert "条を足したため。" in done
    assert template.versions.get().fields == ["団体名"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"file": file("{{ 会社名 }}", "{{ 団体名")}, "「会社名」という欄はありません"),
        ({"file": file("{{ 会社名 }}", "{{ 団体名")}, "「{{ 団体名」の括弧が閉じていません"),
        ({"file": file("文", name="a.txt")}, "Word（.docx）で選んでください"),
        ({}, "ファイルを選んでください"),
        ({"kept": "!"}, "もう一度選んでください"),
        ({"kept": "eA=="}, "もう一度選び直してください。"),
        ({"file": file("文"), "why": ""}, "入力してください"),
    ],
)
def test_what_is_wrong_is_named_and_nothing_kept(desk_client, data, sentence):
    for one in data.values():
        if hasattr(one, "seek"):
            one.seek(0)

    said = shown(sent(desk_client, f"{LIST}{TemplateFactory().pk}/han/", {"why": "残る理由", **data}))

    assert sentence in said or "元のソフトで保存し直してください" in said
    assert (TemplateVersion.objects.count(), PrivateFile.objects.count()) == (0, 0)


def test_a_new_one_is_shown_filled_and_added(desk_client):
    method = MethodFactory()
    data = words(code="oboegaki", methods=[method.pk])
    html = sent(desk_client, f"{LIST}add/", {**data, "file": file("{{ 提案名 }}")})
    assert "移動販売の車で" in shown(html)
    assert not Template.objects.exists()

    done = shown(sent(desk_client, f"{LIST}add/", {**data, "kept": kept_in(html)}))

    made = Template.objects.get()
    assert "様式を加えました" in done
    assert (made.code, list(made.methods.all()), made.versions.count()) == ("oboegaki", [method], 1)
    again = shown(sent(desk_client, f"{LIST}add/", {**data, "kept": kept_in(html)}))
    assert "もうあります" in again
    assert "半角の英小文字・数字・ハイフンだけ" in shown(
        sent(desk_client, f"{LIST}add/", {**data, "code": "覚書", "file": file("文")})
    )


def test_its_words_are_changed(desk_client):
    template = TemplateFactory()
    url = f"{LIST}{template.pk}/naosu/"
    assert template.name in desk_client.get(url).content.decode()

    assert "今日か、それより後" in shown(sent(desk_client, url, words(review_by="2020-01-01")))
    assert "保存しました" in shown(sent(desk_client, url, words()))

    template.refresh_from_db()
    assert (template.name, template.purpose) == ("覚書（案）", "共催のとき。")


def test_the_list_says_what_is_past_its_review(desk_client):
    TemplateFactory(review_by=timezone.localdate() - timedelta(days=1)).methods.add(MethodFactory(name="手法の名"))

    assert "（過ぎました）" in page(desk_client, LIST)
    assert "手法の名" in page(desk_client, f"{LIST}{Template.objects.get().pk}/change/")


@pytest.mark.parametrize("rows", [1, 3])
def test_the_list_costs_the_same_for_one_and_three(desk_client, rows, django_assert_num_queries):
    TemplateFactory.create_batch(rows)
    desk_client.get(LIST)

    with django_assert_num_queries(6):
        desk_client.get(LIST)
