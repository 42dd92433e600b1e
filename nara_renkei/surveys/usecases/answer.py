"""Take one person's answers. No ``by`` and no audit: nobody is named, and nothing says when."""

from collections.abc import Mapping
from datetime import datetime
from typing import Final

from django.db import transaction

from nara_renkei.accounts.usecases.send_link import token_digest
from nara_renkei.core.calendar import local_day
from nara_renkei.core.wall import as_city
from nara_renkei.surveys.models import Survey, Ticket

from .mix_sheets import Filled, mix_sheets

# so many older sheets are written anew with each new one: all of them at a ダイアログ
MIXED_WITH: Final = 50


class CannotAnswer(Exception):
    """``str(exc)`` is fit for the screen."""


class TicketGone(CannotAnswer):
    """Never says which of the reasons it is: who does not hold the mail must not learn who has answered."""

    def __init__(self) -> None:
        super().__init__(
            "この回答のリンクは使えません。回答がもう済んでいるか、締切を過ぎています。回答は、お一人1回です。"
        )


@transaction.atomic
def answer(*, token: str, given: Mapping[int, int | str], at: datetime) -> None:
    """Use the ticket up and store the sheet. ``given``: key of a question to a score 1–5 or a text, empty ones left out.

    Raises TicketGone for a token that was used, never was, or came too late, and CannotAnswer for an empty sheet.
    """
    with as_city("アンケートの回答を、だれのものか分からない形でしまう"):
        ticket = Ticket.objects.select_related("addressee").filter(token_sha256=token_digest(token)).first()
        if ticket is None:
            raise TicketGone
        # answers to one survey go one after the other; of two with one ticket the second finds it gone
        survey = Survey.objects.select_for_update().get(pk=ticket.addressee.survey_id)
        tickets = Ticket.objects.filter(addressee=ticket.addressee_id)
        if not tickets.filter(pk=ticket.pk).exists() or not survey.takes_answers_on(local_day(at)):
            raise TicketGone
        side = ticket.addressee.side
        asked = set(survey.questions.for_side(side).values_list("pk", flat=True))
        filled = {key: value for key, value in given.items() if key in asked and value != ""}
        if not filled:
            raise CannotAnswer("一つ以上の質問に答えてから送ってください。")
        tickets.delete()
        mix_sheets(survey, Filled(side, filled), among=MIXED_WITH)
