"""一件記録 of one proposal: asked for by the desk, made from the record as it stands, taken by who asked."""

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
from screening.rules.papers import DOSSIER, dossier_about


class CannotHaveDossier(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_dossier(*, proposal: Proposal, user: User, by: Actor, at: datetime) -> PaperJob:
    """Ask for the paper; every click makes it anew, because the record goes on. The caller has authorised it.

    Raises CannotHaveDossier for who may not read the findings and the scores.
    """
    _refuse_hindered(proposal, user)
    number = str(proposal.number)
    title = f"一件記録 {number}"
    job = order_paper(kind=DOSSIER, about=dossier_about(number, user.pk), title=title, by=by, at=at)
    audit.record("dossier.order", about=proposal.key, by=by, at=at, paper=str(job.uuid))
    return job


@transaction.atomic
def take_dossier(*, proposal: Proposal, paper: PaperJob, user: User, by: Actor, at: datetime) -> PaperJob:
    """Append to the audit that it was opened. Raises CannotHaveDossier for who may no longer read it."""
    _refuse_hindered(proposal, user)
    audit.record("dossier.take", about=proposal.key, by=by, at=at, paper=str(paper.uuid))
    return take_paper(paper=paper, by=by, at=at)


def _refuse_hindered(proposal: Proposal, user: User) -> None:
    if why := hindrance(proposal, user):
        raise CannotHaveDossier(why)
