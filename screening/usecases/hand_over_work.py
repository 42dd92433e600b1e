"""The one step of a 引継ぎ: what hangs on a person's name goes to the next. What they wrote keeps their name."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import Post, User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.wall import as_city
from screening.models import Handover, NextStep, Routing
from screening.queries.handovers import burdens_of, successors_of
from screening.rules.handover import PREPARED_WITHIN

from .open_handover import open_handover


class CannotHandOver(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def hand_over_work(*, post: Post, successor: Post, keys: Collection[str], by: Actor, at: datetime) -> Handover:
    """Give 担当者 and 次の一歩 of these keys to the successor and mark the 引継ぎ as done; no key is fine too.

    Raises CannotHandOver too early, for a seat that does not take over, and for a key that is gone.
    """
    today = local_day(at)
    if post.ends_on is None or post.ends_on > today + PREPARED_WITHIN:
        raise CannotHandOver(
            "引継ぎは、席の最後の日の14日前から押せます。それまでは、引き継ぐ人への文を書いておけます。"
        )
    handover = open_handover(post)
    if successor not in successors_of(post, today):
        raise CannotHandOver(f"{successor.user}さんは、引き継ぐ席にいません。引き継ぐ人を選び直してください。")
    known = {one.key for one in burdens_of(post)}
    if gone := [key for key in keys if key not in known]:
        raise CannotHandOver(
            f"選んだもののうち{len(gone)}件は、もう済んだか、ほかの人に移っています。選び直してください。"
        )
    _move(keys, successor.user)
    handover.successor, handover.handed_at, handover.handed_by = successor.user, at, by.label
    handover.save(update_fields=["successor", "handed_at", "handed_by"])
    audit.record(
        "handover.done", about=f"post:{post.pk}", by=by, at=at, successor=successor.user_id, moved=sorted(keys)
    )
    return handover


@as_city("what is handed over belongs to the 席 that is left")
def _move(keys: Collection[str], successor: User) -> None:
    parts = [key.split(":", 1) for key in keys]
    routings = Routing.objects.filter(pk__in=[int(pk) for kind, pk in parts if kind == "routing"])
    steps = NextStep.objects.filter(uuid__in=[uuid for kind, uuid in parts if kind == "step"])
    # in the order of their keys, so that two who press at once do not wait for each other
    for rows in (routings, steps):
        list(rows.select_for_update(of=("self",)).order_by("pk").values_list("pk"))
    routings.update(handler=successor)
    steps.update(person=successor.name)
