"""What last year's 研修 left in the demo city, in every state."""

from datetime import date

import pytest

from nara_renkei.portal.demo import trainings, understanding
from nara_renkei.portal.demo.city import build_city
from nara_renkei.portal.usecases.load_reference import load_reference
from nara_renkei.surveys.models import Survey
from training.models import Course, MaterialVersion, Resolution, Stumble
from training.queries.self_study import missing
from training.queries.understanding import understandings

pytestmark = pytest.mark.django_db

BASE = date(2026, 11, 27)


def test_every_state_of_what_follows_a_training_is_shown(settings):
    settings.IS_DEMO = True
    load_reference()
    city = build_city(BASE)
    trainings.show_trainings(city)

    understanding.show_understanding(city)

    over = Course.objects.get(slug=trainings.ANNOUNCED)
    first = over.sessions.get(number=1)
    told = understandings([first])[first.pk]
    assert (told.before, told.after, len(told.rows), len(told.only_after)) == (46, 44, 5, 1)
    assert all(one.after.mean > one.before.mean for one in told.rows)
    assert Survey.objects.open().count() == 1
    assert MaterialVersion.objects.filter(replaced_at__isnull=False).count() == 1
    outcomes = Resolution.objects.of_course(over).order_by().values_list("outcome", flat=True)
    assert {one: list(outcomes).count(one) for one in set(outcomes)} == {"DONE": 6, "NOT_YET": 3, "STOPPED": 2, "": 3}
    assert Resolution.objects.filter(asked_again_at__isnull=False).count() == 3
    memos = Stumble.objects.exclude(trouble=None)
    waiting = Stumble.objects.filter(is_hint=True, settled_at=None)
    assert (Stumble.objects.count(), waiting.count(), memos.count()) == (7, 2, 2)
    assert {one.words for one in missing(over)} == {"自習で合格", "不合格（1回）", "まだ"}
