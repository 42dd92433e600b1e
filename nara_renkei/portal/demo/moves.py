"""April: the file of the last one, which has acted, and those of the next, which wait for their 内示."""

import csv
import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from nara_renkei.accounts.enums import OrderKind, PostKind
from nara_renkei.accounts.models import PersonnelOrder, Post, User
from nara_renkei.accounts.rules.titles import FROM_TITLES
from nara_renkei.accounts.usecases.announce_orders import announce_orders
from nara_renkei.accounts.usecases.check_order import check_order
from nara_renkei.accounts.usecases.end_post import end_post
from nara_renkei.accounts.usecases.read_staff import REQUIRED
from nara_renkei.accounts.usecases.stage_order import stage_order
from nara_renkei.core.actors import SYSTEM, THE_SYSTEM, Actor
from nara_renkei.core.calendar import FiscalYear
from nara_renkei.directory.models import Division

from .city import City
from .clock import moment

JOINED, INTO = "河川課", "道路建設課"
SPLIT = "幼保こども園課"
HALVES = (
    ("010711", "保育総務課", "保育所と認定こども園の入園／保育料"),
    ("010712", "こども園運営課", "市立こども園の運営／施設の整備と給食"),
)
UNIT_COLUMNS = ("code", "department", "division", "duties", "source", "mail", "predecessors")
HOME = "総合政策課"  # where the file puts those whose seats are given by hand
REGULAR, FOR_A_YEAR = "正規", "会計年度任用職員"


@dataclass(frozen=True, slots=True)
class StaffRow:
    """One line of the personnel file."""

    number: str
    name: str
    place: str  # 所属コード
    title: str
    email: str
    grade: str = ""
    appointment: str = REGULAR

    @property
    def cells(self) -> Sequence[str]:
        return (self.number, self.name, "", self.place, self.title, self.grade, "本務", self.appointment, self.email)


def as_csv(head: Sequence[str], lines: Iterable[Sequence[str]]) -> bytes:
    """Return the file as the personnel system writes it: Shift_JIS."""
    out = io.StringIO()
    csv.writer(out, lineterminator="\r\n").writerows([head, *lines])
    return out.getvalue().encode("cp932")


def staff_file(rows: Iterable[StaffRow]) -> bytes:
    return as_csv(REQUIRED, (row.cells for row in rows))


def standing_staff(on: date) -> list[StaffRow]:
    """Return everybody as the file would list them on a day, by 職員番号."""
    home = Division.objects.valid_on(on).get(name=HOME)
    posts = Post.objects.held_on(on).filter(kind__in=FROM_TITLES).select_related("division", "department", "section")
    held = {post.user_id: post for post in posts.order_by("-holding", "pk")}
    staff = User.objects.filter(employee_number__isnull=False, is_active=True, last_day=None)
    return [_row(user, held.get(user.pk), home) for user in staff.order_by("employee_number")]


def _row(user: User, post: Post | None, home: Division) -> StaffRow:
    unit = (post.section or post.division or post.department or home) if post else home
    title, grade = (post.title, post.grade) if post else ("主査", "4")
    appointment = (post.appointment if post else "") or REGULAR
    if post and post.kind == PostKind.EXECUTIVE:
        unit = home.department
    return StaffRow(user.employee_number or "", user.name, unit.code, title, user.email, grade, appointment)


def reform_file(on: date) -> bytes:
    """Return the 部課 of a day with one 統合 and one 分割."""
    lines = []
    for one in Division.objects.valid_on(on).select_related("department").in_order():
        facts = (one.department.name, one.name, one.duties, "sample" if one.is_sample else "confirmed", one.email)
        if one.name == SPLIT:
            lines += [
                (code, one.department.name, name, duties, "", f"ka-{code}@city.nara.example", one.code)
                for code, name, duties in HALVES
            ]
        elif one.name != JOINED:
            before = Division.objects.valid_on(on).get(name=JOINED).code if one.name == INTO else ""
            lines.append((one.code, *facts, before))
    return as_csv(UNIT_COLUMNS, lines)


