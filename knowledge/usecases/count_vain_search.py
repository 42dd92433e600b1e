"""Somebody looked for words and nothing was found: counted, nobody is recorded."""

from datetime import date
from typing import Final

from django.db import transaction
from django.db.models import F

from knowledge.models import VainSearch
from knowledge.rules.asking import keepable
from nara_renkei.core.wall import as_city

NEW_A_DAY: Final = 200  # other words than these are not kept, so that nobody fills the desk's list


@transaction.atomic
def count_vain_search(*, words: str, on: date) -> None:
    """Add one to the words; those that were settled wait for the desk again. What may say who somebody is, is not kept."""
    kept = keepable(words)
    if not kept:
        return
    with as_city("見つからなかった言葉は、だれのものでもない"):
        known = VainSearch.objects.filter(words=kept)
        if known.update(times=F("times") + 1, last_on=on, settled_on=None):
            return
        if VainSearch.objects.filter(first_on=on).count() < NEW_A_DAY:
            VainSearch.objects.bulk_create([VainSearch(words=kept, first_on=on, last_on=on)], ignore_conflicts=True)
