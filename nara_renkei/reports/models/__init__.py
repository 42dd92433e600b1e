"""What reports keep: figures counted at night, 目指す姿 and 自己点検."""

from .self_check import (
    SelfCheck,
    SelfCheckAnswer,
    SelfCheckQuerySet,
    SelfCheckRequest,
    SelfCheckStatement,
    SelfCheckStatementQuerySet,
)
from .statistics import YearStatistics
from .vision import SignReading, VisionTarget

__all__ = [
    "SelfCheck",
    "SelfCheckAnswer",
    "SelfCheckQuerySet",
    "SelfCheckRequest",
    "SelfCheckStatement",
    "SelfCheckStatementQuerySet",
    "SignReading",
    "VisionTarget",
    "YearStatistics",
]
