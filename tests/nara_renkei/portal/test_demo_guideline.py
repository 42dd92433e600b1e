"""The ガイドライン of the demo city: changed, waiting for its day, being written, past its review, read by some."""

from datetime import date, timedelta

import pytest

from knowledge.models import Chapter
from knowledge.queries.must_read import must_read_cover
from knowledge.rules.papers import GUIDELINE
from nara_renkei.core.models import PaperJob
from nara_renkei.portal.demo import guideline
from nara_renkei.portal.demo.city import SHOWN_DEPARTMENT, build_city

pytestmark = pytest.mark.django_db

BASE = date(2026, 11, 27)


def test_it_shows_every_state(settings):
    settings.IS_DEMO = True
    guideline.show_guideline(build_city(BASE))
    chapters = {one.anchor: one for one in Chapter.objects.in_order()}

    assert chapters[guideline.CHANGED].version_on(BASE).number == 2
    assert chapters[guideline.WAITING].version_on(BASE + timedelta(days=30)).number == 2
    assert chapters[guideline.WAITING].version_on(BASE).number == 1
    assert chapters[guideline.WRITTEN].draft().number == 2
    assert [one.anchor for one in Chapter.objects.past_review(BASE)] == [guideline.PAST]
    assert Chapter.objects.filter(owner=None).count() == 0
    assert PaperJob.objects.filter(kind=GUIDELINE).count() == 2
    covers = must_read_cover(BASE)
    assert all(0 < one.done < one.people for one in covers)
    changed = next(one for one in covers if one.version.chapter.anchor == guideline.CHANGED)
    assert any(row.department == SHOWN_DEPARTMENT and row.missing for row in changed.rows)
