"""What of a proposal becomes which document of its 一件記録: one ``Kind`` for each table that holds words about it.

What hangs on the rows of a table is a list of its own (``HANGING``). A table that is not shown stands in ``LEFT_OUT``
with the reason; a test walks the models, so a new one cannot be forgotten.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final

from django.db.models import QuerySet

from nara_renkei.core.calendar import wareki
from nara_renkei.core.gathering import Found
from nara_renkei.directory.models import Organization
from proposals.enums import ConsultationState
from proposals.models import (
    Attachment,
    Consultation,
    ConsultationFile,
    CoProposer,
    CorrectionItem,
    CorrectionRequest,
    DisclosureMark,
    Letter,
    Meeting,
    Message,
    Pause,
    PledgeRequest,
    ProcedureNotice,
    Promise,
    Proposal,
    ProposalAccess,
    RosterRequest,
    StatusChange,
    Submission,
    Tender,
    ToldDate,
)
from proposals.rules.content import ORGANIZATION_FIELDS, Mark
from proposals.rules.meetings import dates_words
from screening.models import (
    AfterQuestion,
    Approval,
    Assessor,
    BackgroundCheck,
    ConflictDeclaration,
    Contact,
    DecisionCondition,
    Extension,
    Finding,
    Hold,
    Inquiry,
    Interest,
    Milestone,
    Minutes,
    NextStep,
    Note,
    ProcedureTick,
    Routing,
    RoutingAnswer,
    Ruling,
    Score,
    Screening,
    SoundnessCheck,
    TenderDisclosure,
    Undertaking,
    YearEnd,
)

from .outcomes import conditions_of, decisions_of

VERSION: Final = "submission"  # the key of a submitted version begins so

# tables with a path to a proposal that a 一件記録 does not show, and why
LEFT_OUT: Final = {
    "proposals.Draft": "提出していない書きかけは、市の文書ではない。",
    "proposals.RosterEntry": "役員の個人情報は、名簿を読む二つの席だけが見る。一件記録には日付と「確認中・済」だけを載せる。",
    "proposals.Condition": "結果の条件（DecisionCondition）の写し。結果の文書に載る。",
    "screening.DisclosureRequest": "開示請求は提案の記録ではなく、提案の記録を求めるもの。",
    "screening.DisclosureDocument": "一件記録の写し。開示請求の画面にある。",
    "screening.Redaction": "一件記録の写しに付けた印。開示請求の画面にある。",
    "screening.DisposalLine": "廃棄リストの行は、提案が消えたあとに残る別の記録。画面の「廃棄リスト」にある。",
    "screening.ThirdPartyOpinion": "開示請求についての団体の意見。開示請求の画面にある。",
}


@dataclass(frozen=True, slots=True)
class Piece:
    """One labelled text of a document."""

    key: str  # stable inside its document: "title", "benefit_city"
    label: str
    text: str
    mark: str = ""  # 開示に配慮してほしい部分 with its reason, in the proposer's words; empty without


def _nothing(row: Any, found: Found) -> list[Piece]:
    return []


def _untitled(row: Any) -> str:
    return ""


@dataclass(frozen=True, slots=True)
class Kind:
    """How the rows of one table become documents."""

    key: str
    word: str
    rows: Callable[[Any], QuerySet[Any]]  # of a proposal
    at: tuple[str, ...]  # columns of moments or days; the first that is filled counts
    by: str = ""  # the column of who
    columns: tuple[str, ...] = ()  # paths with dots
    title: Callable[[Any], str] = _untitled
    more: Callable[[Any, Found], list[Piece]] = _nothing
    noted: tuple[str, str] = ("", "")  # the audit's verb, and its key of the row, that know the moment better

    def word_of(self, row: Any) -> str:
        return self.word.format(row=row)


def _rows(path: str, model: Any, related: tuple[str, ...]) -> Callable[[Any], QuerySet[Any]]:
    # select_related() of nothing would follow every foreign key
    named = related or (None,)
    return lambda proposal: model.objects.filter(**{path: proposal}).select_related(*named).order_by("pk")


def _of(model: Any, *related: str) -> Callable[[Any], QuerySet[Any]]:
    return _rows("proposal", model, related)


def _in_folder(model: Any, *related: str) -> Callable[[Any], QuerySet[Any]]:
    return _rows("screening__proposal", model, related)


def _version(row: Submission, found: Found) -> list[Piece]:
    today = {mark.field: Mark(mark.part, mark.reason) for mark in found["marks"]}
    words = [Piece(one.field, one.label, one.text, str(one.mark or today.get(one.field) or "")) for one in row.words()]
    body = row.content.get("organization", {})
    facts = [_organization_fact(name, body.get(name)) for name in ORGANIZATION_FIELDS]
    partners = "\n".join(one["name"] for one in row.content.get("co_proposers", []))
    others = [Piece("co_proposers", "共同提案した団体", partners), Piece("files", "添付", "\n".join(row.files()))]
    return [*words, *facts, *others]


def _organization_fact(name: str, value: Any) -> Piece:
    column: Any = Organization._meta.get_field(name)
    words = dict(column.flatchoices or ()).get(value, value or "")
    return Piece(f"organization_{name}", f"団体の{column.verbose_name}".replace("団体の団体の", "団体の"), str(words))


def _corrections(row: CorrectionRequest, found: Found) -> list[Piece]:
    items = [one for one in found["correction_items"] if one.request_id == row.pk]
    return [Piece(f"item_{one.field}", Proposal.label_of(one.field), one.reason) for one in items]


def _told_dates(row: Promise, found: Found) -> list[Piece]:
    told = [one for one in found["told_dates"] if one.promise_id == row.pk]
    return [Piece(f"told_{one.pk}", "お知らせした期日", f"{wareki(one.day)}　{one.why}".strip()) for one in told]


def _files_of_message(row: Message, found: Found) -> list[Piece]:
    names = [one.file.original_name for one in found["message_files"] if one.message_id == row.pk]
    return [Piece("files", "添付", "\n".join(names))]


def _file(row: Attachment, found: Found) -> list[Piece]:
    what = "代行入力のもとになった紙の写し" if row.is_scan else ""
    return [Piece("file", "ファイル", row.file.original_name), Piece("is_scan", "種類", what)]


def _consulted(row: Consultation, found: Found) -> list[Piece]:
    names = [one.file.original_name for one in found["consultation_files"]]
    return [Piece("asks", "市に求めること", row.asks_words), Piece("files", "資料", "\n".join(names))]


def _met(row: Meeting, found: Found) -> list[Piece]:
    return [Piece("dates", "候補日", dates_words(row.dates)), Piece("when", "日時", row.when)]


def _roster(row: RosterRequest, found: Found) -> list[Piece]:
    return [Piece("word", "役員名簿", row.word)]


def _scores(row: Assessor, found: Found) -> list[Piece]:
    given = [one for one in found["scores"] if one.assessor_id == row.pk]
    return [Piece(f"score_{one.criterion.code}", one.criterion.label, f"{one}　{one.comment}".strip()) for one in given]


def _decided(row: Any, found: Found) -> list[Piece]:
    conditions = [one for one in found["conditions"] if one.decision_id == row.pk]
    return [
        Piece("reasons", "見送りの理由", "\n".join(row.reason_labels)),
        Piece("near", "近い課題", "\n".join(row.near_titles)),
        Piece("contract_amount", "予定価格", row.contract_amount_words),
        *(Piece(f"condition_{one.position}", "条件", _condition(one)) for one in conditions),
    ]


def _condition(row: DecisionCondition) -> str:
    due = f"\n期日：{wareki(row.due_on)}" if row.due_on else ""
    met = f"\n満たした日：{wareki(row.met_on)}（{row.met_by}）" if row.met_on else ""
    return f"{row.text}{due}{met}"


def _told(row: TenderDisclosure, found: Found) -> list[Piece]:
    return [Piece(f"told_{n}", f"{wareki(one.day)}　{one.how}", one.words) for n, one in enumerate(row.items)]


BASICS = ("number", "kind", "channel", "entered_by", "ledger_number", "procedure", "status", "held_until")

KINDS: Final = (
    Kind(
        "consultation",
        "事前相談",
        lambda proposal: (
            Consultation.objects.filter(proposal=proposal)
            .exclude(state=ConsultationState.DRAFT)
            .select_related("slot")
            .order_by("pk")
        ),
        ("booked_at", "created_at"),
        "contact_name",
        ("organization_name", "contact_phone", "title", "beneficiary", "cost", "slot", "held_on", "said"),
        more=_consulted,
    ),
    Kind(
        VERSION,
        "提出された提案 第{row.version}版",
        _of(Submission),
        ("submitted_at",),
        "submitted_by",
        more=_version,
        title=lambda row: str(row.content.get("fields", {}).get("title", "")),
    ),
    Kind(
        "proposal",
        "受付の記録",
        lambda proposal: (
            Proposal.objects.filter(pk=proposal)
            .select_related("organization", "lead_division", "challenge")
            .only(*BASICS, "submitted_at", "organization__name", "lead_division__name", "challenge__title")
            .order_by("pk")
        ),
        ("submitted_at",),
        "entered_by",
        (
            "number",
            "kind",
            "challenge",
            "organization",
            "channel",
            "ledger_number",
            "lead_division",
            "procedure",
            "status",
            "held_until",
        ),
    ),
    Kind(
        "pledge_request",
        "確認のお願い",
        _of(PledgeRequest),
        ("asked_at",),
        "asked_by",
        ("email", "answered_at"),
    ),
    Kind(
        "co_proposer",
        "共同提案者",
        _of(CoProposer, "organization"),
        ("asked_at", "accepted_at", "declined_at"),
        columns=("name", "organization", "email", "accepted_at", "accepted_by", "declined_at", "declined_reason"),
        title=str,
    ),
    Kind(
        "attachment",
        "添付ファイル",
        lambda proposal: Attachment.objects.of_proposal().filter(proposal=proposal).in_order(),
        ("file.created_at",),
        columns=("file.content_type", "file.sha256"),
        title=str,
        more=_file,
    ),
    Kind(
        "access",
        "閲覧できる課",
        _of(ProposalAccess, "division"),
        ("starts_on",),
        columns=("division", "scope", "why", "starts_on", "ends_on"),
    ),
    Kind(
        "status",
        "状態の変更",
        _of(StatusChange),
        ("at",),
        "actor",
        ("reason",),
        title=lambda row: f"{row.get_origin_display()} → {row.get_target_display()}",
    ),
    Kind(
        "promise",
        "お返事の期日",
        _of(Promise),
        ("starts_on",),
        columns=("within_days", "due_on", "met_on"),
        title=str,
        more=_told_dates,
    ),
    Kind("pause", "時計の停止", _of(Pause), ("starts_on",), columns=("reason", "starts_on", "ends_on")),
    Kind(
        "screening",
        "デスクの受付と振り分け",
        _of(Screening),
        ("opened_at",),
        "opened_by",
        ("in_scope", "missing", "procedure", "cost_outlook"),
    ),
    Kind(
        "check",
        "団体についての確認",
        _in_folder(SoundnessCheck, "item", "file"),
        ("checked_at",),
        "checked_by",
        ("result", "note", "file"),
        title=lambda row: str(row.item),
    ),
    Kind(
        "correction",
        "修正のお願い",
        _of(CorrectionRequest),
        ("requested_at",),
        "requested_by",
        ("wanted_by", "since_version", "resolved_at"),
        more=_corrections,
    ),
    Kind(
        "routing",
        "送付",
        _in_folder(Routing, "division", "section", "handler"),
        ("sent_at",),
        "sent_by",
        ("division", "section", "handler", "note", "within_days", "due_on", "state", "over_on"),
        title=str,
    ),
    Kind(
        "answer",
        "課の回答",
        lambda proposal: (
            RoutingAnswer.objects.filter(routing__screening__proposal=proposal)
            .select_related("routing__division", "suggested")
            .order_by("pk")
        ),
        ("drafted_at",),
        "drafted_by",
        (
            "routing.division",
            "choice",
            "comment",
            "contact",
            "dates",
            "meeting_dates",
            "suggested",
            "confirmed_as",
            "confirmed_by",
            "confirmed_at",
            "noted_by",
            "noted_at",
        ),
        title=lambda row: f"{row.routing.division}　{row}",
    ),
    Kind(
        "inquiry",
        "意見照会",
        _in_folder(Inquiry, "division"),
        ("asked_at",),
        "asked_by",
        ("division", "question", "due_on", "revoked_at", "revoked_by", "revoke_reason"),
        title=lambda row: str(row.division),
    ),
    Kind(
        "opinion",
        "意見照会の回答",
        lambda proposal: (
            Inquiry.objects.filter(screening__proposal=proposal, answered_at__isnull=False)
            .select_related("division")
            .order_by("pk")
        ),
        ("answered_at",),
        "answered_by",
        ("division", "verdict", "opinion"),
        title=lambda row: str(row.division),
    ),
    Kind(
        "ruling",
        "裁定の求め",
        _in_folder(Ruling, "department", "asked_division"),
        ("asked_at",),
        "asked_by",
        ("department", "words", "due_on", "asked_division", "question", "question_at", "talk", "talk_at"),
        title=lambda row: str(row.department),
    ),
    Kind(
        "ruling_given",
        "裁定",
        lambda proposal: (
            Ruling.objects.filter(screening__proposal=proposal, ruled_at__isnull=False)
            .select_related("department", "division")
            .order_by("pk")
        ),
        ("ruled_at",),
        "ruled_by",
        ("department", "division", "is_custody", "reason"),
        title=lambda row: str(row),
    ),
    Kind(
        "interest",
        "関心あり",
        _of(Interest, "division"),
        ("raised_at",),
        "raised_by",
        ("division", "words", "lowered_by", "lowered_at"),
        title=lambda row: str(row.division),
    ),
    Kind(
        "conflict",
        "利益相反の申告",
        _in_folder(ConflictDeclaration),
        ("declared_at",),
        "declared_by",
        ("has_conflict", "what"),
    ),
    Kind(
        "score",
        "評価者と採点",
        _in_folder(Assessor, "division", "criteria_set"),
        ("scored_at", "named_at"),
        "label",
        ("division", "criteria_set", "named_by", "named_at", "scored_at", "removed_by", "removed_at"),
        title=str,
        more=_scores,
    ),
    Kind(
        "finding", "三行の所見", _in_folder(Finding), ("written_at",), "written_by", ("good", "concern", "conclusion")
    ),
    Kind("note", "庁内メモ", _in_folder(Note), ("written_at",), "written_by", ("body",)),
    Kind(
        "contact",
        "応接記録",
        lambda proposal: (
            Contact.objects.filter(proposal=proposal)
            .select_related("organization")
            .defer("search", "search_vector")
            .order_by("pk")
        ),
        ("met_at",),
        "written_by",
        ("kind", "organization", "place", "people", "body", "next_step", "written_at"),
        title=lambda row: row.get_kind_display(),
    ),
    Kind(
        "meeting",
        "対話の日程",
        _of(Meeting),
        ("fixed_at", "declined_at", "cancelled_at", "held_on"),
        columns=(
            "offered",
            "minutes",
            "place",
            "url",
            "desk_attends",
            "city_side",
            "declined_at",
            "moved_reason",
            "held_on",
            "cancelled_at",
            "cancelled_reason",
        ),
        more=_met,
        noted=("meeting.offer", "meeting"),
    ),
    Kind(
        "minutes",
        "対話の記録",
        _in_folder(Minutes),
        ("written_at",),
        "written_by",
        ("held_on", "place", "attendees", "body"),
    ),
    Kind(
        "next_step",
        "次の一歩",
        _in_folder(NextStep, "division"),
        ("written_at",),
        "written_by",
        ("what", "party", "division", "person", "due_on", "done_by", "done_at"),
    ),
    Kind(
        "message",
        "提案者とのやり取り",
        _of(Message),
        ("at",),
        "author",
        ("party", "body", "confirmed_at"),
        more=_files_of_message,
    ),
    Kind(
        "letter",
        "公文書（お知らせ）",
        _of(Letter),
        ("told_at",),
        "told_by",
        ("kind", "document_number", "dated_on", "addressee", "sender", "title", "body"),
        title=str,
    ),
    Kind(
        "procedure",
        "進め方の区分の決定",
        _of(ProcedureNotice),
        ("decided_at",),
        "noted_by",
        ("procedure", "decider", "reason"),
        title=str,
    ),
    Kind("tender", "公募への移行", _of(Tender), ("moved_at",), "moved_by", ("ask_at",)),
    Kind("disclosure", "公募で見せる一覧", _in_folder(TenderDisclosure), ("made_at",), "made_by", more=_told),
    Kind("tick", "手続の印", _in_folder(ProcedureTick), ("ticked_at",), "ticked_by", title=str),
    Kind(
        "decision",
        "決定（結果の案）",
        decisions_of,
        ("drafted_at",),
        "drafted_by",
        (
            "disposition",
            "implementer",
            "reason",
            "what_would_change",
            "budget_needed",
            "budget_year",
            "referred_to",
            "shelf_until",
            "contract_method",
            "contract_item",
            "contract_reason",
            "contract_consulted_on",
            "contract_limit",
            "state",
            "proposed_by",
            "proposed_as",
            "proposed_at",
            "sent_back_reason",
            "confirmed_by",
            "confirmed_at",
            "told_at",
        ),
        title=str,
        more=_decided,
    ),
    Kind(
        "approval",
        "決裁",
        lambda proposal: Approval.objects.filter(decision__screening__proposal=proposal).order_by("pk"),
        ("recorded_at",),
        "recorded_by",
        ("drafted_on", "decided_on", "decider", "kind", "consulted", "document_number"),
        title=str,
    ),
    Kind(
        "roster",
        "役員名簿のお願い",
        _of(RosterRequest),
        ("asked_at",),
        columns=("wanted_by", "received_at", "sent_at", "done_at", "deleted_at"),
        more=_roster,
    ),
    Kind(
        "background",
        "警察への照会",
        _in_folder(BackgroundCheck, "roster"),
        ("roster.asked_at",),
        "asked_by",
        ("sent_on", "answered_on", "recorded_by", "delete_on"),
    ),
    Kind(
        "undertaking",
        "準備・実施",
        _in_folder(Undertaking, "agreement"),
        ("kept_at",),
        "kept_by",
        ("agreement", "reference", "benefit_how", "next_report_on"),
        more=lambda row, found: [Piece("benefit_yen", "効果額", row.benefit_words)],
    ),
    Kind(
        "milestone",
        "節目",
        _in_folder(Milestone),
        ("due_on",),
        columns=("what", "due_on", "done_on", "done_by"),
        noted=("milestone.add", "milestone"),
    ),
    Kind("year_end", "年度末の確認", _in_folder(YearEnd), ("decided_at",), "decided_by", ("year", "choice")),
    Kind(
        "hold",
        "廃棄の停止",
        _of(Hold),
        ("placed_at",),
        "placed_by",
        ("cause", "reason", "lifted_on", "lifted_by", "lifted_reason"),
    ),
    Kind("extension", "保存の延長", _of(Extension), ("extended_at",), "extended_by", ("until", "reason")),
    Kind("after", "終わった提案へのお願い", _of(AfterQuestion, "survey"), ("asked_at",), "asked_by", ("survey",)),
)

# read with the rows that they hang on
HANGING: Final[dict[str, Callable[[Any], QuerySet[Any]]]] = {
    "marks": _of(DisclosureMark),
    "told_dates": lambda proposal: ToldDate.objects.filter(promise__proposal=proposal).order_by("told_at", "pk"),
    "correction_items": lambda proposal: CorrectionItem.objects.filter(request__proposal=proposal).order_by("pk"),
    "message_files": lambda proposal: Attachment.objects.of_messages().filter(proposal=proposal).in_order(),
    "consultation_files": lambda proposal: (
        ConsultationFile.objects.filter(consultation__proposal=proposal)
        .select_related("file")
        .order_by("position", "pk")
    ),
    "scores": lambda proposal: (
        Score.objects.filter(assessor__screening__proposal=proposal)
        .select_related("criterion")
        .order_by("criterion__position", "criterion")
    ),
    "conditions": conditions_of,
}
