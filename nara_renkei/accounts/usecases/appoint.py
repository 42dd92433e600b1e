"""Give a person a post from a day on."""

from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from nara_renkei.accounts.enums import Holding, PostKind
from nara_renkei.accounts.models import Post, User
from nara_renkei.accounts.rules.roles import ROLES
from nara_renkei.accounts.rules.titles import last_day_of
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Department, Division, Section

from .review_routing import review_routing


class CannotAppoint(Exception):
    """str(exc) is fit for the screen."""


@transaction.atomic
def appoint(
    *,
    user: User,
    kind: PostKind,
    starts_on: date,
    by: Actor,
    at: datetime,
    ends_on: date | None = None,
    department: Department | None = None,
    division: Division | None = None,
    section: Section | None = None,
    title: str = "",
    grade: str = "",
    holding: Holding = Holding.MAIN,
    appointment: str = "",
) -> Post:
    """Return the new post. A 課 gives its 部 by itself; that of a 会計年度任用職員 ends by 31 March.

    Raises ``CannotAppoint``.
    """
    if not user.is_employee:
        raise CannotAppoint("席を持てるのは職員だけです。先に職員番号を登録してください。")
    if division and not division.is_valid_on(starts_on):
        raise CannotAppoint(f"{division}は、{starts_on:%Y年%-m月%-d日}には置かれていません。後の課を選んでください。")
    post = Post(
        user=user,
        kind=kind,
        department=department or (division.department if division else None),
        division=division,
        section=section,
        title=title,
        grade=grade,
        holding=holding,
        appointment=appointment,
        starts_on=starts_on,
        ends_on=last_day_of(appointment, starts_on, ends_on),
    )
    try:
        post.full_clean()
    except ValidationError as exc:
        raise CannotAppoint("".join(exc.messages)) from exc
    post.save()
    record("post.given", about=f"user:{user.pk}", by=by, at=at, post=post.pk, kind=str(kind), **_place(post))
    if division:
        review_routing(on=local_day(at), by=by, at=at, only=division)
        division.refresh_from_db(fields=["accepts_routing"])
    return post


def _place(post: Post) -> dict[str, Any]:
    return {"division": post.division_id, "department": post.department_id, "role": ROLES[PostKind(post.kind)].name}
