"""The Aprils of the demo city: one has acted, one waits."""

from collections import Counter
from datetime import date

import pytest

from nara_renkei.accounts.enums import OrderKind, OrderState, PostKind
from nara_renkei.accounts.models import PersonnelOrder, Post
from nara_renkei.portal.demo import moves
from nara_renkei.portal.demo.city import build_city
from nara_renkei.portal.usecases.load_reference import load_reference

pytestmark = pytest.mark.django_db
BASE = date(2026, 11, 27)


@pytest.fixture
def city(settings):
    settings.IS_DEMO = True
    load_reference()
    city = build_city(BASE)
    moves.show_moves(city)
    return city


def test_last_april_has_acted_and_the_next_waits_with_forty_moves_and_a_reform(city):
    orders = list(PersonnelOrder.objects.order_by("as_of", "-kind"))

    assert [(one.as_of, one.kind, one.state) for one in orders] == [
        (date(2026, 4, 1), OrderKind.STAFF, OrderState.ANNOUNCED),
        (date(2027, 4, 1), OrderKind.UNITS, OrderState.PLANNED),
        (date(2027, 4, 1), OrderKind.STAFF, OrderState.PLANNED),
    ]
    kinds = [Counter(kind for kind, _, _ in one.differences) for one in orders]
    assert kinds[0]["採用"] == 3
    assert kinds[1] == {"統合": 1, "分割": 1, "新設": 2}
    assert (kinds[2]["異動"] >= 40, kinds[2]["採用"], kinds[2]["退職"], kinds[2]["改姓"]) == (True, 3, 1, 1)


def test_who_sits_at_the_desk_has_no_other_seat(city):
    assert Post.objects.filter(user__in=[one.pk for one in city.clerks]).exclude(kind=PostKind.DESK).count() == 0
