"""Members of staff, found by what the desk types; and their seats on a day."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet, Value
from django.db.models.functions import Replace

from nara_renkei.accounts.enums import Holding
from nara_renkei.accounts.models import Post, User
from nara_renkei.core.text import normalise

# one more than the form names
MOST = 6


def employees_called(words: str) -> list[User]:
    """Return the active staff with this 職員番号, or else those whose name holds the words; six at most."""
    staff = User.objects.filter(employee_number__isnull=False, is_active=True).order_by("employee_number")
    number = normalise(words).upper()
    return list(staff.filter(employee_number__iexact=number)[:MOST]) or list(called(staff, words)[:MOST])


def called(people: QuerySet[User], words: str) -> QuerySet[User]:
    """Filter people by a part of the name, with or without the space inside it."""
    plain = words.replace(" ", "").replace("　", "")
    if not plain:
        return people.none()
    whole = Replace(Replace("name", Value(" ")), Value("　"))
    return people.alias(plain_name=whole).filter(plain_name__icontains=plain)


def seats_on(day: date, users: Iterable[int]) -> dict[int, list[Post]]:
    """Return the posts people hold on a day, the 本務 first. One statement."""
    posts = Post.objects.held_on(day).filter(user__in=users).select_related("division", "department")
    found: dict[int, list[Post]] = {}
    for post in sorted(posts, key=lambda one: (one.holding != Holding.MAIN, one.pk)):
        found.setdefault(post.user_id, []).append(post)
    return found


def colleagues_of(user: User, day: date) -> list[User]:
    """Return who else has a post in one of the person's 課 on a day. One statement."""
    divisions = Post.objects.held_on(day).filter(user=user, division__isnull=False).values("division")
    posts = Post.objects.held_on(day).filter(division__in=divisions)
    people = User.objects.filter(Q(pk__in=posts.values("user")), is_active=True).exclude(pk=user.pk)
    return list(people.order_by("employee_number"))
