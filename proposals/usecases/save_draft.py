"""下書き保存: keep what fits in its column, remember what does not, overwrite nobody."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any, Final

from django.db import transaction

from nara_renkei.core.gathering import Worded
from proposals.enums import Status
from proposals.models import DisclosureMark, Draft, Proposal
from proposals.rules.content import Mark

from .keep_marks import keep_marks

MOVES_EVERY: Final = timedelta(days=1)
LOCKED: Final = Worded(
    lambda pk: Proposal.objects.select_for_update(of=("self",)).select_related("draft", "organization").filter(pk=pk)
)


class NoLongerDraft(Exception):
    """The draft was submitted meanwhile, in another tab or by another member. ``proposal`` is what it became."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__("この提案は、もう提出されています。")
        self.proposal = proposal


class StaleDraft(Exception):
    """Somebody saved after this form was opened. ``proposal`` is what is stored now; nothing was written."""

    def __init__(self, proposal: Proposal) -> None:
        super().__init__(
            "この画面を開いたあとに、別の画面かほかの担当者が保存しました。あなたが書いた文は、まだ保存していません。"
            "下の違いを確かめて、残したい文を欄に入れ、もう一度保存してください。"
        )
        self.proposal = proposal


@transaction.atomic
def save_draft(
    *,
    proposal_id: int,
    step: str,
    version: int,
    values: Mapping[str, Any],
    typed: Mapping[str, Any],
    at: datetime,
    marks: Mapping[str, Mark] | None = None,
) -> Proposal:
    """Write ``values`` into the columns and remember ``typed`` for the step; return the draft with its next version.

    ``version`` is the one the form was opened with. The same words sent twice change nothing. ``marks`` are
    all the 開示されると不利益がある部分 by field; None leaves them as they are.
    Raises StaleDraft and NoLongerDraft.
    """
    proposal = locked_draft(proposal_id)
    same = all(getattr(proposal, field) == value for field, value in values.items())
    same = same and (marks is None or DisclosureMark.objects.by_field(proposal) == marks)
    if same and proposal.draft.typed.get(step, {}) == typed:
        return touch(proposal, at)
    refuse_stale(proposal, version)
    for field, value in values.items():
        setattr(proposal, field, value)
    if marks is not None:
        keep_marks(proposal=proposal, marks=marks)
    return store(proposal, step=step, typed=typed, fields=tuple(values), at=at)


def locked_draft(proposal_id: int) -> Proposal:
    """Return the draft with its row locked and what it remembers. Raises NoLongerDraft."""
    proposal = locked_proposal(proposal_id)
    if proposal.status != Status.DRAFT:
        raise NoLongerDraft(proposal)
    if not hasattr(proposal, "draft"):
        proposal.draft = Draft(proposal=proposal)
    return proposal


def locked_proposal(proposal_id: int) -> Proposal:
    """Return a proposal with its row locked, its 団体, and what its draft remembers. Raises Proposal.DoesNotExist."""
    found: list[Proposal] = LOCKED.ask(pk=proposal_id)
    if not found:
        raise Proposal.DoesNotExist
    return found[0]


def refuse_stale(proposal: Proposal, version: int) -> None:
    """Raise StaleDraft when the form was opened on another version."""
    if version != proposal.version:
        raise StaleDraft(proposal)


def store(
    proposal: Proposal, *, step: str, typed: Mapping[str, Any], fields: tuple[str, ...], at: datetime
) -> Proposal:
    """Save the fields set on a locked proposal and what the step remembers, one version on."""
    proposal.version += 1
    proposal.updated_at = at
    proposal.save(update_fields=[*fields, "version", "updated_at"])
    draft = proposal.draft
    remembered = {key: value for key, value in draft.typed.items() if key != step}
    remembered |= {step: dict(typed)} if typed else {}
    if draft._state.adding or draft.reminded_at or draft.warned_at or draft.typed != remembered:
        draft.typed, draft.reminded_at, draft.warned_at = remembered, None, None
        draft.save()
    return proposal


def touch(proposal: Proposal, at: datetime) -> Proposal:
    """Begin the days of a locked draft anew: it was saved as it stands. Once a day is enough."""
    if at - proposal.updated_at > MOVES_EVERY:
        proposal.updated_at = at
        proposal.save(update_fields=["updated_at"])
        proposal.draft.reminded_at = proposal.draft.warned_at = None
        proposal.draft.save()
    return proposal
