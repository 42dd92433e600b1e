"""Who somebody is on the pages of a 研修."""

from datetime import date

from django.http import HttpRequest
from django.utils import timezone

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.core.actors import DIVISION, Actor, acting
from training.rules.people import HELD, held_user


def person_of(request: HttpRequest) -> User | None:
    """Return the member of staff who asks: signed in, else whose personal link this browser opened.

    A company, whatever link it holds, is nobody here. At most one query.
    """
    user = request.user
    if user.is_authenticated:
        return user if isinstance(user, User) and user.is_employee else None
    now = timezone.now()
    pk = held_user(request.session.get(HELD), now)
    person = User.objects.filter(pk=pk).first() if pk else None
    if person is None or not (person.is_employee and person.may_enter_on(timezone.localdate(now))):
        return None
    return person


def person_acting(request: HttpRequest, person: User) -> Actor:
    """Return who acts for this person's own page: the session that signed in, or the personal link."""
    by = acting(request)
    if request.user.is_authenticated:
        return by
    return Actor(DIVISION, f"{person}（本人のリンク）", f"user:{person.pk}", by.address)


def departments_led(user: User, on: date) -> dict[int, str]:
    """Return the 部 whose people this person may read about by name, id to name: of its 部長 and 共創推進リーダー."""
    heads = {PostKind.LEADER, PostKind.DIRECTOR}
    return {
        post.department.pk: post.department.name for post in user.posts_on(on) if post.department and post.kind in heads
    }


def reads_every_department(user: User, on: date) -> bool:
    """Return whether this person reads the figures of all 部, without names: 市長・副市長."""
    return any(post.kind == PostKind.EXECUTIVE for post in user.posts_on(on)) and may(user, Permission.READ_REPORTS, on)
