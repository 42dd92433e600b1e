"""Check everything, number it, freeze the words, keep the evidence, thank the sender: one transaction."""

from datetime import date, datetime
from typing import Final

from django.db import transaction

from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.gathering import Worded
from nara_renkei.core.links import absolute_link
from nara_renkei.core.wall import as_city
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import Kind, Stage, Status
from proposals.models import CoProposer, Proposal
from proposals.queries import items_due, items_to_ask
from proposals.rules.content import REQUIRED_FIELDS

from .freeze_version import freeze_version, index_words
from .keep_evidence import Answers, PledgesMissing, keep_evidence, matched_answers
from .keep_promises import open_promise
from .move_proposal import move_locked
from .save_draft import locked_proposal
from .take_numbers import take_numbers

JOINT = "kyodo"  # the page of the co-proposers, beside the steps
NOT_DECLINED: Final = Worded(lambda proposal: CoProposer.objects.filter(proposal=proposal, declined_at=None).in_order())


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
    proposal = locked_proposal(proposal_id)
    if proposal.status != Status.DRAFT:
        return proposal
    today = local_day(at)
    _refuse_gaps(proposal, today)
    try:
        answers = matched_answers(items_to_ask(proposal, today), proposal.pledge_draft)
    except PledgesMissing as exc:
        raise CannotSubmit(str(exc), "pledges") from exc
    joint = _joint(proposal, today)

    proposal.number = take_numbers(day=today, kind=Kind(proposal.kind))[0]
    proposal.submitted_at = at
    proposal.pledge_draft = {}
    move_locked(
        proposal=proposal,
        move="submit",
        by=by,
        at=at,
        also_save=("number", "submitted_at", "pledge_draft", *index_words(proposal)),
    )
    freeze_version(proposal=proposal, version=1, by=by, at=at, co_proposers=[one for one, _ in joint])
    keep_evidence(
        proposal=proposal,
        organization=proposal.proposer,
        answers=answers,
        answered_by=by.label,
        answered_at=at,
        address=by.address,
    )
    for one, its_answers in joint:
        keep_evidence(
            proposal=proposal,
            organization=one.partner,
            answers=its_answers,
            answered_by=one.accepted_by,
            answered_at=one.accepted_at or at,
            address=one.accepted_from,
        )
    promise = open_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=at, is_first=True)
    _send_receipts(proposal, [one for one, _ in joint], told_on=promise.told_on, at=at)
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


def _joint(proposal: Proposal, today: date) -> list[tuple[CoProposer, Answers]]:
    """Return who stands behind the draft with the ticks of each. Raises CannotSubmit; who declined is left out."""
    joint = []
    for one in NOT_DECLINED.ask(proposal=proposal.pk):
        if one.accepted_at is None:
            raise CannotSubmit(
                f"共同提案者「{one}」の返事を待っています。待つか、もう一度お願いするか、共同提案者から外してください。",
                JOINT,
            )
        if one.accepted_sha256 != proposal.joint_sha256:
            raise CannotSubmit(
                f"共同提案者「{one}」が読んだあとに、提案の文が変わりました。もう一度お願いするか、共同提案者から外してください。",
                JOINT,
            )
        try:
            with as_city("共同提案者に尋ねる確認事項を調べる"):
                items = items_due(one.organization_id, today)
            answers = matched_answers(items, one.pledge_draft)
        except PledgesMissing as exc:
            raise CannotSubmit(
                f"共同提案者「{one}」に、もう一度答えていただく確認事項があります。もう一度お願いしてください。", JOINT
            ) from exc
        joint.append((one, answers))
    return joint


def _send_receipts(proposal: Proposal, joint: list[CoProposer], *, told_on: date | None, at: datetime) -> None:
    """Tell everybody of the 団体 behind the proposal that it came, and until when it is looked at."""
    readers = [(proposal.proposer.name, address) for address in member_addresses(proposal.proposer)]
    for one in joint:
        with as_city("共同提案者の担当者の宛先を調べる"):
            readers += [(one.partner.name, address) for address in member_addresses(one.partner)]
    for organization, address in readers:
        queue_mail(
            "proposals/received",
            to=address,
            about=proposal.key,
            context={
                "number": proposal.number,
                "title": proposal.title,
                "organization": organization,
                "received_on": local_day(at),
                "told_on": told_on,
                "url": absolute_link("proposals:proposal", proposal.number),
            },
            at=at,
        )
