"""Bring people and posts to the personnel file, from 0:00 of a day on."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.db import transaction
from django.db.models import Prefetch, Q

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import NameChange, Post, User
from nara_renkei.accounts.rules.titles import FOR_A_YEAR, FROM_TITLES, is_for_a_year, last_day_of
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day

from .apply_name_changes import apply_name_changes
from .read_staff import PostKey, WantedPerson, WantedPost, read_staff
from .review_routing import review_routing

# A file that was cut short would lock the city hall out.
MOST_LEAVERS: Final = 0.3
FEW: Final = 10


class TooManyLeavers(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class StaffDifference:
    kind: str  # 採用, 異動, 職名の変更, 任用の更新, 退職, 改姓, メールの変更
    number: str
    text: str

    def __str__(self) -> str:
        return f"{self.kind}　{self.number} {self.text}"


@dataclass(slots=True)
class StaffResult:
    differences: list[StaffDifference] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    def note(self, kind: str, number: str, text: str) -> None:
        self.differences.append(StaffDifference(kind, number, text))


def import_staff(
    *, data: bytes, as_of: date, by: Actor, at: datetime, dry_run: bool = False, allow_many_leavers: bool = False
) -> StaffResult:
    """Return what differs, and make it so unless ``dry_run``. The file is the whole staff: who is left out has left.

    Raises ``TableRefused`` with line numbers or ``TooManyLeavers``; then nothing has changed. Posts named in the
    file start at 0:00 of ``as_of``; those it no longer names end the day before. A future day is fine.
    """
    with transaction.atomic():
        wanted = read_staff(data, as_of)
        result = _bring(wanted, as_of, by, at, allow_many_leavers=allow_many_leavers)
        apply_name_changes(on=local_day(at), by=by, at=at)
        review_routing(on=local_day(at), by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    return result


def _bring(
    wanted: list[WantedPerson], as_of: date, by: Actor, at: datetime, *, allow_many_leavers: bool
) -> StaffResult:
    result, known = StaffResult(), _known(as_of)
    leavers = _leavers(known, {person.number for person in wanted}, as_of, result)
    if len(leavers) > max(FEW, MOST_LEAVERS * len(known)) and not allow_many_leavers:
        raise TooManyLeavers(
            f"{len(known)}人のうち{len(leavers)}人が退職になります。ファイルが途中で切れていないか確かめてください。"
        )
    for person in wanted:
        user = known.get(person.number)
        if user is None:
            _hire(person, as_of, by, at, result)
        else:
            _update(user, person, as_of, by, at, result)
    for user in leavers:
        _retire(user, as_of, by, at, result)
    return result


def _known(as_of: date) -> dict[str, User]:
    """Lock every member of staff, by 職員番号; each with ``planned`` names and ``unfinished`` posts.

    ``lapsed`` are the posts of a 会計年度任用職員 that end by themselves on the eve: the file may renew them.
    """
    eve = as_of - timedelta(days=1)
    unfinished = (
        Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=as_of) | Q(ends_on=eve, appointment__contains=FOR_A_YEAR))
        .select_related("division", "department", "section")
        .order_by("starts_on", "pk")
    )
    planned = NameChange.objects.filter(applied_at=None).order_by("starts_on", "pk")
    people = (
        User.objects.filter(employee_number__isnull=False)
        .prefetch_related(
            Prefetch("posts", unfinished, to_attr="unfinished"), Prefetch("name_changes", planned, to_attr="planned")
        )
        .select_for_update()
        .order_by("employee_number")
    )
    known: dict[str, User] = {str(user.employee_number): user for user in people}
    for user in known.values():
        posts: list[Post] = user.unfinished  # type: ignore[attr-defined]
        user.lapsed = [post for post in posts if post.ends_on == eve]  # type: ignore[attr-defined]
        user.unfinished = [post for post in posts if post.ends_on != eve]  # type: ignore[attr-defined]
    return known


def _leavers(known: dict[str, User], stay: set[str], as_of: date, result: StaffResult) -> list[User]:
    """Return who is not in the file and has not left yet; a システム管理者 stays, with a warning."""
    gone = [
        user
        for number, user in known.items()
        if number not in stay and (user.last_day is None or user.last_day >= as_of)
    ]
    kept = [user for user in gone if any(post.kind == PostKind.SYSTEM for post in user.unfinished)]  # type: ignore[attr-defined]
    result.warnings.extend(
        f"{user}（{user.employee_number}）はファイルにありませんが、システム管理者なので残します。" for user in kept
    )
    return [user for user in gone if user not in kept]


def _hire(person: WantedPerson, as_of: date, by: Actor, at: datetime, result: StaffResult) -> None:
    user = User.objects.create_user(person.email, name=person.name, kana=person.kana, employee_number=person.number)
    record("staff.hired", about=f"user:{user.pk}", by=by, at=at, as_of=as_of.isoformat())
    for post in person.posts:
        _open(user, post, as_of, by, at)
    result.note("採用", person.number, f"{person.name} {'、'.join(map(str, person.posts))}")


def _update(user: User, person: WantedPerson, as_of: date, by: Actor, at: datetime, result: StaffResult) -> None:
    if user.last_day is not None:
        back = user.last_day < as_of
        user.last_day = None
        user.save(update_fields=["last_day"])
        record("staff.back", about=f"user:{user.pk}", by=by, at=at)
        result.note("採用" if back else "退職の取消し", person.number, person.name)
    _rename(user, person, as_of, by, at, result)
    _move(user, person, as_of, by, at, result)


def _rename(user: User, person: WantedPerson, as_of: date, by: Actor, at: datetime, result: StaffResult) -> None:
    change = next((change for change in reversed(user.planned) if change.starts_on <= as_of), None)  # type: ignore[attr-defined]
    now = change or user
    if (now.name, now.kana, now.email) == (person.name, person.kana, person.email):
        return
    if (now.name, now.kana) != (person.name, person.kana):
        result.note("改姓", person.number, f"{now.name} → {person.name}")
    if now.email != person.email:
        result.note("メールの変更", person.number, f"{person.name} {now.email} → {person.email}")
    fields = {"name": person.name, "kana": person.kana, "email": person.email, "applied_at": None}
    NameChange.objects.update_or_create(user=user, starts_on=as_of, defaults=fields)
    record("staff.renamed", about=f"user:{user.pk}", by=by, at=at, as_of=as_of.isoformat())


def _move(user: User, person: WantedPerson, as_of: date, by: Actor, at: datetime, result: StaffResult) -> None:
    standing = {_key(post): post for post in user.unfinished if post.kind in FROM_TITLES and post.starts_on <= as_of}  # type: ignore[attr-defined]
    wanted = {post.key: post for post in person.posts}
    kept = {key for key, post in standing.items() if key in wanted and _is_same_kind(post, wanted[key])}
    ended = [post for key, post in standing.items() if key not in kept]
    opened = [post for key, post in wanted.items() if key not in kept]
    for key in kept:
        post = standing[key]
        if (post.grade, post.appointment) != (wanted[key].grade, wanted[key].appointment):
            post.grade, post.appointment = wanted[key].grade, wanted[key].appointment
            post.save(update_fields=["grade", "appointment"])
    if not ended and not opened:
        return
    _tell_move(user, person, ended, opened, result)
    for post in ended:
        _end(post, as_of - timedelta(days=1), by, at)
    for want in opened:
        _open(user, want, as_of, by, at)


def _is_same_kind(post: Post, want: WantedPost) -> bool:
    """Return whether the post can go on: one for a year is never the same as one without an end."""
    return is_for_a_year(post.appointment) == is_for_a_year(want.appointment)


def _tell_move(
    user: User, person: WantedPerson, ended: list[Post], opened: list[WantedPost], result: StaffResult
) -> None:
    lapsed: list[Post] = user.lapsed  # type: ignore[attr-defined]
    left, taken = [*ended, *lapsed], [*opened]
    text = f"{person.name} {'、'.join(map(str, left)) or '（席なし）'} → {'、'.join(map(str, taken)) or '（席なし）'}"
    before, after = {_key(post)[1:4] for post in left}, {post.key[1:4] for post in taken}
    if lapsed and not ended and {_key(post) for post in lapsed} == {post.key for post in taken}:
        kind = "任用の更新"
    else:
        kind = "職名の変更" if before == after else "異動"
    result.note(kind, person.number, text)


def _retire(user: User, as_of: date, by: Actor, at: datetime, result: StaffResult) -> None:
    eve = as_of - timedelta(days=1)
    for post in user.unfinished:  # type: ignore[attr-defined]
        _end(post, eve, by, at)
    user.last_day = eve
    user.save(update_fields=["last_day"])
    record("staff.left", about=f"user:{user.pk}", by=by, at=at, last_day=eve.isoformat())
    result.note("退職", user.employee_number or "", str(user))


def _key(post: Post) -> PostKey:
    return (PostKind(post.kind), post.department_id, post.division_id, post.section_id, post.title, post.holding)


def _open(user: User, want: WantedPost, as_of: date, by: Actor, at: datetime) -> None:
    kind, department, division, section, title, holding = want.key
    post = Post.objects.create(
        user=user,
        kind=kind,
        department_id=department,
        division_id=division,
        section_id=section,
        title=title,
        holding=holding,
        grade=want.grade,
        appointment=want.appointment,
        starts_on=as_of,
        ends_on=last_day_of(want.appointment, as_of),
    )
    record("post.given", about=f"user:{user.pk}", by=by, at=at, post=post.pk, kind=str(kind), as_of=as_of.isoformat())


def _end(post: Post, last_day: date, by: Actor, at: datetime) -> None:
    record("post.ended", about=f"user:{post.user_id}", by=by, at=at, post=post.pk, last_day=last_day.isoformat())
    if post.starts_on > last_day:
        # Planned by an earlier import for the same day or later: it never came into force.
        post.delete()
        return
    post.ends_on = last_day
    post.save(update_fields=["ends_on"])
