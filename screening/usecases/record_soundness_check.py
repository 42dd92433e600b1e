"""団体についての確認: results per item; the last one counts, the earlier ones stay."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.private_files import store_upload
from screening.enums import CheckResult
from screening.models import CheckItem, Screening, SoundnessCheck

from .open_screening import locked


class CannotRecordCheck(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class CheckFinding:
    """What the desk found of one item."""

    item: CheckItem
    result: CheckResult
    note: str = ""
    upload: UploadedFile | None = None


@transaction.atomic
def record_soundness_check(
    *, screening: Screening, findings: Sequence[CheckFinding], by: Actor, at: datetime
) -> list[SoundnessCheck]:
    """Keep the findings; one that says the same as the last result of its item again is not kept twice.

    Raises CannotRecordCheck without any finding, or when something else than 問題なし is not explained.
    """
    screening = locked(screening)
    if not findings:
        raise CannotRecordCheck("結果を一つ以上選んでください。")
    for one in findings:
        if one.result != CheckResult.OK and not one.note.strip():
            raise CannotRecordCheck(f"「{one.item}」を「{one.result.label}」にする理由を書いてください。")
    latest = {
        row.item_id: row for row in SoundnessCheck.objects.filter(screening=screening).order_by("pk")
    }  # the last of each item stays
    return [
        _record(screening, one, by, at)
        for one in findings
        if one.upload or not _says_the_same(latest.get(one.item.pk), one)
    ]


def _says_the_same(row: SoundnessCheck | None, finding: CheckFinding) -> bool:
    return row is not None and (row.result, row.note) == (finding.result, finding.note)


def _record(screening: Screening, finding: CheckFinding, by: Actor, at: datetime) -> SoundnessCheck:
    row = SoundnessCheck.objects.create(
        screening=screening,
        item=finding.item,
        result=finding.result,
        note=finding.note,
        file=store_upload(finding.upload, at=at) if finding.upload else None,
        checked_by=by.label,
        checked_at=at,
    )
    facts = {"item": finding.item.code, "result": str(finding.result)}
    audit.record("screening.check", about=screening.proposal.key, by=by, at=at, **facts)
    return row
