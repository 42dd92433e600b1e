"""The copy of a signed paper: every version stays."""

from datetime import datetime

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Max

from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.private_files import store_upload
from nara_renkei.directory.enums import PaperOf
from nara_renkei.directory.models import Agreement, AgreementPaper


@transaction.atomic
def keep_agreement_paper(
    *, agreement: Agreement, kind: PaperOf, upload: UploadedFile, by: Actor, at: datetime
) -> AgreementPaper:
    """Return the new version, counted for each kind of paper. Raises ``UploadRefused``."""
    locked = Agreement.objects.select_for_update(of=("self",)).get(pk=agreement.pk)
    latest = locked.papers.filter(kind=kind).aggregate(latest=Max("version"))["latest"] or 0
    paper = AgreementPaper.objects.create(
        agreement=locked,
        kind=kind,
        version=latest + 1,
        file=store_upload(upload, at=at),
        kept_at=at,
        kept_by=by.label,
    )
    record("agreement.paper", about=f"agreement:{locked.pk}", by=by, at=at, file=str(paper.file.uuid))
    return paper
