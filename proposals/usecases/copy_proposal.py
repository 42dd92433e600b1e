"""過去の提案から作る: a new draft with the words of a proposal of one's own 団体."""

from datetime import datetime

from django.db import transaction

from nara_renkei.accounts.models import User
from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.private_files import copy_file
from proposals.enums import Kind
from proposals.models import Attachment, DisclosureMark, Draft, Proposal
from proposals.queries import files_of
from proposals.rules.content import CONTACT_FIELDS, CONTENT_FIELDS

from .keep_marks import keep_marks


@transaction.atomic
def copy_proposal(*, proposal: Proposal, with_files: bool, author: User, by: Actor, at: datetime) -> Proposal:
    """Return a draft with the content, the marks and, if wanted, the clean files of the proposal as it stands.

    確認事項 are asked anew. Of a 課題 that takes no proposals now it becomes a free proposal.
    """
    challenge = proposal.challenge
    if challenge is not None and challenge.window_on(local_day(at)) != challenge.OPEN:
        challenge = None
    draft = Proposal.objects.create(
        **{field: getattr(proposal, field) for field in (*CONTENT_FIELDS, *CONTACT_FIELDS)},
        kind=Kind.CHALLENGE if challenge else Kind.OPEN,
        challenge=challenge,
        organization=proposal.organization,
        author=author,
        status_changed_at=at,
        created_at=at,
        updated_at=at,
    )
    Draft.objects.create(proposal=draft)
    keep_marks(proposal=draft, marks=DisclosureMark.objects.by_field(proposal))
    if with_files:
        for attachment in files_of(proposal):
            if attachment.file.may_download:
                file = copy_file(attachment.file, at=at)
                Attachment.objects.create(proposal=draft, file=file, position=attachment.position)
    audit.record("draft.copy", about=draft.key, by=by, at=at, source=proposal.key)
    return draft
