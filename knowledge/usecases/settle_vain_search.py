"""The desk has seen to words that were looked for in vain: a FAQ was written, or there is nothing to write."""

from datetime import datetime

from django.db import transaction

from knowledge.models import VainSearch
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day


class CannotSettle(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def settle_vain_search(*, row: VainSearch, by: Actor, at: datetime) -> VainSearch:
    """Take the words off the desk's list. They come back when somebody looks for them in vain again."""
    row = VainSearch.objects.select_for_update(of=("self",)).get(pk=row.pk)
    if row.settled_on:
        raise CannotSettle("この言葉は、もう片付けてあります。")
    row.settled_on = local_day(at)
    row.save(update_fields=["settled_on"])
    audit.record("vain_search.settle", about=row.key, by=by, at=at)
    return row
