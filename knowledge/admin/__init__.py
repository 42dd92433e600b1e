"""What the desk keeps of the library."""

from .menus import MenuAdmin

__all__ = ["MenuAdmin"]
