"""Bring people and posts to the personnel file, from 0:00 of a day on."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Final

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Prefetch, Q

from nara_renkei.accounts.enums import Holding, PostKind
from nara_renkei.accounts.models import NameChange, Post, User
from nara_renkei.accounts.rules.titles import FROM_TITLES, kind_of
from nara_renkei.core.actors import Actor
from nara_renkei.core.audit import record
from nara_renkei.core.calendar import local_day
from nara_renkei.directory.models import Department, Division, Section
from nara_renkei.directory.rules.tables import Row, TableRefused, read_table

from .apply_name_changes import apply_name_changes
from .review_routing import review_routing

REQUIRED: Final = ("職員番号", "氏名", "カナ", "所属コード", "職名", "級", "本務/兼務/併任", "任用区分", "メール")
HOLDINGS: Final = {label: Holding(value) for value, label in Holding.choices}
# A file that was cut short would lock the city hall out.
MOST_LEAVERS: Final = 0.3
FEW: Final = 10


# What makes two posts the same seat: kind, 部, 課, 係 (their keys), 職名, 本務・兼務.
PostKey = tuple[PostKind, int | None, int | None, int | None, str, str]


class TooManyLeavers(Exception):
    """str(exc) is fit for the screen."""


@dataclass(frozen=True, slots=True)
class StaffDifference:
    kind: str  # 採用, 異動, 職名の変更, 退職, 改姓, メールの変更
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


@dataclass(frozen=True, slots=True)
class Place:
    """Where a 所属コード leads: a 係, a 課 or a 部."""

    department: Department
    division: Division | None = None
    section: Section | None = None

    def __str__(self) -> str:
        return str(self.section or self.division or self.department)


@dataclass(frozen=True, slots=True)
class WantedPost:
    kind: PostKind
    place: Place
    title: str
    grade: str
    holding: Holding
    appointment: str

    @property
    def key(self) -> PostKey:
        division = (
            None if self.kind in {PostKind.LEADER, PostKind.DIRECTOR, PostKind.EXECUTIVE} else self.place.division
        )
        section = self.place.section if division else None
        return (
            self.kind,
            self.place.department.pk,
            division.pk if division else None,
            section.pk if section else None,
            self.title,
            self.holding,
        )

    def __str__(self) -> str:
        return f"{self.place}{self.title}"


@dataclass(slots=True)
class WantedPerson:
    line: int
    number: str
    name: str
    kana: str
    email: str
    posts: list[WantedPost] = field(default_factory=list)


def import_staff(
    *, data: bytes, as_of: date, by: Actor, at: datetime, dry_run: bool = False, allow_many_leavers: bool = False
) -> StaffResult:
    """Return what differs, and make it so unless ``dry_run``. The file is the whole staff: who is left out has left.

    Raises ``TableRefused`` with line numbers or ``TooManyLeavers``; then nothing has changed. Posts named in the
    file start at 0:00 of ``as_of``; those it no longer names end the day before. A future day is fine.
    """
    rows = read_table(data, required=REQUIRED)
    with transaction.atomic():
        wanted = _wanted(rows, as_of)
        result = _bring(wanted, as_of, by, at, allow_many_leavers=allow_many_leavers)
        apply_name_changes(on=local_day(at), by=by, at=at)
        review_routing(on=local_day(at), by=by, at=at)
        if dry_run:
            transaction.set_rollback(True)
    return result


def _wanted(rows: Iterable[Row], as_of: date) -> list[WantedPerson]:
    errors: list[str] = []
    places = _places(as_of)
    people: dict[str, WantedPerson] = {}
    mails: dict[str, str] = {}
    for row in rows:
        number, email = row["職員番号"], row["メール"].lower()
        before = len(errors)
        if not re.fullmatch(r"[0-9A-Za-z-]{1,12}", number):
            errors.append(f"{row.line}行目: 職員番号「{number}」は、半角の英数字12字までにしてください。")
        for column, most in (("氏名", 60), ("カナ", 60), ("職名", 40), ("級", 10), ("任用区分", 20)):
            if len(row[column]) > most:
                errors.append(f"{row.line}行目: {column}は{most}字までです。")
        if not row["氏名"]:
            errors.append(f"{row.line}行目: 氏名がありません。")
        if not _is_email(email):
            errors.append(f"{row.line}行目: メール「{row['メール']}」の形が正しくありません。")
        elif mails.setdefault(email, number) != number:
            errors.append(f"{row.line}行目: メール「{email}」が、ほかの職員（{mails[email]}）と同じです。")
        holding = HOLDINGS.get(row["本務/兼務/併任"])
        if holding is None:
            errors.append(
                f"{row.line}行目: 本務/兼務/併任「{row['本務/兼務/併任']}」は、本務・兼務・併任のどれかにしてください。"
            )
        place = places.get(row["所属コード"])
        if place is None:
            hint = (
                "先頭の0が消えていませんか。"
                if f"0{row['所属コード']}" in places
                else "先に部・課を取り込んでください。"
            )
            errors.append(
                f"{row.line}行目: 所属コード「{row['所属コード']}」は{as_of:%Y年%-m月%-d日}の組織にありません。{hint}"
            )
        kind = kind_of(row["職名"])
        if place and place.division is None and kind in {PostKind.OFFICER, PostKind.DEPUTY, PostKind.MANAGER}:
            errors.append(f"{row.line}行目: 職名「{row['職名'] or '（空）'}」には課の所属コードが必要です。")
        if len(errors) > before or place is None or holding is None:
            continue
        person = people.setdefault(number, WantedPerson(row.line, number, row["氏名"], row["カナ"], email))
        if (person.name, person.kana, person.email) != (row["氏名"], row["カナ"], email):
            errors.append(f"{row.line}行目: 職員番号「{number}」の氏名・カナ・メールが{person.line}行目と違います。")
        person.posts.append(WantedPost(kind, place, row["職名"], row["級"], holding, row["任用区分"]))
    for person in people.values():
        mains = sum(post.holding == Holding.MAIN for post in person.posts)
        if mains != 1:
            errors.append(
                f"{person.line}行目: 職員番号「{person.number}」の本務が{mains}行あります。1行にしてください。"
            )
        if len({post.key for post in person.posts}) != len(person.posts):
            errors.append(f"{person.line}行目: 職員番号「{person.number}」に同じ席が2行あります。")
    errors.extend(_taken_addresses(people, mails))
    if errors:
        raise TableRefused(sorted(errors, key=lambda text: int(text.split("行目", 1)[0])))
    return list(people.values())


def _places(as_of: date) -> dict[str, Place]:
    places = {department.code: Place(department) for department in Department.objects.valid_on(as_of)}
    for division in Division.objects.valid_on(as_of).select_related("department"):
        places[division.code] = Place(division.department, division)
    for section in Section.objects.valid_on(as_of).select_related("division__department"):
        places[section.code] = Place(section.division.department, section.division, section)
    return places


def _taken_addresses(people: dict[str, WantedPerson], mails: dict[str, str]) -> list[str]:
    # Somebody outside the file holds the address: a person of a company, or one who has left.
    holders = User.objects.filter(email__in=mails).exclude(employee_number__in=people)
    return [
        f"{people[mails[user.email]].line}行目: メール「{user.email}」は、ほかの利用者が使っています。"
        for user in holders.order_by("pk")
        if mails[user.email] in people
    ]


def _bring(
    wanted: list[WantedPerson], as_of: date, by: Actor, at: datetime, *, allow_many_leavers: bool
) -> StaffResult:
    result = StaffResult()
    unfinished = (
        Post.objects.filter(Q(ends_on=None) | Q(ends_on__gte=as_of))
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
    known = {user.employee_number: user for user in people}
    stay = {person.number for person in wanted}
    leavers = [
        user
        for number, user in known.items()
        if number not in stay and (user.last_day is None or user.last_day >= as_of)
    ]
    kept = [user for user in leavers if any(post.kind == PostKind.SYSTEM for post in user.unfinished)]  # type: ignore[attr-defined]
    leavers = [user for user in leavers if user not in kept]
    result.warnings.extend(
        f"{user}（{user.employee_number}）はファイルにありませんが、システム管理者なので残します。" for user in kept
    )
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
    ended = [post for key, post in standing.items() if key not in wanted]
    opened = [post for key, post in wanted.items() if key not in standing]
    for key in standing.keys() & wanted.keys():
        post = standing[key]
        if (post.grade, post.appointment) != (wanted[key].grade, wanted[key].appointment):
            post.grade, post.appointment = wanted[key].grade, wanted[key].appointment
            post.save(update_fields=["grade", "appointment"])
    if not ended and not opened:
        return
    before = {(post.department_id, post.division_id, post.section_id) for post in ended}
    after = {post.key[1:4] for post in opened}
    text = f"{person.name} {'、'.join(map(str, ended)) or '（席なし）'} → {'、'.join(map(str, opened)) or '（席なし）'}"
    result.note("職名の変更" if before == after else "異動", person.number, text)
    for post in ended:
        _end(post, as_of - timedelta(days=1), by, at)
    for want in opened:
        _open(user, want, as_of, by, at)


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


def _is_email(text: str) -> bool:
    try:
        validate_email(text)
    except ValidationError:
        return False
    return len(text) <= 254
