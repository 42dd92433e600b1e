"""結果の案: the lead 課 writes what it would answer."""

from collections.abc import Sequence
from dataclasses import dataclass, field, fields
from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from proposals.enums import Status
from proposals.models import Challenge
from screening.enums import DecisionState, Disposition, Implementer
from screening.models import ContractLimit, Decision, DecisionCondition, DeclineReason, Routing
from screening.rules.contracts import contract_gap

from .open_screening import locked
from .refuse_recused import refuse_recused


class CannotDraftDecision(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class ConditionWords:
    """What the company does, and by when."""

    text: str
    due_on: date | None = None


@dataclass(frozen=True, slots=True)
class ContractWords:
    """How a contract would come about, and on what ground."""

    method: str = ""  # a code of ContractMethod; empty when nobody speaks of a contract
    item: str = ""
    reason: str = ""
    consulted_on: date | None = None  # 契約課
    limit: ContractLimit | None = None
    amount: int | None = None  # yen

    def gap(self) -> str:
        return contract_gap(
            method=self.method,
            item=self.item,
            reason=self.reason,
            consulted_on=self.consulted_on,
            limit=self.limit.amount if self.limit else None,
            amount=self.amount,
        )

    def columns(self) -> dict[str, object]:
        return {f"contract_{one.name}": getattr(self, one.name) for one in fields(self)}


@dataclass(frozen=True, slots=True)
class Outcome:
    """The two answers, why, and what then."""

    disposition: Disposition
    reason: str
    implementer: Implementer = Implementer.UNDECIDED
    reasons: Sequence[DeclineReason] = field(default_factory=tuple)
    what_would_change: str = ""
    conditions: Sequence[ConditionWords] = field(default_factory=tuple)
    budget_needed: bool = False
    budget_year: str = ""
    referred_to: str = ""
    near: Sequence[Challenge] = field(default_factory=tuple)
    shelf_until: date | None = None
    contract: ContractWords = ContractWords()

    def gap(self) -> str:
        """Return the first thing that is missing as a sentence, or nothing."""
        if not self.reason.strip():
            return "理由を書いてください。"
        if self.disposition == Disposition.DECLINE and not self.reasons:
            return "見送りの理由を一つ以上選んでください。"
        if self.disposition == Disposition.DECLINE and not self.what_would_change.strip():
            return "見送りには、どう変わればよいかを書いてください。"
        if self.disposition == Disposition.ADOPT_WITH_CONDITIONS and not self.conditions:
            return "条件付きで進めるときは、条件を書いてください。"
        if self.disposition != Disposition.ADOPT_WITH_CONDITIONS and self.conditions:
            return "条件を付けるときは、提案の扱いで「条件付きで進める」を選んでください。"
        if self.disposition == Disposition.REFER and not self.referred_to.strip():
            return "ほかの窓口のご案内には、窓口の名前を書いてください。"
        if self.budget_needed and not self.budget_year.strip():
            return "予算が要るときは、年度を書いてください。"
        if self.disposition != Disposition.DECLINE and (self.near or self.shelf_until):
            return "近い課題と棚は、見送りのときだけ選べます。"
        return self.contract.gap()

    def columns(self) -> dict[str, object]:
        return {
            "disposition": self.disposition,
            "implementer": self.implementer,
            "reason": self.reason,
            "what_would_change": self.what_would_change,
            "budget_needed": self.budget_needed,
            "budget_year": self.budget_year,
            "referred_to": self.referred_to,
            "shelf_until": self.shelf_until,
            **self.contract.columns(),
        }


OUTCOME_FROM = {Status.IN_REVIEW, Status.IN_DIALOGUE}
REWRITABLE = {DecisionState.DRAFTED, DecisionState.SENT_BACK}


@transaction.atomic
def draft_decision(*, routing: Routing, outcome: Outcome, by: Actor, at: datetime) -> Decision:
    """Keep the draft of the lead 課; it replaces its own earlier draft. Raises CannotDraftDecision."""
    screening = locked(routing.screening)
    if not routing.is_lead:
        raise CannotDraftDecision("結果の案は、主担当課が書きます。意見はメモに書いてください。")
    refuse_recused(screening, by, CannotDraftDecision, "課のほかの人が、結果の案を書いてください。")
    if screening.proposal.status not in OUTCOME_FROM:
        raise CannotDraftDecision("検討中または対話中の提案だけ、結果の案を書けます。")
    if gap := outcome.gap():
        raise CannotDraftDecision(gap)
    today = local_day(at)
    if any(one.due_on and one.due_on < today for one in outcome.conditions):
        raise CannotDraftDecision("条件の期日は、今日以降の日にしてください。")
    if outcome.shelf_until and outcome.shelf_until <= today:
        raise CannotDraftDecision("棚に置く期限は、明日以降の日にしてください。")
    decision = (
        Decision.objects.filter(screening=screening)
        .exclude(state__in=[DecisionState.TOLD, DecisionState.REPLACED])
        .first()
    )
    if decision and decision.state not in REWRITABLE:
        raise CannotDraftDecision(
            "結果の案は、もう課長の確認を終えています。直すときは、デスクに差戻しを頼んでください。"
        )
    values = {**outcome.columns(), "state": DecisionState.DRAFTED, "drafted_by": by.label, "drafted_at": at}
    if decision is None:
        decision = Decision.objects.create(screening=screening, **values)
    else:
        for name, value in values.items():
            setattr(decision, name, value)
        decision.save(update_fields=list(values))
    decision.reasons.set(outcome.reasons)
    decision.near.set(outcome.near)
    _keep_conditions(decision, outcome.conditions)
    audit.record(
        "decision.draft",
        about=screening.proposal.key,
        by=by,
        at=at,
        decision=decision.pk,
        disposition=str(outcome.disposition),
    )
    return decision


def _keep_conditions(decision: Decision, conditions: Sequence[ConditionWords]) -> None:
    decision.conditions.all().delete()
    DecisionCondition.objects.bulk_create(
        DecisionCondition(decision=decision, position=position, text=one.text, due_on=one.due_on)
        for position, one in enumerate(conditions, start=1)
    )
