"""Who may do what in the library: one question each."""

from datetime import date
from typing import TYPE_CHECKING

from knowledge.enums import SupportSide
from knowledge.models import CaseStudy, SupportRequest
from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, division_ids, divisions_of, may, works_for
from nara_renkei.directory.models import Division
from nara_renkei.directory.queries import divisions_on

if TYPE_CHECKING:
    from django.contrib.auth.models import AnonymousUser


def may_read_menus(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this is a member of staff with a post, whichever."""
    return isinstance(user, User) and user.is_employee and user.may_enter_on(on) and bool(user.posts_on(on))


def keeps_menus(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person opens menus, and writes them for a company that asked for it."""
    return may(user, Permission.TRIAGE, on)


def keeps_guideline(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person writes the ガイドライン, and sees of every 部 who has read what must be read."""
    return may(user, Permission.EDIT_WORDS, on)


def departments_led(user: User, on: date) -> list[int]:
    """Return the ids of the 部 whose people this person sees: as 共創推進リーダー or 部長 of the day."""
    heads = {PostKind.LEADER, PostKind.DIRECTOR}
    return [post.department_id for post in user.posts_on(on) if post.kind in heads and post.department_id]


def may_confirm(user: "User | AnonymousUser", owner: Division | None, on: date) -> bool:
    """Whether this person says that a page of a 課 still holds: the desk, and who writes the answers of that 課."""
    if keeps_guideline(user, on):
        return True
    return isinstance(user, User) and may(user, Permission.ANSWER, on) and owner in divisions_of(user, on)


def keeps_methods(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person writes the 連携手法カタログ and the 手法ナビ."""
    return may(user, Permission.EDIT_WORDS, on)


def reads_support(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person has 相談 to read: the desk, a 課, or who leads a 部."""
    if not isinstance(user, User) or not user.is_employee or not user.may_enter_on(on):
        return False
    return may(user, Permission.READ_ALL_PROPOSALS, on) or bool(division_ids(user, on))


def asks_desk(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person works in a 課 and may begin a 相談."""
    return isinstance(user, User) and user.is_employee and user.may_enter_on(on) and bool(divisions_of(user, on))


def side_in(user: User, request: SupportRequest, on: date) -> SupportSide | None:
    """Return for whom this reader of a 相談 writes in it; None for those who only read. One query at most."""
    if may(user, Permission.TRIAGE, on):
        return SupportSide.DESK
    own = division_ids(user, on) if divisions_of(user, on) else []
    if request.division_id in own:
        return SupportSide.ASKER
    return SupportSide.CONSULTEE if request.consultees.filter(division__in=own).exists() else None


def keeps_faq(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person answers 相談 and writes FAQ."""
    return may(user, Permission.TRIAGE, on)


def keeps_cases(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person looks at 事例 before staff read them."""
    return may(user, Permission.TRIAGE, on)


def begins_cases(user: "User | AnonymousUser", on: date) -> bool:
    """Whether this person may write a new 事例: for a 課 in which it works, or as the desk for any."""
    return may(user, Permission.TRIAGE, on) or may(user, Permission.ANSWER, on)


def divisions_to_write_for(user: User, on: date) -> list[Division]:
    """Return the 課 for which this person may begin a 事例: its own, and for the desk every one of the day."""
    if keeps_cases(user, on):
        return list(divisions_on(on))
    return divisions_of(user, on) if may(user, Permission.ANSWER, on) else []


def may_write_case(user: User, case: CaseStudy, on: date) -> bool:
    """Whether this person writes on a 事例: the desk, and who works in the 課 that keeps it."""
    return keeps_cases(user, on) or (may(user, Permission.ANSWER, on) and works_for(user, case.owner, on))
