import pytest

from nara_renkei.reports.papers.survey import build
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.surveys.usecases.close import close
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK
from tests.nara_renkei.reports.pdfs import text_of
from tests.nara_renkei.surveys.people import answers, asked

pytestmark = pytest.mark.django_db


def test_the_paper_says_what_the_page_says():
    survey, found = asked(company=6, division=3)
    for number, token in enumerate(found.values()):
        answers(survey, token, score=5 - number % 2, text=f"{number}番の言葉")

    pdf = build(str(close(survey=survey, by=THE_DESK, at=NOON).uuid), at=NOON)

    text = text_of(pdf)
    assert f"{survey.title}集計" in text
    assert "4.50" in text
    assert "5件未満の集まりがあるため出しません。" in text
    assert all(f"{number}番の言葉" in text for number in range(9))
    assert pdf.pages == 1


@pytest.mark.parametrize("about", ["", "x", "00000000-0000-4000-8000-000000000000"])
def test_there_is_no_paper_of_what_is_none(about):
    with pytest.raises(CannotRender, match="もとのアンケートが見つかりません。"):
        build(about, at=NOON)


def test_there_is_no_paper_of_an_open_survey():
    with pytest.raises(CannotRender):
        build(str(SurveyFactory(open=True).uuid), at=NOON)
