"""Take 事例 from a table, each a draft with its source; a code that is known is left as it is."""

from dataclasses import dataclass
from datetime import datetime
from typing import Final
from uuid import UUID, uuid5

from django.db import transaction

from knowledge.enums import CaseOrigin
from knowledge.models import CaseStudy
from knowledge.queries.case_file import PlannedCase, plan_cases
from knowledge.rules.cases import CaseWords
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .draft_case_study import CaseFacts, draft_case_study

NAMESPACE: Final = UUID("3b0a3d0e-6a1f-4b51-9d0d-6e6a4c6f2f57")
NOTHING_NEW: Final = "新しく取り込む行がありません。"


class CannotImport(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class ImportedCases:
    rows: list[PlannedCase]  # as they were judged when they were taken
    made: list[CaseStudy]


@transaction.atomic
def import_cases(*, text: str, by: Actor, at: datetime) -> ImportedCases:
    """Judge the rows anew and take the new ones. Raises CannotImport and TableRefused; then nothing is written."""
    rows = plan_cases(text, local_day(at))
    wrong = sum(bool(row.error) for row in rows)
    if wrong:
        raise CannotImport(f"直すところのある行が{wrong}行あります。直してから、もう一度「確かめる」を押してください。")
    made = [_take(row, by, at) for row in rows if row.is_new]
    if not made:
        raise CannotImport(NOTHING_NEW)
    audit.record("case.import", about="cases", by=by, at=at, count=len(made))
    return ImportedCases(rows, made)


def _take(planned: PlannedCase, by: Actor, at: datetime) -> CaseStudy:
    row = planned.row
    assert planned.owner  # noqa: S101 - of every new row
    return draft_case_study(
        key=uuid5(NAMESPACE, planned.code),
        code=planned.code,
        origin=CaseOrigin.IMPORT,
        owner=planned.owner,
        facts=CaseFacts(
            implementer=row["実施主体"],
            field=row["分野"],
            method=planned.method,
            year=planned.year,
            source_name=row["出典"],
            source_url=row["出典のアドレス"],
        ),
        words=CaseWords(
            title=row["題"],
            summary=row["概要"],
            background=row["背景と課題"],
            work=row["取り組んだこと"],
            effect=row["効果"],
        ),
        by=by,
        at=at,
    )
