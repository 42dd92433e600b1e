"""台帳 and the list of 団体 from XLSX: every error with its row, all or nothing, twice is once."""

import io
import zipfile
from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

import openpyxl
import pytest
from django.core.management import CommandError, call_command

from nara_renkei.directory.models import Organization
from nara_renkei.directory.rules.tables import TableRefused
from nara_renkei.directory.rules.workbooks import read_any_date, read_corporate_number, read_workbook
from nara_renkei.directory.usecases.import_organizations import import_organizations
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import Channel, Status
from proposals.models import Proposal, StatusChange, Submission
from proposals.rules.lifecycle import MOVES
from proposals.usecases.import_proposals import OUTCOMES, REQUIRED, import_proposals
from tests.factories.directory import DivisionFactory, OrganizationFactory
from tests.harness import NOON, THE_DESK
from tests.proposals.ledgers import kept, workbook

pytestmark = pytest.mark.django_db
NUMBER = "8999999000001"
ROW = {
    "台帳番号": "R7-1",
    "受付日": "令和7年6月12日",
    "団体名": "見本の会",
    "提案名": "見本の提案",
    "結果": "見送り",
    "結果の日": "R7.8.1",
}


def load(*rows, **options):
    return import_proposals(file=workbook(*({**ROW, **row} for row in rows)), by=THE_DESK, at=NOON, **options)


def refused(*rows):
    with pytest.raises(TableRefused) as caught:
        load(*rows)
    assert not Proposal.objects.exists()
    assert not Organization.objects.exists()
    return caught.value.errors


def test_numbers_follow_the_day_of_receipt_within_the_fiscal_year():
    result = load(
        {"台帳番号": "3", "受付日": "R8.4.2", "結果の日": "R8.5.1"},
        {"台帳番号": "2", "受付日": "2025/7/1"},
        {"台帳番号": "1", "受付日": datetime.fromisoformat("2025-06-12"), "結果の日": date(2025, 8, 1)},
    )

    assert dict(Proposal.objects.values_list("ledger_number", "number")) == {
        "1": "R7-J-0001",
        "2": "R7-J-0002",
        "3": "R8-J-0001",
    }
    assert (result.new, result.first, result.last) == (3, "R7-J-0001", "R8-J-0001")


@pytest.mark.parametrize("outcome", OUTCOMES)
def test_each_outcome_is_closed_with_a_history_the_lifecycle_knows(outcome):
    load({"結果": outcome, "理由": "時期が合わないため"})

    proposal = Proposal.objects.get()
    story = list(StatusChange.objects.oldest_first())
    assert proposal.status == story[-1].target == OUTCOMES[outcome][-1][1]
    assert all(one.reason.startswith("台帳から") for one in story)
    assert story[-1].reason == "台帳から。時期が合わないため"
    assert all(one.origin in MOVES[one.move].origins and MOVES[one.move].target == one.target for one in story)
    assert all(earlier.target == later.origin for earlier, later in pairwise(story))


def test_no_letter_goes_out_and_nothing_is_owed():
    load({})

    proposal = Proposal.objects.get()
    assert not OutgoingMail.objects.exists()
    assert not proposal.promises.exists()
    assert Submission.objects.get().content["fields"]["title"] == "見本の提案"
    assert proposal.status == Status.DECLINED


def test_loaded_twice_it_is_loaded_once():
    load({})

    result = load({}, {"台帳番号": "R7-2"})

    assert (result.new, result.known) == (1, 1)
    assert list(Proposal.objects.order_by("pk").values_list("number", flat=True)) == ["R7-J-0001", "R7-J-0002"]
    assert Organization.objects.count() == 1


def test_a_ledger_without_anything_new_gives_no_number():
    load({})

    again = load({})

    assert (again.new, again.known, again.first, again.last) == (0, 1, "", "")
    assert Proposal.objects.count() == 1


def test_a_dry_run_changes_nothing():
    assert load({}, dry_run=True).new == 1
    assert not Proposal.objects.exists()
    assert not Organization.objects.exists()


