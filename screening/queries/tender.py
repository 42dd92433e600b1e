"""What the city has told one proposer so far."""

from typing import cast

from nara_renkei.core.calendar import local_day
from proposals.enums import Party
from proposals.models import Attachment, Letter, Meeting, Message
from screening.enums import ContactKind
from screening.models import Contact, Minutes, Screening
from screening.rules.tender import Told, in_order


def told_so_far(screening: Screening) -> list[Told]:
    """Return what the city told this proposer alone, by day: never the proposer's own words. Six queries."""
    proposal = screening.proposal_id
    ours = Message.objects.filter(proposal=proposal).exclude(party=Party.PROPOSER).oldest_first()
    files = Attachment.objects.filter(message__in=ours.order_by()).select_related("file", "message").order_by("pk")
    held = Meeting.objects.filter(proposal=proposal, held_on__isnull=False).order_by("held_on", "pk")
    minutes = Minutes.objects.filter(screening=screening).order_by("held_on", "pk")
    # who spoke for somebody else was not the proposer, and nobody's business
    contacts = Contact.objects.filter(proposal=proposal).exclude(kind=ContactKind.THIRD_PARTY).oldest_first()
    letters = Letter.objects.filter(proposal=proposal).order_by("told_at", "pk")
    return in_order(
        [
            *(Told(local_day(one.at).isoformat(), "メッセージ", one.body) for one in ours),
            *(
                Told(
                    local_day(cast("Message", one.message).at).isoformat(),
                    "見せたファイル",
                    f"{one.file.original_name}（SHA-256 {one.file.sha256}）",
                )
                for one in files
            ),
            *(Told(local_day(one.told_at).isoformat(), "通知文", f"{one.title}\n{one.body}") for one in letters),
            *(Told(str(one.held_on), "対話", f"お話をしました。場所：{one.place or '記録なし'}") for one in held),
            *(
                Told(one.held_on.isoformat(), "対話の記録", f"記録があります。場所：{one.place or '記録なし'}")
                for one in minutes
            ),
            *(Told(local_day(one.met_at).isoformat(), one.get_kind_display(), "お話をしました。") for one in contacts),
        ]
    )
