"""Messages, which the company reads, and notes, which it does not."""

from typing import Any

from nara_renkei.accounts.permissions import Permission
from nara_renkei.core.calendar import wareki_with_year
from proposals.queries import phone_answer
from proposals.usecases.confirm_messages import confirm_messages
from proposals.usecases.write_message import CannotWrite
from screening.forms.division import NoteForm
from screening.forms.replies import MessageForm
from screening.rules.placeholders import filled, with_typed
from screening.usecases.write_note import CannotWriteNote, write_note
from screening.usecases.write_to_company import write_to_company

from .case import NOBODY, Act, Case, empty

REFUSED = (
    CannotWrite,
    CannotWriteNote,
)


def fill_reply(case: Case, form: MessageForm, data: Any) -> Any:
    """Return the posted data with the chosen template filled in from what the company reads."""
    fresh, template = data.copy(), form.cleaned_data["template"]
    if template is not None:
        known = phone_answer(case.proposal, case.today)
        values = {
            "提案番号": known.number,
            "提案名": known.title,
            "団体名": known.organization,
            "担当課": known.division,
            "期日": wareki_with_year(known.next_on) if known.next_on and not known.is_past else "",
        }
        fresh["body"] = with_typed(filled(template.body, values), form.cleaned_data["body"])
    return fresh


WORDS = (
    Act(
        "henji",
        "メッセージを送る",
        "messages",
        Permission.TELL,
        lambda case: not case.proposal.in_tender,
        lambda case, data: MessageForm(data),
        lambda case, form: write_to_company(
            proposal=case.proposal,
            body=form.cleaned_data["body"],
            uploads=form.cleaned_data["uploads"],
            **case.by,
        ),
        "メッセージを送りました。",
        "提案者の画面にそのまま出て、次の宛先へ案内のメールが送られます。庁内のことは、ここではなくメモに書いてください。",
        names_members=True,
        is_message=True,
        redraft=fill_reply,
        redraft_label="ひな形を入れる",
    ),
    Act(
        "yonda",
        "メッセージを確認した",
        "messages",
        Permission.TRIAGE,
        lambda case: case.has_unread_message,
        empty,
        lambda case, form: confirm_messages(proposal=case.proposal, **case.by),
        "確認したことを残しました。",
        "提案者の画面に「確認しました」と日時が出ます。",
    ),
    Act(
        "memo",
        "メモを書く",
        "notes",
        Permission.TRIAGE,
        lambda case: case.screening is not None,
        lambda case, data: NoteForm(data),
        lambda case, form: write_note(screening=case.folder_row, body=form.cleaned_data["note"], **case.by),
        "メモを残しました。",
        "送付された課とデスクだけが読みます。" + NOBODY,
    ),
)
