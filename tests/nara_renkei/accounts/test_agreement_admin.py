"""The desk keeps the agreements: the list, the buttons, the papers, the 台帳 as a file."""

import csv
import io
from datetime import date, timedelta

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from nara_renkei.accounts.admin.agreement_sheet import HEAD
from nara_renkei.core.models import AuditEvent, FileState
from nara_renkei.directory.models import Agreement, AgreementPaper, AgreementRecord
from nara_renkei.portal.demo.pictures import leaflet
from tests.factories.accounts import StaffFactory
from tests.factories.directory import ActivityFactory, AgreementFactory, DivisionFactory
from tests.factories.proposals import PrivateFileFactory
from tests.harness import NOON, TODAY, StrictClient

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
LIST = reverse("admin:directory_agreement_changelist")
NO_ROWS = {"TOTAL_FORMS": "0", "INITIAL_FORMS": "0"}
YESTERDAY = TODAY - timedelta(days=1)


@pytest.fixture
def desk(noon):
    return StrictClient.of(StaffFactory(desk=True))


def change(agreement):
    return reverse("admin:directory_agreement_change", args=[agreement.pk])


def press(client, agreement, verb, **fields):
    url = reverse("admin:directory_agreement_act", args=[agreement.pk, verb])
    assert client.get(url).status_code == 200
    response = client.post(url, fields)
    agreement.refresh_from_db()
    return response


def inline(prefix, **fields):
    return {f"{prefix}-{name}": value for name, value in {**NO_ROWS, **fields}.items()}


def rows(response):
    return [row.pk for row in response.context["cl"].result_list]


# --- the list


def test_what_must_be_decided_first_stands_first(desk):
    never, later, first = (
        AgreementFactory(),
        AgreementFactory(ends_on=date(2027, 5, 1)),
        AgreementFactory(renewing=True),
    )

    page = desk.get(LIST)

    assert rows(page) == [first.pk, later.pk, never.pk]
    assert "申出期限 令和8年12月31日（あと87日）" in page.content.decode()
    assert "終わり 令和9年5月1日（あと208日）" in page.content.decode()


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("", ["soon", "old", "prep"]),
        ("?jotai=todo", ["soon"]),
        ("?jotai=NOTICE_SOON", ["soon"]),
        ("?jotai=EXPIRED", ["old"]),
        ("?jotai=PREPARING", ["prep"]),
        ("?bunya=見守り", ["soon"]),
        ("?nendo=2024", ["old"]),
        ("?nendo=昔", ["soon", "old", "prep"]),
    ],
)
def test_the_list_is_filtered(desk, query, found):
    named = {
        "soon": AgreementFactory(renewing=True, fields="買物支援／見守り", division=DivisionFactory()),
        "old": AgreementFactory(starts_on=date(2024, 10, 1), ends_on=YESTERDAY),
        "prep": AgreementFactory(preparing=True, starts_on=None),
    }
    names = {agreement.pk: name for name, agreement in named.items()}

    assert sorted(names[pk] for pk in rows(desk.get(f"{LIST}{query}"))) == sorted(found)


def test_the_list_leaves_as_it_is_filtered(desk):
    kept = AgreementFactory(renewing=True, title="=1+1", division=DivisionFactory())
    AgreementRecord.objects.create(agreement=kept, partner_name="見本花子", partner_confirmed_on=TODAY)
    AgreementFactory(ends_on=YESTERDAY)
    url = f"{reverse('admin:directory_agreement_sheet')}?jotai=todo"

    text = desk.post(url, {"format": "csv"}).content.decode("utf-8-sig")
    book = openpyxl.load_workbook(io.BytesIO(desk.post(url, {"format": "xlsx"}).content))

    table = list(csv.DictReader(io.StringIO(text)))
    assert [(row["名称"], row["状態"], row["団体の担当者"]) for row in table] == [
        ("'=1+1", "申出期限が近い", "見本花子")
    ]
    assert [[cell.value for cell in row][:3:2] for row in book.worksheets[0].iter_rows()] == [
        [HEAD[0], HEAD[2]],
        [kept.organization.name, "=1+1"],
    ]
    assert AuditEvent.objects.filter(verb="agreements.exported").count() == 2


# --- one agreement


def test_the_desk_writes_an_agreement_with_its_record(desk):
    organization = AgreementFactory().organization
    fields = {
        "organization": organization.pk, "title": "健康づくりの協定", "fields": "健康／検診", "signed_on": "2026-04-01",
        "signing": "PAPER", "starts_on": "2026-04-01", "ends_on": "2027-03-31", "renews_years": "1", "notice_count": "3",
        "notice_unit": "MONTHS", "is_public": "on",
        **inline("record", TOTAL_FORMS="1"), "record-0-decided_on": "2026-03-20", "record-0-original_at": "棚の3段目",
    }  # fmt: skip

    desk.post(reverse("admin:directory_agreement_add"), fields)

    made = Agreement.objects.get(title="健康づくりの協定")
    assert (made.fields, made.act_by, made.record.original_at) == ("健康／検診", date(2026, 12, 31), "棚の3段目")


def test_a_decision_after_the_signature_and_half_a_clause_are_refused_in_words(desk):
    organization = AgreementFactory().organization
    fields = {
        "organization": organization.pk, "title": "協定", "signed_on": "2026-04-01", "starts_on": "2026-04-01",
        "renews_years": "1", **inline("record", TOTAL_FORMS="1"), "record-0-decided_on": "2026-04-02",
    }  # fmt: skip

    page = desk.post(reverse("admin:directory_agreement_add"), fields).content.decode()

    assert "決裁日は、締結日より後にできません。" in page
    assert "自動更新には、終わり、年数、申出期限の数と単位がそろって必要です。" in page


