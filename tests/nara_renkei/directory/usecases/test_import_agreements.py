"""The desk's own 台帳 of agreements comes over once, or not at all."""

from datetime import date

import pytest
from django.core.management import CommandError, call_command

from nara_renkei.directory.models import Agreement, AgreementRecord
from nara_renkei.directory.rules.tables import TableRefused
from nara_renkei.directory.usecases.import_agreements import OPTIONAL, REQUIRED, import_agreements
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import NOON, THE_DESK
from tests.proposals.ledgers import kept, workbook

pytestmark = pytest.mark.django_db
COLUMNS = (*REQUIRED, *OPTIONAL)
ROW = {"団体名": "株式会社見本", "名称": "包括連携協定", "締結日": "令和7年4月1日", "始まり": "2025/4/1"}
WHOLE = {
    **ROW,
    "担当課": "見本課",
    "締結方法": "電子署名",
    "終わり": "2027-03-31",
    "自動更新の年数": "１",
    "申出期限": "満了の３か月前まで",
    "公開": "公開",
    "決裁日": "R7.3.20",
    "原本の保管": "棚の3段目",
    "団体の担当者": "見本花子",
    "連絡先を確かめた日": "2026-09-01",
}


@pytest.fixture(autouse=True)
def partner():
    DivisionFactory(name="見本課")
    return OrganizationFactory(name="株式会社見本")


def load(*rows, **options):
    return import_agreements(file=workbook(*rows, columns=COLUMNS), by=THE_DESK, at=NOON, **options)


def refused(row):
    with pytest.raises(TableRefused) as caught:
        load(row)
    return str(caught.value)


def test_a_row_becomes_an_agreement_with_its_record(partner):
    load(WHOLE)

    made = Agreement.objects.get()
    assert (made.organization, made.signing, made.is_public, made.division.name) == (
        partner,
        "ELECTRONIC",
        True,
        "見本課",
    )
    assert (made.renews_years, made.notice_count, made.notice_unit) == (1, 3, "MONTHS")
    assert made.act_by == date(2026, 12, 31)
    assert (made.record.decided_on, made.record.partner_name) == (date(2025, 3, 20), "見本花子")


def test_what_is_known_stays_and_is_found_by_its_number_too(partner):
    days = {**WHOLE, "名称": "別の協定", "申出期限": "30日前"}

    first = load(ROW, days)
    again = load({**ROW, "団体名": "別の書き方", "法人番号": partner.corporate_number, "分野": "健康"}, days)

    assert (first.new, first.known, again.new, again.known) == (2, 0, 0, 2)
    assert set(Agreement.objects.values_list("fields", "notice_unit")) == {("", ""), ("", "DAYS")}


def test_a_dry_run_keeps_nothing():
    assert load(ROW, dry_run=True).new == 1
    assert not Agreement.objects.exists()


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"法人番号": "1"}, "2行目 法人番号: 13桁の番号ではないか、数字に誤りがあります。"),
        (
            {"団体名": "知らない団体"},
            "2行目 団体名: 登録されていません。先に団体を登録するか、団体の一覧を取り込んでください。",
        ),
        ({"締結日": ""}, "2行目 締結日: 日にちを 2026/6/12 のように入れてください。"),
        ({"終わり": "春"}, "2行目 終わり: 日にちを 2026/6/12 のように入れてください。"),
        ({"終わり": "2024-04-01"}, "2行目 終わりは始まりより後にしてください。"),
        ({"担当課": "昔の課"}, "2行目 担当課: 「昔の課」は、いまありません。"),
        (
            {"自動更新の年数": "1", "終わり": "2027-03-31"},
            "2行目 自動更新の年数・申出期限: 「1」と「3か月前」（または「30日前」）のように、両方入れてください。",
        ),
        ({"団体の担当者": "見本花子"}, "2行目 団体の連絡先には、確かめた日を入れてください。"),
        ({"報道発表のURL": "なし", "報道発表の日": "2025-04-01"}, "2行目 報道発表のURL: URLを正しく入力してください。"),
    ],
)
def test_a_wrong_row_is_named_and_nothing_is_kept(changed, sentence):
    assert refused({**ROW, **changed}) == sentence
    assert not AgreementRecord.objects.exists()


def test_an_empty_table_is_refused():
    with pytest.raises(TableRefused, match="データの行がありません"):
        load()


def test_the_command_says_what_it_did(tmp_path, capsys):
    call_command("import_agreements", kept(tmp_path, workbook(ROW, columns=COLUMNS)), "--dry-run")

    assert capsys.readouterr().out.splitlines() == ["新しい協定 1件、登録済み 0件。（確認のみ。何も変えていません）"]
    with pytest.raises(CommandError, match="2行目 締結日"):
        call_command("import_agreements", kept(tmp_path, workbook({**ROW, "締結日": ""}, columns=COLUMNS)))
