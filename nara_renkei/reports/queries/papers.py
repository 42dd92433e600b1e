"""The papers of /hokoku/: which there are, which may be ordered, which the calendar has asked for."""

from collections.abc import Sequence
from datetime import date
from typing import Final

from django.db.models import QuerySet

from dialogue.rules.event_papers import REPORT
from nara_renkei.core.actors import THE_SYSTEM
from nara_renkei.core.models import PaperJob, PaperState
from nara_renkei.reports.rules.kinds import MONTHLY, ORDERED
from nara_renkei.reports.rules.months import first_of_previous, month_key
from training.rules.papers import TRAINING_REPORT

from .vision import VISION

# what a manager orders, on /hokoku/ or on the board
BY_MANAGERS: Final = {**ORDERED, VISION: "目指す姿ボード"}
# what a manager may read: those, and what the desk makes of a ダイアログ and of a 研修
READABLE: Final = {**BY_MANAGERS, REPORT.kind: REPORT.name, TRAINING_REPORT: "研修報告"}
NEWEST: Final = 100


def papers_to_read() -> QuerySet[PaperJob]:
    """The papers a manager may read."""
    return PaperJob.objects.filter(kind__in=READABLE).select_related("file")


def finished_papers() -> QuerySet[PaperJob]:
    return papers_to_read().filter(state=PaperState.DONE)


def papers_to_order_again() -> QuerySet[PaperJob]:
    """Those that could not be made, of the kinds that a manager orders."""
    return PaperJob.objects.filter(kind__in=BY_MANAGERS, state=PaperState.FAILED)


def latest_papers(kind: str = "") -> Sequence[PaperJob]:
    """Return the newest hundred, of one kind or of all. One query."""
    papers = papers_to_read().filter(kind=kind) if kind in READABLE else papers_to_read()
    return list(papers.order_by("-created_at", "-pk")[:NEWEST])


def ready_of_last_month(today: date) -> PaperJob | None:
    """Return the newest finished paper of the month before ``today``, or None. One query."""
    papers = finished_papers().filter(kind=MONTHLY, about=month_key(first_of_previous(today)))
    return papers.order_by("-created_at", "-pk").first()


def ordered_by_the_calendar(kind: str, about: str) -> bool:
    """Return whether the daily job has asked for this paper; one it could not make counts as asked."""
    return PaperJob.objects.filter(kind=kind, about=about, requested_by_key=THE_SYSTEM.key).exists()
