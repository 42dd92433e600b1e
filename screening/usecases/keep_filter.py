"""絞り込みの保存: a name for an address of the queue, for its owner alone."""

from collections.abc import Mapping
from datetime import datetime
from urllib.parse import urlencode

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.text import forbidden_character
from screening.models import SavedFilter
from screening.queries import KEPT

MOST = 20
LONGEST = 500


class CannotKeepFilter(Exception):
    """str(exc) is fit for the screen."""


def query_of(params: Mapping[str, str]) -> str:
    """Return the part of an address that chooses: known names only, without pages and order."""
    return urlencode({name: params[name] for name in KEPT if params.get(name)})


@transaction.atomic
def keep_filter(*, name: str, params: Mapping[str, str], owner: User, by: Actor, at: datetime) -> SavedFilter:
    """Keep what is filtered under a name; the same name again takes its place. Raises CannotKeepFilter."""
    query = query_of(params)
    if not name.strip():
        raise CannotKeepFilter("絞り込みに名前を付けてください。")
    if not query:
        raise CannotKeepFilter("まだ何も絞り込んでいません。絞り込んでから、名前を付けて残してください。")
    if len(query) > LONGEST or any(forbidden_character(value) for value in params.values()):
        raise CannotKeepFilter("この絞り込みは残せません。探す言葉を短くしてください。")
    # two tabs at once: the second waits for the first
    User.objects.select_for_update().get(pk=owner.pk)
    own = SavedFilter.objects.of(owner)
    if own.count() >= MOST and not own.filter(name=name).exists():
        raise CannotKeepFilter(f"絞り込みは{MOST}個まで残せます。使わないものを消してください。")
    kept, _ = SavedFilter.objects.update_or_create(owner=owner, name=name, defaults={"query": query})
    audit.record("filter.keep", about=by.key or by.party, by=by, at=at, filter=kept.pk)
    return kept


@transaction.atomic
def drop_filter(*, kept: SavedFilter, by: Actor, at: datetime) -> None:
    """Forget a filter; the caller has loaded it from its owner's own."""
    audit.record("filter.drop", about=by.key or by.party, by=by, at=at, filter=kept.pk)
    kept.delete()
