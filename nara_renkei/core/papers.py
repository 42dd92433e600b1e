"""A paper is a row first. ``reports`` takes the rows and makes the papers, one builder per kind."""

from datetime import datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Q

from .actors import Actor
from .audit import record
from .background import after_commit
from .models import PaperJob, PaperState, PrivateFile

MAX_ATTEMPTS: Final = 5
# longer than the hard limit of the PDF queue: a row still WORKING after it has lost its worker
LEASE: Final = timedelta(seconds=360)
FIRST_RETRY: Final = timedelta(seconds=10)
GAVE_UP: Final = "5回試みましたが、作れませんでした。"


@transaction.atomic
def order_paper(*, kind: str, about: str, title: str, by: Actor, at: datetime) -> PaperJob:
    """Ask for a paper; the same paper already under way for the same person is returned instead of a second one."""
    waiting = PaperJob.objects.filter(
        kind=kind, about=about, requested_by_key=by.key or by.party, state__in=[PaperState.WAITING, PaperState.WORKING]
    )
    job = waiting.order_by("pk").first()
    if job is None:
        job = PaperJob.objects.create(
            kind=kind, about=about, title=title, requested_by=by.label, requested_by_key=by.key or by.party,
            created_at=at, next_try_at=at,
        )  # fmt: skip
        record("paper.order", about=f"paper:{job.uuid}", by=by, at=at, kind=kind, subject=about)
    after_commit("reports.make_papers")
    return job


@transaction.atomic
def claim_next(at: datetime) -> PaperJob | None:
    """Take the next paper for this worker, or None. The attempt is counted before the work begins.

    A paper that has lost its worker five times is FAILED here, so that it cannot kill a sixth.
    """
    due = PaperJob.objects.filter(
        Q(state=PaperState.WAITING) | Q(state=PaperState.WORKING), next_try_at__lte=at
    ).order_by("next_try_at", "pk")
    while job := due.select_for_update(skip_locked=True, of=("self",)).first():
        if job.attempts >= MAX_ATTEMPTS:
            job.state, job.next_try_at, job.last_error = PaperState.FAILED, None, GAVE_UP
            job.save(update_fields=["state", "next_try_at", "last_error"])
            continue
        job.state, job.attempts, job.next_try_at = PaperState.WORKING, job.attempts + 1, at + LEASE
        job.save(update_fields=["state", "attempts", "next_try_at"])
        return job
    return None


@transaction.atomic
def finish(job: PaperJob, *, file: PrivateFile, pages: int | None, at: datetime) -> PaperJob:
    """Hand the paper over. A paper that another worker finished meanwhile stays as it is."""
    job = PaperJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.state == PaperState.DONE:
        return job
    job.state, job.file, job.sha256, job.pages = PaperState.DONE, file, file.sha256, pages
    job.finished_at, job.next_try_at, job.last_error = at, None, ""
    job.save()
    return job


@transaction.atomic
def fail(job: PaperJob, *, error: str, at: datetime) -> PaperJob:
    """Note why it did not work: again after 10 s · 2ⁿ, FAILED after the fifth time."""
    job = PaperJob.objects.select_for_update(of=("self",)).get(pk=job.pk)
    if job.state == PaperState.DONE:
        return job
    job.last_error = error[:200]
    if job.attempts >= MAX_ATTEMPTS:
        job.state, job.next_try_at = PaperState.FAILED, None
    else:
        job.state, job.next_try_at = PaperState.WAITING, at + FIRST_RETRY * 2 ** max(0, job.attempts - 1)
    job.save(update_fields=["state", "next_try_at", "last_error"])
    return job
