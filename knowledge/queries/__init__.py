from .menus import (
    BookletField,
    MenuCard,
    MenuPage,
    booklet_papers,
    fields_in_use,
    fields_to_suggest,
    find_menus,
    latest_change,
    menus_for_booklet,
    my_menus,
)

__all__ = [
    "BookletField",
    "MenuCard",
    "MenuPage",
    "booklet_papers",
    "fields_in_use",
    "fields_to_suggest",
    "find_menus",
    "latest_change",
    "menus_for_booklet",
    "my_menus",
]
