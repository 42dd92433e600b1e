"""What the demo city looked for in vain: one of them settled, and words to suggest."""

import pytest

from knowledge.models import CityWord, VainSearch
from nara_renkei.portal.demo import looking
from nara_renkei.portal.demo.city import build_city
from tests.harness import TODAY

pytestmark = pytest.mark.django_db


def test_the_searches_of_the_demo_are_told_once():
    city = build_city(TODAY)
    for _ in range(2):
        looking.show_looking(city)

    rows = {row.words: row for row in VainSearch.objects.all()}
    assert {words: row.times for words, row in rows.items()} == {
        "電動キックボード": 4,
        "宿泊税 使いみち": 2,
        "ドローン配送 保険": 3,
        "メタバース庁舎": 1,
        "ふるさと住民票": 2,
    }
    assert [words for words, row in rows.items() if row.settled_on] == [looking.SETTLED]
    assert CityWord.objects.filter(is_public=True).exists()
