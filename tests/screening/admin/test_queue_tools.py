"""Above the queue: kept filters, the sheet of the day, and lists that leave the portal."""

import io
from datetime import timedelta

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from nara_renkei.core.models import AuditEvent, PaperJob
from nara_renkei.reports.usecases.make_paper import make_paper
from proposals.usecases.freeze_version import index_words
from screening import queries
from screening.models import QueueExport, SavedFilter
from screening.usecases import export_queue, keep_filter
from tests.factories.accounts import StaffFactory
from tests.factories.consultation import ConsultationFactory, SlotFactory
from tests.factories.proposals import PromiseFactory, ProposalFactory
from tests.harness import NOON, TODAY, StrictClient, text_of
from tests.screening.city import MARKER, opened, routed

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("noon")]
QUEUE = "/admin/screening/deskproposal/"
KEEP = f"{QUEUE}shiborikomi/"
EXPORT = f"{QUEUE}hyo/"
TODAY_SHEET = f"{QUEUE}kyo/"


# --- kept filters


def test_a_filter_is_kept_by_name_and_opens_again(desk_client):
    desk_client.post(f"{KEEP}?status=SUBMITTED&p=3&nonsense=1", {"name": "新しいもの"})

    kept = SavedFilter.objects.get()
    assert (kept.owner, kept.name, kept.query) == (desk_client.user, "新しいもの", "status=SUBMITTED")
    assert '<a href="?status=SUBMITTED">新しいもの</a>' in text_of(desk_client.get(QUEUE))


def test_the_same_name_again_takes_its_place(desk_client):
    for query in ("?status=SUBMITTED", "?need=NEW"):
        desk_client.post(KEEP + query, {"name": "わたしの"})

    assert [one.query for one in SavedFilter.objects.all()] == ["need=NEW"]


def test_a_filter_is_its_owners_alone(desk_client):
    other = StrictClient.of(StaffFactory(desk=True))
    desk_client.post(f"{KEEP}?need=NEW", {"name": MARKER})
    kept = SavedFilter.objects.get()

    assert MARKER not in text_of(other.get(QUEUE))
    assert other.post(f"{KEEP}{kept.pk}/").status_code == 404
    assert desk_client.post(f"{KEEP}{kept.pk}/").status_code == 302
    assert not SavedFilter.objects.exists()


@pytest.mark.parametrize(
    ("query", "name", "sentence"),
    [
        ("?need=NEW", "", "絞り込みに名前を付けてください。"),
        ("?need=NEW", "あ" * 31, "30文字以内で入力してください。"),
        ("", "空の", "まだ何も絞り込んでいません。"),
        ("?q=" + "あ" * 200, "長い", "この絞り込みは残せません。"),
        ("?q=%0B%0B", "制御", "この絞り込みは残せません。"),
    ],
)
def test_what_cannot_be_kept_is_said(desk_client, query, name, sentence):
    shown = text_of(desk_client.post(KEEP + query, {"name": name}, follow=True))

    assert sentence in shown
    assert not SavedFilter.objects.exists()


def test_a_name_of_spaces_is_no_name(desk_client):
    with pytest.raises(keep_filter.CannotKeepFilter, match="名前を付けてください"):
        keep_filter.keep_filter(name=" ", params={"need": "NEW"}, owner=desk_client.user, by=None, at=NOON)


def test_so_many_filters_and_no_more(desk_client, monkeypatch):
    monkeypatch.setattr(keep_filter, "MOST", 1)
    desk_client.post(f"{KEEP}?need=NEW", {"name": "一つ目"})

    shown = text_of(desk_client.post(f"{KEEP}?need=NEW", {"name": "二つ目"}, follow=True))
    desk_client.post(f"{KEEP}?need=LATE", {"name": "一つ目"})

    assert "絞り込みは1個まで残せます。" in shown
    assert [(one.name, one.query) for one in SavedFilter.objects.all()] == [("一つ目", "need=LATE")]


@pytest.mark.parametrize("count", [1, 3])
def test_the_queue_costs_the_same_with_one_filter_and_three(desk_client, count, django_assert_num_queries):
    for number in range(count):
        desk_client.post(f"{KEEP}?need=NEW", {"name": f"絞り込み{number}"})
    desk_client.get(QUEUE)

    with django_assert_num_queries(8):
        desk_client.get(QUEUE)


# --- 今日の一枚


