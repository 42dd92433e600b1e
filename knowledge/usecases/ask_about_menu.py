"""The desk asks the 団体 whether its 企業メニュー still holds."""

from datetime import datetime

from django.db import transaction

from knowledge.models import Menu
from nara_renkei.accounts.queries import member_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.links import absolute_link
from nara_renkei.notifications.usecases.queue_mail import queue_mail, render_mail

from .locked_menu import locked_menu

LETTER = "knowledge/menu_review"


class CannotAsk(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def ask_about_menu(*, menu: Menu, by: Actor, at: datetime) -> int:
    """Queue the letter to the people of the 団体; return how many get it. Raises CannotAsk."""
    menu = locked_menu(menu.pk)
    if not menu.is_open:
        raise CannotAsk(f"この企業メニューは「{menu.get_state_display()}」です。尋ねるのは、公開しているものだけです。")
    addresses = member_addresses(menu.body)
    if not addresses:
        raise CannotAsk("この団体には、メールを受け取る担当者の登録がありません。電話などで尋ねてください。")
    for address in addresses:
        queue_mail(LETTER, to=address, about=menu.key, context=_context(menu), at=at)
    menu.asked_at = at
    menu.save(update_fields=["asked_at"])
    audit.record("menu.ask", about=menu.key, by=by, at=at, count=len(addresses))
    return len(addresses)


def letter_of(menu: Menu) -> tuple[list[str], str, str]:
    """Return to whom the letter would go, its subject and its body: what the desk reads before it sends."""
    return member_addresses(menu.body), *render_mail(LETTER, _context(menu))


def _context(menu: Menu) -> dict[str, object]:
    return {
        "title": menu.title,
        "organization": menu.body.name,
        "review_by": menu.review_by,
        "url": absolute_link("knowledge:my_menus"),
    }
