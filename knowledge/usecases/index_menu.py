"""What the search reads of a 企業メニュー: set whenever its words change."""

from knowledge.models import Menu


def index_menu(menu: Menu) -> None:
    """Set the search columns on the instance; the caller saves."""
    menu.index(menu.title, menu.field, menu.offer, menu.needs, menu.body.name)