def test_what_a_row_says_stands_in_the_proposal():
    division = DivisionFactory(name="観光戦略課")
    known = OrganizationFactory(corporate_number=NUMBER, kind="COMPANY")

    load(
        {"法人番号": int(NUMBER), "届き方": "電話", "担当課": "観光戦略課", "担当者": "見本", "電話": "0742-00-0000"},
        {"台帳番号": 2.0, "法人番号": "８９９９-９９９０-００００１"},
    )

    proposal = Proposal.objects.get(ledger_number="R7-1")
    assert (proposal.organization, proposal.channel, proposal.lead_division) == (known, Channel.PHONE, division)
    assert (proposal.contact_name, proposal.entered_by) == ("見本", "台帳から")
    assert Proposal.objects.get(ledger_number="2").organization == known


def test_every_error_is_named_with_its_row_and_nothing_is_loaded():
    errors = refused(
        {"受付日": "きのう"},
        {"台帳番号": "2", "提案名": "", "結果": "検討中"},
        {"台帳番号": "2"},
        {"台帳番号": "4", "法人番号": "1234567890123", "届き方": "伝書鳩", "担当課": "無い課"},
        {"台帳番号": "5", "提案名": "あ" * 41, "結果の日": "R7.6.1"},
        {"台帳番号": "6", "受付日": "2999-01-01"},
        {"台帳番号": "あ" * 41},
        {"台帳番号": "8", "概要": "=1+1"},
        {"台帳番号": "9"},
        {"台帳番号": "9"},
    )

    assert [error.split(":")[0] for error in errors] == [
        "2行目 受付日",
        "3行目 提案名",
        "3行目 結果",
        "5行目 届き方",
        "5行目 法人番号",
        "5行目 担当課",
        "6行目 結果の日",
        "6行目 提案名",
        "7行目 受付日",
        "8行目 台帳番号",
        "9行目 概要",
        "11行目 台帳番号",
    ]


def test_blank_rows_are_passed_over_and_an_empty_sheet_is_refused():
    assert import_proposals(file=workbook({}, {}, ROW), by=THE_DESK, at=NOON).new == 1
    with pytest.raises(TableRefused, match="データの行がありません"):
        import_proposals(file=workbook(), by=THE_DESK, at=NOON)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2025-06-12", date(2025, 6, 12)),
        ("２０２５／６／１２", date(2025, 6, 12)),
        ("R7.6.12", date(2025, 6, 12)),
        ("令和７年６月１２日", date(2025, 6, 12)),
        ("令和元年5月1日", date(2019, 5, 1)),
        ("平成31年4月30日", date(2019, 4, 30)),
        ("45820", date(2025, 6, 12)),
        ("R7.13.1", None),
        ("昭和99年1月1日", None),
        ("", None),
    ],
)
def test_dates_as_people_write_them(text, day):
    assert read_any_date(text) == day


@pytest.mark.parametrize(
    ("text", "number"), [(NUMBER, NUMBER), ("", ""), ("なし", ""), ("8999999000002", None), ("12", None)]
)
def test_corporate_numbers_are_checked(text, number):
    assert read_corporate_number(text) == number


@pytest.mark.parametrize(
    ("columns", "sentence"),
    [(("台帳番号",), "見出しに"), ((*REQUIRED, "受付日"), "同じ名前の列があります")],
)
def test_a_heading_that_cannot_be_used_is_refused(columns, sentence):
    with pytest.raises(TableRefused, match=sentence):
        import_proposals(file=workbook(ROW, columns=columns), by=THE_DESK, at=NOON)


def test_what_is_no_workbook_is_refused():
    with pytest.raises(TableRefused, match="読めません"):
        list(read_workbook(io.BytesIO(b"PK\x03\x04nonsense"), required=("名称",), errors=[]))


def test_too_many_rows_are_refused(monkeypatch):
    monkeypatch.setattr("nara_renkei.directory.rules.workbooks.MAX_ROWS", 1)

    with pytest.raises(TableRefused, match="行が多すぎます"):
        load({}, {"台帳番号": "2"})


def ledger(rows):
    """Return a 台帳 of so many rows, each with 800 characters of text."""
    book = openpyxl.Workbook(write_only=True)
    sheet = book.create_sheet()
    sheet.append([*ROW, "提案内容"])
    for n in range(rows):
        words = f"{n:05}番の提案です。" * 66
        sheet.append([*{**ROW, "台帳番号": f"R7-{n}", "団体名": f"見本の会{n % 50}"}.values(), words])
    file = io.BytesIO()
    book.save(file)
    return file