def april_file(on: date) -> bytes:
    """Return the personnel file of the next April: 40 異動 of 主査, the reform, and a few of everything else."""
    rows = standing_staff(on)
    code = {one.name: one.code for one in Division.objects.valid_on(on)}
    placed = [_after_reform(row, code) for row in rows]
    movers = [
        n for n, row in enumerate(placed) if row == rows[n] and row.title == "主査" and row.place in code.values()
    ]
    *movers, leaver, renamed = [n for n in movers if placed[n].place != code[HOME]][: 40 + 2]
    seats = [placed[n].place for n in movers]
    for n, place in zip(movers, [*seats[1:], seats[0]], strict=True):
        placed[n] = replace(placed[n], place=place)
    placed[renamed] = replace(placed[renamed], name=f"結野 {placed[renamed].name.split()[-1]}")
    del placed[leaver]
    return staff_file([*placed, *_hired(code["市民課"], "99", 2)])


def _after_reform(row: StaffRow, code: dict[str, str]) -> StaffRow:
    (first, _, _), (second, _, _) = HALVES
    if row.place == code[JOINED]:
        return replace(row, place=code[INTO], title="主幹" if row.title == "課長" else row.title)
    if row.place == code[SPLIT]:
        return replace(row, place=first if row.title == "課長" else second, title=row.title.removesuffix("補佐"))
    return row


def _hired(place: str, head: str, count: int) -> list[StaffRow]:
    """Return new people: so many 主事, and one for a year."""
    names = ("新木 若葉", "初瀬 大樹", "会津 計子")
    return [
        StaffRow(
            f"{head}{n + 1:04}",
            names[n],
            place,
            "事務補助" if n == count else "主事",
            f"shinjin-{head}{n}@city.nara.example",
            "",
            FOR_A_YEAR if n == count else REGULAR,
        )
        for n in range(count + 1)
    ]


def show_moves(city: City) -> None:
    """The file of last April has acted; those of the next wait. Nobody but the システム管理者 sees them."""
    base = city.clock.base
    user = User.objects.get(email="system@city.nara.example")
    by = Actor(SYSTEM, f"{user.name}（システム管理者）", f"user:{user.pk}", "192.0.2.40")
    last = FiscalYear.of(base).first
    rows = [*standing_staff(last), *_hired(city.divisions["市民課"].code, "98", 2)]
    _stage(OrderKind.STAFF, staff_file(rows), last, last - timedelta(days=10), last - timedelta(days=20), by)
    announce_orders(on=last - timedelta(days=10), by=THE_SYSTEM, at=moment(last - timedelta(days=10), 0))
    _leave_seats_given_by_hand(last, by)
    following = FiscalYear.of(base).last + timedelta(days=1)
    announced_on = max(following - timedelta(days=10), base + timedelta(days=1))
    _stage(OrderKind.UNITS, reform_file(base), following, announced_on, base, by)
    _stage(OrderKind.STAFF, april_file(base), following, announced_on, base, by)


def _stage(kind: OrderKind, data: bytes, as_of: date, announced_on: date, on: date, by: Actor) -> PersonnelOrder:
    order = check_order(
        kind=kind,
        file_name=f"{'kikou' if kind == OrderKind.UNITS else 'idou'}-{as_of:%Y%m%d}.csv",
        data=data,
        as_of=as_of,
        announced_on=announced_on,
        by=by,
        at=moment(on, 10),
    )
    return stage_order(order=order, by=by, at=moment(on, 11))


def _leave_seats_given_by_hand(on: date, by: Actor) -> None:
    """The file knows the desk's clerks as 主査 of 総合政策課; in this city they have no other seat than the desk's."""
    given = Post.objects.exclude(kind__in=FROM_TITLES).values("user")
    for post in Post.objects.filter(user__in=given, kind__in=FROM_TITLES, starts_on=on).order_by("pk"):
        end_post(post=post, last_day=on - timedelta(days=1), by=by, at=moment(on, 9))
