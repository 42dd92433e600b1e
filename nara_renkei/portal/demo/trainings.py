"""The 管理職研修 of the demo city: 12月3日 of the announcement, which is over, and the next, to which people are asked."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Final

from nara_renkei.accounts.enums import PostKind
from nara_renkei.accounts.models import Post
from training.enums import Duty, Mark, Origin, SessionState, Way
from training.models import Attendance, AttendanceChange, AudienceRule, Course, Session, Trainee

from .city import City
from .clock import Clock, moment

ANNOUNCED, SEASON = "kanrishoku-hajimari", "kanrishoku-fuyu"
NAME: Final = "管理職研修「公民連携と持続可能な自治体経営」"
AIMS: Final = """なぜいま公民連携なのかを、市のこれからの人口とお金から考えます。
連携の手法を知り、つまずきやすいところと、その越え方を、ほかの市の例から学びます。
明日から自分の課で試すことを、一つ決めて帰ります。"""
RELATED: Final = """ガイドライン　/guideline/
事例集　/jirei/"""
LECTURER: Final = "見本 太郎（あけぼの杉大学 地域共創研究センター 教授・例示）"
# 課長 and the 課長補佐 of 5級: 130 of the demo city
MANAGERS: Final[Sequence[tuple[list[str], list[str]]]] = (([PostKind.MANAGER], []), ([PostKind.DEPUTY], ["5"]))

EXCUSED: Final = (
    ("住宅課", PostKind.MANAGER, "長期の休みのため"),
    ("市民課", PostKind.MANAGER, "今年度、同じ内容の研修を県で受けたため"),
    ("リサイクル推進課", PostKind.MANAGER, "長期の休みのため"),
)
# 課長補佐 of 4級, who are no 管理職 and wished to come
ADDED: Final = ("AI活用推進課", "市民課", "福祉政策課", "子ども育成課", "農政課", "河川課")
WISH: Final = "課の希望。提案の窓口を担当しているため"
# who sends the 主査 of the same 課
SENT: Final = (
    ("危機管理課", PostKind.MANAGER, "同じ時間に防災の訓練があるため"),
    ("長寿福祉課", PostKind.DEPUTY, "同じ時間に県の会議があるため"),
    ("土木管理課", PostKind.MANAGER, "議会の説明があるため"),
)
LATER: Final = (
    ("学校教育課", PostKind.MANAGER, "学校への訪問と重なったため"),
    ("健康増進課", PostKind.DEPUTY, "健診の日と重なったため"),
    ("産業政策課", PostKind.MANAGER, "出張のため"),
    ("観光戦略課", PostKind.DEPUTY, "窓口を空けられないため"),
    ("子ども政策課", PostKind.MANAGER, "会議と重なったため"),
    ("財政課", PostKind.DEPUTY, "予算の査定のため"),
)


def show_trainings(city: City) -> None:
    """Make the 研修 that is over, with its two 回 and who came, and the next one with its list."""
    base = city.clock.base
    over = make_course(city, ANNOUNCED, last_day(city.clock), NAME)
    _hold(city, over)
    asked = make_course(city, SEASON, next_day(city.clock), f"{NAME}　2年目")
    asked.as_of = min(asked.as_of, base)
    asked.save(update_fields=["as_of"])
    draw(city, asked, asked.sessions.get(number=1), moment(base, 9))
    asked.sessions.filter(number=1).update(state=SessionState.OPEN)


def last_day(clock: Clock) -> date:
    """Return the 12月3日 that lies so far back that the 90 days are over, or the 開庁日 before it."""
    latest = clock.base - timedelta(days=100)
    year = latest.year if (latest.month, latest.day) >= (12, 3) else latest.year - 1
    return clock.open_day(date(year, 12, 3))


def next_day(clock: Clock) -> date:
    """Return the 12月3日 after it, or three weeks from the base day when that one is nearly here or gone."""
    day = clock.open_day(date(last_day(clock).year + 1, 12, 3))
    return day if day >= clock.base + timedelta(days=3) else clock.later(clock.base, 15)


def make_course(city: City, slug: str, held_on: date, name: str) -> Course:
    """Return a 研修 whose list is drawn two months before, with the 回 of that day and one two weeks later."""
    course = Course.objects.create(
        slug=slug,
        name=name,
        aims=AIMS,
        related=RELATED,
        lecturer=LECTURER,
        organization=city.organizations["J"],
        as_of=held_on - timedelta(days=62),
        created_at=moment(min(held_on - timedelta(days=70), city.clock.base)),
    )
    for kinds, grades in MANAGERS:
        AudienceRule.objects.create(course=course, kinds=kinds, grades=grades)
    for number, day, capacity in ((1, held_on, 150), (2, city.clock.later(held_on, 10), 40)):
        Session.objects.create(
            course=course,
            number=number,
            held_on=day,
            starts_at=time(13, 30),
            ends_at=time(16, 30),
            place="奈良市役所 中央棟6階 大会議室",
            capacity=capacity,
            self_study_until=day + timedelta(days=60),
        )
    return course


def draw(city: City, course: Course, session: Session, at: datetime) -> None:
    """Put those on the list whom the rules name on the day of the 研修."""
    by = city.desk().label
    people: dict[int, Trainee] = {}
    for kinds, grades in MANAGERS:
        posts = Post.objects.held_on(course.as_of).filter(kind__in=kinds).order_by("pk")
        for post in posts.filter(grade__in=grades) if grades else posts:
            people[post.user_id] = Trainee(course=course, user_id=post.user_id, session=session, set_at=at, set_by=by)
    Trainee.objects.bulk_create(people.values())


def _hold(city: City, course: Course) -> None:
    first, second = course.sessions.in_order()
    drawn_at = moment(course.as_of, 9)
    draw(city, course, first, drawn_at)
    _except(city, course, first, second)
    _mark_first(city, first)
    _mark_second(city, second)
    course.sessions.update(state=SessionState.ENDED)


def _except(city: City, course: Course, first: Session, second: Session) -> None:
    """Some are excused, some come because they wish to, some send somebody, some come to the second 回."""
    by, at = city.desk().label, moment(first.held_on - timedelta(days=20), 11)
    told = {"set_at": at, "set_by": by}
    for division, kind, reason in EXCUSED:
        course.trainees.filter(user=city.of(division, kind)).update(duty=Duty.EXCUSED, reason=reason, **told)
    for division in ADDED:
        user = city.of(division, PostKind.DEPUTY)
        Trainee.objects.create(course=course, user=user, session=first, origin=Origin.ADDED, reason=WISH, **told)
    for division, kind, reason in SENT:
        substitute = Trainee.objects.create(
            course=course,
            user=city.of(division, PostKind.OFFICER),
            session=first,
            origin=Origin.SUBSTITUTE,
            reason=reason,
            **told,
        )
        course.trainees.filter(user=city.of(division, kind)).update(substitute=substitute, reason=reason, **told)
    for division, kind, reason in LATER:
        course.trainees.filter(user=city.of(division, kind)).update(session=second, reason=reason, **told)


def _mark_first(city: City, session: Session) -> None:
    """Most showed the QR, some were ticked on the list or on paper or came by CSV; a few were late, seven did not come."""
    begins, by = moment(session.held_on, 12, 50), city.desk().label
    rows = []
    for n, trainee in enumerate(session.trainees.expected().in_order()):
        mark = Mark.ABSENT if n % 17 == 11 else Mark.LATE if n % 19 == 7 else Mark.PRESENT
        way = Way.LIST if mark == Mark.ABSENT or n % 9 == 4 else Way.CSV if n % 13 == 5 else Way.QR
        at = begins + timedelta(minutes=60 if mark == Mark.LATE else 180 if mark == Mark.ABSENT else n // 4)
        rows.append(
            Attendance(
                session=session,
                trainee=trainee,
                mark=mark,
                way=way,
                marked_at=at,
                marked_by=str(trainee.user) if way == Way.QR else by,
            )
        )
    Attendance.objects.bulk_create(rows)
    absent = [row for row in rows if row.mark == Mark.ABSENT]
    for row, after, reason in (
        (absent[0], Mark.PRESENT, "紙の署名があったため"),
        (absent[1], Mark.LATE, "途中から来たことを、講師の控えで確かめたため"),
    ):
        AttendanceChange.objects.create(
            attendance=row,
            before=row.mark,
            after=after,
            reason=reason,
            changed_at=moment(session.held_on + timedelta(days=1), 10),
            changed_by=city.desk(1).label,
        )
        row.mark, row.way = after, Way.PAPER
        row.save(update_fields=["mark", "way"])


def _mark_second(city: City, session: Session) -> None:
    at, by = moment(session.held_on, 13, 20), city.desk(1).label
    *came, missed = session.trainees.expected().in_order()
    Attendance.objects.bulk_create(
        [
            Attendance(session=session, trainee=one, mark=Mark.PRESENT, way=Way.LIST, marked_at=at, marked_by=by)
            for one in came
        ]
        + [Attendance(session=session, trainee=missed, mark=Mark.ABSENT, way=Way.LIST, marked_at=at, marked_by=by)]
    )
