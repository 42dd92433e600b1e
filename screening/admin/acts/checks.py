"""団体についての確認: one button for each stage."""

from collections.abc import Callable
from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.private_files import UploadRefused
from proposals.enums import Status
from screening.enums import CheckStage
from screening.forms.checks import SoundnessForm
from screening.queries import check_stage
from screening.usecases.record_soundness_check import CannotRecordCheck, record_soundness_check

from .case import Act, Case, is_open

REFUSED = (CannotRecordCheck, UploadRefused)


def _form(stage: CheckStage) -> Callable[[Case, Any], Form]:
    return lambda case, data: SoundnessForm(data, stage=check_stage(case.folder_row, stage))


def _act(verb: str, stage: CheckStage, is_offered: Callable[[Case], bool]) -> Act:
    return Act(
        verb,
        f"{stage.label}の確認を残す",
        "check",
        Permission.TRIAGE,
        is_offered,
        _form(stage),
        lambda case, form: record_soundness_check(screening=case.folder_row, findings=form.findings(), **case.by),
        f"{stage.label}の確認を残しました。",
    )


def _until_work(case: Case) -> bool:
    return is_open(case) or (case.screening is not None and case.proposal.status == Status.ADOPTED)


CHECKS = (
    _act("kakunin", CheckStage.BEFORE_ROUTING, is_open),
    _act("kakunin-taiwa", CheckStage.BEFORE_DIALOGUE, is_open),
    _act("kakunin-kyotei", CheckStage.BEFORE_AGREEMENT, _until_work),
)
