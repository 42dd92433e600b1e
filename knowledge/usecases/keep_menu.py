"""A 企業メニュー still holds: it stands for one more year."""

from datetime import datetime

from django.db import transaction

from knowledge.models import Menu
from knowledge.rules.menus import year_on
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .locked_menu import locked_menu


class CannotKeep(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def keep_menu(*, menu: Menu, by: Actor, at: datetime) -> Menu:
    """Return the menu, to be reviewed a year from today. Who still waits for the desk has nothing to keep."""
    menu = locked_menu(menu.pk)
    if not menu.is_open:
        raise CannotKeep(
            f"この企業メニューは「{menu.get_state_display()}」です。続けるかを答えるのは、公開したあとです。"
        )
    menu.review_by, menu.asked_at = year_on(local_day(at)), None
    menu.updated_at, menu.updated_by, menu.version = at, by.label, menu.version + 1
    menu.save()
    audit.record("menu.keep", about=menu.key, by=by, at=at)
    return menu
