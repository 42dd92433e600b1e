"""What the desk keeps of the library."""

from .cases import CaseStudyAdmin
from .faq import FaqAdmin
from .guideline import ChapterAdmin
from .menus import MenuAdmin
from .methods import MethodAdmin
from .navigator import QuestionAdmin
from .support import StandingConsulteeAdmin, SupportRequestAdmin
from .templates import TemplateAdmin
from .vain_searches import VainSearchAdmin

__all__ = [
    "CaseStudyAdmin",
    "ChapterAdmin",
    "FaqAdmin",
    "MenuAdmin",
    "MethodAdmin",
    "QuestionAdmin",
    "StandingConsulteeAdmin",
    "SupportRequestAdmin",
    "TemplateAdmin",
    "VainSearchAdmin",
]
