"""応接記録 of one proposal leave the portal: the audit says who took them."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.core.sheets import Sheet, csv_sheet
from proposals.models import Proposal
from screening.models import Contact

HEAD = (
    "提案番号",
    "団体",
    "種類",
    "日時",
    "場所",
    "相手と同席した人",
    "話したこと",
    "このあとどうするか",
    "書いた人",
    "書いた日時",
)


@transaction.atomic
def export_contacts(*, proposal: Proposal, by: Actor, at: datetime) -> Sheet:
    """Return the CSV of a proposal's 応接記録, the oldest first. The caller has authorised it."""
    found = Contact.objects.filter(proposal=proposal).select_related("organization").oldest_first()
    rows = [_row(proposal, contact) for contact in found]
    audit.record("contact.export", about=proposal.key, by=by, at=at, count=len(rows))
    return csv_sheet(f"応接記録_{proposal.number}", HEAD, rows)


def _row(proposal: Proposal, contact: Contact) -> list[str]:
    return [
        proposal.number or "",
        contact.organization.name if contact.organization else "",
        contact.get_kind_display(),
        _moment(contact.met_at),
        contact.place,
        contact.people,
        contact.body,
        contact.next_step,
        contact.written_by,
        _moment(contact.written_at),
    ]


def _moment(at: datetime) -> str:
    return f"{timezone.localtime(at):%Y-%m-%d %H:%M}"
