"""企業メニュー集 on paper. What was made of the very same menus on the same day is not made again."""

from datetime import datetime

from django.db import transaction

from knowledge.queries import latest_change
from knowledge.rules.papers import MENUS, menus_about
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day, wareki
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from proposals.queries import usable_paper


class CannotOrder(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_booklet(*, by: Actor, at: datetime) -> PaperJob:
    """Return the paper of all the menus that are open to staff. Raises CannotOrder when there is none."""
    day = local_day(at)
    changed_at, count = latest_change()
    if not count:
        raise CannotOrder("庁内に公開している企業メニューがまだありません。公開されてから作ってください。")
    about = menus_about(day, changed_at, count)
    title = f"企業メニュー集（{wareki(day)}）"
    return usable_paper(MENUS, about) or order_paper(kind=MENUS, about=about, title=title, by=by, at=at)
