import pytest

from tests.factories.surveys import SurveyFactory
from tests.factories.training import SessionFactory
from tests.training.answers import survey_of
from training.enums import Timing
from training.queries.understanding import Paired, Scale, paired, understandings
from training.rules.surveys import key_of

pytestmark = pytest.mark.django_db


def test_the_same_words_before_and_after_stand_side_by_side():
    before = [Scale("一", [1, 2, 3, 4, 5]), Scale("前だけ", [1] * 5), Scale("二", [4] * 5)]
    after = [Scale("二", [5] * 4), Scale("一", [4, 4, 4, 5, 5]), Scale("後だけ", [3] * 5)]

    one, two = paired(before, after)

    assert (one.question, one.before.mean, one.before.satisfied) == ("一", 3.0, 40)
    assert (one.after.mean, one.after.satisfied, one.after.answers) == (4.4, 100, 5)
    # four answers after it are too few to be shown
    assert (two.question, two.before.mean, two.after) == ("二", 4.0, None)


def test_a_session_says_what_its_two_closed_surveys_say():
    session = SessionFactory(ended=True)
    survey_of(session, Timing.BEFORE, {"分かる": [2] * 6})
    survey_of(session, Timing.AFTER, {"分かる": [4] * 5, "満足": [5] * 5}, texts=["い", "あ", "う", "え", "お"])

    told = understandings([session])[session.pk]

    assert (told.before, told.after) == (6, 5)
    assert [(one.question, one.before.mean, one.after.mean) for one in told.rows] == [("分かる", 2.0, 4.0)]
    assert [(one.question, one.before, one.after.mean) for one in told.only_after] == [("満足", None, 5.0)]
    assert told.texts == ["あ", "い", "う", "え", "お"]


def test_one_side_alone_and_few_texts_are_told_as_they_are():
    first, second = SessionFactory(ended=True), SessionFactory(ended=True)
    survey_of(first, Timing.BEFORE, {"分かる": [2] * 6})
    survey_of(second, Timing.AFTER, {"分かる": [2] * 5}, texts=["一つだけ"])

    told = understandings([first, second])

    assert (told[first.pk].before, told[first.pk].after, told[first.pk].rows, told[first.pk].texts) == (6, 0, [], None)
    assert told[second.pk].only_after == [Paired("分かる", None, told[second.pk].only_after[0].after)]
    assert told[second.pk].texts is None


def test_an_open_survey_says_nothing():
    session = SessionFactory(ended=True)
    SurveyFactory(open=True, about=key_of(session.key, Timing.AFTER))

    assert understandings([session]) == {}


@pytest.mark.parametrize("rows", [1, 3])
def test_any_number_of_sessions_costs_four_queries(rows, django_assert_num_queries):
    sessions = [SessionFactory(ended=True) for _ in range(rows)]
    for session in sessions:
        survey_of(session, Timing.BEFORE, {"分かる": [2] * 6})

    with django_assert_num_queries(4):
        understandings(sessions)
