"""受付: open, read, ask for corrections."""

from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.calendar import add_working_days
from nara_renkei.core.holidays import closed_days
from proposals.enums import LetterKind, Status
from proposals.usecases.request_correction import CannotRequestCorrection
from screening.forms.desk import TriageForm
from screening.forms.letters import ReturnForm
from screening.usecases.confirm_correction import confirm_correction
from screening.usecases.open_screening import CannotOpen, open_screening
from screening.usecases.record_triage import record_triage
from screening.usecases.return_proposal import CannotReturn, return_proposal

from .case import COMPANY_WHEN_TICKED, Act, Case, draft_of, empty, is_open, new_words

REFUSED = (
    CannotOpen,
    CannotRequestCorrection,
    CannotReturn,
)


def triage_form(case: Case, data: Any) -> Form:
    row = case.folder_row
    known = {True: "yes", False: "no", None: ""}[row.in_scope]
    initial = {"in_scope": known, "missing": row.missing, "procedure": row.procedure, "cost_outlook": row.cost_outlook}
    return TriageForm(data, initial=initial)


def return_form(case: Case, data: Any) -> Form:
    wanted = add_working_days(case.today, 10, closed_days(case.today, days=60))
    draft = draft_of(case, LetterKind.RETURN, wanted_by=wanted)
    return ReturnForm(data, proposal=case.proposal, draft=draft, initial={"wanted_by": wanted})


def redraft_return(case: Case, form: ReturnForm, data: Any) -> Any:
    return new_words(
        data, draft_of(case, LetterKind.RETURN, items=form.items(), wanted_by=form.cleaned_data["wanted_by"])
    )


INTAKE = (
    Act(
        "hiraku",
        "開いて確認を始める",
        "open",
        Permission.TRIAGE,
        lambda case: case.screening is None,
        empty,
        lambda case, form: open_screening(proposal=case.proposal, **case.by),
        "開きました。上から順に確かめてください。",
    ),
    Act(
        "taisho",
        "対象・足りない欄・区分・費用を書く",
        "scope",
        Permission.TRIAGE,
        is_open,
        triage_form,
        lambda case, form: record_triage(screening=case.folder_row, **form.cleaned_data, **case.by),
        "確認の結果を残しました。",
    ),
    Act(
        "naotta",
        "直った内容を確かめた",
        "correct",
        Permission.TRIAGE,
        lambda case: case.folder.has_unread_version,
        empty,
        lambda case, form: confirm_correction(screening=case.folder_row, version=case.folder.latest_version, **case.by),
        "確かめたことを残しました。",
    ),
    Act(
        "shusei",
        "修正をお願いする",
        "correct",
        Permission.TELL,
        lambda case: (
            case.screening is not None
            and case.proposal.status in {Status.SUBMITTED, Status.IN_REVIEW, Status.IN_DIALOGUE}
        ),
        return_form,
        lambda case, form: return_proposal(
            screening=case.folder_row,
            reasons=form.reasons(),
            wanted_by=form.cleaned_data["wanted_by"],
            letter=form.letter(),
            **case.by,
        ),
        "修正をお願いしました。直していただく間、市の期日は止まります。",
        "提案者の画面は「修正のお願い」になり、直してほしい欄と理由が出ます。" + COMPANY_WHEN_TICKED,
        names_members=True,
        redraft=redraft_return,
    ),
)
