"""The 管理職研修 of the demo city: 12月3日 of the announcement, which is over, and the next, to which people are asked."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any, Final

from nara_renkei.accounts.enums import PostKind
from nara_renkei.core.actors import DIVISION, Actor
from training.enums import LetterKind, Mark, SessionState, Way
from training.models import AudienceRule, Course, Session, Trainee
from training.queries.audience import differences
from training.queries.letters import waiting
from training.usecases.add_trainee import add_trainee
from training.usecases.assign_session import assign_session
from training.usecases.draw_list import draw_list
from training.usecases.excuse_trainee import excuse_trainee
from training.usecases.mark_attendance import mark_attendance, mark_many
from training.usecases.move_session import move_session
from training.usecases.move_trainee import move_trainee
from training.usecases.order_certificate import order_certificate, order_certificates
from training.usecases.order_letters import order_letters
from training.usecases.order_training_report import order_training_report
from training.usecases.prepare_letters import prepare_letters
from training.usecases.send_substitute import send_substitute

from .city import SHOWN_DIVISION, City
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
# by which way some of them came, by their place on the list
HOW: Final = {3: Way.LIST, 6: Way.CSV, 10: Way.PAPER}
CORRECTED: Final = (
    (Mark.PRESENT, "紙の署名があったため"),
    (Mark.LATE, "途中から来たことを、講師の控えで確かめたため"),
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
    draw(city, asked, moment(base, 9))
    move_session(session=asked.sessions.get(number=1), to=SessionState.OPEN, by=city.desk(), at=moment(base, 10))
    _invite(asked.sessions.get(number=1), city)
    _order_papers(city, over)


def _invite(session: Session, city: City) -> None:
    """Send the invitation; who was added after it waits for one."""
    told: dict[str, Any] = {"by": city.desk(), "at": moment(city.clock.base, 10, 30)}
    people = waiting(session, LetterKind.INVITATION, city.clock.base).count()
    note = "名札をお持ちください。資料は当日お配りします。"
    order_letters(session=session, kind=LetterKind.INVITATION, note=note, readers=people, **told)
    while prepare_letters(at=told["at"]):
        pass
    told["at"] = moment(city.clock.base, 11)
    for division in ADDED[:2]:
        add_trainee(course=session.course, user=city.of(division, PostKind.DEPUTY), reason=WISH, **told)
    assign_session(session=session, department=None, **told)


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
        as_of=min(held_on - timedelta(days=62), city.clock.base),
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


def draw(city: City, course: Course, at: datetime) -> None:
    """Take the rules of the day over into the list, and give everybody a place in the first 回."""
    by, seen = city.desk(), differences(course, course.as_of).fingerprint
    draw_list(course=course, on=course.as_of, seen=seen, by=by, at=at)
    assign_session(session=course.sessions.get(number=1), department=None, by=by, at=at + timedelta(minutes=20))


def _hold(city: City, course: Course) -> None:
    first, second = course.sessions.in_order()
    draw(city, course, moment(course.as_of, 9))
    _except(city, course, first, second)
    for session in (first, second):
        day, by = session.held_on, city.desk()
        move_session(session=session, to=SessionState.OPEN, by=by, at=moment(day - timedelta(days=18), 10))
        session = move_session(session=session, to=SessionState.TODAY, by=by, at=moment(day, 8, 30))
        _mark(city, session)
        move_session(session=session, to=SessionState.ENDED, by=by, at=moment(day, 17))
    _correct(city, first)


def _except(city: City, course: Course, first: Session, second: Session) -> None:
    """Some are excused, some come because they wish to, some send somebody, some come to the second 回."""
    told: dict[str, Any] = {"by": city.desk(), "at": moment(first.held_on - timedelta(days=20), 11)}

    def of(division: str, kind: PostKind) -> Trainee:
        return course.trainees.get(user=city.of(division, kind))

    for division, kind, reason in EXCUSED:
        excuse_trainee(trainee=of(division, kind), reason=reason, **told)
    for division in ADDED:
        add_trainee(course=course, user=city.of(division, PostKind.DEPUTY), reason=WISH, **told)
    assign_session(session=first, department=None, **told)
    for division, kind, reason in SENT:
        user = city.of(division, PostKind.OFFICER)
        send_substitute(trainee=of(division, kind), user=user, reason=reason, **told)
    for division, kind, reason in LATER:
        move_trainee(trainee=of(division, kind), to=second, reason=reason, **told)


def _mark(city: City, session: Session) -> None:
    """Most showed the QR, the others came by list, CSV and signature; a few were late, some did not come."""
    begins, by = moment(session.held_on, 12, 50), city.desk()
    marks: dict[Way, dict[int, Mark]] = {Way.LIST: {}, Way.CSV: {}, Way.PAPER: {}}
    for n, trainee in enumerate(Trainee.objects.expected().filter(session=session).select_related("user").in_order()):
        if n % 17 == 5:
            marks[Way.LIST][trainee.pk] = Mark.ABSENT
        elif n % 19 == 7:
            _show_qr(session, trainee, Mark.LATE, begins + timedelta(minutes=60))
        elif n % 13 in HOW:
            marks[HOW[n % 13]][trainee.pk] = Mark.PRESENT
        else:
            _show_qr(session, trainee, Mark.PRESENT, begins + timedelta(seconds=15 * n))
    for n, (way, found) in enumerate(marks.items()):
        mark_many(session=session, marks=found, way=way, by=by, at=begins + timedelta(hours=3 + n))


def _show_qr(session: Session, trainee: Trainee, mark: Mark, at: datetime) -> None:
    by = Actor(DIVISION, str(trainee.user), f"user:{trainee.user_id}", "192.0.2.30")
    mark_attendance(session=session, trainee=trainee, mark=mark, way=Way.QR, by=by, at=at)


def _correct(city: City, session: Session) -> None:
    """Two of those who were marked absent had come after all."""
    absent = session.attendances.filter(mark=Mark.ABSENT).select_related("trainee").order_by("pk")
    told: dict[str, Any] = {"by": city.desk(1), "at": moment(session.held_on + timedelta(days=1), 10)}
    for one, (mark, reason) in zip(absent, CORRECTED, strict=False):
        mark_attendance(session=session, trainee=one.trainee, mark=mark, way=Way.PAPER, reason=reason, **told)


def _order_papers(city: City, course: Course) -> None:
    """The desk's report and the 修了証 of a 回, and the one that a 課長 asked for."""
    told: dict[str, Any] = {"by": city.desk(), "at": moment(city.clock.base, 8)}
    order_training_report(course=course, **told)
    order_certificates(session=course.sessions.get(number=2), **told)
    own = course.trainees.get(user=city.of(SHOWN_DIVISION, PostKind.MANAGER))
    order_certificate(trainee=own, by=city.officer(SHOWN_DIVISION, PostKind.MANAGER), at=told["at"])
