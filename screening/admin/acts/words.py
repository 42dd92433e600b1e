"""Messages, which the company reads, and notes, which it does not."""

from nara_renkei.accounts.permissions import Permission
from proposals.usecases.confirm_messages import confirm_messages
from proposals.usecases.write_message import CannotWrite, write_message
from screening.forms.desk import MessageForm
from screening.forms.division import NoteForm
from screening.usecases.write_note import CannotWriteNote, write_note

from .case import NOBODY, Act, empty

REFUSED = (
    CannotWrite,
    CannotWriteNote,
)

WORDS = (
    Act(
        "henji",
        "メッセージを送る",
        "messages",
        Permission.TELL,
        lambda case: not case.proposal.in_tender,
        lambda case, data: MessageForm(data),
        lambda case, form: write_message(proposal=case.proposal, **form.cleaned_data, **case.by),
        "メッセージを送りました。",
        "提案者の画面にそのまま出て、次の宛先へ案内のメールが送られます。庁内のことは、ここではなくメモに書いてください。",
        names_members=True,
        is_message=True,
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
