"""Where a person's day begins."""

from datetime import date

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may

DIVISION_POSTS = frozenset({PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER, PostKind.LEADER, PostKind.DIRECTOR})


def place_of(user: User, today: date) -> str:
    """Return the name of the page where this person's work waits."""
    if not user.is_employee:
        return "proposals:mine"
    if may(user, Permission.ENTER_ADMIN, today):
        return "admin:index"
    if holds_division_post(user, today):
        return "screening:worklist"
    if may(user, Permission.READ_REPORTS, today):
        return "reports:index"
    return "portal:home"


def holds_division_post(user: User, today: date) -> bool:
    """Return whether /ka/ has something for this person."""
    return any(post.kind in DIVISION_POSTS for post in user.posts_on(today))
