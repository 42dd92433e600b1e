"""保存年限 of a proposal and of other records: until when one is kept, what holds it, and which are over."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any, Final

from django.db.models import BooleanField, Exists, F, Func, OuterRef, Q, QuerySet
from django.urls import reverse

from nara_renkei.accounts.models import User
from nara_renkei.core.calendar import TOKYO, local_day, wareki
from nara_renkei.core.models import PaperJob
from nara_renkei.core.sheets import Sheet, xlsx_sheet
from proposals.enums import Status
from proposals.models import Proposal
from screening.enums import DisclosureState, DisposalState, LineState, RecordKind
from screening.models import DisclosureRequest, DisposalLine, DisposalList, Extension, Hold, RetentionClass
from screening.models.retention import BEFORE_WIPING, BINDING
from screening.rules.papers import ARCHIVE, dossier_about
from screening.rules.retention import KIND_OF, STILL_AFTER, ends_on, over_before, starts_on

from .records import kept_of, over_records, read_records

UNDER_WAY: Final = "まだ終わっていないため、数え始めていません。"


@dataclass(frozen=True, slots=True)
class Retention:
    """Until when one proposal or other record is kept."""

    row: RetentionClass | None  # None: not over yet, or the table has no row
    completed_on: date | None
    starts_on: date | None
    ends_on: date | None  # as extended, if it was
    extension: Extension | None
    holds: list[str]  # in words; empty when nothing holds it
    wiped_at: datetime | None = None

    @property
    def words(self) -> str:
        """Return it in a sentence, for the page of the proposal and for its 一件記録."""
        if self.wiped_at:
            return f"{wareki(local_day(self.wiped_at))}に、保存年限により廃棄しました。"
        if self.row is None or self.starts_on is None or self.ends_on is None:
            return UNDER_WAY
        until = f"{wareki(self.ends_on)}まで（{self.row.years}年、{wareki(self.starts_on)}から）"
        example = "" if self.row.is_confirmed else "　年数は例です。市の規程と照らしていません。"
        extended = f"　{self.extension.reason}のため延ばしています。" if self.extension else ""
        held = f"　廃棄を止めています：{'、'.join(self.holds)}" if self.holds else ""
        return f"{until}{example}{extended}{held}"


def retention_of(proposal: Proposal) -> Retention:
    """Return until when a proposal is kept. Five queries when it is closed, else two."""
    kind = KIND_OF.get(Status(proposal.status))
    row = RetentionClass.objects.filter(kind=kind).first() if kind else None
    return _kept_until(row, local_day(proposal.status_changed_at), holds_of(proposal), {"proposal": proposal})


def retention_of_record(record: str) -> Retention:
    """Return until when an event, a 研修 or a consultation is kept, by its key. Five queries when it is over."""
    kept = kept_of(record)
    ended = kept.ended().filter(pk__in=kept.rows([record]).values("pk")).first()
    row = RetentionClass.objects.filter(kind=kept.kind).first() if ended else None
    holds = [str(hold) for hold in Hold.objects.standing().filter(record=record).order_by("placed_at", "pk")]
    return _kept_until(row, ended.completed_on if ended else date.min, holds, {"record": record})


def _kept_until(row: RetentionClass | None, done: date, holds: list[str], of: dict[str, Any]) -> Retention:
    if row is None:
        return Retention(None, None, None, None, None, holds)
    last = ends_on(done, row.years)
    wiped = DisposalLine.objects.filter(**of, wiped_at__isnull=False).order_by("pk").first()
    extension = Extension.objects.filter(**of, until__gt=last).order_by("-until", "-pk").first()
    return Retention(
        row=row,
        completed_on=done,
        starts_on=starts_on(done),
        ends_on=extension.until if extension else last,
        extension=extension,
        holds=holds,
        wiped_at=wiped.wiped_at if wiped else None,
    )


def holds_of(proposal: Proposal) -> list[str]:
    """Return in words what keeps a proposal from being wiped. Two queries."""
    placed = Hold.objects.standing().filter(proposal=proposal).order_by("placed_at", "pk")
    asked = open_disclosures().filter(proposals=proposal).order_by("pk")
    return [*(str(hold) for hold in placed), *(_words_of(one) for one in asked)]


def open_disclosures() -> QuerySet[DisclosureRequest]:
    """Return the 開示請求 that hold by themselves; the database says which (disclosure_holds).

    Not decided, not yet handed over, or refused in part or whole so lately that a 審査請求 may come.
    """
    return DisclosureRequest.objects.filter(Func("pk", function="disclosure_holds", output_field=BooleanField()))


def _words_of(asked: DisclosureRequest) -> str:
    may_be_reviewed = asked.is_decided and not (asked.state == DisclosureState.DECIDED and asked.hands_over)
    return f"開示請求　{asked.number}{'（審査請求のできる期間）' if may_be_reviewed else ''}"


def held() -> Q:
    """Return the condition that something holds a proposal."""
    return Exists(Hold.objects.standing().filter(proposal=OuterRef("pk"))) | Exists(
        open_disclosures().filter(proposals=OuterRef("pk"))
    )


def over(today: date, rows: Iterable[RetentionClass]) -> QuerySet[Proposal]:
    """Return the proposals whose years are over today by these rows, which were not put off and stand on no list.

    The oldest first. Those that something holds are among them: the list shows why they stay.
    """
    status_of = {kind: status for status, kind in KIND_OF.items()}
    years = Q(pk__in=[])
    for row in rows:
        if status := status_of.get(RecordKind(row.kind)):
            before = datetime.combine(over_before(today, row.years), time.min, TOKYO)
            years |= Q(status=status, status_changed_at__lt=before)
    listed = DisposalLine.objects.filter(proposal=OuterRef("pk"), state__in=BINDING)
    put_off = Extension.objects.filter(proposal=OuterRef("pk"), until__gte=today)
    return (
        Proposal.objects.filter(years)
        .filter(~Exists(listed), ~Exists(put_off))
        .annotate(is_held=held())
        .select_related("lead_division")
        .order_by("status_changed_at", "pk")
    )


APRIL: Final = 4


def over_by_example(today: date) -> list[str]:
    """Return in April the numbers of what is over by rows that the city has not confirmed."""
    if today.month != APRIL:
        return []
    rows = list(RetentionClass.objects.filter(is_confirmed=False).order_by("pk"))
    numbers = [str(number) for number in over(today, rows).values_list("number", flat=True)] if rows else []
    return [*numbers, *(kept.number(one) for kept, _, one in over_records(today, rows))]


def standing_still(at: datetime) -> QuerySet[DisposalList]:
    """Return the lists that wait for somebody since STILL_AFTER, to approve or to begin. The oldest first."""
    before = at - STILL_AFTER
    asked = Q(state=DisposalState.SUBMITTED, prepared_at__lt=before)
    return DisposalList.objects.filter(asked | Q(state=DisposalState.APPROVED, approved_at__lt=before)).order_by("pk")


def given_up(since: datetime) -> QuerySet[DisposalLine]:
    """Return the lines that could not be wiped, of lists that run or ended since then."""
    lately = Q(disposal__finished_at=None) | Q(disposal__finished_at__gte=since)
    return DisposalLine.objects.filter(lately, state=LineState.FAILED).in_order()


@dataclass(frozen=True, slots=True)
class LineToRead:
    """One line of a list as people read it."""

    line: DisposalLine
    subject: str
    holds: list[str]
    page: str  # where the desk reads the record


def lines_of(disposal: DisposalList) -> list[LineToRead]:
    """Return the lines in order, each with what holds it now. Three queries, and one for each other kind on the list."""
    lines = list(disposal.lines.select_related("proposal", "retention").order_by("position"))
    held = Q(proposal__in=[line.proposal_id for line in lines if line.proposal_id])
    held |= Q(record__in=[line.record for line in lines if line.record])
    holds: dict[str, list[str]] = {}
    for hold in Hold.objects.standing().filter(held).select_related("proposal").order_by("placed_at", "pk"):
        holds.setdefault(hold.key, []).append(str(hold))
    keys = {line.proposal_id: line.key for line in lines if line.proposal_id}
    asked = open_disclosures().filter(proposals__in=keys).annotate(of=F("proposals")).order_by("pk", "of")
    for one in asked:
        holds.setdefault(keys.get(one.of, ""), []).append(_words_of(one))
    others = read_records([line.record for line in lines if line.record])
    return [_to_read(line, others, holds.get(line.key, [])) for line in lines]


def subject_of(line: DisposalLine) -> str:
    """Return what one line is about, by name."""
    return _to_read(line, read_records([line.record]), []).subject


def _to_read(line: DisposalLine, others: Mapping[str, Any], holds: list[str]) -> LineToRead:
    if line.proposal:
        page = reverse("admin:screening_deskproposal_change", args=[line.number])
        return LineToRead(line, line.proposal.title, holds, page)
    one = others[line.record]
    return LineToRead(line, str(one), holds, kept_of(line.record).page_of(one))


def listed_line(proposal: Proposal) -> DisposalLine | None:
    """Return the line by which it may be wiped, and put off until then; None on no list. One query."""
    waiting = DisposalLine.objects.filter(proposal=proposal, state=LineState.WAITING, disposal__state__in=BEFORE_WIPING)
    return waiting.select_related("disposal").first()


HEAD: Final = (
    "番", "番号", "題", "文書の区分", "保存年限（年）", "終わった日", "保存の終わり", "主担当課", "扱い", "わけ", "停止",
    "廃棄した日時",
)  # fmt: skip


def disposal_sheet(disposal: DisposalList) -> Sheet:
    """Return the list as a table, for the 決裁 before it and as the 廃棄簿 after it. Three queries."""
    rows = (
        (
            one.line.position,
            one.line.number,
            one.subject,
            one.line.retention.get_kind_display(),
            one.line.years,
            one.line.completed_on,
            one.line.ends_on,
            one.line.division,
            one.line.get_state_display(),
            one.line.note,
            "、".join(one.holds),
            f"{one.line.wiped_at.astimezone(TOKYO):%Y-%m-%d %H:%M}" if one.line.wiped_at else "",
        )
        for one in lines_of(disposal)
    )
    return xlsx_sheet(f"廃棄リスト {disposal.number}", HEAD, rows)


def archive_papers(number: str, user: User) -> QuerySet[PaperJob]:
    """Return the archives of a proposal that this person asked for; nobody else opens them. The newest first."""
    about = dossier_about(number, user.pk)
    return PaperJob.objects.filter(kind=ARCHIVE, about=about).select_related("file").newest_first()
