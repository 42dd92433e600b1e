from .guideline import (
    Acknowledgement,
    Chapter,
    ChapterQuerySet,
    ChapterVersion,
    ChapterVersionQuerySet,
)
from .menu import Menu, MenuQuerySet

__all__ = [
    "Acknowledgement",
    "Chapter",
    "ChapterQuerySet",
    "ChapterVersion",
    "ChapterVersionQuerySet",
    "Menu",
    "MenuQuerySet",
]
