"""検討の再開."""

from datetime import date
from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from proposals.enums import LetterKind, Stage
from proposals.queries import due_if_promised
from proposals.rules.lifecycle import MOVES
from screening.forms.letters import ReopenForm
from screening.usecases.reopen_proposal import reopen_proposal

from .case import Act, Case, draft_of, new_words


def outcome_due(case: Case) -> date | None:
    """Return the day on which the outcome would be due if it were reopened today."""
    lead = case.folder.lead
    return due_if_promised(Stage.OUTCOME, case.proposal, case.today, division=lead.division_id if lead else None)


def reopen_form(case: Case, data: Any) -> Form:
    return ReopenForm(data, draft=draft_of(case, LetterKind.REOPENED, due_on=outcome_due(case)))


def redraft(case: Case, form: ReopenForm, data: Any) -> Any:
    facts = {"due_on": outcome_due(case), "reason": form.cleaned_data["reason"]}
    return new_words(data, draft_of(case, LetterKind.REOPENED, **facts))


REOPENING = (
    Act(
        "saikento",
        "検討を再開する",
        "decision",
        Permission.TELL,
        lambda case: case.screening is not None and case.proposal.status in MOVES["reopen"].origins,
        reopen_form,
        lambda case, form: reopen_proposal(
            screening=case.folder_row, reason=form.cleaned_data["reason"], letter=form.letter(), **case.by
        ),
        "検討を再開しました。主担当課のメールに知らせました。",
        "提案者の画面は「担当課で検討中」に戻り、新しい結果の期日が出ます。まだ送っていない結果のメールは取り消します。"
        "「知らせる」に印を付けたときだけ、通知文が出て、次の宛先へ案内のメールが送られます。",
        names_members=True,
        redraft=redraft,
        is_danger=True,
    ),
)
