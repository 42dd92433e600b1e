from .menu import Menu, MenuQuerySet

__all__ = ["Menu", "MenuQuerySet"]
