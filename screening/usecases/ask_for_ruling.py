"""裁定を求める: the desk asks the 共創推進リーダー of a 部 which 課 leads."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.urls import reverse

from nara_renkei.accounts.enums import LinkPurpose
from nara_renkei.accounts.queries import leader_addresses, staff_url
from nara_renkei.accounts.usecases.revoke_links import revoke_links
from nara_renkei.accounts.usecases.send_link import send_link
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Department
from proposals.enums import OPEN_STATUSES
from screening.enums import RoutingState
from screening.models import Ruling, Screening
from screening.queries.rulings import refusals_of

from .open_screening import locked

LINK_LASTS = timedelta(days=30)


class CannotAskForRuling(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_for_ruling(
    *, screening: Screening, department: Department, words: str, due_on: date, by: Actor, at: datetime
) -> Ruling:
    """Ask, and mail each leader of the 部 a link that opens this one ruling.

    Asked again while it is open, it goes to the 部 named now and the older links stop opening.
    Raises CannotAskForRuling.
    """
    screening, today = locked(screening), local_day(at)
    refuse_if_settled(screening)
    if due_on < today:
        raise CannotAskForRuling("裁定の期限は、今日以降の日にしてください。")
    addresses = leader_addresses(department, today)
    if not addresses:
        raise CannotAskForRuling(
            f"{department}には共創推進リーダーがいません。別の部を選ぶか、総合政策課で預かってください。"
        )
    proposal = screening.proposal
    revoke_links(purpose=LinkPurpose.RULING, about=proposal.key, by=by, at=at)
    Ruling.objects.open().filter(screening=screening).delete()
    ruling = Ruling.objects.create(
        screening=screening, department=department, words=words, asked_by=by.label, asked_at=at, due_on=due_on
    )
    for address in addresses:
        mail_ruling(ruling, address, by=by, at=at)
    audit.record("ruling.ask", about=proposal.key, by=by, at=at, department=department.code)
    return ruling


def refuse_if_settled(screening: Screening) -> None:
    """Raise CannotAskForRuling while nobody has refused, or somebody leads."""
    if screening.proposal.status not in OPEN_STATUSES:
        raise CannotAskForRuling("検討中の提案だけ、裁定を求められます。画面を開き直してください。")
    if screening.routings.filter(is_lead=True).exclude(state=RoutingState.ENDED).exists():
        raise CannotAskForRuling("主担当課がいます。その課の答えを待つか、別の課へ送り直してください。")
    if not refusals_of(screening):
        raise CannotAskForRuling("「担当ではない」と答えた課がありません。課へ送り直してください。")


def mail_ruling(ruling: Ruling, address: str, *, by: Actor, at: datetime, is_again: bool = False) -> None:
    """Queue one letter with a fresh link to this ruling; the link sent before to this address stops opening."""
    proposal = ruling.screening.proposal
    send_link(
        purpose=LinkPurpose.RULING,
        about=proposal.key,
        to=address,
        template="screening/ruling_asked",
        context={
            "department": ruling.department.name,
            "number": proposal.number,
            "title": proposal.title,
            "due_on": ruling.due_on,
            "is_again": is_again,
            "url": staff_url(reverse("screening:ruling", args=[proposal.number])),
        },
        url_name="screening:ruling_by_link",
        valid_for=LINK_LASTS,
        by=by,
        at=at,
    )
