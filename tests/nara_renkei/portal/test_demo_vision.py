"""目指す姿 of the demo city: two years of 自己点検 with gaps, targets of three years, eight quarters, 課 that moved."""

from datetime import date

import pytest

from nara_renkei.core.calendar import FiscalYear
from nara_renkei.core.models import PaperJob
from nara_renkei.portal.demo import vision
from nara_renkei.portal.demo.city import SHOWN_DIVISION, build_city
from nara_renkei.portal.demo.clock import moment
from nara_renkei.reports.models import SelfCheck, SignReading, VisionTarget
from nara_renkei.reports.queries.vision import VISION, vision_board

pytestmark = pytest.mark.django_db
BASE = date(2026, 11, 27)


def test_it_shows_every_state(settings):
    settings.IS_DEMO = True
    city = build_city(BASE)
    vision.show_vision(city)

    answered = {year: SelfCheck.objects.filter(year=year).count() for year in (2025, 2026)}
    assert all(40 < count < len(city.divisions) for count in answered.values())
    assert SelfCheck.objects.filter(year=2026, division__name=SHOWN_DIVISION).exists()
    assert not SelfCheck.objects.filter(year=2026).exclude(note_system="").filter(note_culture="").exists()
    assert set(VisionTarget.objects.values_list("year", flat=True)) == {2025, 2026, 2027}
    assert SignReading.objects.values("quarter").distinct().count() == vision.QUARTERS
    board = vision_board(FiscalYear(2026), at=moment(BASE))
    # of proposals this city knows nothing: one sign alone makes no points
    assert [one.picture.code for one in board.pictures if one.score is None] == ["understanding"]
    assert {one.mean is None for one in board.departments} == {True, False}
    assert PaperJob.objects.filter(kind=VISION, about="2026").count() == 1
