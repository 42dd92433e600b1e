"""The desk has read a 企業メニュー: staff may read it."""

from datetime import datetime

from django.db import transaction

from knowledge.enums import MenuState
from knowledge.models import Menu
from knowledge.rules.menus import year_on
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day

from .locked_menu import locked_menu


class CannotOpen(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def open_menu(*, menu: Menu, version: int, by: Actor, at: datetime) -> Menu:
    """Return the menu, open for a year. ``version`` is the one the desk has read. Raises CannotOpen."""
    menu = locked_menu(menu.pk)
    if menu.state != MenuState.OFFERED:
        raise CannotOpen(f"この企業メニューは、もう「{menu.get_state_display()}」です。一覧に戻って確かめてください。")
    if menu.version != version:
        raise CannotOpen("読んだあとに内容が変わりました。企業メニューのページに戻って、読み直してください。")
    menu.state, menu.opened_at, menu.review_by = MenuState.OPEN, at, year_on(local_day(at))
    menu.updated_at, menu.updated_by, menu.version = at, by.label, menu.version + 1
    menu.save()
    audit.record("menu.open", about=menu.key, by=by, at=at)
    return menu
