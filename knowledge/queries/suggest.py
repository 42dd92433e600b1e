"""もしかして: other words for a search that found nothing. What is suggested finds something."""

from datetime import date
from typing import Final

from knowledge.models import CityWord
from knowledge.rules.asking import Asked, asked
from knowledge.rules.nearby import nearest
from nara_renkei.core.finding import fold
from nara_renkei.core.text import normalise
from nara_renkei.core.wall import as_city

from .search import anything

AT_MOST: Final = 3


def did_you_mean(typed: Asked, day: date, *, public: bool) -> list[str]:
    """Return other words to look for, the nearest first. One query, and one for each suggestion that is tried."""
    with as_city("市の言葉は、公開されたものだけを使う"):
        known = dict(CityWord.objects.filter(is_public__in=[True, public]).values_list("word", "times"))
    words = [(word, normalise(fold(word))) for word in typed.words]
    nearby = [[word] if plain in known else nearest(plain, known, AT_MOST) for word, plain in words]
    if len(nearby) == 1:
        tried = nearby[0]
    else:
        best = [near[0] for near in nearby if near]
        tried = [" ".join(best), *best]
    others = [one for one in dict.fromkeys(tried) if one and one != typed.text]
    return [one for one in others[: 2 * AT_MOST] if anything(asked(one), day, public=public)][:AT_MOST]
