"""Who leaves a post and to whom its work goes; who may read a 引継書; what is late."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Case, Exists, OuterRef, Q, QuerySet, Value, When

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post, PostQuerySet, User
from nara_renkei.accounts.permissions import Permission, may
from nara_renkei.accounts.rules.succession import with_predecessors
from nara_renkei.core.models import PaperJob
from nara_renkei.core.wall import as_city
from nara_renkei.directory.models import Division
from proposals.enums import Party
from screening.models import Handover, NextStep, Routing, Ruling
from screening.models.next_step import NextStepQuerySet
from screening.rules.handover import (
    HANDED,
    LATE_AFTER,
    OF_A_DIVISION,
    PREPARED_WITHIN,
    READ_FOR,
    Likeness,
    likeness,
)
from screening.rules.papers import HANDOVER

NEXT_DAY = timedelta(days=1)


def leavers(first: date, last: date) -> PostQuerySet:
    """Return the posts that end between two days and whose holder does not sit on in the unit, those soonest first.

    A new 職名 in the same 課, and a 課 that was renamed, are not leaving.
    """
    seats = Post.objects.filter(user=OuterRef("user"), starts_on__lte=OuterRef("ends_on") + NEXT_DAY).filter(
        Q(ends_on=None) | Q(ends_on__gt=OuterRef("ends_on"))
    )
    in_division = seats.filter(kind__in=OF_A_DIVISION)
    same = in_division.filter(Q(division=OuterRef("division")) | Q(division__predecessors=OuterRef("division")))
    leads = seats.filter(kind=PostKind.LEADER, department=OuterRef("department"))
    leaves = (
        Q(~Exists(same), kind__in=OF_A_DIVISION)
        | Q(~Exists(leads), kind=PostKind.LEADER)
        | Q(~Exists(seats.filter(kind=PostKind.DESK)), kind=PostKind.DESK)
    )
    rows = Post.objects.filter(leaves, ends_on__range=(first, last))
    return rows.select_related("user", "division", "department", "handover").order_by("ends_on", "pk")


def to_prepare(user: User, today: date) -> list[Post]:
    """Return the posts of this person that are left within 14 days. No query while none ends."""
    last = today + PREPARED_WITHIN
    ending = [post.pk for post in user.posts_on(today) if post.kind in HANDED and post.ends_on and post.ends_on <= last]
    return list(leavers(today, last).filter(pk__in=ending)) if ending else []


def late_handovers(today: date) -> PostQuerySet:
    """Return the posts left more than 14 days ago whose open work nobody has handed over."""
    steps = NextStep.objects.open()
    waits = (
        Q(Exists(Routing.objects.in_hand().filter(division=OuterRef("division"))), kind__in=OF_A_DIVISION)
        | Q(Exists(steps.filter(division=OuterRef("division"))), kind__in=OF_A_DIVISION)
        | Q(Exists(Ruling.objects.open().filter(department=OuterRef("department"))), kind=PostKind.LEADER)
        | Q(kind=PostKind.DESK)
    )
    return leavers(today - READ_FOR, today - LATE_AFTER - NEXT_DAY).filter(waits, handover__handed_at=None)


def readable_posts(user: User, today: date) -> PostQuerySet:
    """Return the posts whose 引継書 this person may read on a day.

    One's own until the last day; those of the 課 for its 課長 and 代決者, of the 部's リーダー for the 部長; that of
    who sat there before, from the day one's own post starts; what one was handed; all of them for the desk.
    """
    posts = Post.objects.filter(kind__in=HANDED).select_related("user", "division", "department", "handover")
    lately = Q(starts_on__lte=today) & (Q(ends_on=None) | Q(ends_on__gte=today - READ_FOR))
    if may(user, Permission.READ_ALL_PROPOSALS, today):
        return posts.filter(lately)
    mine = user.posts_on(today) if user.may_enter_on(today) else []
    may_read = Q(pk__in=[post.pk for post in mine])
    if mine:
        may_read |= Q(handover__successor=user)
    for post in mine:
        may_read |= _read_from(post)
    return posts.filter(lately & may_read)


def _read_from(post: Post) -> Q:
    """Return what the holder of this post reads besides its own."""
    before = Q(kind=post.kind, ends_on__lt=post.starts_on, ends_on__gte=post.starts_on - READ_FOR)
    if post.kind in OF_A_DIVISION:
        of_unit = Q(division=post.division) | Q(division__successors=post.division)
        in_charge = post.kind in {PostKind.MANAGER, PostKind.DEPUTY}
        return Q(of_unit, kind__in=OF_A_DIVISION) if in_charge else of_unit & before
    if post.kind == PostKind.LEADER:
        return Q(department=post.department) & before
    if post.kind == PostKind.DIRECTOR:
        return Q(department=post.department, kind=PostKind.LEADER)
    return Q(pk__in=())


@dataclass(frozen=True, slots=True)
class Handovers:
    """/ka/hikitsugi/: my own posts, those of the 課 that are left, those who sat there before me."""

    own: list[Post]
    others: list[Post]


def handovers_of(user: User, today: date) -> Handovers:
    """Return what this person finds there; of others only who leaves within 14 days or has left. One query."""
    rows = readable_posts(user, today).filter(Q(user=user) | Q(ends_on__lte=today + PREPARED_WITHIN)).distinct()
    if may(user, Permission.READ_ALL_PROPOSALS, today):
        rows = rows.filter(kind=PostKind.DESK)  # those of the city stand in the admin
    found = list(rows.order_by("-ends_on", "pk"))
    return Handovers(
        own=[post for post in found if post.user_id == user.pk and _is_held(post, today)],
        others=[post for post in found if post.user_id != user.pk],
    )


def _is_held(post: Post, day: date) -> bool:
    return post.ends_on is None or post.ends_on >= day


def handover_of(post: Post) -> Handover:
    """Return the 引継ぎ of a post, unsaved where nothing was written yet."""
    return getattr(post, "handover", None) or Handover(post=post)


def may_hand_over(user: User, post: Post, today: date) -> bool:
    """Return whether this person presses 「後任に引き継ぐ」: the holder; 課長, 代決者, 部長 or desk for those beside them."""
    if post.user_id == user.pk:
        return post in user.posts_on(today)
    return any(_presses_for(own, post) for own in user.posts_on(today))


def _presses_for(own: Post, post: Post) -> bool:
    if post.kind in OF_A_DIVISION:
        before = [post.division_id, *(one.pk for one in post.division.successors.all())] if post.division else []
        return own.kind in {PostKind.MANAGER, PostKind.DEPUTY} and own.division_id in before
    if post.kind == PostKind.LEADER:
        return own.kind == PostKind.DIRECTOR and own.department_id == post.department_id
    return own.kind == PostKind.DESK and post.kind == PostKind.DESK


def successors_of(post: Post, today: date) -> Sequence[Post]:
    """Return to whom the work of a post may go: who holds the same post from the day on, then 課長 and 代決者.

    The day is the one after the last, or today when that has passed. Those who begin with it stand first.
    """
    day = max(today, post.ends_on + NEXT_DAY) if post.ends_on else today
    posts = Post.objects.held_on(day).exclude(user=post.user_id).filter(user__is_active=True)
    if post.kind in OF_A_DIVISION:
        of_unit = Q(division=post.division) | Q(division__predecessors=post.division)
        posts = posts.filter(of_unit, kind__in={post.kind, PostKind.MANAGER, PostKind.DEPUTY})
    elif post.kind == PostKind.LEADER:
        posts = posts.filter(department=post.department, kind__in=[PostKind.LEADER, PostKind.DIRECTOR])
    else:
        posts = posts.filter(kind=PostKind.DESK)
    place = Case(
        When(kind=post.kind, starts_on=day, then=Value(0)),
        When(kind=post.kind, then=Value(1)),
        When(kind=PostKind.MANAGER, then=Value(2)),
        default=Value(3),
    )
    return list(posts.select_related("user", "division", "department").order_by(place, "starts_on", "pk").distinct())


def units_of(post: Post) -> list[int]:
    """Return the 課 of a post with those that became it: its own, or all of the 部. None for the desk."""
    if post.kind == PostKind.DESK:
        return []
    ids = {post.division_id} if post.kind in OF_A_DIVISION else _divisions_of(post)
    pairs = Division.successors.through.objects.values_list("from_division_id", "to_division_id")
    return sorted(with_predecessors({pk for pk in ids if pk}, pairs))


def _divisions_of(post: Post) -> set[int | None]:
    return set(Division.objects.filter(department=post.department).values_list("pk", flat=True))


@dataclass(frozen=True, slots=True)
class Burden:
    """One thing that hangs on the person and not on the post."""

    key: str  # "routing:12", "step:<uuid>"
    kind: str
    what: str
    number: str  # 提案番号 or the name of the ダイアログ
    due_on: date | None
    likeness: Likeness


@as_city("what is handed over belongs to the 席 that is left")
def burdens_of(post: Post) -> list[Burden]:
    """Return what of the proposals hangs on the holder's name: 担当者, and 次の一歩 that carry it. Two or three queries."""
    units = units_of(post)
    routings = Routing.objects.in_hand().filter(handler=post.user, division__in=units)
    return [
        *(
            Burden(
                f"routing:{one.pk}",
                "担当者",
                one.screening.proposal.title,
                str(one.screening.proposal.number),
                None,
                Likeness.SAME,
            )
            for one in routings.select_related("screening__proposal").order_by("sent_at", "pk")
        ),
        *(
            Burden(f"step:{one.uuid}", "次の一歩", one.what, str(one.screening.proposal.number), one.due_on, alike)
            for one in steps_of_post(post, units).select_related("screening__proposal").in_order()
            if (alike := likeness(one.person, post.user.name))
        ),
    ]


def steps_of_post(post: Post, units: Sequence[int]) -> NextStepQuerySet:
    """Return the open 次の一歩 of the units that somebody's name stands on."""
    named = NextStep.objects.open().exclude(person="")
    return named.filter(party=Party.DESK) if post.kind == PostKind.DESK else named.filter(division__in=units)


def handover_papers(post: Post) -> QuerySet[PaperJob]:
    """Return the 引継書 that were made of a post, for those who may read it."""
    return PaperJob.objects.filter(kind=HANDOVER, about=str(post.pk)).select_related("file")
