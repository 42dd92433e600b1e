"""The city's settings, holidays, private files, papers, and the audit. Knows no other app."""

from .audit import AuditEvent, AuditSeal, SealedEvent
from .city import CitySettings, Holiday, HolidayQuerySet
from .files import PICTURED, FileState, PageImage, PrivateFile
from .papers import PaperJob, PaperJobQuerySet, PaperState
from .running import Heartbeat, Session

__all__ = [
    "PICTURED",
    "AuditEvent",
    "AuditSeal",
    "CitySettings",
    "FileState",
    "Heartbeat",
    "Holiday",
    "HolidayQuerySet",
    "PageImage",
    "PaperJob",
    "PaperJobQuerySet",
    "PaperState",
    "PrivateFile",
    "SealedEvent",
    "Session",
]
