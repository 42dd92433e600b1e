"""April: bring 部 and 課 to a file, and let the posts follow their 課."""

from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Q

from nara_renkei.accounts.models import Post
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Department, Division
from nara_renkei.directory.usecases.import_divisions import ImportResult, import_divisions

from .review_routing import review_routing


def reorganise_city(*, data: bytes, as_of: date, by: Actor, at: datetime, dry_run: bool = False) -> ImportResult:
    """Return the differences. Posts move with a 課 that has one successor; where there are several, a warning says so."""
    with transaction.atomic():
        result = import_divisions(data=data, as_of=as_of, by=by, at=at)
        result.warnings.extend(_move_posts(as_of, by, at))
        review_routing(on=local_day(at), by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    return result


def _move_posts(as_of: date, by: Actor, at: datetime) -> list[str]:
    """End the posts of 課 and 部 that end on the eve, and open the same in what came after."""
    eve = as_of - timedelta(days=1)
    unfinished = Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=as_of), starts_on__lte=eve)
    warnings: set[str] = set()
    for post in unfinished.filter(division__valid_to=eve).select_related("division", "user").order_by("pk"):
        successors = list(Division.objects.filter(predecessors=post.division).in_order())
        if len(successors) == 1:
            _follow(post, eve, successors[0].pk, successors[0].department_id, by, at)
        else:
            warnings.add(
                f"{post.division}の職員の行き先が決まりません。職員の取込み（import_staff）で新しい席を登録してください。"
            )
    for post in (
        unfinished.filter(division=None, department__valid_to=eve).select_related("department", "user").order_by("pk")
    ):
        code = post.department.code if post.department else ""
        after = Department.objects.valid_on(as_of).filter(code=code).first()
        if after:
            _follow(post, eve, None, after.pk, by, at)
        else:
            warnings.add(
                f"{post.department}の職員の行き先が決まりません。職員の取込み（import_staff）で新しい席を登録してください。"
            )
    return sorted(warnings)


def _follow(post: Post, eve: date, division_id: int | None, department_id: int, by: Actor, at: datetime) -> None:
    Post.objects.create(
        user=post.user,
        kind=post.kind,
        division_id=division_id,
        department_id=department_id,
        title=post.title,
        grade=post.grade,
        holding=post.holding,
        appointment=post.appointment,
        starts_on=eve + timedelta(days=1),
        ends_on=post.ends_on,
    )
    post.ends_on = eve
    post.save(update_fields=["ends_on"])
    record("post.followed", about=f"user:{post.user_id}", by=by, at=at, post=post.pk)
