"""What the desk keeps of the library."""

from .guideline import ChapterAdmin
from .menus import MenuAdmin
from .methods import MethodAdmin
from .navigator import QuestionAdmin

__all__ = ["ChapterAdmin", "MenuAdmin", "MethodAdmin", "QuestionAdmin"]
