"""What of a proposal is wiped when its 保存年限 has passed: one ``Wipe`` for each table that holds words about it.

What else is wiped says so in the same way (``queries/records.py``).

Number, dates, kind, codes and results stay, and so do digests. A column of words or a file that is neither wiped nor
in ``STAYS`` makes a test fail, also in a table that is new. What may never change otherwise is let through by the
guards of this app (migration 0003_guards), which name the same columns.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final, cast

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import Case, Q, QuerySet, Value, When
from django.db.models.functions import Cast, Concat

from knowledge.enums import CaseState
from knowledge.models import CasePicture, CaseStudy, CaseVersion, SupportConsultee, SupportMessage, SupportRequest
from nara_renkei.accounts.models import CapabilityLink
from nara_renkei.core.models import PaperJob, PrivateFile
from nara_renkei.notifications.models import OutgoingMail
from proposals.enums import Publicity
from proposals.models import (
    Attachment,
    Condition,
    Consultation,
    ConsultationFile,
    CoProposer,
    CorrectionItem,
    CorrectionRequest,
    DisclosureMark,
    Draft,
    Letter,
    Meeting,
    Message,
    Pause,
    PledgeAnswer,
    PledgeRequest,
    ProcedureNotice,
    Proposal,
    ProposalAccess,
    RosterEntry,
    RosterRequest,
    StatusChange,
    Submission,
    Tender,
    ToldDate,
)
from proposals.rules.papers import DRAFT, RECEIPT
from proposals.rules.retention import WIPED
from screening.models import (
    AfterQuestion,
    Approval,
    Assessor,
    BackgroundCheck,
    ConflictDeclaration,
    Contact,
    Decision,
    DecisionCondition,
    DisclosureDocument,
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
    Redaction,
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
from screening.rules.papers import ARCHIVE, DISCLOSED, DISCLOSURE_DRAFT, DOSSIER, DRAFTING

FOLDER: Final = "screening__proposal"


@dataclass(frozen=True, slots=True)
class Wipe:
    """What of the rows of one table is wiped."""

    model: type[models.Model]
    path: str  # from the row to its proposal, or to the record it is of
    words: tuple[str, ...] = ()  # what stood there becomes 「（保存年限により削除）」; what was empty stays empty
    numbered: tuple[str, ...] = ()  # as words, with the key of the row behind it, where no two may be the same
    blank: tuple[str, ...] = ()  # becomes empty: text "", a list [], a table of names {}, an index or a person none
    files: tuple[str, ...] = ()  # the file goes, its pictures with it, and the column is empty
    goes: bool = False  # the rows go, with their files
    of: Callable[[Any], Q] | None = None  # where no path of keys leads: which rows are of the record

    @property
    def columns(self) -> tuple[str, ...]:
        return (*self.words, *self.numbered, *self.blank, *self.files)

    def rows(self, root: models.Model) -> QuerySet[Any]:
        found = self.model._base_manager.filter(self.of(root) if self.of else Q(**{self.path: root.pk}))
        return found.filter(case_is_a_draft(self.path)) if self.model in OF_CASES else found

    def values(self) -> dict[str, Any]:
        """Return what the columns become, for an UPDATE."""
        return {
            **{name: Case(When(**{name: ""}, then=Value("")), default=Value(WIPED)) for name in self.words},
            **{name: Concat(Value(WIPED), Cast("pk", models.CharField())) for name in self.numbered},
            **{name: _nothing(self.model, name) for name in self.blank},
            **dict.fromkeys(self.files),
        }


def _nothing(model: type[models.Model], name: str) -> Any:
    column = cast("Any", model._meta.get_field(name))
    if isinstance(column, ArrayField):
        return []
    if isinstance(column, models.JSONField):
        return [] if column.default is list or name in LISTS_OF.get(model, ()) else {}
    return None if column.null or isinstance(column, SearchVectorField) or column.is_relation else ""


def case_is_a_draft(path: str) -> Q:
    """Return the condition that a 事例 was never opened: what was opened is a paper of its own."""
    prefix = path.removesuffix("proposal")
    return Q(**{f"{prefix}opened_at": None, f"{prefix}state__in": [CaseState.DRAFT, CaseState.HANDED_IN]})


OF_CASES: Final = (CasePicture, CaseVersion, CaseStudy)
LISTS_OF: Final[dict[type[models.Model], tuple[str, ...]]] = {
    TenderDisclosure: ("content",),
    DisclosureDocument: ("pieces",),
}
CONTENT: Final = (
    "summary", "beneficiary", "body", "city_benefit", "proposer_benefit", "originality", "roles", "timing", "method",
    "related_divisions", "track_record", "co_proposers_note", "confidential", "team", "risks", "schedule", "estimate",
    "permits", "challenge_answer", "challenge_question",
)  # fmt: skip

# in this order: what hangs on a row goes before it
WIPES: Final = (
    # rows that go
    Wipe(Draft, "proposal", goes=True),
    Wipe(RosterEntry, "request__proposal", goes=True),
    Wipe(Attachment, "proposal", files=("file",), goes=True),
    Wipe(ConsultationFile, "consultation__proposal", files=("file",), goes=True),
    Wipe(DisclosureMark, "proposal", goes=True),  # repeats the words it marks
    Wipe(Redaction, "document__proposal", goes=True),  # and so does this
    Wipe(CasePicture, "case__proposal", files=("file",), goes=True),
    Wipe(CaseVersion, "case__proposal", goes=True),
    Wipe(CaseStudy, "proposal", goes=True),
    # what the company may read
    Wipe(
        Proposal,
        "pk",
        words=("title",),
        blank=(*CONTENT, "contact_name", "contact_phone", "entered_by", "asks", "author", "pledge_draft", "search", "search_vector"),
    ),
    Wipe(Submission, "proposal", words=("submitted_by",), blank=("content",)),
    Wipe(StatusChange, "proposal", words=("actor", "reason")),
    Wipe(PledgeAnswer, "proposal", blank=("detail", "answered_by", "address")),
    Wipe(PledgeRequest, "proposal", words=("asked_by",), blank=("email", "pledge_draft")),
    Wipe(
        CoProposer,
        "proposal",
        words=("name", "accepted_by", "declined_reason"),
        blank=("email", "accepted_from", "pledge_draft"),
    ),
    Wipe(ProposalAccess, "proposal", words=("why",)),
    Wipe(ToldDate, "promise__proposal", words=("why",)),
    Wipe(Pause, "proposal", numbered=("reason",)),
    Wipe(Condition, "proposal", words=("text",)),
    Wipe(CorrectionRequest, "proposal", words=("requested_by",)),
    Wipe(CorrectionItem, "request__proposal", words=("reason",)),
    Wipe(Letter, "proposal", words=("addressee", "sender", "title", "body", "told_by")),
    Wipe(Message, "proposal", words=("author", "body")),
    Wipe(
        Meeting,
        "proposal",
        words=("offered", "place", "city_side", "moved_reason", "cancelled_reason"),
        blank=("url",),
    ),
    Wipe(ProcedureNotice, "proposal", words=("decider", "reason", "noted_by")),
    Wipe(Tender, "proposal", words=("ask_at", "moved_by")),
    Wipe(RosterRequest, "proposal", files=("file",)),
    Wipe(
        Consultation,
        "proposal",
        words=("organization_name", "contact_name", "contact_phone", "title", "beneficiary", "said"),
        blank=("asks",),
    ),
    # what only the city reads
    Wipe(Screening, "proposal", words=("opened_by", "missing", "cost_outlook")),
    Wipe(SoundnessCheck, FOLDER, words=("note", "checked_by"), files=("file",)),
    Wipe(Routing, FOLDER, words=("note", "sent_by")),
    Wipe(
        RoutingAnswer,
        "routing__screening__proposal",
        words=("comment", "contact", "dates", "drafted_by", "confirmed_by", "noted_by"),
    ),
    Wipe(Inquiry, FOLDER, words=("question", "asked_by", "opinion", "answered_by", "revoked_by", "revoke_reason")),
    Wipe(Ruling, FOLDER, words=("words", "asked_by", "question", "talk", "reason", "ruled_by")),
    Wipe(Interest, "proposal", words=("words", "raised_by", "lowered_by")),
    Wipe(ConflictDeclaration, FOLDER, words=("what", "declared_by")),
    Wipe(Assessor, FOLDER, words=("label", "named_by", "removed_by")),
    Wipe(Score, "assessor__screening__proposal", words=("comment",)),
    Wipe(Finding, FOLDER, words=("good", "concern", "conclusion", "written_by")),
    Wipe(Note, FOLDER, words=("body", "written_by")),
    Wipe(
        Contact,
        "proposal",
        words=("place", "people", "body", "next_step", "written_by"),
        blank=("search", "search_vector"),
    ),
    Wipe(Minutes, FOLDER, words=("place", "attendees", "body", "written_by")),
    Wipe(NextStep, FOLDER, words=("what", "person", "written_by", "done_by")),
    Wipe(TenderDisclosure, FOLDER, words=("made_by",), blank=("content",)),
    Wipe(ProcedureTick, FOLDER, words=("ticked_by",)),
    Wipe(
        Decision,
        FOLDER,
        words=(
            "reason", "what_would_change", "budget_year", "referred_to", "contract_reason", "drafted_by", "proposed_by",
            "sent_back_reason", "confirmed_by",
        ),
    ),
    Wipe(DecisionCondition, "decision__screening__proposal", words=("text", "met_by")),
    Wipe(Approval, "decision__screening__proposal", words=("decider", "consulted", "recorded_by")),
    Wipe(BackgroundCheck, FOLDER, words=("asked_by", "recorded_by")),
    Wipe(Undertaking, FOLDER, words=("benefit_how", "kept_by")),
    Wipe(Milestone, FOLDER, words=("what", "done_by")),
    Wipe(YearEnd, FOLDER, words=("decided_by",)),
    Wipe(AfterQuestion, "proposal", words=("asked_by",)),
    Wipe(DisclosureDocument, "proposal", words=("note",), blank=("pieces",)),
    Wipe(Hold, "proposal", words=("reason", "placed_by", "lifted_by", "lifted_reason")),
    Wipe(Extension, "proposal", words=("reason", "extended_by")),
    # 担当課とデスクの相談
    Wipe(SupportMessage, "request__proposal", words=("text", "written_by")),
    Wipe(SupportConsultee, "request__proposal", words=("asked_by",)),
    Wipe(SupportRequest, "proposal", words=("title", "asked_by")),
)  # fmt: skip

# columns of words and files that stay, and tables that stay whole (「.*」), and why
NUMBER: Final = "番号は残る。"
DIGEST: Final = "文字は残らない指紋。あとから出てきた文書が、その時のものかを確かめるため。"
CODE: Final = "符号。言葉ではない。"
STAYS: Final = {
    "proposals.Proposal.number": NUMBER,
    "proposals.Proposal.ledger_number": NUMBER,
    "proposals.Submission.sha256": DIGEST,
    "proposals.StatusChange.move": CODE,
    "proposals.StatusChange.party": CODE,
    "proposals.PledgeAnswer.answer": "確認事項の答えの符号。版・指紋・日付とともに、証拠として残る（decisions.md 14）。",
    "proposals.PledgeAnswer.text_sha256": DIGEST,
    "proposals.CoProposer.accepted_sha256": DIGEST,
    "proposals.CorrectionItem.field": CODE,
    "proposals.Letter.document_number": NUMBER,
    "screening.ProcedureTick.code": CODE,
    "screening.Approval.document_number": NUMBER,
    "screening.Undertaking.reference": NUMBER,
    "screening.TenderDisclosure.sha256": DIGEST,
    "screening.DisclosureDocument.key": CODE,
    "screening.DisclosureDocument.kind": "文書の種類。中身ではない。",
    "screening.DisclosureDocument.sha256": DIGEST,
    "screening.Hold.record": CODE,
    "screening.Extension.record": CODE,
    "screening.DisposalLine.*": "廃棄リストの行は、提案が消えたあとに残る記録。提案の言葉は写していない。",
    "knowledge.CaseStudy.*": "庁内に開いた事例は、課が見直しながら持つ別の文書。開かなかった下書きだけが消える。",
    "knowledge.CaseVersion.*": "開いた事例の版。上と同じ。",
    "knowledge.CasePicture.*": "開いた事例の画像。上と同じ。",
    "knowledge.PublicFace.*": "相手の団体が公開に同意した言葉。同意が取り消されたら公開をやめる。",
    "knowledge.Faq.*": "よくある質問は、相談から書き起こした別の文書。提案の名を書かない。",
    "dialogue.Encounter.*": "ダイアログの記録。提案とは別の文書で、年限も別。",
    "dialogue.EncounterNote.*": "ダイアログの記録。上と同じ。",
    "dialogue.NextStep.*": "ダイアログの記録。上と同じ。",
    "dialogue.TroubleSource.*": "ダイアログの記録。上と同じ。",
}  # fmt: skip

# what of the row itself is set, so that no list shows it and nobody shares it
SET_ON_PROPOSAL: Final[dict[str, Any]] = {"publicity": Publicity.CLOSED, "share_summary": False}

# papers: of one proposal (they go), of several (they go when they name it), of none
OF_ONE: Final = (RECEIPT, DRAFT, DRAFTING, DOSSIER, ARCHIVE)
OF_DISCLOSURES: Final = (DISCLOSED, DISCLOSURE_DRAFT)


def papers_of(proposal: Proposal) -> QuerySet[PaperJob]:
    """Return the papers about this proposal alone, and those of the 開示請求 in which its documents are."""
    own = Q(kind__in=OF_ONE) & (Q(about__startswith=f"{proposal.number}/") | Q(about__startswith=f"{proposal.uuid}/"))
    asked = DisclosureDocument.objects.filter(proposal=proposal).values_list("request__uuid", flat=True).distinct()
    theirs = Q(kind__in=OF_DISCLOSURES, about__in=[str(uuid) for uuid in asked.order_by("request__uuid")])
    return PaperJob.objects.filter(own | theirs).order_by("pk")


def papers_of_several(since: datetime, apart_from: Collection[int]) -> QuerySet[PaperJob]:
    """Return the other papers that were made since the record began and may name it."""
    return (
        PaperJob.objects.filter(created_at__gte=since, file__isnull=False)
        .exclude(pk__in=apart_from)
        .select_related("file")
        .order_by("pk")
    )


def keys_of(proposal: Proposal, papers: Iterable[PaperJob]) -> list[str]:
    """Return under which names letters and mailed links know the proposal and what hangs on it."""
    supports = SupportRequest.objects.filter(proposal=proposal).order_by("pk")
    partners = CoProposer.objects.filter(proposal=proposal).order_by("pk")
    consultations = Consultation.objects.filter(proposal=proposal).order_by("pk")
    return [
        proposal.key,
        f"proposal:{proposal.uuid}",
        *(one.key for one in supports),
        *(one.about for one in partners),
        *(one.key for one in consultations),
        *(f"paper:{paper.uuid}" for paper in papers),
    ]


def letters_of(proposal: Proposal, keys: Collection[str]) -> QuerySet[OutgoingMail]:
    """Return the letters about it, and those that name it: a digest, a reminder with several proposals."""
    named = Q(body__contains=str(proposal.number)) | Q(subject__contains=str(proposal.number))
    if proposal.title and proposal.title != WIPED:
        named |= Q(body__contains=proposal.title) | Q(subject__contains=proposal.title)
    return OutgoingMail.objects.filter(Q(about__in=keys) | Q(created_at__gte=proposal.created_at) & named)


def letters_about(keys: Collection[str]) -> QuerySet[OutgoingMail]:
    """Return the letters about it alone."""
    return OutgoingMail.objects.filter(about__in=keys)


def links_of(keys: Collection[str]) -> QuerySet[CapabilityLink]:
    """Return the mailed links; each holds an address."""
    return CapabilityLink.objects.filter(about__in=keys)


def files_of(wipe: Wipe, root: models.Model) -> list[PrivateFile]:
    """Return the files of the rows of one table."""
    keys = {
        key
        for name in wipe.files
        for key in wipe.rows(root).exclude(**{name: None}).order_by("pk").values_list(name, flat=True)
    }
    return list(PrivateFile.objects.filter(pk__in=keys).order_by("pk"))


def text_columns(model: type[models.Model]) -> Iterator[str]:
    """Yield the columns of a table in which words or files can stand: no codes of a list, no keys of ours."""
    for column in model._meta.concrete_fields:
        inside = column.base_field if isinstance(column, ArrayField) else column
        is_words = isinstance(inside, models.CharField | models.TextField | models.JSONField | SearchVectorField)
        is_code = bool(column.choices) or isinstance(column, models.SlugField)
        is_file = column.is_relation and column.related_model is PrivateFile
        if (is_words and not is_code) or is_file:
            yield column.name
