"""A 団体 takes its 企業メニュー back: from that moment no member of staff reads it."""

from datetime import datetime

from django.db import transaction

from knowledge.enums import MenuState
from knowledge.models import Menu
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor

from .locked_menu import locked_menu


class CannotWithdraw(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def withdraw_menu(*, menu: Menu, by: Actor, at: datetime) -> Menu:
    menu = locked_menu(menu.pk)
    if menu.is_withdrawn:
        raise CannotWithdraw("この企業メニューは、もう取り下げてあります。")
    menu.state, menu.opened_at, menu.review_by, menu.withdrawn_at = MenuState.WITHDRAWN, None, None, at
    menu.updated_at, menu.updated_by, menu.version = at, by.label, menu.version + 1
    menu.save()
    audit.record("menu.withdraw", about=menu.key, by=by, at=at)
    return menu
