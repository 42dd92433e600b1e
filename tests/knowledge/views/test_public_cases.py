"""/jirei/: what everybody reads of a 事例, and what is gone when the consent is."""

import csv
import io
import json

import pytest
from django.urls import reverse

from knowledge.enums import CaseState
from knowledge.models import CaseStudy, PublicFace
from knowledge.usecases.agree_to_face import agree_to_face
from knowledge.usecases.put_public import put_away
from knowledge.usecases.withdraw_consent import withdraw_consent
from nara_renkei.core.models import FileState
from tests.factories.accounts import CompanyUserFactory, MemberFactory, StaffFactory
from tests.factories.knowledge import CaseFactory, CaseVersionFactory, MethodFactory
from tests.harness import NOON, THE_COMPANY, THE_DESK, StrictClient
from tests.knowledge.faces import ask, kept
from tests.round_trip.typist import shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def place(settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path / "files"


@pytest.fixture
def member():
    return MemberFactory()


@pytest.fixture
def face(member):
    """A case with a picture to which its partner has agreed."""
    facts = {"source_name": "市の公表資料", "source_url": "https://city.example/", "method": MethodFactory(name="共催")}
    case = CaseFactory(opened=True, organization=member.organization, words={"title": "講座をひらいた話"}, **facts)
    kept(case=case)
    face = ask(case)
    agree_to_face(face=face, sha256=face.sha256, user=member.user, by=THE_COMPANY, at=NOON)
    face.refresh_from_db()
    return face


def said(answer):
    return shown(answer.content.decode())


def addresses(face):
    code = face.case.code
    return [
        reverse("knowledge:public_case", args=[code]),
        reverse("knowledge:case_card", args=[code]),
        reverse("knowledge:case_picture", args=[code, face.pictures[0]["file"]]),
    ]


READERS = {
    "nobody": StrictClient,
    "another company": lambda: StrictClient.of(CompanyUserFactory(member=True)),
    "staff": lambda: StrictClient.of(StaffFactory(officer=True)),
}


@pytest.mark.parametrize("reader", READERS)
def test_everybody_reads_the_frozen_words_and_no_others(face, reader):
    CaseVersionFactory(case=face.case, number=2, title="まだ同意のない題", work="まだ同意のない文")

    answer = READERS[reader]().get(addresses(face)[0])
    page, html = said(answer), answer.content.decode()

    for words in (
        "講座をひらいた話",
        "会社の方が講師になりました。",
        "提供：奈良市",
        "市の公表資料",
    ):
        assert words in page
    for words in ("まだ同意のない", "日程が合いませんでした", "講師の派遣の文書は"):
        assert words not in page
    assert f"/jirei/{face.case.code}/kyoyu.png" in html
    assert 'alt="公民館で講座を受ける方々"' in html


@pytest.mark.parametrize("reader", READERS)
def test_picture_and_card_are_kept_a_little_by_caches(face, reader):
    for address in addresses(face)[1:]:
        answer = READERS[reader]().get(address)
        assert answer.status_code == 200
        assert answer["Cache-Control"] == "public, max-age=300"
        assert answer["X-Content-Type-Options"] == "nosniff"
        assert answer["Content-Disposition"] == "inline"


def test_a_picture_that_is_not_in_the_face_is_not_found(client, face):
    later = kept(case=face.case)

    assert client.get(reverse("knowledge:case_picture", args=[face.case.code, later.file.uuid])).status_code == 404


def test_a_picture_that_turned_out_dangerous_is_not_found(client, face):
    file = face.case.pictures.get().file
    file.state = FileState.INFECTED
    file.save()

    assert client.get(addresses(face)[2]).status_code == 404


@pytest.mark.parametrize("way", ["withdrawn", "taken down", "retired"])
@pytest.mark.parametrize("reader", READERS)
def test_what_was_public_and_is_not_any_more_is_gone_everywhere(member, face, way, reader):
    if way == "withdrawn":
        withdraw_consent(face=face, sha256=face.sha256, user=member.user, by=THE_COMPANY, at=NOON)
    elif way == "taken down":
        put_away(face, why="理由", by=THE_DESK, at=NOON)
    else:
        CaseStudy.objects.filter(pk=face.case_id).update(state=CaseState.RETIRED, retired_at=NOON)
    client = READERS[reader]()

    for address in addresses(face):
        answer = client.get(address)
        assert answer.status_code == 410, address
        assert "講座をひらいた話" not in said(answer)
        assert "理由" not in said(answer)
    for address in ("/jirei/", "/jirei/?q=講座", "/jirei/feed/", "/jirei/data.json", "/jirei/data.csv"):
        assert "講座をひらいた話" not in client.get(address).content.decode(), address


def test_what_was_never_public_is_not_found(client):
    case = CaseFactory(opened=True)

    assert client.get(f"/jirei/{case.code}/").status_code == 404
    assert client.get("/jirei/nashi/").status_code == 404


def test_a_case_without_a_card_has_no_picture_to_share(client):
    case = CaseFactory(published=True)

    assert "og:image" not in client.get(f"/jirei/{case.code}/").content.decode()
    assert client.get(f"/jirei/{case.code}/kyoyu.png").status_code == 404


def test_the_list_is_found_by_words_and_facts(client):
    method = MethodFactory(name="共催")
    one = CaseFactory(published=True, field="防災", year=2025, method=method, words={"title": "一つ目"})
    other = CaseFactory(published=True, field="福祉", words={"title": "二つ目", "summary": "買物に行けない方へ。"})

    def found(query):
        text = said(client.get(f"/jirei/?{query}"))
        return [case.current().title for case in (one, other) if case.current().title in text]

    assert found("") == ["一つ目", "二つ目"]
    assert found("bunya=防災") == ["一つ目"]
    assert found("shuho=共催") == ["一つ目"]
    assert found(f"ka={other.owner.name}") == ["二つ目"]
    assert found("nendo=2025") == ["一つ目"]
    assert found("nendo=x") == found("bunya=なし") == []
    assert found("q=買物") == ["二つ目"]
    assert "言葉は2文字以上で入れてください。" in said(client.get("/jirei/?q=買"))
    assert "当てはまる事例はありません" in said(client.get("/jirei/?q=見つからない"))


def test_an_empty_list_says_what_to_do(client):
    assert "最初の取組をお待ちしています" in said(client.get("/jirei/"))


@pytest.mark.parametrize("rows", [1, 3])
@pytest.mark.parametrize(
    ("address", "queries"), [("/jirei/", 4), ("/jirei/feed/", 3), ("/jirei/data.json", 3), ("/jirei/data.csv", 2)]
)
def test_every_list_costs_the_same_for_one_and_three(client, django_assert_num_queries, rows, address, queries):
    for _ in range(rows):
        CaseFactory(published=True)
    client.get(address)

    with django_assert_num_queries(queries):
        client.get(address)


def test_the_feed_names_the_page(client, face):
    text = client.get("/jirei/feed/").content.decode()

    assert f"/jirei/{face.case.code}/" in text
    assert "CC BY 4.0" in text


def test_the_data_has_a_licence_and_the_items_of_gif(client, face):
    data = json.loads(client.get("/jirei/data.json").content)
    (row,) = data["事例"]
    table = client.get("/jirei/data.csv")

    assert data["ライセンス"] == row["ライセンス"] == "CC BY 4.0"
    assert (row["ID"], row["タイトル"], row["協力者"]) == (face.case.code, "講座をひらいた話", face.words["partner"])
    assert row["イメージファイル"].endswith(f"/{face.pictures[0]['file']}/")
    assert table.content.startswith(b"\xef\xbb\xbf")
    assert list(csv.DictReader(io.StringIO(table.content.decode("utf-8-sig")))) == [row]


def test_no_cell_of_the_table_is_taken_for_a_formula(client):
    CaseFactory(published=True, words={"title": "=1+1"})

    assert "'=1+1" in client.get("/jirei/data.csv").content.decode()


def test_the_staff_host_does_not_serve_it(client, settings, face):
    settings.PUBLIC_HOST, settings.STAFF_HOST = "soto.example", "naka.example"
    settings.ALLOWED_HOSTS = ["soto.example", "naka.example"]
    ours = f"/ka/jirei/{face.case.code}/gazo/"

    for address in [*addresses(face), "/jirei/", "/teian/jirei/"]:
        assert client.get(address, headers={"host": "naka.example"}).status_code == 404
    assert client.get("/jirei/", headers={"host": "soto.example"}).status_code == 200
    assert client.get(ours, headers={"host": "soto.example"}).status_code == 404
    assert PublicFace.objects.standing().exists()
