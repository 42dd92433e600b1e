from .case import (
    CasePicture,
    CaseStudy,
    CaseStudyQuerySet,
    CaseVersion,
    CaseVersionQuerySet,
    PublicFace,
    PublicFaceQuerySet,
)
from .finding import CityWord, VainSearch, Watch, WatchQuerySet
from .guideline import (
    Acknowledgement,
    Chapter,
    ChapterQuerySet,
    ChapterVersion,
    ChapterVersionQuerySet,
)
from .menu import Menu, MenuQuerySet
from .method import Method, MethodQuerySet, NavigatorAnswer, NavigatorQuestion, NavigatorRule
from .reading import ReadingLetter, ReadingOrder, ReadingOrderQuerySet
from .support import (
    Faq,
    FaqQuerySet,
    StandingConsultee,
    SupportConsultee,
    SupportMessage,
    SupportRequest,
    SupportRequestQuerySet,
)
from .template import Template, TemplateDownload, TemplateQuerySet, TemplateVersion

__all__ = [
    "Acknowledgement",
    "CasePicture",
    "CaseStudy",
    "CaseStudyQuerySet",
    "CaseVersion",
    "CaseVersionQuerySet",
    "Chapter",
    "ChapterQuerySet",
    "ChapterVersion",
    "ChapterVersionQuerySet",
    "CityWord",
    "Faq",
    "FaqQuerySet",
    "Menu",
    "MenuQuerySet",
    "Method",
    "MethodQuerySet",
    "NavigatorAnswer",
    "NavigatorQuestion",
    "NavigatorRule",
    "PublicFace",
    "PublicFaceQuerySet",
    "ReadingLetter",
    "ReadingOrder",
    "ReadingOrderQuerySet",
    "StandingConsultee",
    "SupportConsultee",
    "SupportMessage",
    "SupportRequest",
    "SupportRequestQuerySet",
    "Template",
    "TemplateDownload",
    "TemplateQuerySet",
    "TemplateVersion",
    "VainSearch",
    "Watch",
    "WatchQuerySet",
]