def test_the_sheet_lists_todays_needs_and_the_days_to_come(desk_client):
    new = ProposalFactory(submitted=True, title="冷蔵車を保管庫に")
    late = opened(title="朝市のごみを肥料に").proposal
    PromiseFactory(proposal=late, due_on=TODAY - timedelta(days=3))
    soon = opened(title="路面の点検").proposal
    PromiseFactory(proposal=soon, due_on=TODAY + timedelta(days=2))
    far = opened(title="まだ先の提案").proposal
    PromiseFactory(proposal=far, due_on=TODAY + timedelta(days=20))
    slot = SlotFactory(starts_at=NOON + timedelta(days=1))
    ConsultationFactory(booked=True, slot=slot, title="花の見守り")
    talk = ProposalFactory(in_dialogue=True, title="庭の手入れ")
    talk.meetings.create(dates=[], fixed_at=NOON + timedelta(days=1, hours=2))

    shown = text_of(desk_client.get(TODAY_SHEET))

    for words in (
        "期限超過",
        late.title,
        "新着",
        new.title,
        soon.title,
        "10月7日（水）",
        "花の見守り",
        "10月6日（火） 12:00",
        "10月6日（火） 14:00",
    ):
        assert words in shown
    assert far.title not in shown


def test_a_proposal_stands_once_on_the_sheet(desk_client):
    proposal = ProposalFactory(submitted=True)
    PromiseFactory(proposal=proposal, due_on=TODAY - timedelta(days=1))

    sheet = queries.today_sheet(desk_client.user, TODAY)

    assert [(part.word, [line.number for line in part.lines]) for part in sheet.parts] == [
        ("期限超過", [proposal.number])
    ]


def test_more_than_a_sheet_holds_is_counted(desk_client, monkeypatch):
    monkeypatch.setattr("screening.queries.today.SHOWN", 1)
    ProposalFactory.create_batch(3, submitted=True)

    assert "ほかに2件あります。" in text_of(desk_client.get(TODAY_SHEET))


def test_an_empty_day_says_so(desk_client):
    shown = text_of(desk_client.get(TODAY_SHEET))

    assert "いま、デスクの対応が要る提案はありません。" in shown
    assert "<p>ありません。</p>" in shown


@pytest.mark.parametrize("rows", [1, 3])
def test_the_sheet_costs_the_same_for_one_and_three(desk_client, rows, django_assert_num_queries):
    for _ in range(rows):
        PromiseFactory(proposal=ProposalFactory(submitted=True), due_on=TODAY + timedelta(days=1))
    desk_client.get(TODAY_SHEET)

    with django_assert_num_queries(13):
        desk_client.get(TODAY_SHEET)


# --- CSV and Excel


def test_the_csv_holds_what_is_filtered_and_nothing_else(desk_client):
    screening, lead, _ = routed(title="=冷蔵車を保管庫に")
    ProposalFactory(submitted=True, title="ほかの提案")

    answer = desk_client.post(f"{EXPORT}?status=IN_REVIEW", {"format": "csv"})

    rows = [line.split(",") for line in answer.content.decode("utf-8-sig").split("\r\n")]
    assert tuple(rows[0]) == queries.export.HEAD
    assert rows[1] == [
        "",
        screening.proposal.number,
        "'=冷蔵車を保管庫に",
        screening.proposal.organization.name,
        "自由提案型",
        "担当課で検討中",
        lead.division.name,
        "2026-10-20",
        "あと10開庁日",
        "",
        "2026-10-05",
        "2026-10-05",
        "2026-10-05",
    ]
    assert rows[2:] == [[""]]
    assert AuditEvent.objects.get(verb="queue.export").keys == {"count": 1, "format": "csv"}


def test_the_workbook_keeps_the_desks_order(desk_client):
    late = opened(title="遅れている").proposal
    PromiseFactory(proposal=late, due_on=TODAY - timedelta(days=3), told_on=TODAY - timedelta(days=2))
    new = ProposalFactory(submitted=True, title="新しい")

    answer = desk_client.post(EXPORT, {"format": "xlsx"})

    page = load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in page.rows][1:]
    assert [row[1] for row in rows] == [late.number, new.number]
    assert rows[0][9] == "2026-10-03"


