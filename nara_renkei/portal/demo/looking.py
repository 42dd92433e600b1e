"""What people of the demo city looked for in vain, and the words that 「もしかして」 knows."""

from typing import Final

from knowledge.models import VainSearch
from knowledge.usecases.count_vain_search import count_vain_search
from knowledge.usecases.gather_words import gather_words
from knowledge.usecases.settle_vain_search import settle_vain_search

from .city import City
from .clock import moment

# words, and so many days ago
LOOKED_FOR: Final = (
    ("電動キックボード", (40, 26, 12, 3)),
    ("宿泊税　使いみち", (33, 9)),
    ("ドローン配送 保険", (21, 20, 6)),
    ("メタバース庁舎", (15,)),
    ("ふるさと住民票", (50, 48)),
)
SETTLED: Final = "ふるさと住民票"


def show_looking(city: City) -> None:
    """Count some searches in vain, let the desk settle one, and gather the words of all that can be read."""
    if not VainSearch.objects.exists():
        for words, days in LOOKED_FOR:
            for ago in days:
                count_vain_search(words=words, on=city.clock.ago(ago))
        settled = VainSearch.objects.get(words=SETTLED)
        settle_vain_search(row=settled, by=city.desk(), at=moment(city.clock.ago(2), 11))
    gather_words(on=city.clock.base)
