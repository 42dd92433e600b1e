"""送付: one lead 課 and any number of supporting 課, each with its own date."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from nara_renkei.accounts.queries import can_answer
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.links import absolute_link
from nara_renkei.directory.models import Division
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import LetterKind, Stage
from proposals.models import PledgeRequest
from proposals.queries import days_to_promise
from proposals.usecases.grant_access import grant_access
from proposals.usecases.keep_promises import meet_promise, open_promise
from proposals.usecases.move_proposal import move_proposal
from screening.enums import CheckStage, RoutingState
from screening.models import Routing, Ruling, Screening
from screening.rendering import LetterText

from .keep_due_dates import keep_due_dates
from .open_screening import locked
from .refuse_unchecked import refuse_unchecked
from .tell import tell


class CannotRoute(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def route_proposal(
    *,
    screening: Screening,
    lead: Division,
    others: Sequence[Division],
    note: str,
    letter: LetterText | None,
    by: Actor,
    at: datetime,
) -> list[Routing]:
    """Send to the 課, put them on the guest list, promise the first answer and the outcome.

    The 課 hear of it by a mail to 課のメール; the company only when ``letter`` is given.
    Raises CannotRoute with the 課 and the reason, MoveRefused by status.
    """
    screening = locked(screening)
    if screening.routings.filter(is_lead=True).exclude(state=RoutingState.ENDED).exists():
        raise CannotRoute("主担当課には、もう送付しています。変えるときは「送り直す」を使ってください。")
    if lead in others:
        raise CannotRoute(f"{lead}を主担当と協力の両方にはできません。どちらか一つにしてください。")
    refuse_if_blocked(screening)
    for division in (lead, *others):
        refuse_division(division, local_day(at))
    proposal = screening.proposal
    move_proposal(proposal=proposal, move="route", by=by, at=at)
    meet_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=at)
    open_promise(proposal=proposal, stage=Stage.FIRST_ANSWER, at=at, told=letter is not None, division=lead)
    open_promise(proposal=proposal, stage=Stage.OUTCOME, at=at, told=letter is not None, division=lead)
    routings = [send(screening=screening, division=lead, is_lead=True, note=note, by=by, at=at)]
    routings += [
        send(screening=screening, division=division, is_lead=False, note=note, by=by, at=at) for division in others
    ]
    if letter:
        tell(proposal=proposal, kind=LetterKind.ROUTED, letter=letter, notify=True, by=by, at=at)
    audit.record(
        "screening.route",
        about=proposal.key,
        by=by,
        at=at,
        lead=lead.code,
        others=[division.code for division in others],
    )
    return routings


def refuse_if_blocked(screening: Screening) -> None:
    """Raise CannotRoute while the company has not answered for itself, or the checks of this stage stand in the way."""
    if PledgeRequest.objects.filter(proposal=screening.proposal_id, answered_at=None).exists():
        raise CannotRoute(
            "提案者が、代行入力した内容と確認事項をまだ確かめていません。"
            "もう一度お願いを送るか、署名のある紙の誓約書を記録してから送付してください。"
        )
    refuse_unchecked(screening, CheckStage.BEFORE_ROUTING, CannotRoute)


def refuse_division(division: Division, today: date) -> None:
    """Raise CannotRoute when the 課 cannot be sent a proposal today, with the reason and the way on."""
    if division.valid_to and division.valid_to < today:
        after = "・".join(successor.name for successor in division.successors.order_by("code"))
        way = f"後の課は{after}です。" if after else "いまある課を選んでください。"
        raise CannotRoute(f"{division}は{wareki(division.valid_to)}までで廃止されました。{way}")
    if today < division.valid_from:
        raise CannotRoute(f"{division}は{wareki(division.valid_from)}からの課です。いまある課を選んでください。")
    if not division.email:
        raise CannotRoute(f"{division}には課のメールがありません。部課の画面で登録してから送付してください。")
    if not division.accepts_routing:
        raise CannotRoute(
            f"{division}は、まだ送付を受けられません。部課の画面で「送付を受ける」にしてから送付してください。"
        )
    if not can_answer(division, today):
        raise CannotRoute(
            f"{division}には、答えを確かめる課長も代決者も登録されていません。職員の席を登録してから送付してください。"
        )


def send(
    *,
    screening: Screening,
    division: Division,
    is_lead: bool,
    note: str,
    by: Actor,
    at: datetime,
    ruling: Ruling | None = None,
) -> Routing:
    """Make one routing from today on: guest list, due date, and the mail to 課のメール."""
    today, proposal = local_day(at), screening.proposal
    routing = Routing.objects.create(
        screening=screening,
        division=division,
        is_lead=is_lead,
        note=note,
        ruling=ruling,
        sent_at=at,
        sent_by=by.label,
        starts_on=today,
        within_days=days_to_promise(Stage.FIRST_ANSWER, today, challenge=proposal.challenge_id, division=division.pk),
    )
    keep_due_dates(screening=screening, today=today)
    routing.refresh_from_db(fields=["due_on"])
    grant_access(proposal=proposal, division=division, why="主担当" if is_lead else "協力", by=by, at=at)
    queue_mail(
        "screening/routed",
        to=division.email,
        about=proposal.key,
        context={
            "division": division.name,
            "role": "主担当" if is_lead else "協力",
            "number": proposal.number,
            "title": proposal.title,
            "due_on": routing.due_on,
            "url": absolute_link("screening:dossier", proposal.number),
        },
        at=at,
    )
    return routing
