"""A 企業メニュー, locked for whoever is about to change it."""

from knowledge.models import Menu


def locked_menu(menu_id: int) -> Menu:
    return Menu.objects.select_for_update(of=("self",)).with_body().select_related("slide").get(pk=menu_id)
