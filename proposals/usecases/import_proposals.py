"""Load the desk's 台帳 (XLSX) of what was over before the portal: closed proposals with their history. No letter goes out."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import IO, Any, Final

from django.db import transaction
from django.db.models import F

from nara_renkei.core import audit
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.calendar import TOKYO, FiscalYear, local_day
from nara_renkei.directory.models import Division, Organization, OrganizationKind
from nara_renkei.directory.rules.tables import Row, TableRefused
from nara_renkei.directory.rules.workbooks import read_any_date, read_corporate_number, read_workbook
from proposals.enums import Channel, Kind, Status
from proposals.models import Proposal, StatusChange

from .freeze_version import freeze_version, index_words
from .take_numbers import take_numbers

REQUIRED: Final = ("台帳番号", "受付日", "団体名", "提案名", "結果", "結果の日")
OPTIONAL: Final = (
    "届き方",
    "法人番号",
    "所在地",
    "代表者",
    "担当者",
    "電話",
    "概要",
    "だれの何がよくなるか",
    "提案内容",
    "担当課",
    "理由",
)
WORDS: Final = {
    "提案名": "title",
    "概要": "summary",
    "だれの何がよくなるか": "beneficiary",
    "提案内容": "body",
    "担当者": "contact_name",
    "電話": "contact_phone",
}
# each as the moves that lead there
OUTCOMES: Final[dict[str, tuple[tuple[str, Status], ...]]] = {
    "見送り": (("decline", Status.DECLINED),),
    "案内": (("refer", Status.REFERRED),),
    "取下げ": (("withdraw", Status.WITHDRAWN),),
    "完了": (
        ("route", Status.IN_REVIEW),
        ("adopt", Status.ADOPTED),
        ("start_work", Status.UNDERWAY),
        ("complete", Status.COMPLETED),
    ),
}
CHANNELS: Final = {
    "": Channel.VISIT,
    "来庁": Channel.VISIT,
    "紙": Channel.VISIT,
    "電話": Channel.PHONE,
    "郵送": Channel.MAIL,
    "メール": Channel.MAIL,
}
FROM_LEDGER: Final = "台帳から"
UNKNOWN: Final = "（台帳に記載なし）"


@dataclass(frozen=True, slots=True)
class LedgerRow:
    line: int
    number: str  # of the ledger
    received_on: date
    decided_on: date
    outcome: str
    channel: Channel
    corporate_number: str
    organization: str
    address: str
    representative: str
    division: str
    reason: str
    words: dict[str, str]


@dataclass(slots=True)
class ImportedLedger:
    new: int = 0
    known: int = 0
    first: str = ""  # 提案番号 of the oldest and of the newest
    last: str = ""


def import_proposals(*, file: IO[bytes], by: Actor, at: datetime, dry_run: bool = False) -> ImportedLedger:
    """Return how many rows were new and how many were loaded before (by 台帳番号).

    The file is read twice, row by row, so that it never lies whole in memory; numbers follow the day of receipt.
    Raises ``TableRefused`` with every error and its row; then, as with ``dry_run``, nothing has changed.
    """
    divisions = _divisions()
    days, known = _check(file, divisions, local_day(at))
    result = ImportedLedger(new=len(days), known=known)
    with transaction.atomic():
        numbers = _numbers(days)
        if numbers:
            result.first, result.last = numbers[min(days, key=_age(days))], numbers[max(days, key=_age(days))]
        organizations: dict[str, Organization] = {}
        for row in _read(file, divisions, local_day(at), []):
            if row.line in numbers:
                _load(row, numbers[row.line], organizations, divisions, by, at)
        audit.record("proposals.imported", about="proposals", by=by, at=at, new=result.new, known=result.known)
        if dry_run:
            transaction.set_rollback(True)
    return result


def _check(file: IO[bytes], divisions: dict[str, Division], today: date) -> tuple[dict[int, date], int]:
    """Return the day of receipt of every new row by its line, and how many rows are known."""
    errors: list[str] = []
    lines: dict[str, tuple[int, date]] = {}
    for row in _read(file, divisions, today, errors):
        if row.number in lines:
            errors.append(f"{row.line}行目 台帳番号: {lines[row.number][0]}行目と同じです。")
        lines.setdefault(row.number, (row.line, row.received_on))
    if errors:
        raise TableRefused(errors)
    if not lines:
        raise TableRefused(["データの行がありません。"])
    loaded = set(Proposal.objects.filter(ledger_number__in=lines).values_list("ledger_number", flat=True))
    return {line: day for number, (line, day) in lines.items() if number not in loaded}, len(loaded)


def _read(file: IO[bytes], divisions: dict[str, Division], today: date, errors: list[str]) -> Iterator[LedgerRow]:
    file.seek(0)
    for row in read_workbook(file, required=REQUIRED, optional=OPTIONAL, errors=errors):
        before = len(errors)
        parsed = _parse(row, divisions, today, errors)
        if len(errors) == before:
            yield parsed


def _parse(row: Row, divisions: dict[str, Division], today: date, errors: list[str]) -> LedgerRow:
    def wrong(column: str, sentence: str) -> None:
        errors.append(f"{row.line}行目 {column}: {sentence}")

    def day(column: str) -> date | None:
        found = read_any_date(row[column])
        if found is None:
            wrong(
                column, f"「{row[column]}」は日にちとして読めません。2026/6/12や令和8年6月12日のように書いてください。"
            )
        elif found > today:
            wrong(column, "今日より後の日です。")
            found = None
        return found

    for column in ("台帳番号", "団体名", "提案名"):
        if not row[column]:
            wrong(column, "空です。")
    if len(row["台帳番号"]) > 40:
        wrong("台帳番号", "40字までです。")
    received_on, decided_on = day("受付日"), day("結果の日")
    if received_on and decided_on and decided_on < received_on:
        wrong("結果の日", "受付日より前です。")
    if row["結果"] not in OUTCOMES:
        wrong(
            "結果", f"{'・'.join(OUTCOMES)}のどれかにしてください。まだ終わっていない提案は、代行入力で入れてください。"
        )
    if row["届き方"] not in CHANNELS:
        wrong("届き方", f"{'・'.join(filter(None, CHANNELS))}のどれかにしてください。")
    corporate_number = read_corporate_number(row["法人番号"])
    if corporate_number is None:
        wrong("法人番号", "13桁の番号ではないか、数字に誤りがあります。")
    if row["担当課"] and row["担当課"] not in divisions:
        wrong("担当課", f"「{row['担当課']}」という課はありません。")
    columns: dict[str, Any] = {column: Proposal._meta.get_field(field) for column, field in WORDS.items()}
    limits = {column: field.max_length for column, field in columns.items()}
    for column, limit in {**limits, "団体名": 100, "所在地": 200, "代表者": 100}.items():
        if len(row[column]) > limit:
            wrong(column, f"{limit}字までです。いまは{len(row[column])}字です。")
    return LedgerRow(
        line=row.line,
        number=row["台帳番号"],
        received_on=received_on or today,
        decided_on=decided_on or today,
        outcome=row["結果"],
        channel=CHANNELS.get(row["届き方"], Channel.VISIT),
        corporate_number=corporate_number or "",
        organization=row["団体名"],
        address=row["所在地"],
        representative=row["代表者"],
        division=row["担当課"],
        reason=row["理由"],
        words={field: row[column] for column, field in WORDS.items()},
    )


def _divisions() -> dict[str, Division]:
    """Return every 課 that has ever been, by its name; of two of one name the newer."""
    return {division.name: division for division in Division.objects.order_by("valid_from", "pk")}


def _age(days: dict[int, date]) -> Any:
    return lambda line: (days[line], line)


def _numbers(days: dict[int, date]) -> dict[int, str]:
    """Take a 提案番号 for every line, by fiscal year, in the order of the day of receipt."""
    by_year: dict[FiscalYear, list[int]] = defaultdict(list)
    for line in sorted(days, key=_age(days)):
        by_year[FiscalYear.of(days[line])].append(line)
    numbers: dict[int, str] = {}
    for lines in by_year.values():
        numbers |= zip(lines, take_numbers(day=days[lines[0]], kind=Kind.OPEN, count=len(lines)), strict=True)
    return numbers


def _load(
    row: LedgerRow,
    number: str,
    organizations: dict[str, Organization],
    divisions: dict[str, Division],
    by: Actor,
    at: datetime,
) -> None:
    received_at, decided_at = (datetime.combine(day, time(12), TOKYO) for day in (row.received_on, row.decided_on))
    key = row.corporate_number or row.organization
    if key not in organizations:
        organizations[key] = _organization(row, at)
    moves = OUTCOMES[row.outcome]
    loaded = Proposal(
        number=number,
        ledger_number=row.number,
        organization=organizations[key],
        channel=row.channel,
        entered_by=FROM_LEDGER,
        lead_division=divisions.get(row.division),
        status=moves[-1][1],
        status_changed_at=decided_at,
        created_at=at,
        updated_at=decided_at,
        submitted_at=received_at,
        **row.words,
    )
    index_words(loaded)
    loaded.save()
    freeze_version(proposal=loaded, version=1, by=by, at=received_at)
    origin, story = Status.DRAFT, []
    for move, target, moment in (("submit", Status.SUBMITTED, received_at), *((*one, decided_at) for one in moves)):
        reason = f"{FROM_LEDGER}。{row.reason}" if row.reason and target == moves[-1][1] else FROM_LEDGER
        story.append(
            StatusChange(
                proposal=loaded,
                origin=origin,
                target=target,
                move=move,
                actor=by.label,
                party=DESK,
                reason=reason,
                at=moment,
            )
        )
        origin = target
    StatusChange.objects.bulk_create(story)


def _organization(row: LedgerRow, at: datetime) -> Organization:
    """Return the 団体 of a row: the one with the number, or the one of the name without; else a new, unconfirmed one."""
    known = Organization.objects.current().filter(corporate_number=row.corporate_number)
    if not row.corporate_number:
        known = known.filter(name=row.organization)
    found = known.order_by(F("confirmed_at").asc(nulls_last=True), "pk").first()
    return found or Organization.objects.create(
        kind=OrganizationKind.COMPANY if row.corporate_number else OrganizationKind.GROUP,
        corporate_number=row.corporate_number,
        name=row.organization,
        address=row.address or UNKNOWN,
        representative=row.representative or UNKNOWN,
        created_at=at,
    )
