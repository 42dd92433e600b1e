"""A 修了証 is asked for: by the person, or by the desk for a whole 回."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core.actors import Actor
from nara_renkei.core.models import PaperJob
from nara_renkei.core.papers import order_paper
from training.models import Session, Trainee
from training.queries.certificates import certificate_of, certificates_of
from training.rules.papers import CERTIFICATE, CERTIFICATE_NAME


class CannotOrderCertificate(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def order_certificate(*, trainee: Trainee, by: Actor, at: datetime) -> PaperJob:
    """Return the job of one person's sheet; a double click is one paper. Raises CannotOrderCertificate."""
    if certificate_of(trainee.pk) is None:
        raise CannotOrderCertificate("修了証は、出席したか、自習の問いに合格してから作れます。")
    title = f"{CERTIFICATE_NAME}　{trainee.course}"[:120]
    return order_paper(kind=CERTIFICATE, about=trainee.key, title=title, by=by, at=at)


@transaction.atomic
def order_certificates(*, session: Session, by: Actor, at: datetime) -> PaperJob:
    """Return the job of a whole 回, one sheet a person; a double click is one paper. Raises CannotOrderCertificate."""
    if not certificates_of(session):
        raise CannotOrderCertificate("この回に出席した人がいません。出欠を確かめてから作ってください。")
    title = f"{CERTIFICATE_NAME}　{session}"[:120]
    return order_paper(kind=CERTIFICATE, about=session.key, title=title, by=by, at=at)
