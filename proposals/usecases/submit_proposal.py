"""Check everything, number it, freeze the words, keep the evidence, thank the sender: one transaction."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import connection, transaction

from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import FiscalYear, local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import ItemKind, Kind, Stage, Status
from proposals.models import PledgeAnswer, PledgeItem, Proposal
from proposals.queries import items_to_ask
from proposals.rules.content import REQUIRED_FIELDS
from proposals.rules.numbering import format_number

from .freeze_version import freeze_version, index_words
from .keep_promises import open_promise
from .move_proposal import move_proposal

YES = "はい"


class CannotSubmit(Exception):
    """str(exc) is fit for the screen; ``step`` is where it can be mended."""

    def __init__(self, message: str, step: str) -> None:
        super().__init__(message)
        self.step = step


@transaction.atomic
def submit_proposal(*, proposal_id: int, by: Actor, at: datetime) -> Proposal:
    """Submit a draft once; a second call returns the proposal that the first one made.

    The answers to the pledges are read from ``pledge_draft``: {code: {"version", "answer", "detail"}}.
    Raises CannotSubmit with the step to go back to.
    """
    proposal = Proposal.objects.select_for_update(of=("self",)).select_related("organization").get(pk=proposal_id)
    if proposal.status != Status.DRAFT:
        return proposal
    today = local_day(at)
    _refuse_gaps(proposal, today)
    items = items_to_ask(proposal, today)
    answers = _answers(items, proposal.pledge_draft)

    year = FiscalYear.of(today)
    proposal.number = format_number(year, Kind(proposal.kind), _next_in_sequence(year, proposal.kind))
    proposal.submitted_at = at
    proposal.pledge_draft = {}
    move_proposal(
        proposal=proposal,
        move="submit",
        by=by,
        at=at,
        also_save=("number", "submitted_at", "pledge_draft", *index_words(proposal)),
    )
    freeze_version(proposal=proposal, version=1, by=by, at=at)
    PledgeAnswer.objects.bulk_create(
        PledgeAnswer(
            proposal=proposal,
            organization=proposal.organization,
            item=item,
            answer=answer,
            detail=detail,
            text_sha256=hashlib.sha256(item.text.encode()).hexdigest(),
            answered_by=by.label,
            answered_at=at,
            address=by.address,
        )
        for item, answer, detail in answers
    )
    promise = open_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=at)
    for address in member_addresses(proposal.proposer):
        queue_mail(
            "proposals/received",
            to=address,
            about=proposal.key,
            context={
                "number": proposal.number,
                "title": proposal.title,
                "organization": proposal.proposer.name,
                "received_on": today,
                "told_on": promise.told_on,
                "url": absolute_link("proposals:proposal", proposal.number),
            },
            at=at,
        )
    return proposal


def _refuse_gaps(proposal: Proposal, today: date) -> None:
    for field in REQUIRED_FIELDS:
        if not getattr(proposal, field):
            label = Proposal.label_of(field)
            raise CannotSubmit(f"「{label}」がまだ書かれていません。書いてから提出してください。", "proposal")
    challenge = proposal.challenge
    if challenge and challenge.window_on(today) != challenge.OPEN:
        raise CannotSubmit("この課題は、いま募集していません。自由提案型に変えて提出できます。", "proposal")
    if proposal.organization is None or not proposal.contact_name or not proposal.contact_phone:
        raise CannotSubmit("団体と担当者がまだ書かれていません。書いてから提出してください。", "organization")


def _answers(items: Sequence[PledgeItem], given: Mapping[str, Any]) -> list[tuple[PledgeItem, str, str]]:
    """Match what was ticked with what is valid now; versions are rechecked here (decisions.md 14)."""
    matched = []
    for item in items:
        one = given.get(item.code)
        if one is None or not one.get("answer"):
            raise CannotSubmit("まだ答えていない確認事項があります。すべてに答えてから提出してください。", "pledges")
        if one.get("version") != item.version:
            raise CannotSubmit("確認事項の文が新しくなりました。もう一度読んで、印を付けてください。", "pledges")
        if item.kind != ItemKind.DECLARATION and one["answer"] != YES:
            raise CannotSubmit("誓約・同意・了承には、すべて印が必要です。", "pledges")
        matched.append((item, one["answer"], one.get("detail", "")))
    return matched


def _next_in_sequence(year: FiscalYear, kind: str) -> int:
    """Return the next number of a year and kind; the row is the lock until this transaction ends."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO proposals_numbersequence (year, kind, last) VALUES (%s, %s, 1) "
            "ON CONFLICT (year, kind) DO UPDATE SET last = proposals_numbersequence.last + 1 RETURNING last",
            [year.year, kind],
        )
        row = cursor.fetchone()
    return int(row[0])
