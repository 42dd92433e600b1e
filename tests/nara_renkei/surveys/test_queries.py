from datetime import timedelta

import pytest

from nara_renkei.accounts.usecases.send_link import token_digest
from nara_renkei.surveys.enums import Side
from nara_renkei.surveys.queries import (
    HIDDEN,
    Progress,
    open_ticket,
    progress,
    result,
    sheet_rows,
    surveys_about,
    unanswered,
)
from nara_renkei.surveys.usecases.close import close
from tests.factories.surveys import QuestionFactory, SurveyFactory
from tests.harness import NOON, THE_DESK
from tests.nara_renkei.surveys.people import answers, asked

pytestmark = pytest.mark.django_db


def closed(company, division, texts=0, survey=None):
    """Return a closed survey with these scores; the first of each side write a text."""
    survey, found = asked(len(company), len(division), survey)
    for letter, scores in (("c", company), ("d", division)):
        for n, score in enumerate(scores):
            answers(survey, found[f"{letter}{n}"], score, f"{letter}{n}の言葉" if n < texts else "")
    return close(survey=survey, by=THE_DESK, at=NOON)


def test_a_result_has_both_sides_beside_each_other():
    found = result(closed([5, 5, 4, 4, 2], [5, 4, 3, 3, 3, 1], texts=5))

    scale, text = found.questions
    assert found.progress == [Progress("企業", 5, 5), Progress("市", 6, 6)]
    assert [(row.label, row.figures.answers, row.figures.satisfied) for row in scale.rows] == [
        ("企業", 5, 80),
        ("市", 6, 33),
        ("合わせて", 11, 55),
    ]
    assert [(group.label, len(group.texts)) for group in text.texts] == [("企業", 5), ("市", 5)]


def test_an_open_survey_tells_how_many_and_not_what():
    survey, found = asked(company=6)
    for n in range(5):
        answers(survey, found[f"c{n}"])

    read = result(survey)

    assert (read.questions, read.progress[0]) == ([], Progress("企業", 6, 5))
    assert [one.name for one in unanswered(survey)] == ["会社の人5"]


def test_nobody_is_left_to_answer_once_a_survey_is_closed():
    survey, _ = asked(company=1)

    assert unanswered(close(survey=survey, by=THE_DESK, at=NOON)) == []


def test_a_question_to_one_side_has_one_row():
    survey = SurveyFactory(open=True)
    QuestionFactory(survey=survey, position=3, for_company=False)
    QuestionFactory(survey=survey, position=4, for_division=False)

    rows = [[row.label for row in one.rows] for one in result(closed([5] * 5, [5] * 5, survey=survey)).questions]

    assert rows == [["企業", "市", "合わせて"], [], ["市"], ["企業"]]


def closed_for_table():
    return closed([5, 5, 4, 4, 2], [1, 1], texts=1)


def test_the_table_says_what_the_page_says():
    rows = sheet_rows(result(closed_for_table()))

    assert rows == [
        ("どのくらい満足しましたか。", "企業", "5", "4.00", "80", "0", "1", "0", "2", "2"),
        ("どのくらい満足しましたか。", "市", HIDDEN),
        ("どのくらい満足しましたか。", "合わせて", HIDDEN),
        ("よかったことは。", "合わせて", HIDDEN),
    ]


def test_the_table_holds_texts_and_says_where_nobody_answered():
    rows = sheet_rows(result(closed([5] * 5, [], texts=5)))

    assert rows[1] == ("どのくらい満足しましたか。", "市", "回答なし")
    assert [row[-1] for row in rows[2:]] == [f"c{n}の言葉" for n in range(5)]


def test_surveys_are_found_by_what_they_are_about():
    SurveyFactory()
    older, newer = SurveyFactory(about="event:x"), SurveyFactory(about="event:x")

    assert list(surveys_about("event:x")) == [newer, older]


def test_a_link_opens_the_questions_of_its_side():
    survey, found = asked(company=1, division=1)
    QuestionFactory(survey=survey, position=3, for_division=False)

    opened = open_ticket(token_digest(found["d0"]), Side.DIVISION, NOON)

    assert (opened.survey, opened.side, len(opened.questions)) == (survey, Side.DIVISION, 2)
    assert open_ticket(token_digest(found["d0"]), Side.COMPANY, NOON) is None
    assert open_ticket(token_digest("x"), Side.COMPANY, NOON) is None
    assert open_ticket(token_digest(found["c0"]), Side.COMPANY, NOON + timedelta(days=15)) is None


@pytest.mark.parametrize("people", [6, 12])
def test_a_result_costs_the_same_however_many_answered(people, django_assert_num_queries):
    survey = closed([4] * people, [3] * people)

    with django_assert_num_queries(3):
        result(survey)


@pytest.mark.parametrize("people", [1, 3])
def test_progress_costs_the_same_for_one_and_three(people, django_assert_num_queries):
    survey, _ = asked(company=people)

    with django_assert_num_queries(1):
        progress(survey)
