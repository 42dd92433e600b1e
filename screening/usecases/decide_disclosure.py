"""開示決定等 as it was made in the city's 文書管理; from here on nothing in the documents changes."""

from datetime import date, datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from screening.enums import DisclosureDecision, DisclosureState
from screening.models import DisclosureRequest
from screening.models.disclosure_request import UNDECIDED
from screening.queries.disclosures import DisclosurePage, disclosure_page

from .lock_disclosure import lock_disclosure


class CannotDecideDisclosure(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def decide_disclosure(
    *,
    request: DisclosureRequest,
    decision: DisclosureDecision,
    decided_on: date,
    approval_number: str,
    reasons: str,
    leftovers_meant: bool,
    by: Actor,
    at: datetime,
) -> DisclosureRequest:
    """Keep the decision. ``leftovers_meant``: the places where hidden words stand open were read and are meant.

    Raises CannotDecideDisclosure: a document nobody looked at, hidden words that stand open elsewhere, a 第三者 who may
    still answer, a decision the documents do not amount to.
    """
    locked = lock_disclosure(request, states=UNDECIDED, refusal=CannotDecideDisclosure)
    if not locked.received_on <= decided_on <= local_day(at):
        raise CannotDecideDisclosure("決定した日は、請求を受け付けた日から今日までの日を入れてください。")
    if not approval_number.strip():
        raise CannotDecideDisclosure("決裁の文書番号を入れてください。")
    if decision != DisclosureDecision.OPEN and not reasons.strip():
        raise CannotDecideDisclosure("全部を開示しないときは、決定の理由を書いてください。")
    if decision != DisclosureDecision.UNSAID:
        _refuse_unready(disclosure_page(locked), decision, decided_on, leftovers_meant=leftovers_meant)
    locked.state, locked.decision, locked.decided_on = DisclosureState.DECIDED, decision, decided_on
    locked.approval_number, locked.reasons, locked.decided_by = approval_number, reasons, by.label
    locked.save()
    audit.record("disclosure.decide", about=locked.key, by=by, at=at, decision=str(decision))
    return locked


def _refuse_unready(
    page: DisclosurePage, decision: DisclosureDecision, decided_on: date, *, leftovers_meant: bool
) -> None:
    if page.unseen:
        count = len(page.unseen)
        raise CannotDecideDisclosure(
            f"まだ確かめていない文書が{count}件あります。一件ずつ、開示・不開示を決めてください。"
        )
    comes_to = page.comes_to or decision
    if decision != comes_to:
        raise CannotDecideDisclosure(
            f"文書ごとの扱いをまとめると「{comes_to.label}」になります。決定か、文書の扱いを直してください。"
        )
    waiting = [one for one in page.opinions if not one.is_answered and one.due_on >= decided_on]
    if waiting:
        raise CannotDecideDisclosure(f"{waiting[0].organization}の回答の期限が、まだ来ていません。")
    if page.leftovers and not leftovers_meant:
        count = sum(len(one.places) for one in page.leftovers)
        raise CannotDecideDisclosure(
            f"隠した言葉が、ほかの{count}か所に残っています。「すべての文書で隠す」を押すか、残してよいことを確かめてください。"
        )
