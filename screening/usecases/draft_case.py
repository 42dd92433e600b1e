"""事例を書き始める: what the record knows of a finished proposal goes down into the library as values."""

from datetime import datetime
from typing import Final

from django.db import transaction

from knowledge.enums import CaseOrigin
from knowledge.models import CaseStudy
from knowledge.queries.cases import method_in
from knowledge.rules.cases import LONG, TO_WRITE, CaseWords, ClosingAnswers
from knowledge.usecases.draft_case_study import CaseFacts, draft_case_study
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.core.models import CitySettings
from nara_renkei.directory.models import Division
from proposals.enums import Status
from proposals.models import DisclosureMark, Proposal, StatusChange
from proposals.queries import days_from_receipt
from screening.enums import DecisionState
from screening.models import Decision, Routing, Screening, Undertaking

from .open_screening import locked

COPIED: Final = ("title", "summary", "beneficiary", "method")
NOT_DONE: Final = "事例を書き始めるのは、実施が終わってからです。"
NO_LEAD: Final = "担当課が決まっていない提案です。「事例を書く」から、課の事例として書いてください。"


class CannotDraft(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def draft_case(*, screening: Screening, answers: ClosingAnswers, by: Actor, at: datetime) -> CaseStudy:
    """Return the draft of a finished proposal; a proposal has one case, whoever asks how often.

    What the company marked as 開示に配慮してほしい部分 is not copied, the whole field for a part of it. Raises
    CannotDraft before the work is done, and without a 課 that would keep the case.
    """
    screening = locked(screening)
    proposal = screening.proposal
    if proposal.status != Status.COMPLETED:
        raise CannotDraft(NOT_DONE)
    owner = keeper_of(proposal)
    if owner is None:
        raise CannotDraft(NO_LEAD)
    marked = set(DisclosureMark.objects.by_field(proposal))
    said = {field: "" if field in marked else getattr(proposal, field) for field in COPIED}
    return draft_case_study(
        key=proposal.uuid,
        origin=CaseOrigin.PROPOSAL,
        proposal=proposal,
        owner=owner,
        facts=_facts(proposal, said["method"], answers.field),
        words=_words(screening, said, answers),
        by=by,
        at=at,
    )


def keeper_of(proposal: Proposal) -> Division | None:
    """Return the 課 that will keep the case: the lead. Two queries at most."""
    lead = Routing.objects.filter(screening__proposal=proposal, is_lead=True).select_related("division")
    found = None if proposal.lead_division else lead.order_by("sent_at", "pk").last()
    return found.division if found else proposal.lead_division


def _words(screening: Screening, said: dict[str, str], answers: ClosingAnswers) -> CaseWords:
    """Return what the company said in its proposal, what the 課 answered, and the 効果額 of its record."""
    proposal = screening.proposal
    record = Undertaking.objects.filter(screening=screening).first()
    asked = proposal.challenge.background if proposal.challenge else ""
    return CaseWords(
        title=said["title"] or TO_WRITE,
        summary=said["summary"] or TO_WRITE,
        background="\n".join(filter(None, (asked, said["beneficiary"])))[:LONG],
        benefit_yen=record.benefit_yen if record else None,
        benefit_how=record.benefit_how if record else "",
        **answers.answers(),
    )


def _facts(proposal: Proposal, method: str, field: str) -> CaseFacts:
    moved = dict(StatusChange.objects.filter(proposal=proposal).oldest_first().values_list("move", "at"))
    began, ended = moved.get("start_work"), moved.get("complete")
    started_on, ended_on = local_day(began) if began else None, local_day(ended) if ended else None
    told = Decision.objects.filter(screening__proposal=proposal, state=DecisionState.TOLD, told_at__isnull=False)
    told_at = told.order_by("told_at").values_list("told_at", flat=True).last()
    first = started_on or ended_on
    return CaseFacts(
        implementer=CitySettings.load().city_name,
        field=field or (proposal.challenge.field if proposal.challenge else ""),
        organization=proposal.proposer,
        partner_name=proposal.proposer.name,
        method=method_in(method),
        year=FiscalYear.of(first).year if first else None,
        started_on=started_on,
        ended_on=ended_on,
        days=days_from_receipt(proposal, local_day(told_at)) if told_at else None,
    )
