"""What the report says, also where there is little to say."""

import pytest

from dialogue.queries.report import event_report, finished_event_paper, newest_papers
from dialogue.rules.event_papers import MATERIALS, REPORT
from dialogue.usecases.order_event_paper import order_event_paper
from nara_renkei.surveys.usecases.close import close
from tests.factories.dialogue import EncounterFactory, EventFactory, NextStepFactory, ParticipantFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK
from tests.nara_renkei.surveys.people import answers, asked

pytestmark = pytest.mark.django_db


@pytest.fixture
def event():
    return EventFactory(ended=True, tables=3, rounds=2, minutes=12)


def closed_survey(event, scores, *, division=()):
    survey, tokens = asked(
        company=len(scores), division=len(division), survey=SurveyFactory(open=True, about=event.key)
    )
    for n, score in enumerate(scores):
        answers(survey, tokens[f"c{n}"], score=score)
    for n, score in enumerate(division):
        answers(survey, tokens[f"d{n}"], score=score)
    return close(survey=survey, by=THE_DESK, at=NOON)


def test_who_came_whom_they_met_and_what_came_of_it_are_said_in_sentences(event):
    encounter = EncounterFactory(event=event)
    EncounterFactory(event=event, standing=True)
    EncounterFactory(event=event, missed=True)
    NextStepFactory(encounter=encounter, done=True)
    ParticipantFactory(registration=encounter.company)

    assert event_report(event).points == [
        "企業1団体1人と、市の0課0人が参加しました。",
        "3卓で、1回12分の対話を2回。卓で会った企業と課は1組、立ち話は1組です。",
        "次の一歩は1件で、1件が済みました。出会いから出た提案は0件で、うち0件が進んでいます。",
        "アンケートは、していません。",
    ]


def test_satisfaction_is_what_both_sides_answered_together_to_the_first_question(event):
    closed_survey(event, [5, 5, 4, 4, 3], division=[5, 4, 4, 2, 1])

    report = event_report(event)

    assert (report.satisfied.answers, report.satisfied.satisfied) == (10, 70)
    assert report.points[-1] == "「どのくらい満足しましたか。」に、答えた10人の70％が、5段階の4か5を選びました。"


def test_a_group_of_fewer_than_five_is_not_told(event):
    closed_survey(event, [5, 5, 4, 4, 3], division=[5, 4])

    report = event_report(event)

    assert report.satisfied is None
    assert report.points[-1] == "アンケートは、まとめて見せられる数の回答がありません。"


def test_a_survey_that_runs_says_nothing_yet_and_a_draft_is_none(event):
    survey = SurveyFactory(about=event.key)
    assert event_report(event).survey is None

    survey.opened_at = NOON
    survey.save()

    report = event_report(event)
    assert (report.satisfied, report.main_question) == (None, None)
    assert report.points[-1] == "アンケートの結果は、締め切ったあとに載ります。"


@pytest.mark.parametrize("count", [1, 3])
def test_it_costs_the_same_for_one_and_three(event, count, django_assert_num_queries):
    for _ in range(count):
        ParticipantFactory(registration=EncounterFactory(event=event).company)
    closed_survey(event, [5] * (5 + count))

    with django_assert_num_queries(6):
        assert len(event_report(event).points) == 4


def test_each_kind_stands_with_its_newest_paper(event):
    job = order_event_paper(event=event, kind=REPORT.kind, by=THE_DESK, at=NOON)

    assert newest_papers(event) == [(MATERIALS, None), (REPORT, job)]
    assert newest_papers(EventFactory()) == [(MATERIALS, None), (REPORT, None)]
    assert finished_event_paper(event, job.uuid) is None
