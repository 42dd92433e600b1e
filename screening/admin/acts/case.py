"""What a button is, and what it is pressed on."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.forms import Form

from nara_renkei.accounts.enums import Notice
from nara_renkei.accounts.permissions import Permission
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core.actors import Actor
from proposals.enums import OPEN_STATUSES, LetterKind, Status
from proposals.models import Proposal
from proposals.queries import letter_readers
from screening.enums import Answer, DecisionState
from screening.forms.division import EmptyForm
from screening.models import Decision, Routing, Screening
from screening.queries import ProposalDossier, Suggestion
from screening.rendering import LetterText, letter_draft
from screening.usecases.confirm_decision import CannotConfirmDecision
from screening.usecases.open_screening import CannotOpen

NOBODY = "提案者には何も伝わりません。"
COMPANY_WHEN_TICKED = (
    "「知らせる」に印を付けたときだけ、提案者の画面に通知文が出て、次の宛先へ案内のメールが送られます。"
)


@dataclass(slots=True)
class Case:
    """What a button is pressed on, by whom and when."""

    proposal: Proposal
    folder: ProposalDossier
    screening: Screening | None
    actor: Actor
    at: datetime
    today: date

    @property
    def folder_row(self) -> Screening:
        """The folder; buttons that need it are offered only when it is there."""
        if self.screening is None:
            raise CannotOpen("まだ開いていない提案です。先に開いてください。")
        return self.screening

    @property
    def decision_row(self) -> Decision:
        if self.folder.decision is None:
            raise CannotConfirmDecision("結果の案がありません。画面を開き直してください。")
        return self.folder.decision

    @property
    def by(self) -> dict[str, Any]:
        return {"by": self.actor, "at": self.at}

    @property
    def unnoted(self) -> Routing | None:
        """The next confirmed answer that the desk has not received, the lead's first."""
        for routing in self.folder.routings:
            answer = getattr(routing, "answer", None)
            if answer and answer.confirmed_at and not answer.noted_at and answer.choice != Answer.NOT_OURS:
                return routing
        return None

    @property
    def interested(self) -> list[dict[str, Any]]:
        """The 課 that raised a hand and do not work on it yet: pk, name, words."""
        return getattr(self.proposal, "interested", [])

    @property
    def has_unread_message(self) -> bool:
        return any(one.party == "proposer" and one.confirmed_at is None for one in self.folder.messages)


@dataclass(frozen=True, slots=True)
class Act:
    """One button."""

    verb: str  # stands in the URL
    label: str
    section: str
    permission: Permission
    is_offered: Callable[[Case], bool]
    form: Callable[[Case, Any], Form]
    call: Callable[[Case, Any], object]
    done: str
    told: str = NOBODY
    names_members: bool = False
    is_message: bool = False  # stays with the proposing 団体; a letter goes to the co-proposers too
    redraft: Callable[[Case, Any, Any], Any] | None = None
    redraft_label: str = "文面を作り直す"
    suggest: Callable[[Case], list[Suggestion]] | None = None  # the 課 that may be the right ones
    leads_on: bool = False  # whether the next proposal is offered when it is done
    sends_at_once: bool = False  # whether the button beside a suggested 課 is the act itself
    is_danger: bool = False

    @property
    def can_redraft(self) -> bool:
        """Whether the letter can be worded anew; a template would call the function itself."""
        return self.redraft is not None

    def readers(self, case: Case) -> list[str]:
        """Return the addresses that a mail of this button would go to, by name."""
        if not self.names_members or case.proposal.organization is None:
            return []
        if self.is_message:
            return member_addresses(case.proposal.organization, Notice.MESSAGE)
        return list(letter_readers(case.proposal))


def empty(case: Case, data: Any) -> Form:
    return EmptyForm(data)


def is_open(case: Case) -> bool:
    return case.screening is not None and case.proposal.status in OPEN_STATUSES


def in_hand(case: Case) -> bool:
    """Whether a 課 considers it."""
    return case.screening is not None and case.proposal.status in {Status.IN_REVIEW, Status.IN_DIALOGUE}


def has_decision(*states: DecisionState) -> Callable[[Case], bool]:
    return lambda case: case.folder.decision is not None and case.folder.decision.state in states


def approval_of(case: Case) -> Any:
    return getattr(case.folder.decision, "approval", None)


def new_words(data: Any, draft: LetterText) -> Any:
    """Return the posted data with the letter drawn up anew from what was entered."""
    fresh = data.copy()
    fresh["letter_title"], fresh["letter_body"] = draft.title, draft.body
    fresh["sender"], fresh["dated_on"] = draft.sender, draft.dated_on.isoformat()
    fresh["notify"] = "on"
    return fresh


def draft_of(case: Case, kind: LetterKind, **facts: Any) -> LetterText:
    return letter_draft(kind, proposal=case.proposal, on=case.today, **facts)
