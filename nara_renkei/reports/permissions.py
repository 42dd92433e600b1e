"""Who reads the 状況 of which 部: its 共創推進リーダー and 部長 their own, the desk and 市長・副市長 every one."""

from datetime import date

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.directory.models import Department

HEADS = frozenset({PostKind.LEADER, PostKind.DIRECTOR})
READERS_OF_ALL = frozenset({PostKind.DESK, PostKind.EXECUTIVE})


def readable_departments(user: User, on: date) -> list[Department]:
    """Return the newest row of each 部 that this person may read about on a day, by code. One query, none for others."""
    if not may(user, Permission.READ_REPORTS, on):
        return []
    posts = user.posts_on(on)
    reads_all = any(post.kind in READERS_OF_ALL for post in posts)
    codes = {post.department.code for post in posts if post.department and post.kind in HEADS}
    if not (reads_all or codes):
        return []
    known = Department.objects.filter(valid_from__lte=on)
    rows = known if reads_all else known.filter(code__in=codes)
    return list(rows.order_by("code", "-valid_from", "-pk").distinct("code"))


def reads_departments(user: User, on: date) -> bool:
    """Return whether there is a 部 whose 状況 this person may read. No query beyond the posts."""
    return may(user, Permission.READ_REPORTS, on) and any(
        post.kind in HEADS | READERS_OF_ALL for post in user.posts_on(on)
    )


def reads_small_groups(user: User, department: Department, on: date) -> bool:
    """Return whether this person may know how far a group of fewer than five people is: who reads their names anyway."""
    return any(
        post.kind == PostKind.DESK
        or (post.kind in HEADS and post.department is not None and post.department.code == department.code)
        for post in user.posts_on(on)
    )