@pytest.mark.parametrize(
    ("query", "titles"),
    [
        ("?need=all", {"A", "B", "C"}),
        ("?need=NEW", {"A"}),
        ("?need=INFECTED", set()),
        ("?status=IN_REVIEW", {"C"}),
        ("?status=nonsense", {"A", "B", "C"}),
        ("?kind__exact=OPEN", {"A", "B", "C"}),
        ("?kind__exact=nonsense", set()),
        ("?kigen=today", set()),
        ("?kigen=soon", set()),
        ("?kigen=nonsense", {"A", "B", "C"}),
        ("?kakunin=waiting", set()),
        ("?kakunin=nonsense", {"A", "B", "C"}),
        ("?nendo=2026", {"A", "B", "C"}),
        ("?nendo=2025", set()),
        ("?nendo=x", {"A", "B", "C"}),
        ("?q=%E5%86%B7%E8%94%B5", {"A"}),
        ("?q=%0B", set()),
        ("?need=NEW&q=%E5%86%B7%E8%94%B5", {"A"}),
    ],
)
def test_list_and_export_choose_alike(desk_client, query, titles):
    new = ProposalFactory(submitted=True, title="A", summary="冷蔵車")
    new.save(update_fields=index_words(new))
    opened(title="B")
    routed(title="C")

    listed = desk_client.get(QUEUE + query).context["cl"].result_list
    exported = desk_client.post(EXPORT + query, {"format": "csv"}, follow=True)

    assert {row.title for row in listed} == titles
    if titles:
        lines = exported.content.decode("utf-8-sig").split("\r\n")[1:-1]
        assert [line.split(",")[1] for line in lines] == [row.number for row in listed]
    else:
        assert "書き出す提案がありません。" in text_of(exported)


def test_what_was_sent_to_a_division_is_chosen_by_its_code(desk_client):
    screening, lead, _ = routed()
    ProposalFactory(submitted=True)

    answer = desk_client.post(f"{EXPORT}?ka={lead.division.code}", {"format": "csv"})

    assert [line.split(",")[1] for line in answer.content.decode("utf-8-sig").split("\r\n")[1:-1]] == [
        screening.proposal.number
    ]


@pytest.mark.parametrize(
    ("query", "fmt", "sentence"),
    [("", "pdf", "CSVかExcelかを選んでください。"), ("?q=" + "あ" * 200, "csv", "探す言葉が長すぎます。")],
)
def test_what_cannot_be_exported_is_said(desk_client, query, fmt, sentence):
    ProposalFactory(submitted=True)

    assert sentence in text_of(desk_client.post(EXPORT + query, {"format": fmt}, follow=True))


@pytest.mark.parametrize("query", ["?need=all", "?need=any", "?need=NEW", "?need=NEW&kind__exact=OPEN"])
def test_a_long_list_becomes_a_paper_of_its_owner(desk_client, query, monkeypatch):
    for module in (queries.choosing, queries.desk, export_queue):
        monkeypatch.setattr(module, "COUNTED_TO", 2)
    monkeypatch.setattr(queries.desk, "_of_all", queries.desk._of_all.__wrapped__)  # the kept words hold the limit
    proposals = ProposalFactory.create_batch(4, submitted=True)

    answer = desk_client.post(EXPORT + query, {"format": "csv"})
    paper = PaperJob.objects.get()
    assert answer.url == reverse("admin:screening_deskproposal_paper", args=[paper.uuid])
    assert "順番を待っています" in text_of(desk_client.get(answer.url))
    assert desk_client.get(f"{answer.url}file/").status_code == 404
    make_paper(at=NOON)

    other = StrictClient.of(StaffFactory(desk=True))
    assert "一覧ができました" in text_of(desk_client.get(answer.url))
    assert other.get(answer.url).status_code == other.get(f"{answer.url}file/").status_code == 404
    taken = b"".join(desk_client.get(f"{answer.url}file/").streaming_content).decode("utf-8-sig")
    assert {line.split(",")[1] for line in taken.split("\r\n")[1:-1]} == {one.number for one in proposals}
    assert AuditEvent.objects.get(verb="paper.download").about == f"paper:{paper.uuid}"


def test_a_long_list_of_dangerous_files_is_asked_for_by_its_own_reason():
    sql = str(queries.choosing.waiting(TODAY, frozenset(), "INFECTED"))

    assert sql.count("pk__in") == 1


def test_a_paper_whose_filter_is_gone_says_so(desk_client, monkeypatch):
    monkeypatch.setattr(export_queue, "COUNTED_TO", 0)
    ProposalFactory(submitted=True)
    desk_client.post(EXPORT, {"format": "csv"})
    QueueExport.objects.all().delete()

    make_paper(at=NOON)

    assert PaperJob.objects.get().last_error == "もとの絞り込みが見つかりません。"


def test_the_words_of_a_search_are_not_in_the_audit(desk_client):
    proposal = ProposalFactory(submitted=True, title=MARKER)
    proposal.save(update_fields=index_words(proposal))

    desk_client.post(f"{EXPORT}?q={MARKER}", {"format": "csv"})
    desk_client.post(f"{KEEP}?q={MARKER}", {"name": MARKER})

    assert not [event for event in AuditEvent.objects.all() if MARKER in str(event.keys) + event.about]
