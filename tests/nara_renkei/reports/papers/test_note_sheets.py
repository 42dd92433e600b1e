import pytest

from nara_renkei.reports.papers.note_sheets import build
from nara_renkei.reports.rendering import CannotRender
from tests.factories.dialogue import EncounterFactory, EncounterNoteFactory, EventFactory
from tests.harness import NOON
from tests.nara_renkei.reports.pdfs import text_of

pytestmark = pytest.mark.django_db


def test_each_division_has_a_page_of_whom_it_meets_with_the_codes_and_nothing_that_was_written():
    event = EventFactory(today=True)
    first = EncounterFactory(event=event, company__organization__name="見本物産")
    EncounterFactory(event=event, division=first.division, round=2)
    EncounterNoteFactory(encounter=first, said="もう書いた文")
    EncounterFactory(event=event)
    EncounterFactory(event=event, missed=True, company__organization__name="来なかった会社")

    pdf = build(event.slug, at=NOON)
    text = text_of(pdf)

    assert pdf.pages == 2
    assert first.code in text
    assert "見本物産" in text
    assert "このメモも行政文書です。" in text
    assert "もう書いた文" not in text
    assert "来なかった会社" not in text


def test_there_is_no_paper_without_a_pair():
    for about in ("x", EventFactory(today=True).slug):
        with pytest.raises(CannotRender, match="会う組がありません"):
            build(about, at=NOON)
