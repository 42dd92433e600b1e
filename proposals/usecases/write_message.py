"""One word in the thread, with its files. The mail to the other side says only that there is a message."""

from collections.abc import Sequence
from datetime import datetime

from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from nara_renkei.accounts.enums import Notice
from nara_renkei.accounts.queries import desk_addresses, member_addresses
from nara_renkei.core import audit
from nara_renkei.core.actors import PROPOSER, Actor
from nara_renkei.core.calendar import local_day
from nara_renkei.core.links import absolute_link
from nara_renkei.core.private_files import UploadRefused, store_upload, tidy_name
from nara_renkei.notifications.usecases.queue_mail import queue_mail
from proposals.enums import Status
from proposals.models import Attachment, Message, Proposal


class CannotWrite(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def write_message(
    *,
    proposal: Proposal,
    body: str,
    uploads: Sequence[UploadedFile] = (),
    by: Actor,
    at: datetime,
    notify: bool = True,
) -> Message:
    """Append a message; the writer's own answer confirms what the other side wrote before.

    Raises CannotWrite, also for a file that is refused: then nothing is kept.
    """
    if not body.strip():
        raise CannotWrite("本文を書いてください。")
    rows = Proposal.objects.select_for_update(of=("self",)).select_related("organization", "tender")
    proposal = rows.get(pk=proposal.pk)
    if proposal.status == Status.DRAFT:
        raise CannotWrite("提出してから、メッセージを送れます。")
    if proposal.in_tender:
        raise CannotWrite(
            f"公募に移ったので、個別のメッセージは送れません。質問の受け方：{proposal.tender.ask_at}"  # type: ignore[attr-defined]  # the other side of a one-to-one
        )
    from_company = by.party == PROPOSER
    Message.objects.filter(proposal=proposal, confirmed_at=None).exclude(party=by.party).update(confirmed_at=at)
    message = Message.objects.create(proposal=proposal, party=by.party, author=by.label, body=body, at=at)
    files = _keep_files(message, uploads, at)
    proposal.updated_at = at
    proposal.save(update_fields=["updated_at"])
    if notify:
        addresses = (
            desk_addresses(local_day(at)) if from_company else member_addresses(proposal.proposer, Notice.MESSAGE)
        )
        for address in addresses:
            queue_mail(
                "proposals/message_for_city" if from_company else "proposals/message_for_company",
                to=address,
                about=proposal.key,
                context={
                    "number": proposal.number,
                    "title": proposal.title,
                    "url": absolute_link("proposals:proposal", proposal.number)
                    if not from_company
                    else absolute_link("admin:index"),
                },
                at=at,
            )
    audit.record("message.write", about=proposal.key, by=by, at=at, message=message.pk, **files)
    return message


def _keep_files(message: Message, uploads: Sequence[UploadedFile], at: datetime) -> dict[str, list[str]]:
    """Keep the files of a message; return them for the audit, nothing when there are none."""
    if len(uploads) > settings.UPLOAD_FILES:
        raise CannotWrite(f"一度に付けられるファイルは{settings.UPLOAD_FILES}件までです。分けて送ってください。")
    if sum(upload.size or 0 for upload in uploads) > settings.UPLOAD_TOTAL_BYTES:
        limit = settings.UPLOAD_TOTAL_BYTES // (1024 * 1024)
        raise CannotWrite(f"一度に付けられるファイルは、合わせて{limit}MBまでです。分けて送ってください。")
    kept = []
    for position, upload in enumerate(uploads, start=1):
        try:
            file = store_upload(upload, at=at)
        except UploadRefused as exc:
            raise CannotWrite(f"「{tidy_name(upload.name or '', '')[:40]}」は送れません。{exc}") from exc
        Attachment.objects.create(proposal=message.proposal, message=message, file=file, position=position)
        kept.append(str(file.uuid))
    return {"files": kept} if kept else {}
