"""関心あり: raise a hand, lower it."""

from datetime import datetime

from django.db import transaction

from nara_renkei.core import audit
from nara_renkei.core.actors import Actor
from nara_renkei.directory.models import Division
from proposals.models import Proposal
from screening.models import Interest, Routing


class CannotRaiseHand(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def raise_hand(*, proposal: Proposal, division: Division, words: str, by: Actor, at: datetime) -> Interest:
    """Let the desk know that the 課 is interested. Opens nothing and mails nobody. Raises CannotRaiseHand."""
    proposal = Proposal.objects.select_for_update(of=("self",)).get(pk=proposal.pk)
    if not Proposal.objects.shared_in_city().filter(pk=proposal.pk).exists():
        raise CannotRaiseHand("この提案は、もう庁内で共有されていません。一覧を開き直してください。")
    if not words.strip():
        raise CannotRaiseHand("一言を書いてください。例：体育館の夜の利用に生かせそうです。")
    if Routing.objects.in_hand().filter(screening__proposal=proposal, division=division).exists():
        raise CannotRaiseHand(f"{division}には、もう送付されています。担当課の仕事の画面から答えてください。")
    if Interest.objects.raised().filter(proposal=proposal, division=division).exists():
        raise CannotRaiseHand(f"{division}は、もう手を挙げています。一言を変えるときは、一度下げてください。")
    interest = Interest.objects.create(
        proposal=proposal, division=division, words=words, raised_by=by.label, raised_at=at
    )
    audit.record("interest.raise", about=proposal.key, by=by, at=at, division=division.code)
    return interest


@transaction.atomic
def lower_hand(*, proposal: Proposal, division: Division, by: Actor, at: datetime) -> None:
    """Take it back. Raises CannotRaiseHand when it is not up."""
    lowered = (
        Interest.objects.raised()
        .filter(proposal=proposal, division=division)
        .update(lowered_by=by.label, lowered_at=at)
    )
    if not lowered:
        raise CannotRaiseHand("手は挙がっていません。画面を開き直してください。")
    audit.record("interest.lower", about=proposal.key, by=by, at=at, division=division.code)