def test_the_page_says_where_it_stands_and_offers_what_may_be_done(desk):
    agreement = AgreementFactory(renewing=True)
    ActivityFactory(agreement=agreement)

    page = desk.get(change(agreement)).content.decode()

    assert "いま：申出期限が近い" in page
    labels = ["このまま更新する", "更新しない申出を記録", "延長を記録", "取組を記録", "文書を入れる", "解約を記録"]
    assert [label for label in labels if label not in page] == []


def test_what_the_buttons_have_moved_is_not_typed_over(desk):
    agreement = AgreementFactory(renewing=True)
    press(desk, agreement, "koshin", note="")

    page = desk.get(change(agreement)).content.decode()

    assert 'name="ends_on"' not in page


def test_every_button_is_pressed(desk):
    agreement = AgreementFactory(renewing=True)
    division = DivisionFactory()

    press(desk, agreement, "torikumi", held_on="2026-10-01", what="講座", division=division.pk)
    press(desk, agreement, "koshin", note="課長確認")
    press(desk, agreement, "encho", agreed_on="2026-10-01", ends_on="2029-03-31", note="覚書第1号")
    press(desk, agreement, "moshide", declined_on="2026-10-05", side="CITY")
    press(desk, agreement, "kaiyaku", ended_on="2026-10-05", why="合意のため。")

    assert [one.what for one in agreement.activities.all()] == ["講座"]
    assert (agreement.renewals_count, agreement.ends_on) == (2, date(2029, 3, 31))
    assert (agreement.declined_by, agreement.ended_why) == ("CITY", "合意のため。")


def test_an_activity_is_published_and_taken_out_on_the_page(desk):
    agreement = AgreementFactory()
    shown, wrong = ActivityFactory(agreement=agreement), ActivityFactory(agreement=agreement)
    form = desk.get(change(agreement)).context["adminform"].form
    typed = {name: form.initial.get(name) or "" for name in form.fields}
    rows = inline("activities", TOTAL_FORMS="2", INITIAL_FORMS="2")
    for number, row in enumerate((shown, wrong)):
        rows |= {f"activities-{number}-id": row.pk, f"activities-{number}-agreement": agreement.pk}
    choice = {"activities-0-is_public": "on", "activities-1-DELETE": "on"}

    desk.post(
        change(agreement), {**typed, **inline("record"), **inline("renewals"), **inline("papers"), **rows, **choice}
    )

    assert list(agreement.activities.values_list("pk", "is_public")) == [(shown.pk, True)]


def test_a_refusal_keeps_what_was_typed(desk):
    agreement = AgreementFactory(renewing=True)

    page = press(desk, agreement, "encho", agreed_on="2026-10-01", ends_on="2027-03-31", note="覚書").content.decode()

    assert "新しい終わりは、いまの終わりより後の日にしてください。" in page
    assert 'value="覚書"' in page


@pytest.mark.parametrize("verb", ["koshin", "moshide", "encho", "kaiyaku"])
def test_what_cannot_be_done_now_leads_back(desk, verb):
    agreement = AgreementFactory(preparing=True)
    url = reverse("admin:directory_agreement_act", args=[agreement.pk, verb])

    assert desk.get(url)["Location"] == change(agreement)


@pytest.mark.parametrize("verb", ["encho", "kaiyaku", "torikumi", "bunsho"])
def test_without_an_end_the_pages_say_so_too(desk, verb):
    agreement = AgreementFactory(ends_on=TODAY)

    assert desk.get(reverse("admin:directory_agreement_act", args=[agreement.pk, verb])).status_code == 200


def test_there_is_no_other_button(desk):
    url = reverse("admin:directory_agreement_act", args=[AgreementFactory().pk, "nashi"])

    assert desk.get(url).status_code == 404


def test_a_paper_is_kept_and_its_download_stands_in_the_audit(desk, settings, tmp_path):
    settings.PRIVATE_ROOT = tmp_path
    agreement = AgreementFactory()

    press(desk, agreement, "bunsho", kind="AGREEMENT", upload=SimpleUploadedFile("協定書.pdf", leaflet(1)))

    paper = AgreementPaper.objects.get()
    url = reverse("admin:directory_agreement_paper", args=[agreement.pk, paper.file.uuid])
    assert url in desk.get(change(agreement)).content.decode()
    assert b"".join(desk.get(url).streaming_content).startswith(b"%PDF")
    assert AuditEvent.objects.get(verb="file.download").about == f"agreement:{agreement.pk}"


def test_a_paper_that_is_not_yet_safe_is_named_and_not_opened(desk):
    paper = AgreementPaper.objects.create(
        agreement=AgreementFactory(),
        kind="AGREEMENT",
        version=1,
        file=PrivateFileFactory(state=FileState.PENDING),
        kept_at=NOON,
        kept_by="受付花子",
    )

    page = desk.get(change(paper.agreement)).content.decode()

    assert "安全の確認をしています。" in page
    assert str(paper.file.uuid) not in page


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_costs_the_same_for_one_and_three(desk, number, django_assert_max_num_queries):
    agreement = AgreementFactory(renewing=True)
    for division in DivisionFactory.create_batch(number):
        ActivityFactory(agreement=agreement, division=division)
    desk.get(change(agreement))

    with django_assert_max_num_queries(16):
        desk.get(change(agreement))
