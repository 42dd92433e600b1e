"""機構改革: open work of a 課 that has ended goes to the 課 that came after it. Dates and answers stay as they are."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.models import Post
from nara_renkei.accounts.queries import staff_url
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Department, Division
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import AccessScope
from proposals.models import ProposalAccess
from proposals.usecases.accept_lead import accept_lead
from proposals.usecases.grant_access import end_access, grant_access
from screening.enums import RoutingState
from screening.models import Inquiry, Interest, NextStep, Routing, Ruling, Screening
from screening.queries.handing_over import Held, held_by_ended

from .open_screening import locked


class CannotHandOver(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def hand_over_to_heirs(*, by: Actor, at: datetime) -> int:
    """Hand over what has one heir (改称, 統合); return how many. Runs every night and does nothing twice."""
    today = local_day(at)
    _follow_departments(today, by, at)
    inherited = [(one, one.heir) for one in held_by_ended(today) if one.heir]
    for one, heir in inherited:
        _hand_over(one.screening, one.before, heir, by, at)
    return len(inherited)


@transaction.atomic
def hand_over_routings(*, choices: Mapping[str, Division], by: Actor, at: datetime) -> int:
    """Hand over what was chosen on one page; return how many. ``choices``: ``Held.key`` → the 課 that takes it.

    Each 課 that takes something gets one mail. Raises CannotHandOver; then nothing has changed.
    """
    today = local_day(at)
    held = {one.key: one for one in held_by_ended(today)}
    taken: dict[Division, list[Held]] = {}
    for key, division in choices.items():
        one = held.get(key)
        if one is None:
            raise CannotHandOver("先に引き継がれた提案があります。画面を開き直して、残りを選んでください。")
        if division not in one.ways:
            raise CannotHandOver(f"{division}は、{one.before}の後の課ではありません。画面を開き直してください。")
        _hand_over(one.screening, one.before, division, by, at)
        taken.setdefault(division, []).append(one)
    for division, rows in taken.items():
        _tell(division, rows, at)
    return len(choices)


def _hand_over(screening: Screening, before: Division, after: Division, by: Actor, at: datetime) -> None:
    screening = locked(screening)
    proposal = screening.proposal
    _routings(screening, before, after, local_day(at))
    Inquiry.objects.open().filter(screening=screening, division=before).update(division=after)
    NextStep.objects.open().filter(screening=screening, division=before).update(division=after)
    _interests(screening, before, after)
    access = ProposalAccess.objects.filter(proposal=proposal, division=before, ends_on=None).first()
    if access:
        end_access(proposal=proposal, division=before, by=by, at=at)
        why = f"{before.name}から引継ぎ"[:80]
        grant_access(proposal=proposal, division=after, why=why, scope=AccessScope(access.scope), by=by, at=at)
    if proposal.lead_division_id == before.pk:
        accept_lead(proposal=proposal, division=after, by=by, at=at)
    audit.record("screening.hand_over", about=proposal.key, by=by, at=at, before=before.code, after=after.code)


def _routings(screening: Screening, before: Division, after: Division, today: date) -> None:
    """Give the 課's part to the heir; where both had one, the lead's stays and the other ends."""
    for routing in Routing.objects.in_hand().filter(screening=screening, division=before).order_by("pk"):
        other = screening.routings.filter(division=after).exclude(state=RoutingState.ENDED).first()
        if other and not routing.is_lead:
            _end(routing)
            continue
        if other:
            _end(other)
        routing.division, routing.section = after, None
        if routing.handler_id and not Post.objects.held_on(today).filter(user=routing.handler_id, division=after):
            routing.handler = None
        routing.save(update_fields=["division", "section", "handler"])


def _end(routing: Routing) -> None:
    routing.state, routing.due_on = RoutingState.ENDED, None
    routing.save(update_fields=["state", "due_on"])


def _interests(screening: Screening, before: Division, after: Division) -> None:
    raised = Interest.objects.raised().filter(proposal=screening.proposal_id)
    if not raised.filter(division=after).exists():
        raised.filter(division=before).update(division=after)


def _follow_departments(today: date, by: Actor, at: datetime) -> None:
    """An open 裁定 asked of a 部 that has a new name is asked of the 部 of the same code."""
    rulings = Ruling.objects.open().filter(department__valid_to__lt=today).select_related("department")
    for ruling in rulings.select_for_update(of=("self",)).order_by("pk"):
        after = Department.objects.valid_on(today).filter(code=ruling.department.code).first()
        if after:
            ruling.department = after
            ruling.save(update_fields=["department"])
            audit.record("ruling.followed", about=f"ruling:{ruling.pk}", by=by, at=at, department=after.code)


def _tell(division: Division, taken: list[Held], at: datetime) -> None:
    if not division.email:
        return
    queue_mail(
        "screening/handed_over",
        to=division.email,
        about="handed_over",
        context={
            "division": division.name,
            "before": "・".join(dict.fromkeys(one.before.name for one in taken)),
            "count": len(taken),
            "numbers": [str(one.screening.proposal.number) for one in taken],
            "url": staff_url(reverse("screening:worklist")),
        },
        at=at,
    )
