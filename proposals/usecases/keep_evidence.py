"""Ticks become evidence: what was shown, by which version and hash, who answered, when and from where."""

import hashlib
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction

from nara_renkei.directory.models import Organization
from proposals.enums import ItemKind
from proposals.models import PledgeAnswer, PledgeItem, Proposal

YES = "はい"

Answers = list[tuple[PledgeItem, str, str]]


class PledgesMissing(Exception):
    """str(exc) is fit for the screen."""


def matched_answers(items: Sequence[PledgeItem], given: Mapping[str, Any]) -> Answers:
    """Match what was ticked with what is valid now: item, answer, detail (decisions.md 14). Raises PledgesMissing."""
    matched = []
    for item in items:
        one = given.get(item.code)
        if one is None or not one.get("answer"):
            raise PledgesMissing("まだ答えていない確認事項があります。すべてに答えてから提出してください。")
        if one.get("version") != item.version:
            raise PledgesMissing("確認事項の文が新しくなりました。もう一度読んで、印を付けてください。")
        if item.kind != ItemKind.DECLARATION and one["answer"] != YES:
            raise PledgesMissing("誓約・同意・了承には、すべて印が必要です。")
        matched.append((item, one["answer"], one.get("detail", "")))
    return matched


@transaction.atomic(savepoint=False)
def keep_evidence(
    *,
    proposal: Proposal,
    organization: Organization,
    answers: Answers,
    answered_by: str,
    answered_at: datetime,
    address: str,
) -> None:
    """Write one row for each answer of a 団体."""
    PledgeAnswer.objects.bulk_create(
        PledgeAnswer(
            proposal=proposal,
            organization=organization,
            item=item,
            answer=answer,
            detail=detail,
            text_sha256=hashlib.sha256(item.text.encode()).hexdigest(),
            answered_by=answered_by,
            answered_at=answered_at,
            address=address,
        )
        for item, answer, detail in answers
    )
