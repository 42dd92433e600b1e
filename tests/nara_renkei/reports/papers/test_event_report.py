import pytest

from nara_renkei.reports.papers.event_report import build
from nara_renkei.reports.rendering import CannotRender
from nara_renkei.surveys.usecases.close import close
from tests.factories.dialogue import EncounterFactory, EventFactory, ParticipantFactory
from tests.factories.surveys import SurveyFactory
from tests.harness import NOON, THE_DESK
from tests.nara_renkei.reports.pdfs import text_of
from tests.nara_renkei.surveys.people import answers, asked

pytestmark = pytest.mark.django_db


def test_it_says_when_where_who_came_what_came_of_it_and_what_both_sides_answered():
    event = EventFactory(ended=True, name="髙い冬の回", co_host="𠮷野の会")
    person = ParticipantFactory(registration=EncounterFactory(event=event).company)
    survey, found = asked(company=5, division=4, survey=SurveyFactory(open=True, about=event.key))
    for number, token in enumerate(found.values()):
        answers(survey, token, score=5 - number % 2, text=f"{number}番の言葉")
    close(survey=survey, by=THE_DESK, at=NOON)

    text = text_of(build(event.slug, at=NOON))

    for words in ("髙い冬の回", "市役所中央棟6階大会議室", "主催奈良市", "𠮷野の会", "企業1団体1人と、市の0課0人"):
        assert words in text
    assert ("4.60" in text, "100％" in text, "8番の言葉" in text) == (True, True, True)
    assert "5件未満の集まりがあるため出しません。" in text
    assert person.name not in text


@pytest.mark.parametrize("state", ["fixed", "today"])
def test_there_is_no_report_of_an_event_that_is_not_over(state):
    with pytest.raises(CannotRender, match="まだ終わっていません。"):
        build(EventFactory(**{state: True}).slug, at=NOON)
