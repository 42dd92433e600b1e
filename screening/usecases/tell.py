"""One door from the desk's preview to the letter that the company reads."""

from datetime import date, datetime

from nara_renkei.core.actors import Actor
from proposals.enums import LetterKind
from proposals.models import Letter, Proposal
from proposals.usecases.tell_letter import tell_letter
from screening.rendering import LetterText


class CannotTell(Exception):
    """str(exc) is fit for the screen."""


def refuse_unfilled(text: str) -> None:
    """Raise CannotTell when a 〔…〕 of a draft was not filled in."""
    if "〔" in text:
        raise CannotTell("文面に〔　〕が残っています。言葉を入れるか、〔　〕を消してください。")


def tell(
    *,
    proposal: Proposal,
    kind: LetterKind,
    letter: LetterText,
    notify: bool,
    by: Actor,
    at: datetime,
    act_by: date | None = None,
) -> Letter:
    """Tell the letter as the desk left it. Raises CannotTell when a 〔…〕 of the draft was not filled in."""
    if not letter.title.strip() or not letter.body.strip():
        raise CannotTell("お知らせする文の題と本文を書いてください。")
    refuse_unfilled(letter.title + letter.body)
    return tell_letter(
        proposal=proposal,
        kind=kind,
        title=letter.title,
        body=letter.body,
        sender=letter.sender,
        dated_on=letter.dated_on,
        document_number=letter.document_number,
        by=by,
        at=at,
        notify=notify,
        act_by=act_by,
    )
