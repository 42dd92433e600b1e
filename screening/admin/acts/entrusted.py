"""代行入力: how the company's own answers come back, by a link or on paper."""

from typing import Any

from django.forms import Form

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.private_files import UploadRefused
from proposals.forms.entrusted import AskForPledgesForm, PaperPledgeForm
from proposals.queries import items_due
from proposals.usecases.ask_for_pledges import CannotAskForPledges, ask_for_pledges
from proposals.usecases.confirm_pledges import CannotConfirm, record_paper_pledges
from proposals.usecases.keep_evidence import PledgesMissing

from .case import Act, Case

REFUSED = (CannotAskForPledges, CannotConfirm, PledgesMissing, UploadRefused)


def waits(case: Case) -> bool:
    return case.proposal.waits_for_pledges


def ask_form(case: Case, data: Any) -> Form:
    return AskForPledgesForm(data, initial={"email": case.proposal.pledge_request.email})  # type: ignore[attr-defined]  # the other side of a one-to-one


def paper_form(case: Case, data: Any) -> Form:
    return PaperPledgeForm(data, items=items_due(case.proposal.organization_id, case.today), given={})


ENTRUSTED = (
    Act(
        "onegai",
        "確認のお願いを送る",
        "pledges",
        Permission.TRIAGE,
        waits,
        ask_form,
        lambda case, form: ask_for_pledges(proposal=case.proposal, **form.cleaned_data, **case.by),
        "確認のお願いを送りました。前に送ったリンクは、同じアドレスのものなら使えなくなります。",
        "入れたアドレスに、入力した内容と確認事項を確かめるリンクが送られます。",
    ),
    Act(
        "kami",
        "紙の誓約書を記録する",
        "pledges",
        Permission.TRIAGE,
        waits,
        paper_form,
        lambda case, form: record_paper_pledges(
            proposal=case.proposal, answers=form.answers(), scan=form.cleaned_data["scan"], **case.by
        ),
        "紙の誓約書を記録しました。",
        "提案者には何も送られません。答えた人は「紙による」とあなたの氏名で残り、写しは提案の添付になります。",
    ),
)
