import pytest

from nara_renkei.surveys.enums import QuestionKind
from nara_renkei.surveys.rules.question_sets import AFTER_PROPOSAL, DIALOGUE


@pytest.mark.parametrize("questions", [DIALOGUE, AFTER_PROPOSAL])
def test_every_scale_names_both_ends_and_no_text_does(questions):
    assert [bool(one.low and one.high) for one in questions] == [one.kind == QuestionKind.SCALE for one in questions]
    assert [bool(one.low or one.high) for one in questions] == [one.kind == QuestionKind.SCALE for one in questions]


@pytest.mark.parametrize("questions", [DIALOGUE, AFTER_PROPOSAL])
def test_both_sides_are_asked_how_satisfied_they_are(questions):
    assert [one.text for one in questions if "全体" in one.text and one.company and one.division] != []
