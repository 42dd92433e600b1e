"""A 団体, or the desk for it, changes a 企業メニュー; one that was taken back is offered again by it."""

from datetime import datetime
from typing import Final

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from knowledge.enums import MenuState
from knowledge.models import Menu
from knowledge.rules.menus import MenuFacts, is_whole, must_be_looked_at
from nara_renkei.core import audit
from nara_renkei.core.actors import DESK, Actor
from nara_renkei.core.private_files import delete

from .index_menu import index_menu
from .locked_menu import locked_menu
from .offer_menu import NOT_WHOLE, keep_slide

STALE: Final = "ほかの方が先に変えました。いまの内容を下に出します。直したいところを、もう一度書いて保存してください。"


class CannotRevise(Exception):
    """str(exc) is fit for the screen."""


class StaleMenu(CannotRevise):
    """Somebody saved between reading and saving."""


@transaction.atomic
def revise_menu(
    *,
    menu: Menu,
    version: int,
    facts: MenuFacts,
    upload: UploadedFile | None = None,
    drops_slide: bool = False,
    by: Actor,
    at: datetime,
) -> Menu:
    """Return the menu with its new words. ``version`` is the one that was read; ``upload`` takes the slide's place.

    What a company changes waits for the desk before staff read it again, but for whom to ask. Raises StaleMenu,
    CannotRevise, UploadRefused by the file.
    """
    menu = locked_menu(menu.pk)
    if menu.version != version:
        raise StaleMenu(STALE)
    if not is_whole(facts):
        raise CannotRevise(NOT_WHOLE)
    changed = [name for name, value in facts.values().items() if getattr(menu, name) != value]
    old = menu.slide if upload or drops_slide else None
    if upload or old:
        menu.slide = keep_slide(upload, at=at)
        changed.append("slide")
    if not changed and not menu.is_withdrawn:
        return menu
    if menu.is_withdrawn or (by.party != DESK and must_be_looked_at(changed)):
        menu.state, menu.opened_at, menu.review_by, menu.withdrawn_at = MenuState.OFFERED, None, None, None
    for name, value in facts.values().items():
        setattr(menu, name, value)
    menu.updated_at, menu.updated_by, menu.version = at, by.label, menu.version + 1
    index_menu(menu)
    menu.save()
    if old:
        delete(old)
    audit.record("menu.revise", about=menu.key, by=by, at=at, fields=changed, state=menu.state)
    return menu
