"""What the 起案セット is made of: one outcome, and everything the record says about how it came."""

from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from nara_renkei.core.calendar import local_day
from nara_renkei.core.models import PaperJob
from proposals.models import Proposal, Submission
from screening.enums import Answer, DecisionState, RoutingState
from screening.models import Decision, DecisionCondition, Inquiry, Minutes, Routing, RoutingAnswer
from screening.rules.concurrence import Concurrence, concurrence
from screening.rules.papers import DRAFTING

from .checks import check_stages
from .consultees import standing_consultees


@dataclass(frozen=True, slots=True)
class Step:
    day: date
    what: str


@dataclass(frozen=True, slots=True)
class Opinion:
    division: str
    role: str  # 主担当, 協力 or 意見照会
    words: str


@dataclass(frozen=True, slots=True)
class DraftingSet:
    """The facts of the five papers; who makes them only lays out."""

    proposal: Proposal
    decision: Decision
    version: Submission
    conditions: list[DecisionCondition]
    lead: str  # the 課 that leads; empty for the desk's own outcome
    steps: list[Step]  # the first first
    opinions: list[Opinion]
    concurrence: list[Concurrence]
    soundness: list[str]  # 「送付前の法人番号：問題なし」
    talks: int  # how many 対話 were recorded


def drafting_papers(number: str) -> QuerySet[PaperJob]:
    """Return the 起案セット of a proposal. The caller has asked who may read the whole of it."""
    return PaperJob.objects.filter(kind=DRAFTING, about__startswith=f"{number}/").select_related("file")


def decision_to_draft(proposal: Proposal) -> Decision | None:
    """Return the outcome that a 起案セット would be of: the newest that was not replaced. One query."""
    found = Decision.objects.filter(screening__proposal=proposal).exclude(state=DecisionState.REPLACED)
    return found.order_by("-drafted_at", "-pk").first()


def drafting_set(number: str, decision: int) -> DraftingSet | None:
    """Gather the record of an outcome, or None when there is none of this number. Nine queries."""
    found = (
        Decision.objects.select_related(
            "screening__proposal__organization", "screening__proposal__challenge", "contract_limit"
        )
        .prefetch_related("reasons")
        .filter(pk=decision, screening__proposal__number=number)
        .first()
    )
    if found is None:
        return None
    screening, proposal = found.screening, found.screening.proposal
    versions = list(proposal.submissions.newest_first())
    routings = list(
        Routing.objects.filter(screening=screening)
        .select_related("division", "answer")
        .order_by("-is_lead", "sent_at", "pk")
    )
    inquiries = list(
        Inquiry.objects.filter(screening=screening, revoked_at=None)
        .select_related("division")
        .order_by("asked_at", "pk")
    )
    minutes = list(Minutes.objects.filter(screening=screening).order_by("held_on", "pk"))
    taking_part = [one for one in routings if one.state != RoutingState.ENDED]
    return DraftingSet(
        proposal=proposal,
        decision=found,
        version=versions[0],
        conditions=list(found.conditions.in_order()),
        lead=next((str(one.division) for one in routings if _leads(one)), ""),
        steps=_steps(found, versions, routings, inquiries, minutes),
        opinions=[
            *(_opinion(one, answer) for one in routings if (answer := _confirmed(one))),
            *(Opinion(str(one.division), "意見照会", one.opinion) for one in inquiries if one.answered_at),
        ],
        concurrence=concurrence(
            disposition=found.disposition,
            implementer=found.implementer,
            asks=proposal.asks,
            budget_needed=found.budget_needed,
            has_contract=bool(found.contract_method),
            standing=standing_consultees(),
            supporting=[str(one.division) for one in taking_part if not one.is_lead],
            asked=[str(one.division) for one in inquiries],
        ),
        soundness=[
            f"{stage.stage.label}の{one.item}：{one.result.label}"
            for stage in check_stages(screening)
            for one in stage.items
            if one.latest
        ],
        talks=len(minutes),
    )


def _leads(routing: Routing) -> bool:
    """Return whether this is the 送付 to the 課 whose outcome it is: who was not concerned was sent on."""
    answer = _confirmed(routing)
    return routing.is_lead and answer is not None and answer.choice != Answer.NOT_OURS


def _confirmed(routing: Routing) -> RoutingAnswer | None:
    answer = getattr(routing, "answer", None)
    return answer if answer and answer.confirmed_at else None


def _opinion(routing: Routing, answer: RoutingAnswer) -> Opinion:
    role = "主担当" if routing.is_lead else "協力"
    return Opinion(str(routing.division), role, f"{answer.get_choice_display()}。{answer.comment}")


def _steps(
    decision: Decision,
    versions: list[Submission],
    routings: list[Routing],
    inquiries: list[Inquiry],
    minutes: list[Minutes],
) -> list[Step]:
    """Return what was done, the first first."""
    steps = [Step(local_day(one.submitted_at), f"提案の受付（第{one.version}版）") for one in versions]
    for one in routings:
        role = "主担当" if one.is_lead else "協力"
        steps.append(Step(local_day(one.sent_at), f"{one.division}へ送付（{role}）"))
        if (answer := _confirmed(one)) and answer.confirmed_at:
            steps.append(Step(local_day(answer.confirmed_at), f"{one.division}の回答（{answer.get_choice_display()}）"))
    for asked in inquiries:
        steps.append(Step(local_day(asked.asked_at), f"{asked.division}へ意見照会"))
        if asked.answered_at:
            steps.append(Step(local_day(asked.answered_at), f"{asked.division}の意見"))
    steps += [Step(one.held_on, f"対話（{one.attendees}）") for one in minutes]
    steps.append(Step(local_day(decision.drafted_at), f"結果の案（{decision}）"))
    if decision.proposed_at:
        steps.append(Step(local_day(decision.proposed_at), f"課の案（{decision.get_proposed_as_display()}の確認）"))
    return sorted(steps, key=lambda step: step.day)
