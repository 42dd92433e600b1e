"""進め方の区分, and the move to a 公募."""

from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from proposals.enums import LetterKind, Procedure
from proposals.rules.procedures import MEANINGS, SHARING
from screening.forms.procedure import ProcedureForm, TenderForm
from screening.usecases.fix_procedure import CannotFixProcedure, fix_procedure
from screening.usecases.move_to_tender import CannotMoveToTender, move_to_tender

from .case import COMPANY_WHEN_TICKED, Act, Case, draft_of, is_open, new_words

REFUSED = (
    CannotFixProcedure,
    CannotMoveToTender,
)


def procedure_letter(case: Case, procedure: str) -> Any:
    words = {"label": Procedure(procedure).label, "meaning": MEANINGS[procedure], "sharing": SHARING[procedure]}
    return draft_of(case, LetterKind.PROCEDURE, **words)


def procedure_form(case: Case, data: Any) -> Form:
    planned = case.folder_row.procedure or case.proposal.procedure_now
    draft = procedure_letter(case, planned) if planned else draft_of(case, LetterKind.PROCEDURE)
    return ProcedureForm(data, draft=draft, initial={"procedure": planned})


def redraft_procedure(case: Case, form: ProcedureForm, data: Any) -> Any:
    return new_words(data, procedure_letter(case, form.cleaned_data["procedure"]))


def tender_form(case: Case, data: Any) -> Form:
    challenge = case.proposal.challenge
    ask_at = f"課題「{challenge}」のページの「質問と回答」" if challenge else ""
    return TenderForm(data, draft=draft_of(case, LetterKind.TENDER, ask_at=ask_at), initial={"ask_at": ask_at})


def redraft_tender(case: Case, form: TenderForm, data: Any) -> Any:
    return new_words(data, draft_of(case, LetterKind.TENDER, ask_at=form.cleaned_data["ask_at"]))


def may_still_change(case: Case) -> bool:
    return is_open(case) and not case.proposal.in_tender


PROCEDURE = (
    Act(
        "kubun",
        "進め方の区分を決める",
        "scope",
        Permission.TRIAGE,
        may_still_change,
        procedure_form,
        lambda case, form: fix_procedure(
            screening=case.folder_row,
            procedure=Procedure(form.cleaned_data["procedure"]),
            decider=form.cleaned_data["decider"],
            reason=form.cleaned_data["reason"],
            letter=form.letter(),
            **case.by,
        ),
        "進め方の区分を決めました。",
        "提案者の画面に、区分とその意味、お伝えできること、理由、決めた人の職が出ます。" + COMPANY_WHEN_TICKED,
        names_members=True,
        redraft=redraft_procedure,
    ),
    Act(
        "kobo",
        "公募に移す",
        "scope",
        Permission.TELL,
        lambda case: may_still_change(case) and case.proposal.procedure_now == Procedure.CONTRACT,
        tender_form,
        lambda case, form: move_to_tender(
            screening=case.folder_row,
            ask_at=form.cleaned_data["ask_at"],
            also_told=form.cleaned_data["also_told"],
            letter=form.letter(),
            **case.by,
        ),
        "公募に移しました。公募で見せる一覧ができました。",
        "提案者の画面に公募に移ったことが出て、提案者もデスクもメッセージを送れなくなります。元に戻せません。"
        + COMPANY_WHEN_TICKED,
        names_members=True,
        redraft=redraft_tender,
        is_danger=True,
    ),
)
