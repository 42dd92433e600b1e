"""One predicate per question; used by views, admin and templates alike."""

from datetime import date

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import OF_A_DIVISION, Permission, answers_for, may
from nara_renkei.accounts.queries import leader_addresses
from nara_renkei.directory.models import Division
from proposals.models import Proposal

from .enums import ConfirmedAs, RoutingState
from .models import RosterReader, Routing, Ruling


def may_triage(user: User, on: date) -> bool:
    return may(user, Permission.TRIAGE, on)


def may_read_roster(user: User, on: date) -> bool:
    """May read a 役員名簿: who holds one of the two posts that were named for it."""
    posts = [post.pk for post in user.posts_on(on)] if user.is_active and may_triage(user, on) else []
    return bool(posts) and RosterReader.objects.filter(post__in=posts).exists()


def may_tell(user: User, on: date) -> bool:
    return may(user, Permission.TELL, on)


def sits_in(user: User, division: Division, on: date) -> bool:
    """Return whether the person works in this 課 on the day; 部長 and リーダー read, they do not write."""
    return any(post.division_id == division.pk and post.kind in OF_A_DIVISION for post in user.posts_on(on))


def may_record_contact(user: User, proposal: Proposal, on: date) -> bool:
    """May write an 応接記録 of a proposal that is read in full: the desk, and who works in a 課 it was sent to."""
    if may_triage(user, on):
        return True
    places = {post.division_id for post in user.posts_on(on) if post.kind in OF_A_DIVISION}
    sent = Routing.objects.filter(screening__proposal=proposal, division__in=places)
    return sent.exclude(state=RoutingState.ENDED).exists()


def may_answer(user: User, routing: Routing, on: date) -> bool:
    """May draft the 課's answer."""
    return sits_in(user, routing.division, on) and may(user, Permission.ANSWER, on)


def may_propose(user: User, routing: Routing, on: date) -> bool:
    """May draft the outcome: only in the lead 課."""
    return routing.is_lead and may_answer(user, routing, on)


def confirming_as(user: User, division: Division, on: date) -> ConfirmedAs | None:
    """Return in which capacity the person's confirmation makes a draft the 課's, or None."""
    match answers_for(user, division, on):
        case PostKind.MANAGER:
            return ConfirmedAs.MANAGER
        case PostKind.DEPUTY:
            return ConfirmedAs.DEPUTY
    return None


def may_confirm(user: User, routing: Routing, on: date) -> bool:
    """May make the draft the 課's word, as 課長 or by 代決."""
    return confirming_as(user, routing.division, on) is not None


def rules_by_link(address: str, ruling: Ruling, on: date) -> bool:
    """Return whether a mailed link still opens the 裁定: its address is that of a leader of the 部 today."""
    return address in leader_addresses(ruling.department, on)


def may_name(user: User, lead: Routing | None, on: date) -> bool:
    """May say who scores: the desk, and the 課長 (or 代決者) of the lead 課."""
    return may_triage(user, on) or (lead is not None and may_confirm(user, lead, on))
