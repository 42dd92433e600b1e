from datetime import timedelta

import pytest

from nara_renkei.core.models import AuditEvent
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.models import Answer, Ticket
from nara_renkei.surveys.usecases.answer import CannotAnswer, TicketGone, answer
from tests.factories.surveys import QuestionFactory, SurveyFactory
from tests.harness import NOON
from tests.nara_renkei.surveys.people import answers, asked

pytestmark = pytest.mark.django_db


def stored(survey):
    return sorted(
        (answer.sheet.side, answer.question.position, answer.score, answer.text)
        for answer in Answer.objects.filter(sheet__survey=survey).select_related("sheet", "question")
    )


def test_a_sheet_holds_what_was_answered_and_the_side():
    survey, found = asked(company=1, division=1)

    answers(survey, found["c0"], score=5, text="早かった。\n\nありがとう。")
    answers(survey, found["d0"], score=1)

    assert [row[:3] for row in stored(survey)] == [(Side.COMPANY, 1, 5), (Side.COMPANY, 2, None), (Side.DIVISION, 1, 1)]
    assert stored(survey)[1][3] == "早かった。\n\nありがとう。"
    assert Ticket.objects.count() == 0


def test_the_second_answer_is_refused_and_changes_nothing():
    survey, found = asked(company=1)
    answers(survey, found["c0"], score=5)

    with pytest.raises(TicketGone, match="回答がもう済んでいるか、締切を過ぎています。"):
        answers(survey, found["c0"], score=1)

    assert stored(survey) == [(Side.COMPANY, 1, 5, "")]


@pytest.mark.parametrize("token", ["", "a-token-that-opens-nothing"])
def test_a_token_that_never_was_is_refused(token):
    with pytest.raises(TicketGone):
        answer(token=token, given={1: 5}, at=NOON)


def test_the_day_after_the_last_is_too_late():
    survey, found = asked(company=1)

    answers(survey, found["c0"], at=NOON + timedelta(days=14))
    survey, found = asked(division=1, survey=SurveyFactory(open=True))
    with pytest.raises(TicketGone):
        answers(survey, found["d0"], at=NOON + timedelta(days=15))


def test_an_empty_sheet_is_refused_and_keeps_the_ticket():
    survey, found = asked(company=1)
    text = survey.questions.in_order()[1]

    with pytest.raises(CannotAnswer, match="一つ以上の質問に答えてから送ってください。"):
        answer(token=found["c0"], given={text.pk: ""}, at=NOON)

    assert Ticket.objects.count() == 1


def test_questions_of_the_other_side_and_of_other_surveys_are_left_out():
    survey, found = asked(company=1)
    theirs = QuestionFactory(survey=survey, for_company=False)
    foreign = QuestionFactory()
    mine = survey.questions.in_order()[0]

    answer(token=found["c0"], given={theirs.pk: 1, foreign.pk: 1, mine.pk: 3}, at=NOON)

    assert stored(survey) == [(Side.COMPANY, 1, 3, "")]


def test_nothing_is_written_into_the_audit():
    survey, found = asked(company=1)
    before = AuditEvent.objects.count()

    answers(survey, found["c0"])

    assert AuditEvent.objects.count() == before


def test_the_sheets_of_others_keep_what_they_hold_when_they_are_mixed(monkeypatch):
    monkeypatch.setattr("nara_renkei.surveys.usecases.answer.MIXED_WITH", 2)
    survey, found = asked(company=5)

    for score in range(1, 6):
        answers(survey, found[f"c{score - 1}"], score=score, text=f"{score}の人")

    pairs = sorted(
        (one.answers.get(score__isnull=False).score, one.answers.get(score=None).text) for one in survey.sheets.all()
    )
    assert pairs == [(score, f"{score}の人") for score in range(1, 6)]
