"""The papers of the day that were asked for."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from dialogue.models import Event
from dialogue.rules.papers import DAY_PAPERS, DayPaper
from nara_renkei.core.models import PaperJob, PaperJobQuerySet


@dataclass(frozen=True, slots=True)
class OrderedPaper:
    """One kind, with the newest paper of it."""

    kind: DayPaper
    newest: PaperJob | None


def papers_of(event: Event) -> PaperJobQuerySet:
    """Return every paper of this event's day."""
    return PaperJob.objects.filter(kind__in=[one.kind for one in DAY_PAPERS], about=event.slug)


def ordered_papers(event: Event) -> Sequence[OrderedPaper]:
    """Return each kind with its newest paper. One query."""
    newest = {job.kind: job for job in papers_of(event).select_related("file").order_by("pk")}
    return [OrderedPaper(kind, newest.get(kind.kind)) for kind in DAY_PAPERS]


def finished_paper(event: Event, uuid: UUID) -> PaperJob | None:
    return papers_of(event).exclude(file=None).select_related("file").filter(uuid=uuid).first()