def resident(line):
    """Return a figure of this process in /proc, in MB."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(status.partition(f"{line}:")[2].split()[0]) / 1024


@pytest.mark.full
def test_ten_thousand_rows_never_lie_whole_in_memory():
    import_proposals(file=ledger(500), by=THE_DESK, at=NOON, dry_run=True)  # what is loaded once
    file = ledger(10_000)
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the peak begins anew
    before = resident("VmRSS")

    result = import_proposals(file=file, by=THE_DESK, at=NOON, dry_run=True)

    assert result.new == 10_000
    # the texts alone are 16 MB; kept of each row are its line, its 台帳番号, its day and its 提案番号
    assert resident("VmHWM") - before < 8


# --- 団体


BODY = {"名称": "見本の会", "所在地": "奈良市", "代表者職氏名": "会長"}
COLUMNS = ("名称", "所在地", "代表者職氏名", "法人番号", "団体の種類")


def bodies(*rows, **options):
    return import_organizations(
        file=workbook(*({**BODY, **row} for row in rows), columns=COLUMNS), by=THE_DESK, at=NOON, **options
    )


def test_bodies_are_registered_once():
    first = bodies({}, {"法人番号": NUMBER, "団体の種類": "NPO法人"})
    again = bodies({}, {"法人番号": NUMBER, "名称": "別の書き方"})

    assert (first.new, first.known, again.new, again.known) == (2, 0, 0, 2)
    assert set(Organization.objects.values_list("kind", "confirmed_at")) == {("GROUP", None), ("NPO", None)}


def test_a_dry_run_registers_nobody():
    assert bodies({}, dry_run=True).new == 1
    assert not Organization.objects.exists()


def test_wrong_bodies_are_named_with_their_rows():
    with pytest.raises(TableRefused) as caught:
        bodies(
            {"法人番号": "1"},
            {"名称": ""},
            {"名称": "二", "団体の種類": "何か"},
            {"名称": "三", "団体の種類": "任意団体", "法人番号": NUMBER},
            {"名称": "四"},
            {"名称": "四"},
        )

    assert [error.split(":")[0] for error in caught.value.errors] == [
        "2行目 法人番号",
        "3行目 名称",
        "4行目 二",
        "5行目 三",
        "7行目 名称",
    ]
    assert not Organization.objects.exists()


def test_an_empty_list_of_bodies_is_refused():
    with pytest.raises(TableRefused, match="データの行がありません"):
        bodies()


# --- the commands


def test_the_commands_say_what_they_did(tmp_path, capsys):
    ledger = kept(tmp_path, workbook(ROW))

    call_command("import_proposals", ledger, "--dry-run")
    call_command("import_proposals", ledger)
    call_command("import_organizations", kept(tmp_path, workbook(BODY, columns=COLUMNS), "団体.xlsx"))

    assert capsys.readouterr().out.splitlines() == [
        "新しい提案 1件（R7-J-0001〜R7-J-0001）、取込み済み 0件。（確認のみ。何も変えていません）",
        "新しい提案 1件（R7-J-0001〜R7-J-0001）、取込み済み 0件。",
        "新しい団体 1件、登録済み 0件。",
    ]


def test_the_commands_refuse_in_words(tmp_path):
    bomb = io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("[Content_Types].xml", b"<Types/>")
        package.writestr("xl/workbook.xml", b"0" * 60_000_000)

    for command, path, sentence in (
        ("import_proposals", str(tmp_path / "none.xlsx"), "開けません"),
        ("import_proposals", str(tmp_path / "a.csv"), "xlsx"),
        ("import_proposals", kept(tmp_path, bomb, "1.xlsx"), "上限を超えます"),
        ("import_proposals", kept(tmp_path, workbook({**ROW, "結果": ""}), "2.xlsx"), "2行目 結果"),
        (
            "import_organizations",
            kept(tmp_path, workbook({**BODY, "法人番号": "1"}, columns=COLUMNS)),
            "2行目 法人番号",
        ),
    ):
        with pytest.raises(CommandError, match=sentence):
            call_command(command, path)
