"""代行入力: the desk enters what came by telephone, visit, mail or on paper. It is received from the day it came."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import TOKYO, local_day
from nara_renkei.directory.models import Organization
from nara_renkei.directory.usecases.register_organization import register_organization
from proposals.enums import Channel, Kind, Stage
from proposals.models import Challenge, Draft, PledgeRequest, Proposal
from proposals.rules.content import CONTACT_FIELDS, CONTENT_FIELDS

from .ask_for_pledges import ask_for_pledges
from .confirm_pledges import keep_scan
from .freeze_version import freeze_version, index_words
from .keep_promises import open_promise
from .move_proposal import move_proposal
from .take_numbers import take_numbers


class CannotEnter(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def enter_for_company(
    *,
    key: UUID,
    channel: Channel,
    received_on: date,
    organization: Organization | None,
    body: Mapping[str, Any] | None,
    content: Mapping[str, Any],
    challenge: Challenge | None,
    email: str,
    scans: Sequence[UploadedFile],
    by: Actor,
    at: datetime,
) -> Proposal:
    """Return the numbered proposal in 受付; with a ``key`` used before, the one it made. ``organization``: a known 団体, or ``body`` for a new one.

    With ``email`` the company is asked by a link for its 確認事項; without, the desk waits for the signed paper.
    Raises CannotEnter, CannotRegister, CannotAskForPledges, and UploadRefused for a scan.
    """
    if received_on > local_day(at):
        raise CannotEnter("受付日は、今日かそれより前の日にしてください。")
    kind = Kind.CHALLENGE if challenge else Kind.OPEN
    received_at = min(datetime.combine(received_on, time(12), TOKYO), at)
    fields = {name: content[name] for name in (*CONTENT_FIELDS, *CONTACT_FIELDS) if name in content}
    row = {"kind": kind, "challenge": challenge, "channel": channel, "entered_by": by.label, **fields}
    moments = dict.fromkeys(("status_changed_at", "created_at", "updated_at"), at)
    proposal, is_new = Proposal.objects.get_or_create(submission_key=key, defaults={**row, **moments})
    if not is_new:
        return proposal
    # only now: the second click must not register a second 団体
    proposal.organization = organization or register_organization(**(body or {}), by=by, at=at)  # type: ignore[arg-type]
    Draft.objects.create(proposal=proposal)
    for scan in scans:
        keep_scan(proposal, scan, at)
    proposal.number = take_numbers(day=received_on, kind=kind)[0]
    proposal.submitted_at = received_at
    move_proposal(
        proposal=proposal,
        move="submit",
        by=by,
        at=at,
        reason=f"代行入力（{channel.label}）",
        also_save=("organization", "number", "submitted_at", *index_words(proposal)),
    )
    freeze_version(proposal=proposal, version=1, by=by, at=received_at)
    open_promise(proposal=proposal, stage=Stage.FORMAL_CHECK, at=received_at, told=bool(email))
    PledgeRequest.objects.create(proposal=proposal, email="", asked_at=at, asked_by=by.label)
    audit.record("proposal.enter", about=proposal.key, by=by, at=at, channel=str(channel))
    if email:
        ask_for_pledges(proposal=proposal, email=email, by=by, at=at)
    return proposal
