"""保存用の書き出し of one proposal: everything that the city holds of it in one zip, for who asked."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from proposals.models import Proposal
from proposals.usecases.take_paper import take_paper
from screening.queries.dossier import hindrance
from screening.rules.papers import ARCHIVE, dossier_about


class CannotArchive(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_archive(*, proposal: Proposal, user: User, by: Actor, at: datetime) -> PaperJob:
    """Ask for the zip; every click makes it anew. The caller has authorised it.

    Raises CannotArchive for who may not read the findings and the scores, which are in it.
    """
    _refuse_hindered(proposal, user)
    number = str(proposal.number)
    about = dossier_about(number, user.pk)
    job = order_paper(kind=ARCHIVE, about=about, title=f"保存用の書き出し {number}", by=by, at=at)
    audit.record("archive.order", about=proposal.key, by=by, at=at, paper=str(job.uuid))
    return job


@transaction.atomic
def take_archive(*, proposal: Proposal, paper: PaperJob, user: User, by: Actor, at: datetime) -> PaperJob:
    """Append to the audit that it was taken. Raises CannotArchive for who may no longer read it."""
    _refuse_hindered(proposal, user)
    audit.record("archive.take", about=proposal.key, by=by, at=at, paper=str(paper.uuid))
    return take_paper(paper=paper, by=by, at=at)


def _refuse_hindered(proposal: Proposal, user: User) -> None:
    if why := hindrance(proposal, user):
        raise CannotArchive(why.replace("一件記録", "書き出し"))
