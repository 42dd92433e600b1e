"""受付票: a submitted version word for word; and the same paper of a draft, for one's own boss."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Organization
from nara_renkei.reports.rendering import CannotRender, Pdf, render_pdf
from proposals.enums import ItemKind
from proposals.models import Challenge, DisclosureMark, Proposal, Submission, Words
from proposals.queries import evidence_of, items_to_ask
from proposals.rules.content import CONTACT_FIELDS, CONTENT_FIELDS, ORGANIZATION_FIELDS
from proposals.rules.papers import DRAFT, RECEIPT, read_receipt_about

GONE = "もとの提案が見つかりません。"
UNANSWERED = "（まだ答えていません）"


@dataclass(frozen=True, slots=True)
class Pledge:
    """One item as it was shown, and the answer."""

    code: str
    version: int
    text: str
    answer: str
    detail: str = ""
    sha256: str = ""
    answered_by: str = ""
    answered_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class File:
    name: str
    sha256: str


@dataclass(frozen=True, slots=True)
class ReceiptPaper:
    """What the template shows. It does no arithmetic and no query."""

    city: CitySettings
    title: str
    made_on: date
    proposal: Proposal
    challenge: str
    words: Sequence[Words]
    organization: Sequence[tuple[str, str]]
    partners: Sequence[Sequence[tuple[str, str]]]  # 共同提案者
    files: Sequence[File]
    pledges: Sequence[tuple[str, list[Pledge]]]  # by kind
    submission: Submission | None = None  # none of a draft
    versions: int = field(default=0)

    @property
    def is_draft(self) -> bool:
        return self.submission is None


def build_receipt(about: str, *, at: datetime) -> Pdf:
    """Return the 受付票 of "R8-J-0001/1/12". Raises CannotRender for what there is not."""
    named = read_receipt_about(about)
    number, version, organization = named or ("", 0, 0)
    rows = Submission.objects.select_related("proposal__challenge")
    submission = rows.filter(proposal__number=number, version=version).first()
    if submission is None:
        raise CannotRender(GONE)
    return render_pdf("reports/receipt.html", {"paper": receipt_of(submission, organization, at=at)})


def build_draft(about: str, *, at: datetime) -> Pdf:
    """Return the paper of a draft as it stands. Raises CannotRender when it is none any more."""
    try:
        drafts = Proposal.objects.drafts().filter(uuid=about.partition("/")[0])
    except ValidationError:
        drafts = Proposal.objects.none()
    draft = drafts.select_related("challenge", "organization").first()
    if draft is None:
        raise CannotRender(GONE)
    return render_pdf("reports/receipt.html", {"paper": draft_of(draft, at=at)})


def receipt_of(submission: Submission, organization: int, *, at: datetime) -> ReceiptPaper:
    """Return what the template shows of a version, with the answers of one 団体."""
    proposal, content = submission.proposal, submission.content
    answers = [
        Pledge(
            one.item.code,
            one.item.version,
            one.item.text,
            one.answer,
            one.detail,
            one.text_sha256,
            one.answered_by,
            one.answered_at,
        )
        for one in evidence_of(proposal, organization)
    ]
    return ReceiptPaper(
        city=CitySettings.load(),
        title=f"提案受付票 {proposal.number}",
        made_on=local_day(at),
        proposal=proposal,
        challenge=_challenge(content.get("challenge")),
        words=submission.words(),
        organization=_facts(content.get("organization", {})),
        partners=[_facts(one) for one in content.get("co_proposers", [])],
        files=[File(one["name"], one["sha256"]) for one in content.get("files", [])],
        pledges=_by_kind(answers),
        submission=submission,
        versions=proposal.submissions.count(),
    )


def draft_of(draft: Proposal, *, at: datetime) -> ReceiptPaper:
    """Return what the template shows of a draft: what is saved, and what is still to be answered."""
    marks = DisclosureMark.objects.by_field(draft)
    fields = (*CONTENT_FIELDS, *CONTACT_FIELDS)
    texts = {name: Proposal.text_of(name, getattr(draft, name)) for name in fields}
    organization = draft.organization
    given: Mapping[str, Any] = draft.pledge_draft
    items = [
        Pledge(
            item.code,
            item.version,
            item.text,
            given.get(item.code, {}).get("answer") or UNANSWERED,
            given.get(item.code, {}).get("detail", ""),
        )
        for item in items_to_ask(draft, local_day(at))
    ]
    partners = draft.co_proposers.select_related("organization").order_by("pk")
    return ReceiptPaper(
        city=CitySettings.load(),
        title=f"下書き {draft.title}".strip(),
        made_on=local_day(at),
        proposal=draft,
        challenge=draft.challenge.title if draft.challenge else "",
        words=[Words(name, Proposal.label_of(name), text, marks.get(name)) for name, text in texts.items() if text],
        organization=_facts({name: getattr(organization, name) for name in ORGANIZATION_FIELDS})
        if organization
        else [],
        partners=[[("名称", one.name)] for one in partners],
        files=[File(one.file.original_name, one.file.sha256) for one in draft.attachments.of_proposal().in_order()],
        pledges=_by_kind(items),
    )


def _challenge(code: str | None) -> str:
    found = Challenge.objects.filter(code=code).first() if code else None
    return found.title if found else code or ""


def _facts(values: Mapping[str, Any]) -> list[tuple[str, str]]:
    """Return the filled fields of a 団体 with their labels."""
    facts = []
    for name in ORGANIZATION_FIELDS:
        column: Any = Organization._meta.get_field(name)
        text = dict(column.flatchoices).get(values.get(name), values.get(name)) or ""
        if text:
            facts.append((str(column.verbose_name), str(text)))
    return facts


def _by_kind(pledges: Sequence[Pledge]) -> list[tuple[str, list[Pledge]]]:
    """Return the items in the four groups, in the order of the law."""
    groups = [(str(kind.label), [one for one in pledges if one.code.startswith(kind.value)]) for kind in ItemKind]
    return [(label, items) for label, items in groups if items]


BUILDERS = {RECEIPT: build_receipt, DRAFT: build_draft}
