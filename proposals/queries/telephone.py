"""What may be told on the telephone: what the company reads already, and nothing else.

It stands here because ``proposals`` knows nothing that only the city may read.
"""

from dataclasses import dataclass
from datetime import date

from nara_renkei.core.calendar import wareki
from proposals.models import Proposal

from .status import CompanySheet, company_sheet


@dataclass(frozen=True, slots=True)
class PhoneAnswer:
    """One proposal, to be read aloud."""

    number: str
    title: str
    organization: str
    contact: str  # the person the company named; ask who is calling
    word: str
    sentence: str  # いつまでに・だれが・何を
    next_stage: str  # "" when the city owes nothing
    next_on: date | None  # the date that was told; None while the clock stands
    is_past: bool
    owed: list[str]  # what the company owes, in sentences
    letter: str  # the newest, by its title
    letter_on: date | None
    division: str  # "" until the company reads it


def phone_answer(proposal: Proposal, today: date) -> PhoneAnswer:
    """Return what the company reads of a proposal. Constant number of queries."""
    sheet = company_sheet(proposal, today)
    promised = sheet.next_date
    letter = next(iter(sheet.letters), None)
    return PhoneAnswer(
        number=proposal.number or "",
        title=proposal.title,
        organization=str(proposal.proposer),
        contact=proposal.contact_name,
        word=str(sheet.word.label),
        sentence=sheet.sentence,
        next_stage=promised.stage if promised else "",
        next_on=(promised.told_on or promised.due_on) if promised and promised.due_on else None,
        is_past=bool(promised and promised.is_past),
        owed=_owed(proposal, sheet),
        letter=letter.title if letter else "",
        letter_on=letter.dated_on if letter else None,
        division=str(proposal.lead_division or ""),
    )


def _owed(proposal: Proposal, sheet: CompanySheet) -> list[str]:
    owed = [
        f"「{Proposal.label_of(item.field)}」を{wareki(item.request.wanted_by)}までに直す：{item.reason}"
        for item in sheet.asked
    ]
    if proposal.waits_for_pledges:
        owed.append("内容と確認事項を確かめて答える（メールのリンクか、紙の誓約書）")
    if sheet.unread:
        owed.append(f"市からのメッセージ{sheet.unread}件を読む")
    return owed
