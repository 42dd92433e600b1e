"""Make the next waiting paper: gather, render, keep, tell who asked."""

import logging
from collections.abc import Callable
from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core.links import absolute_link
from nara_renkei.core.models import PaperJob, PaperState
from nara_renkei.core.papers import claim_next, fail, finish
from nara_renkei.core.private_files import KINDS, UploadRefused, store_bytes
from nara_renkei.core.request_ids import working_on
from nara_renkei.core.sheets import Sheet
from nara_renkei.core.word import Word
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from nara_renkei.reports.papers import (
    annual,
    archive,
    certificate,
    day,
    department,
    disclosed,
    dossier,
    drafting,
    event_materials,
    event_report,
    figures,
    guideline,
    handover,
    menus,
    monthly,
    note_sheets,
    quarterly,
    queue,
    receipt,
    survey,
    training_report,
    training_sheet,
    vision,
)
from nara_renkei.reports.queries.papers import BY_MANAGERS
from nara_renkei.reports.rendering import CannotRender, Pdf
from screening.rules.papers import DOSSIER

logger = logging.getLogger(__name__)

Builder = Callable[..., Pdf | Word | Sheet]
BUILDERS: dict[str, Builder] = {
    **monthly.BUILDERS,
    **quarterly.BUILDERS,
    **annual.BUILDERS,
    **figures.BUILDERS,
    **vision.BUILDERS,
    **receipt.BUILDERS,
    **drafting.BUILDERS,
    **queue.BUILDERS,
    **survey.BUILDERS,
    **menus.BUILDERS,
    **guideline.BUILDERS,
    **note_sheets.BUILDERS,
    **training_sheet.BUILDERS,
    **day.BUILDERS,
    **event_materials.BUILDERS,
    **event_report.BUILDERS,
    **training_report.BUILDERS,
    **certificate.BUILDERS,
    **handover.BUILDERS,
    **dossier.BUILDERS,
    **archive.BUILDERS,
    **department.BUILDERS,
    **disclosed.BUILDERS,
}
TOLD = frozenset({*BY_MANAGERS, DOSSIER})  # who asked is written to when it is done
BROKEN = "作る途中で止まりました。"


def make_paper(*, at: datetime) -> PaperJob | None:
    """Make one waiting paper and return it, DONE or with its failure noted; None when nothing waits.

    The row is claimed in a transaction of its own, so two workers never make the same paper, and a worker
    that dies leaves its attempt counted.
    """
    job = claim_next(at)
    if job is None:
        return None
    with working_on(job):
        return _make(job, at)


def _make(job: PaperJob, at: datetime) -> PaperJob:
    try:
        made = BUILDERS[job.kind](job.about, at=at)
        done = _hand_over(job, made, at)
    except (CannotRender, UploadRefused) as exc:
        return fail(job, error=str(exc), at=at)
    except Exception as exc:  # also Celery's soft time limit: whatever it was, the row must say so
        logger.exception("paper_failed", extra={"kind": job.kind, "attempts": job.attempts})
        return fail(job, error=f"{BROKEN}（{type(exc).__name__}）", at=at)
    logger.info("paper_made", extra={"paper": str(done.uuid), "kind": done.kind, "attempts": done.attempts})
    return done


@transaction.atomic
def _hand_over(job: PaperJob, made: Pdf | Word | Sheet, at: datetime) -> PaperJob:
    if isinstance(made, Sheet):
        name, content_type, pages = made.name, made.content_type, None
    else:
        extension = "docx" if isinstance(made, Word) else "pdf"
        name, content_type, pages = f"{job.title}.{extension}", KINDS[extension], made.pages
    file = store_bytes(made.content, name=name, content_type=content_type, at=at)
    done = finish(job, file=file, pages=pages, at=at)
    if done.file_id == file.pk and done.kind in TOLD:
        _tell(done, at)
    return done


def _tell(job: PaperJob, at: datetime) -> None:
    """Write to the manager who asked: a link, never the file."""
    kind, _, key = job.requested_by_key.partition(":")
    if kind != "user" or not key.isdecimal():
        return
    person = User.objects.filter(pk=int(key), is_active=True).first()
    if person:
        link = _link_to(job)
        queue_mail(
            "reports/paper_done",
            to=person.email,
            about=f"paper:{job.uuid}",
            context={"paper": job, "link": link},
            at=at,
        )


def _link_to(job: PaperJob) -> str:
    """Return the address of the page where the paper is taken."""
    if job.kind == DOSSIER:
        number = job.about.partition("/")[0]
        return absolute_link("admin:screening_deskproposal_dossier_paper", number, job.uuid)
    return absolute_link("reports:paper", job.uuid)


def is_done(job: PaperJob | None) -> bool:
    """Return whether a paper was made, so that the worker may take the next one."""
    return job is not None and job.state == PaperState.DONE
