"""What the desk keeps of the library."""

from .guideline import ChapterAdmin
from .menus import MenuAdmin

__all__ = ["ChapterAdmin", "MenuAdmin"]
