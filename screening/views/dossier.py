"""The page of one proposal for the 課: who may do what on it, and the forms to do it."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.forms import Form
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.views.decorators.http import require_GET

from nara_renkei.accounts.middleware import StaffRequest
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import employee_required
from proposals.enums import Party, Status
from proposals.models import Proposal
from screening.enums import DecisionState, RoutingState
from screening.forms.choices import DivisionsOfDay
from screening.forms.dialogue import dates_initial
from screening.forms.division import AnswerForm, InquiryForm, NoteForm, OpinionForm, ReplyRequestForm
from screening.models import Inquiry, Routing
from screening.permissions import confirming_as, sits_in
from screening.queries import ProposalDossier, proposal_dossier
from screening.rules.next_steps import days_left_words, next_for_division

IN_HAND = frozenset({Status.IN_REVIEW, Status.IN_DIALOGUE})


@dataclass(slots=True)
class OwnRouting:
    """One 送付 to a 課 in which the reader sits, with its forms."""

    routing: Routing
    next_step: str
    days_words: str
    can_confirm: bool  # as 課長 or by 代決
    by_proxy: bool
    answer_form: AnswerForm | None = None


@dataclass(slots=True)
class Desk:
    """The reader's own desk over one folder: what to do, and the forms to do it."""

    proposal: Proposal
    dossier: ProposalDossier
    today: date
    own: list[OwnRouting]
    inquiries: list[Inquiry]  # open ones to the reader's 課
    lead: OwnRouting | None
    forms: dict[str, Form] = field(default_factory=dict)

    @property
    def may_write(self) -> bool:
        return self.dossier.is_full and bool(self.own)

    @property
    def may_draft_outcome(self) -> bool:
        """Whether the reader's 課 leads, has answered, and the outcome is still its own to write."""
        decision = self.dossier.decision
        return (
            self.lead is not None
            and self.lead.routing.state == RoutingState.ANSWERED
            and self.proposal.status in IN_HAND
            and (decision is None or decision.state in {DecisionState.DRAFTED, DecisionState.SENT_BACK})
        )


def desk_of(request: StaffRequest, number: str) -> Desk:
    """Load the folder, or 404: foreign and absent are the same."""
    today = timezone.localdate()
    visible = Proposal.objects.visible_to(request.user, today).select_related(
        "organization", "challenge", "lead_division"
    )
    proposal = get_object_or_404(visible, number=number)
    folder = proposal_dossier(proposal, request.user, today)
    own = [
        _own(routing, folder, request.user, today)
        for routing in folder.routings
        if routing.state != RoutingState.ENDED and sits_in(request.user, routing.division, today)
    ]
    return Desk(
        proposal=proposal,
        dossier=folder,
        today=today,
        own=own,
        inquiries=[one for one in folder.inquiries if one.is_open and sits_in(request.user, one.division, today)],
        lead=next((one for one in own if one.routing.is_lead), None),
    )


def whole_of(request: StaffRequest, number: str) -> Desk:
    """The folder for who reads the whole proposal; 404 for a reader of a part."""
    work = desk_of(request, number)
    if not work.dossier.is_full:
        raise Http404
    return work


def _own(routing: Routing, folder: ProposalDossier, user: User, today: date) -> OwnRouting:
    answer = getattr(routing, "answer", None)
    capacity = confirming_as(user, routing.division, today)
    return OwnRouting(
        routing=routing,
        next_step=next_for_division(
            routing_state=routing.state,
            is_lead=routing.is_lead,
            answer=answer.choice if answer else None,
            confirmed=bool(answer and answer.confirmed_at),
            decision=folder.decision.state if folder.decision else None,
            status=folder.proposal.status,
        ),
        days_words=days_left_words(folder.days_until(routing.due_on)) if routing.state == RoutingState.OPEN else "",
        can_confirm=capacity is not None,
        by_proxy=capacity == "DEPUTY",
    )


def page(request: StaffRequest, work: Desk, bound: Form | None = None, name: str = "") -> HttpResponse:
    """Show the folder; ``bound`` takes the place of the fresh form of that name."""
    add_forms(work)
    if bound is not None:
        if name.startswith("answer-"):
            for own in work.own:
                if name == f"answer-{own.routing.division.code}":
                    own.answer_form = bound  # type: ignore[assignment]
        else:
            work.forms[name] = bound
    return render(
        request, "screening/dossier.html", {"work": work, "folder": work.dossier, "form": bound, "bound": name}
    )


def add_forms(work: Desk) -> None:
    divisions = DivisionsOfDay(work.today)
    for own in work.own:
        answer = getattr(own.routing, "answer", None)
        if own.routing.state == RoutingState.OPEN and not (answer and answer.confirmed_at):
            own.answer_form = AnswerForm(
                prefix=f"answer-{own.routing.division.code}",
                day=work.today,
                divisions=divisions,
                initial={
                    **fields_of(answer, ("choice", "comment", "contact", "suggested")),
                    **dates_initial(answer.meeting_dates if answer else []),
                },
            )
    if work.may_write:
        work.forms["note"] = NoteForm(prefix="note")
        if any(one.party == Party.PROPOSER and one.confirmed_at is None for one in work.dossier.messages):
            work.forms["reply"] = ReplyRequestForm(prefix="reply")
    if work.inquiries:
        work.forms["opinion"] = OpinionForm(prefix="opinion")
    if work.lead and work.lead.routing.state == RoutingState.ANSWERED:
        work.forms["inquiry"] = InquiryForm(prefix="inquiry", day=work.today, divisions=divisions)


def fields_of(row: Any, names: tuple[str, ...]) -> dict[str, Any]:
    return {name: getattr(row, name) for name in names} if row else {}


@require_GET
@employee_required
def dossier(request: StaffRequest, number: str) -> HttpResponse:
    return page(request, desk_of(request, number))
