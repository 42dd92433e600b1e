"""Write sheets anew in an order that says nothing (ADR 0019).

PostgreSQL remembers of every row in which transaction (xmin) and where (ctid) it was written. A new sheet alone would
carry both from the moment of its answer; written together with others, it is one of them.
"""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from uuid import uuid4

from nara_renkei.surveys.models import Answer, AnswerSheet, Survey

Given = Mapping[int, int | str]  # the key of a question: a score from 1 to 5, or a text


@dataclass(frozen=True, slots=True)
class Filled:
    """One person's answers, in memory."""

    side: str
    given: Given


def mix_sheets(survey: Survey, *new: Filled, among: int | None = None) -> None:
    """Store the new sheets together with ``among`` of the old ones, chosen at random; None: with all of them.

    Whoever calls it holds the lock on the survey. Every key of what is written is another one afterwards.
    """
    old = list(survey.sheets.order_by("?")[:among])
    rows = Answer.objects.filter(sheet__in=old)
    given: dict[object, dict[int, int | str]] = {sheet.pk: {} for sheet in old}
    for row in rows.order_by():
        given[row.sheet_id][row.question_id] = row.text if row.score is None else row.score
    rows.delete()
    AnswerSheet.objects.filter(pk__in=[sheet.pk for sheet in old]).delete()
    _write(survey, [*(Filled(sheet.side, given[sheet.pk]) for sheet in old), *new])


def _write(survey: Survey, filled: Sequence[Filled]) -> None:
    mixed = [(AnswerSheet(pk=uuid4(), survey=survey, side=one.side), one.given) for one in filled]
    answers = [_answer(sheet, question, value) for sheet, given in mixed for question, value in given.items()]
    by_chance = secrets.SystemRandom()
    by_chance.shuffle(mixed)
    by_chance.shuffle(answers)
    AnswerSheet.objects.bulk_create(sheet for sheet, _ in mixed)
    Answer.objects.bulk_create(answers)


def _answer(sheet: AnswerSheet, question: int, value: int | str) -> Answer:
    words = {"text": value} if isinstance(value, str) else {"score": value}
    return Answer(sheet=sheet, question_id=question, **words)
